"""The write use case without a network: captures of a small paper in, versions, changes and alerts out."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lab import FIVE, SmallPaper, at, change_five

from crawler.config import AlertsConfig
from crawler.demo.events import headline, reword
from crawler.demo.model import Story
from crawler.demo.web import Request
from crawler.errors import ArchiveError
from crawler.model import Alert, Capture, PageRecord, Redirect, RunRecord
from crawler.profile import load_profile
from crawler.recorder import Recorder, SiteSetup
from crawler.spiders.session import Session
from crawler.store import Archive, open_archive

SITE = "ledger"
HOST = "ledger.example"
BASE = f"http://{HOST}"
HERRING, RENT, ROOF = "herring-quota-cut", "rent-index-rises", "old-market-roof"


@dataclass
class Desk:
    """A paper, an archive, and runs of a recorder over captures of the one for the other."""

    archive: Archive
    paper: SmallPaper = field(default_factory=SmallPaper)
    minutes: float = 0.0
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def now(self) -> datetime:
        return at(self.minutes)

    def path(self, name: str) -> str:
        return self.paper.path(name)

    def capture(self, path: str, **changed: Any) -> Capture:
        answer = self.paper.respond(Request(path, self.now, HOST, {}, seed=f"{path} {next(self._numbers)}"))
        made = Capture(BASE + path, self.now, answer.status, {"content-type": answer.content_type}, answer.body)
        return replace(made, **changed)

    def front_page(self, url: str) -> Capture:
        """What a redirect to the front page makes of a request for `url`."""
        way = (Redirect(302, url),)
        return replace(self.capture("/"), url=url, final_url=f"{BASE}/", redirects=way)

    def captures(self) -> list[Capture]:
        """A whole sweep."""
        paths = ["/", "/live/storm-orla/", *(story.path for story in self.paper.state.stories.values())]
        return [self.capture(path) for path in paths]

    def recorder(self) -> Recorder:
        setup = SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {"log": ""})
        return Recorder(self.archive, setup)

    def run(self, captures: Sequence[Capture] | None = None, *, after: float = 60) -> list[Alert]:
        """A run over these captures (default: a sweep) some minutes after the one before; the alerts it raises."""
        self.minutes += after
        recorder = self.recorder()
        for capture in self.captures() if captures is None else captures:
            recorder.take(replace(capture, fetched_at=self.now) if captures is not None else capture)
        recorder.finish(self.now)
        self.problems = recorder.tally.problems
        return recorder.tally.alerts

    def kinds(self, captures: Sequence[Capture] | None = None, *, after: float = 60) -> list[str]:
        return sorted(alert.kind for alert in self.run(captures, after=after))

    def one(self, name: str, **changed: Any) -> list[Capture]:
        """A capture of one story, beside two other pages of the paper."""
        return [self.capture(self.path(name), **changed), self.capture("/"), self.capture(self.path("theatre-deficit"))]

    def version_count(self) -> int:
        return sum(1 for _ in self.archive.all_versions())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the paper after its first sweep."""
    path = tmp_path_factory.mktemp("first") / "archive.db"
    with open_archive(path) as archive:
        assert Desk(archive).kinds() == []
    return path


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(first, tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive, minutes=60)
        assert archive.check() == []


def test_what_several_runs_that_were_cut_short_did_not_see_is_published(tmp_path: Path) -> None:
    """As all are that a schedule gives little time."""
    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        captures = desk.captures()
        for _ in range(3):
            number = archive.start_run(SITE, desk.now)
            desk.run(captures[:-4])
            archive.finish_run(RunRecord(SITE, desk.now, desk.now, "interrupted", pages={"ok": 9}, id=number))
        before = len(list(archive.changes()))
        desk.run(captures)
        assert [change.kind for change in list(archive.changes())[before:]] == ["article.published"] * 4


