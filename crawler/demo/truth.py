"""Which alerts the script must raise: worked out from the script alone, without a look at any page.

The rules are the contract's: one alert per region and sweep in which it is seen to differ; a 410 is believed at once,
a 404 (or a page that says as much) when two good looks in a row met it, a list's absence when looks ten minutes apart
did; during an outage, or behind a wall, nothing is seen but that; what a cache kept is no news; a headline that goes to
and fro is told until it is known to.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from crawler.classes import dataclass
from crawler.demo.events import Edit
from crawler.demo.model import SiteState, Story
from crawler.demo.script import EVENTS, SWEEPS, Sweep, happens_at
from crawler.demo.site import state_at

TICKER = "ticker"
SITE = "site"
CONFIRMED = 2  # looks in a row at a 404
_GONE = 410
_SAYS_SO = 200
_TO_AND_FRO = 4  # A, B, A, B
_LASTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Expected:
    """An alert that must come in `sweep`. `subject`: a list's name, TICKER, SITE, or the path of a page.

    `detail` is what the alert must say, by kind: sets of titles, counts, pairs of numbers, acceptable `edits`.
    """

    sweep: int
    kind: str
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def expected_alerts(sweeps: Sequence[Sweep] = SWEEPS, *, published: bool = False) -> list[Expected]:
    """The alerts of crawls of the whole site at `sweeps`, oldest first.

    `published` adds `article.published`, which is recorded but by default not alerted.
    """
    watch = _Watch()
    found = [alert for sweep in sweeps for alert in watch.look(sweep)]
    return [alert for alert in found if published or alert.kind != "article.published"]


@dataclass(slots=True)
class _Watch:
    """What a faithful observer has seen so far."""

    last: SiteState | None = None  # the site at the last good sweep
    degraded: bool = False
    known: dict[str, Story] = field(default_factory=dict)  # as last seen
    misses: dict[str, int] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)  # told as removed
    seen: dict[str, datetime] = field(default_factory=dict)  # when each story was read last
    titles: dict[str, list[str]] = field(default_factory=dict)  # each story's headlines so far
    lists: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # as last shown
    hidden: dict[str, datetime] = field(default_factory=dict)  # list → since when it is missing
    lost: set[str] = field(default_factory=set)  # told as missing

    def look(self, sweep: Sweep) -> list[Expected]:
        state = state_at(sweep.at)
        if state.outage or state.consent:
            told, self.degraded = self.degraded, True
            return [] if told else [Expected(sweep.number, "site.degraded", SITE)]
        found = [Expected(sweep.number, "site.recovered", SITE)] if self.degraded else []
        self.degraded = False
        last, self.last = self.last, state
        if last is None:
            self.known = dict(state.stories)
            self.seen = dict.fromkeys(state.stories, state.at)
            self.titles = {name: [story.title] for name, story in state.stories.items()}
            self.lists = {name: _listed(state, name) for name in state.lists}
            return found
        if last.markup.redesigned != state.markup.redesigned:
            found.append(Expected(sweep.number, "site.redesigned", SITE))
        found += [one for name in state.lists for one in self._list(sweep.number, name, state)]
        found += _strip(sweep.number, last, state)
        found += _blog(sweep.number, last, state)
        found += [one for name in sorted(self.known) for one in self._missing(sweep.number, name, state)]
        read = [name for name in state.stories if name not in state.walled and name not in state.cached]
        found += [one for name in read for one in self._present(sweep.number, state.stories[name], state)]
        return found

    def _list(self, sweep: int, name: str, state: SiteState) -> list[Expected]:
        if name in state.hidden:
            since = self.hidden.setdefault(name, state.at)
            if name in self.lost or state.at - since < _LASTING:
                return []
            self.lost.add(name)
            return [Expected(sweep, "site.degraded", name)]
        self.hidden.pop(name, None)
        found = [Expected(sweep, "site.recovered", name)] if name in self.lost else []
        self.lost.discard(name)
        before, self.lists[name] = self.lists[name], _listed(state, name)
        if before != self.lists[name]:
            found.append(Expected(sweep, "list.changed", name, turnover(before, self.lists[name])))
        return found

    def _missing(self, sweep: int, name: str, state: SiteState) -> list[Expected]:
        gone = state.withdrawn.get(name)
        if gone is None or name in self.removed:
            return []
        self.misses[name] = self.misses.get(name, 0) + 1
        if gone.status != _GONE and self.misses[name] < CONFIRMED:
            return []
        self.removed.add(name)
        how = "soft-404" if gone.status == _SAYS_SO else str(gone.status)
        return [Expected(sweep, "article.removed", gone.story.path, {"how": how})]

    def _present(self, sweep: int, story: Story, state: SiteState) -> list[Expected]:
        self.misses.pop(story.id, None)
        since, self.seen[story.id] = self.seen.get(story.id, state.at), state.at
        before = self.known.get(story.id)
        self.known[story.id] = story
        if before is None:
            return [Expected(sweep, "article.published", story.path)]
        found = []
        if story.id in self.removed:
            self.removed.remove(story.id)
            found.append(Expected(sweep, "article.restored", story.path))
        if before.path != story.path:
            found.append(Expected(sweep, "article.moved", story.path, {"from": before.path, "to": story.path}))
        if _words(before) != _words(story) and not self._goes_to_and_fro(story):
            found.append(Expected(sweep, "article.changed", story.path, _edits(before, story, since, state.at)))
        return found

    def _goes_to_and_fro(self, story: Story) -> bool:
        """Whether a headline returned once more, after that was told. (In the script they do so within hours.)"""
        titles = self.titles.setdefault(story.id, [])
        titles.append(story.title)
        return len(titles) >= _TO_AND_FRO and titles[-1] == titles[-3] != titles[-2] == titles[-4]


def _words(story: Story) -> Hashable:
    return story.title, story.standfirst, story.authors, story.parts


def _edits(before: Story, after: Story, since: datetime, until: datetime) -> dict[str, Any]:
    """What the edits between two looks may be called; whether the page kept silent about a change of its words."""
    own = [event for event in EVENTS if isinstance(event, Edit) and event.story == after.id]
    seen = [event for event in own if since < happens_at(event) <= until]
    detail: dict[str, Any] = {"edits": frozenset[str]().union(*(event.edits for event in seen))}
    if before.parts != after.parts:
        detail["silent"] = before.modified == after.modified
    if before.title != after.title:
        detail["title"] = (before.title, after.title)
    return detail


def _listed(state: SiteState, name: str) -> list[tuple[str, str]]:
    """The list as a reader sees it: id and title, in order."""
    return [(story, state.stories[story].title) for story in state.lists[name]]


def turnover(was: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What an alert on a ranked list must say; `was` and `now` are pairs of identity and title, in order."""
    before, after = dict(was), dict(now)
    stayed = [name for name in before if name in after]
    return {
        "entered": frozenset(title for name, title in now if name not in before),
        "left": frozenset(title for name, title in was if name not in after),
        "moved": len(stayed) - _longest_in_order(stayed, [name for name in after if name in before]),
        "retitled": frozenset((before[name], after[name]) for name in stayed if before[name] != after[name]),
    }


