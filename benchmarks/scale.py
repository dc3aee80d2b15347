"""What a large archive costs: 1,000 sites, a million pages, three million versions, made here.

    .venv/bin/python benchmarks/scale.py [--pages 1000000] [--folder FOLDER] [--plot docs/scale.svg]

The archive is grown in steps. After each one pages' visits are recorded through the archive's own methods, as a crawl
does it, and timed; at the end what people and sweeps ask for is timed too. Rows are written in bulk, with texts of a
small pool, and begin before the chain of proof does, as those of an archive from before it had one.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, sha256
from itertools import pairwise
from pathlib import Path

from histories import histories

from crawler.cli import run
from crawler.model import Alert, CaptureRecord, ChangeRecord, RegionKey, RegionKind, Severity, Verdict
from crawler.store import SqliteArchive, open_archive
from crawler.store.codec import encode, to_json
from crawler.store.compress import Zstd
from crawler.store.contents import IDENTITY
from crawler.store.deltas import pack_delta
from crawler.store.values import to_ticks

SITES = 1_000
VERSIONS = 3
STEPS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
VISITS = 400
RUN_EVERY = 600_000_000  # microseconds
POOL = 400
NOW = datetime.now(UTC).replace(microsecond=0)
CHANGE = {
    "edits": ["number"],
    "title": None,
    "hunks": [{"op": "replace", "before": "The board counted 17 cranes.", "after": "The board counted 19 cranes."}],
    "words": {"added": 1, "removed": 1},
    "silent": True,
    "versions": [1, 2],
}


def url(page: int) -> str:
    site, number = page % SITES, page // SITES
    token = blake2b(number.to_bytes(8, "big"), digest_size=4).hexdigest()
    return f"https://www.paper-{site}.example/news/2026/{number % 12 + 1:02}/what-the-board-said-{token}"


class Builder:
    """Adds pages with their history to the tables, a hundred thousand rows a transaction."""

    def __init__(self, path: Path) -> None:
        open_archive(path).close()
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA cache_size = -262144")
        self.pages = 0
        self.random = random.Random(11)
        self.now = to_ticks(NOW)
        zstd = Zstd()
        self.change = zstd.pack(to_json(CHANGE))
        self.pool = []
        for history in histories(POOL, VERSIONS, folder=Path("none")):
            raw = [encode(state) for state in history]
            packed = [zstd.pack(raw[0]), *(pack_delta(b, a) for a, b in pairwise(raw))]
            self.pool.append([(sha256(text).digest(), data) for text, data in zip(raw, packed, strict=True)])
        rows = ((n + 1, f"paper-{n}", f"https://www.paper-{n}.example/") for n in range(SITES))
        self.db.executemany("INSERT OR IGNORE INTO sites (id, name, url) VALUES (?, ?, ?)", rows)

    def grow(self, pages: int) -> None:
        while self.pages < pages:
            first = self.pages + 1
            last = min(self.pages + 20_000, pages)
            self.db.execute("BEGIN")
            self._pages(range(first, last + 1))
            for version in range(VERSIONS):
                self._versions(range(first, last + 1), version)
            self.db.execute("COMMIT")
            self.pages = last
        self._settle()

    def _pages(self, numbers: range) -> None:
        """Page n has id and region n; its versions and captures are n * VERSIONS + 0, 1, 2."""
        insert = (
            "INSERT INTO pages (id, site_id, url, kind, first_seen, last_look, last_good, last_origin, last_change, "
            "next_look, looks, changes, state, etag, body_sha256, last_capture, generation) "
            "VALUES (?, ?, ?, 'article', ?, ?, ?, ?, ?, ?, ?, ?, 'known', ?, ?, ?, 1)"
        )
        self.db.executemany(insert, map(self._page, numbers))
        regions = ((n, n % SITES + 1, n, "article", "") for n in numbers)
        self.db.executemany("INSERT INTO regions (id, site_id, page_id, kind, name) VALUES (?, ?, ?, ?, ?)", regions)

    def _page(self, n: int) -> tuple[object, ...]:
        age = self._age(n)
        looked = self.now - min(age, self.random.randrange(1, 86_400_000_000))
        digest = blake2b(n.to_bytes(8, "big"), digest_size=32).digest()
        # One in fifty is due.
        due = self.now + self.random.randrange(-10_000_000_000, 490_000_000_000)
        seen = self.now - age
        number = n * VERSIONS + VERSIONS - 1
        tag = f'"{n:x}-5f3a"'
        return n, n % SITES + 1, url(n), seen, looked, looked, looked, looked, due, 9, 2, tag, digest, number

    def _age(self, n: int) -> int:
        """Microseconds since it was first seen: the last ones are new, the first two years old."""
        return 63_072_000_000_000 // (1 + n // 10_000) + 3_600_000_000

    def _versions(self, numbers: range, version: int) -> None:
        step = 600_000_000 * version
        captures, contents, versions, changes, alerts, deliveries = [], [], [], [], [], []
        for n in numbers:
            at = self.now - self._age(n) + step
            number = n * VERSIONS + version
            text, data = self.pool[n % POOL][version]
            captures.append((number, n, at, 200, "ok", text))
            contents.append((number, text[:IDENTITY], number - 1 if version else None, version, data))
            versions.append((number, n, version + 1, number, text[:17], at, 0, number))
            if version:
                told = n * (VERSIONS - 1) + version
                changes.append((told, n % SITES + 1, n, "article.changed", at, version, version + 1, self.change))
                if n % 2:
                    summary = "Silent edit: 17 → 19 (+1 −1 words) — What the board said"
                    alerts.append((told, f"1{told:032x}", n % SITES + 1, at, url(n), summary, number, told))
                    deliveries.append((told, "log", "sent" if n % 999 else "pending"))
        many = self.db.executemany
        many(
            "INSERT INTO captures (id, page_id, fetched_at, status, verdict, sha256) VALUES (?, ?, ?, ?, ?, ?)",
            captures,
        )
        many("INSERT INTO contents (id, sha256, base_id, depth, data) VALUES (?, ?, ?, ?, ?)", contents)
        many(
            "INSERT INTO versions (id, region_id, number, content_id, digest, first_seen, seen_for, capture_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            versions,
        )
        many(
            "INSERT INTO changes (id, site_id, region_id, kind, at, from_version, to_version, change) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            changes,
        )
        many(
            "INSERT INTO alerts (number, id, site_id, at, kind, severity, region, url, summary, after_capture, "
            "change_id) VALUES (?, ?, ?, ?, 'article.changed', 'notice', 'article', ?, ?, ?, ?)",
            alerts,
        )
        many("INSERT INTO deliveries (alert_number, channel, state) VALUES (?, ?, ?)", deliveries)

    def _settle(self) -> None:
        """Rows up to here are from before the chain; each site had some runs."""
        for lane, key in (("captures", "id"), ("versions", "id"), ("changes", "id"), ("alerts", "number")):
            self.db.execute(f"UPDATE lanes SET last = (SELECT max({key}) FROM {lane}) WHERE name = ?", (lane,))
        pages = '{"ok": 20, "unchanged": 480}'
        starts = ((n % SITES + 1, self.now - RUN_EVERY * (3 - n // SITES)) for n in range(SITES * 3))
        self.db.executemany(
            "INSERT INTO runs (site_id, started, ended, outcome, pages, interval) VALUES (?, ?, ?, 'ok', ?, ?)",
            ((site, at, at, pages, RUN_EVERY) for site, at in starts),
        )
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def visits(path: Path, pages: int, *, edited: float) -> list[float]:
    """Milliseconds of CPU that recording each of some visits took; nothing is left of them behind."""
    random_ = random.Random(3)
    found = []
    with open_archive(path) as archive:
        for _ in range(VISITS):
            page = random_.randrange(1, pages + 1)
            started = time.process_time()
            with archive.transaction():
                visit(archive, page, changed=random_.random() < edited)
            found.append((time.process_time() - started) * 1000)
    return found


def typical(times: list[float]) -> float:
    """The lower quartile: what a visit takes where nothing else on the machine is in its way."""
    return statistics.quantiles(times, n=4)[0]


def visit(archive: SqliteArchive, page: int, *, changed: bool) -> None:
    """What a crawl does for one page: a capture, the version seen again or a new one with its news, the next look."""
    site, address = f"paper-{page % SITES}", url(page)
    record = archive.page(site, address)
    assert record is not None
    verdict = Verdict.OK if changed else Verdict.UNCHANGED
    capture = archive.add_capture(CaptureRecord(site, address, NOW, 200, verdict, "", "ab" * 32))
    key = RegionKey(site, RegionKind.ARTICLE, "", address)
    latest = archive.latest(key)
    assert latest is not None
    if changed:
        state = replace(latest.state, title=f"Seen by capture {capture}")
        version = archive.add_version(key, state, f"1{capture:032x}", NOW, capture)
        told = {**CHANGE, "versions": [latest.number, version.number]}
        change = ChangeRecord(site, "article.changed", key, NOW, latest.number, version.number, told, address)
        number = archive.add_change(change)
        summary = "Silent edit: 17 → 19 (+1 −1 words)"
        alert = Alert(
            f"2{capture:032x}",
            NOW,
            site,
            "article.changed",
            Severity.NOTICE,
            "article",
            address,
            summary,
            told,
            None,
            capture,
        )
        archive.add_alert(alert, ["log"], number)
    else:
        archive.touch(key, NOW)
    archive.save_page(replace(record, last_look=NOW, looks=record.looks + 1, next_look=NOW + timedelta(days=3)))


def questions(folder: Path, pages: int) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """What is asked, and the milliseconds of wall clock and CPU that each of some answers took."""
    random_ = random.Random(4)
    some = [random_.randrange(1, pages + 1) for _ in range(50)]
    with open_archive(folder / "archive.db", read_only=True) as archive:
        yield "due pages of a site", clocked(lambda n: archive.due(f"paper-{n % SITES}", NOW, 500), some)
        yield "a page by its address", clocked(lambda n: archive.page(f"paper-{n % SITES}", url(n)), some)
        yield (
            "the latest version of an article",
            clocked(lambda n: archive.latest(RegionKey(f"paper-{n % SITES}", RegionKind.ARTICLE, "", url(n))), some),
        )
    data = ["--data", str(folder)]
    yield "history URL", clocked(lambda n: told([*data, "history", url(n)]), some)
    yield "show URL", clocked(lambda n: told([*data, "show", url(n)]), some)
    yield (
        "alerts SITE --since 3d",
        clocked(lambda n: told([*data, "alerts", f"paper-{n % SITES}", "--since", "3d"]), some[:9]),
    )
    yield "alerts --since 30m", clocked(lambda _: told([*data, "alerts", "--since", "30m"]), some[:9])
    yield "status (a thousand sites)", clocked(lambda _: told([*data, "status"]), some[:9])


def clocked(ask: Callable[[int], object], some: list[int]) -> list[tuple[float, float]]:
    ask(some[0])  # what is imported at the first call is no cost of the archive
    found = []
    for n in some:
        started, worked = time.perf_counter(), time.process_time()
        ask(n)
        found.append(((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000))
    return found


def told(args: list[str]) -> str:
    """A command in this process, without the start of Python."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        status = run(args)
    assert status == 0, args
    return out.getvalue()