@pytest.mark.parametrize(("outcome", "told"), [("running", 0), ("interrupted", 0), ("ok", 4)])
def test_what_a_first_run_that_was_cut_short_did_not_see_is_not_published_by_the_next(
    tmp_path: Path, outcome: str, told: int
) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        number = archive.start_run(SITE, desk.now)
        captures = desk.captures()
        desk.run(captures[:-4])
        if outcome != "running":
            archive.finish_run(RunRecord(SITE, desk.now, desk.now, outcome, pages={"ok": 9}, id=number))
        before = len(list(archive.changes()))
        desk.run(captures)
        assert [change.kind for change in list(archive.changes())[before:]] == ["article.published"] * told


def test_the_record_of_a_run_counts_what_the_one_before_had_fetched_when_it_was_cut_short(
    desk: Desk, tmp_path: Path
) -> None:
    change_five(desk.paper)
    cut_short, captures = desk.recorder(), desk.captures()
    for capture in captures:
        cut_short.take(capture)
    waiting = [capture for _, capture in desk.archive.spooled(SITE)]
    profile = tmp_path / f"{SITE}.toml"
    profile.write_text(f'url = "{BASE}/"\n')
    session = Session.open(desk.archive, load_profile(profile), AlertsConfig(), clock=lambda: desk.now)
    run = session.finish(interrupted=False)
    assert run.requests == sum(run.pages.values()) == len(waiting) > 0
    assert run.bytes == sum(len(capture.body) for capture in waiting)


def test_each_change_is_told_once_though_every_page_shows_it(desk: Desk) -> None:
    change_five(desk.paper)
    assert desk.kinds() == FIVE
    assert desk.kinds() == []


def test_what_an_alert_tells_is_stored_once_with_its_change(desk: Desk) -> None:
    change_five(desk.paper)
    assert desk.kinds() == FIVE
    told = [alert.change for alert in desk.archive.alerts()]
    changes = [change.change for change in desk.archive.changes()]
    assert all(change in changes for change in told)
    assert any("versions" in change for change in told)
    assert desk.archive.db.execute("SELECT count(*), count(change) FROM alerts").fetchone() == (len(FIVE), 0)


def test_the_same_bytes_again_are_a_look_and_nothing_else(desk: Desk) -> None:
    captures = desk.captures()
    desk.run(captures)
    versions = desk.version_count()
    assert desk.kinds(captures) == []
    assert desk.version_count() == versions
    assert [record.verdict for record in desk.archive.captures()][-len(captures) :].count("unchanged") == len(captures)


def test_an_older_copy_from_a_cache_is_kept_and_not_compared(desk: Desk) -> None:
    old = desk.capture(desk.path(HERRING))
    change_five(desk.paper)
    assert desk.kinds() == FIVE
    assert desk.kinds([replace(old, headers={**old.headers, "age": str(3 * 3600)})]) == []
    assert desk.kinds() == []
    assert "stale" in [record.verdict for record in desk.archive.captures()]


def test_a_region_seen_in_old_copies_too_has_the_state_of_the_newest(desk: Desk) -> None:
    stale = {"age": "7200"}
    older = [replace(capture, headers={**capture.headers, **stale}) for capture in desk.captures()[2:5]]
    desk.paper.turn_strip("40 hectares", "46 hectares")
    assert desk.kinds([*older, *desk.captures()[5:]]) == ["live.changed"]
    assert desk.kinds() == []


# -- doubt ---------------------------------------------------------------------------------------------------------

WALL = "<!DOCTYPE html><html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>"


@pytest.mark.parametrize(
    ("title", "text", "verdict"),
    [
        (
            "Just a moment...",
            "Checking your browser before you can go on. Please enable JavaScript and cookies.",
            "blocked",
        ),
        ("Before you continue", "We value your privacy. Accept all cookies to go on to the site.", "consent"),
        ("Page not found", "This page is no longer here. The front page has the latest news.", "soft-404"),
        ("Seite nicht gefunden", "Diese Seite gibt es nicht mehr.", "soft-404"),
    ],
)
def test_a_wall_in_place_of_the_page_is_no_edit_and_the_edit_behind_it_is_found_later(
    desk: Desk, title: str, text: str, verdict: str
) -> None:
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    assert desk.kinds(desk.one(HERRING, body=WALL.format(title=title, text=text).encode())) == []
    assert verdict in [record.verdict for record in desk.archive.captures()]
    assert len(desk.problems) == 1
    assert desk.kinds(desk.one(HERRING)) == ["article.changed"]


