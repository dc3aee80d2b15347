"""How soon edits are seen for a number of looks: our schedule against others, on simulated sites.

Usage: python benchmarks/freshness.py [--worlds NAME,…] [--budgets 10,20,40] [--days N] [--others] [--ours] [--on]
       [--dated SHARE] [--known DAYS] [--seed N]

Each site publishes 40 articles a day; each is watched for a week. The first week of the site (`--known 35`: so many
days) is for learning; what is told is of the articles after it. Ours runs first, with a budget of looks an hour, and
every other policy is then given as many looks an article as ours spent (its one knob is set by bisection). The first
look at a new article is free for all. `mean` is the expected delay of the edits under the true rates, given the looks,
which is the mean delay without its luck; with hints and in the world with bursts it is that of the edits that came, and
so is the optimum's that it is divided by. Edits not seen by the end wait until then. The other figures are of the edits
that came: `kept` are versions seen before the next edit overwrote them, `wasted` are looks that found nothing.

With `--on` nobody's watch ends with the week that counts: sites go on publishing and articles are watched for a second
week, of which neither edits nor looks are counted. The optimum then plans for two weeks, as ours for any number, and
has no gain from knowing when the count ends. It is no exact bound any more, as it is without.

`--dated 0.6` adds a row in which that share of pages say truly when they were last modified, and those whose markup
says that they are live show their entries; it is divided by the optimum at its own number of looks. Of the 541 pages of
the benchmarks of reading 302 say when they were modified (JSON-LD's dateModified, or article:modified_time).
"""

from __future__ import annotations

import argparse
import statistics
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from freshness_policies import BASELINES, Looks, Optimum, ours
from freshness_worlds import CELL, CELLS, OTHERS, WEEK, WORLDS, Article, World, make_site

A_DAY = 40
RECALL = 0.6


@dataclass(frozen=True)
class Score:
    looks: float
    mean: float
    median: float
    hour: float
    kept: float
    wasted: float

    def row(self, name: str, best: float) -> str:
        ratio = f"{self.mean / best:5.2f}" if best else "    –"
        return (
            f"  {name:34}{self.looks:6.1f}{self.mean:8.2f} h{ratio}{self.median:8.2f} h{self.hour:7.0%}"
            f"{self.kept:7.0%}{self.wasted:8.0%}"
        )


HEAD = f"  {'policy':34}{'looks':>6}{'mean':>8}   {'/ opt':>5}{'median':>8}  {'< 1 h':>7}{'kept':>7}{'wasted':>8}"


def score(articles: Sequence[Article], looks: Looks, *, came: bool) -> Score:
    """`came`: the mean delay is that of the edits that came, not the expected one."""
    delays: list[float] = []
    kept = wasted = total = 0
    for article, ages in zip(articles, looks, strict=True):
        counted = article.edits[: bisect_left(article.edits, WEEK)]
        nexts = [*article.edits[1:], article.watched]
        for edit, following in zip(counted, nexts, strict=False):
            place = bisect_left(ages, edit)
            seen = ages[place] if place < len(ages) else article.watched
            delays.append(seen - edit)
            kept += place < len(ages) and seen < following
        spent = ages[: bisect_left(ages, WEEK)]
        places = [bisect_left(article.edits, age) for age in [0.0, *spent]]
        wasted += sum(first == second for first, second in pairwise(places))
        total += len(spent)
    edits = max(len(delays), 1)
    mean = sum(delays) / edits if came else expected_delay(articles, looks)
    return Score(
        total / len(articles),
        mean,
        statistics.median(delays or [0.0]),
        sum(delay <= 1 for delay in delays) / edits,
        kept / edits,
        wasted / max(total, 1),
    )


def expected_delay(articles: Sequence[Article], looks: Looks) -> float:
    """Hours that an edit waits on average, by the true rates."""
    waited = edits = 0.0
    for article, ages in zip(articles, looks, strict=True):
        ends = iter([*ages, article.watched])
        end = next(ends)
        for cell in range(CELLS):
            if not (rate := article.rates[cell]):
                continue
            start, stop = cell * CELL, (cell + 1) * CELL
            while end < start:
                end = next(ends)
            at = start
            while end < stop:
                waited += rate * (end - at) / CELL * (end - (at + end) / 2)
                at, end = end, next(ends)
            waited += rate * (stop - at) / CELL * (end - (at + stop) / 2)
            edits += rate
    return waited / edits if edits else 0.0


