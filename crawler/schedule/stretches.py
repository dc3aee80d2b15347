"""Rates over neighbouring places (ages, hours of the day) that fall into stretches of one rate, nobody knows where.

A product partition model (J. Hartigan, *Partition models*, Communications in Statistics A 19, 1990; D. Barry and
J. Hartigan, *A Bayesian analysis for change point problems*, JASA 88, 1993): from one place to the next the rate stays
or jumps, each stretch has a rate of its own, Gamma(1, 1) times what was expected, and what counts is the mean over all
ways to cut the row into stretches, each by how well it explains the counts. So neighbours lend one another what they
know where they are alike, a clear step stays a step, and counts that differ by chance come out even. How often the rate
jumps is weighed by the counts as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate

from crawler.classes import dataclass

_JUMPS = (0.02, 0.06, 0.18, 0.5)  # chances that neighbours differ, each as likely as the others before any count
_CUTS = 4  # of a circle


def rates(found: Sequence[float], expected: Sequence[float]) -> list[float]:
    """The rate of each place in a row: what was `found` as a share of what was `expected`; 1 where nothing was."""
    return _weighed(found, expected)[0]


def round_rates(found: Sequence[float], expected: Sequence[float]) -> list[float]:
    """The same for a circle, in which the last place is followed by the first: it is cut open at several in turn."""
    each, size = [], len(found)
    for start in range(0, size, max(size // _CUTS, 1)):
        means, evidence = _weighed([*found[start:], *found[:start]], [*expected[start:], *expected[:start]])
        each.append(([*means[size - start :], *means[: size - start]], evidence))
    return _mean(each)[0]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Places from `start` up to `end`, were they one stretch."""

    start: int
    end: int
    rate: float
    chance: float  # logarithm of that of their counts, but for what is the same however the row is cut

    @classmethod
    def of(cls, start: int, end: int, found: float, expected: float) -> _Stretch:
        chance = math.lgamma(1.0 + found) - (1.0 + found) * math.log1p(expected)
        return cls(start, end, (1.0 + found) / (1.0 + expected), chance)


def _weighed(found: Sequence[float], expected: Sequence[float]) -> tuple[list[float], float]:
    """The rates, and the logarithm of how well the model explains the counts."""
    sums, hopes = [0.0, *accumulate(found)], [0.0, *accumulate(expected)]
    places = range(len(found) + 1)
    stretches = [
        _Stretch.of(start, end, sums[end] - sums[start], hopes[end] - hopes[start])
        for end in places
        for start in places[:end]
    ]
    return _mean([_with_jumps(stretches, len(found), jumps) for jumps in _JUMPS])


def _with_jumps(stretches: list[_Stretch], size: int, jumps: float) -> tuple[list[float], float]:
    """That for one chance of a jump, by sums from either end; `stretches` by their ends."""
    jump, stay = math.log(jumps), math.log1p(-jumps)
    own = [each.chance + stay * (each.end - each.start - 1) + (jump if each.start else 0.0) for each in stretches]
    before, behind = [0.0] * (size + 1), [0.0] * (size + 1)
    for end in range(1, size + 1):
        ending = range(end * (end - 1) // 2, end * (end + 1) // 2)
        before[end] = _log_sum([before[stretches[number].start] + own[number] for number in ending])
    for start in range(size - 1, -1, -1):
        ends = range(start + 1, size + 1)
        behind[start] = _log_sum([behind[end] + own[end * (end - 1) // 2 + start] for end in ends])
    steps = [0.0] * (size + 1)  # of the rates, from each place to the next
    for each, chance in zip(stretches, own, strict=True):
        part = math.exp(before[each.start] + chance + behind[each.end] - before[size]) * each.rate
        steps[each.start] += part
        steps[each.end] -= part
    return list(_added(steps[:size])), before[size]


def _added(steps: Sequence[float]) -> Iterator[float]:
    return (max(each, 0.0) for each in accumulate(steps))  # but for rounding


def _log_sum(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + math.log(math.fsum(math.exp(each - most) for each in logs))


def _mean(rows: Sequence[tuple[list[float], float]]) -> tuple[list[float], float]:
    """The mean of rows that count by their evidence (a logarithm), and the evidence of all."""
    total = _log_sum([evidence for _, evidence in rows])
    shares = [math.exp(evidence - total) for _, evidence in rows]
    columns = zip(*(row for row, _ in rows), strict=True)
    return [math.fsum(map(float.__mul__, shares, column)) for column in columns], total