def test_a_page_of_the_sites_frame_and_one_line_that_says_it_is_gone_is_told_as_removed_at_the_second_look(
    desk: Desk,
) -> None:
    """Under the title of the front page, as old publishing systems answer: nothing but the line tells it."""
    frame = (
        "<html><head><title>The Tarrow Ledger</title></head><body><header><a href=/city/>City</a> <a href=/coast/>Coast</a>"
        "</header><div><h3>{0}</h3><p>{1}</p></div></body></html>"
    )
    gone = frame.format("Ошибка", "Материал не найден или удалён.").encode()
    told = [desk.kinds(desk.one(HERRING, body=gone)) for _ in range(3)]
    assert told == [[], ["article.removed"], []]
    assert desk.kinds(desk.one(HERRING)) == ["article.restored"]
    nothing = frame.format("Tide tables", "High water at seven.").encode()
    assert [desk.kinds(desk.one(ROOF, body=nothing)) for _ in range(3)] == [[], [], []]


def test_a_line_in_words_that_nobody_knows_in_place_of_article_and_headline_is_a_removal_where_the_site_is_around_it(
    desk: Desk,
) -> None:
    menu = "".join(
        f'<li><a href="/{name}/">{name}</a></li>' for name in "hiria kosta merkatu portu kirol kultura jaia ur".split()
    )
    frame = (
        "<html><head><title>{0}</title></head><body><ul>"
        + menu
        + "</ul><div><h3>{0}</h3><p>{1}</p></div></body></html>"
    )
    line = "Orrialde hau ez dago jada hemen."
    vacant, kept = (
        frame.format(title, line).encode() for title in ("The Tarrow Ledger", desk.paper.state.stories[ROOF].title)
    )
    assert [desk.kinds(desk.one(HERRING, body=vacant)) for _ in range(3)] == [[], ["article.removed"], []]
    assert [desk.kinds(desk.one(ROOF, body=kept)) for _ in range(3)] == [[], [], []]


def _halved(story: Story) -> Story:
    return replace(story, parts=story.parts[:2])


def test_most_of_an_article_missing_for_one_look_is_no_edit_whatever_stands_below_it(desk: Desk) -> None:
    whole = desk.paper.state
    desk.paper.edit(HERRING, _halved)
    assert desk.kinds() == []
    desk.paper.state = whole
    assert desk.kinds() == []


def test_most_of_an_article_cut_away_is_told_once_the_next_look_finds_it_so_too(desk: Desk) -> None:
    desk.paper.edit(HERRING, _halved)
    assert [desk.kinds() for _ in range(3)] == [[], ["article.changed"], []]


def test_it_is_told_at_the_next_look_too_where_the_article_moved_meanwhile(desk: Desk) -> None:
    desk.paper.edit(HERRING, _halved)
    assert desk.kinds() == []
    old = BASE + desk.path(HERRING)
    story = desk.paper.state.stories[HERRING]
    stories = {**desk.paper.state.stories, HERRING: replace(story, slug="herring-quota")}
    desk.paper.state = replace(desk.paper.state, stories=stories)
    new = desk.capture(desk.path(HERRING))
    moved = replace(new, url=old, final_url=new.url, redirects=(Redirect(301, old),))
    assert desk.kinds([moved, desk.capture("/")]) == ["article.changed", "article.moved"]


def test_an_outage_between_two_looks_makes_nobody_believe_the_first_that_is_cut_off(desk: Desk) -> None:
    desk.kinds([desk.capture(path, status=503) for path in ("/", desk.path(HERRING))])
    desk.paper.edit(HERRING, _halved)
    assert "article.changed" not in desk.kinds()
    assert desk.kinds() == ["article.changed"]


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 502, 503])
def test_an_error_is_no_removal(desk: Desk, status: int) -> None:
    for _ in range(3):
        assert desk.kinds(desk.one(HERRING, status=status, body=b"Go away")) == []
    assert desk.kinds(desk.one(HERRING)) == []


