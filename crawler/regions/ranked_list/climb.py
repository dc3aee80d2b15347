"""From a heading to the run of blocks that holds its list."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.model import Block, Document
from crawler.regions.ranked_list.headings import ranked_names
from crawler.regions.ranked_list.items import SHORT_TITLES, Items, is_plausible, read_items
from crawler.regions.ranked_list.mentions import shared_depth
from crawler.regions.ranked_list.tabs import is_one_entry
from crawler.text import is_relative_time

MAX_SPAN = 600
_MAX_GAP = 10  # blocks between a heading and its first item
_MAX_GAP_TEXT = 220  # a text of this length between them is no sub-heading
_FEW = 2
# The page's own parts: a heading's list does not lie outside of these.
_BARRIERS = frozenset({"nav", "menu", "form", "button"})
_WHOLE = frozenset({"html", "body", "main"})


def find_list(document: Document, heading: int, start: int, usual: float = SHORT_TITLES) -> tuple[Items, int] | None:
    """The first filled list after `start`, in the closest ancestor of the heading that has one, and where it ends.

    `usual` is the least average weight of its titles.
    """
    few: tuple[Items, int] | None = None
    for stop in _stops(document, heading, start):
        items = read_items(document, start, stop)
        if items is None or len(items) < _FEW or is_one_entry(document, items.mentions):
            continue
        if not _is_near(document, items, start):
            return few
        if few is not None and (items.slot != few[0].slot or items.pairs[:_FEW] != few[0].pairs):
            return few
        if len(items) > _FEW:
            return (items, stop) if is_plausible(items, usual) else few
        # Two items are a list only under unmistakable words.
        few = (items, stop) if usual == SHORT_TITLES and is_plausible(items, usual) else few
    return few


def items_inside(document: Document, heading: int) -> Items | None:
    """A list that stands in its heading's own block, where all of its elements are inline."""
    if len(document.blocks[heading].links) <= _FEW:
        return None
    items = read_items(document, heading, heading + 1)
    return items if items is not None and len(items) > _FEW and is_plausible(items) else None


def _is_near(document: Document, items: Items, start: int) -> bool:
    first = items.mentions[0].block
    between = document.blocks[start:first]
    return len(between) <= _MAX_GAP and all(len(block.text) <= _MAX_GAP_TEXT for block in between)


def _stops(document: Document, heading: int, start: int) -> Iterator[int]:
    """Ends of ever wider runs of blocks, each the rest of an ancestor of the heading."""
    blocks = document.blocks
    head = blocks[heading]
    depth = len(head.trail)
    end = min(len(blocks), start + MAX_SPAN)
    for index in range(start, end):
        block = blocks[index]
        shared = shared_depth((head.trail[:depth], block.trail))
        if shared < depth:
            if index > start:
                yield index
            if _is_outside(head, shared, depth):
                return
            depth = shared
        if _is_next_heading(block, head):
            if index > start:
                yield index
            return
    yield end


def _is_outside(head: Block, shared: int, depth: int) -> bool:
    left = {_tag(step) for step in head.path[shared:depth]}
    if depth == len(head.path) and _tag(head.path[-1]) == "button":
        left.remove("button")  # a tab or the head of a panel that folds
    if left & _BARRIERS or shared == 0 or _is_column(head, shared):
        return True
    return _tag(head.path[shared - 1]) in _WHOLE and shared < len(head.path) - 1


def _is_column(head: Block, shared: int) -> bool:
    """Whether what is left is a column of a page laid out with tables: a cell in which the heading has a table of its
    own. An empty one has its entries in no cell beside it."""
    return _tag(head.path[shared - 1]) == "tr" and "table" in map(_tag, head.path[shared + 1 :])


def _tag(step: str) -> str:
    return step.partition(":")[0].partition("#")[0].partition(".")[0]


def _is_next_heading(block: Block, head: Block) -> bool:
    """Another list's heading, or a section heading of the same rank."""
    if ranked_names(block.text):
        return True
    if block.links:
        return block.path == head.path and bool(head.links)
    if not any(map(str.isalpha, block.text)) or is_relative_time(block.text):
        return False  # a rank or a time, in a table that has but one kind of cell
    return block.path == head.path or 0 < block.level <= (head.level or 2)
