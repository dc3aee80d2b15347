"""Ranked lists that stand only in the data that a page hands to its scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import TITLES, html

from crawler.model import Document, RankedList
from crawler.regions.ranked_list.reading import read_lists
from crawler.regions.ranked_list.state_lists import MAX_ITEMS

ITEMS = [{"id": n, "title": title, "url": f"/news/{n}"} for n, title in enumerate(TITLES[:4])]


def shell(state: Any, script: str = "<script>window.__STATE__ = {};</script>", shown: str = "") -> Document:
    data = json.dumps(state).replace("</", "<\\/")
    return html(f'<div id="root">{shown}</div>' + script.replace("{}", data))


def lists(document: Document) -> list[RankedList]:
    return [found.list for found in read_lists(document)]


def titles(document: Document) -> dict[str, list[str]]:
    return {found.name: [item.title for item in found.items] for found in lists(document)}


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ({"page": {"mostRead": ITEMS}}, "Most read"),
        ({"page": {"most_popular": {"items": ITEMS}}}, "Most popular"),
        ({"boxes": [{"heading": "Editors’ Picks", "entries": ITEMS}]}, "Editors’ Picks"),
        ({"sidebar": {"title": "Meistgelesen", "teasers": ITEMS}}, "Meistgelesen"),
        ({"widgets": [{"label": "人気記事", "list": ITEMS}]}, "人気記事"),
    ],
)
def test_a_list_in_the_state_of_a_shell_is_read_under_its_name_or_heading(state, name) -> None:
    assert titles(shell(state)) == {name: list(TITLES[:4])}


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json" id="__DATA__">{}</script>',
        "<script>window.__INITIAL_STATE__={};window.x=1</script>",
        "<script>var app = {}</script>",
        "<script>window.App=window.App||{  };App.content={};App.path='/pf';</script>",
    ],
)
def test_it_is_found_in_each_form_of_plain_data_with_ranks_and_whole_addresses(script) -> None:
    (found,) = lists(shell({"props": {"mostRead": ITEMS}}, script))
    assert [(item.rank, item.url) for item in found.items] == [
        (n, f"https://harbour.example/news/{n - 1}") for n in (1, 2, 3, 4)
    ]


def test_titles_in_small_objects_and_other_names_of_addresses_are_read() -> None:
    items = [{"headline": {"rendered": title}, "link": {"href": f"/n/{n}"}} for n, title in enumerate(TITLES[:3])]
    assert titles(shell({"mostRead": items})) == {"Most read": list(TITLES[:3])}


def test_what_is_no_ranked_list_is_none() -> None:
    assert lists(shell({"latest": ITEMS, "menu": {"title": "Sections", "items": ITEMS}})) == []
    assert lists(shell({"mostRead": list(TITLES), "popular": ITEMS[:2]})) == []
    assert lists(shell({"mostRead": [{"title": title} for title in TITLES]})) == []


def test_a_page_that_shows_headlines_is_read_by_its_markup_alone() -> None:
    shown = "".join(f'<p><a href="/shown/{n}">The story of the day, number {n} of them</a></p>' for n in range(6))
    assert lists(shell({"mostRead": ITEMS}, shown=shown)) == []
    assert titles(shell({"mostRead": ITEMS}, shown=shown.partition("</p>")[0])) == {"Most read": list(TITLES[:4])}


def test_a_look_that_is_read_again_without_its_tree_says_the_same() -> None:
    from dataclasses import replace

    document = shell({"mostRead": ITEMS})
    first = lists(document)
    assert first
    assert lists(replace(document, root=None)) == first


def test_lists_of_a_state_are_bounded_and_broken_states_are_none() -> None:
    (found,) = lists(shell({"mostRead": [{"title": f"{TITLES[0]} {n}", "url": f"/n/{n}"} for n in range(3000)]}))
    assert len(found.items) == MAX_ITEMS
    assert lists(html("<div></div><script>window.s = {'mostRead': [" + "[" * 5000 + "</script>")) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["mostRead", "title", "url", "x"]), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_state_is_read(state: Any) -> None:
    for found in lists(shell(state)):
        assert found.name
        assert [item.rank for item in found.items] == list(range(1, len(found.items) + 1))


def test_a_heading_with_nothing_under_it_gets_the_list_of_its_name_from_the_state_of_a_page_that_shows_headlines() -> (
    None
):
    cards = "".join(
        f'<article><h2><a href="/card/{n}">{title} again today</a></h2></article>' for n, title in enumerate(TITLES * 2)
    )
    state = {"mostRead": {"title": "Most Read", "items": ITEMS}, "editorsPicks": {"items": ITEMS[::-1]}}
    heading = "<aside><h2>Most Read</h2><div class=skeleton></div></aside>"
    assert titles(shell(state, shown=f"<main>{cards}</main>{heading}")) == {"Most Read": list(TITLES[:4])}
    assert titles(shell(state, shown=f"<main>{cards}</main>")) == {}
