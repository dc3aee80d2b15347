"""From bytes to blocks: what a page is cut into, in which charset, and within which bounds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import MAX_BYTES, read_document, slot_of
from crawler.blocks.encoding import decode
from crawler.blocks.steps import step
from crawler.errors import CaptureError
from crawler.model import Capture, Document

AT = datetime(2026, 5, 12, 8, tzinfo=UTC)
URL = "https://paper.example/city/a-story"


def read(html: str | bytes, kind: str = "text/html; charset=utf-8", url: str = URL) -> Document:
    body = html if isinstance(html, bytes) else html.encode()
    return read_document(Capture(url, AT, headers={"content-type": kind} if kind else {}, body=body))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_each_block_level_element_holds_its_own_text_in_document_order():
    found = read("<h1>Title</h1><div>Lead <b>in bold</b><p>First.</p>rest</div><ul><li>One<li>Two</ul>")
    assert texts(found) == ["Title", "Lead in bold", "First.", "rest", "One", "Two"]
    assert [block.tag for block in found.blocks] == ["h1", "div", "p", "div", "li", "li"]
    assert found.blocks[0].level == 1


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    assert texts(read("<div>One<br>still one<br><br>Two</div>")) == ["One still one", "Two"]


def test_scripts_styles_and_forms_are_no_text():
    html = "<p>a</p><script>x()</script><style>p{}</style><noscript>n</noscript><noembed><p>e</p></noembed><select><option>o</select><svg><text>s"
    assert texts(read(html)) == ["a"]


def test_a_path_names_tags_and_stable_classes_and_a_trail_the_element_itself():
    found = read('<div class="list css-1x2y3z4"><p class="item first">a</p><p class="item">b</p></div>')
    first, second = found.blocks
    assert first.path == second.path == ("html", "body", "div.list", "p.item")
    assert first.trail[:-1] == second.trail[:-1]
    assert first.trail[-1] != second.trail[-1]
    assert slot_of(first) == slot_of(second)


@pytest.mark.parametrize(
    ("tag", "ident", "expected"),
    [("p", "bff0", "p"), ("p", "ea3b", "p"), ("h3", "cafe", "h3"), ("p", "lead", "p#lead"), ("div", "ad01", "div#ad0")],
)
def test_the_ids_that_medium_draws_for_its_paragraphs_say_nothing(tag: str, ident: str, expected: str) -> None:
    assert read(f'<{tag} id="{ident}">a</{tag}>').blocks[0].path[-1] == expected


@pytest.mark.parametrize(
    ("classes", "ident", "expected"),
    [
        ("story-body", "main", "div.story-body#main"),
        ("b a", "", "div.a.b"),
        ("ad-slot ad-8f3a2b1", "", "div.ad.ad-slot"),
        ("post-1234 category-coast", "post-1234", "div.post-0#post-0"),
        ("item-3", "slot-17", "div.item-0#slot-0"),
        ("is-active card", "", "div.card"),
        ("md:w-1/2 card", "", "div.card"),
    ],
)
def test_tokens_made_per_item_per_build_or_per_request_are_no_part_of_a_path(classes, ident, expected):
    assert step("div", classes, ident, False) == expected


def test_links_are_absolute_and_one_that_wraps_a_block_counts():
    found = read(
        '<a href="/x#top"><h3>Headline</h3></a><p>See <a href="y">this</a> and <a href="mailto:a@b.c">mail</a></p>'
    )
    assert [link.url for link in found.blocks[0].links] == ["https://paper.example/x#top"]
    assert [(link.url, link.text) for link in found.blocks[1].links] == [("https://paper.example/city/y", "this")]


def test_the_head_tells_canonical_language_meta_feeds_and_jsonld():
    head = read(
        '<html lang="en-GB"><head><title> A  title </title><link rel="canonical" href="/city/a">'
        '<link rel="alternate" type="application/rss+xml" href="/rss"><meta property="og:title" content="T">'
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "H"}]}</script>'
        '<script type="application/ld+json">{broken</script></head><body><p>x'
    ).head
    assert (head.title, head.language, head.canonical) == ("A title", "en-GB", "https://paper.example/city/a")
    assert head.meta["og:title"] == ("T",)
    assert head.feeds == ("https://paper.example/rss",)
    assert [node["headline"] for node in head.jsonld] == ["H"]


def test_bytes_that_are_utf8_are_read_as_utf8_whatever_they_claim():
    assert decode("Übermut – 5 €".encode(), "text/html; charset=iso-8859-1") == "Übermut – 5 €"


def test_other_bytes_are_read_as_declared_and_else_as_browsers_do():
    assert decode("Übermut".encode("latin-1"), "text/html; charset=iso-8859-1") == "Übermut"
    assert decode("5 €".encode("cp1252")) == "5 €"
    assert decode("Привет".encode("cp1251"), "text/html; charset=windows-1251") == "Привет"
    assert decode(b"\xff\xfe" + "a\u0416".encode("utf-16-le")) == "a\u0416"


def test_a_text_capture_gives_a_block_a_line_and_remembers_blank_lines():
    found = read("One\nTwo\n\n  Three  \n", "text/plain")
    assert found.is_text
    assert [(block.text, block.gap) for block in found.blocks] == [("One", False), ("Two", False), ("Three", True)]


def test_a_page_of_too_many_bytes_is_refused_with_its_size():
    with pytest.raises(CaptureError, match="17 MB"):
        read(b"x" * 17_000_000)
    assert MAX_BYTES < 17_000_000


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_is_refused(kind):
    with pytest.raises(CaptureError, match="not a page"):
        read("{}", kind)


def test_a_hundred_thousand_nested_elements_are_read_as_far_as_the_bounds_go():
    found = read("<p>before</p>" + "<div>" * 100_000 + "deep")
    assert found.truncated
    assert "deep" not in texts(found)


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_raise(body):
    for kind in ("text/html", "text/html; charset=utf-16", "text/html; charset=nonsense"):
        assert isinstance(read(body, kind), Document)


@given(st.text(st.characters(exclude_characters="\x00"), max_size=300))
def test_text_is_cut_at_lines_and_nothing_of_it_is_lost(text):
    found = read(text.encode("utf-8", "replace"), "text/plain")
    assert all(block.text == block.text.strip() and block.text for block in found.blocks)
