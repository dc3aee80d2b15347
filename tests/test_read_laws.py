"""Laws of reading: what one site teaches changes no other, order teaches nothing, hostile pages cost a bounded time."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from article_pages import PARAGRAPHS, TITLE, page, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.blocks import read_document
from crawler.blocks.tags import MAX_ATTRIBUTES, without_crowds
from crawler.model import Capture, Document
from crawler.parsing import learn, read_page
from crawler.template import Evidence, Template

NOW = datetime(2026, 5, 12, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}
WORDS = "harbour council ferry night pier mended island bakers nurses post winter market lighthouse road storm".split()
# CPU seconds. Each of these pages takes some tenths of one; a reading whose cost grows with the square of a page's
# size takes minutes.
BOUND = 15


def read(html: str | bytes, url: str = "https://harbourpost.example/news/a") -> Document:
    return read_document(Capture(url, NOW, 200, HTML, html.encode() if isinstance(html, str) else html))


def story(site: str, number: int) -> str:
    """A page of a made-up site: its own markup, ticker and list on all pages, and a story of its own."""
    rng = random.Random(f"{site}{number}")
    own = [f"{' '.join(rng.choices(WORDS, k=24)).capitalize()}, page {number} says." for _ in range(6)]
    ticker = "".join(f"<li><a href='/t/{i}'>Ticker {site} has the headline number {i}</a></li>" for i in range(5))
    body = "".join(f"<p class='{site}-text'>{text}</p>" for text in own)
    return (
        f"<html><head><title>Story {number} of the harbour | {site}</title></head><body>"
        f"<div class='{site}-strip'><ul>{ticker}</ul></div><main class='{site}-main'><h1>Story {number} of the harbour</h1>"
        f"<div class='{site}-body'>{body}<div class='{site}-box'>Our newsletter comes every morning at six.</div></div>"
        f"</main><div class='{site}-end'><p>The paper is printed on Quay Street and has been for years.</p></div></body></html>"
    )


def pages(site: str, count: int = 5) -> list[Document]:
    return [read(story(site, n), f"https://{site}.example/news/story-{n}") for n in range(count)]


def taught(documents: Sequence[Document]) -> Template:
    return learn(documents, previous=Template(), evidence=Evidence()).template


SITES = {site: pages(site) for site in ("alpha", "bravo")}


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(5)))
def test_the_same_pages_in_any_order_teach_the_same_template(order):
    assert taught([SITES["alpha"][n] for n in order]).to_json() == taught(SITES["alpha"]).to_json()


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(["alpha", "bravo"]), min_size=1, max_size=4))
def test_what_was_read_of_other_sites_before_changes_no_template_and_no_reading(before):
    alone = taught(pages("charlie"))
    page_alone = read_page(pages("charlie")[0], alone).page
    for site in before:
        template = taught(SITES[site])
        for document in SITES[site]:
            read_page(document, template)
    assert taught(pages("charlie")).to_json() == alone.to_json()
    assert read_page(pages("charlie")[0], alone).page == page_alone


def test_another_site_s_template_strips_nothing_of_a_page():
    document = SITES["bravo"][0]
    foreign = read_page(document, taught(SITES["alpha"]))
    assert not foreign.marks.all
    assert foreign.page.article is not None
    assert read_page(document, Template()).page.article == foreign.page.article


def test_a_learned_template_strips_what_the_pages_share_from_each_of_them():
    template = taught(SITES["alpha"])
    for document in SITES["alpha"]:
        article = read_page(document, template).page.article
        assert article is not None
        assert len(article.paragraphs) == 6
        assert not any("newsletter" in text or "Quay Street" in text for text in article.paragraphs)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    "@type @id @graph name headline author publisher datePublished articleBody url itemListElement "
                    "item position liveBlogUpdate mainEntity description".split()
                ),
                inner | st.sampled_from(["NewsArticle", "LiveBlogPosting", "ItemList", "Most read", ["Person"]]),
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_in_a_head_makes_reading_raise_or_lose_the_body(value):
    head = f'<script type="application/ld+json">{json.dumps(value).replace("</", "")}</script>'
    reading = read_page(read(page(f"<div class=story>{paragraphs()}</div>", head=head)), Template())
    assert reading.article is not None
    assert reading.article.article.paragraphs == PARAGRAPHS


ITEM = '<li><a href="/news/{0}">Harbour council votes to keep the old ferry line {0}</a></li>'
HOSTILE = {
    "attributes without end": "<div " + " ".join(f"a{i}" for i in range(120_000)) + ">",
    "attributes that hide their end": "<div " + " ".join(f"a{i}='>'" for i in range(60_000)) + ">",
    "tags full of attributes": ("<i " + " ".join(f"a{i}=1" for i in range(3_000)) + ">x</i>") * 40,
    "class names without end": '<div class="' + " ".join(f"c{i}" for i in range(150_000)) + '">',
    "elements in elements": "<div>" * 300_000,
    "links in links": '<a href="/x">' * 60_000,
    "one word": "a" * 3_000_000,
    "white space": "a" + " " * 3_000_000 + "b",
    "line breaks": "<p>" + "word<br>" * 150_000,
    "a gigantic list": "<h2>Most read</h2><ul>" + "".join(map(ITEM.format, range(12_000))) + "</ul>",
    "headings without lists": "<h2>Most read</h2>" * 60_000,
    "tabs without end": "<ul>" + "<li><button>Most read</button></li>" * 20_000 + "</ul>",
    "a table of links": "<table>" + "".join(f"<tr><td>{ITEM.format(i)}</td></tr>" for i in range(6_000)) + "</table>",
    "entities": "&amp;&lt;&#x1F600;&nosuch;" * 100_000,
    "entities that grow": "&b;" * 100_000,
    "combining marks": "a" + "\u0301" * 300_000,
    "bylines": "".join(f'<p class="byline">By Ann Oak and Ben Elm {i}</p>' for i in range(20_000)),
    "broken comments": "<!-- <script>" * 50_000,
    "quotes": "<a \"'" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name):
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    start = time.process_time()
    document = read(bomb + page(f"<div class=story>{paragraphs()}</div>{HOSTILE[name]}"))
    reading = read_page(document, Template())
    assert time.process_time() - start < BOUND
    assert len(document.blocks) <= 20_000
    assert reading.article is None or reading.article.article.title.startswith(TITLE[:10])
    assert all(len(ranked.items) <= 100 for ranked in reading.page.lists)


def test_a_tag_keeps_its_first_attributes_and_the_page_after_it_stays():
    crowd = " ".join(f"a{i}='{i}>'" for i in range(MAX_ATTRIBUTES + 12_000))
    cut = without_crowds(f"<p>before</p><div {crowd}><p>after</p>".encode())
    assert cut.startswith(b"<p>before</p><div a0='0>' a1=")
    assert cut.endswith(b"><p>after</p>")
    assert cut.count(b"=") == MAX_ATTRIBUTES


@given(st.binary(max_size=300))
def test_pages_without_crowds_stay_as_they_came(body):
    assert without_crowds(body) is body


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1251", "shift_jis", "euc-kr", "gb18030"])
def test_bad_encodings_never_raise_and_lose_no_structure(encoding):
    html = page(f"<div class=story>{paragraphs()}</div>").encode(encoding, "replace")
    for body in (html, html[: len(html) // 2], html + b"\xff\xfe\x00\xd8"):
        read_page(read(body), Template())