def plot(path: Path, costs: list[tuple[int, float, float]]) -> None:
    """Milliseconds of CPU a visit over the number of pages, as SVG: the abscissa by powers of ten."""
    from math import log10

    top = max(2.0, max(edited for *_, edited in costs) * 1.2)

    def at(pages: int, cost: float) -> str:
        return f"{60 + (log10(pages) - 4) * 260:.0f},{260 - cost / top * 220:.0f}"

    lines = []
    for index, (name, colour) in enumerate((("nothing new", "#2a6f97"), ("an edit, with its alert", "#b3541e"))):
        points = " ".join(at(row[0], row[index + 1]) for row in costs)
        lines.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        lines.extend(
            f'<circle r="3" fill="{colour}" cx="{x}" cy="{y}"/>' for x, y in (p.split(",") for p in points.split())
        )
        lines.append(f'<text x="70" y="{30 + 18 * index}" fill="{colour}">{name}</text>')
    for pages in STEPS:
        x = at(pages, 0).split(",")[0]
        lines.append(f'<text x="{x}" y="280" text-anchor="middle">{pages:,}</text>')
    for cost in (0, top / 2, top):
        y = at(STEPS[0], cost).split(",")[1]
        lines.append(f'<text x="50" y="{y}" text-anchor="end">{cost:.1f}</text>')
    body = "\n".join(lines)
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="660" height="310" font-family="sans-serif" font-size="13">'
    caption = '<text x="330" y="302" text-anchor="middle">pages in the archive; ms of CPU to record a visit</text>'
    white = '<rect width="660" height="310" fill="white"/>'
    path.write_text(f"{head}\n{white}\n{body}\n{caption}\n</svg>\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=STEPS[-1])
    options.add_argument("--folder", type=Path, help="where to build; kept afterwards")
    options.add_argument("--plot", type=Path, help="write the cost of a visit over the number of pages, as SVG")
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "archive.db"
    costs: list[tuple[int, float, float]] = []
    pages = chosen.pages if path.exists() else build(path, chosen.pages, costs)
    print(f"{pages:,} pages, {pages * VERSIONS:,} versions, {path.stat().st_size / 1e9:.2f} GB")
    for name, times in questions(folder, pages):
        wall, cpu = zip(*times, strict=True)
        middle = f"{statistics.median(wall):>8.1f} ms, of CPU {statistics.median(cpu):.1f}"
        print(f"  {name:<34}{middle}, slowest {max(wall):.1f}")
    if chosen.plot and costs:
        plot(chosen.plot, costs)
    if chosen.folder is None:
        shutil.rmtree(folder)


def build(path: Path, most: int, costs: list[tuple[int, float, float]]) -> int:
    builder = Builder(path)
    spent = 0.0
    for pages in [step for step in STEPS if step < most] + [most]:
        started = time.perf_counter()
        builder.grow(pages)
        spent += time.perf_counter() - started
        copy = path.with_name("visited.db")
        shutil.copy(path, copy)
        same = typical(visits(copy, pages, edited=0.0))
        edited = typical(visits(copy, pages, edited=1.0))
        copy.unlink()
        costs.append((pages, same, edited))
        print(f"{pages:>10,} pages: {same:.2f} ms CPU a visit with nothing new, {edited:.2f} with an edit", flush=True)
    builder.db.close()
    print(f"built in {spent:.0f} s")
    return most


if __name__ == "__main__":
    sys.exit(main())
