"""Replay real histories of changing news content through the comparing half, and print counts beside the truth.

    .venv/bin/python benchmarks/streams.py [FOLDER [STREAM...]]

FOLDER holds the streams (see its README); by default ../shared/streams. A stream that is absent is skipped.
Where a stream has whole pages they go through the recorder, a run for each time they were looked at.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from stream_pages import article_pages, front_pages, legal_pages, rows

from crawler.model import Article, ListItem, LiveItem, LiveRegion, RankedList
from crawler.regions.article.comparable import article_digest
from crawler.regions.article.comparing import compare_articles
from crawler.regions.live.comparing import compare_live
from crawler.regions.ranked_list.comparing import apply_list, compare_lists
from crawler.regions.ranked_list.identity import item_identity

DAY = timedelta(hours=24)
WINDOW = 30
MIN_BUCKET = (0, 3, 20, 100)

Row = dict[str, Any]


def most_read(folder: Path) -> None:
    """A list with URLs and exact truth, hour by hour."""
    items = {row["i"]: row for row in rows(folder, "items-*.gz")}
    truth = {row["t"]: row for row in rows(folder, "truth-*.gz")}
    counts: Counter[str] = Counter()
    recent: deque[tuple[datetime, set[str]]] = deque()
    spent = 0.0
    before: RankedList | None = None
    for snapshot in rows(folder, "snapshots-*.gz"):
        after = RankedList("Most Read", tuple(_item(rank, items[i]) for rank, i in enumerate(snapshot["items"], 1)))
        now = datetime.fromisoformat(snapshot["observed_at"])
        while recent and now - recent[0][0] > DAY:
            recent.popleft()
        if before is not None:
            started = time.process_time()
            seen = set().union(*(names for _, names in recent))
            diff = compare_lists(before, after, seen_recently=seen)
            spent += time.process_time() - started
            _weigh(counts, truth.get(snapshot["observed_at"], {}), before, after, diff)
        recent.append((now, {item_identity(item) for item in after.items}))
        before = after
    _table("bbc-most-read", counts)
    print(f"  {spent / counts['transitions'] * 1000:.2f} ms a comparison")


def _item(rank: int, row: Row) -> ListItem:
    return ListItem(rank, row["title"], row.get("url") or "")


def _weigh(counts: Counter[str], truth: Row, before: RankedList, after: RankedList, diff: Any) -> None:
    counts["transitions"] += 1
    counts["told: none"] += diff is None
    counts["truth: none"] += not truth
    for name in ("entered", "left"):
        ours = sorted(item.url for item in getattr(diff, name, ()))
        theirs = sorted(truth.get(name, []))
        counts[f"truth: {name}"] += len(theirs)
        counts[f"told: {name}"] += len(ours)
        counts[f"transitions with equal {name}"] += ours == theirs
    retitled = {entry.url for entry in diff.retitled} if diff else set()
    counts["truth: retitled"] += len(truth.get("retitled", []))
    counts["told: retitled"] += len(retitled)
    counts["truth: retitled, white space apart"] += sum(
        old.split() != new.split() for _, old, new in truth.get("retitled", [])
    )
    counts["truth: jumped"] += truth.get("jumped", 0)
    counts["told: moved"] += len(diff.moved) if diff else 0
    if diff:
        counts[f"severity {diff.severity}"] += 1
        rebuilt = apply_list(before.items, diff)
        counts["rebuilt from events, ranks and URLs"] += [i.url for i in rebuilt] == [i.url for i in after.items]


def home_titles(folder: Path) -> None:
    """A home page without URLs: how many that vanished are paired with one that came."""
    items = {row["i"]: row for row in rows(folder, "items-*.gz")}
    counts: Counter[str] = Counter()
    states = [
        RankedList("home", tuple(_item(rank, items[i]) for rank, i in enumerate(snapshot["items"], 1)))
        for snapshot in rows(folder, "snapshots-*.gz")
    ]
    for before, after in pairwise(states):
        diff = compare_lists(before, after)
        counts["transitions"] += 1
        counts["told: entered"] += len(diff.entered) if diff else 0
        counts["told: left"] += len(diff.left) if diff else 0
        counts["told: retitled"] += len(diff.retitled) if diff else 0
    _table("cbc-home-titles", counts)


def losses(folder: Path) -> None:
    """Daily figures: a live region that shows the latest 30 days, newest first, with later revisions."""
    counts: Counter[str] = Counter()
    by_moment: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(folder, "versions-*.gz"):
        by_moment[row["observed_at"], row["id"].split(":")[0]].append(row)
    shown: dict[str, dict[str, Row]] = defaultdict(dict)
    for (_, series), changed in by_moment.items():
        before = _losses_region(shown[series])
        known = {item.key for item in before.items}
        shown[series].update({row["id"]: row for row in changed})
        after = _losses_region(shown[series])
        if not before.items:
            continue
        diff = compare_live(before, after, windowed=True)
        now = {item.key: item.text for item in after.items}
        was = {item.key: item.text for item in before.items}
        oldest = min(known)
        counts["moments"] += 1
        counts["truth: new days"] += sum(key not in known and key > oldest for key in now)
        counts["told: new days"] += len(diff.added) if diff else 0
        counts["truth: revised days"] += sum(now[key] != was[key] for key in now.keys() & was.keys())
        counts["told: revised days"] += len(diff.updated) if diff else 0
        counts["told: revised days with their numbers"] += sum(bool(u.numbers) for u in diff.updated) if diff else 0
        counts["told: removed (truth: 0, they fall off the window)"] += len(diff.removed) if diff else 0
    _table("ukraine-losses", counts)


def _losses_region(days: dict[str, Row]) -> LiveRegion:
    items = [
        LiveItem(key, text="; ".join(f"{name} {value}" for name, value in row["values"].items() if value is not None))
        for key, row in sorted(days.items(), reverse=True)[:WINDOW]
    ]
    return LiveRegion("losses", tuple(items))


def fires(folder: Path) -> None:
    """Incidents: a text and some figures each; a new time stamp alone is no change."""
    counts: Counter[str] = Counter()
    last: dict[str, LiveItem] = {}
    for row in rows(folder, "versions-*.gz"):
        item = _fire(row)
        before = last.get(item.key)
        last[item.key] = item
        if before is None:
            continue
        diff = compare_live(LiveRegion("fires", (before,)), LiveRegion("fires", (item,)))
        counts["versions"] += 1
        differs = before.text.split() != item.text.split()
        counts["truth: what is shown differs"] += differs
        counts["told"] += diff is not None
        counts["told where only white space or nothing differs"] += diff is not None and not differs
        numeric = {"AcresBurned", "PercentContained"} & set(row.get("changed", []))
        counts["truth: acres or containment differ"] += bool(numeric) and differs
        counts["told: numbers"] += bool(numeric) and diff is not None and any(u.numbers for u in diff.updated)
    _table("calfire-2020-2023", counts)


def _fire(row: Row) -> LiveItem:
    text = re.sub(r"<[^>]+>", " ", row.get("ConditionStatement") or "")
    fields = (row.get("Name"), row.get("Location"), row.get("AcresBurned"), row.get("PercentContained"), text)
    return LiveItem(key=str(row["id"]), text=" | ".join("–" if field is None else str(field) for field in fields))


def articles(folder: Path) -> None:
    """Pairs of versions a day or more apart, with a class for each pair from an independent count of words."""
    versions: dict[tuple[str, str], Row] = {
        (row["url"], row["observed_at"]): row for row in rows(folder, "versions-*.gz")
    }
    told: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    times: list[float] = []
    for pair in rows(folder, "truth-*.gz"):
        states = [versions.get((pair["url"], pair[end])) for end in ("t0", "t1")]
        if not all(states):
            continue
        before, after = (_article(row) for row in states if row)
        started = time.process_time()
        diff = compare_articles(before, after)
        times.append(time.process_time() - started)
        name = pair["cls"]
        told[name]["pairs"] += 1
        told[name]["digests equal"] += article_digest(before) == article_digest(after)
        told[name]["none" if diff is None else _bucket(max(diff.added, diff.removed))] += 1
        kinds[name].update(diff.edits if diff else ())
    print("\nbbc-articles: class in the truth → what is told (words added or removed, the greater)")
    for name, counts in sorted(told.items(), key=lambda entry: -entry[1]["pairs"]):
        print(f"  {name}: {dict(counts)}")
        print(f"      edits: {dict(kinds[name].most_common())}")
    if times:
        times.sort()
        print(f"  CPU a pair: median {times[len(times) // 2] * 1000:.1f} ms, greatest {times[-1] * 1000:.0f} ms")


def _article(row: Row) -> Article:
    return Article(row["title"], (row["text"],))


def _bucket(words: int) -> str:
    low = 0
    for high in MIN_BUCKET:
        if words <= high:
            return f"{low}-{high} words" if high else "0 words"
        low = high + 1
    return f">{MIN_BUCKET[-1]} words"


def _table(name: str, counts: Counter[str]) -> None:
    print(f"\n{name}")
    for key, count in counts.items():
        print(f"  {key}: {count:,}")


def _tables(found: Iterator[tuple[str, Counter[str]]]) -> None:
    for name, counts in found:
        _table(name, counts)


STREAMS: dict[str, Callable[[Path], object]] = {
    "bbc-most-read": most_read,
    "cbc-home-titles": home_titles,
    "ukraine-losses": losses,
    "calfire-2020-2023": fires,
    "de-frontpages": lambda folder: _tables(front_pages(folder)),
    "ota-dating": lambda folder: _tables(legal_pages(folder)),
    "bbc-articles": lambda folder: (articles(folder), _tables(article_pages(folder))),
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1].parent / "shared" / "streams"
    for name, replay in STREAMS.items():
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        if (folder / name).is_dir():
            replay(folder / name)
        else:
            print(f"{name}: not in {folder}, skipped")


if __name__ == "__main__":
    main()
