"""How a site's age curve differs from the published one, from what was seen at each age.

What is seen at all ages together says how quiet the site is, what is seen at one how much that age differs: so the
published curve stands for some changes in each bin of ages. How many, that is how far a site keeps to it, is learned as
well (empirical Bayes: G. Casella, *An introduction to empirical Bayes data analysis*, The American Statistician 39,
1985), from the ages when no page is live any more. At younger ages live pages not known yet raise what is seen, and the
published curve is held to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from crawler.schedule.belief import LIFE
from crawler.schedule.stretches import rates

_SITE_PRIOR = 20.0  # changes that the published number of edits is worth
_LIVE_UNTIL = 2 * LIFE  # hours of age: of the pages that may be live, most have ended
_KEEPS, _DIFFERS = 8.0, 1.0  # changes that the published curve is worth in each bin, where a site keeps to it or not


def age_curve(edges: Sequence[float], changes: Sequence[float], expected: Sequence[float]) -> list[float]:
    """How many times as often as published articles are edited, for each bin of ages (from one of `edges`, in hours, to
    the next), where `changes` were seen and `expected` by the published curve.

    It makes no unseen age busier than published: many live pages among the young say nothing of the old.
    """
    busy = min((_SITE_PRIOR + sum(changes)) / (_SITE_PRIOR + sum(expected)), 1.0)
    bins = list(zip(edges, changes, expected, strict=False))  # there is one edge more
    old = [(found, hoped) for age, found, hoped in bins if age >= _LIVE_UNTIL]
    late = _worth(busy, old)
    worth = [late + (_KEEPS - late) * math.exp(-age / _LIVE_UNTIL) for age, _, _ in bins]
    found = [busy * own + each for own, each in zip(worth, changes, strict=True)]
    return rates(found, [own + each for own, each in zip(worth, expected, strict=True)])


def _worth(busy: float, seen: Sequence[tuple[float, float]]) -> float:
    """Changes that the published curve stands for: the mean of two numbers, by how likely each makes what was seen."""
    odds = _evidence(_DIFFERS, busy, seen) - _evidence(_KEEPS, busy, seen)
    differs = 1.0 / (1.0 + math.exp(-min(max(odds, -30.0), 30.0)))
    return _KEEPS + (_DIFFERS - _KEEPS) * differs


def _evidence(worth: float, busy: float, seen: Sequence[tuple[float, float]]) -> float:
    """The logarithm of how likely the counts are if each bin's rate is Gamma(`worth` * `busy`, `worth`), but for what
    does not depend on `worth`."""
    shape = worth * busy
    return sum(
        math.lgamma(shape + found)
        - math.lgamma(shape)
        + shape * math.log(worth)
        - (shape + found) * math.log(worth + hoped)
        for found, hoped in seen
    )
