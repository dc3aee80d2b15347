"""What the tests of the archive share: drivers, times, and short-hands for records. All text is fictional."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.model import Alert, Article, CaptureRecord, PageRecord, RegionKey, RegionKind, Severity, Verdict
from crawler.store import Archive, open_archive

# A driver is a function from a folder to an open, empty archive (or to what was left there before).
DRIVERS: dict[str, Callable[[Path], Archive]] = {"sqlite": lambda folder: open_archive(folder / "archive.db")}

T0 = datetime(2026, 5, 12, 8, 0, 3, 250_001, tzinfo=UTC)
SITE = "harbour"
URL = "https://harbour.example/news/crane"
ARTICLE = RegionKey(SITE, RegionKind.ARTICLE, "", URL)
TICKER = RegionKey(SITE, RegionKind.LIVE, "Ticker")


def hours(number: float) -> datetime:
    return T0 + timedelta(hours=number)


def article(*paragraphs: str, title: str = "The crane stands still") -> Article:
    return Article(title=title, paragraphs=paragraphs or ("A crane stood still in the harbour.",))


def page(url: str = URL, **fields: Any) -> PageRecord:
    return PageRecord(SITE, url, **fields)


def capture_record(**fields: Any) -> CaptureRecord:
    return replace(CaptureRecord(SITE, URL, T0, 200, Verdict.OK, sha256="ab" * 32), **fields)


def alert(identity: str = "a1", **fields: Any) -> Alert:
    told: dict[str, Any] = {
        "at": T0,
        "site": SITE,
        "kind": "list.changed",
        "severity": Severity.NOTICE,
        "region": "Most read",
        "url": "https://harbour.example/",
        "summary": "Most read: 1 in, 1 out",
        "change": {"entered": [{"rank": 1, "title": "Gulls", "url": ""}], "left": []},
    }
    return Alert(identity, **(told | fields))
