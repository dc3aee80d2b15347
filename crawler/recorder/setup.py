"""What the recorder needs to know of a site beyond its archive, and what a run tells of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from crawler.classes import dataclass
from crawler.config import AlertsConfig
from crawler.model import Alert, Article, Capture, CaptureRecord
from crawler.profile import HookFunction, Profile, RegionRules
from crawler.rules import routes
from crawler.schedule import Bounds
from crawler.text import digest

_NOTHING = "{}"

Kept = Callable[[CaptureRecord], Capture | None]
Route = Callable[[Alert, Article | None], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SiteSetup:
    """`rules_at` gives the profile's selectors that were valid on a day; `hook` may read an article otherwise than
    we do; `route` gives the channels of an alert, with the rule that chose each; `kept` gives a capture as it was
    received, where that is kept."""

    name: str
    url: str
    hosts: tuple[str, ...] = ()
    rules_at: Callable[[datetime], RegionRules | None] = lambda _: None
    hook: HookFunction | None = None
    bounds: Bounds = field(default_factory=Bounds)
    route: Route = lambda *_: {}
    kept: Kept = lambda _: None
    selectors: str = ""  # a name for what the profile, and a hook of the site's own, say of how pages are read

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
            selectors=_name_of(profile, hook),
        )

    def needs_trees(self, at: datetime) -> bool:
        """Whether a page's tree is needed to read it again: a profile's selectors and hook work on it."""
        rules = self.rules_at(at)
        return self.hook is not None or (rules is not None and rules.any)


def _name_of(profile: Profile, hook: HookFunction | None) -> str:
    """Of what people wrote on how pages are read; "" where they wrote nothing."""
    written = [rules.model_dump_json(exclude_defaults=True) for rules in (profile.regions, *profile.layout)]
    code = getattr(hook, "__code__", None)
    path = Path(code.co_filename) if code is not None else None
    source = path.read_text("utf-8", "replace") if path is not None and path.is_file() else ""
    return digest(*written, source) if source or set(written) != {_NOTHING} else ""


@dataclass(slots=True)
class Tally:
    """What a run saw and did; `pages` counts captures by verdict, `taken_over` those among them that a run which was
    cut short had fetched, of so many `taken_bytes`."""

    pages: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    changes: int = 0
    alerts: list[Alert] = field(default_factory=list)
    first: datetime | None = None  # times of the earliest and the latest capture
    last: datetime | None = None
    taken_over: int = 0
    taken_bytes: int = 0
    problems: list[str] = field(default_factory=list)  # one line for each page that could not be read whole

    def took_over(self, capture: Capture) -> None:
        self.taken_over += 1
        self.taken_bytes += len(capture.body)

    def saw(self, at: datetime) -> None:
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)