def test_one_text_under_many_addresses_is_a_wall_not_an_edit(desk: Desk) -> None:
    maintenance = desk.capture(desk.path(ROOF)).body.replace(b"Old Market", b"The engine room")
    captures = [desk.capture(desk.path(name), body=maintenance) for name in (HERRING, RENT, "school-meals-count")]
    assert "article.changed" not in desk.kinds([*captures, *desk.captures()[5:]])
    assert "article.changed" not in desk.kinds()


def test_a_page_is_removed_at_its_410_or_second_404_and_restored_when_it_is_back(desk: Desk) -> None:
    gone = [desk.capture(desk.path(HERRING), status=410), desk.capture(desk.path(RENT), status=404)]
    rest = [desk.capture("/"), desk.capture(desk.path(ROOF)), desk.capture(desk.path("theatre-deficit"))]
    assert [alert.change for alert in desk.run([*gone, *rest])] == [{"how": "410"}]
    assert [alert.change for alert in desk.run([*gone, *rest])] == [{"how": "404"}]
    assert desk.kinds([*gone, *rest]) == []
    assert desk.kinds() == ["article.restored", "article.restored"]
    assert desk.kinds() == []


def test_a_404_for_a_moment_is_not_told(desk: Desk) -> None:
    assert desk.kinds(desk.one(RENT, status=404)) == []
    assert desk.kinds(desk.one(RENT)) == []
    assert desk.kinds(desk.one(RENT, status=404)) == []


def test_many_pages_gone_at_once_are_a_broken_site_not_removals(desk: Desk) -> None:
    broken = [replace(capture, status=404, body=b"") for capture in desk.captures()[1:]]
    for expected in (["site.degraded"], [], []):
        assert desk.kinds([desk.capture("/"), *broken]) == expected
    assert desk.kinds() == ["site.recovered"]


def test_links_that_were_always_dead_are_no_broken_site_and_hide_no_removal(desk: Desk) -> None:
    path = desk.path(HERRING)
    desk.paper.withdraw(HERRING, 404)
    for expected in ([], ["article.removed"]):
        gone = desk.capture(path)
        dead = [Capture(f"{BASE}/gallery/{n}", desk.now, 404) for n in range(30)]
        for capture in dead:
            desk.archive.save_page(PageRecord(SITE, capture.url, first_seen=desk.now))
        assert desk.kinds([*desk.captures(), gone, *dead]) == expected


def test_pages_that_were_told_as_removed_make_no_broken_site_of_one_that_is_gone_later(desk: Desk) -> None:
    gone = [desk.capture(desk.path(name), status=410) for name in (HERRING, RENT)]
    rest = [desk.capture("/"), desk.capture(desk.path("theatre-deficit"))]
    assert desk.kinds([*gone, *rest]) == ["article.removed"] * 2
    assert desk.kinds([*gone, desk.capture(desk.path(ROOF), status=410), *rest]) == ["article.removed"]


def test_a_start_page_that_fails_once_is_not_told_and_hides_no_removal_for_good(desk: Desk) -> None:
    """As `watch` looks: now at the start page alone, now at another page."""
    front, failing = [desk.capture("/")], [desk.capture("/", status=503)]
    lost = [desk.capture(desk.path(HERRING), status=410)]
    told = [desk.kinds(looks) for looks in (failing, front, failing, front)]
    assert told == [[], [], [], []]
    assert desk.kinds([*failing, *lost]) == [], "while nothing can be read nothing is gone"
    assert desk.kinds(front) == []
    assert desk.kinds(lost) == ["article.removed"]


def test_a_start_page_that_fails_again_at_its_next_look_is_told_once_and_so_is_its_end(desk: Desk) -> None:
    failing = [desk.capture("/", status=503)]
    assert [desk.kinds(failing) for _ in range(3)] == [[], ["site.degraded"], []]
    assert desk.kinds([desk.capture("/")]) == ["site.recovered"]


