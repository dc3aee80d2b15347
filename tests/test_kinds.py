"""Page kinds: articles, live blogs, front and section pages, and what is none of them."""

from __future__ import annotations

import json

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs, text_document

from crawler.model import Document, PageKind
from crawler.parsing.kinds import page_kind
from crawler.regions.article.reading import read_article

DATED = "https://harbourpost.example/sea/2026/05/12/700131.shtml"
TEASERS = "".join(
    f'<div class=card><h3><a href="/news/{n}">A headline of the day, this one is number {n}</a></h3>'
    f"<p>{text} It happened again, for the {n}th time.</p></div>"
    for n, text in enumerate(PARAGRAPHS * 5)
)


def kind(html: str, url: str = "https://harbourpost.example/news/night-ferry") -> PageKind:
    doc = document(html, url)
    return page_kind(doc, read_article(doc))


def jsonld(kind: str, **fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **fields})}</script>'


def test_story_is_an_article():
    assert kind(page(f"<div>{paragraphs()}</div>")) is PageKind.ARTICLE


@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_story_with_a_byline_and_a_date_is_an_article(count):
    body = f'<p class="byline">By Ann Oak</p><time datetime="2026-05-12">12 May</time><div>{paragraphs(PARAGRAPHS[:count])}</div>'
    related = "".join(f'<li><a href="/n/{n}">Another headline of this paper, number {n}</a></li>' for n in range(8))
    text = f"{body}<p>{PARAGRAPHS[1]}</p>" if count == 1 else body
    assert kind(page(f"{text}<ul>{related}</ul>")) is PageKind.ARTICLE


def test_ages_of_other_stories_below_a_short_one_make_no_teasers_of_it_and_no_text_of_a_section():
    byline = '<p class="byline">By Ann Oak</p>'
    others = "".join(
        f'<div><h4><a href="/n/{n}">Another headline of this paper, number {n}</a></h4></div><div>{n} hours ago</div>'
        for n in range(2, 7)
    )
    body = "".join(f"<div>{text}</div>" for text in PARAGRAPHS[:2])
    for text, expected in ((body + others, PageKind.ARTICLE), (others * 8, PageKind.SECTION)):
        doc = document(page(f"<div>{byline}{text}</div>"), "https://harbourpost.example/news/night-ferry")
        shared = frozenset(index for index, block in enumerate(doc.blocks) if block.level == 4)
        reading = read_article(doc, skip=shared if text.startswith(body) else frozenset())
        assert page_kind(doc, reading, shared if text.startswith(body) else frozenset()) is expected


NOTICE = "<p>She kept the rope walk for forty years.</p><p>The service is on Friday at eleven, in the church by the pier.</p>"


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ('<div class="datum">22-11-2026 15:32</div>', "", PageKind.ARTICLE),
        ('<div class="post-date">22. 11.</div>', "", PageKind.ARTICLE),
        ("", "", PageKind.OTHER),
        ("", '<div class="datum">22-11-2026 15:32</div>', PageKind.OTHER),
        ('<div class="datum">today</div>', "", PageKind.OTHER),
    ],
)
def test_a_notice_of_a_few_lines_is_an_article_where_its_day_stands_above_it(
    above: str, below: str, found: PageKind
) -> None:
    assert kind(page(f"<div>{above}{NOTICE}</div>{below}", title="In memoriam Ilse Marren")) is found


def test_root_path_is_the_front_page():
    for path in ("", "/", "/index.html", "/en/", "/de-AT"):
        assert kind(page(TEASERS), f"https://harbourpost.example{path}") is PageKind.FRONT, path


def test_teasers_are_a_section_page():
    assert kind(page(TEASERS, title="Sea"), "https://harbourpost.example/sea") is PageKind.SECTION


def led(number: int, text: str, to: str = "/news/") -> str:
    """A teaser of which headline and words are each in boxes of their own, deep below what holds both."""
    link = f"<div><div><div><p><a href='{to}{number}'>A headline of the day, this one is number {number}</a></p></div></div></div>"
    return f"<section><div>{link}</div><div><div><div><div><p>{text} It happened for the {number}th time.</p></div></div></div></div></section>"


