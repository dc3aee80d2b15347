"""A region that is replaced as a whole is held, and told when a second look finds it so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any

from crawler.classes import dataclass
from crawler.differ import StateDiff, compare_states
from crawler.model import LiveRegion, RankedList, RegionKey, RegionKind, Version
from crawler.regions.live.comparing import LiveDiff
from crawler.regions.live.turnover import is_mass as is_mass_live
from crawler.regions.ranked_list.comparing import ListDiff
from crawler.regions.ranked_list.turnover import is_alien
from crawler.regions.ranked_list.turnover import is_mass as is_mass_list
from crawler.rules import WINDOW
from crawler.store import Archive
from crawler.store.codec import decode, encode

# Looks that are closer together are one: the copies of one fault.
APART = timedelta(minutes=5)
# What was there so often, and each time gave way to the state before, is no fault: two states take turns.
TURNS = 2
HELD = "most of it is another than before: held until a later look finds it so, too"

State = LiveRegion | RankedList


@dataclass(frozen=True, slots=True)
class Held:
    """A state that was seen once. `capture`: the first to show it; `page`: the page on which it was seen; `origin`:
    when the origin made the copy that was seen."""

    state: State
    digest: str
    seen: datetime
    capture: int | None
    page: str
    origin: datetime

    def is_confirmed_by(self, later: Held) -> bool:
        """Whether another look shows it as it was minutes later. One copy in a cache shows the same however often it is
        seen, and is believed after a day: readers see nothing else."""
        return later.origin - self.origin >= APART or later.seen - self.seen >= WINDOW


@dataclass(frozen=True, slots=True)
class Other:
    """A state that was held and gave way to the one before, so often. `told`: that the two take turns is told."""

    last: Held
    times: int = 1
    told: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The states to be written, in their order. `alternates`: that two take turns is to be told now."""

    states: tuple[Held, ...] = ()
    alternates: bool = False