def test_a_run_in_which_three_pages_failed_and_none_was_good_is_told_at_once(desk: Desk) -> None:
    paths = ("/", desk.path(HERRING), desk.path(RENT))
    assert desk.kinds([desk.capture(path, status=503) for path in paths]) == ["site.degraded"]


def test_a_start_page_that_fails_with_all_new_pages_that_were_asked_for_is_told_at_once(desk: Desk) -> None:
    new = [Capture(f"{BASE}/news/{n}", desk.now, 503) for n in range(5)]
    for capture in new:
        desk.archive.save_page(PageRecord(SITE, capture.url, first_seen=desk.now))
    assert desk.kinds(new[:3]) == [], "pages that were never read may be dead links"
    assert desk.kinds([desk.capture("/", status=503), *new]) == ["site.degraded"]


def test_a_site_that_never_answered_is_told_at_its_second_run(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        told = []
        for hour in range(3):
            recorder = Recorder(archive, SiteSetup("reed", "https://reed.example/"))
            at = datetime(2026, 5, 12, hour, tzinfo=UTC)
            recorder.take(Capture("https://reed.example/", at, status=0, error="no such host"))
            recorder.finish(at)
            told.append([alert.kind for alert in recorder.tally.alerts])
    assert told == [[], ["site.degraded"], []]


def test_a_page_on_its_way_a_second_time_is_waited_for_though_another_page_has_to_be_settled_at_once(
    desk: Desk,
) -> None:
    recorder = Recorder(desk.archive, SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {}), second_looks=True)
    desk.minutes += 60
    herring, rent = desk.path(HERRING), desk.path(RENT)
    drawn = desk.capture(herring)
    desk.paper.edit(HERRING, headline("Herring quota cut by half"))
    desk.paper.edit(RENT, headline("Rents fall for once"))
    for path in (herring, rent):
        recorder.take(desk.capture(path))
    assert set(recorder.wanted_again()) == {BASE + herring, BASE + rent}
    for _ in range(2):  # the second answer, and one more, for which there is no place beside the first
        recorder.take(desk.capture(rent))
    recorder.take(drawn)
    recorder.finish(desk.now)
    assert [alert.url for alert in recorder.tally.alerts if alert.kind == "article.changed"] == [BASE + rent]


WALLS = {
    "of words alone": "<html><body><p>We value your privacy. Accept all cookies to read on.</p></body></html>",
    "with a headline": (
        "<html><head><title>Your privacy</title></head><body><article><h1>Before you read on</h1>"
        "<p>We and our partners keep cookies on your device, and ask for your consent.</p>"
        "<p>Accept all cookies, or choose what you agree to in the settings of your account.</p></article></body></html>"
    ),
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_headline_is_asked_about_again_where_the_second_fetch_was_of_a_wall(desk: Desk, wall: str) -> None:
    recorder = Recorder(desk.archive, SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {}), second_looks=True)
    desk.minutes += 60
    path = desk.path(HERRING)
    old, title = desk.capture(path), desk.paper.state.stories[HERRING].title
    desk.paper.edit(HERRING, headline("Herring quota cut by half"))
    recorder.take(desk.capture(path))
    assert recorder.wanted_again() == [BASE + path]
    recorder.take(replace(old, body=WALLS[wall].encode()))
    assert recorder.wanted_again() == [BASE + path]
    recorder.take(replace(old, body=WALLS[wall].encode()))
    assert recorder.wanted_again() == [BASE + path]
    recorder.take(old)
    assert recorder.wanted_again() == []
    recorder.finish(desk.now)
    assert recorder.tally.alerts == []
    assert [each.kept for each in recorder.memory.headlines.drawn.values()] == [title]


# -- addresses -----------------------------------------------------------------------------------------------------


