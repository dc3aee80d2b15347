"""What becomes of an article's headline is told of its first page, whichever of its pages shows it first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lab import Lab, SmallPaper, served
from test_recorder import BASE, ROOF, Desk, first  # noqa: F401 - a fixture

from crawler.demo.events import headline
from crawler.demo.model import Part
from crawler.demo.web import Request, Response
from crawler.model import Capture
from crawler.store import open_archive

TEXT = "".join(
    f"<p>Stall {number} of the old market stood there when the roof was young, and its keeper says so still.</p>"
    for number in range(6)
)


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Iterator[Desk]:  # noqa: F811 - the fixture
    shutil.copy(first, tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive, minutes=60)


def second_page(desk: Desk, note: str = "") -> Capture:
    """`note`: stands below the text; then the first page is called the canonical one."""
    title = desk.paper.state.stories[ROOF].title
    head = f"<title>{title}</title>" + (f'<link rel="canonical" href="{BASE}{desk.path(ROOF)}">' if note else "")
    text = TEXT + (f"<p>{note}</p>" if note else "")
    html = f"<html><head>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    url = f"{BASE}{desk.path(ROOF).rstrip('/')}/2"
    return desk.capture(desk.path(ROOF), url=url, body=html.encode())


def edited(desk: Desk, captures: list[Capture]) -> list[str | None]:
    """The pages of which an edit is told by a run over captures."""
    return [alert.url for alert in desk.run(captures) if alert.kind == "article.changed"]


def test_a_new_headline_that_a_later_page_shows_first_is_told_of_the_first_page_though_a_cache_holds_that_back(
    desk: Desk,
) -> None:
    page = BASE + desk.path(ROOF)
    assert edited(desk, [*desk.one(ROOF), second_page(desk)]) == []
    desk.paper.edit(ROOF, headline("Roof of the old market was blown off at night"))
    assert edited(desk, desk.one(ROOF)) == [page]
    desk.paper.edit(ROOF, headline("Old market stands open to the sky after the storm"))
    assert edited(desk, [second_page(desk)]) == []
    assert edited(desk, desk.one(ROOF)) == [page]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this article gave another height of the old roof.",
        "The market's keepers have a letter of their own, which comes with the paper on the first Friday of each month.",
    ],
)
def test_a_line_that_stands_on_each_page_of_a_story_makes_no_first_page_of_a_later_one(desk: Desk, note: str) -> None:
    page = BASE + desk.path(ROOF)
    assert edited(desk, [*desk.one(ROOF), second_page(desk, "Nobody said so.")]) == []
    desk.paper.edit(ROOF, lambda story: replace(story, parts=(*story.parts, Part("p", note))))
    assert edited(desk, desk.one(ROOF)) == [page]
    told = [(alert.kind, alert.url) for alert in desk.run([*desk.one(ROOF), second_page(desk, note)])]
    assert told == [("article.changed", f"{page.rstrip('/')}/2")]


class InPages(SmallPaper):
    """Goes on with one story at further addresses, which its first page and each later one link to."""

    pages = 3

    def respond(self, request: Request) -> Response:
        base, _, number = request.path.rpartition("/")
        if base + "/" == self.path(ROOF) and number.isdigit():
            return self._page(int(number))
        answer = super().respond(request)
        if request.path != self.path(ROOF):
            return answer
        links = (
            f'<a href="{self.path(ROOF)}2">Next page</a> <a href="{self.path(ROOF)}77">77</a><a href="/coast/2">2</a>'
        )
        return Response(200, answer.body.replace(b"</article>", f"<p>{links}</p></article>".encode(), 1))

    def _page(self, number: int) -> Response:
        title = f"Page {number} of the story about the roof of the old market"
        text = TEXT.replace("Stall", f"In hall {number} stall").replace("young", f"young in {self.said}")
        body = f"<h1>{title}</h1>{text}<p><a href='{self.path(ROOF)}{number + 1}'>Next</a></p>"
        return Response(
            200, f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>".encode()
        )

    said = "1911"


def test_later_pages_of_a_story_are_found_by_its_links_and_their_edits_told(tmp_path: Path) -> None:
    paper = InPages(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        asked = set(lab.asked())
        assert {f"{paper.path(ROOF)}{number}" for number in range(2, 10)} <= asked
        assert not {f"{paper.path(ROOF)}10", f"{paper.path(ROOF)}77", "/coast/2"} & asked
        paper.said = "1912"
        told = []
        for _ in range(2):  # a page with nothing of its site around it is believed when it says so again
            lab.later(60)
            told += lab.crawl(urls=(f"{server.base}{paper.path(ROOF)}2",)).kinds
        assert told == ["article.changed"]
