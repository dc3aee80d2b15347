"""Lists side by side as the columns of a table: a row of headings, then a row for each rank."""

from __future__ import annotations

from itertools import groupby

from crawler.model import Document
from crawler.regions.ranked_list.items import MAX_ITEMS, Items, items_of
from crawler.regions.ranked_list.mentions import Mention, mentions
from crawler.regions.ranked_list.tabs import tags

_FEW = 2
_MAX_LABEL = 60
_MOST_BLOCKS = 2_000  # of a table

Cell = list[int]  # blocks


def column(document: Document, heading: int) -> Items | None:
    """The items under a heading that shares the first row of a table with others; None for any other heading.

    A row counts where it has a headline under each heading, and only as many as do so from the first one on.
    """
    rows = _rows(document, heading)
    if len(rows) <= _FEW or len(rows[0]) < _FEW or not all(_is_label(document, cell) for cell in rows[0]):
        return None
    place = next(at for at, cell in enumerate(rows[0]) if heading in cell)
    found: list[Mention] = []
    for count, row in enumerate(rows[1:]):
        told = [mentions(document, cell[0], cell[-1] + 1) for cell in row]
        if len(row) != len(rows[0]) or not all(any(m.is_headline for m in cell) for cell in told):
            return _items(found, count)
        found += told[place]
    return _items(found, len(rows) - 1)


def _items(found: list[Mention], rows: int) -> Items | None:
    items = items_of(found) if _FEW <= rows <= MAX_ITEMS else None
    return items if items is not None and len(items) == rows else None


def _rows(document: Document, heading: int) -> list[list[Cell]]:
    """The rows of cells of the heading's table, from its own row on."""
    block = document.blocks[heading]
    depth = _row_depth(tags(block))
    if not depth:
        return []
    table, row = block.trail[: depth - 2], block.trail[:depth]
    start = heading
    while start > 0 and document.blocks[start - 1].trail[:depth] == row:
        start -= 1
    stop = heading
    while stop < min(len(document.blocks), start + _MOST_BLOCKS) and document.blocks[stop].trail[: len(table)] == table:
        stop += 1
    trails = [document.blocks[at].trail for at in range(start, stop)]
    by_row = groupby(range(start, stop), lambda at: trails[at - start][:depth])
    return [
        [list(cell) for _, cell in groupby(blocks, lambda at: trails[at - start][: depth + 1])] for _, blocks in by_row
    ]


def _row_depth(names: list[str]) -> int:
    """How deep the innermost row lies that a block stands in, in a cell of it; 0 where it stands in none."""
    depth = len(names) - names[::-1].index("tr") if "tr" in names else 0
    is_cell = 1 < depth < len(names) and names[depth] in {"th", "td"}
    return depth if is_cell else 0


def _is_label(document: Document, cell: Cell) -> bool:
    texts = [document.blocks[at].text for at in cell]
    return sum(map(len, texts)) <= _MAX_LABEL and not any(
        m.is_headline for m in mentions(document, cell[0], cell[-1] + 1)
    )
