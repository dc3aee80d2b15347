"""Numbered lists that go on in a second column are read whole."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.blocks import read_document
from crawler.model import Capture
from crawler.regions.ranked_list.reading import FoundList, read_lists

NOW = datetime(2026, 11, 22, tzinfo=UTC)
STORIES = [f"The {word} lamp of the harbour town is lit again" for word in "first second third fourth fifth".split()]
OTHERS = [f"A {word} ferry leaves the harbour town at night" for word in "red blue green yellow white".split()]


def entry(rank: int, title: str, tag: str = "h3") -> str:
    return (
        f"<li class='entry'><div class='place'>{rank}</div><article><{tag}><a href='/story/{rank}'>{title}</a></{tag}>"
        f"<p>{rank} comments</p></article></li>"
    )


def column(name: str, first: int, titles: list[str], tag: str = "h3") -> str:
    return f"<div class='{name}'><ul>{''.join(entry(first + at, title, tag) for at, title in enumerate(titles))}</ul></div>"


def read(boxes: str, text: str = "") -> list[FoundList]:
    html = f"<html><body><main>{text}<section>{boxes}</section></main></body></html>".encode()
    return list(
        read_lists(read_document(Capture("https://lamps.example/", NOW, 200, {"content-type": "text/html"}, html)))
    )


def left(titles: list[str] = STORIES) -> str:
    return f"<div class='left'><h2>Most read</h2>{column('one', 1, titles)}</div>"


def test_a_second_column_under_the_next_numbers_belongs_to_the_list() -> None:
    (found,) = read(left() + column("two", 6, OTHERS))
    assert [item.title for item in found.list.items] == STORIES + OTHERS
    assert [item.rank for item in found.list.items] == list(range(1, 11))


def test_so_does_one_in_other_markup() -> None:
    (found,) = read(left() + column("two", 6, OTHERS, "h4"))
    assert len(found.list.items) == 10


def test_a_box_beside_it_whose_numbers_start_anew_does_not() -> None:
    assert len(read(left() + column("two", 1, OTHERS))[0].list.items) == 5


def table(heading: str, titles: list[str]) -> str:
    rows = (f"<tr><td>{at}</td><td><a href='/{at}/{title}'>{title}</a></td></tr>" for at, title in enumerate(titles, 1))
    return f"<h2>{heading}</h2><table>{''.join(rows)}</table>"


def test_a_longer_list_behind_it_lends_it_nothing() -> None:
    first, second = read(table("Most read", STORIES[:4]) + table("Editors' picks", OTHERS + STORIES[4:]))
    assert [item.title for item in first.list.items] == STORIES[:4]
    assert [item.title for item in second.list.items] == OTHERS + STORIES[4:]


def test_a_box_under_the_next_numbers_with_a_heading_of_its_own_is_another() -> None:
    box = column("two", 6, OTHERS)
    assert len(read(left() + f"<div><h2>Editors' picks</h2>{box}</div>")[0].list.items) == 5


def test_a_box_beside_it_without_numbers_does_not() -> None:
    box = "".join(f"<li><a href='/other/{title}'>{title}</a></li>" for title in OTHERS)
    assert len(read(left() + f"<div><ul>{box}</ul></div>")[0].list.items) == 5


def test_a_list_whose_own_entries_have_no_numbers_is_not_continued_by_some() -> None:
    plain = "".join(f"<li><a href='/story/{title}'>{title}</a></li>" for title in STORIES)
    assert len(read(f"<div><h2>Most read</h2><ul>{plain}</ul></div>" + column("two", 6, OTHERS))[0].list.items) == 5


def test_columns_that_have_only_the_whole_page_in_common_are_no_one_list() -> None:
    text = "".join(
        f"<p>Paragraph {at} of the article on the lamps of the town, which are lit.</p>" for at in range(200)
    )
    html = f"<div>{left()}</div><div>{column('two', 6, OTHERS)}</div>"
    assert len(read(html)[0].list.items) == 10
    assert len(read("", f"{text}{html}{text}")[0].list.items) == 5


def test_a_number_alone_after_the_list_is_no_entry() -> None:
    assert (
        len(read(left() + "<div class='place'>6</div><p>Lamps were lit in the town last night.</p>")[0].list.items) == 5
    )
