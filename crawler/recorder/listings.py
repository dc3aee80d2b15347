"""What a page was stays it: a section page, whose teasers are no article, however much some of them may read like one
today; and an article, however short, among however many links."""

from __future__ import annotations

from dataclasses import replace

from crawler.guard import keeps_words
from crawler.model import Article, Document, PageKind
from crawler.parsing import Reading
from crawler.regions.article.metadata import types_of
from crawler.text import compare_form


def as_listed(reading: Reading, known: PageKind, document: Document) -> Reading:
    """`reading`, without an article where the page is `known` as a section and does not itself say otherwise."""
    if known is not PageKind.SECTION or reading.page.kind is not PageKind.ARTICLE or _says_article(document):
        return reading
    return replace(reading, page=replace(reading.page, kind=PageKind.SECTION, article=None), article=None)


def as_known(reading: Reading, before: Article | None) -> Reading:
    """`reading`, with the article that it found, where the page is the article `before`, by headline or words."""
    found = reading.article.article if reading.article is not None else None
    if before is None or found is None or reading.page.kind not in {PageKind.OTHER, PageKind.SECTION}:
        return reading
    if not (keeps_words(before, found) or compare_form(before.title) == compare_form(found.title)):
        return reading
    return replace(reading, page=replace(reading.page, kind=PageKind.ARTICLE, article=found))


def _says_article(document: Document) -> bool:
    names = {name for node in document.head.jsonld for name in types_of(node)}
    return "article" in document.head.meta.get("og:type", ()) or any(name.endswith("Article") for name in names)