def _longest_in_order(before: Sequence[str], after: Sequence[str]) -> int:
    """The most items that kept their order: what is left is the least that can have moved. For short lists."""
    ranks = [after.index(name) for name in before]
    sizes = range(len(ranks), 0, -1)
    return next((n for n in sizes if any(list(c) == sorted(c) for c in combinations(ranks, n))), 0)


def _strip(sweep: int, last: SiteState, state: SiteState) -> list[Expected]:
    before, after = ({item.id: item.text for item in each.ticker} for each in (last, state))
    return [Expected(sweep, "live.changed", TICKER, _difference(before, after))] if before != after else []


def _blog(sweep: int, last: SiteState, state: SiteState) -> list[Expected]:
    before, after = ({item.id: f"{item.title} {item.text}" for item in each.blog.entries} for each in (last, state))
    path = state.blog.path
    return [Expected(sweep, "live.changed", path, _difference(before, after))] if before != after else []


def _difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    reworded = [(before[name], text) for name, text in after.items() if before.get(name, text) != text]
    return {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "updated": len(reworded),
        "numbers": frozenset(_numbers(*pair) for pair in reworded),
    }


def _numbers(before: str, after: str) -> tuple[str, str]:
    """The first word that differs in two wordings of the same length; the script only rewords numbers."""
    pairs = zip(before.split(), after.split(), strict=True)
    return next(pair for pair in pairs if pair[0] != pair[1])
