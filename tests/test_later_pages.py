"""What becomes of an article's headline is told of its first page, whichever of its pages shows it first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab, SmallPaper, served
from test_recorder import BASE, ROOF, Desk, first  # noqa: F401 - a fixture

from crawler.demo.events import headline
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


def second_page(desk: Desk) -> Capture:
    title = desk.paper.state.stories[ROOF].title
    html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{TEXT}</article></body></html>"
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
