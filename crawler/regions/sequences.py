"""Sequences side by side: longest common subsequence, minimal moves, similar pairs.

Pure and bounded: each function says what it does when its input is too large to be solved exactly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Cells of the table of a longest common subsequence: above it, memory and time are spared by coarser means.
_MAX_CELLS = 40_000_000
_MAX_EXACT_MOVES = 300
_MAX_PAIRS = 4_000
_MAX_PLACES = 40_000
_SELDOM = 6
_CANDIDATES = 12
_MOST_TOKENS = 400


class Gap(NamedTuple):
    """`before[i1:i2]` stands where `after[j1:j2]` stands; the ranges are not both empty."""

    i1: int
    i2: int
    j1: int
    j2: int


class Match(NamedTuple):
    """`size` elements are the same from `i` in `before` and `j` in `after` on."""

    i: int
    j: int
    size: int


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """The runs of a longest common subsequence, in order.

    Where the table would be too large, elements that occur once on both sides are the anchors, and a gap between
    two of them that is still too large counts as unlike.
    """
    head, tail = common_ends(before, after)
    found = [Match(0, 0, head)] if head else []
    found += _inner(before, after, Gap(head, len(before) - tail, head, len(after) - tail))
    if tail:
        found.append(Match(len(before) - tail, len(after) - tail, tail))
    return found


def gaps(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Gap]:
    """What lies between the runs of `matches`, in order."""
    found = []
    i = j = 0
    for match in [*matches(before, after), Match(len(before), len(after), 0)]:
        if match.i > i or match.j > j:
            found.append(Gap(i, match.i, j, match.j))
        i, j = match.i + match.size, match.j + match.size
    return found


def common_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements are the same at the beginning, and then how many of the others at the end."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _inner(before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap) -> Iterator[Match]:
    rows, columns = gap.i2 - gap.i1, gap.j2 - gap.j1
    if not rows or not columns:
        return
    if rows * columns <= _MAX_CELLS:
        yield from _table(before, after, gap)
        return
    i, j = gap.i1, gap.j1
    for row, column in [*_anchors(before, after, gap), (gap.i2, gap.j2)]:
        part = Gap(i, row, j, column)
        if (row - i) * (column - j) <= _MAX_CELLS:
            yield from _table(before, after, part)
        if row < gap.i2:
            yield Match(row, column, 1)
        i, j = row + 1, column + 1


def _table(before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap) -> Iterator[Match]:
    if gap.i1 == gap.i2 or gap.j1 == gap.j2:
        return
    for step in Indel.opcodes(before[gap.i1 : gap.i2], after[gap.j1 : gap.j2]):
        if step.tag == "equal":
            yield Match(gap.i1 + step.src_start, gap.j1 + step.dest_start, step.src_end - step.src_start)


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap) -> list[tuple[int, int]]:
    """Pairs of elements that occur once on both sides, the most of them that are in order (patience diff)."""
    once_before = _once(before, gap.i1, gap.i2)
    once_after = _once(after, gap.j1, gap.j2)
    pairs = sorted((i, once_after[item]) for item, i in once_before.items() if item in once_after)
    return [pairs[at] for at in _longest_increasing([j for _, j in pairs])]


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    counts = Counter(items[start:end])
    return {items[at]: at for at in range(start, end) if counts[items[at]] == 1}


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """Positions of a longest increasing subsequence, in O(n log n)."""
    tails: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(tails, value)
        previous.append(tops[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [value]
        tops[pile : pile + 1] = [at]
    kept = []
    at = tops[-1] if tops else -1
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return kept[::-1]


def stayed(places: Sequence[int]) -> set[int]:
    """Which positions of `places` (a permutation: where each element stood before) need not be moved.

    As many as can be; among equals, those that kept their place stay, then those that fell, and those that climbed
    are the moves. Above 300 elements only the first holds.
    """
    if len(places) > _MAX_EXACT_MOVES:
        return set(_longest_increasing(places))
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    worth = [(at == ranks[place]) - (at < ranks[place]) for at, place in enumerate(places)]
    best: list[tuple[int, int, int]] = []  # length, places kept less climbers kept, position before
    for at, place in enumerate(places):
        options = [(best[i][0], best[i][1], i) for i in range(at) if places[i] < place]
        length, score, previous = max(options, default=(0, 0, -1))
        best.append((length + 1, score + worth[at], previous))
    kept = set()
    at = max(range(len(best)), key=lambda i: best[i][:2], default=-1)
    while at >= 0:
        kept.add(at)
        at = best[at][2]
    return kept


def similarity(before: Sequence[Hashable], after: Sequence[Hashable], cutoff: float = 0.0) -> float:
    """How much of two word sequences is common and in order, 0 to 1; 0 below `cutoff`. Of very long ones only
    the first 400 words are looked at."""
    return Indel.normalized_similarity(before[:_MOST_TOKENS], after[:_MOST_TOKENS], score_cutoff=cutoff)


def similar_pairs(
    before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], cutoff: float
) -> dict[tuple[int, int], float]:
    """Similarity of the pairs that reach `cutoff`. With very many elements, only pairs that share a seldom word
    are tried."""
    pairs = {}
    for i, j in _candidates(before, after):
        score = similarity(before[i], after[j], cutoff)
        if score >= cutoff:
            pairs[i, j] = score
    return pairs


def _candidates(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    if len(before) * len(after) <= _MAX_PAIRS:
        yield from ((i, j) for i in range(len(before)) for j in range(len(after)))
        return
    where: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(after):
        for word in set(words[:_MOST_TOKENS]):
            where[word].append(j)
    for i, words in enumerate(before):
        shared = Counter(
            j for word in set(words[:_MOST_TOKENS]) if len(where.get(word, ())) <= _SELDOM for j in where.get(word, ())
        )
        yield from ((i, j) for j, _ in shared.most_common(_CANDIDATES))


def in_order(pairs: dict[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    """The pairs with the greatest sum that keep the order of both sides.

    With more than 40,000 places (rows × columns) each row is given its best column first, and the longest run of
    those in order is taken.
    """
    if not pairs or rows * columns > _MAX_PLACES:
        return _roughly_in_order(pairs)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + pairs[i, j] if (i, j) in pairs else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    chosen = []
    i = j = 0
    while i < rows and j < columns:
        if (i, j) in pairs and best[i][j] == best[i + 1][j + 1] + pairs[i, j]:
            chosen.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chosen


def _roughly_in_order(pairs: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    favourite = dict(sorted(pairs, key=pairs.__getitem__))
    rows = sorted(favourite)
    kept = _longest_increasing([favourite[i] for i in rows])
    return [(rows[at], favourite[rows[at]]) for at in kept]
