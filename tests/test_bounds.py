"""Pages made to be costly: the time and memory that reading takes grow with a page's size, and no faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.blocks import read_document
from crawler.blocks.lines import MAX_BLOCK_TEXT
from crawler.blocks.tags import MAX_TAGS, MAX_VALUES, without_masses
from crawler.guard import flaws
from crawler.model import Capture, Document
from crawler.parsing import read_page
from crawler.template import Template
from crawler.text import fold

LINE = "The harbour council met on Tuesday to weigh the cost of the new quay, and said that {} boats had come."


def read(body: str, kind: str = "text/html") -> Document:
    return read_document(capture(body, kind))


def capture(body: str, kind: str = "text/html") -> Capture:
    at = datetime(2026, 5, 12, tzinfo=UTC)
    return Capture("https://example.org/big/", at, headers={"content-type": kind}, body=body.encode())


def many(count: int, make: Callable[[int], str]) -> str:
    return "".join(map(make, range(count)))


# They took hours and most of a minute, where the time grew with the square of the size; each takes about a second.
COSTLY = {
    "lines behind one in bold": lambda: f"<div><b>Loud</b>{many(150_000, '{}<br>'.format)}</div>",
    "links called bylines below as many in a menu": lambda: (
        f"<nav>{many(9_900, '<li><a href=/m{}>Menu entry</a>'.format)}</nav><article><h1>Quay to be mended by June</h1>"
        f"{many(9_900, '<div class=byline><a href=/x{}>Ann Oak</a></div>'.format)}<p>{LINE.format(3)}</p>"
        f"<p>{LINE.format(4)}</p><p>{LINE.format(5)}</p></article>"
    ),
    "headings of paragraphs": lambda: many(9_900, lambda i: f"<h1>Quay {i}</h1><p>{LINE.format(i)}</p>"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("shape", COSTLY)
def test_the_time_that_a_page_takes_does_not_grow_with_the_square_of_its_size(shape: str) -> None:
    document = read(f"<html><body>{COSTLY[shape]()}</body></html>")
    read_page(document, Template())
    assert len(document.blocks) > 0


def test_a_page_of_more_tags_than_any_needs_is_read_as_far_as_the_bound_goes_and_says_so() -> None:
    body = f"<p>{LINE}</p>" + "<b></b>" * (MAX_TAGS // 2) + "<p>Behind the bound</p>"
    document = read(f"<html><body>{body}</body></html>")
    assert [block.text for block in document.blocks] == [LINE]
    assert [flaw for flaw in flaws(capture(body), document) if "as far as the bounds go" in flaw]


def test_a_page_of_as_many_tags_as_are_read_stays_as_it_came() -> None:
    body = b"<i>" * MAX_TAGS
    assert without_masses(body) is body
    assert without_masses(body + b"x<i>y") == body + b"x"
    values = b"a=" * MAX_VALUES
    assert without_masses(values) is values
    assert without_masses(values + b"b=1") == values + b"b"


def test_a_text_of_more_lines_than_are_read_says_so() -> None:
    assert read("line\n" * 50_001, "text/plain").truncated
    assert not read("line\n" * 50_000, "text/plain").truncated


@pytest.mark.parametrize("before", ["", "<p>Short</p>", "<a href=/x>", "word <b>bold</b> "])
def test_a_paragraph_longer_than_is_kept_says_so(before: str) -> None:
    word = "harbour " * (MAX_BLOCK_TEXT // 8)
    body = f"<div>{before}{word}and what is behind the bound</div>"
    document = read(body)
    assert not any("behind the bound" in block.text for block in document.blocks)
    assert document.truncated
    assert [flaw for flaw in flaws(capture(body), document) if "as far as the bounds go" in flaw]


def test_a_paragraph_is_as_long_as_its_words_whatever_white_space_its_markup_has() -> None:
    spaced = "harbour \n\t" * (MAX_BLOCK_TEXT // 9)
    document = read(f"<p>{spaced}</p>")
    assert not document.truncated
    assert document.blocks[0].text == fold(spaced)


def test_the_lines_behind_one_in_bold_are_one_text_though_the_first_of_them_is_a_headline() -> None:
    document = read("<html><body><div><b>Loud</b> <br>one<br>two<br> <br>three</div></body></html>")
    assert [block.text for block in document.blocks] == ["Loud", "one two", "three"]
    document = read("<html><body><div><b>Loud</b> said<br>one<br>two</div></body></html>")
    assert [block.text for block in document.blocks] == ["Loud said one two"]
