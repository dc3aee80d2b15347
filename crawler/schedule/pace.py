"""The pace of what shows news (feeds, sitemaps, sections, lists, tickers), and the price of a look under a budget."""

from __future__ import annotations

import math
from datetime import timedelta

from crawler.classes import dataclass
from crawler.schedule.moments import DEFAULT_BOUNDS, Bounds, hours


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a source (feed, sitemap, section) or a region of its own (list, ticker) has news: decaying counts of
    looks with news and of hours.

    Gamma-Poisson with a prior of one piece of news an hour that weighs an hour, and a memory that halves in a
    day, so that nights and weekends don't set the pace of a busy morning for long. Start with `Pace()`.
    """

    news: float = 0.0
    hours: float = 0.0

    def after(self, elapsed: timedelta, *, news: bool) -> Pace:
        """The pace after a look that came `elapsed` after the one before."""
        span = min(max(hours(elapsed), 0.0), 24.0 * 7)
        kept = 0.5 ** (span / 24.0)
        return Pace(self.news * kept + news, self.hours * kept + span)

    def interval(self, bounds: Bounds = DEFAULT_BOUNDS, *, slowest: timedelta = timedelta(hours=6)) -> timedelta:
        """The time after which there is news as likely as not, within `bounds` and never above `slowest`."""
        rate = (1.0 + self.news) / (1.0 + self.hours)
        return bounds.clamp(min(timedelta(hours=math.log(2) / rate), slowest))


COST = 0.07  # edit-hours a look is worth: some twenty looks in an article's first week
LEAST_COST, _MOST_COST = 1e-4, 1e3
_GAIN = 0.5  # by how much the logarithm of the cost changes for a day's budget too much
_STEADY = 24.0  # hours over which the cost follows
_MOST_DRIVE = 4.0


@dataclass(frozen=True, slots=True)
class Price:
    """What a look costs (edit-hours) so that a site's looks keep to a budget.

    The price is the multiplier of the budget: all pages are looked at when their expected delay reaches it, so no look
    could be better spent on another page (Azar et al. 2018). It is found as the budget is spent, as in Kolobov et al.
    (2019) and Upadhyay et al. (2020): a day's budget too much makes it exp(½) times as high. It follows over a day, so
    that a look costs the same in a busy morning, which may borrow from the night. Over weeks the budget is kept,
    whatever the site does.
    """

    cost: float = COST
    drive: float = 0.0  # logarithm of the cost that the budget asks for, over the one that follows it

    def after(self, looks: float, per_hour: float, elapsed: timedelta, *, least: float = LEAST_COST) -> Price:
        """The price after `looks` were asked for in the time `elapsed`, where `per_hour` (above 0) may be; never
        below `least`, which is what a look is worth where there is room."""
        span = max(hours(elapsed), 0.0)
        days_too_much = (looks - per_hour * span) / (per_hour * 24)
        drive = min(max(self.drive + _GAIN * days_too_much, -_MOST_DRIVE), _MOST_DRIVE)
        step = -math.expm1(-span / _STEADY) * drive
        cost = min(self.cost * math.exp(step), _MOST_COST)
        if cost <= least:
            return Price(least, max(drive - step, 0.0))  # what was not spent long ago is not there to be spent now
        return Price(cost, drive - step)
