"""What is known of a page holds at the address that it moved to: the headlines that it draws from, whether it was seen
whole, whether its markup ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from region_lab import BASE, HOST, SITE, Bench, Reed, bench, paragraphs, title_of

from crawler.model import Alert, Capture, Redirect
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.headlines import Headlines

MOVING = 2
OLD, NEW = f"/news/story-{MOVING}/", f"/news/renamed-{MOVING}/"
OTHER = "Wardens of the quay count their herons anew"
WALL = "This story is for subscribers. Subscribe now to continue reading. Already have an account? Sign in."
NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)


@dataclass
class Moving(Reed):
    """A site of which one page moves, draws one of two headlines at each request, ends early, or never ends."""

    moved: bool = False
    draws: Iterator[bool] = field(default_factory=lambda: iter(()))  # for each request: whether the other headline
    headline: str = title_of(MOVING)
    edited: bool = False
    walled: bool = False
    open_ended: bool = False
    gone: bool = False
    replaced: bool = False  # another story stands at the new address

    def path(self, number: int) -> str:
        return NEW if self.moved and number == MOVING else super().path(number)

    def page(self, path: str) -> str:
        if path != self.path(MOVING):
            return super().page(path)
        self.titles = {MOVING: OTHER if next(self.draws, False) else self.headline}
        text = super().page(path)
        self.titles = {}
        if self.replaced:
            text = text.replace(f"of story {MOVING}:", "of another story, of other things and in other words:")
            text = text.replace(self.headline, OTHER)
            for here, other in zip(paragraphs(MOVING), paragraphs(MOVING + 7), strict=True):
                text = text.replace(here.partition(": ")[2], other.partition(": ")[2])
        if self.edited:
            text = text.replace("Paragraph 3 of", "Paragraph 7 of")
        text = text.replace("<head>", '<head><meta property="og:type" content="article">')
        if self.walled:
            hidden = "".join(f"<p>{each}</p>" for each in paragraphs(MOVING)[1:])
            text = text.replace(hidden, f"<p>{WALL}</p>")
        return text.partition("</footer>")[0] if self.open_ended else text


@dataclass
class Desk:
    bench: Bench
    site: Moving

    def run(self, *, status: int = 301, after: float = 60, first: Sequence[str] = ()) -> list[Alert]:
        """A run that asks for the page at its old address (`first` at these), and for those of which it wants a second
        look twice."""
        self.bench.now += timedelta(minutes=after)
        setup = SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {"log": ""})
        recorder = Recorder(self.bench.archive, setup, second_looks=True)
        paths = [OLD if path == NEW else path for path in self.site.paths]
        for path in (*first, *paths):
            recorder.take(self.answer(path, status))
            while urls := recorder.wanted_again():
                for url in urls:
                    recorder.take(self.answer(urlsplit(url).path, status))
        recorder.finish(self.bench.now)
        return [alert for alert in recorder.tally.alerts if alert.kind.startswith("article")]

    def answer(self, path: str, status: int) -> Capture:
        if path == OLD and self.site.gone:
            return self.bench.capture(path, status=404)
        if path != OLD or not self.site.moved:
            return self.bench.capture(path)
        way = (Redirect(status, BASE + OLD),)
        return self.bench.capture(NEW, url=BASE + OLD, final_url=BASE + NEW, redirects=way)

    def kinds(self, **how: object) -> list[str]:
        return [alert.kind for alert in self.run(**how)]  # type: ignore[arg-type]  # as run takes them


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = Moving()
    with bench(tmp_path, site) as made:
        yield Desk(made, site)


def try_headlines(desk: Desk) -> None:
    """From here on the page is known to draw."""
    desk.site.draws = iter([True, False])
    assert desk.kinds() == []


@pytest.mark.parametrize("draws", [[True] * 9, [True, False], [False] * 9])
def test_a_page_that_draws_its_headline_goes_on_to_at_its_new_address(desk: Desk, draws: list[bool]) -> None:
    try_headlines(desk)
    desk.site.moved, desk.site.draws = True, iter(draws)
    assert desk.kinds() == ["article.moved"]
    for later in ([True] * 9, [False] * 9, [True, False]):
        desk.site.draws = iter(later)
        assert desk.kinds() == []


def test_an_edit_at_the_new_address_is_told_under_the_headline_that_is_followed(desk: Desk) -> None:
    try_headlines(desk)
    desk.site.moved, desk.site.draws = True, iter([True, False])
    desk.run()
    desk.site.draws = iter([True] * 9)
    desk.site.edited = True
    (alert,) = desk.run()
    assert (alert.kind, alert.change["edits"], alert.change["title"]) == ("article.changed", ["number"], None)


def test_a_headline_that_comes_with_the_move_and_is_none_of_those_drawn_is_told(desk: Desk) -> None:
    try_headlines(desk)
    desk.site.moved, desk.site.headline = True, "A third headline stands here"
    alerts = desk.run()
    assert sorted(alert.kind for alert in alerts) == ["article.changed", "article.moved"]
    assert next(a for a in alerts if a.kind == "article.changed").change["edits"] == ["headline"]


def test_a_page_that_answers_from_elsewhere_for_now_draws_its_headline_there_too(desk: Desk) -> None:
    try_headlines(desk)
    desk.site.moved, desk.site.draws = True, iter([True] * 9)
    assert desk.kinds(status=302) == []


def test_a_page_found_at_its_new_address_first_draws_there_from_the_same_headlines(desk: Desk) -> None:
    try_headlines(desk)
    desk.site.moved, desk.site.draws = True, iter([True] * 9)
    assert desk.bench.kinds([NEW]) == ["article.published article"]
    desk.site.draws = iter([True] * 9)
    assert desk.kinds() == ["article.moved"]


def test_a_page_found_at_its_new_address_just_before_the_old_one_leads_there_is_asked_for_once_more(desk: Desk) -> None:
    desk.site.moved, desk.site.draws = True, iter([True, False, False])
    assert desk.kinds(first=[NEW]) == ["article.moved"]


@pytest.mark.parametrize("first", [(), (NEW,), (OLD, NEW)])
def test_a_page_that_is_back_at_another_address_is_told_as_back_once_and_there(desk: Desk, first: list[str]) -> None:
    desk.site.gone = True
    assert [desk.kinds(), desk.kinds()] == [[], ["article.removed"]]
    desk.site.gone, desk.site.moved = False, True
    told = {alert.kind: alert.url for alert in desk.run(first=first)}
    assert told == {"article.restored": BASE + NEW, "article.moved": BASE + OLD}
    assert desk.kinds() == []


def test_a_page_that_leads_to_another_story_is_gone_and_that_story_is_watched_though_it_was_found_first(
    desk: Desk,
) -> None:
    desk.site.moved = desk.site.replaced = True
    assert desk.kinds(first=[NEW]) == ["article.published"]
    (removed,) = desk.run(first=[NEW])
    assert (removed.kind, removed.url, removed.change["how"]) == ("article.removed", BASE + OLD, "redirect")
    desk.site.edited = True
    edits = [(alert.kind, alert.url) for alert in desk.run(first=[NEW])]
    assert edits == [("article.changed", BASE + NEW)]


def test_what_a_wall_hid_at_the_first_look_is_no_edit_where_the_page_moved_since(tmp_path: Path) -> None:
    site = Moving(walled=True)
    with bench(tmp_path, site) as made:
        desk = Desk(made, site)
        site.moved = True
        assert desk.kinds() == ["article.moved"]
        site.walled = False
        assert desk.kinds() == []


def test_a_page_that_never_ends_has_not_broken_off_where_it_moved_and_was_edited(tmp_path: Path) -> None:
    site = Moving(open_ended=True)
    with bench(tmp_path, site, warm=1) as made:
        assert [alert.kind for alert in made.run()] == ["article.published"]  # doubted at first
        site.moved, site.edited = True, True
        assert sorted(Desk(made, site).kinds()) == ["article.changed", "article.moved"]


def test_of_headlines_drawn_at_both_addresses_the_stored_one_is_followed() -> None:
    headlines = Headlines()
    headlines.saw("/old", "One", "One", "Two", NOW)
    headlines.saw("/new", "Two", "Two", "Three", NOW + timedelta(hours=1))
    headlines.move("/old", "/new", "One")
    assert set(headlines.drawn) == {"/new"}
    drawn = headlines.drawn["/new"]
    assert (drawn.kept, drawn.others, drawn.seen) == ("One", {"Two", "Three"}, NOW + timedelta(hours=1))


def test_headlines_drawn_at_the_new_address_alone_say_nothing_of_another_that_is_stored() -> None:
    headlines = Headlines()
    headlines.saw("/new", "Two", "Two", "Three", NOW)
    headlines.move("/old", "/new", "One")
    assert headlines.drawn["/new"].kept == "Two"
    headlines.move("/new", "/newest", "Nine")
    assert headlines.drawn == {}