def test_paragraphs_each_below_a_headline_link_are_a_section_page_though_it_shows_a_day():
    day = '<time datetime="2026-05-12T06:23:00Z">May 12, 2026, 6:23 a.m.</time>'
    strips = "".join(led(number, text) for number, text in enumerate(PARAGRAPHS * 3))
    assert kind(page(f"{day}{strips}", title="Top stories"), "https://harbourpost.example/world") is PageKind.SECTION


@pytest.mark.parametrize("to", ["#entry-", "https://bookshop.example/title/"])
def test_paragraphs_below_links_that_lead_to_no_story_of_the_site_are_an_article(to: str) -> None:
    entries = "".join(led(number, text, to) for number, text in enumerate(PARAGRAPHS * 3))
    day = '<time datetime="2026-05-12T06:23:00Z">May 12, 2026, 6:23 a.m.</time>'
    assert kind(page(f"{day}{entries}", title="Ten books"), "https://harbourpost.example/ten-books") is PageKind.ARTICLE


def test_an_article_with_a_headline_link_below_every_other_paragraph_is_one():
    related = '<p><a href="/news/{}">Another story of this paper, which is number {}</a></p>'
    texts = "".join(
        f"<p>{text} Part {n}.</p>" + related.format(n, n) * (n % 2) for n, text in enumerate(PARAGRAPHS * 3)
    )
    day = '<time datetime="2026-05-12T06:23:00Z">May 12, 2026, 6:23 a.m.</time>'
    assert kind(page(f"{day}<div>{texts}</div>")) is PageKind.ARTICLE


def test_a_start_page_that_a_plugin_calls_an_article_is_the_front_page():
    declared = jsonld("Article", headline="The Harbour Post", datePublished="2025-06-27T12:59:06+03:00")
    teaser = f"<div class=lead><p>{PARAGRAPHS[1]}</p></div>"
    links = "".join(f'<li><a href="/n/{n}">A headline of this paper, number {n}</a></li>' for n in range(60))
    front = page(f"{teaser}<ul>{links}</ul>", title="The Harbour Post", head=declared)
    assert kind(front, "https://harbourpost.example/") is PageKind.FRONT
    assert kind(page(TEASERS, head=declared), "https://harbourpost.example/") is PageKind.FRONT
    story = page(f"<div>{paragraphs()}</div><ul>{links}</ul>", head=declared)
    assert kind(story, "https://harbourpost.example/") is PageKind.ARTICLE


def test_list_of_headlines_is_a_section_page():
    links = "".join(f'<li><a href="/n/{n}">A headline of this paper, number {n}</a></li>' for n in range(30))
    assert kind(page(f"<ul>{links}</ul>"), "https://harbourpost.example/sea") is PageKind.SECTION


def test_collection_page_says_so():
    html = page(f"<div>{paragraphs(PARAGRAPHS[:1])}</div>", head=jsonld("CollectionPage", name="Sea"))
    assert kind(html, "https://harbourpost.example/sea") is PageKind.SECTION


