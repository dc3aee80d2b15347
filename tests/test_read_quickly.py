"""What is read by a short way reads as it does by the long one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rapidfuzz import fuzz

from crawler.blocks.encoding import as_utf8, decode
from crawler.blocks.html import walk
from crawler.blocks.tags import MAX_ATTRIBUTES, without_crowds
from crawler.model import Block
from crawler.regions.article.echoes import _ALIKE, _may_be_in
from crawler.regions.ranked_list import vocabulary, weak_words
from crawler.regions.ranked_list.phrases import Phrases, words
from crawler.urls import page_key, resolve
from crawler.urls.keys import _canonical, _origin, _resolve

PHRASES = Phrases([vocabulary.STRONG["en"], weak_words.WEAK["en"], vocabulary.STRONG["de"], vocabulary.STRONG["fr"]])
_WORDS = ["Most", "most", "read", "readComments", "popular", "top", "10", "Editor's", "editors’", "picks", "Am", "The"]
_WORDS += ["meisten", "gelesen", "LES", "plus", "lus", "must", "mustard", "today", "BBCNews", "`", "s", "ferry", "ß"]


@given(st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join))
def test_a_text_in_which_no_phrase_may_be_has_none(text: str) -> None:
    if not PHRASES.may_be_in(text):
        assert not list(PHRASES.hits(words(text)))


def test_a_plain_text_is_known_to_have_no_phrase_though_it_begins_like_one() -> None:
    assert not PHRASES.may_be_in("The ferries stay in the harbour")
    assert PHRASES.may_be_in("Today: most read stories")


_HOSTS = st.sampled_from(["example.org", "127.0.0.1", "a-b", "example.org.", "a..b", "x.y.example"])
_PORTS = st.sampled_from(["", ":80", ":443", ":8080", ":0", ":01", ":43210", ":65535", ":70000", ":"])
_PATHS = st.lists(st.sampled_from(["a", "/", ".", "..", "_", "b.html", "//", ":", "@", "1,2", "~x"]), max_size=7)
_ENDS = st.sampled_from(["", "?a=1", "?b=2&a=1", "?utm_source=x&b=2", "?a", "?a=", "#top", "?a=1#p-2", "#", "#!x"])
_BASES = st.sampled_from(
    ["http://e.example/a/b?c", "http://127.0.0.1:8080/x/", "https://e.example:443/", "", "nothing"]
)


_ODD = [
    "",
    "EXAMPLE.org",
    "user@example.org",
    "a_b",
    "[::1]",
    "-a",
    "a-",
    ".a",
    "é.example",
    "a b",
    "x" * 253,
    "x" * 254,
]


@given(st.sampled_from(["http", "https", "HTTP", "ftp", ""]), _HOSTS | st.sampled_from(_ODD), _PORTS, _PATHS, _ENDS)
def test_the_origin_of_a_page_is_found_the_short_way_as_the_long_way(
    scheme: str, host: str, port: str, path: list[str], end: str
) -> None:
    for rest in ("/" + "".join(path) + end, end, "\t" + "".join(path)):
        base = f"{scheme}://{host}{port}{rest}"
        assert _origin(base) == _resolve(base, "/").removesuffix("/")


@given(st.sampled_from(["http", "https"]), _HOSTS, _PORTS, _PATHS, _ENDS, _BASES)
def test_addresses_with_ports_and_fragments_are_spelt_the_short_way_as_the_long_way(
    scheme: str, host: str, port: str, path: list[str], end: str, base: str
) -> None:
    rooted = "/" + "".join(path) + end
    url = f"{scheme}://{host}{port}{rooted}"
    assert resolve(base, url) == _resolve(base, url)
    assert resolve(base, rooted) == _resolve(base, rooted)
    for fragment in ("#top", "#a.b~c-1", "#", "#!x", "#a%20b"):
        assert resolve(url, fragment) == _resolve(url, fragment)
    resolved = _resolve("", url)
    assert page_key(url) == (_canonical(resolved) if resolved else "")


def blocks(body: str) -> list[Block]:
    root = etree.fromstring(f"<html><body>{body}</body></html>".encode(), etree.HTMLParser())
    return walk(root, "https://paper.example/news/")[0]


_PIECES = ["<p>One.</p>", "<h2>Two</h2>", "<div></div>", "<div hidden>Three</div>", "loose", " ", "<br><br>", "<br>"]
_PIECES += [
    "<a href='/x'>",
    "</a>",
    "<a href='/y'></a>",
    "<ul><li>Four</li>",
    "</ul>",
    "<p id=n data-id=7 class=c>Five",
]
_PIECES += ["<h3>", "</h3>", "<section>", "</section>"]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_an_element_with_nothing_but_text_reads_as_one_with_an_empty_element_in_it(body: str) -> None:
    # <b></b> is no text and no block: it only keeps the walk from taking the short way.
    longer = body
    for text in ("One.", "Two", "Three", "Four", "Five"):
        longer = longer.replace(text, f"{text}<b></b>")
    assert [_without_numbers(block) for block in blocks(body)] == [_without_numbers(block) for block in blocks(longer)]


def _without_numbers(block: Block) -> Block:
    return block._replace(trail=())


@pytest.mark.parametrize("before", ["", "<script>for(i=0;i<n;i++){a = 'b'}" + "x = [1, 2] " * 2_000 + "</script>"])
def test_a_crowded_tag_is_found_behind_a_script_that_compares(before: str) -> None:
    crowd = "<div " + " ".join(f"a{i}=1" for i in range(2_000)) + ">"
    kept = without_crowds((before + crowd).encode())
    assert kept.startswith(before.encode())
    assert f" a{MAX_ATTRIBUTES - 1}=1".encode() in kept
    assert f" a{MAX_ATTRIBUTES}=1".encode() not in kept


_LETTERS = st.text("abcde ", max_size=30)


@given(st.text("abcde ", min_size=1, max_size=60), st.data())
def test_words_that_are_nearly_in_a_text_are_never_said_not_to_be(words: str, data: st.DataObject) -> None:
    near = list(words)
    for _ in range(data.draw(st.integers(0, 1 + len(words) // 4))):
        place = data.draw(st.integers(0, len(near)))
        near[place : place + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "a", "x"]))
    text = data.draw(_LETTERS) + "".join(near) + data.draw(_LETTERS)
    if len(text) >= len(words) and fuzz.partial_ratio(words, text, score_cutoff=_ALIKE):
        assert _may_be_in(words, text)


def test_a_quotation_is_looked_for_only_where_a_text_has_letters_like_it() -> None:
    words = "We mended the pier, and nobody thanked us for it"
    assert _may_be_in(
        words, f"She laughed. {words.replace('nobody', 'no one')}, she said at the harbour in the evening."
    )
    assert not _may_be_in(
        words, "The ferries stop at eight in winter, since there is hardly a soul who wants to cross then."
    )


@pytest.mark.parametrize("shift", range(5))
def test_long_utf8_is_known_wherever_its_pieces_end(shift: int) -> None:
    body = b"x" * shift + "é€😀".encode() * 9_000
    assert as_utf8(body) is body


@pytest.mark.parametrize("broken", ["€".encode()[:2], b"\xe9t\xe9"])
@pytest.mark.parametrize("place", [16_383, 40_000])
def test_bytes_that_are_no_utf8_are_found_wherever_they_stand(broken: bytes, place: int) -> None:
    for body in (b"x" * place + broken, b"x" * place + broken + b"x" * 9_000):
        assert as_utf8(body).decode() == decode(body)
        assert "\ufffd" not in decode(body)
