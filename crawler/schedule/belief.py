"""What the looks at one page say of how often it changes: a mixture of two Gamma-Poisson rates, updated look by look.

*Ordinary* edits come at the rate of an average article of the same age times a factor of the page's own,
Gamma(`shape`, `weight`). A *live* page has, beside these, a rate in changes an hour that does not depend on age,
Gamma(`live_shape`, `live_weight`), for as long as it is live; `live` is the probability that it is so now.

A look says whether there was a change since the look before (Cho & Garcia-Molina, *Estimating frequency of change*,
ACM TOIT 3, 2003), and mostly not how many, nor when. The posterior after "some change" is no Gamma; it is replaced by
the Gamma of the same mean and variance, which is exact in those two. Where the page tells more (`counted`) it is one.
Each half of the mixture learns from every look as it would if it were the whole truth; which of them is, `live` says. A
page that has ceased to be live is an ordinary one, of whose own factor its live hours say nothing; one that never was
live for long may still begin to be so, as any page. Simplified: what such pages bring with them is blended into the
half that they come to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from crawler.classes import dataclass
from crawler.schedule.counted import Counted

SHAPE = 0.8  # of an own factor before any look (mean 1): two thirds of articles are never edited, a few often
LIFE = 12.0  # hours that a page stays live, on average
LIVE_SHAPE, LIVE_WEIGHT = 1.5, 1.0  # one and a half changes an hour, and that a guess
_LONGEST_LIVE_MEMORY = 8.0  # hours: the pace of a live page is that of its last hours
_SURELY, _HARDLY = 0.9, 1e-6  # a page that its markup calls live; the least probability, so that any can become live
_MOST_FACTOR, _MOST_RATE = 50.0, 12.0
_TINY = 1e-9
_SURE = 1e6  # shape of a Gamma that is next to a point


@dataclass(frozen=True, slots=True)
class Belief:
    """Five numbers a page; `encode` makes a short text of them for the archive. The first two are those of a page that
    is not live, the next two those of one that is."""

    shape: float = SHAPE
    weight: float = SHAPE
    live_shape: float = LIVE_SHAPE
    live_weight: float = LIVE_WEIGHT
    live: float = _HARDLY

    @property
    def factor(self) -> float:
        """How many times as often as an average article of its age the page is edited, if it is not live."""
        return min(self.shape / self.weight, _MOST_FACTOR)

    @property
    def live_rate(self) -> float:
        """Changes an hour beside those of an ordinary article, as far as it is believed to be live."""
        return self.live * min(self.live_shape / self.live_weight, _MOST_RATE)

    def rate(self, edits: float, span: float) -> float:
        """Changes an hour, `span` hours after the look, when an average article has `edits` an hour."""
        return self.usual * edits + self.live_rate * math.exp(-span / LIFE)

    @property
    def usual(self) -> float:
        """The factor to be expected of a page that may be live: where it is, its looks say nothing of its factor."""
        return self.factor + (1.0 - self.factor) * self.live

    def root(self, edits: float = math.inf) -> float:
        """The mean of the factor's square root once it is as well known as looks can tell it over which an average
        article has `edits` (all of it, where that is infinite): less than the root of the mean, by what they tell.

        What they will make of the factor is taken for a Gamma, of the mean and the variance that it has (its mean is
        what is believed now).
        """
        told = min(self.shape * (1.0 + self.weight / max(edits, _TINY)), _SURE)
        spread = math.exp(2 * (math.lgamma(told + 0.5) - math.lgamma(told))) / told
        return math.sqrt(spread * self.factor)

    def told_live(self, age: float) -> Belief:
        """The page's markup says that it is live; the markup stays when all is over, so `age` (hours) counts.

        One that did not look live until now has just begun to be: of how fast it runs its silence says nothing.
        """
        live = live_at(_SURELY, age)
        if live <= self.live:
            return self
        begun = 1.0 - self.live / live
        live_shape, live_weight = _blend((self.live_shape, self.live_weight), (LIVE_SHAPE, LIVE_WEIGHT), begun)
        return replace(self, live=live, live_shape=live_shape, live_weight=live_weight)

    def after(
        self,
        edits: float,
        span: float,
        *,
        changed: bool,
        recall: float = 0.0,
        hinted: bool = False,
        counted: Counted | None = None,
    ) -> Belief:
        """The belief after a look.

        `edits` are those that an average article goes through between the look before and this one, `span` the hours
        between them. `recall` is the share of changes of which a feed or sitemap would have told, `hinted` whether
        one did: no hint is some evidence of no change, and a hint gives the time of the change. `counted`: what the
        page itself tells of the changes, in place of both.
        """
        quiet = self._step(edits, span, seen=0.0)
        if not changed:
            return quiet
        if counted is not None:
            return _busier(self._counted(max(span, _TINY), counted), quiet)
        return _busier(self._step(edits, span, seen=1.0 if hinted else 1.0 - recall, timed=hinted), quiet)

    def _step(self, edits: float, span: float, *, seen: float, timed: bool = False) -> Belief:
        edits, span = max(edits, _TINY), max(span, _TINY)
        ordinary, ordinary_chance = _update(self.shape, self.weight, edits, seen, timed=timed)
        live, live_chance = _update(self.live_shape, self.live_weight, span, seen, timed=timed)
        still = math.exp(-span / LIFE)
        # One that ceased between the looks was live for half of the time, more or less.
        _, half_chance = _update(self.live_shape, self.live_weight, span / 2, seen, timed=timed)
        both = 1.0 - (1.0 - half_chance) * (1.0 - ordinary_chance) if seen else half_chance * ordinary_chance
        weights = (self.live * still * live_chance, self.live * (1 - still) * both, (1 - self.live) * ordinary_chance)
        # What changed while it was live is no sign of how often it will be edited when that is over.
        silent = (SHAPE, SHAPE) if seen else (SHAPE, SHAPE + edits)
        return _mixed(ordinary, live, silent, weights)

    def _counted(self, span: float, counted: Counted) -> Belief:
        number, even = counted.number, max(counted.span, _TINY)
        edits, then = max(counted.edits, _TINY), number * math.log(max(counted.rate, _TINY))
        ordinary = _log_count(self.shape, self.weight, edits, number) + then
        live = _log_count(self.live_shape, self.live_weight, even, number)
        # One that ceased in the time that is known was live for half of it, and all changes are either of that half,
        # or those of an article.
        running = _log_count(self.live_shape, self.live_weight, even / 2, number)
        running += _log_count(self.shape, self.weight, edits, 0)
        if counted.place is None:  # any of them may as well have come in the other half
            running -= number * math.log(2.0)
        over = ordinary + _log_count(self.live_shape, self.live_weight, even / 2, 0)
        most, still, inside = max(ordinary, live, running, over), math.exp(-span / LIFE), min(even / span, 1.0)
        ended = (1 - inside) * math.exp(ordinary - most) + inside * (math.exp(running - most) + math.exp(over - most))
        weights = (
            self.live * still * math.exp(live - most),
            self.live * (1 - still) * ended,
            (1 - self.live) * math.exp(ordinary - most),
        )
        known = (self.shape + number, self.weight + edits), (self.live_shape + number, self.live_weight + even)
        return _mixed(*known, (SHAPE, SHAPE), weights)

    def encode(self) -> str:
        numbers = (self.shape, self.weight, self.live_shape, self.live_weight, self.live)
        return " ".join(f"{number:.4g}" for number in numbers)

    @classmethod
    def decode(cls, text: str) -> Belief | None:
        """What `encode` made; None for anything else."""
        try:
            numbers = [float(word) for word in text.split()]
        except ValueError:
            return None
        if len(numbers) != 5 or not all(math.isfinite(number) and number > 0 for number in numbers):  # noqa: PLR2004 - the fields
            return None
        shape, weight, live_shape, live_weight, live = numbers
        return cls(shape, weight, live_shape, live_weight, _possible(live))


def from_counts(
    looks: int, changes: int, edits: float, span: float, silence: tuple[float, float], share: float
) -> Belief:
    """The belief in a page of which only counts are known.

    `changes` were found at `looks` while an average article went through `edits` in `span` hours; `silence` is what
    has passed since the last of them, in the same two units; `share` of pages like it are live at first. Changes that
    hide behind one another are added as Cho & Garcia-Molina (2003, section 4.2) estimate them.
    """
    count = _corrected(changes, looks)
    edits, span = max(edits, _TINY), max(span, _TINY)
    odds = math.log(share / (1 - share))
    if count:
        odds += _log_chance(count, LIVE_SHAPE, LIVE_WEIGHT, span) - _log_chance(count, SHAPE, SHAPE, edits)
    live = 1 / (1 + math.exp(-min(max(odds, -20.0), 20.0)))
    memory = _remembered(LIVE_SHAPE + count, LIVE_WEIGHT + span)
    found = Belief(SHAPE + count, SHAPE + edits, memory[0], memory[1], _possible(live))
    return found.after(*silence, changed=False)


def _mixed(
    ordinary: tuple[float, float], live: tuple[float, float], silent: tuple[float, float], weights: Sequence[float]
) -> Belief:
    """The belief from what each half has learned, and how likely it is that the page still is live, has ceased to be
    so since the look before, or was not (`weights`); `silent`: the own factor of one that has ceased."""
    lives, ended, never = (each / (sum(weights) or 1.0) for each in weights)
    shape, weight = _blend(ordinary, silent, ended / max(ended + never, _TINY * _TINY))
    begun = (LIVE_SHAPE, LIVE_WEIGHT)
    live_shape, live_weight = _blend(_remembered(*live), begun, _HARDLY / (_HARDLY + lives))
    return Belief(shape, weight, live_shape, live_weight, _possible(lives))


def _busier(belief: Belief, quiet: Belief) -> Belief:
    """A change never makes a page seem quieter than none would have."""
    ordinary = belief if belief.factor >= quiet.factor else quiet
    live = max(belief, quiet, key=lambda each: each.live_shape / each.live_weight)
    return Belief(ordinary.shape, ordinary.weight, live.live_shape, live.live_weight, max(belief.live, quiet.live))


def _possible(chance: float) -> float:
    return min(max(chance, _HARDLY), 1.0 - _HARDLY)


def live_at(share: float, age: float) -> float:
    """The probability that a page is live when it is found at an age (hours), where at first `share` of pages are."""
    return _possible(share * math.exp(-age / (2 * LIFE)))


SHARE = 0.02  # of pages that are live and don't say so, before a site has shown how many


def _update(
    shape: float, weight: float, exposure: float, seen: float, *, timed: bool
) -> tuple[tuple[float, float], float]:
    """A Gamma after an exposure, and how likely what was seen was; `seen` is 0 where nothing was.

    Else it is the share of the exposure in which the change can have happened: the rest is known to be quiet. Where
    the time of the change is known (`timed`) the chance is a density, times the exposure.
    """
    if not seen:
        return (shape, weight + exposure), (weight / (weight + exposure)) ** shape
    if timed:
        quiet = (weight / (weight + exposure)) ** shape
        return (shape + 1, weight + exposure), quiet * shape / (weight + exposure) * exposure
    silent = exposure * (1 - seen)
    before = (weight / (weight + silent)) ** shape
    weight += silent
    exposure *= seen
    ratio = weight / (weight + exposure)
    nothing = ratio**shape
    some = 1.0 - nothing
    if some < _TINY:
        return (shape + 1, weight + exposure), before * max(some, _TINY * _TINY)
    mean = shape / weight * (1 - nothing * ratio) / some
    square = shape * (shape + 1) / weight**2 * (1 - nothing * ratio * ratio) / some
    variance = max(square - mean * mean, _TINY * mean * mean)
    return (mean * mean / variance, mean / variance), before * some


def _blend(old: tuple[float, float], new: tuple[float, float], share: float) -> tuple[float, float]:
    return old[0] + (new[0] - old[0]) * share, old[1] + (new[1] - old[1]) * share


def _remembered(shape: float, weight: float) -> tuple[float, float]:
    kept = min(1.0, _LONGEST_LIVE_MEMORY / weight)
    return max(shape * kept, _TINY), weight * kept


def _corrected(changes: int, looks: int) -> float:
    if changes <= 0:
        return 0.0
    looks = max(looks, changes)
    return max(float(changes), -looks * math.log((looks - changes + 0.5) / (looks + 0.5)))


def _log_chance(count: float, shape: float, weight: float, exposure: float) -> float:
    """The logarithm of the negative binomial chance of `count` changes."""
    ways = math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
    return ways + shape * math.log(weight / (weight + exposure)) + count * math.log(exposure / (weight + exposure))


def _log_count(shape: float, weight: float, exposure: float, count: int) -> float:
    """That of `count` changes at given times, for a rate of 1 in place of what the exposure has."""
    ways = math.lgamma(shape + count) - math.lgamma(shape)
    return ways + shape * math.log(weight / (weight + exposure)) - count * math.log(weight + exposure)
