"""Ranked lists whose items are no links: lines below a heading, which a script makes lead somewhere, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from crawler.classes import dataclass
from crawler.model import Document, ListItem
from crawler.regions.ranked_list.headings import ranked_names
from crawler.regions.ranked_list.mentions import is_headline, shared_depth
from crawler.regions.ranked_list.titles import clean_titles, is_any_rank

_FEW = 3
_MOST = 50
_LONGEST = 200  # characters; what is longer is a paragraph
_AROUND = 2  # elements between a line and what holds all of them
_STOPS = ".。।؟"


@dataclass(frozen=True, slots=True)
class Lines:
    """The items of a list, the blocks that they stand in, and the path of the element that holds them."""

    items: tuple[ListItem, ...]
    blocks: frozenset[int]
    container: str


def unlinked_items(document: Document, heading: int) -> Lines | None:
    """The headline-like lines of one kind right below a heading; None where there are not three, or they are text."""
    run = list(_run(document, heading + 1))
    lines = [index for index in run if not is_any_rank(document.blocks[index].text)]
    texts = [document.blocks[index].text for index in lines]
    if len(lines) < _FEW or 3 * sum(map(is_headline, texts)) < 2 * len(lines):
        return None
    if 2 * sum(text.rstrip("\"'”’»").endswith(tuple(_STOPS)) for text in texts) > len(lines):
        return None  # sentences
    first = document.blocks[lines[0]]
    depth = shared_depth([document.blocks[index].trail for index in lines])
    if depth < len(first.trail) - _AROUND:
        return None
    items = tuple(ListItem(rank, title, "") for rank, title in enumerate(clean_titles(texts), 1))
    return Lines(items, frozenset(run), " > ".join(first.path[:depth]))


def _run(document: Document, start: int) -> Iterator[int]:
    """The lines from a block on that stand as the first of them does, with the ranks between them."""
    following = range(start, min(len(document.blocks), start + 2 * _MOST))
    first = next((index for index in following if not is_any_rank(document.blocks[index].text)), None)
    if first is None:
        return
    path = document.blocks[first].path

    def belongs(index: int) -> bool:
        block = document.blocks[index]
        if is_any_rank(block.text):
            return True
        is_line = block.path == path and not (block.links or block.level) and len(block.text) <= _LONGEST
        return is_line and not ranked_names(block.text)

    yield from takewhile(belongs, following)
