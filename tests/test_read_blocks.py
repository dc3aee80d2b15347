"""From bytes to blocks: what a block is, which links it has, and what a page may do without harm."""

from __future__ import annotations

import pytest
from article_pages import NOW, document
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document
from crawler.blocks.encoding import as_utf8, decode
from crawler.blocks.steps import step
from crawler.model import Capture


def texts(html: str) -> list[str]:
    return [block.text for block in document(f"<html><body>{html}</body></html>").blocks]


def links(html: str) -> list[tuple[str, str]]:
    blocks = document(f"<html><body>{html}</body></html>").blocks
    return [
        (link.url.removeprefix("https://harbourpost.example"), link.text) for block in blocks for link in block.links
    ]


def test_inline_elements_and_comments_do_not_cut_a_text():
    assert texts("<p>The <b>night</b> <!-- x -->ferry<i>!</i></p>") == ["The night ferry!"]


def test_two_line_breaks_end_a_paragraph_and_one_does_not():
    assert texts("<div>one<br>two<br><br>three\n<br>four<br> <br>five</div>") == ["one two", "three four", "five"]


def test_a_link_around_blocks_covers_each_of_them():
    assert links('<a href="/a"><h3>Title</h3><p>Teaser</p></a>') == [("/a", "Title"), ("/a", "Teaser")]


def test_links_inside_a_text_have_their_own_text():
    assert links('<p>See <a href="/a">this</a> and <a href="/b"><img src=x></a></p>') == [("/a", "this"), ("/b", "")]


def test_addresses_are_made_absolute_and_what_leads_nowhere_is_no_link():
    html = "".join(
        f'<p><a href="{href}">x</a></p>' for href in ("/a#b", "c", "//d.example/e", "javascript:go()", "", "#f")
    )
    assert [url for url, _ in links(html)] == ["/a#b", "/news/c", "https://d.example/e", "/news/night-ferry#f"]


def test_a_page_with_a_broken_address_is_read():
    capture = Capture("http://[broken/", NOW, 200, {"content-type": "text/html"}, b"<p>Text <a href='/a'>here</a></p>")
    assert read_document(capture).blocks[0].text == "Text here"


def test_what_only_screen_readers_say_is_no_text():
    html = '<p>Shares<span class="visually-hidden"> opens in a new tab</span> fell<span style="clip:rect(0 0 0 0)">!</span>.</p>'
    assert texts(html) == ["Shares fell."]


def test_a_button_with_nothing_on_it_does_not_cut_a_text():
    assert texts("<p>Zoe Ltd<span><button><span></span></button></span>, a maker of boats</p>") == [
        "Zoe Ltd, a maker of boats"
    ]


@pytest.mark.parametrize(
    ("classes", "name"),
    [
        ("story-body css-1abc2d", "div.story-body"),
        ("Card_title__3xKjP", "div.Card-title"),
        ("Header_nav__52631", "div.Header-nav"),
        ("Header_nav__bebee", "div.Header-nav"),
        ("Header_nav__Zk_x3", "div.Header-nav"),
        ("page_main__aB-_c", "div.page-main"),
        ("card_title__large", "div.card_title__large"),
        ("card__title", "div.card__title"),
        ("dcr-xzqwrt", "div.dcr"),
        ("sc-bdVaJa hTLjLh", "div.sc"),
        ("sc-iePuks kTwzab", "div.sc"),
        ("sc-Tvgcak kTwzab", "div.sc"),
        ("sc-button large", "div.sc-button"),
        ("css-kfzbwq", "div"),
        ("css-4821073", "div"),
        ("css-kfzbwq-Headline", "div.Headline"),
        ("svelte-abcdef lede", "div.lede"),
        ("sc-footer", "div.sc-footer"),
        ("css-grid", "div.css-grid"),
        ("entry-content author-bio", "div.author-bio.entry-content"),
        ("post-1234 category-politics tag-budget", "div.post-0"),
        ("active first", "div"),
    ],
)
def test_steps_keep_names_that_last(classes, name):
    assert step("div", classes, "", hidden=False) == name


def test_utf8_is_read_as_utf8_whatever_it_claims():
    body = "<p>Fähre – 渡し船</p>".encode()
    for claim in ("text/html; charset=iso-8859-1", "text/html"):
        assert (
            read_document(Capture("https://a.example/", NOW, 200, {"content-type": claim}, body)).blocks[0].text
            == "Fähre – 渡し船"
        )


