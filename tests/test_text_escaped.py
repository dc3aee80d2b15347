"""Text that was escaped once too often, and text that only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading_samples import html

from crawler.model import ListItem, RankedList
from crawler.regions.article.comparing import compare_articles
from crawler.regions.article.reading import read_article
from crawler.regions.ranked_list.comparing import compare_lists
from crawler.render.safe import plain
from crawler.text import compare_form, fold, joined_form
from crawler.text.escaped import is_escaped, unescaped

WRITTEN = "It's the “Fish & Chips” shop of Müller & Sons: 5 < 6, and no more"
PIECES = (
    "&",
    "amp;",
    "#039;",
    "#38;",
    "#x26;",
    "#59;",
    "shy;",
    "lt;",
    "nbsp;",
    "zwj;",
    "\u00ad",
    "\u037e",
    "Â",
    "£",
    " ",
    "a",
    ";",
)


@pytest.mark.parametrize(
    "text",
    [
        "It&#039;s the &ldquo;Fish &amp; Chips&rdquo; shop of M&uuml;ller &#38; Sons: 5 &lt; 6, and&nbsp;no more",
        "It&#x27;s the “Fish &amp;amp; Chips” shop of M&#252;ller &amp;#38; Sons: 5 &#60; 6, and no m&shy;ore",
        escape(escape(escape(WRITTEN))),
    ],
)
def test_what_was_escaped_twice_is_read_as_it_was_meant(text: str) -> None:
    assert fold(text) == WRITTEN
    assert compare_form(text) == compare_form(WRITTEN)


@pytest.mark.parametrize(
    "text", ["AT&T", "AT&T; Q&A;", "?a=1&copy=2", "Fish & Chips; Salt & Vinegar", "&#;", "&;", "R&D &c."]
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert fold(text) == unescaped(text) == text


def test_what_nobody_escapes_by_mistake_stays() -> None:
    deep = "&#39;"
    for _ in range(20):
        deep = deep.replace("&", "&#38;")
    assert fold(deep) == deep


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("&aamp;")
def test_escaping_a_text_changes_nothing_and_reading_it_again_does_not_either(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(escape(text)) == fold(text)
    assert is_escaped(text) or unescaped(text) == text
    assert joined_form([text, "b", text]) == compare_form(f"{text} b {text}")


@given(st.lists(st.sampled_from((*PIECES, "\u200e", "#8206;", "#12644;", "e\u0301")), max_size=16).map("".join))
def test_marks_that_mislead_are_not_shown_though_they_are_escaped(text: str) -> None:
    shown = plain(text)
    assert not {"\u200e", "\u3164"} & set(shown)
    assert "  " not in shown


def test_a_list_of_which_a_headline_is_escaped_twice_for_an_hour_is_the_same_list() -> None:
    before, after = (
        RankedList("Most Read", tuple(ListItem(n, title, f"https://example.org/{n}") for n, title in enumerate(titles, 1)))
        for titles in (("Mayor's \"no\"", "Salt & ferries", "Plain words"), ("Mayor&#039;s &quot;no&quot;", "Salt &amp; ferries", "Plain words"))
    )  # fmt: skip
    assert compare_lists(before, after) is None


def test_an_article_that_is_escaped_twice_for_an_hour_was_not_edited() -> None:
    def page(write: Callable[[str], str]) -> str:
        title, text = 'Mayor\'s "no" to salt & ferries', 'The mayor\'s "no" came at 5 & was heard <i>, she said.'
        told = (write(each) for each in (title, *(f"{text} Paragraph {n} goes on for a while." for n in range(5))))
        first, *rest = map(escape, told)
        head = f"<head><title>{first}</title><meta property='og:title' content=\"{first}\"></head>"
        return f"<html>{head}<article><h1>{first}</h1>{''.join(f'<p>{each}</p>' for each in rest)}</article></html>"

    readings = [read_article(html(page(write))) for write in (str, escape, lambda text: escape(escape(text)))]
    articles = [reading.article for reading in readings if reading is not None]
    assert len(articles) == 3
    assert articles[0].title == 'Mayor\'s "no" to salt & ferries'
    assert articles[0] == articles[1] == articles[2]
    assert compare_articles(articles[0], articles[1]) is None
