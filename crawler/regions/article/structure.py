"""Elements that give a text its form, and the element around them that holds the paragraphs of a body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from crawler.model import Block

# Elements that a paragraph, heading, quote, list item or table cell is made of.
TEXT_TAGS = frozenset("p li h2 h3 h4 h5 h6 td th dt dd blockquote pre".split())
STRUCTURE = TEXT_TAGS | frozenset("ul ol table tbody thead tfoot tr dl h1 center".split())


@lru_cache(maxsize=16384)
def tag_of(step: str) -> str:
    """The tag of a step of a container path: `div` of `div.story-body#main`."""
    for position, char in enumerate(step):
        if char in ".#:":
            return step[:position]
    return step


@lru_cache(maxsize=16384)
def classes_of(step: str) -> frozenset[str]:
    """The classes of a step: `story-body` of `div.story-body#main`."""
    return frozenset(step.partition("#")[0].partition(":")[0].split(".")[1:])


@lru_cache(maxsize=16384)
def without_ids(path: tuple[str, ...]) -> tuple[str, ...]:
    """A container path with tags and classes alone: `<section id="background">` and `<section id="reactions">` are of
    one kind."""
    return tuple(step.partition("#")[0] + (":hidden" if step.endswith(":hidden") else "") for step in path)


@lru_cache(maxsize=16384)
def _holder_depth(path: tuple[str, ...]) -> int:
    for depth in range(len(path) - 1, -1, -1):
        if tag_of(path[depth]) not in STRUCTURE:
            return depth
    return 0


def holder(block: Block) -> int:
    """The number of the element around a text and the paragraphs, quotes, lists or tables that it stands in."""
    return block.trail[_holder_depth(block.path)]


def holder_path(block: Block) -> tuple[str, ...]:
    return block.path[: _holder_depth(block.path) + 1]


@lru_cache(maxsize=16384)
def is_hidden(path: tuple[str, ...]) -> bool:
    """Whether an element on a container path is not shown."""
    return any(step.endswith(":hidden") for step in path)


def common_prefix(trails: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    low, high = min(trails), max(trails)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:length]


def like_start(blocks: Sequence[Block], title: int, index: int) -> int | None:
    """The depth of the element of the very kind in which the headline stands that starts with a block; None where it
    starts none."""
    own, block = blocks[title], blocks[index]
    depth = len(common_prefix([own.trail, block.trail]))
    if depth >= min(len(own.path), len(block.path)) or own.path[: depth + 1] != block.path[: depth + 1]:
        return None
    return depth if blocks[index - 1].trail[: depth + 1] != block.trail[: depth + 1] else None
