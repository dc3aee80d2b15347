"""Regions: the named parts of a site or page that have a state of their own, and the versions of that state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from crawler.classes import dataclass


class PageKind(StrEnum):
    FRONT = "front"
    SECTION = "section"
    ARTICLE = "article"
    LIVE = "live"
    OTHER = "other"  # galleries, video players, legal pages: not versioned as articles


class RegionKind(StrEnum):
    ARTICLE = "article"
    LIST = "list"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page. Times are ISO 8601 UTC strings as exports show them, or None."""

    title: str
    paragraphs: tuple[str, ...]
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str = ""
    section: str = ""
    # Where each paragraph stood: a digest of its container path, parallel to `paragraphs` (or empty). It tells
    # noise from edits and is no part of what is compared or exported.
    slots: tuple[int, ...] = field(default=(), compare=False)

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    def slot(self, place: int) -> int:
        """Where a paragraph, counted from 0, stood; 0 where that is not known."""
        return self.slots[place] if place < len(self.slots) else 0

    def only(self, places: Sequence[int]) -> Article:
        """The same with the paragraphs at these places, and no others."""
        if len(places) == len(self.paragraphs):
            return self
        slots = tuple(map(self.slot, places)) if self.slots else ()
        return replace(self, paragraphs=tuple(self.paragraphs[place] for place in places), slots=slots)


@dataclass(frozen=True, slots=True)
class ListItem:
    rank: int  # from 1
    title: str
    url: str  # "" in text captures


@dataclass(frozen=True, slots=True)
class RankedList:
    name: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class LiveItem:
    """An item of a ticker or live blog. `key` names it across captures: an id or URL, else "" (matched by text)."""

    key: str
    title: str = ""
    url: str = ""
    text: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class LiveRegion:
    name: str
    items: tuple[LiveItem, ...]


RegionState = Article | RankedList | LiveRegion


@dataclass(frozen=True, slots=True)
class RegionKey:
    """What a region is called across time. `page` is the page's URL, or None for a region of the whole site."""

    site: str
    kind: RegionKind
    name: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a region that differs from the one before; `number` counts 1, 2, 3 …"""

    key: RegionKey
    number: int
    state: RegionState
    digest: str
    first_seen: datetime
    last_seen: datetime
    capture: int | None = None  # the capture in which it was first seen


@dataclass(frozen=True, slots=True)
class Page:
    """A document read with a site's template: what each region of it says.

    `labels` runs parallel to the document's blocks and says where each went: "article", "title", "list:NAME",
    "live:NAME", "shared", "noise", "aside" … (for `explain`; never compared).
    """

    url: str  # the page's key: canonical, without tracking parameters
    kind: PageKind
    article: Article | None = None
    lists: tuple[RankedList, ...] = ()
    live: tuple[LiveRegion, ...] = ()  # regions of the site (tickers)
    live_blog: LiveRegion | None = None  # the entries of this page, where it is a live blog
    labels: tuple[str, ...] = ()
