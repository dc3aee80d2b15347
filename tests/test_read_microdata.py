"""Times and names in microdata: whose they are."""

from __future__ import annotations

import pytest
from article_pages import document, page, paragraphs

from crawler.model import Article
from crawler.regions.article.reading import read_article

SCHEMA = "https://schema.org"
OTHER = '<meta itemprop="datePublished" content="2026-05-0{}T10:00:00Z"><meta itemprop="author" content="Ben Elm">'
OWN = '<meta itemprop="datePublished" content="2026-05-12T08:30:00Z"><meta itemprop="author" content="Ann Oak">'
ENTRIES = "".join(
    f'<li itemprop="itemListElement"><h3><a href="/{n}">Seals are counted again</a></h3>{OTHER.format(n)}</li>'
    for n in range(1, 6)
)
TRENDING = f'<ul itemscope itemtype="{SCHEMA}/ItemList">{ENTRIES}</ul>'
ENTRY = f'<div itemprop="itemListElement" itemscope itemtype="{SCHEMA}/NewsArticle">{OTHER.format(3)}</div>'
COMMENT = f'<div itemprop="comment" itemscope itemtype="{SCHEMA}/Comment"><p>So it is.</p>{OTHER.format(4)}</div>'


def article(body: str) -> Article:
    reading = read_article(document(page(body)))
    assert reading is not None
    return reading.article


@pytest.mark.parametrize("box", [TRENDING, ENTRY, f"<div>{COMMENT}</div>"], ids=["list", "entry", "comment"])
def test_the_time_and_author_of_an_entry_or_comment_are_none_of_the_page(box: str):
    """A page bore the time of the first entry of the box beside it, and each new entry there was told as its edit."""
    found = article(f"{box}{paragraphs()}")
    assert (found.published, found.authors) == (None, ())
    found = article(f'{box}<div itemscope itemtype="{SCHEMA}/NewsArticle">{OWN}{paragraphs()}</div>')
    assert (found.published, found.authors) == ("2026-05-12T08:30:00Z", ("Ann Oak",))


@pytest.mark.parametrize("prop", ["mainEntity", "mainEntityOfPage", "blogPost", "hasPart"])
def test_what_the_page_is_about_is_the_article(prop: str):
    inner = f'<div itemprop="{prop}" itemscope itemtype="{SCHEMA}/BlogPosting">{OWN}{paragraphs()}</div>'
    found = article(f'<div itemscope itemtype="{SCHEMA}/WebPage">{inner}</div>')
    assert (found.published, found.authors) == ("2026-05-12T08:30:00Z", ("Ann Oak",))


def test_a_time_inside_of_the_text_of_the_article_is_its_own():
    inner = f'<div itemprop="articleBody">{OWN}{paragraphs()}</div>'
    assert article(f'<div itemscope itemtype="{SCHEMA}/Article">{inner}</div>').published == "2026-05-12T08:30:00Z"
