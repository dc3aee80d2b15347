"""Lines and headings that lead in to links which are out, and go with them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import chain, takewhile

from crawler.model import Document
from crawler.regions.article.measures import STATEMENT_END, Measures, says_itself
from crawler.regions.article.structure import holder

_LEAD_IN = 60
_LINKED = 0.5


def lead_ins(
    document: Document,
    measures: Measures,
    inside: Sequence[int],
    labels: dict[int, str],
    text: Container[tuple[str, ...]],
) -> dict[int, str]:
    """A short line or heading right before links that are out ("Read also:") goes with them, but for a sentence at one
    of the paths of the `text`, below which a box begins."""
    found: dict[int, str] = {}
    following, below = "", 0
    for index in reversed(inside):
        block = document.blocks[index]
        reason = labels.get(index, "")
        short = measures.weights[index] <= _LEAD_IN and block.tag not in {"li", "td", "th"}
        if (
            not reason
            and following in {"link", "related", "read-also"}
            and not measures.prose[index]
            and (block.level or short)
            and not (holder(block) != below and block.path in text and STATEMENT_END.search(block.text))
        ):
            found[index] = "read-also"
        following, below = "" if says_itself(block) else reason, holder(block)
    return found


def headings_of_boxes(
    document: Document, measures: Measures, inside: Sequence[int], labels: dict[int, str]
) -> dict[int, str]:
    """Headings in an element of their own of which all the rest is out, links to elsewhere among it."""
    blocks = document.blocks
    found: dict[int, str] = {}
    for place, index in enumerate(inside):
        block = blocks[index]
        if index in labels or not block.level or len(block.trail) <= 1:
            continue
        around = block.trail[:-1]
        below, above = range(place + 1, len(inside)), range(place - 1, -1, -1)
        leads_on = False
        for other in chain(*(_still_in(document, around, (inside[i] for i in places)) for places in (below, above))):
            if other not in labels:
                break
            leads_on = leads_on or _leads_on(measures, labels, other)
        else:
            if leads_on:
                found[index] = "read-also"
    return found


def _still_in(document: Document, element: tuple[int, ...], indexes: Iterable[int]) -> Iterable[int]:
    """The first of the blocks, as long as they stand in an element."""
    depth = len(element)
    return takewhile(lambda index: document.blocks[index].trail[:depth] == element, indexes)


def _leads_on(measures: Measures, labels: dict[int, str], index: int) -> bool:
    return labels[index] in {"link", "related", "read-also"} or measures.link_shares[index] > _LINKED
