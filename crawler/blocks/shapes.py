"""Container paths, kept as a tree from page to page: the pages of a site have most of theirs in common."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache

from crawler.blocks.parts import Part
from crawler.blocks.steps import step
from crawler.classes import dataclass

MAX_CLASSES = 1000  # characters; what is longer is no name, and names are kept in memory
MAX_SHAPES = 4096  # of a site

# What tells an element from others in the same place: its tag, classes and id, and whether it is hidden.
Given = tuple[str, str, str, bool]


@dataclass(slots=True)
class Shape:
    """A container path, with the tag that it ends in, and the shapes right below it."""

    path: tuple[str, ...] = ()
    tag: str = "body"
    inner: dict[Given, Shape] = field(default_factory=dict)
    # Whether what is in it recurs from page to page (`recurring`): not known yet, no more, or so many chances more.
    chances: int = 0
    glance: tuple[int, int, str, str] | None = None
    part: Part | None = None


@dataclass(slots=True)
class Shapes:
    """The shapes of a site, from that of what is around the root element on, and how many of them are kept."""

    around: Shape = field(default_factory=Shape)
    kept: int = 0
    spelt: int = 0  # bytes of the parts that are kept

    def add(self, around: Shape, given: Given) -> Shape:
        """The shape of an element that is not known yet."""
        tag, classes, ident, hidden = given
        shape = Shape((*around.path, step(tag, classes[:MAX_CLASSES], ident[:MAX_CLASSES], hidden)), tag)
        if self.kept < MAX_SHAPES and len(classes) + len(ident) <= MAX_CLASSES:
            around.inner[given] = shape
            self.kept += 1
        return shape


def shapes_of(origin: str) -> Shapes:
    """What is known of the shapes of a site; nothing again, once they are too many to be those of a layout."""
    shapes = _shapes_of(origin)
    if shapes.kept >= MAX_SHAPES:
        shapes.around, shapes.kept, shapes.spelt = Shape(), 0, 0
    return shapes


@lru_cache(maxsize=16)
def _shapes_of(_origin: str) -> Shapes:
    return Shapes()
