"""A page with nothing of its site around it says nothing at its first look: a wall in words that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from test_recorder import HERRING, Desk

from crawler.demo.model import Part, Story
from crawler.store import open_archive

WALL = "Leistu gar leve harn, bei uns to blieven. Ja, geern."


def brief(story: Story) -> Story:
    return replace(story, parts=story.parts[:1], standfirst="")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        desk.paper.edit(HERRING, brief)
        assert desk.kinds() == []
        yield desk


def bare(desk: Desk, *more: str) -> bytes:
    story = desk.paper.state.stories[HERRING]
    words = "".join(f"<p>{escape(text)}</p>" for text in (*(part.text for part in story.parts), *more))
    return f"<html><body><main><h1>{escape(story.title)}</h1>{words}<button>Ja</button></main></body></html>".encode()


def test_a_brief_with_a_strange_line_on_a_bare_page_was_not_edited(desk: Desk) -> None:
    assert desk.kinds(desk.one(HERRING, body=bare(desk, WALL))) == []
    assert desk.kinds(desk.one(HERRING)) == []


def test_what_a_bare_page_says_twice_is_believed(desk: Desk) -> None:
    added = "The quota was cut by a third on Monday, and no skipper was asked."
    desk.paper.edit(HERRING, lambda story: replace(story, parts=(*story.parts, Part("p", added))))
    assert desk.kinds(desk.one(HERRING, body=bare(desk))) == []
    assert desk.kinds(desk.one(HERRING, body=bare(desk))) == ["article.changed"]


def test_a_bare_page_that_says_what_it_said_is_the_page(desk: Desk) -> None:
    assert desk.kinds(desk.one(HERRING, body=bare(desk))) == []
    assert not any("missing at its end" in problem for problem in desk.problems)


def test_an_edit_of_a_page_that_always_stood_there_by_itself_is_told_at_once(desk: Desk) -> None:
    assert desk.kinds(desk.one(HERRING, body=bare(desk))) == []
    added = "The quota was cut by a third on Monday, and no skipper was asked."
    desk.paper.edit(HERRING, lambda story: replace(story, parts=(*story.parts, Part("p", added))))
    assert desk.kinds(desk.one(HERRING, body=bare(desk))) == ["article.changed"]
    assert not any("missing at its end" in problem for problem in desk.problems)


def test_a_page_that_has_its_site_around_it_again_is_no_bare_page_any_more(desk: Desk) -> None:
    desk.one(HERRING, body=bare(desk))
    assert desk.kinds(desk.one(HERRING)) == []
    assert desk.kinds(desk.one(HERRING, body=bare(desk, WALL))) == []
