"""Which alerts the script must raise: worked out from the script alone, without a look at any page.

The rules are the contract's: one alert per region and sweep in which it is seen to differ; a 410 is believed at
once, a 404 when two good looks in a row met it; during an outage nothing is seen but the outage.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any

from crawler.demo.events import Edit
from crawler.demo.model import SiteState, Story
from crawler.demo.script import EVENTS, SWEEPS, Sweep, happens_at
from crawler.demo.site import state_at

TICKER = "ticker"
SITE = "site"
CONFIRMED = 2  # looks in a row at a 404
_GONE = 410


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

    def look(self, sweep: Sweep) -> list[Expected]:
        state = state_at(sweep.at)
        if state.outage:
            told, self.degraded = self.degraded, True
            return [] if told else [Expected(sweep.number, "site.degraded", SITE)]
        found = [Expected(sweep.number, "site.recovered", SITE)] if self.degraded else []
        self.degraded = False
        last, self.last = self.last, state
        if last is None:
            self.known = dict(state.stories)
            return found
        found += _lists(sweep.number, last, state)
        found += _strip(sweep.number, last, state)
        found += _blog(sweep.number, last, state)
        found += [one for name in sorted(self.known) for one in self._missing(sweep.number, name, state)]
        found += [one for story in state.stories.values() for one in self._present(sweep.number, story, last, state)]
        return found

    def _missing(self, sweep: int, name: str, state: SiteState) -> list[Expected]:
        gone = state.withdrawn.get(name)
        if gone is None or name in self.removed:
            return []
        self.misses[name] = self.misses.get(name, 0) + 1
        if gone.status != _GONE and self.misses[name] < CONFIRMED:
            return []
        self.removed.add(name)
        return [Expected(sweep, "article.removed", gone.story.path, {"how": str(gone.status)})]

    def _present(self, sweep: int, story: Story, last: SiteState, state: SiteState) -> list[Expected]:
        self.misses.pop(story.id, None)
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
        if _words(before) != _words(story):
            found.append(Expected(sweep, "article.changed", story.path, _edits(before, story, last.at, state.at)))
        return found


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


def _lists(sweep: int, last: SiteState, state: SiteState) -> list[Expected]:
    return [
        Expected(sweep, "list.changed", name, turnover(before, after))
        for name in state.lists
        if (before := _listed(last, name)) != (after := _listed(state, name))
    ]


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
