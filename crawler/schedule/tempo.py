"""What a site's looks say of all its pages together: the age curve, the hours of the day, live pages, hints.

An average article is edited at a rate that falls with its age (the *age curve*). Before anything was seen it is that
of published figures: a third of articles are edited within 24 hours, mostly once or twice; four fifths of a week's
changes fall into the first day; hardly any come later. What is seen at each age then says how much the site differs
from that, so a site that edits late is looked at late. The *beat* is the same for the 24 hours (UTC) of the day: a desk
that sleeps is not looked at in its sleep. In both, neighbours lend one another what they know (`stretches`). Both learn
from the same looks; a change is put down to the ages and hours of its interval in proportion to what was expected of
each (one step of expectation maximisation).

Simplified: a site has one curve for all its sections and one beat for all days of the week, and old looks are
forgotten by halving, not by a window.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

from crawler.classes import dataclass
from crawler.schedule.ages import age_curve
from crawler.schedule.belief import LIFE, SHARE, Belief, live_at
from crawler.schedule.counted import Counted
from crawler.schedule.moments import hours_between
from crawler.schedule.pace import COST, Price
from crawler.schedule.rounds import DAY_HOURS, Rounds
from crawler.schedule.steps import Step
from crawler.schedule.stretches import round_rates
from crawler.schedule.trust import Dates, Recall

EDGES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, math.inf)  # hours of age
_EDITS = 0.89  # of an average article, ever
_SPREAD = 10.0  # hours: the scale of the age curve
SLOWEST = 4e-6  # edits an hour that any article may still get, at whatever age
_PAGES_PRIOR = 20.0
_ENOUGH = 400.0  # changes in a bin: then its counts are halved, so that a site may change its ways
_SHARP = 8.0  # hours between two looks up to which a change says something of the hour of the day
CLEAR_AFTER = 48.0  # hours from which on the hours of the day are of no account
_LIVE_SEEN = 4.0  # hours of age at which a page has shown whether it is live
_MOST = 3.0  # changes that one look is taken for, at most
_SHORTEST_STEP = 0.25
# By which share more was seen when the age curve and the hours of the day are worked out anew, and by how many changes
# at least (at ages: or expected ones). The hours cost ten times as much: a first sweep would spend a twentieth on them.
_MORE, _FEWEST_OF_AGES = 0.1, 0.5
_MORE_OF_HOURS, _FEWEST_OF_HOURS = 0.2, 5.0
_TINY, _SURELY = 1e-9, 30.0  # changes that are expected between two looks


def expected_edits(age: float) -> float:
    """Edits that an average article has gone through by `age` (hours), as published figures have it."""
    return _EDITS * -math.expm1(-math.sqrt(max(age, 0.0) / _SPREAD))


def expected_roots(age: float) -> float:
    """The integral of the root of that curve's rate (edits an hour) from 0 to `age` (hours)."""
    place = math.sqrt(max(age, 0.0) / _SPREAD)
    whole = math.sqrt(2 * math.pi) * math.erf(math.sqrt(place / 2))
    return math.sqrt(2 * _EDITS * _SPREAD) * (whole - 2 * math.sqrt(place) * math.exp(-place / 2))


_BINS = len(EDGES) - 1


