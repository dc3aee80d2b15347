"""Plain-text captures in unlike layouts: what stands on every page above, below and between, as people save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from family_words import Story
from test_text_families import Lists, made, numbered, spaced, tight, without_blank_lines
from text_captures import T0, Data

Layout = Callable[[Sequence[str], Story, Lists], str]


def _foot(lists: Lists, *, gap: str = "\n\n") -> list[str]:
    return [line for name, items in lists for line in (name, "", gap.join(items), "")]


def _listed(lists: Lists, form: str) -> list[str]:
    return [
        line
        for name, items in lists
        for line in (name, *(form.format(rank=rank, title=title) for rank, title in enumerate(items, 1)), "")
    ]


def _page(ticker: Sequence[str], story: Story, foot: Sequence[str]) -> str:
    return "\n".join([*ticker, "", story.title, "", *story.paragraphs, "", *foot])


def ticker_at_the_foot(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return _page((), story, [*_foot(lists), *ticker])


def ticker_at_the_foot_under_a_label(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return _page((), story, [*_foot(lists), "", "Live", "", *ticker])


def lists_first(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return "\n".join([*_listed(lists, "{title}"), *ticker, "", story.title, "", *story.paragraphs])


def lines_apart(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return "\n\n".join([*ticker, story.title, *story.paragraphs, *_foot(lists)])


def dashes(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return _page(ticker, story, _listed(lists, "- {title}"))


def ranks_in_brackets(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return _page(ticker, story, _listed(lists, "{rank}) {title}"))


def ranks_on_lines_of_their_own(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return _page(ticker, story, _listed(lists, "{rank}\n{title}"))


def menus(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    top = "Home\nSea\nTown\nSport\n\n"
    return top + _page(ticker, story, [*_listed(lists, "{title}"), "About us", "Contact", "© 2026 Harbour Press"])


def two_returns(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return spaced(ticker, story, lists).replace("\n", "\r\n")


def a_mark_of_order(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return "\ufeff" + tight(ticker, story, lists)


LAYOUTS = (
    ticker_at_the_foot,
    ticker_at_the_foot_under_a_label,
    lists_first,
    lines_apart,
    dashes,
    ranks_in_brackets,
    ranks_on_lines_of_their_own,
    menus,
    two_returns,
    a_mark_of_order,
)


@pytest.mark.parametrize("alone", [False, True], ids=["together", "one by one"])
@pytest.mark.parametrize(("language", "ticker", "counts"), [("de", 8, (10, 4)), ("th", 12, (5, 3))])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_layout_is_told_apart(
    tmp_path: Path, layout: Layout, language: str, ticker: int, counts: tuple[int, int], *, alone: bool
) -> None:
    one, lines, lists = made(language, ticker, counts)
    data = Data(tmp_path / "data", "harbour")
    files = [tmp_path / f"{story.number}.txt" for story in one.stories]
    for file, story in zip(files, one.stories, strict=True):
        file.write_bytes(layout(lines, story, lists).encode())
    for hour, batch in enumerate([[file] for file in files] if alone else [files]):
        data.take(*batch, at=T0 + timedelta(hours=hour))
    assert {title: article.paragraphs for title, article in data.articles().items()} == {
        story.title: story.paragraphs for story in one.stories
    }
    assert [data.titles(name) for name, _ in lists] == [items for _, items in lists]
    assert data.ticker() == lines
    assert not data.alerts()


@pytest.mark.parametrize("layout", [spaced, tight, without_blank_lines, numbered, menus, ticker_at_the_foot])
def test_two_captures_of_a_site_are_enough(tmp_path: Path, layout: Layout) -> None:
    one, lines, lists = made("fr", 9, (5, 3))
    data = Data(tmp_path / "data", "harbour")
    for story in one.stories[:2]:
        file = tmp_path / f"{story.number}.txt"
        file.write_text(layout(lines, story, lists), "utf-8")
        data.take(file, at=T0 + timedelta(hours=story.number))
    assert {title: article.paragraphs for title, article in data.articles().items()} == {
        story.title: story.paragraphs for story in one.stories[:2]
    }
    assert data.ticker() == lines
    assert not data.alerts()


@pytest.mark.parametrize("alone", [False, True], ids=["together", "one by one"])
def test_a_headline_that_stands_in_another_page_s_list_is_still_the_headline(tmp_path: Path, *, alone: bool) -> None:
    one, lines, lists = made("de", 8, (10, 4))
    data = Data(tmp_path / "data", "harbour")
    (name, items), *rest = lists
    files = []
    for number, story in enumerate(one.stories):
        # The story to come leads the list, and has left it by the time that its own page is seen.
        ahead = [other.title for other in one.stories[number + 1 : number + 2]]
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(spaced(lines, story, [(name, [*ahead, *items]), *rest]), "utf-8")
    for hour, batch in enumerate([[file] for file in files] if alone else [files]):
        data.take(*batch, at=T0 + timedelta(hours=hour))
    assert {title: article.paragraphs for title, article in data.articles().items()} == {
        story.title: story.paragraphs for story in one.stories
    }
    assert not [alert for alert in data.alerts() if alert.kind != "list.changed"]
