"""How much is missed while nobody looks, and after how long a look is worth its cost.

The *expected delay* since a look is the sum over unseen edits of the hours that each has waited (edit-hours). For a
constant rate r it is r·t²/2, so looking when it reaches a cost c means the interval √(2c / r): that minimises the mean
delay for a number of looks, and c is the multiplier of the budget (Azar et al., *Tractable near-optimal policies for
crawling*, PNAS 115, 2018). For a rate that changes with age or hour, and for one that is not known, the delay is held
against what *watching* the page costs in the long run (`Watching`), which for a constant rate is the same. Where a desk
sleeps, that comes from a plan of all looks to come (`rounds`). Simplified: watching costs in each hour what it would if
the rate stayed as it is then, but for the hour of the day. A threshold on the number of unseen edits (interval ∝ 1 / r)
looks too often at busy pages and leaves the quiet ones for days. Where a source tells of a share of the edits, only
the others wait for a look (Kolobov et al., *Optimal freshness crawl under politeness constraints*, SIGIR 2019).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from crawler.classes import dataclass
from crawler.schedule.belief import LIFE, Belief
from crawler.schedule.rounds import Rounds
from crawler.schedule.steps import Step
from crawler.schedule.tempo import CLEAR_AFTER, SLOWEST, Tempo, expected_roots


@dataclass(frozen=True, slots=True)
class Watching:
    """What watching a page costs in the long run, delays and looks together: √(2 · cost · r) an hour for a known rate
    r. Of a rate that is not known the mean of its root is taken, as it will be known after the next few looks, so that
    pages of which little is known are looked at a little sooner, by what the looks tell: where they come many to an
    edit that is little. (As if the next one told all it would be QMDP: Littman, Cassandra & Kaelbling 1995.) Of whether
    a page runs live one look tells no more than a part, so what lies half way between not knowing and knowing is
    taken."""

    unit: float  # √(2 · cost), of the changes that no source tells of
    ordinary: float  # the factor's mean root, squared
    live: float  # changes an hour, as far as the page is believed to be live
    chance: float  # that it is

    def an_hour(self, step: Step, root: float, fading: float) -> float:
        """Edit-hours, in the hours of the step and at an even pace. `root`: the mean root of the published rate there,
        `fading`: the share of live pages that are so still."""
        usual = max(root * root, SLOWEST) * step.edits / step.usual
        rate = self.ordinary * usual
        if self.live <= _NO_RATE:
            return self.unit * math.sqrt(rate)
        live, chance = self.live * fading, self.chance
        known = (1.0 - chance) * math.sqrt(rate) + chance * math.sqrt(usual + live / chance)
        return self.unit * (known + math.sqrt(rate + (usual - rate) * chance + live)) / 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """A page from the moment of a look on: its belief, its age then (hours), the hour of the day (UTC), and the
    share of its changes of which a source tells."""

    tempo: Tempo
    belief: Belief
    age: float
    clock: float
    recall: float = 0.0

    def wait(self, cost: float, limit: float) -> float:
        """Hours until the look that is best when a look costs `cost` (edit-hours); `limit` where none is before.

        What speaks for a moment is the expected delay until then, less what watching the page would have cost in that
        time (`Watching`). That is least where as many edits are unseen as watching costs an hour.
        """
        watching = self._watching(cost)
        rounds = self.tempo.rounds()
        return min(
            self._even(watching, limit) if rounds is None else self._uneven(watching, limit, cost, rounds), limit
        )

    def _even(self, watching: Watching, limit: float) -> float:
        """Where all hours of a day are alike: when the delay is half of what watching costs. For a rate that falls as
        any power of the time that is the same moment, and integrals don't jump where one step ends."""
        unseen = ahead = 0.0  # delay less half of what watching costs
        for step, rate, even in self._watched(watching, limit):
            slope = unseen - even / 2  # the pace is even
            whole = ahead + slope * step.hours + rate * step.hours**2 / 2
            if whole >= 0:
                return step.start + min(_root(rate, slope, ahead), step.hours)
            ahead, unseen = whole, unseen + rate * step.hours
        return limit

    def _uneven(self, watching: Watching, limit: float, cost: float, rounds: Rounds) -> float:
        """Where they are not, there may be several such moments, as just before a desk goes to sleep: a look then sees
        all that will come for hours. The best of those until no hour of the day could be a better one."""
        unseen = ahead = best = least = 0.0  # delay less what watching costs
        for step, rate, even in self._watched(watching, limit):
            times, most = (1.0, 1.0)
            if step.start < CLEAR_AFTER:
                times, most = rounds.cost(2 * cost / max(even, _TINY), step.hour)
            saved = even * times
            span = min(max((saved - unseen) / max(rate, _TINY), 0.0), step.hours)
            if (worth := ahead + (unseen - saved) * span + rate * span**2 / 2) < least:
                best, least = step.start + span, worth
            ahead += (unseen - saved) * step.hours + rate * step.hours**2 / 2
            unseen += rate * step.hours
            if unseen >= even * most:
                break
        return best or limit

    def delay(self, span: float) -> float:
        """The expected delay (edit-hours) after `span` hours."""
        unseen = delay = 0.0
        for step, rate, _ in self._rates(span):
            delay += unseen * step.hours + rate * step.hours**2 / 2
            unseen += rate * step.hours
        return delay

    def _watching(self, cost: float) -> Watching:
        belief, most = self.belief, _MOST_LIVE / (1.0 + self.age / 24.0)
        untold, live = 1.0 - self.recall, min(belief.live_rate, most)
        pace = self.tempo.pace(self.age)
        # Looks come every √(2 · cost / rate) hours.
        learned = _SOON * math.sqrt(2 * cost * pace / (untold * max(belief.factor, _TINY)))
        return Watching(math.sqrt(2 * cost * untold), belief.root(learned) ** 2, live, belief.live)

    def _watched(self, watching: Watching, span: float) -> Iterator[tuple[Step, float, float]]:
        """Each step of the next `span` hours, the changes an hour in it that no source will tell of, and what an hour
        of watching costs in it."""
        gone = expected_roots(self.age)
        for step, rate, fading in self._rates(span):
            before, gone = gone, expected_roots(self.age + step.start + step.hours)
            yield step, rate, watching.an_hour(step, (gone - before) / step.hours, fading)

    def _rates(self, span: float) -> Iterator[tuple[Step, float, float]]:
        """Each step of the next `span` hours, the changes an hour in it that no source will tell of, and the share of
        live pages that are so still.

        A page of some weeks that still changes at each look does so by itself, and must not eat the budget: the older
        a page, the less a live rate counts.
        """
        untold, factor, live = 1.0 - self.recall, self.belief.usual, self.belief.live_rate
        most, fading = _MOST_LIVE / (1.0 + self.age / 24.0), 1.0
        for step in self.tempo.steps(self.age, self.clock, span):
            rate = factor * step.edits
            if live > _NO_RATE:
                fading = math.exp(-(step.start + step.hours / 2) / LIFE)
                rate += min(live * fading, most)
            yield step, untold * step.beat * rate, fading


_MOST_LIVE = 12.0  # changes an hour
_SOON = 3.0  # looks, of which it counts what they teach
_TINY = 1e-12
_NO_RATE = 1e-5  # changes an hour, below which a page is not live for any purpose


def _root(rate: float, slope: float, start: float) -> float:
    """The greater t with start + slope·t + rate·t²/2 = 0, where `start` is below 0."""
    root = math.sqrt(max(slope**2 - 2 * rate * start, 0.0))
    return -2 * start / (slope + root) if slope > 0 else (root - slope) / max(rate, _TINY)