@dataclass(slots=True)
class Holding:
    """What is held of a site; kept in the archive, in the transaction of the look that made it so."""

    archive: Archive
    site: str
    held: dict[str, Held] = field(default_factory=dict)  # by `_name`
    others: dict[str, Other] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stored = json.loads(self.archive.meta(self.site, "held") or "{}")
        self.held = {name: _read(plain) for name, plain in stored.items()}
        others = json.loads(self.archive.meta(self.site, "others") or "{}")
        self.others = {name: Other(_read(plain), plain["times"], told=plain["told"]) for name, plain in others.items()}

    def pages(self) -> set[str]:
        """Pages whose next look is awaited."""
        return {held.page for held in self.held.values()}

    def holds(self, key: RegionKey) -> bool:
        """Whether a state of the region waits to be confirmed."""
        return bool(self.held) and _name(key) in self.held

    @property
    def turns(self) -> bool:
        """Whether a region shows two states by turns: which of them the same bytes hold has to be read."""
        return any(other.told for other in self.others.values())

    def judge(self, key: RegionKey, stored: Version, diff: StateDiff, now: Held, *, alien: bool = False) -> Judged:
        """The states to be written in place of `stored`, in their order, which is not always the one that is seen now.

        An ordinary change: the state itself. Most of it replaced: none, until a later look finds the state before
        gone for good. Then the state that was held, and the one that is seen now where that goes on from it; else the
        one that is seen now alone, since the other was never confirmed. A state that comes again and again in turn
        with the one before is told once, and not followed as long as that one is seen, too.

        Args:
            key: of the region.
            stored: the state that is known.
            diff: what differs from it.
            now: the state that is seen.
            alien: whether all lists of the site are others than they were.
        """
        name = _name(key)
        alien = alien or name in self.held or name in self.others
        if not _is_mass(stored.state, now.state, diff, alien=alien):
            self.drop(key)
            return Judged((now,))
        if self._takes_turns(key, stored, now):
            return Judged()
        held = self.held.get(name)
        if held is None:
            return self._keep(key, now)
        if not held.is_confirmed_by(now):
            return Judged()
        self.held.pop(name)
        self.others.pop(name, None)
        self._save()
        return Judged((held, now) if _goes_on(key, held.state, now.state) else (now,))

    def _takes_turns(self, key: RegionKey, stored: Version, now: Held) -> bool:
        """Whether it is the state of which it is told that it comes by turns."""
        other = self.others.get(_name(key))
        if other is None or not other.told or not _goes_on(key, other.last.state, now.state):
            return False
        if now.seen - stored.last_seen > WINDOW:  # the one that was followed comes no more
            del self.others[_name(key)]
            return False
        self.others[_name(key)] = replace(other, last=now)
        self._save()
        return True

    def drop(self, key: RegionKey) -> None:
        """The state that is held gave way to the one before: a fault, or one of two that take turns."""
        held = self.held.pop(_name(key), None)
        if held is None:
            return
        other = self.others.get(_name(key))
        if other is not None and self._is_again(key, other, held):
            apart = held.seen - other.last.seen >= APART
            self.others[_name(key)] = replace(other, last=held, times=other.times + apart)
        else:
            self.others[_name(key)] = Other(held)
        self._save()

    def _is_again(self, key: RegionKey, other: Other, now: Held) -> bool:
        return now.seen - other.last.seen <= WINDOW and _goes_on(key, other.last.state, now.state)

    def _keep(self, key: RegionKey, state: Held) -> Judged:
        other = self.others.get(_name(key))
        alternates = other is not None and other.times >= TURNS and self._is_again(key, other, state)
        if other is not None and alternates:
            self.others[_name(key)] = replace(other, last=state, told=True)
        else:
            self.held[_name(key)] = state
        self._save()
        return Judged(alternates=alternates)

    def _save(self) -> None:
        held = {name: _plain(held) for name, held in sorted(self.held.items())}
        others = {
            name: _plain(other.last) | {"times": other.times, "told": other.told}
            for name, other in sorted(self.others.items())
        }
        self.archive.set_meta(self.site, "held", json.dumps(held, ensure_ascii=False))
        self.archive.set_meta(self.site, "others", json.dumps(others, ensure_ascii=False))


def _is_mass(before: object, after: State, diff: StateDiff, *, alien: bool) -> bool:
    if isinstance(before, LiveRegion) and isinstance(diff, LiveDiff):
        return is_mass_live(before, diff)
    if isinstance(before, RankedList) and isinstance(diff, ListDiff) and isinstance(after, RankedList):
        return is_mass_list(before, diff) or (alien and is_alien(before, after))
    return False


def _goes_on(key: RegionKey, before: State, after: State) -> bool:
    diff = compare_states(key, before, after)
    return diff is None or not _is_mass(before, after, diff, alien=True)


def _name(key: RegionKey) -> str:
    kind = f"{key.kind.value}:" if key.kind is not RegionKind.LIVE else ""
    return f"{kind}{key.name} {key.page or ''}"


def _plain(held: Held) -> dict[str, Any]:
    return {
        "kind": (RegionKind.LIST if isinstance(held.state, RankedList) else RegionKind.LIVE).value,
        "state": json.loads(encode(held.state)),
        "digest": held.digest,
        "seen": held.seen.isoformat(),
        "origin": held.origin.isoformat(),
        "capture": held.capture,
        "page": held.page,
    }


def _read(plain: Mapping[str, Any]) -> Held:
    kind = RegionKind(plain.get("kind", RegionKind.LIVE.value))
    state = decode(kind, json.dumps(plain["state"]).encode())
    if not isinstance(state, State):
        raise TypeError("a state of a list or live region was held")
    origin = plain.get("origin", plain["seen"])  # archives of before have none
    seen, made = (datetime.fromisoformat(each) for each in (plain["seen"], origin))
    return Held(state, plain["digest"], seen, plain["capture"], plain["page"], made)
