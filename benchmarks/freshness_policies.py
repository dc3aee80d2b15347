"""The policies that `freshness.py` compares: each gives the ages (hours) at which it looks at each article."""

from __future__ import annotations

import heapq
import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from freshness_worlds import CELL, Article

from crawler.schedule import Scheduler, Told

Looks = list[list[float]]
Policy = Callable[[Sequence[Article], float], Looks]

START = datetime(2026, 3, 2, tzinfo=UTC)
SHORTEST = 1 / 12  # hours between two looks at a page, for all


# Ours


def ours(articles: Sequence[Article], per_hour: float, dated: float | None = None) -> Looks:
    """The production code, on all pages of the site in order of time, with a budget of looks an hour.

    It is told what a crawl sees: that a page is there, whether its markup says that it is live, whether it had changed
    at a look, and hints. Its price starts at the default and finds its level. `dated`: the share of pages that say
    when they were last modified; those whose markup says that they are live then show their entries, too.
    """
    site = Scheduler(per_hour=per_hour)
    looks: Looks = [[] for _ in articles]
    events: list[tuple[float, int, bool]] = [
        (article.published, number, False) for number, article in enumerate(articles)
    ]
    events += [(a.published + hint, number, True) for number, a in enumerate(articles) for hint in a.hints]
    heapq.heapify(events)
    hinted = any(article.hints for article in articles)
    due: dict[int, float] = {}
    while events:
        now, number, is_hint = heapq.heappop(events)
        article, name, moment = articles[number], str(number), START + timedelta(hours=now)
        age = now - article.published
        if age >= article.watched:
            if due.pop(number, None) is not None:
                site.forget(name)
            continue
        if number not in due:
            site.add(name, moment, live=article.says_live)
            if hinted:
                site.names(name)
            changed = False
        elif is_hint:
            site.hint(name, moment)
            if site.next_look(name) != moment:
                continue
            changed = _changed(article, looks[number], age)
        elif now != due[number]:
            continue
        else:
            changed = _changed(article, looks[number], age)
        told = Told() if dated is None else _told(article, looks[number], age, dated)
        if age > 0:
            looks[number].append(age)
        due[number] = (site.saw(name, moment, changed=changed, told=told) - START).total_seconds() / 3600
        heapq.heappush(events, (due[number], number, False))
    return looks


def _changed(article: Article, looks: list[float], age: float) -> bool:
    before = looks[-1] if looks else 0.0
    return bisect_left(article.edits, before) < bisect_left(article.edits, age)


def _told(article: Article, looks: list[float], age: float, dated: float) -> Told:
    """What the page says of its changes at a look."""
    before, now = bisect_left(article.edits, looks[-1] if looks else 0.0), bisect_left(article.edits, age)
    if article.says_live:
        return Told(entries=now - before)
    if random.Random(f"dated {article.published}").random() >= dated:
        return Told()
    modified = article.published + (article.edits[now - 1] if now else 0.0)
    return Told(START + timedelta(hours=modified))


# The optimum


class Optimum:
    """The looks that minimise the sum of all delays at a price a look, for true rates that are known in full.

    Exact, not a rule of thumb: for edits that come as Poisson processes of known rates no look teaches anything, so
    the best looks are a fixed plan, and the best plan of an article on a grid of five minutes is found by dynamic
    programming (the cost of an interval is Monge, so the lines' lower envelope gives it in linear time). One price for
    all articles is what makes the sum least for the site's number of looks. It knows each article's own factor, which
    pages are live, how fast, until when, the age curve, the night, and when the watch ends. It does not
    know when the edits themselves come.
    """

    def __init__(self) -> None:
        self._plans: dict[tuple[int, int], list[float]] = {}

    def __call__(self, articles: Sequence[Article], price: float) -> Looks:
        return [self._looks(article, price) for article in articles]

    def _looks(self, article: Article, price: float) -> list[float]:
        """Articles that differ by a factor have the same plan at a price that differs by it: in steps of 2 %."""
        if not any(article.rates):
            return []
        ratio = price / article.scale if article.scale else price
        key = (0 if article.scale else id(article), round(math.log(ratio) * 50))
        if key not in self._plans:
            self._plans[key] = plan(article.rates, math.exp(key[1] / 50) * (article.scale or 1.0))
        return self._plans[key]


