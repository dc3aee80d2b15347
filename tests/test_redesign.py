"""A site in new markup: what is told of the very run in which it came."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.model import Alert, Capture, PageRecord
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive, open_archive

BASE = "https://quay.example"
SHORT = 3  # paragraphs
START = datetime(2026, 5, 12, 8, tzinfo=UTC)
PLACES = "mill quay bridge tower orchard school market well ferry".split()
MENU = "".join(f'<li><a href="/{place}/">{place.title()}</a></li>' for place in PLACES)


UPDATES = [
    {"@type": "BlogPosting", "@id": f"#{n}", "headline": f"Boat {n} is in", "articleBody": f"It came at {n} past."}
    for n in range(2, 6)
]
POSTING = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": UPDATES}
LETTERS = str.maketrans("0123456789", "abcdefghij")
BANNER = '<div id="consent"><p>We count who reads the Quay, and nothing else. All right?</p></div>'
BOXES = "".join(
    f'<div class="{name}"><p>The {name} of the day, every day.</p></div>' for name in ("tide", "moon", "choir")
)
LIVE = f'<script type="application/ld+json">{json.dumps(POSTING)}</script>'


def title(number: int) -> str:
    return f"The {PLACES[number]} keeps its {number + 3} lamps through the winter"


def texts(number: int) -> list[str]:
    place = PLACES[number]
    lines = (
        "The wardens of the {} counted {} lamps on Monday and wrote each of them down in the long grey book.",
        "Nobody at the {} could say who had paid for the oil since the {} days of rain in the spring.",
        "A clerk who has kept the keys of the {} for {} years called it a matter for the whole town.",
        "The lamps of the {} will be lit at dusk, the council said, in all of the {} streets around it.",
        "Children from the {} are to paint {} of them before the end of the summer, in colours of their own.",
        "What becomes of the {} after that is to be settled at a meeting in room {} of the town hall.",
    )
    return [line.format(place, 4 * number + step + 11) for step, line in enumerate(lines)]


def old_page(number: int, body: Sequence[str], offer: str) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    advertisement = f'<div class="advert"><p>{offer}</p></div>'
    return (
        f'<header class="masthead"><ul class="menu">{MENU}</ul></header><article class="story"><h1>{title(number)}</h1>'
        f'<div class="story-body">{paragraphs}{advertisement}</div></article>'
        '<footer class="colophon"><p>The Quay is printed on Mill Street every morning but Sunday.</p></footer>'
    )


NOTES = ("Correction:", "Update:", "Kicker:")  # of lines that stand in elements of their own


def boxed_page(number: int, body: Sequence[str], *, relaid: bool, lot: str = "") -> str:
    """The headline of one of four stories stands in a box of the text; in a new layout nobody knows it for one. `lot`
    is part of all names in the new layout."""
    box = f'<div class="helpline"><p>{title((number + 1) % 4)}</p></div>'
    page = old_page(number, [body[0], "BOX", *body[1:]], "").replace('<div class="advert"><p></p></div>', "")
    page = page.replace("<p>BOX</p>", box)
    for note in NOTES:
        page = page.replace(f"<p>{note}", f'<p class="{note[:4].lower()}-box">{note}')
    for old, new in (("story-body", "rich-text"), ("helpline", "aid"), ('"story"', '"piece"')) if relaid else ():
        page = page.replace(old, f'"piece{lot}"' if new == '"piece"' else f"{new}{lot}")
    return page


def new_page(number: int, body: Sequence[str], offer: str, place: int = 0) -> str:
    """Tables all over, and advertisements that are lines of the text like all others (at `place`, or anywhere)."""
    if len(body) > SHORT:
        place = place or 1 + sum(map(ord, offer)) % (len(body) - 1)
        body = [*body[:place], offer, *body[place:]]
    lines = "".join(f"{text}<br><br>" for text in body)
    return (
        f"<table><tr><td><ul>{MENU}</ul></td></tr></table><table><tr><td><h2>{title(number)}</h2>"
        f"<font size=3>{lines}</font></td><td>{len(offer)} visitors</td></tr></table>"
        "<center>The Quay is printed on Mill Street every morning but Sunday.</center>"
    )


def shell_page(number: int, body: Sequence[str], name: str) -> str:
    """A frame, and the article as data for scripts."""
    data = {"page": {"story": {"headline": title(number), "body": [{"type": "p", "text": text} for text in body]}}}
    return (
        f'<div id="{name}"><nav class="{name}-menu"><ul>{MENU}</ul></nav><div id="root"></div>'
        f'<p class="{name}-foot">The Quay is printed on Mill Street every morning but Sunday.</p></div>'
        f"<script>window.__STATE__ = {json.dumps(data)}</script>"
    )


@dataclass
class Quay:
    archive: Archive
    bodies: dict[int, list[str]] = field(default_factory=lambda: {number: texts(number) for number in range(9)})
    redesigned: bool = False
    place: int = 0
    live: int | None = None  # the story that is a live blog
    banner: bool = False  # with boxes that the new markup lacks, and one that it keeps
    at: datetime = START
    twice: set[str] = field(default_factory=set)
    scripted: bool = False
    relaid: frozenset[int] = frozenset()  # stories in a new layout, inside of the frame that there was
    drawn: bool = False  # that new layout is named anew at each request
    renamed: bool = False  # with a banner: the new markup is the old one under other names
    _requests: Iterator[int] = field(default_factory=itertools.count)

    def capture(self, url: str) -> Capture:
        number = int(url.removeprefix(f"{BASE}/story-").partition("?")[0])
        lot = 7919 * next(self._requests) % 99991
        goods = str(lot).translate(LETTERS) if self.live or self.drawn else f"{lot} pairs of"
        offer = f"Today only: {goods} slippers, sent home free of charge."
        body = self.bodies[number]
        page = new_page(number, body, offer, self.place) if self.redesigned else old_page(number, body, offer)
        if self.relaid:
            names = f"-{goods[:3]}x" if self.drawn else ""
            page = boxed_page(number, body, relaid=self.redesigned and number in self.relaid, lot=names)
        if self.scripted:
            page = shell_page(number, body, "shell-two" if self.redesigned else "shell")
        if self.banner:
            if self.renamed and self.redesigned:
                page = old_page(number, body, offer).replace('class="', 'class="fresh-')
            page += BANNER if self.redesigned else BOXES + BANNER
        head = f'<title>{title(number)} | The Quay</title><link rel="canonical" href="{BASE}/story-{number}">'
        if self.scripted:
            head += f'<meta property="og:type" content="article"><meta property="og:title" content="{title(number)}">'
        head += LIVE if number == self.live else ""
        html = f'<!doctype html><html lang="en"><head>{head}</head><body>{page}</body></html>'
        return Capture(url, self.at, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())

    def run(self, *more: str) -> list[Alert]:
        """A look at every page, and at `more` after the first of them; the alerts."""
        self.at += timedelta(hours=1)
        recorder = Recorder(self.archive, SiteSetup("quay", f"{BASE}/", ("quay.example",)), second_looks=True)
        first, *others = (f"{BASE}/story-{number}" for number in self.bodies)
        waiting = [first, *more, *others]
        while waiting:
            recorder.take(self.capture(waiting.pop(0)))
            wanted = recorder.wanted_again()
            self.twice.update(wanted)
            waiting += wanted
        recorder.finish(self.at)
        return recorder.tally.alerts


@pytest.fixture
def quay(tmp_path: Path) -> Iterator[Quay]:
    with open_archive(tmp_path / "archive.db") as archive:
        site = Quay(archive)
        assert site.run() == site.run() == []
        site.twice = set()
        yield site


def told(alerts: Sequence[Alert]) -> list[tuple[str, str]]:
    return sorted((alert.kind, alert.url) for alert in alerts)


REDESIGN = ("site.redesigned", f"{BASE}/")


def test_an_edit_made_in_the_very_run_of_a_redesign_is_told_in_it_and_nothing_else_is(quay: Quay) -> None:
    quay.redesigned = True
    quay.bodies[5][2] = quay.bodies[5][2].replace("years", "winters")
    alerts = quay.run()
    assert told(alerts) == [("article.changed", f"{BASE}/story-5"), REDESIGN]
    (hunk,) = next(alert for alert in alerts if alert.kind == "article.changed").change["hunks"]
    assert "years" in hunk["before"]
    assert "winters" in hunk["after"]
    assert quay.run() == []


@pytest.mark.parametrize("renamed", [False, True])
def test_a_banner_that_outlives_a_redesign_hides_it_not(tmp_path: Path, renamed: bool) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        quay = Quay(archive, banner=True, renamed=renamed)
        assert quay.run() == quay.run() == []
        quay.redesigned = True
        assert told(quay.run()) == [REDESIGN]
        assert quay.run() == []


def test_a_note_below_a_brief_is_told_though_a_reading_with_the_template_of_before_overlooks_it(quay: Quay) -> None:
    quay.bodies[6] = [" ".join(texts(6)[:2])]
    quay.run()
    quay.redesigned = True
    quay.bodies[6].append("Correction: an earlier version of this article misstated the place.")
    alerts = quay.run()
    assert told(alerts) == [("article.changed", f"{BASE}/story-6"), REDESIGN]
    assert next(alert for alert in alerts if alert.kind == "article.changed").change["edits"] == ["correction"]


def test_a_paragraph_is_missed_where_advertisements_take_its_place_also_if_a_live_blog_was_redesigned_too(
    tmp_path: Path,
) -> None:
    """What was stored of the redesign was compared with a second fetch: nothing in it was made per request."""
    with open_archive(tmp_path / "archive.db") as archive:
        quay = Quay(archive, live=8)
        assert [quay.run() for _ in range(2)] == [[], []]
        quay.redesigned = True
        quay.bodies[5][4] = quay.bodies[5][4].replace("summer", "autumn")
        assert REDESIGN in told(quay.run())
        assert f"{BASE}/story-8" in quay.twice
        del quay.bodies[5][2]
        quay.place = 2
        assert told(quay.run()) == [("article.changed", f"{BASE}/story-5")]


def test_every_page_that_says_the_same_in_new_markup_is_looked_at_twice(quay: Quay) -> None:
    quay.redesigned = True
    quay.run()
    assert quay.twice == {f"{BASE}/story-{number}" for number in quay.bodies}


@pytest.fixture
def relaid(tmp_path: Path) -> Iterator[Quay]:
    """Two pages of nine are about to have their articles in a new layout."""
    with open_archive(tmp_path / "archive.db") as archive:
        site = Quay(archive, relaid=frozenset({0, 1}))
        assert site.run() == site.run() == []
        site.redesigned, site.twice = True, set()
        yield site


def test_a_box_of_an_article_in_a_new_layout_inside_the_old_frame_was_not_added(relaid: Quay) -> None:
    assert relaid.run() == relaid.run() == []
    relaid.bodies[0][1] = relaid.bodies[0][1].replace("oil", "gas")
    assert told(relaid.run()) == [("article.changed", f"{BASE}/story-0")]


def test_what_was_edited_put_in_and_taken_out_as_an_article_got_its_new_layout_is_told(relaid: Quay) -> None:
    body = relaid.bodies[1]
    body[2] = body[2].replace("years", "winters")
    body[5] = "The mayor, who was asked on Friday evening, would not say what the town is going to do about it."
    body.append("Correction: an earlier version of this article misstated the number of the lamps at the quay.")
    (alert,) = relaid.run()
    assert alert.url == f"{BASE}/story-1"
    came = " ".join(hunk["after"] for hunk in alert.change["hunks"])
    assert all(word in came for word in ("winters", "mayor", "Correction"))
    assert title(2) not in came
    assert "What becomes of the quay" in " ".join(hunk["before"] for hunk in alert.change["hunks"])


@pytest.mark.parametrize(
    "note", ["Correction: it was the quay", "Update: The mayor said on Friday that it was the quay."]
)
def test_a_note_or_a_sentence_in_an_element_of_its_own_is_told_though_the_article_got_a_new_layout(
    relaid: Quay, note: str
) -> None:
    relaid.bodies[1].append(note)
    (alert,) = relaid.run()
    assert [hunk["after"] for hunk in alert.change["hunks"]] == [note]
    del relaid.bodies[1][-1]
    relaid.redesigned = False
    (alert,) = relaid.run()
    assert [hunk["before"] for hunk in alert.change["hunks"]] == [note]


def test_elements_that_are_named_anew_at_each_request_are_no_new_layout(relaid: Quay) -> None:
    relaid.drawn = True
    relaid.run()
    relaid.bodies[1].append("Kicker: lamps of the quay")
    (alert,) = relaid.run()
    assert [hunk["after"] for hunk in alert.change["hunks"]] == ["Kicker: lamps of the quay"]


def test_a_page_seen_in_new_markup_only_later_is_looked_at_twice_then(quay: Quay) -> None:
    late = quay.bodies.pop(8)
    quay.redesigned = True
    assert told(quay.run()) == [REDESIGN]
    quay.bodies[8], quay.twice = late, set()
    assert quay.run() == []
    assert f"{BASE}/story-8" in quay.twice


def test_a_page_that_answers_at_an_unknown_address_of_its_own_too_does_not_break_up_a_redesign(quay: Quay) -> None:
    other = f"{BASE}/story-0?t=417100"
    quay.archive.save_page(PageRecord("quay", other, first_seen=quay.at))  # linked so by a ticker, never looked at
    quay.redesigned = True
    assert told(quay.run(other)) == [REDESIGN]
    assert quay.archive.resolve_alias("quay", other) == f"{BASE}/story-0"


def test_a_new_frame_around_articles_that_stand_in_data_is_a_redesign_and_an_edit_is_told_as_ever(
    tmp_path: Path,
) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        quay = Quay(archive, scripted=True)
        assert quay.run() == quay.run() == []
        quay.bodies[5][2] = quay.bodies[5][2].replace("years", "winters")
        assert told(quay.run()) == [("article.changed", f"{BASE}/story-5")]
        quay.redesigned = True
        quay.bodies[6][2] = quay.bodies[6][2].replace("years", "winters")
        assert told(quay.run()) == [("article.changed", f"{BASE}/story-6"), REDESIGN]
        assert quay.run() == []


def test_pages_that_share_a_banner_alone_are_not_redesigned_when_it_goes_and_never_again(tmp_path: Path) -> None:
    """As those of a site that were made over years, each year in a layout of its own."""

    def captures(at: datetime, banner: str, edited: str = "") -> Iterator[Capture]:
        for number in range(3):
            body = "".join(f'<p class="text-{PLACES[number]}">{text}</p>' for text in texts(number))
            if number == 0 and edited:
                body = body.replace("grey book", edited)
            page = (
                f'<div class="top-{PLACES[number]}"><p>Since {1871 + number}</p></div><article class="{PLACES[number]}">'
                f"<h1>{title(number)}</h1>{body}</article>{banner}"
            )
            html = f"<!doctype html><html><head><title>{title(number)}</title></head><body>{page}</body></html>"
            yield Capture(f"{BASE}/story-{number}", at, 200, {"content-type": "text/html"}, html.encode())

    with open_archive(tmp_path / "archive.db") as archive:
        told = []
        states = [(BANNER, ""), (BANNER, ""), ("", ""), ("", ""), ("", "green book"), ("", "green book")]
        for hour, (banner, edited) in enumerate(states):
            at = START + timedelta(hours=hour)
            recorder = Recorder(archive, SiteSetup("quay", f"{BASE}/", ("quay.example",)))
            for capture in captures(at, banner, edited):
                recorder.take(capture)
            recorder.finish(at)
            told.append([alert.kind for alert in recorder.tally.alerts])
        assert told == [[], [], [], [], ["article.changed"], []]
