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
from operator import add, mul, truediv

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
class _Stretches:
    """All that a row can be cut into, by where they end (1 …) and then by where they start (0 …).

    `chances` are those of their counts as a share of what the best way to cut the row up to their end has over the best
    one up to their start. So none is above 1, nor is any product of those of a row, and that of the best way is 1: they
    can be multiplied as they are. `best`: the logarithm of its chance, but for what is the same however the row is cut.
    """

    chances: list[list[float]]
    rates: list[list[float]]
    best: float

    @classmethod
    def of(cls, found: Sequence[float], expected: Sequence[float]) -> _Stretches:
        counts, hopes, best = [0.0, *accumulate(found)], [0.0, *accumulate(expected)], [0.0]
        chances, rates = [], []
        for end in range(1, len(counts)):
            seen = [1.0 + (counts[end] - before) for before in counts[:end]]
            spans = [1.0 + (hopes[end] - before) for before in hopes[:end]]
            logs = [math.lgamma(count) - count * math.log(span) for count, span in zip(seen, spans, strict=True)]
            most = max(map(add, best, logs))
            chances.append([math.exp(up_to + log - most) for up_to, log in zip(best, logs, strict=True)])
            rates.append(list(map(truediv, seen, spans)))
            best.append(most)
        return cls(chances, rates, best[-1])


def _weighed(found: Sequence[float], expected: Sequence[float]) -> tuple[list[float], float]:
    """The rates, and the logarithm of how well the model explains the counts."""
    stretches = _Stretches.of(found, expected)
    return _mean([_with_jumps(stretches, jumps) for jumps in _JUMPS])


def _with_jumps(stretches: _Stretches, jumps: float) -> tuple[list[float], float]:
    """That for one chance of a jump, by sums from either end."""
    size = len(stretches.chances)
    stays = [(1.0 - jumps) ** length for length in range(size - 1, -1, -1)]  # the longest first
    own = [list(map(mul, row, stays[-len(row) :])) for row in stretches.chances]
    before, behind = [1.0], [1.0]  # with the jump at the place; behind: from the last place on
    for row in own:
        before.append(sum(map(mul, before, row)) * jumps)
    for start in range(size - 1, 0, -1):
        behind.append(sum(map(mul, behind, [row[start] for row in own[: start - 1 : -1]])) * jumps)
    total = before.pop() / jumps
    steps = [0.0] * (size + 1)  # of the rates, from each place to the next
    for end, (row, rates, after) in enumerate(zip(own, stretches.rates, reversed(behind), strict=True), 1):
        parts = list(map(mul, map(mul, before, row), rates))
        share = after / total
        steps[:end] = [step + part * share for step, part in zip(steps, parts, strict=False)]
        steps[end] -= sum(parts) * share
    return list(_added(steps[:size])), math.log(total) + stretches.best


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
