"""What a wall leaves of an article may be so little that something else on the page is read for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from article_pages import NOW, PARAGRAPHS, TITLE, URL, document, page, paragraphs

from crawler.guard import as_shown, judge_page
from crawler.model import Article, Capture, RunRecord, Verdict
from crawler.parsing import read_page
from crawler.recorder import Recorder, SiteSetup
from crawler.store import open_archive
from crawler.template import Template

LATER = tuple(f"{text} {number}" for number in range(3) for text in PARAGRAPHS)
ABOUT = (
    "The Harbour Post is printed on both sides of the bay, and tells of boats, bakers and the sea, of the council and of "
    "the county, of what was and of what will be, each morning but Sunday, since the days of sail; the tides of the week "
    "stand on its last page, and on the first one what the wind has done to the nets, the masts and the roofs at night."
)
WALL = "<div class=offer><p>Subscribe to read on. Already a subscriber? Log in.</p></div>"
RAIL = "".join(f'<li><a href="/{n}">Seals are counted again at the bay</a></li>' for n in range(30))


def html(texts: tuple[str, ...], rest: str = "") -> str:
    story = f"<div class=left><div class=body>{paragraphs(texts)}{rest}</div></div>"
    dated = '<meta property="article:published_time" content="2026-05-12T08:00:00Z">'
    return page(f"<div class=all>{story}<ul>{RAIL}</ul></div>", head=dated).replace(
        "<footer>", f"<div class=about>{ABOUT}</div><footer>"
    )


def verdict(now: str) -> tuple[Verdict, tuple[str, ...]]:
    before = read_page(document(html(LATER)), Template()).page.article
    assert before is not None
    assert before.paragraphs == LATER
    seen = document(now)
    reading = read_page(seen, Template())
    assert reading.page.article is not None
    return judge_page(seen, reading.page, before).verdict, reading.page.article.paragraphs


@pytest.mark.parametrize("rest", [WALL, ""])
def test_what_a_wall_leaves_of_an_article_is_judged_though_the_foot_of_the_page_is_read_in_its_place(rest: str):
    """All the rest was told as taken out, and the foot as text added."""
    found, read = verdict(html(LATER[:1], rest))
    assert read == (ABOUT,)
    assert found is (Verdict.PAYWALL if rest else Verdict.OK)


def test_an_article_cut_to_a_paragraph_is_doubted_at_first_sight_though_the_foot_is_read_in_its_place(tmp_path: Path):
    setup = SiteSetup("harbour", "https://harbourpost.example/", ("harbourpost.example",))
    told = []
    with open_archive(tmp_path / "archive.db") as archive:
        for hour, texts in enumerate((LATER, LATER[:1], LATER[:1])):
            at = NOW + timedelta(hours=hour)
            recorder = Recorder(archive, setup, second_looks=False)
            run = archive.start_run("harbour", at)
            recorder.take(Capture(URL, at, 200, {"content-type": "text/html; charset=utf-8"}, html(texts).encode()))
            recorder.finish(at)
            archive.finish_run(RunRecord("harbour", at, at, "ok", id=run))
            told.append([alert.kind for alert in recorder.tally.alerts])
    assert told == [[], [], ["article.changed"]]


@pytest.mark.parametrize("lines", [("Other words.",), ()])
def test_an_article_of_which_the_page_shows_nothing_is_what_was_read(lines: tuple[str, ...]):
    before, after = Article(TITLE, LATER), Article(TITLE, (ABOUT,))
    assert as_shown(before, after, lines) is after


def test_of_an_article_under_another_headline_nothing_is_sought():
    before, after = Article(TITLE, LATER), Article("Seals are counted", (ABOUT,))
    assert as_shown(before, after, LATER) is after