@dataclass(slots=True)
class Tempo:
    """A site's tempo; `Tempo()` is that of a site that nothing is known of. Some hundred numbers, as JSON."""

    age_changes: list[float] = field(default_factory=lambda: [0.0] * _BINS)
    age_expected: list[float] = field(default_factory=lambda: [0.0] * _BINS)
    beat_changes: list[float] = field(default_factory=lambda: [0.0] * DAY_HOURS)
    beat_expected: list[float] = field(default_factory=lambda: [0.0] * DAY_HOURS)
    pages: float = 0.0  # seen through their first hours, each as the share of live pages that would be so still
    live_pages: float = 0.0  # of them, those found to be live
    recalls: dict[str, Recall] = field(default_factory=dict)
    dates: Dates = field(default_factory=Dates)  # of modification, as its pages have them
    price: Price = field(default_factory=Price)  # of a look: dearer where more is due than runs may ask for
    ran: str = ""  # when a run last counted what was due (ISO 8601)
    gap: float = 0.0  # hours that usually lie between two runs
    ages: list[float] = field(default_factory=list)  # the age curve as it is in use
    ages_of: float = 0.0  # changes and expected ones from which that was worked out
    hours: list[float] = field(default_factory=list)  # the beat as it is in use
    hours_of: float = 0.0  # changes from which that was worked out
    _rounds: Rounds | None = field(default=None, compare=False, repr=False)

    # What is expected

    @property
    def cost(self) -> float:
        """Of a look, in edit-hours."""
        return self.price.cost

    @property
    def live_share(self) -> float:
        """Of pages whose markup does not say so, those that are live."""
        return (SHARE * _PAGES_PRIOR + self.live_pages) / (_PAGES_PRIOR + self.pages)

    def first_belief(self, age: float) -> Belief:
        """Of a page that is found at an age (hours)."""
        return Belief(live=live_at(self.live_share, age))

    def curve(self) -> list[float]:
        """How many times as often as published the site's articles are edited, for each bin of ages.

        Worked out by `age_curve`, anew when a tenth more was seen."""
        seen = sum(self.age_changes) + sum(self.age_expected)
        if not self.ages or abs(seen - self.ages_of) > max(_FEWEST_OF_AGES, _MORE * self.ages_of):
            self.ages, self.ages_of = age_curve(EDGES, self.age_changes, self.age_expected), seen
        return self.ages

    def beat(self) -> list[float] | None:
        """Factors of the hours of a day (mean 1); None while nothing was seen."""
        rounds = self.rounds()
        return rounds.beat if rounds is not None else None

    def rounds(self) -> Rounds | None:
        """What each hour of a day is worth; None while next to nothing was seen."""
        seen = sum(self.beat_changes)
        if abs(seen - self.hours_of) > max(_FEWEST_OF_HOURS, _MORE_OF_HOURS * self.hours_of):
            self.hours, self.hours_of, self._rounds = self._worked_out_beat(), seen, None
        if self._rounds is None and self.hours:
            self._rounds = Rounds(self.hours)
        return self._rounds

    def _worked_out_beat(self) -> list[float]:
        scale = sum(self.beat_changes) / max(sum(self.beat_expected), 1e-9)
        raw = round_rates(self.beat_changes, [expected * scale for expected in self.beat_expected])
        mean = sum(raw) / DAY_HOURS
        return [max(each / mean, 0.02) for each in raw]

    def recall(self, sources: list[str]) -> float:
        """The share of changes that the sources which name a page would tell of: that of the best of them."""
        return max((self.recalls[name].share for name in sources if name in self.recalls), default=0.0)

    def trusts(self, source: str) -> bool:
        """Whether a hint of the source is worth a look."""
        return source not in self.recalls or self.recalls[source].trusted

    def pace(self, age: float) -> float:
        """Edits an hour of an average article from an age (hours) on, at an even pace."""
        usual = (expected_edits(age + _SHORTEST_STEP) - expected_edits(age)) / _SHORTEST_STEP
        return max(usual, SLOWEST) * self.curve()[bisect_right(EDGES, age) - 1]

    def steps(self, age: float, clock: float, limit: float) -> Iterator[Step]:
        """The time from `age` (hours) and `clock` (hour of the day, UTC) on, for `limit` hours, in steps that grow."""
        beat, curve, at = self.beat(), self.curve(), 0.0
        bin_, pace = bisect_right(EDGES, age) - 1, 1.0
        gone = expected_edits(age)
        while at < limit - 1e-9:  # but for rounding
            end = min(limit, EDGES[bin_ + 1] - age, at + max(_SHORTEST_STEP, at / 2))
            hour = int(clock + at) % DAY_HOURS
            if beat is not None:
                pace = beat[hour] if at < CLEAR_AFTER else 1.0
                end = min(end, math.floor(clock + at) + 1 - clock) if at < CLEAR_AFTER else end
            end = max(end, at + 1e-6)
            before, gone = gone, expected_edits(age + end)
            usual = max((gone - before) / (end - at), SLOWEST)
            yield Step(at, end - at, usual * curve[bin_], pace, bin_, hour, usual)
            at = end
            if age + at >= EDGES[bin_ + 1]:
                bin_ += 1

    # What was seen

    def learn(
        self, steps: list[Step], before: Belief, after: Belief, *, changed: bool, counted: Counted | None = None
    ) -> None:
        """Take in one look at a page; `steps` are the time since the look before, `counted` what is known of its
        changes beyond that there were some.

        Of the hours of the day a look tells the less the surer it was to find a change: by the Fisher information of
        "some change", as a share of that of a count.
        """
        ordinary = 1.0 - after.live
        expected = [step.hours * step.beat * before.rate(step.edits, step.start + step.hours / 2) for step in steps]
        total = min(max(sum(expected), _TINY), _SURELY)
        found = total / -math.expm1(-total) if changed else 0.0
        telling = total / math.expm1(total) if steps and steps[-1].start + steps[-1].hours <= _SHARP else 0.0
        where: Sequence[float] = expected
        shares: Sequence[float] = [1.0] * len(steps)
        if counted is not None:
            found, shares = float(counted.number), counted.shares
            if counted.place is not None:
                where, total = [float(place == counted.place) for place in range(len(steps))], 1.0
        for step, hope, likely, share in zip(steps, expected, where, shares, strict=True):
            self.age_changes[step.bin] += ordinary * min(found, _MOST) * likely / total
            self.age_expected[step.bin] += ordinary * share * step.hours * step.beat * step.usual
            self.beat_changes[step.hour] += telling * found * likely / total
            self.beat_expected[step.hour] += telling * share * hope / step.beat
        self._forget()

    def learn_live(self, age_before: float, age: float, after: Belief) -> None:
        """Count a page whose markup does not say that it is live, once it has had the time to show it.

        `after` says whether it is live now: of pages that were live at first only a share is so still.
        """
        if age_before < _LIVE_SEEN <= age < 3 * _LIVE_SEEN:
            self.pages += math.exp(-age / LIFE)
            self.live_pages += after.live
            if self.pages > _ENOUGH:
                self.pages, self.live_pages = self.pages / 2, self.live_pages / 2

    def spend(self, looks: float, per_hour: float, elapsed: timedelta, *, least: float = COST) -> None:
        """Take in that `looks` were asked for in the time `elapsed`, of which `per_hour` may be: see `Price`."""
        self.price = self.price.after(looks, per_hour, elapsed, least=least)

    def learn_run(self, due: Sequence[datetime], now: datetime, *, per_run: int, per_hour: int = 0) -> None:
        """Take in since when the known pages are due that wait for a run at `now`, which may ask for `per_run` pages
        and make `per_hour` requests in an hour (0: any number).

        Those that fell due since the run before were asked for in that time; what it left behind is to be made up for
        within a day. A pause is no sign of how often there will be runs.
        """
        before = datetime.fromisoformat(self.ran) if self.ran else None
        self.ran, elapsed = now.isoformat(), hours_between(before, now)
        if before is None or not elapsed:
            return
        self.gap = min(elapsed, 2 * self.gap) if self.gap else elapsed
        most = max(per_run, 1) / self.gap
        rate = min(most, per_hour) if per_hour else most
        new = sum(moment > before for moment in due)
        # Of a long queue only the oldest are told, and a run that is full makes as many fall due again.
        asked = max(new, rate * self.gap) if len(due) > rate * self.gap else new
        self.spend(asked + (len(due) - new) * self.gap / DAY_HOURS, rate, timedelta(hours=self.gap))

    def learn_hints(self, sources: list[str], told: list[str], *, changed: bool) -> None:
        """Take in whether the sources that name a page told of the change that was found, or of none."""
        for name in {*sources, *told}:
            if changed or name in told:
                self.recalls.setdefault(name, Recall()).note(changed=changed, told=name in told)

    def _forget(self) -> None:
        for counts, exposures in ((self.age_changes, self.age_expected), (self.beat_changes, self.beat_expected)):
            for place, count in enumerate(counts):
                if count > _ENOUGH:
                    counts[place], exposures[place] = count / 2, exposures[place] / 2

    # Kept in the archive

    def to_json(self) -> str:
        plain = asdict(self)
        del plain["_rounds"]  # follows from the rest
        return json.dumps(_rounded(plain), sort_keys=True)

    @classmethod
    def from_json(cls, text: str | None) -> Self:
        """What `to_json` made; a fresh tempo for nothing, or for what another release made that counts otherwise. What
        a later one has learned besides is left out."""
        plain = json.loads(text) if text else {}
        fresh = cls()
        if any(len(plain.get(name, ())) != len(getattr(fresh, name)) for name in _LISTS):
            return fresh
        recalls = {name: Recall(**_known(Recall, counts)) for name, counts in plain.pop("recalls", {}).items()}
        price = Price(**_known(Price, plain.pop("price", {"cost": plain.pop("cost", COST)})))
        dates = Dates(**_known(Dates, plain.pop("dates", {})))
        return cls(**_known(cls, plain), recalls=recalls, dates=dates, price=price)


_LISTS = ("age_changes", "age_expected", "beat_changes", "beat_expected")


def _known(kind: type[Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a kind of ours, without what follows from the rest."""
    return {name: plain[name] for each in fields(kind) if (name := each.name) in plain and not name.startswith("_")}


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
