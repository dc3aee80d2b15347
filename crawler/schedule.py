"""When to look at a page again, and which page first: pure functions of its history and the time.

The model. Edits of an article come as a Poisson process whose rate is that of an average article of the same age,
times a factor of the page's own:

1. *Age curve.* `expected_edits(a)` is what an average article has gone through by the age of `a` hours:
   `0.89 · (1 − exp(−√(a / 10)))`. It is fitted to three published figures: a third of articles are edited within 24
   hours, about twice each; four fifths of a week's changes fall into the first day; hardly any come later.
2. *Own rate.* The factor has a Gamma(½, ½) prior (mean 1: most articles are never edited, a few often), so after
   `x` changes seen over an exposure `E` on the age curve its mean is `(½ + x) / (½ + E)`: Gamma-Poisson. A look sees
   at most one change however many there were; `x` is corrected for that as in Cho & Garcia-Molina (2003).
3. *Live pages* (by markup, or by behaviour: three changes seen) have a second rate that does not depend on age and
   dies away with silence.
4. *Rule.* Look again when the delay that has come together, the expected sum over unseen edits of the hours that each
   has waited, exceeds a cost. For a constant rate λ this is the interval √(2 · cost / λ), which minimises the mean
   delay at a given number of looks; a threshold on the number of unseen edits (interval ∝ 1 / λ) looks too often at
   busy pages and leaves the quiet ones for days.

Sources: J. Cho, H. Garcia-Molina, *Estimating frequency of change*, ACM TOIT 3 (2003); Y. Azar, E. Horvitz,
E. Lubetzky, Y. Peres, D. Shahaf, *Tractable near-optimal policies for crawling*, PNAS 115 (2018); A. Kolobov, Y. Peres,
E. Lubetzky, E. Horvitz, *Optimal freshness crawl under politeness constraints*, SIGIR (2019); U. Upadhyay,
R. Busa-Fekete, W. Kotlowski, D. Pal, B. Szörényi, *Learning to crawl*, AAAI (2020). Simplified: pages are independent,
all edits weigh the same, the cost is one number instead of a multiplier solved for the budget, and curve and prior are
not learned.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.model import PageKind, PageRecord

COST = 0.07  # edit-hours a look is worth: some twenty looks in an article's first week

_EDITS = 0.89  # of an average article, ever
_SPREAD = 10.0  # hours: the scale of the age curve
_PRIOR = 0.5  # shape and rate of the Gamma prior of a page's own factor
_BUSIEST = 20.0  # the factor of a page that differs at each look: it changes by itself, and must not eat the budget

_LIVE_RATE = 1.5  # entries an hour of a live page, before anything was seen
_LIVE_WEIGHT = 2.0  # hours that this belief weighs
_LIVE_FADE = 6.0  # hours of silence after which a live page counts for 1/e
_LIVE_CHANGES = 3  # so many changes make a page live by behaviour

_SECTION_RATE = 2.0  # changes an hour of a section page, before anything was seen
_SLOWEST_SECTION = timedelta(hours=1)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two looks at a page."""

    min_interval: timedelta = timedelta(minutes=5)
    max_interval: timedelta = timedelta(days=7)

    def clamp(self, interval: timedelta) -> timedelta:
        return max(self.min_interval, min(interval, self.max_interval))


DEFAULT_BOUNDS = Bounds()


def next_look(page: PageRecord, now: datetime, *, bounds: Bounds = DEFAULT_BOUNDS, cost: float = COST) -> datetime:
    """When to look at `page` again, given what was seen up to `now` (aware UTC), within `bounds`.

    A page never looked at is due now. A page that seems gone is looked at soon, to confirm, then ever more rarely; a
    page that failed backs off; front pages come at the shortest interval, sections within the hour; live pages and
    articles by the model, where a higher `cost` (edit-hours) means fewer looks.
    """
    if page.looks == 0:
        return now
    return now + bounds.clamp(_interval(page, now, bounds, cost))


def _interval(page: PageRecord, now: datetime, bounds: Bounds, cost: float) -> timedelta:
    if page.state in {"gone", "moved"}:
        return max(_DAY, _since_good(page, now))  # doubles with each look
    if page.misses:
        return bounds.min_interval * (1 << min(page.misses - 1, 12))
    if page.kind is PageKind.FRONT:
        return bounds.min_interval
    if _failing(page):
        return min(_since_good(page, now), max(_HOUR, _age(page, now) / 4))
    if page.kind is PageKind.SECTION:
        return min(timedelta(hours=math.log(2) / _section_rate(page, now)), _SLOWEST_SECTION)
    if page.kind is PageKind.OTHER:
        return max(_DAY, _age(page, now) / 2)
    return _article_interval(page, now, bounds, cost)


def _article_interval(page: PageRecord, now: datetime, bounds: Bounds, cost: float) -> timedelta:
    """The interval after which the expected delay reaches `cost`."""
    delay = _delay_after(page, now)
    low, high = _hours(bounds.min_interval), _hours(bounds.max_interval)
    if delay(low) >= cost:
        return bounds.min_interval
    if delay(high) <= cost:
        return bounds.max_interval
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if delay(middle) < cost else (low, middle)
    return timedelta(hours=high)


