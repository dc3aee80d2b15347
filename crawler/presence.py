"""Where the regions of a site stand, and whether one is missing where it stood: pure.

A list that is not on a page says nothing by itself: it may never have stood there. So each region remembers pages on
which it was seen last, and only those count. It is doubtful where at least half of them lack it, none shows it, and
that is still so some time later; then that is told, once. Nothing of it was "removed" by that: the state it had stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Self

from crawler.classes import dataclass

# A region is missing when looks so far apart found it so, and none between them found it.
LASTING = timedelta(minutes=10)
# So many front and section pages, and as many others, are kept of those that showed a region last.
KEPT = 8
# A region that one article alone ever showed is a part of that article.
FEW = 2
SHARE = 0.5
_MISSING = "missing"
_BACK = "back"


@dataclass(frozen=True, slots=True)
class Sight:
    """A good look at a page: whether the region stood there. `at` is when the origin made it; `listing`: a front or
    section page, or one that a profile says has the region."""

    page: str
    at: datetime
    there: bool
    listing: bool = False


@dataclass(slots=True)
class Standing:
    """Where one region stands. `carriers`: pages that showed it last → when, and whether they are listings; `absent`:
    those of them that lack it now → since when; `told`: since when it is told as missing."""

    carriers: dict[str, tuple[datetime, bool]] = field(default_factory=dict)
    absent: dict[str, datetime] = field(default_factory=dict)
    seen: datetime | None = None  # when it was last found missing
    told: datetime | None = None

    @property
    def since(self) -> datetime | None:
        """When it was first found missing, None where it is not."""
        return min(self.absent.values(), default=None)

    def note(self, sights: Iterable[Sight]) -> str:
        """Take in looks of about the same time; "missing" or "back" where that is to be told now, else ""."""
        sights = list(sights)
        lacking = self._lacking(sights)
        there = [sight for sight in sights if sight.there and not self.is_missed_after(sight.at, lacking)]
        if there:
            return self._found(there, lacking)
        for sight in lacking:
            self.absent.setdefault(sight.page, sight.at)
            self.seen = max(self.seen or sight.at, sight.at)
        if self.told is None and self._lasts():
            self.told = self.since
            return _MISSING
        return ""

    def is_missed_after(self, at: datetime, sights: Iterable[Sight]) -> bool:
        """Whether these looks, or the last that missed it, found it gone some time after: a cache may still show it."""
        newest = max([*(sight.at for sight in self._lacking(sights)), *([self.seen] if self.seen else ())], default=at)
        return at < newest - LASTING

    def _lacking(self, sights: Iterable[Sight]) -> list[Sight]:
        return [sight for sight in sights if not sight.there and self._stood_on(sight)]

    def _stood_on(self, sight: Sight) -> bool:
        carried = self.carriers.get(sight.page)
        return carried is not None and carried[0] < sight.at

    def _found(self, there: list[Sight], lacking: list[Sight]) -> str:
        """It stands somewhere: then the pages that lack it are pages without it."""
        for page in {*self.absent, *(sight.page for sight in lacking)}:
            self.carriers.pop(page, None)
        for sight in there:
            known = self.carriers.get(sight.page, (sight.at, False))[0]
            self.carriers[sight.page] = max(sight.at, known), sight.listing
        for listing in (True, False):
            of_kind = [page for page, (_, kind) in self.carriers.items() if kind is listing]
            for page in sorted(of_kind, key=lambda page: (self.carriers[page][0], page))[:-KEPT]:
                del self.carriers[page]
        was_told, self.absent, self.seen, self.told = self.told, {}, None, None
        return _BACK if was_told else ""

    def _lasts(self) -> bool:
        if self.since is None or self.seen is None or self.seen - self.since < LASTING:
            return False
        if len(self.carriers) < FEW and not any(listing for _, listing in self.carriers.values()):
            return False
        return len(self.absent) >= SHARE * len(self.carriers)

    def to_json(self) -> dict[str, Any]:
        return {
            "carriers": {page: [at.isoformat(), listing] for page, (at, listing) in sorted(self.carriers.items())},
            "absent": {page: at.isoformat() for page, at in sorted(self.absent.items())},
            "seen": self.seen.isoformat() if self.seen else "",
            "told": self.told.isoformat() if self.told else "",
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            {page: (datetime.fromisoformat(at), bool(listing)) for page, (at, listing) in plain["carriers"].items()},
            {page: datetime.fromisoformat(at) for page, at in plain["absent"].items()},
            datetime.fromisoformat(plain["seen"]) if plain["seen"] else None,
            datetime.fromisoformat(plain["told"]) if plain["told"] else None,
        )


def dump(standings: Mapping[str, Standing]) -> str:
    """As text, to be kept with the site."""
    return json.dumps({name: standing.to_json() for name, standing in sorted(standings.items())}, ensure_ascii=False)


def load(text: str | None) -> dict[str, Standing]:
    """What `dump` wrote; nothing of a site that has none yet."""
    return {name: Standing.from_json(plain) for name, plain in json.loads(text).items()} if text else {}


def told_missing(text: str | None) -> dict[str, datetime]:
    """The regions that are told as missing, by what `dump` wrote: name → since when."""
    standings = json.loads(text) if text else {}
    told = {name.partition(":")[2]: plain["told"] for name, plain in standings.items() if plain["told"]}
    return {name: datetime.fromisoformat(since) for name, since in told.items()}
