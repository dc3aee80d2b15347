"""A site that goes to `https://`, or drops its `www.`: each page has another address, and that is no news of any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from region_lab import BASE, HOST, SITE, Bench, Reed, bench, paragraphs, title_of

from crawler.model import Alert, Capture, Redirect, RegionKey, RegionKind, RunRecord
from crawler.urls import other_spellings, same_page

STORY = 2
PATH = f"/news/story-{STORY}/"
OLD, NEW = BASE + PATH, f"https://{HOST}{PATH}"


@dataclass
class Edited(Reed):
    number: int = 3

    def _article(self, number: int) -> str:
        text = super()._article(number)
        if number != STORY:
            return text
        return text.replace(f"Paragraph 3 of story {STORY}", f"Paragraph {self.number} of story {STORY}")


@dataclass
class Blogging(Reed):
    """One page is a live blog that has nothing of an article: headline and entries."""

    entries: int = 5

    def _article(self, number: int) -> str:
        if number != STORY:
            return super()._article(number)
        entries = "".join(
            f'<article class="post" id="p{k}"><time datetime="2026-05-12T{k:02}:00:00Z">{k:02}:00</time>'
            f"<p>{paragraphs(k)[1]}</p></article>"
            for k in range(self.entries, 0, -1)
        )
        return f'<h1>{title_of(number)}</h1><div class="liveblog">{entries}</div>'


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Edited()) as each:
        yield each


def leads(made: Bench, path: str, host: str = f"https://{HOST}") -> Capture:
    """The answer to a page's old address, which leads to the new one."""
    found = made.capture(path)
    return replace(found, final_url=host + path, redirects=(Redirect(301, BASE + path),))


def at_new(made: Bench, path: str) -> Capture:
    """The answer to a page's new address, which a link named."""
    return replace(made.capture(path), url=f"https://{HOST}{path}")


def later(made: Bench) -> Bench:
    made.now += timedelta(hours=1)
    return made


def run(made: Bench, *captures: Capture) -> list[Alert]:
    """What a run over some answers tells."""
    recorder, started = made.recorder(), made.archive.start_run(SITE, made.now)
    for capture in captures:
        recorder.take(capture)
    recorder.finish(made.now)
    made.archive.finish_run(RunRecord(SITE, made.now, made.now, "ok", pages=dict(recorder.tally.pages), id=started))
    return recorder.tally.alerts


def take(made: Bench, *captures: Capture) -> list[Alert]:
    return [alert for alert in run(made, *captures) if alert.kind.startswith("article")]


def test_pages_that_are_under_https_from_now_on_are_not_told_as_moved(made: Bench) -> None:
    paths = made.reed.paths
    later(made)
    assert take(made, *(leads(made, path) for path in paths)) == []
    later(made)
    assert take(made, *(leads(made, path, f"https://www.{HOST}") for path in paths)) == []
    moves = [change for change in made.archive.changes() if change.kind == "article.moved"]
    assert {(each.change["from"], each.change["to"]) for each in moves} >= {(OLD, NEW)}


@pytest.mark.parametrize("way", [leads, at_new])
def test_an_edit_that_comes_with_the_new_spelling_is_told_once(
    made: Bench, way: Callable[[Bench, str], Capture]
) -> None:
    made.reed = Edited(number=7)
    later(made)
    (alert,) = take(made, *(way(made, path) for path in made.reed.paths))
    assert (alert.kind, urlsplit(alert.url).path, alert.change["edits"]) == ("article.changed", PATH, ["number"])
    later(made)
    assert take(made, *(leads(made, path) for path in made.reed.paths)) == []
    assert take(made, *(at_new(made, path) for path in made.reed.paths)) == []


def test_a_page_that_was_removed_and_is_back_under_https_is_told_as_back(made: Bench) -> None:
    later(made)
    gone = replace(made.capture(PATH), status=410)
    assert [alert.kind for alert in take(made, made.capture("/"), gone)] == ["article.removed"]
    later(made)
    (back,) = take(made, made.capture("/"), at_new(made, PATH))
    assert (back.kind, back.url) == ("article.restored", NEW)


@pytest.mark.parametrize("way", [leads, at_new])
def test_a_live_blog_goes_on_under_the_new_spelling(tmp_path: Path, way: Callable[[Bench, str], Capture]) -> None:
    with bench(tmp_path, Blogging()) as made:
        assert made.archive.latest(RegionKey(SITE, RegionKind.ARTICLE, "", OLD)) is None
        later(made).reed = Blogging(entries=6)
        (alert,) = run(made, *(way(made, path) for path in made.reed.paths))
        assert (alert.kind, alert.url, alert.summary) == ("live.changed", NEW, "Live: 1 in")
        later(made).reed = Blogging(entries=7)
        assert [each.kind for each in run(made, *(leads(made, path) for path in made.reed.paths))] == ["live.changed"]


def test_a_live_blog_that_moves_takes_its_history_along(tmp_path: Path) -> None:
    with bench(tmp_path, Blogging()) as made:
        later(made).reed = Blogging(entries=6)
        way, url = (Redirect(301, OLD),), f"{BASE}/live/all-day/"
        alerts = run(made, made.capture("/"), replace(made.capture(PATH), final_url=url, redirects=way))
        assert sorted(alert.kind for alert in alerts) == ["article.moved", "live.changed"]


def test_another_story_at_another_spelling_is_a_page_of_its_own(made: Bench) -> None:
    other = made.capture(PATH)
    body = other.body.decode().replace(title_of(STORY), "Bell of the old ferry is found in the mud")
    for text in paragraphs(STORY):
        body = body.replace(text, f"Divers say that the bell is cracked: {len(text)} of them looked.")
    later(made)
    captures = [made.capture("/"), replace(other, url=NEW, body=body.encode()), made.capture(PATH)]
    assert [alert.kind for alert in take(made, *captures) if alert.kind != "article.published"] == []
    assert {page.url for page in made.archive.pages(SITE)} >= {OLD, NEW}


@pytest.mark.parametrize("url", ["http://a.example/x", "https://www.a.example/x/?id=1", "https://a.example/"])
def test_other_spellings_are_of_the_same_page_and_find_each_other(url: str) -> None:
    others = other_spellings(url)
    assert all(same_page(url, other) and url in other_spellings(other) for other in others)
    assert len(others) == (3 if url.endswith("example/") else 7)
    assert other_spellings("file:///tmp/a.html") == []
