"""Articles that a page does not show: their text stands in its head (articleBody), or in what its scripts are given."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.model import Document
from crawler.regions.article.candidates import find_container
from crawler.regions.article.embedded import embedded_text
from crawler.regions.article.measures import Measures, measure, weight
from crawler.regions.article.metadata import Metadata
from crawler.regions.article.selection import select_paragraphs
from crawler.regions.article.structure import tag_of
from crawler.regions.article.titles import title_names, without_site

HEAD = ("html", "head", "script", "articleBody")
_MISSING = 0.2
_MIN_TOLD = 400
_MIN_PARAGRAPH = 80

Line = tuple[str, tuple[str, ...]]  # a text that the page does not show, and its container


def lines_unseen(
    document: Document, metadata: Metadata, measures: Measures, told: Sequence[str], body: Sequence[int]
) -> list[Line]:
    """The article's text where the page does not show it; nothing where it does.

    Args:
        document: the page.
        metadata: what its head says.
        measures: of its blocks.
        told: the paragraphs of articleBody.
        body: the blocks that would be the body else.
    """
    if is_told_only(measures, told, body):
        return _in_head(told)
    if not metadata.is_article:
        return []
    return _in_data(document, metadata, measures, body) or _in_place(document, told, body)


def _is_frame_only(document: Document, body: Sequence[int]) -> bool:
    """True where nothing, or only the page's foot, would be the body."""
    return all("footer" in map(tag_of, document.blocks[index].path) for index in body)


def _in_data(document: Document, metadata: Metadata, measures: Measures, body: Sequence[int]) -> list[Line]:
    """The text that a page's scripts are given, where the page does not show it: what would be the `body` is a line of
    the frame, at most."""
    shown = 0 if _is_frame_only(document, body) else sum(measures.weights[index] for index in body)
    if shown >= _MIN_TOLD:
        return []
    lines, titled = _embedded(document, metadata)
    said = {text for text, _ in lines}
    if shown and any(document.blocks[index].text in said for index in body):
        return []
    size = sum(weight(text) for text in said)
    return lines if size >= shown * (1 if titled else 1 / _MISSING) else []


def _embedded(document: Document, metadata: Metadata) -> tuple[list[Line], bool]:
    """The paragraphs of the text that a page's scripts are given, where that is an article's worth; and whether their
    data says the headline, too."""
    names = title_names(document, metadata)
    said = {form for text in metadata.headlines for form in (text, without_site(text, names))}
    inner = embedded_text(document, sorted(said))
    if inner is None:
        return [], False
    measures = measure(inner.document, frozenset())
    container = find_container(inner.document, measures, set(), None)
    body = select_paragraphs(inner.document, measures, container, None)[0] if container else []
    if inner.titled:
        body = body or list(range(len(inner.document.blocks)))
    elif sum(measures.weights[index] for index in body) < _MIN_TOLD:
        return [], False
    return [(inner.document.blocks[index].text, inner.container_of(index)) for index in body], inner.titled


def _in_place(document: Document, told: Sequence[str], body: Sequence[int]) -> list[Line]:
    """The text of the head, where the page shows nothing, and that is a paragraph at least."""
    return _in_head(told) if _is_frame_only(document, body) and sum(map(len, told)) >= _MIN_PARAGRAPH else []


def _in_head(told: Sequence[str]) -> list[Line]:
    return [(text, HEAD) for text in told]


def is_told_only(measures: Measures, told: Sequence[str], body: Sequence[int]) -> bool:
    """True where the head carries the article's text and the page, which scripts fill later, does not."""
    size = sum(map(len, told))
    return size >= _MIN_TOLD and sum(measures.weights[index] for index in body) < _MISSING * size
