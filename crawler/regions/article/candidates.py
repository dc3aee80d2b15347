"""Where the body stands: the element whose text is mostly running text, and most of the page's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from crawler.model import Document
from crawler.regions.article.measures import Measures
from crawler.regions.article.words import Role, roles

_NAMED_BODY = 1.3
_ARTICLE_TAG = 1.15
_TEXT = {"p": 0.5, "blockquote": 0.5, "pre": 0.5, "li": 0.3, "td": 0.15, "dd": 0.3, "th": 0.1}
_TITLE_BEFORE = 1.25
MIN_WEIGHT = 60


@dataclass(slots=True)
class _Element:
    depth: int
    step: str
    value: float = 0.0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Container:
    """An element instance: its number in trails, its depth (index into path and trail), the blocks in it."""

    number: int
    depth: int
    blocks: tuple[int, ...] = field(repr=False)


def find_container(
    document: Document, measures: Measures, votes: set[int], title: int | None
) -> Container | None:
    """The body's element, or None where the page has no running text.

    Args:
        document: the page.
        measures: of its blocks.
        votes: blocks whose text the page's own metadata calls the article's body.
        title: the block of the headline, where one is known.
    """
    elements = _weigh(document, measures, votes)
    best: tuple[float, int] | None = None
    for number, element in elements.items():
        value = element.value
        if value <= 0:
            continue
        names = roles(element.step)
        itemprop = document.attributes.get(number, {}).get("itemprop", "")
        if names & Role.BODY or "articleBody" in itemprop:
            value *= _NAMED_BODY
        elif element.step.startswith(("article", "main")):
            value *= _ARTICLE_TAG
        if title is not None and element.last > title:
            value *= _TITLE_BEFORE
        key = (value, element.depth)
        if best is None or key > best:
            best, winner = key, number
    if best is None or best[0] < MIN_WEIGHT:
        return None
    depth = elements[winner].depth
    inside = tuple(
        i
        for i, block in enumerate(document.blocks)
        if len(block.trail) > depth and block.trail[depth] == winner
    )
    return Container(winner, depth, inside)


def _weigh(document: Document, measures: Measures, votes: set[int]) -> dict[int, _Element]:
    elements: dict[int, _Element] = {}
    for index, block in enumerate(document.blocks):
        value = _value(document, measures, index)
        if index in votes:
            value = abs(value) + measures.weights[index]
        for depth, number in enumerate(block.trail):
            element = elements.get(number)
            if element is None:
                element = elements[number] = _Element(depth, block.path[depth], first=index)
            element.value += value
            element.last = index
    return elements


def _value(document: Document, measures: Measures, index: int) -> float:
    """What a block says for (positive) or against its ancestors being the body."""
    block, size = document.blocks[index], float(measures.weights[index])
    if measures.skipped[index] or measures.link_shares[index] > 0.7:
        return -min(size, 150.0)
    if measures.prose[index]:
        return -0.3 * size if measures.outside[index] else size
    if block.level or measures.outside[index]:
        return 0.0
    if block.tag in _TEXT:
        return _TEXT[block.tag] * min(size, 150.0)
    return -0.3 * min(size, 100.0)
