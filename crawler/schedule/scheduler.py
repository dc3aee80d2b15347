"""A site's schedule in memory: the very functions that runs use, for simulations and for trying things out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.model import PageKind, PageRecord
from crawler.schedule.counted import NOTHING, Told
from crawler.schedule.moments import DEFAULT_BOUNDS, Bounds
from crawler.schedule.pace import LEAST_COST, Price
from crawler.schedule.pages import added, after_look, belief_after, first, learn_from_look, next_look
from crawler.schedule.tempo import Tempo


class Scheduler:
    """All pages of a site: tell it what was seen, ask it when to look next, and where first.

    >>> from datetime import UTC, datetime, timedelta
    >>> noon = datetime(2026, 5, 12, 12, tzinfo=UTC)
    >>> site = Scheduler()
    >>> site.add("/harbour", noon)              # found: to be looked at now
    >>> soon = site.saw("/harbour", noon)       # looked at for the first time
    >>> later = site.saw("/harbour", soon)      # looked at again, nothing changed
    >>> later - soon > soon - noon
    True
    >>> site.hint("/harbour", later - timedelta(minutes=3))
    >>> site.next_look("/harbour") == later - timedelta(minutes=3)
    True
    >>> site.due(later, limit=10)
    ['/harbour']

    `cost` is the price of a look in edit-hours (higher: fewer looks; default: the tempo's). With a budget of looks an
    hour for the site, `per_hour`, it is the price to begin with, and finds its level as the budget is spent, by what
    runs use for theirs (`Tempo.spend`). Times are aware UTC and should not run backwards.
    """

    def __init__(
        self,
        *,
        cost: float | None = None,
        per_hour: float = 0.0,
        bounds: Bounds = DEFAULT_BOUNDS,
        tempo: Tempo | None = None,
    ) -> None:
        self.bounds, self.per_hour = bounds, per_hour
        self.tempo = tempo or Tempo()
        if cost is not None:
            self.tempo.price = Price(cost)
        self.pages: dict[str, PageRecord] = {}
        self._spent_until: datetime | None = None

    def add(self, url: str, at: datetime, *, published: datetime | None = None, live: bool = False) -> None:
        """A page was found `at`; it is due then. `live`: its markup says that it is a live page."""
        kind = PageKind.LIVE if live else PageKind.ARTICLE
        told = published.isoformat() if published is not None else None
        page = PageRecord("", url, kind, first_seen=at, published=told)
        self.pages[url] = replace(page, next_look=at)

    def saw(self, url: str, at: datetime, *, changed: bool = False, told: Told = NOTHING) -> datetime:
        """The page was looked at; `changed`: otherwise than at the look before; `told`: what it said of its changes.
        Returns when to look next."""
        page = self.pages[url]
        belief = belief_after(page, at, self.tempo, changed=changed, told=told)
        record = after_look(page, at, changed=changed, tempo=self.tempo, belief=belief)
        learn_from_look(self.tempo, page, at, changed=changed, told=told, belief=belief)
        self._spend(at)
        when = next_look(record, at, bounds=self.bounds, tempo=self.tempo)
        self.pages[url] = replace(record, next_look=when)
        return when

    def hint(self, url: str, at: datetime, source: str = "feed") -> None:
        """A source says `at` that the page has changed: it is due now, unless the source has proved worthless."""
        page = self.pages[url]
        told = replace(page, hint=added(page.hint, f"{source}={at:%Y%m%d%H%M%S}"))
        if self.tempo.trusts(source):
            due = min(page.next_look or at, at)
            told = replace(told, hinted=added(page.hinted, source), next_look=due)
        self.pages[url] = told

    def names(self, url: str, source: str = "feed") -> None:
        """A source lists the page, so that it would tell of its changes: learns what its silence is worth."""
        page = self.pages[url]
        self.pages[url] = replace(page, hint=added(page.hint, f"{source}=-"))

    def next_look(self, url: str) -> datetime | None:
        return self.pages[url].next_look

    def due(self, now: datetime, limit: int) -> list[str]:
        """The pages that are due, those first whose look is worth most; at most `limit`."""
        due = (page for page in self.pages.values() if page.next_look is not None and page.next_look <= now)
        return [page.url for page in first(due, limit, now, tempo=self.tempo)]

    def forget(self, url: str) -> None:
        """The page is no longer watched."""
        del self.pages[url]

    def _spend(self, at: datetime) -> None:
        since = self._spent_until if self._spent_until is not None else at
        self._spent_until = max(at, since)
        if self.per_hour > 0:  # all of it is to be spent, so a look may cost less than it is worth
            self.tempo.spend(1, self.per_hour, self._spent_until - since, least=LEAST_COST)
