"""Who goes with whom: the optimal assignment between two sets of elements, given how well each pair fits."""

from __future__ import annotations

from collections import defaultdict

_MAX_ASSIGNED = 60

Pairs = dict[tuple[int, int], float]


def assign(pairs: Pairs) -> list[tuple[int, int]]:
    """The pairs with the greatest sum in which no element occurs twice, in order of the first.

    Solved exactly (Hungarian method) for each group of elements that compete with each other; a group of more
    than 60 is served greedily, best pair first.
    """
    chosen: list[tuple[int, int]] = []
    for group in _groups(pairs):
        rows = sorted({i for i, _ in group})
        columns = sorted({j for _, j in group})
        if max(len(rows), len(columns)) > _MAX_ASSIGNED:
            chosen += _greedy(group)
        else:
            chosen += _hungarian(group, rows, columns)
    return sorted(chosen)


def _groups(pairs: Pairs) -> list[Pairs]:
    by_row: dict[int, list[int]] = defaultdict(list)
    by_column: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        by_row[i].append(j)
        by_column[j].append(i)
    groups = []
    seen: set[int] = set()
    for start in by_row:
        if start in seen:
            continue
        seen.add(start)
        queue, group = [start], {}
        while queue:
            i = queue.pop()
            for j in by_row[i]:
                group[i, j] = pairs[i, j]
                fresh = [row for row in by_column[j] if row not in seen]
                seen.update(fresh)
                queue += fresh
        groups.append(group)
    return groups


def _greedy(pairs: Pairs) -> list[tuple[int, int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    chosen = []
    for i, j in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            chosen.append((i, j))
    return chosen


def _hungarian(pairs: Pairs, rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    """Shortest augmenting paths with potentials; pairs that do not exist cost nothing and are left out again."""
    if len(rows) > len(columns):
        turned = _hungarian({(j, i): score for (i, j), score in pairs.items()}, columns, rows)
        return [(i, j) for j, i in turned]
    costs = [[-pairs.get((i, j), 0.0) for j in columns] for i in rows]
    holder = _augment(costs, len(rows), len(columns))
    found = [(rows[row - 1], columns[at]) for at, row in enumerate(holder[1:]) if row]
    return [pair for pair in found if pair in pairs]


def _augment(costs: list[list[float]], rows: int, columns: int) -> list[int]:
    """For each column (from 1) the row (from 1) that holds it, or 0."""
    u = [0.0] * (rows + 1)
    v = [0.0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0] = row
        way = _path(costs, u, v, holder)
        column = way[0]
        while column:
            holder[column] = holder[way[column]]
            column = way[column]
    return holder


def _path(costs: list[list[float]], u: list[float], v: list[float], holder: list[int]) -> list[int]:
    """One cheapest augmenting path; `way[0]` is its last column, and `way[c]` leads back from column `c`."""
    columns = len(v) - 1
    way = [0] * (columns + 1)
    least = [float("inf")] * (columns + 1)
    used = [False] * (columns + 1)
    column = 0
    while True:
        used[column] = True
        row, delta, following = holder[column], float("inf"), 0
        for j in range(1, columns + 1):
            if used[j]:
                continue
            cost = costs[row - 1][j - 1] - u[row] - v[j]
            if cost < least[j]:
                least[j], way[j] = cost, column
            if least[j] < delta:
                delta, following = least[j], j
        for j in range(columns + 1):
            if used[j]:
                u[holder[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
        if not holder[column]:
            way[0] = column
            return way
