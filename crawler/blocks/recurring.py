"""Elements that are letter by letter what they were on the page before: menus, footers, tickers, boxes.

More than half of a page is in such elements, and to spell one out and compare takes a fraction of the time that walking
over it does. What the walk makes of an element follows from its letters (and, where links inside are relative, from the
page's address), so it is kept and put in again: a page reads the same whatever was read before. Which elements are
worth it shows by itself: those that looked alike twice in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from crawler.blocks.parts import Part, Relative, Trail
from crawler.blocks.shapes import Shape, Shapes
from crawler.classes import dataclass
from crawler.model import Block

FEWEST = 8  # elements inside; fewer are walked over as fast
MAX_BLOCKS = 20_000
MAX_LINKS = 20_000
MAX_SPELT = 1_000_000  # bytes of a page
MAX_KEPT = 2_000_000  # bytes of a site
_CHANCES = 3  # so many times in a row may an element be another one
_NONE = -1
_GLANCE = 40  # characters
_Element = Any  # of an HTML tree, whose names and texts are never bytes, as lxml's types allow


class SoFar(NamedTuple):
    """How many there were when an element began."""

    blocks: int
    attributes: int
    links: int
    relative: int
    relative_links: int


@dataclass(slots=True)
class Progress:
    """How far a walk has come, and what it took from the page so far."""

    base: str
    shapes: Shapes
    blocks: list[Block] = field(default_factory=list)
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    number: int = 0  # of the last element
    link_count: int = 0
    relative: list[str] = field(default_factory=list)  # what links say that mean something else on each page
    relative_links: int = 0  # that they became
    spell: int = MAX_SPELT  # bytes that may yet be spelt out
    truncated: bool = False

    def so_far(self) -> SoFar:
        return SoFar(len(self.blocks), len(self.attributes), self.link_count, len(self.relative), self.relative_links)

    def spelt(self, element: _Element) -> bytes:
        """All of an element that the walk may look at."""
        spelling = etree.tostring(element, encoding="utf-8", with_tail=False)
        self.spell -= len(spelling)
        return spelling

    def put_in(self, shape: Shape, spelling: bytes, trail: Trail, depth: int) -> bool:
        """Take an element as it was read on a page before, if it is that one; else it has one chance less."""
        old = shape.part
        part = old.on(self.base) if old and old.spelling == spelling and old.depth == depth else None
        shape.chances = _CHANCES if part else shape.chances - 1 or _NONE
        if not part or len(self.blocks) + len(part.blocks) >= MAX_BLOCKS or self.link_count + part.links >= MAX_LINKS:
            return False
        shape.part = part = part.at(trail)
        self.blocks += part.blocks
        self.attributes.update(part.attributes)
        self.number = part.last
        self.link_count += part.links
        self.relative += part.relative.hrefs
        self.relative_links += part.relative.made
        return True

    def look_back(
        self, element: _Element, shape: Shape, spelling: bytes, trail: Trail, depth: int, since: SoFar
    ) -> None:
        """Keep what was read of an element that is likely to stand on the next page, too. It is spelt out here, where
        it was not before (b""); `since`: what there was before it."""
        blocks = tuple(self.blocks[since.blocks :])
        if not spelling and self.spell > 0 and _looks_alike(shape, self.number - trail[-1], blocks):
            spelling = self.spelt(element)
        if not spelling:
            return
        attributes = self._attributes_of(trail[-1], since.attributes)
        relative = Relative(tuple(self.relative[since.relative :]), self.relative_links - since.relative_links)
        links = self.link_count - since.links
        is_whole = not self.truncated and self.link_count < MAX_LINKS
        part = Part(spelling, depth, trail, self.number, blocks, attributes, links, self.base, relative)
        _keep(self.shapes, shape, part if is_whole else None)

    def _attributes_of(self, number: int, since: int) -> tuple[tuple[int, dict[str, str]], ...]:
        """Those of an element, which its own tag or the inline elements in it began, and of all inside."""
        inner = tuple(islice(self.attributes.items(), since, None))
        if number not in self.attributes or any(number == each for each, _ in inner):
            return inner
        return (number, self.attributes[number]), *inner


def _looks_alike(shape: Shape, count: int, blocks: Sequence[Block]) -> bool:
    """Whether an element with so many others inside looks like the one before; from then on it is spelt out."""
    ends = (blocks[0].text[:_GLANCE], blocks[-1].text[:_GLANCE]) if blocks else ("", "")
    before, shape.glance = shape.glance, (count, len(blocks), *ends)
    if shape.chances or before != shape.glance:
        return False
    shape.chances = _CHANCES
    return True


def _keep(shapes: Shapes, shape: Shape, part: Part | None) -> None:
    """Keep what was read of an element in place of the one before, as far as there is room for it."""
    shapes.spelt -= len(shape.part.spelling) if shape.part else 0
    shape.part = None
    if part is not None and shape.chances > 0 and shapes.spelt + len(part.spelling) <= MAX_KEPT:
        shape.part = part
        shapes.spelt += len(part.spelling)
