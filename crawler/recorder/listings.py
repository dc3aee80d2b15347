"""A section page stays one: its teasers are no article, however much some of them may read like one today."""

from __future__ import annotations

from dataclasses import replace

from crawler.model import Document, PageKind
from crawler.parsing import Reading
from crawler.regions.article.metadata import types_of


def as_listed(reading: Reading, known: PageKind, document: Document) -> Reading:
    """`reading`, without an article where the page is `known` as a section and does not itself say otherwise."""
    if known is not PageKind.SECTION or reading.page.kind is not PageKind.ARTICLE or _says_article(document):
        return reading
    return replace(reading, page=replace(reading.page, kind=PageKind.SECTION, article=None), article=None)


def _says_article(document: Document) -> bool:
    names = {name for node in document.head.jsonld for name in types_of(node)}
    return "article" in document.head.meta.get("og:type", ()) or any(name.endswith("Article") for name in names)