@given(st.binary(max_size=300))
def test_bytes_and_text_are_decoded_alike(body):
    assert as_utf8(body).decode("utf-8", "replace") == decode(body).encode("utf-8", "replace").decode("utf-8")


def test_deep_nesting_is_bounded():
    doc = document("<div>" * 50_000 + "deep" + "</div>" * 50_000)
    assert all(len(block.path) <= 202 for block in doc.blocks)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<h2><span class="kicker">Harbour</span><span class="title">Ferry stays</span></h2>', "Harbour Ferry stays"),
        ('<a href="/1"><span class="a">Harbour</span><span class="b">“It stays”</span></a>', "Harbour “It stays”"),
        ('<h2><span class="a">Harbour</span><span class="b">, again</span></h2>', "Harbour, again"),
        ('<h2><span class="drop">H</span><span class="rest">arbour</span></h2>', "Harbour"),
        ('<h2><span class="half">Har</span><span class="half">bour</span></h2>', "Harbour"),
        ("<h2><span>Har</span><span>bour</span></h2>", "Harbour"),
        ('<p><span class="c1">Har</span><span class="c2">bour</span></p>', "Harbour"),
        ('<a href="/1"><span class="a">Harbour</span><b>: it stays</b></a>', "Harbour: it stays"),
    ],
)
def test_kicker_and_headline_that_style_alone_sets_apart_are_two_words(html: str, text: str) -> None:
    assert texts(html) == [text]


def test_a_time_that_style_sheets_set_apart_is_no_part_of_the_word_before():
    time = '<time datetime="2026-05-12">12 May</time>'
    assert texts(f"<p>By <a>Ann Oak</a>{time}</p><p>On {time}, at noon</p>") == [
        "By Ann Oak 12 May",
        "On 12 May, at noon",
    ]


BAND = "<span class=k>Latest</span><span class=t>Ferries stay in port</span><span class=t>Snow above 300 metres</span>"
BAND_LINES = ["Latest", "Ferries stay in port", "Snow above 300 metres", "Market open till eight"]
LAST = "<span class=t>Market open till eight</span>"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (f"<div>{BAND}{LAST}</div>", BAND_LINES),
        (f"<div role=marquee>{BAND} {LAST}</div>", BAND_LINES),
        (f"<div class=news-ticker>{BAND}\n{LAST}</div>", BAND_LINES),
        (
            "<div role=marquee><span>港の船は出ない</span><span>山に雪</span><span>八時まで</span></div>",
            ["港の船は出ない", "山に雪", "八時まで"],
        ),
        (
            "<div><span>港の船は出ない。</span><span>山に雪が降る。</span><span>八時まで開く。</span></div>",
            ["港の船は出ない。山に雪が降る。八時まで開く。"],
        ),
        (f"<div>{BAND} {LAST}</div>", ["LatestFerries stay in portSnow above 300 metres Market open till eight"]),
        (f"<p>{BAND}{LAST}</p>", ["".join(BAND_LINES)]),
        (
            "<div><span>He saw </span><span>the old red boat </span><span>sink at the quay </span><span>there</span></div>",
            ["He saw the old red boat sink at the quay there"],
        ),
        ("<div><span>News</span><span>Sport</span><span>Culture</span></div>", ["NewsSportCulture"]),
    ],
)
def test_lines_that_only_their_style_sets_apart_are_lines(page: str, lines: list[str]) -> None:
    """As style sheets lay out the entries of a ticker; words of a text are never without a space between them."""
    assert texts(page) == lines


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<div><time>2 hours ago</time><span>Pinned</span></div>", "2 hours ago Pinned"),
        ("<div><time>2 hours ago</time><b><i>Pinned</i></b></div>", "2 hours ago Pinned"),
        ("<div><time>12 May</time>, <span>noon</span></div>", "12 May, noon"),
        ("<div><time>12 May</time><span>, noon</span></div>", "12 May, noon"),
        ("<div><time>12 May</time></div>", "12 May"),
    ],
)
def test_a_label_right_behind_a_time_is_a_word_of_its_own(page: str, line: str) -> None:
    assert texts(page) == [line]
