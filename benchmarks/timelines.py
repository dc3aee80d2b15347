"""Random timelines with known truth, replayed through a recorder: what was alerted, held against what had to be.

    python benchmarks/timelines.py [--seeds 1-200] [--articles 12] [--ticks 8]

Prints the seeds that are not perfect with what is wrong about them, then the table by kind. Every tenth site has 60
articles. A seed can be looked at again alone: `--seeds 17 --story` tells its script beside its alerts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from crawler import render
from crawler.demo.timeline import Outcome, Timeline, draw_timeline, replay
from crawler.store import open_archive

LARGE, EVERY = 60, 10
COLUMNS = ("scripted", "alerted", "missing", "false")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", default="1-200", help="a number, or FIRST-LAST")
    options.add_argument("--articles", type=int, default=12)
    options.add_argument("--ticks", type=int, default=8)
    options.add_argument("--story", action="store_true", help="tell what happens, tick by tick")
    chosen = options.parse_args()
    first, _, last = chosen.seeds.partition("-")
    totals: Counter[tuple[str, str]] = Counter()
    perfect = pages = 0
    seeds = range(int(first), int(last or first) + 1)
    started = time.process_time()
    for seed in seeds:
        articles = chosen.articles if seed % EVERY else LARGE
        outcome = run(draw_timeline(seed, articles=articles, ticks=chosen.ticks))
        pages += outcome.pages
        perfect += outcome.comparison.perfect
        for row in outcome.comparison.rows:
            totals.update({(row.kind, column): getattr(row, column) for column in COLUMNS})
        if chosen.story:
            tell(outcome)
        blame(seed, outcome)
    spent = time.process_time() - started
    print(
        f"{perfect} of {len(seeds)} timelines without a fault; {pages} pages, {1000 * spent / pages:.1f} ms of CPU each"
    )
    print("(rendering the pages included)\n")
    print_table(totals)
    return 0 if perfect == len(seeds) else 1


def run(timeline: Timeline) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "archive.db") as archive:
        return replay(timeline, archive)


def tell(outcome: Outcome) -> None:
    for tick in outcome.timeline.ticks:
        print(f"tick {tick.number}: {'; '.join(tick.lines) or 'noise'}")
        for number, alert in outcome.alerts:
            if number == tick.number:
                print(f"  -> {render.line(alert)}")


def blame(seed: int, outcome: Outcome) -> None:
    found = outcome.comparison
    for expected in found.missing:
        print(f"seed {seed}, tick {expected.sweep}: missing {expected.kind} {expected.subject} {dict(expected.detail)}")
    for alert in found.unexpected:
        print(f"seed {seed}: false {render.line(alert)}")
    for expected, fault in found.wrong:
        print(f"seed {seed}, tick {expected.sweep}: {expected.kind} {expected.subject} says {fault}")


def print_table(totals: Counter[tuple[str, str]]) -> None:
    print(f"{'kind':<17}" + "".join(f"{column:>10}" for column in COLUMNS))
    for kind in sorted({kind for kind, _ in totals}):
        print(f"{kind:<17}" + "".join(f"{totals[kind, column]:>10}" for column in COLUMNS))
    sums = [sum(count for (_, name), count in totals.items() if name == column) for column in COLUMNS]
    print(f"{'all':<17}" + "".join(f"{count:>10}" for count in sums))


if __name__ == "__main__":
    sys.exit(main())
