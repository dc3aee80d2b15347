"""A story in parts: some publishing systems put each piece of a text into an <article> element of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from functools import lru_cache

from crawler.model import Block, Document
from crawler.regions.article.datelines import tells_time
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.structure import classes_of, tag_of
from crawler.regions.article.words import Role


def parts_of_story(document: Document, measures: Measures, title: int | None, others: Container[int]) -> frozenset[int]:
    """Numbers of the <article> elements below the headline's, of these `others`, that go on with its story, with that
    one; none where it stands alone, or those beside it tell stories of their own.

    Cards and other stories begin with a headline, comments and the entries of a live blog have times, and a card leads
    elsewhere. So at least one part has to begin with running text, as only a text that goes on does.
    """
    if title is None or not (depths := articles_on(document.blocks[title].path)):
        return frozenset()
    head, depth = document.blocks[title], depths[-1]
    beside: dict[int, list[int]] = defaultdict(list)
    for index in range(title + 1, len(document.blocks)):
        block = document.blocks[index]
        is_beside = depth in articles_on(block.path) and block.trail[:depth] == head.trail[:depth]
        if is_beside and block.trail[depth] in others and not measures.outside[index] & Role.CAPTION:
            beside[block.trail[depth]].append(index)
    own = head.trail[depth]
    parts = {
        number: inside
        for number, inside in beside.items()
        if _are_alike(head.path[depth], document.blocks[inside[0]].path[depth])
        and _goes_on(document, measures, inside, head.level or 1)
    }
    begun = any(measures.prose[inside[0]] for inside in parts.values())
    return frozenset((own, *parts)) if begun else frozenset()


def _goes_on(document: Document, measures: Measures, inside: Sequence[int], level: int) -> bool:
    """Whether blocks of one element are text without anything of a card's, a comment's or another story's."""
    blocks = [document.blocks[index] for index in inside]
    if not any(measures.prose[index] for index in inside):
        return False
    if any(measures.outside[i] or measures.skipped[i] or measures.link_shares[i] > LINK_BLOCK for i in inside):
        return False
    return not any(_is_headline(block, level) or tells_time(block.text) for block in blocks)


def _is_headline(block: Block, level: int) -> bool:
    return 0 < block.level <= level


def _are_alike(one: str, other: str) -> bool:
    """Whether two steps of a path share a name, or have none."""
    names, others = classes_of(one), classes_of(other)
    return bool(names & others) or names == others


@lru_cache(maxsize=16384)
def articles_on(path: tuple[str, ...]) -> tuple[int, ...]:
    """Where <article> elements stand on a path."""
    return tuple(depth for depth, step in enumerate(path) if tag_of(step) == "article")