def plan(rates: Sequence[float], price: float) -> list[float]:
    """Ages of the looks that minimise delays + price · looks; what is unseen at the end waits until the end."""
    count = [0.0]
    moment = [0.0]
    for cell, rate in enumerate(rates):
        count.append(count[-1] + rate)
        moment.append(moment[-1] + rate * (cell + 0.5) * CELL)
    # best(j) = min over i of best(i) + price + t_j · (count_j - count_i) - (moment_j - moment_i): lines in t_j.
    lines: list[tuple[float, float, int]] = [(0.0, 0.0, 0)]
    previous, at = [0] * (len(rates) + 1), 0
    for end in range(1, len(rates) + 1):
        time = end * CELL
        while at + 1 < len(lines) and _value(lines[at + 1], time) <= _value(lines[at], time):
            at += 1
        previous[end] = lines[at][2]
        best = _value(lines[at], time) + time * count[end] - moment[end] + price
        _add_line(lines, (-count[end], best + moment[end], end), at)
        at = min(at, len(lines) - 1)
    looks, end = [], previous[-1]
    while end:
        looks.append(end * CELL)
        end = previous[end]
    return looks[::-1]


def _value(line: tuple[float, float, int], time: float) -> float:
    return line[0] * time + line[1]


def _add_line(lines: list[tuple[float, float, int]], new: tuple[float, float, int], at: int) -> None:
    """Keep the lower envelope; slopes come falling."""
    if lines[-1][0] == new[0]:
        if new[1] < lines[-1][1]:
            lines[-1] = new
        return
    while len(lines) - at >= 2:
        (slope0, base0, _), (slope1, base1, _) = lines[-2], lines[-1]
        if (new[1] - base0) * (slope0 - slope1) > (base1 - base0) * (slope0 - new[0]):
            break
        lines.pop()
    lines.append(new)


# The others: one knob each, a factor on their intervals


def uniform(articles: Sequence[Article], factor: float) -> Looks:
    """Every page at the same interval (`factor` hours), each with a beginning of its own."""
    found = []
    for article in articles:
        first = factor * (article.published * 7.13 % 1)
        ages = (first + factor * number for number in range(int(article.watched / factor) + 1))
        found.append([age for age in ages if 0 < age < article.watched])
    return found


def newsdiffs(articles: Sequence[Article], factor: float) -> Looks:
    """Tiers by the time since the last change: 15 min for 3 hours, 1 h for a day, 3 h for a week
    (`get_update_delay` of github.com/ecprice/newsdiffs)."""

    def interval(_: float, age: float, change: float) -> float:
        since = age - change
        return 0.25 if since < 3 else 1.0 if since < 24 else 3.0

    return _in_turn(articles, factor, 1.0, lambda before, _, age, change: interval(before, age, change))


def nutch(articles: Sequence[Article], factor: float) -> Looks:
    """`AdaptiveFetchSchedule` with the rates of nutch-default.xml: ×1.4 unchanged, ×0.8 changed, and the next look
    moved towards the last change by 0.3 of the time since (`sync_delta`)."""

    def interval(before: float, changed: bool, age: float, change: float) -> float:
        return max(before * (0.8 if changed else 1.4), age - change)

    return _in_turn(articles, factor, 1.0, interval, sync=0.3)


def stormcrawler(articles: Sequence[Article], factor: float) -> Looks:
    """`AdaptiveScheduler`: ×1.5 unchanged, halved towards the least interval when changed."""

    def interval(before: float, changed: bool, _age: float, _change: float) -> float:
        return 0.5 * before + 0.5 * SHORTEST if changed else 1.5 * before

    return _in_turn(articles, factor, 1.0, interval)


def _in_turn(
    articles: Sequence[Article],
    factor: float,
    start: float,
    interval: Callable[[float, bool, float, float], float],
    sync: float = 0.0,
) -> Looks:
    found: Looks = []
    for article in articles:
        looks: list[float] = []
        span, age, change = start, factor * start, 0.0
        while age < article.watched:
            changed = _changed(article, looks, age)
            looks.append(age)
            change = age if changed else change
            span = interval(span, changed, age, change)
            age += max(factor * (span - sync * (age - change)), SHORTEST)
        found.append(looks)
    return found


BASELINES: dict[str, Policy] = {
    "uniform": uniform,
    "NewsDiffs' age tiers": newsdiffs,
    "Nutch adaptive": nutch,
    "StormCrawler adaptive": stormcrawler,
}
