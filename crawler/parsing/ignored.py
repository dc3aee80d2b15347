"""Text that a profile leaves out of comparison: `ignore` of [regions] everywhere, that of a rule from its region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.model import Article, LiveRegion, Page, RankedList

Patterns = Sequence[re.Pattern[str]]


def patterns_of(rules: Sequence[str]) -> Patterns:
    return [re.compile(rule) for rule in rules]


def cut(text: str, patterns: Patterns) -> str:
    """`text` without what matches; the gaps are closed."""
    for pattern in patterns:
        text = pattern.sub("", text)
    return " ".join(text.split())


def without_ignored(page: Page, patterns: Patterns) -> Page:
    """The page, as if what matches had never stood on it."""
    if not patterns:
        return page
    return replace(
        page,
        article=_article(page.article, patterns) if page.article else None,
        lists=tuple(_list(ranked, patterns) for ranked in page.lists),
        live=tuple(_live(region, patterns) for region in page.live),
        live_blog=_live(page.live_blog, patterns) if page.live_blog else None,
    )


def _article(article: Article, patterns: Patterns) -> Article:
    kept = [(index, cut(text, patterns)) for index, text in enumerate(article.paragraphs)]
    kept = [(index, text) for index, text in kept if text]
    slots = tuple(article.slots[index] for index, _ in kept) if article.slots else ()
    title, standfirst = cut(article.title, patterns), cut(article.standfirst, patterns)
    return replace(article, title=title, standfirst=standfirst, paragraphs=tuple(text for _, text in kept), slots=slots)


def _list(ranked: RankedList, patterns: Patterns) -> RankedList:
    return replace(ranked, items=tuple(replace(item, title=cut(item.title, patterns)) for item in ranked.items))


def _live(region: LiveRegion, patterns: Patterns) -> LiveRegion:
    items = (replace(item, title=cut(item.title, patterns), text=cut(item.text, patterns)) for item in region.items)
    return replace(region, items=tuple(item for item in items if item.title or item.text))
