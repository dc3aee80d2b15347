"""What can happen to the site. An event turns the state before it into the state after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Protocol

from crawler.classes import dataclass
from crawler.demo.model import Entry, Markup, Part, SiteState, Story, Teaser, Withdrawn
from crawler.demo.prose import entries, library, teasers

Op = Callable[[Story], Story]


class Event(Protocol):
    """`line` tells the event in a few words, for the story that the demo prints."""

    @property
    def minute(self) -> int: ...  # since the start of the script
    @property
    def line(self) -> str: ...

    def apply(self, state: SiteState, at: datetime) -> SiteState: ...


def reword(old: str, new: str) -> Op:
    """Puts `new` for `old`, which must occur in exactly one part."""
    return lambda story: replace(story, parts=_swap(story, old, lambda p: [Part(p.kind, p.text.replace(old, new))]))


def insert(after: str, text: str) -> Op:
    """A new paragraph behind the one that contains `after`."""
    return lambda story: replace(story, parts=_swap(story, after, lambda p: [p, Part("p", text)]))


def drop(text: str) -> Op:
    return lambda story: replace(story, parts=_swap(story, text, lambda _: []))


def shift(text: str, before: str) -> Op:
    """Moves the paragraph that contains `text` before the one that contains `before`."""

    def moved(story: Story) -> Story:
        part = story.parts[_find(story, text)]
        rest = replace(story, parts=_swap(story, text, lambda _: []))
        return replace(rest, parts=_swap(rest, before, lambda p: [part, p]))

    return moved


def note(text: str) -> Op:
    """A correction at the end of the body."""
    return lambda story: replace(story, parts=(*story.parts, Part("note", text)))


def headline(title: str) -> Op:
    return lambda story: replace(story, title=title)


def byline(*authors: str) -> Op:
    return lambda story: replace(story, authors=authors)


@dataclass(frozen=True, slots=True)
class Edit:
    """A story changes. `edits`: what it may rightly be called. `owned`: the page shows a new modified date."""

    minute: int
    line: str
    story: str
    edits: frozenset[str]
    ops: tuple[Op, ...]
    owned: bool = False

    def apply(self, state: SiteState, at: datetime) -> SiteState:
        story = state.stories[self.story]
        for op in self.ops:
            story = op(story)
        story = replace(story, changed=at, modified=at if self.owned else story.modified)
        return replace(state, stories={**state.stories, self.story: story})


@dataclass(frozen=True, slots=True)
class Publish:
    minute: int
    line: str
    story: str

    def apply(self, state: SiteState, at: datetime) -> SiteState:
        story = replace(library()[self.story], published=at, modified=at, changed=at)
        return replace(state, stories={**state.stories, self.story: story})


@dataclass(frozen=True, slots=True)
class Remove:
    minute: int
    line: str
    story: str
    status: int  # 404, 410, or 200 of a page that only says that there is nothing

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        left = {name: story for name, story in state.stories.items() if name != self.story}
        gone = Withdrawn(state.stories[self.story], self.status)
        return replace(state, stories=left, withdrawn={**state.withdrawn, self.story: gone})


@dataclass(frozen=True, slots=True)
class Restore:
    minute: int
    line: str
    story: str

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        still = {name: gone for name, gone in state.withdrawn.items() if name != self.story}
        back = state.withdrawn[self.story].story
        return replace(state, stories={**state.stories, self.story: back}, withdrawn=still)


@dataclass(frozen=True, slots=True)
class Move:
    """A story gets a new address; the old one redirects to it."""

    minute: int
    line: str
    story: str
    slug: str

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        old = state.stories[self.story]
        return replace(
            state,
            stories={**state.stories, self.story: replace(old, slug=self.slug)},
            moved={**state.moved, old.path: self.story},
        )


@dataclass(frozen=True, slots=True)
class SetList:
    minute: int
    line: str
    name: str
    stories: tuple[str, ...]

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, lists={**state.lists, self.name: self.stories})


@dataclass(frozen=True, slots=True)
class Turn:
    """The strip in the header changes: items go, items come in front, items are reworded."""

    minute: int
    line: str
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    reworded: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # id → old, new words

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        kept = [self._reworded(item) for item in state.ticker if item.id not in self.out]
        return replace(state, ticker=(*(teasers()[name] for name in self.into), *kept))

    def _reworded(self, item: Teaser) -> Teaser:
        return replace(item, text=_replaced(item.text, *self.reworded.get(item.id, ("", ""))))


@dataclass(frozen=True, slots=True)
class Live:
    """The live blog changes; `at` of its newest change becomes its modified date."""

    minute: int
    line: str
    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    reworded: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def apply(self, state: SiteState, at: datetime) -> SiteState:
        kept = [self._reworded(item) for item in state.blog.entries if item.id not in self.out]
        new = sorted((entries()[name] for name in self.into), key=lambda item: item.at, reverse=True)
        return replace(state, blog=replace(state.blog, entries=(*new, *kept), modified=at))

    def _reworded(self, item: Entry) -> Entry:
        return replace(item, text=_replaced(item.text, *self.reworded.get(item.id, ("", ""))))


@dataclass(frozen=True, slots=True)
class Outage:
    """Every address answers 503 from here (`on`), or no longer does."""

    minute: int
    line: str
    on: bool

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, outage=self.on)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent wall stands before every page from here (`on`), or no longer does."""

    minute: int
    line: str
    on: bool

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, consent=self.on)


@dataclass(frozen=True, slots=True)
class Wall:
    """A paywall cuts a story off after its beginning from here (`on`), or no longer does."""

    minute: int
    line: str
    story: str
    on: bool

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, walled=state.walled | {self.story} if self.on else state.walled - {self.story})


@dataclass(frozen=True, slots=True)
class Cache:
    """A cache answers for a story with its copy, which was made so many minutes ago; 0: no longer."""

    minute: int
    line: str
    story: str
    ago: int

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        cached = {name: ago for name, ago in state.cached.items() if name != self.story}
        return replace(state, cached=cached | ({self.story: self.ago} if self.ago else {}))


@dataclass(frozen=True, slots=True)
class Hide:
    """A ranked list is missing on every page from here (`on`), or no longer is."""

    minute: int
    line: str
    name: str
    on: bool

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, hidden=state.hidden | {self.name} if self.on else state.hidden - {self.name})


@dataclass(frozen=True, slots=True)
class Misfeed:
    """The feed lists other stories, all of them old, from here (`on`), or no longer does."""

    minute: int
    line: str
    on: bool

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, misfed=self.on)


@dataclass(frozen=True, slots=True)
class Dress:
    """The same words in other markup."""

    minute: int
    line: str
    markup: Markup

    def apply(self, state: SiteState, _at: datetime) -> SiteState:
        return replace(state, markup=self.markup)


def _find(story: Story, text: str) -> int:
    places = [place for place, part in enumerate(story.parts) if text in part.text]
    if len(places) != 1:
        raise ValueError(f"{story.id}: {text!r} stands in {len(places)} paragraphs, not in one")
    return places[0]


def _swap(story: Story, text: str, change: Callable[[Part], list[Part]]) -> tuple[Part, ...]:
    place = _find(story, text)
    return (*story.parts[:place], *change(story.parts[place]), *story.parts[place + 1 :])


def _replaced(text: str, old: str, new: str) -> str:
    if old and old not in text:
        raise ValueError(f"{old!r} does not stand in {text!r}")
    return text.replace(old, new) if old else text
