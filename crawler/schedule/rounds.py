"""What watching a page costs hour by hour where the hours of a day differ, by dynamic programming.

Of a page that is edited at a known rate r times the beat of the hour, the cheapest looks from a moment on cost
V(moment), delays and looks together, so an hour of watching costs V(its start) - V(its end): much in the evening,
before which a look pays, and next to nothing in the night. Where looks come many times an hour that is the root of the
beat; where they come some times a day it tells before which hours they ought to be. In units of what an hour of an even
day costs, √(2 · cost · r), it depends on nothing but the beat and the usual time between two looks, √(2 · cost / r).
It is the bias of an average-cost decision process (M. Puterman, *Markov Decision Processes*, 1994, chapter 8), found by
going back from an end that is some rounds away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field

from crawler.classes import dataclass

DAY_HOURS = 24
_DAYS = 3  # over which a profile is averaged: rounds may take several days
_ROUNDS = 4.0  # so many looks away the end is of no account
_LEVELS = 11  # half octaves of the usual time between two looks, from an hour on, for which profiles are worked out
_FEWEST_CELLS = 6  # of the grid, in the usual time between two looks
_FINEST, _COARSEST = 0.5, 2.0  # hours of a cell
_MOST = 4.0  # delay in looks, beyond which no look is put off


@dataclass(slots=True)
class Rounds:
    """What each hour costs on a site whose hours have the factors `beat` (mean 1); worked out where it is asked for."""

    beat: list[float]
    _levels: dict[int, tuple[list[float], float]] = field(default_factory=dict)

    def profile(self, usual: float) -> list[float]:
        """For pages that would be looked at every `usual` hours if all hours were alike: the 24 hours' cost, in units
        of what each would cost then."""
        return [self.cost(usual, hour)[0] for hour in range(DAY_HOURS)]

    def cost(self, usual: float, hour: int) -> tuple[float, float]:
        """That of one hour of the day, and of the dearest."""
        place = min(max(2 * math.log2(max(usual, 1.0)), 0.0), _LEVELS - 1e-9)
        level = int(place)
        (low, low_most), (high, high_most) = self._level(level), self._level(level + 1)
        share = place - level
        return low[hour] + (high[hour] - low[hour]) * share, low_most + (high_most - low_most) * share

    def _level(self, level: int) -> tuple[list[float], float]:
        """The profile for a time between looks of so many half octaves over an hour, and the most in it."""
        if level not in self._levels:
            found = costs(self.beat, 2 ** (level / 2)) if level else [math.sqrt(each) for each in self.beat]
            self._levels[level] = found, max(found)
        return self._levels[level]


def costs(beat: Sequence[float], usual: float) -> list[float]:
    """The profile for one time between looks (hours)."""
    cell = min(max(2.0 ** math.floor(math.log2(usual / _FEWEST_CELLS)), _FINEST), _COARSEST)
    values, cells = _values(beat, usual, cell), round(DAY_HOURS / cell)
    each = [0.0] * cells
    for number in range(cells * _DAYS):
        each[number % cells] += (values[number] - values[number + 1]) / (usual * _DAYS)
    if cell > 1:
        return [each[int(hour / cell)] / cell for hour in range(DAY_HOURS)]
    of_hour = round(1 / cell)
    return [sum(each[hour * of_hour : (hour + 1) * of_hour]) for hour in range(DAY_HOURS)]


def _values(beat: Sequence[float], usual: float, cell: float) -> list[float]:
    """V at the start of each cell, the first at midnight, for a rate of 1 and looks that cost usual² / 2.

    Who starts earlier never looks later: delays add up as the quadrangle inequality has it (F. Yao, *Efficient dynamic
    programming using quadrangle inequalities*, STOC 1980). So no look is sought behind the best one of the cell after.
    """
    cost, last = usual * usual / 2, round((DAY_HOURS * (_DAYS + 1) + _ROUNDS * usual) / cell)
    day = [_pace(beat, number * cell, cell) * cell for number in range(round(DAY_HOURS / cell))]
    coming = day * (last // len(day) + 1)
    values, latest, most = [0.0] * (last + 1), last, _MOST * cost
    for start in range(last - 1, -1, -1):
        unseen = delay = 0.0
        best, stop = math.inf, latest
        for end in range(start, stop):
            delay += (unseen + coming[end] / 2) * cell
            unseen += coming[end]
            if (worth := delay + cost + values[end + 1]) < best:
                best, latest = worth, end + 1
            if delay >= most:
                break
        values[start] = best
    return values


def _pace(beat: Sequence[float], start: float, span: float) -> float:
    hours = beat[int(start) : max(int(start + span), int(start) + 1)]
    return sum(hours) / len(hours)