def test_a_page_that_redirects_for_good_is_moved_and_takes_its_history_along(desk: Desk) -> None:
    old = BASE + desk.path(HERRING)
    story = desk.paper.state.stories[HERRING]
    stories = {**desk.paper.state.stories, HERRING: replace(story, slug="herring-quota")}
    desk.paper.state = replace(desk.paper.state, stories=stories)
    new = desk.capture(desk.path(HERRING))
    (alert,) = desk.run([replace(new, url=old, final_url=new.url, redirects=(Redirect(301, old),))])
    assert (alert.kind, alert.change) == ("article.moved", {"from": old, "to": new.url})
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    (edit,) = desk.run([desk.capture(desk.path(HERRING))])
    assert (edit.url, edit.change["versions"]) == (new.url, [1, 2])


def test_a_wall_at_one_address_of_a_page_does_not_hide_what_the_others_show(desk: Desk) -> None:
    page, wall = desk.capture(desk.path(HERRING)), WALLS["with a headline"].encode()
    urls = [f"{page.url}?from={n}" for n in range(3)]
    for url in urls:  # found as links
        desk.archive.save_page(PageRecord(SITE, url, first_seen=desk.now))
    assert desk.kinds([replace(page, url=url) for url in urls]) == []
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    edited = desk.capture(desk.path(HERRING))
    walled, *others = [replace(edited, url=url) for url in urls]
    assert desk.kinds([replace(walled, body=wall), *others, edited]) == ["article.changed"]
    assert desk.kinds([*others, replace(walled, body=wall), edited]) == []


def _moved(desk: Desk, old: str) -> list[Capture]:
    new = desk.capture(desk.path(HERRING))
    return [replace(new, url=old, final_url=new.url, redirects=(Redirect(301, old),)), desk.capture("/")]


@pytest.fixture
def removal(desk: Desk) -> str:
    """The old address of an article that has another one now, and other words."""
    old = BASE + desk.path(HERRING)
    story = desk.paper.state.stories[HERRING]
    stories = {**desk.paper.state.stories, HERRING: replace(story, slug="herring-quota")}
    desk.paper.state = replace(desk.paper.state, stories=stories)
    desk.paper.edit(HERRING, headline("Herring: a third less for the estuary's boats"))
    return old


def test_what_was_edited_on_the_way_to_a_new_address_is_told_though_that_was_found_first(
    desk: Desk, removal: str
) -> None:
    found = desk.one(HERRING)
    assert desk.kinds(found) == []
    moved, edit = sorted(desk.run(_moved(desk, removal)), key=lambda alert: alert.kind)[::-1]
    assert (moved.kind, moved.change) == ("article.moved", {"from": removal, "to": found[0].url})
    assert (edit.kind, edit.url, edit.change["edits"]) == ("article.changed", found[0].url, ["headline"])
    assert desk.kinds(_moved(desk, removal)) == []
    assert desk.kinds(desk.one(HERRING)) == []


def test_what_is_edited_at_the_new_address_before_the_old_one_leads_there_is_told_once(
    desk: Desk, removal: str
) -> None:
    desk.kinds(desk.one(HERRING))
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    (number,) = desk.run(desk.one(HERRING))
    edit, _ = sorted(desk.run(_moved(desk, removal)), key=lambda alert: alert.kind)
    assert [alert.change["edits"] for alert in (number, edit)] == [["number"], ["headline"]]


def test_an_article_that_stood_at_both_addresses_is_not_edited_where_one_leads_to_the_other(desk: Desk) -> None:
    old = desk.capture(desk.path(HERRING))
    story = desk.paper.state.stories[HERRING]
    stories = {**desk.paper.state.stories, HERRING: replace(story, slug="herring-quota")}
    desk.paper.state = replace(desk.paper.state, stories=stories)
    desk.paper.edit(HERRING, headline("Herring: a third less for the estuary's boats"))
    assert desk.kinds([*desk.one(HERRING), old]) == []
    assert desk.kinds([old]) == []
    assert desk.kinds(_moved(desk, old.url)) == ["article.moved"]


