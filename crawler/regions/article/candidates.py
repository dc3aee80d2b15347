"""Where the body stands: the element whose text is mostly running text, and most of the page's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from crawler.model import Document
from crawler.regions.article.measures import Measures
from crawler.regions.article.words import Role, roles

_NAMED_BODY = 1.3
_ARTICLE_TAG = 1.15
_JUNK = 0.6
_IN_NAMED_JUNK = 0.15
_TITLE_BEFORE = 1.25
MIN_WEIGHT = 60


@dataclass(slots=True)
class _Element:
    depth: int
    step: str
    prose: float = 0.0
    junk: float = 0.0
    first: int = 0
    last: int = 0
    score: float = 0.0


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
        value = element.prose - _JUNK * element.junk
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
    has_votes = bool(votes)
    for index, block in enumerate(document.blocks):
        size = float(measures.weights[index])
        prose = junk = 0.0
        if measures.skipped[index]:
            junk = min(size, 100.0)
        elif index in votes:
            prose = 2 * size
        elif measures.prose[index]:
            prose = size
            if measures.outside[index]:
                prose *= _IN_NAMED_JUNK
            if has_votes:
                prose *= 0.3
        elif not block.level:
            junk = min(size, 200.0)
        for depth, number in enumerate(block.trail):
            element = elements.get(number)
            if element is None:
                element = elements[number] = _Element(depth, block.path[depth], first=index)
            element.prose += prose
            element.junk += junk
            element.last = index
    return elements
