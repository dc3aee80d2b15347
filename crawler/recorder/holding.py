"""A live region that is replaced as a whole is held, and told when a second look finds it so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from crawler.differ import StateDiff, compare_states
from crawler.model import LiveRegion, RegionKey, RegionKind, RegionState, Version
from crawler.regions.live.comparing import LiveDiff
from crawler.regions.live.turnover import is_mass
from crawler.store import Archive
from crawler.store.codec import decode, encode

# Looks that are closer together are one: the copies of one fault.
APART = timedelta(minutes=5)
HELD = "most of it is another than before: held until a later look finds it so, too"


@dataclass(frozen=True, slots=True)
class Held:
    """A state that was seen once. `capture`: the first to show it; `page`: the page on which it was seen."""

    state: LiveRegion
    digest: str
    seen: datetime
    capture: int | None
    page: str


@dataclass(slots=True)
class Holding:
    """What is held of a site; kept in the archive, in the transaction of the look that made it so."""

    archive: Archive
    site: str
    held: dict[str, Held] = field(default_factory=dict)  # "NAME PAGE" → state

    def __post_init__(self) -> None:
        stored = json.loads(self.archive.meta(self.site, "held") or "{}")
        self.held = {name: _read(plain) for name, plain in stored.items()}

    def pages(self) -> set[str]:
        """Pages whose next look is awaited."""
        return {held.page for held in self.held.values()}

    def judge(self, key: RegionKey, stored: Version, diff: StateDiff, now: Held) -> tuple[Held, ...]:
        """The states to be written in place of `stored`, in their order, which is not always the one that is seen now.

        An ordinary change: the state itself. Most of it replaced: none, until a later look finds the state before
        gone for good. Then the state that was held, and the one that is seen now where that goes on from it; else the
        one that is seen now alone, since the other was never confirmed.

        Args:
            key: of the region.
            stored: the state that is known.
            diff: what differs from it.
            now: the state that is seen.
        """
        if not isinstance(diff, LiveDiff) or not isinstance(stored.state, LiveRegion):
            return (now,)
        if not is_mass(stored.state, diff):
            self.drop(key)
            return (now,)
        held = self.held.get(_name(key))
        if held is None:
            self._keep(key, now)
            return ()
        if now.seen - held.seen < APART:
            return ()
        self.drop(key)
        return (held, now) if _goes_on(key, held.state, now.state) else (now,)

    def drop(self, key: RegionKey) -> None:
        """The state that is held was a fault, or is confirmed."""
        if self.held.pop(_name(key), None) is not None:
            self._save()

    def _keep(self, key: RegionKey, state: Held) -> None:
        self.held[_name(key)] = state
        self._save()

    def _save(self) -> None:
        plain = {name: _plain(held) for name, held in sorted(self.held.items())}
        self.archive.set_meta(self.site, "held", json.dumps(plain, ensure_ascii=False))


def _goes_on(key: RegionKey, before: RegionState, after: RegionState) -> bool:
    diff = compare_states(key, before, after)
    return diff is None or not (isinstance(before, LiveRegion) and isinstance(diff, LiveDiff) and is_mass(before, diff))


def _name(key: RegionKey) -> str:
    return f"{key.name} {key.page or ''}"


def _plain(held: Held) -> dict[str, Any]:
    return {
        "state": json.loads(encode(held.state)),
        "digest": held.digest,
        "seen": held.seen.isoformat(),
        "capture": held.capture,
        "page": held.page,
    }


def _read(plain: Mapping[str, Any]) -> Held:
    state = decode(RegionKind.LIVE, json.dumps(plain["state"]).encode())
    if not isinstance(state, LiveRegion):
        raise TypeError("a state of a live region was held")
    return Held(state, plain["digest"], datetime.fromisoformat(plain["seen"]), plain["capture"], plain["page"])