def _delay_after(page: PageRecord, then: datetime) -> Callable[[float], float]:
    """The expected delay (edit-hours) of all edits that nobody saw, as a function of the hours since a look `then`."""
    age, factor, live = _hours(_age(page, then)), own_factor(page, then), _live_rate(page, then)
    before, area = expected_edits(age), _edit_hours(age)

    def delay(hours: float) -> float:
        grown = _edit_hours(age + hours) - area - hours * before
        return factor * max(grown, 0.0) + live * hours * hours / 2

    return delay


def expected_edits(age: float) -> float:
    """Edits that an average article has gone through by `age` (hours)."""
    return _EDITS * -math.expm1(-math.sqrt(max(age, 0.0) / _SPREAD))


def _edit_hours(age: float) -> float:
    """The integral of `expected_edits` from 0 to `age` (hours)."""
    root = math.sqrt(max(age, 0.0) / _SPREAD)
    return _EDITS * (max(age, 0.0) + 2 * _SPREAD * ((1 + root) * math.exp(-root) - 1))


def own_factor(page: PageRecord, now: datetime) -> float:
    """How many times as often as an average article of its age this page changes: the posterior mean."""
    seen_from = _hours(_age(page, _aware(page.first_seen) or now))
    exposure = expected_edits(_hours(_age(page, now))) - expected_edits(seen_from)
    return min((_PRIOR + _corrected(page.changes, page.looks)) / (_PRIOR + max(exposure, 0.0)), _BUSIEST)


def _corrected(changes: int, looks: int) -> float:
    """Changes that happened, estimated from looks that found one (Cho & Garcia-Molina 2003, section 4.2)."""
    if changes <= 0:
        return 0.0
    looks, found = max(looks, changes), changes
    return max(float(found), -looks * math.log((looks - found + 0.5) / (looks + 0.5)))


def _live_rate(page: PageRecord, now: datetime) -> float:
    """Entries an hour that a live page is expected to get, less the longer it has been silent; 0 for others."""
    told = page.kind is PageKind.LIVE
    if not told and page.changes < _LIVE_CHANGES:
        return 0.0
    watched = max(_hours(now - (_aware(page.first_seen) or now)), 0.0)
    prior = _LIVE_RATE * _LIVE_WEIGHT if told else 0.0
    changed = _aware(page.last_change)
    silence = _hours(now - changed) if changed is not None else _hours(_age(page, now))
    return (prior + page.changes) / (_LIVE_WEIGHT + watched) * math.exp(-max(silence, 0.0) / _LIVE_FADE)


def _section_rate(page: PageRecord, now: datetime) -> float:
    watched = max(_hours(now - (_aware(page.first_seen) or now)), 0.0)
    return (_SECTION_RATE + page.changes) / (1.0 + watched)


def priority(page: PageRecord, now: datetime, *, hinted: bool = False) -> float:
    """What a look at `page` is worth at `now`: the higher, the earlier to spend a request on it.

    In this order: front pages and sections that are due (they show what is new), pages that a feed or sitemap says
    have changed (`hinted`), pages never seen (the newest first), then by expected delay in units of `COST`, and last
    what fails or is gone.
    """
    if page.state in {"gone", "moved"} or (page.looks and _failing(page)):
        return 0.5 if hinted else 0.1
    if page.kind in {PageKind.FRONT, PageKind.SECTION}:
        return 1000.0 if page.kind is PageKind.FRONT else 900.0
    worth = min(_worth(page, now), 200.0)
    if hinted:
        return 500.0 + worth
    return 300.0 + 100.0 / (1.0 + _hours(_age(page, now))) if page.looks == 0 else worth


def _worth(page: PageRecord, now: datetime) -> float:
    seen = _aware(page.last_good)
    if seen is None:
        return 1.0
    return _delay_after(page, seen)(max(_hours(now - seen), 0.0)) / COST


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a source (feed, sitemap, section, list) has news: decaying counts of looks with news and of hours.

    Gamma-Poisson with a prior of one piece of news an hour that weighs an hour, and a memory that halves in a
    day, so that nights and weekends don't set the pace of a busy morning for long. Start with `Pace()`.
    """

    news: float = 0.0
    hours: float = 0.0

    def after(self, elapsed: timedelta, *, news: bool) -> Pace:
        """The pace after a look that came `elapsed` after the one before."""
        hours = min(max(_hours(elapsed), 0.0), 24.0 * 7)
        kept = 0.5 ** (hours / 24.0)
        return Pace(self.news * kept + news, self.hours * kept + hours)

    def interval(self, bounds: Bounds = DEFAULT_BOUNDS, *, slowest: timedelta = timedelta(hours=6)) -> timedelta:
        """The time after which there is news as likely as not, within `bounds` and never above `slowest`."""
        rate = (1.0 + self.news) / (1.0 + self.hours)
        return bounds.clamp(min(timedelta(hours=math.log(2) / rate), slowest))


def _failing(page: PageRecord) -> bool:
    """Whether the last look brought nothing to compare (outage, block page …)."""
    if page.last_look is None:
        return False
    return page.last_good is None or page.last_good < page.last_look


def _since_good(page: PageRecord, now: datetime) -> timedelta:
    start = _aware(page.last_good) or _aware(page.first_seen) or now
    return max(now - start, timedelta(0))


def _age(page: PageRecord, now: datetime) -> timedelta:
    """Since publication, where that is known and no later than the first sight; else since the first sight."""
    seen = _aware(page.first_seen) or now
    published = _parsed(page.published)
    start = published if published is not None and published < seen else seen
    return max(now - start, timedelta(0))


def _parsed(value: str | None) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(value)) if value else None
    except ValueError:
        return None


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600
