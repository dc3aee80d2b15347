"""Document: a response read into an ordered list of blocks. Everything after the reading works on blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from crawler.classes import dataclass


class Link(NamedTuple):
    """A link inside (or around) a block: absolute URL without fragment tracking, and its own text ("" for images)."""

    url: str
    text: str


class Block(NamedTuple):
    """A run of text held by one block-level element. (A tuple, since pages have hundreds and it is made four times
    faster than a frozen dataclass.)

    `path` leads from the root to that element, a step each: `div.story-body#main` (tag, then the class and id
    tokens that look stable, sorted; no positions), so `path[-1]` is the element itself. `trail` has the same length
    and numbers the element *instances* of the path in document order, so two blocks share an ancestor element
    exactly where their trails share a prefix. Plain-text captures have an empty path and trail.
    """

    text: str  # NFC, white space folded, never empty
    path: tuple[str, ...] = ()
    trail: tuple[int, ...] = ()
    tag: str = ""  # tag of the element that holds the text: p, li, h2, td, div, figcaption …
    level: int = 0  # heading level 1-6, 0 where it is no heading
    links: tuple[Link, ...] = ()  # in order; a link that wraps the whole block counts too
    gap: bool = False  # plain text: a blank line stood before


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: <title>, <html lang>, <link>, <meta>, JSON-LD."""

    title: str = ""
    language: str = ""
    canonical: str = ""  # absolute rel=canonical, "" where there is none
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # lower-case name or property → contents
    jsonld: tuple[Mapping[str, Any], ...] = ()  # every typed node; lists, @graph, mainEntity opened
    feeds: tuple[str, ...] = ()  # rel=alternate feeds, absolute


@dataclass(frozen=True, slots=True)
class Document:
    """A response as blocks. `attributes` holds, by element number (see `Block.trail`), the attributes worth keeping:
    id, datetime, itemprop, itemtype, role, aria-label, data-*id, start, `href` of links, and `writer`: whom an inline
    element inside is of by its class."""

    url: str
    blocks: tuple[Block, ...]
    head: Head = field(default_factory=Head)
    attributes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    is_text: bool = False  # a plain-text capture: one block a line
    truncated: bool = False  # a bound on size, depth or count was reached
    root: Any = None  # the lxml tree; None for text, and once a look is held
    # What was read from the tree, by reader: the page reads alike when it is read again without it.
    from_tree: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
