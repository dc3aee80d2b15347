"""What the recorder needs to know of a site beyond its archive, and what a run tells of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.model import Alert
from crawler.profile import RegionRules
from crawler.schedule import Bounds


@dataclass(frozen=True, slots=True)
class SiteSetup:
    """`rules_at` gives the profile's selectors that were valid on a day; `channels_for` routes an alert."""

    name: str
    url: str
    hosts: tuple[str, ...] = ()
    rules_at: Callable[[datetime], RegionRules | None] = lambda _: None
    bounds: Bounds = field(default_factory=Bounds)
    channels_for: Callable[[Alert], Sequence[str]] = lambda _: ()


@dataclass(slots=True)
class Tally:
    """What a run saw and did; `pages` counts captures by verdict."""

    pages: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    changes: int = 0
    alerts: list[Alert] = field(default_factory=list)
    first: datetime | None = None  # times of the earliest and the latest capture
    last: datetime | None = None
    problems: list[str] = field(default_factory=list)  # one line for each page that could not be read whole

    def saw(self, at: datetime) -> None:
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)
