"""A page that says that there is none, with status 200: told as removed, also where it bears a time of publication."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lab import at
from reading_samples import TITLES, link

from crawler.guard import judge_page
from crawler.model import Article, Block, Capture, Document, Head, Link, Page, PageKind, Verdict
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive, open_archive

BASE = "https://bay.example/"
DAY = "2026-05-10T08:00:00Z"
LATER = "2026-05-12T05:00:00Z"
MENU = "".join(f"<li>{link(place)}</li>" for place in (0, 1, 2, 3, 4) * 2)
STORY = tuple(f"The harbour master counted {n} lamps behind the mill on his way, and then once more." for n in range(7))
BEFORE = Article("Lamps of the harbour are counted", STORY, published=DAY)


def page(title: str, paragraphs: tuple[str, ...], published: str) -> str:
    head = f"<title>{title} | Bay Post</title><meta property='og:type' content='article'>"
    head += f"<meta property='article:published_time' content='{published}'>"
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<html><head>{head}</head><body><ul class=nav>{MENU}</ul>"
        f"<article><h1>{title}</h1><div class=body>{text}</div></article></body></html>"
    )


def sweep(archive: Archive, now: datetime, odd: str) -> list[str]:
    """A look at some stories; the first of them answers as `odd` says, where it does. What was told, and how."""
    recorder = Recorder(archive, SiteSetup("bay", BASE, ("bay.example",), route=lambda *_: {"log": ""}))
    for n, title in enumerate(TITLES):
        body = odd if odd and not n else page(title, tuple(f"Number {n}: {text}" for text in STORY), DAY)
        headers = {"content-type": "text/html; charset=utf-8"}
        recorder.take(Capture(f"{BASE}news/story-{n}", now, 200, headers, body.encode()))
    recorder.finish(now)
    return [f"{alert.kind} {alert.change.get('how', '')}".strip() for alert in recorder.tally.alerts]


ZOO = (
    "The zoo of the next town says that one is missing from its meadow since Sunday, when a storm took down a fence and two "
    "of its gates, and that it eats apples. It was caught in the evening behind the mill."
)
REMOVED = [[], [], ["article.removed soft-404"], [], ["article.restored"]]
NOTHING = [[], [], [], [], []]


@pytest.mark.parametrize(
    ("title", "text", "published", "told"),
    [
        ("Oops!", "We can't find the page you're looking for. It may have been moved.", LATER, REMOVED),
        ("Hoppla!", "Diese Seite existiert leider nicht mehr. Vielleicht hilft die Suche weiter.", LATER, REMOVED),
        ("Ups", "Artykuł, którego szukasz, nie istnieje. Zobacz, co nowego.", "now", REMOVED),
        ("Lost", "The page you asked for could not be found. Go back to the harbour.", "2019-02-02T08:00:00Z", REMOVED),
        ("Hara!", "Orrialde hau ez dago jada hemen, eta ez da inoiz itzuliko.", "now", REMOVED),
        ("Hara!", "Orrialde hau ez dago jada hemen, eta ez da inoiz itzuliko.", "2019-02-02T08:00:00Z", REMOVED),
        # Another story, of today.
        ("Zebra found in the park by boys", f"Two boys met a zebra at the pond. {ZOO}", LATER, NOTHING),
        ("Zebra not here", f"The zebra could not be found on Sunday. {ZOO}", LATER, NOTHING),
    ],
)
def test_what_answers_that_there_is_no_such_page_is_removed_whatever_time_it_bears(
    tmp_path: Path, title: str, text: str, published: str, told: list[list[str]]
) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        found = []
        for hour in range(5):
            now = at(60 * hour)
            day = (now - timedelta(seconds=2)).isoformat() if published == "now" else published
            found.append(sweep(archive, now, page(title, (text,), day) if hour in {1, 2, 3} else ""))
    assert found == told


def verdict(title: str, *texts: str, published: str = "", links: int = 0) -> Verdict:
    menu = tuple(Block("City", ("html", "li"), links=(Link(BASE, "City"),)) for _ in range(links))
    document = Document(BASE, (*menu, *(Block(text, ("html", "p")) for text in (title, *texts))), Head(title))
    after = Article(title, texts, published=published or None)
    return judge_page(document, Page(BASE, PageKind.ARTICLE, after), BEFORE, at=at(0)).verdict


GUIDES = tuple(
    f"Our guide number {n} has all of the tides and all of the ferries of the bay, and is free." for n in range(12)
)


@pytest.mark.parametrize("published", ["", DAY])
def test_a_long_page_that_begins_by_saying_so_is_none_either(published: str) -> None:
    says = "The page you asked for could not be found."
    assert verdict("Nothing to see", says, *GUIDES, published=published) is Verdict.SOFT_404
    assert verdict("Nothing to see", *GUIDES, says, published=published).value == "ok"
    assert verdict(BEFORE.title, says, *GUIDES, published=published).value == "ok"


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Retracted: Lamps of the harbour", ("The article has been withdrawn, and this is why.", *GUIDES)),
        ("Boat could not be found", ("The boat was not found by the third day of the search.", *GUIDES[:4])),
    ],
)
@pytest.mark.parametrize("published", ["", LATER])
def test_what_editors_tell_of_an_article_or_of_the_world_is_none_of_that(
    title: str, texts: tuple[str, ...], published: str
) -> None:
    assert verdict(title, *texts, published=published).value == "ok"


def test_a_wall_that_bears_the_time_of_its_answer_is_one_still() -> None:
    wall = "This article is no longer available for free. Subscribe to read on. Already a member? Log in."
    assert verdict("Read on", wall, published=at(-1).isoformat()) in {Verdict.PAYWALL, Verdict.CONSENT}


def test_a_story_of_five_minutes_ago_that_speaks_of_such_a_check_is_another_story() -> None:
    words = "The board spent 40,000 on captcha codes last year, said the clerk, and nobody was surprised to hear of it."
    fresh, stamped = ((at(0) - timedelta(minutes=minutes)).isoformat() for minutes in (5, 1))
    assert verdict("Board counts its captcha codes", words, published=fresh) is Verdict.OK
    assert verdict("Board counts its captcha codes", words, published=stamped) is Verdict.BLOCKED