def test_a_page_that_was_removed_and_is_back_at_another_address_is_told_as_both(desk: Desk) -> None:
    old = BASE + desk.path(HERRING)
    gone = desk.one(HERRING, status=410)
    assert desk.kinds(gone) == ["article.removed"]
    story = desk.paper.state.stories[HERRING]
    stories = {**desk.paper.state.stories, HERRING: replace(story, slug="herring-quota")}
    desk.paper.state = replace(desk.paper.state, stories=stories)
    new = desk.capture(desk.path(HERRING))
    moved = [replace(new, url=old, final_url=new.url, redirects=(Redirect(301, old),)), desk.capture("/")]
    assert [(alert.kind, alert.url) for alert in desk.run(moved)] == [
        ("article.restored", new.url),
        ("article.moved", old),
    ]
    assert desk.kinds([new, desk.capture("/")]) == []


def test_a_page_that_leads_to_a_login_that_would_lead_back_is_behind_a_wall_and_not_removed(desk: Desk) -> None:
    url = BASE + desk.path(HERRING)
    rest = [desk.capture(desk.path(name)) for name in (RENT, ROOF, "theatre-deficit")]

    def led_to(address: str) -> Capture:
        return replace(desk.front_page(url), final_url=BASE + address)

    for login in (f"/login?next={desk.path(HERRING)}", "/konto?r=" + quote(url, safe="")):
        assert [desk.kinds([led_to(login), *rest]) for _ in range(3)] == [[], [], []]
    error = led_to(f"/oops.aspx?aspxerrorpath={desk.path(HERRING)}")
    assert [desk.kinds([error, *rest]) for _ in range(2)] == [[], ["article.removed"]]


def test_a_page_that_leads_to_the_front_page_twice_is_removed(desk: Desk) -> None:
    url = BASE + desk.path(HERRING)
    rest = [desk.capture(desk.path(name)) for name in (RENT, ROOF, "theatre-deficit")]
    assert desk.kinds([desk.front_page(url), *rest]) == []
    (alert,) = desk.run([desk.front_page(url), *rest])
    assert (alert.kind, alert.url, alert.change) == ("article.removed", url, {"how": "redirect"})


def test_a_page_that_is_gone_from_the_address_it_was_first_seen_at_is_gone(desk: Desk) -> None:
    """Its canonical link names another one, at which it was never asked for."""
    page = desk.capture(desk.path(HERRING))
    told = page.url.encode(), f"{BASE}/coast/by-its-own-name/".encode()
    seen = [replace(one, url=page.url + "old/", body=one.body.replace(*told)) for one in desk.one(HERRING)[:1]]
    rest = desk.one(HERRING)[1:]
    assert desk.kinds([*seen, *rest]) == []
    gone = replace(seen[0], status=404, body=b"")
    assert desk.kinds([gone, *rest]) == []
    assert desk.kinds([gone, *rest]) == ["article.removed"]


@pytest.mark.parametrize(
    "canonical", [f"{BASE}/", "https://elsewhere.example/coast/herring-quota-cut/", "javascript:x"]
)
def test_a_canonical_link_that_cannot_be_is_not_believed(desk: Desk, canonical: str) -> None:
    page = desk.capture(desk.path(HERRING))
    told = f'<link rel="canonical" href="{page.url}">'.encode()
    assert told in page.body
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    lying = desk.capture(desk.path(HERRING)).body.replace(told, f'<link rel="canonical" href="{canonical}">'.encode())
    (alert,) = desk.run(desk.one(HERRING, body=lying))
    assert (alert.kind, alert.url) == ("article.changed", page.url)


def test_trackers_in_an_address_make_no_second_page(desk: Desk) -> None:
    pages = desk.archive.page_count(SITE)
    path = desk.path(HERRING)
    bare = desk.capture(path).body.replace(b'rel="canonical"', b'rel="was-canonical"')
    desk.run([desk.capture(path, url=f"{BASE}{path}?utm_source=mail&fbclid=1#top", body=bare)])
    assert desk.archive.page_count(SITE) == pages


# -- flaps and faults ----------------------------------------------------------------------------------------------


