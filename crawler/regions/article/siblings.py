"""A story in parts: some publishing systems put each piece of a text into an <article> element of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from functools import lru_cache

from crawler.model import Block, Document
from crawler.regions.article.datelines import tells_time
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.structure import classes_of, tag_of, without_ids
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


def parts_of_text(document: Document, measures: Measures, inside: Sequence[int], depth: int) -> frozenset[int]:
    """Numbers of the <article> elements among the blocks `inside` an element of this `depth` that go on with the text
    of the one that has most of it: they stand just where that stands, begin with running text, and have nothing of a
    card's. So a text is cut in two around a box, where the headline stands in none of them.
    """
    held: dict[int, list[int]] = defaultdict(list)
    places: dict[int, tuple[str, ...]] = {}
    for index in inside:
        block = document.blocks[index]
        if (at := next((at for at in articles_on(block.path) if at > depth), None)) is not None:
            held[block.trail[at]].append(index)
            places.setdefault(block.trail[at], without_ids(block.path[: at + 1]))
    text = {number: sum(measures.weights[i] for i in found if measures.prose[i]) for number, found in held.items()}
    main = max(text, key=lambda number: text[number], default=None)
    if main is None or 2 * text[main] <= sum(measures.weights[index] for index in inside if measures.prose[index]):
        return frozenset()
    return frozenset(
        number
        for number, found in held.items()
        if places[number] == places[main] and measures.prose[found[0]] and _goes_on(document, measures, found, 1)
    )


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
