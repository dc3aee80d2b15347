"""What the recorder needs to know of a site beyond its archive, and what a run tells of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from functools import partial
from typing import Self

from crawler.classes import dataclass
from crawler.config import AlertsConfig
from crawler.model import Alert, Article
from crawler.profile import HookFunction, Profile, RegionRules
from crawler.rules import routes
from crawler.schedule import Bounds

Route = Callable[[Alert, Article | None], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SiteSetup:
    """`rules_at` gives the profile's selectors that were valid on a day; `hook` may read an article otherwise than
    we do; `route` gives the channels of an alert, with the rule that chose each."""

    name: str
    url: str
    hosts: tuple[str, ...] = ()
    rules_at: Callable[[datetime], RegionRules | None] = lambda _: None
    hook: HookFunction | None = None
    bounds: Bounds = field(default_factory=Bounds)
    route: Route = lambda *_: {}

    @classmethod
    def of(cls, profile: Profile, config: AlertsConfig, hook: HookFunction | None = None) -> Self:
        return cls(
            name=profile.site,
            url=profile.url,
            hosts=profile.hosts_all,
            rules_at=profile.layout_at,
            hook=hook,
            bounds=profile.bounds,
            route=partial(routes, config),
        )

    def needs_trees(self, at: datetime) -> bool:
        """Whether a page's tree is needed to read it again: a profile's selectors and hook work on it."""
        rules = self.rules_at(at)
        return self.hook is not None or (rules is not None and rules.any)


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