def test_live_blog_by_jsonld_and_by_microdata():
    assert kind(page(paragraphs(), head=jsonld("LiveBlogPosting", headline="Live"))) is PageKind.LIVE
    html = page(f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{paragraphs()}</div>')
    assert kind(html) is PageKind.LIVE


def test_many_timed_entries_are_a_live_blog():
    entries = "".join(
        f'<div class=entry><time datetime="2026-05-12T0{n % 10}:00:00Z">0{n}:00</time><p>{text} Entry {n}.</p></div>'
        for n, text in enumerate(PARAGRAPHS * 2)
    )
    assert (
        kind(page(f"<div class=feed>{entries}</div>", head='<meta property="og:type" content="article">'))
        is PageKind.LIVE
    )


def rows(figures: list[str]) -> str:
    return "".join(
        f"<p>{text} Part {n}.</p><p>{figures[n]}</p>" for n, text in enumerate((PARAGRAPHS * 3)[: len(figures)])
    )


def test_figures_of_a_table_are_no_clocks_of_a_live_blog_since_they_run_no_way() -> None:
    figures = ["3.59", "0.71", "3.46", "7.14", "5.30", "7.50", "5.15", "3.27", "6.04", "4.37", "4.52", "5.55"]
    day = '<time datetime="2026-05-12T06:23:00Z">12 May 2026</time>'
    assert kind(page(f"{day}<div>{rows(figures)}</div>")) is PageKind.ARTICLE
    newest_first = ["1.05", "0.40", "23.50", *(f"{23 - n}.0{n % 10}" for n in range(1, 9))]
    assert kind(page(f"{day}<div>{rows(newest_first)}</div>")) is PageKind.LIVE
    assert kind(page(f"{day}<div>{rows([f'{n}.{60 + n}' for n in range(12)])}</div>")) is PageKind.ARTICLE


def test_video_and_empty_pages_are_other():
    assert kind(page("<p>Watch the ferry leave.</p>", head=jsonld("VideoObject", name="Ferry"))) is PageKind.OTHER
    assert kind("<html><body><p>Hello</p></body></html>") is PageKind.OTHER


def test_article_ingested_from_a_file_is_an_article():
    assert kind(page(f"<div>{paragraphs()}</div>"), "file:///index.html") is PageKind.ARTICLE


def test_text_capture_is_an_article_or_other():
    doc = text_document("A headline\nA line of text.\nAnother line.")
    assert page_kind(doc, read_article(doc)) is PageKind.ARTICLE
    assert page_kind(Document("file:///x.txt", (), is_text=True), None) is PageKind.OTHER


def test_a_brief_beside_the_sites_long_strip_of_news_is_an_article_once_the_strip_is_known():
    strip = "".join(f'<li><a href="/n/{n}">Another headline of this agency, number {n}</a></li>' for n in range(30))
    doc = document(page(f"<ul class=strip>{strip}</ul><div>{paragraphs(PARAGRAPHS[:1])}</div>"), DATED)
    reading = read_article(doc)
    others = {index for index, block in enumerate(doc.blocks) if block.path[-2:-1] == ("ul.strip",)}
    assert len(others) == 30
    assert page_kind(doc, reading) is PageKind.SECTION
    assert page_kind(doc, reading, others) is PageKind.ARTICLE


@pytest.mark.parametrize("count", [3, 5, 12])
@pytest.mark.parametrize("between", ["<br>", "<br><font size=2>", " "])
def test_paragraphs_that_each_begin_with_a_linked_headline_are_teasers(count: int, between: str) -> None:
    body = "".join(
        f'<p><a href="/news/{n}"><b>A headline of the day, this one is number {n}</b></a>{between}{text} {text}</p>'
        for n, text in enumerate((PARAGRAPHS * 5)[:count])
    )
    url = "https://harbourpost.example/sport/"
    assert kind(page(f"<div>{body}</div>", title="Sport"), url) is not PageKind.ARTICLE


def test_paragraphs_that_begin_with_a_linked_name_are_a_story() -> None:
    body = "".join(f'<p><a href="/people/{n}">Ann Oak</a> said: {text}</p>' for n, text in enumerate(PARAGRAPHS * 2))
    assert kind(page(f"<div>{body}</div>")) is PageKind.ARTICLE


def test_a_dated_review_of_places_that_each_paragraph_links_first_is_an_article() -> None:
    body = "".join(
        f'<p><a href="/places/{n}">The old mill inn at the head of quay {n}</a> {text}</p>'
        for n, text in enumerate(PARAGRAPHS * 2)
    )
    dated = f'<p class="byline">By Ann Oak</p><time datetime="2026-05-12">12 May</time><div>{body}</div>'
    assert kind(page(dated)) is PageKind.ARTICLE
