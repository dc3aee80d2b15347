"""An alert as the contract's record, and as one readable line."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from crawler.model import Alert
from crawler.render.safe import plain

RESET = "\x1b[0m"
TINTS = {"info": "\x1b[36m", "notice": "\x1b[33m", "important": "\x1b[1;31m"}
LINE = 400  # characters of a readable line, its link included
_SUMMARY = 200
# JSON allows these in strings as they are; terminals and readers that split lines do not bear them.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def record(alert: Alert) -> dict[str, Any]:
    """The alert record of the contract, ready for JSON."""
    return {
        "id": alert.id,
        "at": stamp(alert.at),
        "site": alert.site,
        "kind": alert.kind,
        "severity": alert.severity.value,
        "subject": {"region": alert.region, "url": alert.url},
        "summary": alert.summary,
        "change": dict(alert.change),
        "captures": {"before": alert.before, "after": alert.after},
    }


def json_line(alert: Alert) -> str:
    """The record as one line of JSON without its line end: lossless, and harmless on a terminal."""
    text = json.dumps(record(alert), ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def line(alert: Alert, *, colour: bool = False) -> str:
    """Time, site, severity, summary, link: one line, at most `LINE` characters, harmless on a terminal. `colour` tints
    the severity."""
    start, grade = f"{stamp(alert.at)} {plain(alert.site, 60)}", alert.severity.value
    told = plain(alert.summary, _SUMMARY)
    url = plain(alert.url, LINE - len(f"{start} {grade}: {told}") - 1)
    shown = f"{TINTS[grade]}{grade}{RESET}" if colour else grade
    return " ".join(filter(None, (start, f"{shown}: {told}", url)))


def stamp(at: datetime) -> str:
    """ISO 8601 UTC to the second, as everywhere in Presswatch."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return f"{utc.isoformat()[:19]}Z"
