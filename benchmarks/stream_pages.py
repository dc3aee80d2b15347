"""Streams of whole pages through the recorder: front pages with their list, and pages of terms (see `streams.py`)."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.model import Alert, Capture, RegionKey, RegionKind, RunRecord
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive, open_archive

Row = dict[str, Any]

SITE = "replayed"
_MOST_READ = ("Meistgelesen", "Meistgelesene Artikel")


def packed(path: Path) -> Iterator[Row]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def rows(folder: Path, pattern: str) -> Iterator[Row]:
    for path in sorted(folder.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def take(archive: Archive, pages: list[Row]) -> list[Alert]:
    """One run over pages as they stood, and what it tells."""
    now = max(datetime.fromisoformat(row["observed_at"]) for row in pages)
    host = urlsplit(pages[0]["url"]).hostname or ""
    recorder = Recorder(archive, SiteSetup(SITE, f"https://{host}/", (host,), route=lambda *_: {"log": ""}))
    number = archive.start_run(SITE, now)
    for row in pages:
        headers = {"content-type": "text/html; charset=utf-8"}
        recorder.take(Capture(row["url"], now, 200, headers, row["html"].encode()))
    recorder.finish(now)
    archive.finish_run(RunRecord(SITE, now, now, "ok", pages=dict(recorder.tally.pages), id=number))
    return recorder.tally.alerts


def front_pages(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Real front pages, half an hour apart and more, through the recorder: is the list the one that is known?"""
    for path in sorted(folder.glob("html-*.xz")):
        counts: Counter[str] = Counter()
        known: list[str] = []
        with tempfile.TemporaryDirectory() as data, open_archive(Path(data) / "archive.db") as archive:
            for row in packed(path):
                counts["looks"] += 1
                alerts = take(archive, [row])
                truth = [item["url"] for item in row["items"]]
                told = [alert for alert in alerts if alert.kind == "list.changed" and alert.region in _MOST_READ]
                entered = {item["url"] for alert in told for item in alert.change["entered"]}
                counts["truth: the list differs"] += bool(known) and truth != known
                counts["told"] += len(told)
                counts["truth: entered"] += len(set(truth) - set(known)) if known else 0
                counts["told: entered"] += len(entered)
                counts["told: entered, and so they did"] += len(entered & (set(truth) - set(known)))
                counts["stands as it is known"] += truth in (
                    [item.url for item in version.state.items]
                    for name in _MOST_READ
                    if (version := archive.latest(RegionKey(SITE, RegionKind.LIST, name))) is not None
                )
                for alert in alerts:
                    counts[f"all alerts: {alert.kind} {alert.region}"] += 1
                known = truth
        yield f"de-frontpages: {path.name}", counts


def legal_pages(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Pages of terms as they stood, through the recorder, beside the versions that another tool made of a part of each
    by hand-written selectors. Versions in which addresses, pictures or marks alone differ are no edits."""
    texts = {(row["url"], row["seq"]): _words(row["markdown"]) for row in packed(folder / "versions.jsonl.xz")}
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("snapshots-*.xz")):
        known: list[str] | None = None
        with tempfile.TemporaryDirectory() as data, open_archive(Path(data) / "archive.db") as archive:
            for row in packed(path):
                name = re.sub(r"\W+", "-", row["url"].lower())
                alerts = take(archive, [{**row, "url": f"https://{name.partition('-')[0]}.example/{name}.html"}])
                told = any(alert.kind == "article.changed" for alert in alerts)
                words = texts.get((row["url"], row["seq"]), known)
                truth = "edited" if known is not None and words != known else "first" if known is None else "same"
                known = words
                counts[f"{truth}: {'told' if told else 'quiet'}"] += 1
    yield "ota-dating (the part that the other tool read: whether ours tells an edit of the page)", counts


def article_pages(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """The part of the articles of which there is HTML, a day a run: is an edit told of each pair that an independent
    count of words calls edited, and of no other? Of live pages what the entries say counts, too."""
    titles = {(row["url"], row["observed_at"]): row["title"] for row in rows(folder, "versions-*.gz")}
    days: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows(folder, "html-*.gz"), key=lambda row: row["observed_at"]):
        title = escape(titles.get((row["url"], row["observed_at"]), ""))
        head = f'<meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{row["url"]}">'
        page = f'<html lang="en"><head>{head}</head><body>{row["html"]}</body></html>'
        days[row["observed_at"][:10]].append({**row, "html": page})
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    seen = {(row["url"], row["observed_at"]) for pages in days.values() for row in pages}
    with tempfile.TemporaryDirectory() as data, open_archive(Path(data) / "archive.db") as archive:
        for day, pages in days.items():
            for alert in take(archive, pages):
                told[alert.url, day].add(alert.kind)
    counts: Counter[str] = Counter()
    for pair in rows(folder, "truth-*.gz"):
        if {(pair["url"], pair["t0"]), (pair["url"], pair["t1"])} <= seen:
            kinds = told.get((pair["url"], pair["t1"][:10]), set()) & {"article.changed", "live.changed"}
            counts[f"{pair['cls']}: {' and '.join(sorted(kinds)) or 'quiet'}"] += 1
    yield "bbc-articles as pages: class in the truth → what is told", Counter(dict(sorted(counts.items())))


def _words(markdown: str) -> list[str]:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", markdown)
    text = re.sub(r"\]\([^)]*\)|https?://\S+|\[[^\]]*protected[^\]]*\]+\S*", "", text)
    return re.findall(r"\w+", text.replace("\\", ""))
