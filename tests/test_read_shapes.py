"""The tree of container paths that is kept from page to page: it saves work and changes nothing that is read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document, shapes
from crawler.model import Block, Capture

TAGS = st.sampled_from(["div", "p", "ul", "li", "section", "h2", "span", "a href='/x'", "td"])
NAMES = st.sampled_from(["", " class='story'", " class='story lead' id='main'", " hidden", " style='display: none'"])
PAGES = st.lists(st.tuples(TAGS, NAMES, st.sampled_from(["", "Ferry", "Tide tables"])), max_size=30).map(
    lambda parts: "".join(f"<{tag}{names}>{text}" for tag, names, text in parts)
)


def blocks(html: str) -> tuple[Block, ...]:
    headers = {"content-type": "text/html"}
    capture = Capture("https://lantern.example/a", datetime(2026, 5, 1, tzinfo=UTC), 200, headers, html.encode())
    return read_document(capture).blocks


@given(PAGES, PAGES)
def test_a_page_reads_the_same_after_any_other_page_of_its_site(first: str, second: str) -> None:
    shapes._shapes_of.cache_clear()
    alone = blocks(second)
    shapes._shapes_of.cache_clear()
    blocks(first)
    assert blocks(second) == alone


def test_paths_of_two_pages_are_the_same_objects() -> None:
    page = "<main class='story'><p>The ferry is late.</p></main>"
    assert blocks(page)[0].path is blocks(page)[0].path


def test_a_site_with_more_shapes_than_a_layout_has_is_read_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ["".join(f"<div class='box-{letter}{other}'>{letter}</div>" for letter in "abcdef") for other in "xyz"]
    expected = [blocks(page) for page in pages]
    monkeypatch.setattr(shapes, "MAX_SHAPES", 4)
    shapes._shapes_of.cache_clear()
    assert [blocks(page) for page in pages] == expected
    assert shapes._shapes_of("https://lantern.example/").kept <= 4


def test_names_too_long_for_a_name_are_not_kept() -> None:
    shapes._shapes_of.cache_clear()
    blocks(f"<div class='{'x' * 2000}'>Tide tables</div>")
    kept = shapes._shapes_of("https://lantern.example/").kept
    assert kept == 2  # html, body
