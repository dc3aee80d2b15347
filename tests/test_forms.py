"""A page in another form (AMP, for the printer) is a copy: the page itself is what is fetched, stored and watched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from lab import SITE, Lab, SmallPaper, served
from test_recorder import BASE, ROOF, Desk

from crawler.demo.events import headline
from crawler.demo.web import Response
from crawler.model import Capture, RegionKind
from crawler.recorder.identity import article_key
from crawler.store import Archive, open_archive

AMP = "/amp/city/old-market-roof"
HTML = "text/html; charset=utf-8"


def copy_of(paper: SmallPaper, name: str, marks: str = "amp", canonical: str = "") -> Response:
    """The words of a story with none of the site around them, and the address of the page itself."""
    story = paper.state.stories[name]
    words = "".join(f"<p>{escape(part.text)}</p>" for part in story.parts)
    title, page = escape(story.title), canonical or story.path
    head = f'<title>{title}</title><link rel="canonical" href="{page}">'
    return Response(200, f"<html {marks}><head>{head}</head><body><h1>{title}</h1>{words}</body></html>".encode(), HTML)


def front(*links: str) -> Response:
    """A front page that links copies alone."""
    items = (f'<p><a href="{link}">A story of the day, told at length</a></p>' for link in links)
    return Response(200, f"<html><body>{''.join(items)}</body></html>".encode(), HTML)


def articles(archive: Archive) -> set[str]:
    return {key.page or "" for key in archive.regions(SITE, RegionKind.ARTICLE) if archive.latest(key)}


@pytest.fixture
def paper() -> SmallPaper:
    return SmallPaper(noise=False)


@pytest.fixture
def lab(paper: SmallPaper, tmp_path: Path) -> Iterator[Lab]:
    with served(paper) as server:
        made = Lab(tmp_path / "data", server)
        made.configure()
        yield made


@pytest.mark.parametrize(
    ("path", "marks"), [(AMP, ""), ("/city/old-market-roof", "amp"), ("/roof", "⚡"), ("/roof/print", "")]
)
def test_where_a_copy_answers_the_page_itself_is_fetched_and_watched_and_the_copy_never_asked_for_again(
    lab: Lab, paper: SmallPaper, path: str, marks: str
) -> None:
    paper.also[path] = copy_of(paper, ROOF, marks)
    page = lab.server.base + paper.path(ROOF)
    assert lab.crawl(urls=(lab.server.base + path,)).kinds == []
    assert list(dict.fromkeys(lab.asked())) == [path, paper.path(ROOF)]
    with lab.archive() as archive:
        assert articles(archive) == {page}
    paper.also["/"] = front(path)
    lab.later(60)
    since = len(lab.server.log)
    assert lab.crawl().kinds == []
    assert path not in lab.asked(since)
    paper.edit(ROOF, headline("Roof of the old market blown off"))
    lab.later(60)
    assert [alert.url for alert in lab.crawl().alerts if alert.kind == "article.changed"] == [page]


def test_a_copy_whose_page_cannot_be_had_is_read_in_its_place(lab: Lab, paper: SmallPaper) -> None:
    paper.also[AMP] = copy_of(paper, ROOF, canonical="/nowhere")
    for _ in range(2):
        assert lab.crawl(urls=(lab.server.base + AMP,)).kinds == []
        lab.later(60)
    with lab.archive() as archive:
        assert articles(archive) == {f"{lab.server.base}/nowhere"}


@pytest.fixture
def desk(paper: SmallPaper, tmp_path: Path) -> Iterator[Desk]:
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive, paper)


def file_of(desk: Desk, name: str) -> Capture:
    body = copy_of(desk.paper, name, canonical=BASE + desk.path(name)).body
    return Capture(f"{BASE}{AMP}", desk.now, 200, {"content-type": HTML}, body, source="amp.warc")


def test_in_files_a_copy_is_read_where_there_is_no_other_and_says_nothing_once_the_page_is_known(desk: Desk) -> None:
    assert desk.kinds([file_of(desk, ROOF)]) == []
    assert articles(desk.archive) == {BASE + desk.path(ROOF)}
    desk.kinds()
    versions = len(desk.archive.versions(article_key(SITE, BASE + desk.path(ROOF))))
    desk.paper.edit(ROOF, headline("Roof of the old market blown off"))
    assert desk.kinds([file_of(desk, ROOF)]) == []
    assert len(desk.archive.versions(article_key(SITE, BASE + desk.path(ROOF)))) == versions


def test_a_section_whose_name_is_that_of_a_form_is_read_like_any_other(lab: Lab, paper: SmallPaper) -> None:
    story = paper.state.stories[ROOF]
    path = "/mobile/new-phones"
    paper.also[path] = copy_of(paper, ROOF, marks="", canonical=path)
    assert lab.crawl(urls=(lab.server.base + path,)).kinds == []
    assert story.path not in lab.asked()
    with lab.archive() as archive:
        assert articles(archive) == {lab.server.base + path}
