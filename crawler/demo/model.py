"""The records of the demo site: what the paper holds at one moment. Times are aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from crawler.classes import dataclass

PAPER = "The Tarrow Ledger"
SECTIONS: Mapping[str, str] = {"city": "City", "coast": "Coast", "business": "Business"}
MOST_POPULAR = "Most Popular"
EDITORS_PICKS = "Editors' Picks"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body. `kind`: p (paragraph), h2 (subhead), quote, note (a correction)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article. `id` never changes; the slug, and with it the address, may."""

    id: str
    section: str
    slug: str
    title: str
    standfirst: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime  # what the page owns up to
    changed: datetime  # when it really changed last
    caption: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Teaser:
    """An item of the strip in the header of every page. `story` is the id of what it links to, or ""."""

    id: str
    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the live blog."""

    id: str
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LiveBlog:
    slug: str
    title: str
    standfirst: str
    published: datetime
    modified: datetime
    entries: tuple[Entry, ...]  # newest first

    @property
    def path(self) -> str:
        return f"/live/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Markup:
    """How the words are dressed; a change here changes no word."""

    wrapper: str = "story-shell"  # class of the element around the article
    curly: bool = False  # typographic quotation marks in place of straight ones
    nbsp: bool = False  # no-break spaces after numbers
    redesigned: bool = False  # every class has another name, and everything lies deeper


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was taken down, and the status that its address answers with since."""

    story: Story
    status: int


@dataclass(frozen=True, slots=True)
class SiteState:
    """The whole site at time `at`: a pure function of the script."""

    at: datetime
    stories: Mapping[str, Story]  # by id
    lists: Mapping[str, tuple[str, ...]]  # name of a ranked list → ids of its stories, in order
    ticker: tuple[Teaser, ...]
    blog: LiveBlog
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)  # by id
    moved: Mapping[str, str] = field(default_factory=dict)  # old path → id of the story
    outage: bool = False
    consent: bool = False  # a wall stands before every page
    walled: frozenset[str] = frozenset()  # ids of stories of which a paywall shows the beginning
    cached: Mapping[str, int] = field(default_factory=dict)  # id → minutes ago that a cache's copy of it was made
    hidden: frozenset[str] = frozenset()  # names of ranked lists that the pages lack
    misfed: bool = False  # the feed lists old stories from the cellar
    markup: Markup = field(default_factory=Markup)

    def newest(self) -> list[Story]:
        """All stories, the newest first."""
        return sorted(self.stories.values(), key=lambda story: (story.published, story.id), reverse=True)
