"""Tabs: a strip of labels ("Most read | Most shared"), then as many panels with a list each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from crawler.model import Block, Document
from crawler.regions.ranked_list.mentions import Mention, is_headline, mentions, shared_depth, weight
from crawler.regions.ranked_list.titles import is_rank

_MAX_LABELS = 6
_MAX_LABEL = 40
_FULL = 2  # links that make a panel
_NEAR = 3  # labels share all but their innermost elements
_ENTRIES = frozenset({"li", "dd", "td"})
_TAB_TAGS = frozenset({"li", "button", "label"})

Part = tuple[int, int]  # first block, and the one after the last


def strip(document: Document, heading: int) -> Part:
    """The run of labels that a heading is one of: neighbours of the same tags and parents."""
    first = last = heading
    while first > 0 and heading - first < _MAX_LABELS and _is_sibling(document, first - 1, heading):
        first -= 1
    end = len(document.blocks) - 1
    while last < end and last - heading < _MAX_LABELS and _is_sibling(document, last + 1, heading):
        last += 1
    return first, last + 1


def _is_sibling(document: Document, index: int, heading: int) -> bool:
    """A label like the heading, near it, and like it all that is in its element: else it heads a box of its own."""
    block, label = document.blocks[index], document.blocks[heading]
    if len(block.path) != len(label.path) or weight(block.text) > _MAX_LABEL:
        return False
    if block.links and not label.links and is_headline(block.text):
        return False
    shared = shared_depth((block.trail, label.trail))
    if shared < len(label.trail) - _NEAR or tags(block) != tags(label):
        return False
    return _is_alone(document, index, shared + 1) and _is_alone(document, heading, shared + 1)


def _is_alone(document: Document, index: int, depth: int) -> bool:
    inside = document.blocks[index].trail[:depth]
    around = document.blocks[max(0, index - 1) : index] + document.blocks[index + 1 : index + 2]
    return all(block.trail[:depth] != inside for block in around)


def tags(block: Block) -> list[str]:
    return [step.partition(":")[0].partition("#")[0].partition(".")[0] for step in block.path]


def is_tab(block: Block) -> bool:
    """Does the label stand in a tab strip, so that its place in it tells its panel?"""
    return bool(_TAB_TAGS & set(tags(block)[-_NEAR:])) or "tab" in " ".join(block.path[-_NEAR:]).lower()


def panels(document: Document, start: int, stop: int, slot: tuple[str, ...]) -> list[Part]:
    """The sibling elements among blocks `start` to `stop` that hold two or more headlines each.

    `slot` is the path of the headlines; in other panels only its innermost element is the same.
    """
    found = [m for m in mentions(document, start, stop) if m.is_headline and _is_slot(m.path, slot)]
    while True:
        depth = shared_depth([mention.trail for mention in found])
        groups: dict[tuple[int, ...], list[Mention]] = {}
        for mention in found:
            groups.setdefault(mention.trail[: depth + 1], []).append(mention)
        full = [g for g in groups.values() if len({m.url for m in g}) >= _FULL and not is_one_entry(document, g)]
        if len(full) != 1 or len(full[0]) == len(found):
            break
        found = full[0]
    if len(full) <= 1:
        return []
    return [_part(document, group[0], depth + 1, start, stop) for group in full]


def is_one_entry(document: Document, found: Sequence[Mention]) -> bool:
    """Whether links are those of one entry: to its section, its story, its author."""
    blocks = {mention.block for mention in found}
    return len(blocks) == 1 and document.blocks[blocks.pop()].tag in _ENTRIES


def _is_slot(path: tuple[str, ...], slot: tuple[str, ...]) -> bool:
    return len(path) == len(slot) and path[-1:] == slot[-1:]


def _part(document: Document, mention: Mention, depth: int, start: int, stop: int) -> Part:
    """The blocks of the element that holds a mention at `depth`."""
    inside = mention.trail[:depth]
    first = last = mention.block
    while first > start and document.blocks[first - 1].trail[:depth] == inside:
        first -= 1
    while last + 1 < stop and document.blocks[last + 1].trail[:depth] == inside:
        last += 1
    return first, last + 1


def are_separate(document: Document, parts: Sequence[Part], before: Sequence[Block]) -> bool:
    """Are these lists of their own (other days, other tabs), not the columns of one?

    They are where they count from 1 again, repeat a link, are hidden, or where as many labels stand before them.
    """
    blocks = document.blocks
    if any(":hidden" in step for first, _ in parts for step in blocks[first].path):
        return True
    if all(any(is_rank(block.text, 1) for block in blocks[a:b]) for a, b in parts):
        return True
    if labels_of(parts, before):
        return True
    links = [{m.url for m in mentions(document, a, b) if m.is_headline} for a, b in parts]
    return any(a & b for a, b in pairwise(links))


def labels_of(parts: Sequence[Part], before: Sequence[Block]) -> list[str]:
    """The labels of panels: what stands before them, a short text each; none where those are more or fewer."""
    short = [block for block in before if len(block.text) <= _MAX_LABEL]
    labels = [block.text for block in short if tags(block) == tags(short[-1])]
    return labels if len(labels) == len(parts) else []
