"""When to look at a source (feed, sitemap, section) again: at the pace at which it has had news so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from crawler.classes import dataclass
from crawler.schedule import Bounds, Pace

LEARNED = 3.0  # hours of watching after which a pace is believed; until then a source is looked at as often as may be
SLOWEST = timedelta(hours=1)
SLOWEST_LIGHT = timedelta(minutes=30)  # of a source that answers "not modified": the cheapest look there is
SLOWEST_HEAVY = timedelta(hours=6)  # of a source that is long and cannot be asked for conditionally
HEAVY = 200_000  # bytes
APART = timedelta(minutes=5)  # looks that are closer together are one
_EARLY = 0.8  # of an interval: a schedule that comes round a little early must not miss its turn


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of one source. `digest` is of its body, `size` its length in bytes when it was last read; `held`:
    since when it lists other things than before, which the next look is to confirm."""

    pace: Pace = field(default_factory=Pace)
    looked: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    size: int = 0
    held: datetime | None = None

    @property
    def is_learned(self) -> bool:
        return self.pace.hours >= LEARNED

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that allow the answer "not modified"."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}

    def next_look(self, bounds: Bounds) -> datetime | None:
        """None: at once, since it was never looked at."""
        return self.looked + self._interval(bounds) if self.looked is not None else None

    def _interval(self, bounds: Bounds) -> timedelta:
        if not self.is_learned or self.held is not None:
            return bounds.min_interval
        if self.conditions:  # what it tells of is worth more than the few bytes: twice as often as there is news
            return bounds.clamp(min(self.pace.interval(bounds) / 2, SLOWEST_LIGHT))
        return self.pace.interval(bounds, slowest=SLOWEST_HEAVY if self.size > HEAVY else SLOWEST)

    def is_due(self, now: datetime, bounds: Bounds, *, eager: bool) -> bool:
        """Whether to look now. `eager`: somebody chose this moment for a run, so it is due until its pace is known."""
        due = self.next_look(bounds)
        if due is None or self.looked is None or self.looked > now or (eager and not self.is_learned):
            return True
        return now >= self.looked + _EARLY * (due - self.looked)

    def judged(self, now: datetime, *, strange: bool) -> Self:
        """After a look that found it as it was, or most of it strange. It is believed at a later look."""
        held = (self.held or now) if strange and (self.held is None or now - self.held < APART) else None
        return replace(self, held=held)

    def seen(self, now: datetime, *, news: bool) -> Self:
        """After a look that found news, or none."""
        elapsed = now - self.looked if self.looked is not None else timedelta(0)
        return replace(self, pace=self.pace.after(elapsed, news=news), looked=now)

    def answered(self, headers: Mapping[str, str], digest: str, size: int) -> Self:
        """After a whole answer, with its validators (names of headers in lower case)."""
        return replace(
            self,
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
            digest=digest,
            size=size,
        )

    def forgotten(self) -> Self:
        """Its pace stands, and what it says is read again."""
        return replace(self, etag="", last_modified="", digest="")

    def to_plain(self) -> dict[str, Any]:
        looked = self.looked.isoformat() if self.looked else None
        pace = [round(self.pace.news, 4), round(self.pace.hours, 4)]
        plain: dict[str, Any] = {"pace": pace, "looked": looked}
        plain["validators"] = [self.etag, self.last_modified, self.digest, self.size]
        return plain | ({"held": self.held.isoformat()} if self.held else {})

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Self:
        etag, modified, digest, size = plain["validators"]
        looked = datetime.fromisoformat(plain["looked"]) if plain["looked"] else None
        held = datetime.fromisoformat(plain["held"]) if "held" in plain else None
        return cls(Pace(*plain["pace"]), looked, etag, modified, digest, size, held)
