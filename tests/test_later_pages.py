"""What becomes of an article's headline is told of its first page, whichever of its pages shows it first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_recorder import BASE, ROOF, Desk, first  # noqa: F401 - a fixture

from crawler.demo.events import headline
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
