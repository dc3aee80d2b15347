"""Structured text in a page's data, and paragraphs whose class says what they have."""

from __future__ import annotations

from typing import Any

import pytest
from article_pages import PARAGRAPHS, document, page

from crawler.regions.article.parts import parts_in
from crawler.regions.article.reading import read_article


def text(value: str) -> dict[str, Any]:
    return {"nodeType": "text", "value": value, "marks": [], "data": {}}


def node(kind: str, *content: dict[str, Any]) -> dict[str, Any]:
    return {"nodeType": kind, "data": {}, "content": list(content)}


LINK = node("hyperlink", text("the new boat of the island"))
SENTENCE = node("paragraph", text("The board bought "), LINK, text(" for 4,100 crowns in May."))
WHOLE = "The board bought the new boat of the island for 4,100 crowns in May."


def test_a_link_in_a_paragraph_in_an_entry_of_a_list_is_read_and_entries_stand_apart() -> None:
    """The words of the link were in no version, and the entries ran into each other."""
    entries = node(
        "unordered-list", node("list-item", SENTENCE), node("list-item", node("paragraph", text("No more.")))
    )
    parts = [*(node("paragraph", text(one)) for one in PARAGRAPHS), entries]
    assert parts_in({"content": parts}).texts == (*PARAGRAPHS, f"{WHOLE} No more.")


@pytest.mark.parametrize("name", ["article-has-inline-image", "text-has-caption", "block-has-ads last"])
def test_paragraphs_that_say_by_their_class_what_they_have_are_text(name: str) -> None:
    """All but the quotations of such a page was taken for captions."""
    body = "".join(f'<p class="{name}">{one}</p>' for one in PARAGRAPHS)
    reading = read_article(document(page(f"<div>{body}</div>")))
    assert reading is not None
    assert reading.article.paragraphs == PARAGRAPHS


def test_a_picture_that_has_something_is_one() -> None:
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    reading = read_article(
        document(page(f'<div>{body}<div class="image-has-zoom">The pier at night, in May.</div></div>'))
    )
    assert reading is not None
    assert reading.article.paragraphs == PARAGRAPHS
