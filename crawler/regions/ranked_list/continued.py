"""Numbered lists that go on in a second column, an element of its own: 1 to 5, and 6 to 10 beside it."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.model import Document
from crawler.regions.ranked_list.items import MAX_ITEMS, Items, read_items
from crawler.regions.ranked_list.mentions import shared_depth
from crawler.regions.ranked_list.titles import LONGEST_RANK, is_rank

_FEW = 3
_SOME = 2  # one number alone may be anything
_MAX_STEP = 12  # blocks from one number to the next


def continued(document: Document, items: Items, start: int) -> Items:
    """A list behind the block `start` with the entries that follow under the next numbers; the same where none do.

    Its own entries have to be numbered 1, 2, 3 … by texts of their own, and what follows must be as many headlines as
    numbers, in elements of the same names.
    """
    stop = _end(document, items.mentions[-1].block, items.depth)
    before = tuple(_ranks(document, start, stop, 1))
    if not _FEW <= len(items) == len(before):
        return items
    step = document.blocks[before[-1]].path[-1:]
    after = tuple(_ranks(document, stop, len(document.blocks), len(items) + 1, step))
    if len(after) < _SOME or not _is_next(document, stop, after[0]):
        return items
    depth = shared_depth([document.blocks[at].trail for at in after])
    rest = read_items(document, after[0], _end(document, after[-1], depth))
    if rest is None or len(rest) != len(after) or len(rest) + len(items) > MAX_ITEMS:
        return items
    mentions = items.mentions + rest.mentions
    depth = shared_depth([mention.trail for mention in mentions])
    whole = Items(items.pairs + rest.pairs, mentions, depth, items.slot)
    return whole if _is_alone(document, whole, len(mentions)) and len(set(whole.pairs)) == len(mentions) else items


def _ranks(document: Document, start: int, stop: int, rank: int, step: tuple[str, ...] = ()) -> Iterator[int]:
    """The blocks that are the next numbers, none far from the one before."""
    last = start
    for index in range(start, stop):
        if index - last > _MAX_STEP:
            return
        block = document.blocks[index]
        if len(block.text) <= LONGEST_RANK and is_rank(block.text, rank) and step in {(), block.path[-1:]}:
            yield index
            rank, last = rank + 1, index


def _is_next(document: Document, stop: int, first: int) -> bool:
    """Whether a column starts with its first number: another list's 6 and 7 have a heading and 1 to 5 before them."""
    return not any(block.links or block.level for block in document.blocks[stop:first])


def _end(document: Document, index: int, depth: int) -> int:
    """Behind the element at this depth that holds a block."""
    inside = document.blocks[index].trail[:depth]
    while index < len(document.blocks) and document.blocks[index].trail[:depth] == inside:
        index += 1
    return index


def _is_alone(document: Document, items: Items, count: int) -> bool:
    """Whether the element around both columns holds not much else."""
    first = items.mentions[0].block
    while first > 0 and document.blocks[first - 1].trail[: items.depth] == items.trail:
        first -= 1
        if items.mentions[0].block - first > _MAX_STEP:
            return False
    return _end(document, items.mentions[0].block, items.depth) - first <= _MAX_STEP * count
