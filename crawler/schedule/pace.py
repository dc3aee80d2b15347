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


_LEAST_COST, _MOST_COST = 1e-4, 1e3
_GAIN = 0.5


@dataclass(frozen=True, slots=True)
class Price:
    """What a look costs (edit-hours) so that a site's looks keep to a budget.

    The price is the multiplier of the budget: all pages are looked at when their expected delay reaches it, so no look
    could be better spent on another page (Azar et al. 2018). It is found as the budget is spent, as in Kolobov et al.
    (2019) and Upadhyay et al. (2020): a day's budget too much makes it exp(½) times as high. Slow on purpose: a busy
    morning may borrow from the night. Over weeks the budget is kept, whatever the site does.
    """

    cost: float = 0.07
    per_hour: float = 0.0  # looks that may be spent in an hour; 0: no budget, the price stays

    def after(self, looks: float, elapsed: timedelta) -> Price:
        """The price after `looks` were spent in the time `elapsed`."""
        if self.per_hour <= 0:
            return self
        days_too_much = (looks - self.per_hour * max(hours(elapsed), 0.0)) / (self.per_hour * 24)
        cost = self.cost * math.exp(min(max(_GAIN * days_too_much, -2.0), 2.0))
        return Price(min(max(cost, _LEAST_COST), _MOST_COST), self.per_hour)
