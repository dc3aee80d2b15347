"""How much is missed while nobody looks, and after how long a look is worth its cost.

The *expected delay* since a look is the sum over unseen edits of the hours that each has waited (edit-hours). For a
constant rate r it is r·t²/2, so looking when it reaches a cost c means the interval √(2c / r): that minimises the mean
delay for a number of looks, and c is the multiplier of the budget (Azar et al., *Tractable near-optimal policies for
crawling*, PNAS 115, 2018). For a rate that falls with age the same threshold costs some 3 % more than the exact
optimum, which needs the whole future of the page. A threshold on the number of unseen edits (interval ∝ 1 / r) looks
too often at busy pages and leaves the quiet ones for days. Where a source tells of a share of the edits, only the
others wait for a look (Kolobov et al., *Optimal freshness crawl under politeness constraints*, SIGIR 2019).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from crawler.classes import dataclass
from crawler.schedule.belief import LIFE, Belief
from crawler.schedule.tempo import Step, Tempo


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
        """Hours until the expected delay reaches `cost` (edit-hours); `limit` where it does not before.

        Where the desk goes to sleep in between, a look just then may be the better one: it sees all that will come
        for hours. What speaks for a moment is the delay until then less what watching the page costs in the long run,
        √(2 · cost · r) an hour, for the time that is over by then.
        """
        unseen = delay = watched = 0.0
        dusk, least, pace = 0.0, 0.0, 0.0
        for step, rate in self._rates(limit):
            if step.beat < _DUSK * pace and delay - watched < least:
                dusk, least = step.start, delay - watched
            whole = delay + unseen * step.hours + rate * step.hours**2 / 2
            if whole >= cost:
                span = min(_reach(cost - delay, unseen, rate), step.hours)
                late = cost - watched - span * math.sqrt(2 * cost * rate)
                return min(step.start + span if late <= least else dusk, limit)
            watched += step.hours * math.sqrt(2 * cost * rate)
            delay, unseen, pace = whole, unseen + rate * step.hours, step.beat
        return limit

    def delay(self, span: float) -> float:
        """The expected delay (edit-hours) after `span` hours."""
        unseen = delay = 0.0
        for step, rate in self._rates(span):
            delay += unseen * step.hours + rate * step.hours**2 / 2
            unseen += rate * step.hours
        return delay

    def _rates(self, span: float) -> Iterator[tuple[Step, float]]:
        """Each step of the next `span` hours, and the changes an hour in it that no source will tell of.

        A page of some weeks that still changes at each look does so by itself, and must not eat the budget: the older
        a page, the less a live rate counts.
        """
        untold, factor, live = 1.0 - self.recall, self.belief.factor, self.belief.live_rate
        most = _MOST_LIVE / (1.0 + self.age / 24.0)
        for step in self.tempo.steps(self.age, self.clock, span):
            rate = factor * step.edits
            if live > _NO_RATE:
                rate += min(live * math.exp(-(step.start + step.hours / 2) / LIFE), most)
            yield step, untold * step.beat * rate


_DUSK = 0.6  # of the pace of the hour before: then the day is over
_MOST_LIVE = 12.0  # changes an hour
_NO_RATE = 1e-5  # changes an hour, below which a page is not live for any purpose


def average(steps: Iterable[Step]) -> tuple[float, float]:
    """Edits of an average article, and hours at an even pace, in a stretch of time."""
    edits = even = 0.0
    for step in steps:
        even += step.hours * step.beat
        edits += step.hours * step.beat * step.edits
    return edits, even


def _reach(missing: float, unseen: float, rate: float) -> float:
    """The least t with unseen·t + rate·t²/2 = missing."""
    return 2 * missing / max(unseen + math.sqrt(unseen**2 + 2 * rate * missing), 1e-12)