def spent(looks: Looks) -> float:
    """Looks an article in the week that counts."""
    return sum(bisect_left(ages, WEEK) for ages in looks) / len(looks)


def at_budget(policy: Callable[[Sequence[Article], float], Looks], articles: Sequence[Article], budget: float) -> Looks:
    """The policy's looks with its knob set so that it spends `budget` looks an article."""
    low, high = 1e-5, 100.0
    sample = articles[:: max(1, len(articles) // 300)]
    for step in range(22):
        chosen = sample if step < 14 else articles
        middle = (low * high) ** 0.5
        looks = policy(chosen, middle)
        if spent(looks) > budget:
            low = middle
        else:
            high = middle
        if step == 13:
            low, high = low / 1.3, high * 1.3
    return policy(articles, high)


def compare(
    world: World,
    budget: float,
    days: int,
    seed: int,
    *,
    alone: bool = False,
    on: bool = False,
    dated: float | None = None,
    known: int = 7,
) -> None:
    """`alone`: without the other schedules; `on`: the watch goes on past what counts; `dated`: the share of pages that
    say when they were modified, in a row of its own; `known`: the days before those that count."""
    site, hinted = (_site(world, known + days, seed, recall, on=on) for recall in (0.0, RECALL))
    moments = [article.published for article in site]
    counted = slice(bisect_left(moments, known * 24), bisect_left(moments, (known + days) * 24))
    measured = site[counted]
    per_hour, came = budget * A_DAY / 24, world.burst > 0
    if on:  # the looks beyond the week come on top
        per_hour *= budget / spent(ours(site, per_hour)[counted])
    mine = score(measured, ours(site, per_hour)[counted], came=came)
    told = score(measured, ours(hinted, per_hour)[counted], came=True)
    plans = at_budget(Optimum(), measured, mine.looks)
    best = score(measured, plans, came=came)
    print(f"{world.name}, {budget:g} looks an article a week{', the watch goes on' if on else ''}")
    print(HEAD)
    for name, policy in () if alone else BASELINES.items():
        print(score(measured, at_budget(policy, measured, mine.looks), came=came).row(name, best.mean))
    print(mine.row("Presswatch", best.mean))
    if dated is not None:
        shown = score(measured, ours(site, per_hour, dated)[counted], came=came)
        bound = score(measured, at_budget(Optimum(), measured, shown.looks), came=came)
        print(shown.row(f"Presswatch, {dated:.0%} of pages dated", bound.mean))
    print(best.row("optimum: true rates known", best.mean))
    print(told.row(f"Presswatch, hints of recall {RECALL}", score(measured, plans, came=True).mean), flush=True)


def _site(world: World, days: int, seed: int, recall: float, *, on: bool) -> list[Article]:
    """`on`: each article is watched for two weeks, and as long others come after those that count."""
    if not on:
        return make_site(world, seed, days=days, a_day=A_DAY, recall=recall)
    site = make_site(world, seed, days=days, a_day=A_DAY, recall=recall, watched=2 * WEEK)
    more = make_site(world, seed + 1_000_000, days=14, a_day=A_DAY, recall=recall, watched=2 * WEEK)
    end = days * 24
    return [*site, *(replace(article, published=article.published + end) for article in more)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", default="", help="names, separated by commas")
    parser.add_argument("--budgets", default="10,20,40")
    parser.add_argument("--days", type=int, default=42, help="of publication that are measured")
    parser.add_argument("--others", action="store_true", help="worlds that the model was not made for, too")
    parser.add_argument("--ours", action="store_true", help="leave the other schedules out")
    parser.add_argument("--on", action="store_true", help="the watch goes on past the week that counts")
    parser.add_argument("--dated", type=float, help="the share of pages that say when they were modified")
    parser.add_argument("--known", type=int, default=7, help="days that the site is watched before")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    names = set(filter(None, chosen.worlds.split(",")))
    for world in (*WORLDS, *(OTHERS if chosen.others or names else ())):
        if not names or world.name in names:
            for budget in map(float, chosen.budgets.split(",")):
                compare(
                    world,
                    budget,
                    chosen.days,
                    chosen.seed,
                    alone=chosen.ours,
                    on=chosen.on,
                    dated=chosen.dated,
                    known=chosen.known,
                )


if __name__ == "__main__":
    main()
