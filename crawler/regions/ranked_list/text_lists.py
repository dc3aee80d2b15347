"""Labelled lists in plain-text captures: a heading line, then a line an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.model import Block, Document, ListItem, RankedList
from crawler.regions.ranked_list.headings import ranked_names
from crawler.regions.ranked_list.mentions import is_headline, weight
from crawler.regions.ranked_list.titles import clean_titles, is_any_rank

_MAX_ITEM = 250
_MAX_ITEMS = 50
_FEW = 2
_TIGHT = 3
_LABEL_WORDS = 4
_BULLETS = "-–—*•·▪▫■□●○►▶»›+"


def read_text_lists(document: Document) -> Iterator[tuple[RankedList, frozenset[int]]]:
    """Each heading of known words on a line of its own, with the headline-like lines up to the next heading."""
    blocks = document.blocks
    has_gaps = any(block.gap for block in blocks)
    index = 0
    while index < len(blocks):
        names = ranked_names(blocks[index].text) if not has_gaps or _stands_alone(blocks, index) else ()
        stop = _end(blocks, index + 1) if names else index
        if names and stop - index - 1 >= _FEW:
            titles = clean_titles(_entries(blocks[index + 1 : stop]))
            items = tuple(ListItem(rank, title, "") for rank, title in enumerate(titles, 1))
            yield RankedList(names[0], items), frozenset(range(index, stop))
        index = max(stop, index + 1)


def listed_lines(document: Document) -> frozenset[int]:
    """The blocks of a text capture that are in a ranked list, or head one."""
    return frozenset[int]().union(*(blocks for _, blocks in read_text_lists(document)))


def _entries(lines: Sequence[Block]) -> list[str]:
    """The texts of a list's lines, without ranks that stand on lines of their own and the marks that begin lines."""
    texts = [block.text for block in lines if not is_any_rank(block.text)]
    marked = [text for text in texts if text[0] in _BULLETS and text[1:2].isspace()]
    return [text[1:].lstrip() for text in texts] if len(marked) == len(texts) else texts


def _stands_alone(blocks: tuple[Block, ...], index: int) -> bool:
    """A heading has a blank line on one side at least, where the text has any."""
    return index == 0 or blocks[index].gap or index + 1 == len(blocks) or blocks[index + 1].gap


def _end(blocks: tuple[Block, ...], start: int) -> int:
    spaced = start < len(blocks) and blocks[start].gap and start + 1 < len(blocks) and blocks[start + 1].gap
    tight = _is_tight(blocks, start)
    for index in range(start, min(len(blocks), start + _MAX_ITEMS)):
        block = blocks[index]
        if is_any_rank(block.text):
            continue
        if ranked_names(block.text) or len(block.text) > _MAX_ITEM or _is_label(block) or block.text.startswith("©"):
            return index
        # A list whose items stand apart ends where the next line does not, unless that line begins a list.
        if spaced and not block.gap and not is_headline(block.text):
            return index
        if spaced and index > start and _begins_run(blocks, index):
            return index
        if tight and block.gap and index > start:
            return index
    return min(len(blocks), start + _MAX_ITEMS)


def _begins_run(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether lines follow each other from here on: something else, below a list whose items stand apart."""
    following = blocks[index + 1 : index + 3]
    return len(following) > 1 and not any(block.gap or not is_headline(block.text) for block in following)


def _is_tight(blocks: tuple[Block, ...], start: int) -> bool:
    """Whether the items follow each other without blank lines: then one ends the list."""
    items = blocks[start : start + _TIGHT]
    return len(items) == _TIGHT and all(is_headline(b.text) for b in items) and not any(b.gap for b in items[1:])


def _is_label(block: Block) -> bool:
    """Another section's heading: far too short for a headline."""
    return not is_headline(block.text) and weight(block.text) <= 20 and len(block.text.split()) < _LABEL_WORDS  # noqa: PLR2004