def test_a_headline_that_alternates_is_told_as_that_once_and_then_no_more(desk: Desk) -> None:
    first = desk.paper.state.stories[HERRING].title
    summaries = []
    for title in ("Herring: a third less for the estuary's boats", first) * 3:
        desk.paper.edit(HERRING, headline(title))
        summaries.append([alert.summary.startswith("Alternating") for alert in desk.run(desk.one(HERRING))])
    assert summaries == [[False], [True], [], [], [], []]


def test_where_a_write_fails_nothing_of_its_batch_stays_and_the_next_run_tells_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = desk.version_count()
    change_five(desk.paper)
    with monkeypatch.context() as patched:
        calls = itertools.count()
        real = type(desk.archive).add_alert

        def failing(self: Any, *args: Any) -> bool:
            if next(calls) == 3:
                raise ArchiveError("the disk is full")
            return bool(real(self, *args))

        patched.setattr(type(desk.archive), "add_alert", failing)
        with pytest.raises(ArchiveError):
            desk.run()
    assert desk.version_count() == versions
    assert list(desk.archive.alerts()) == []
    assert desk.kinds([]) == FIVE, "what was fetched is in the spool"
    assert desk.kinds() == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(11)), cut=st.integers(0, 11))
def test_neither_the_order_of_captures_nor_a_crash_between_them_changes_what_is_told(
    first: Path, tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int
) -> None:
    """A law: any order, cut off at any capture (the recorder dropped without its end, as by a kill)."""
    with open_archive(Path(shutil.copy(first, tmp_path_factory.mktemp("law")))) as archive:
        desk = Desk(archive, minutes=60)
        change_five(desk.paper)
        desk.minutes += 60
        captures = desk.captures()
        assert len(captures) == 11
        dropped = desk.recorder()
        for number in order[:cut]:
            dropped.take(captures[number])
        assert len([*dropped.tally.alerts, *desk.run([captures[number] for number in order[cut:]], after=1)]) == 5
        assert sorted(alert.kind for alert in archive.alerts()) == FIVE
        assert archive.check() == []


def test_problems_are_one_line_each(desk: Desk) -> None:
    desk.run(desk.one(HERRING, status=503, body=b"\n\n"))
    assert desk.problems == [f"{BASE}{desk.path(HERRING)}: status 503"]


def test_time_comes_from_the_captures_alone(desk: Desk) -> None:
    change_five(desk.paper)
    moment = desk.now + timedelta(days=3)
    assert {alert.at for alert in desk.run(after=3 * 24 * 60)} == {moment}


def test_a_run_whose_captures_are_taken_in_twice_changes_nothing(desk: Desk) -> None:
    change_five(desk.paper)
    captures = desk.captures()
    assert desk.kinds(captures) == FIVE
    versions = desk.version_count()
    assert desk.kinds(captures, after=1) == []
    assert desk.version_count() == versions


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stale=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2)), max_size=5))
def test_any_interleaving_of_stale_copies_gives_the_same_history(
    first: Path, tmp_path_factory: pytest.TempPathFactory, stale: list[tuple[int, int]]
) -> None:
    """A law: copies that a cache kept (run, which state) are told from the page by when the origin made them."""
    with open_archive(Path(shutil.copy(first, tmp_path_factory.mktemp("stale")))) as archive:
        desk = Desk(archive, minutes=60)
        states = [(desk.now, desk.capture(desk.path(HERRING)))]
        told: list[Alert] = []
        for number in range(1, 5):
            if number <= 2:
                desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes") if number == 1 else headline("Cut"))
                states.append((desk.now + timedelta(hours=1), desk.capture(desk.path(HERRING))))
            copies = [states[min(state, len(states) - 1)] for run, state in stale if run == number]
            old = [replace(copy, headers={**copy.headers, "date": format_datetime(made)}) for made, copy in copies]
            told += desk.run([*old, *desk.one(HERRING)])
        assert [alert.kind for alert in told if HERRING in alert.url] == ["article.changed"] * 2
        assert archive.check() == []
