"""The stories that follow a short one: excerpts under linked headlines, each with a line that leads to the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crawler.model import Document
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.urls import page_key

_FEWEST = 3


def next_stories(document: Document, measures: Measures, title: int | None) -> set[int]:
    """Numbers of elements that hold the excerpts of other stories: three and more of one kind in an element around them
    that holds no other text, each a linked headline, running text, and another link to where the headline leads.

    A text that sums others up is written so, too. So there has to be running text of the article's own between its
    headline and that element; a sum stands in one element with what leads in to it.
    """
    if title is None:
        return set()
    starts = [i for i in range(title + 1, len(document.blocks)) if _is_linked_headline(document, measures, i)]
    if len(starts) < _FEWEST:
        return set()
    around: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index in starts:
        block, before = document.blocks[index], document.blocks[index - 1]
        for depth in range(1, len(block.trail)):
            is_start = before.trail[: depth + 1] != block.trail[: depth + 1]
            if is_start and block.trail[depth] not in document.blocks[title].trail:
                around[block.trail[depth - 1], block.path[depth]].append(index)
    found: set[int] = set()
    for (parent, step), heads in around.items():
        if len(heads) >= _FEWEST and parent not in document.blocks[title].trail:
            found |= _excerpts(document, measures, title, parent, step, heads)
    return found


def _is_linked_headline(document: Document, measures: Measures, index: int) -> bool:
    return document.blocks[index].level > 0 and measures.link_shares[index] > LINK_BLOCK


def _excerpts(
    document: Document, measures: Measures, title: int, parent: int, step: str, heads: Sequence[int]
) -> set[int]:
    """The elements of one kind in another one, where each is an excerpt, and nothing else stands around them."""
    depth = document.blocks[heads[0]].trail.index(parent) + 1
    inside = _all_in(document, parent, depth, heads[0])
    own = range(title + 1, inside[0])
    if not any(measures.prose[i] and not (measures.outside[i] or measures.skipped[i]) for i in own):
        return set()
    by_element: dict[int, list[int]] = defaultdict(list)
    for index in inside:
        block = document.blocks[index]
        if len(block.trail) > depth and block.path[depth] == step:
            by_element[block.trail[depth]].append(index)
        elif measures.prose[index]:
            return set()
    is_each = all(_is_excerpt(document, measures, indexes) for indexes in by_element.values())
    return set(by_element) if is_each and len(by_element) >= _FEWEST else set()


def _all_in(document: Document, number: int, depth: int, index: int) -> range:
    """The blocks of the element that a block stands in; they follow each other, and only they are looked at."""
    first = last = index
    while first and document.blocks[first - 1].trail[depth - 1 : depth] == (number,):
        first -= 1
    while last + 1 < len(document.blocks) and document.blocks[last + 1].trail[depth - 1 : depth] == (number,):
        last += 1
    return range(first, last + 1)


def _is_excerpt(document: Document, measures: Measures, indexes: Sequence[int]) -> bool:
    first, *rest = indexes
    if not _is_linked_headline(document, measures, first):
        return False
    led = {page_key(link.url) for link in document.blocks[first].links}
    more = (
        page_key(link.url) for i in rest if measures.link_shares[i] > LINK_BLOCK for link in document.blocks[i].links
    )
    return any(measures.prose[index] for index in rest) and not led.isdisjoint(more)
