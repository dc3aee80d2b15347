"""What is sealed: the tables whose rows are proved, and each row's facts as one line that anyone can hash again.

Only facts that are never changed are in it. What may change lawfully is an event of its own (`replace_reading`,
`move_page`), so that the line of a row can still be worked out; `last_seen` is final once a later version covers it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from crawler.classes import dataclass
from crawler.store.values import EPOCH, from_blob

Row = tuple[Any, ...]


class Read(NamedTuple):
    """What the line of a row takes beside its columns."""

    text: Callable[[bytes], str]  # of a compressed column
    sha256: Callable[[int], str]  # of a content by its number, in hexadecimal


_EPOCH = EPOCH.replace(tzinfo=None)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_CAPTURES = """
SELECT c.id, s.name, p.url, c.fetched_at, c.status, c.verdict, c.reason, c.sha256, c.source
FROM captures c LEFT JOIN pages p ON p.id = c.page_id LEFT JOIN sites s ON s.id = p.site_id
"""
_VERSIONS = """
SELECT c.id, s.name, r.kind, r.name, p.url, c.number, c.content_id, c.digest, c.first_seen, c.capture_id,
  (SELECT b.first_seen + b.seen_for FROM versions b WHERE b.region_id = c.region_id AND b.number = c.number - 1),
  c.region_id
FROM versions c LEFT JOIN regions r ON r.id = c.region_id LEFT JOIN sites s ON s.id = r.site_id
  LEFT JOIN pages p ON p.id = r.page_id
"""
# Versions that a reprocessing put out of force are sealed as they were, beside those of their generation.
_SUPERSEDED = _VERSIONS.replace("FROM versions ", "FROM superseded ").replace(
    "b.number = c.number - 1", "b.number = c.number - 1 AND b.generation = c.generation"
)
_CHANGES = """
SELECT c.id, s.name, c.kind, c.at, r.kind, r.name, coalesce(c.url, p.url), c.from_version, c.to_version, c.change
FROM changes c LEFT JOIN sites s ON s.id = c.site_id LEFT JOIN regions r ON r.id = c.region_id
  LEFT JOIN pages p ON p.id = r.page_id
"""
_ALERTS = """
SELECT c.number, c.id, s.name, c.at, c.kind, c.severity, c.region, c.url, c.summary, c.before_capture,
  c.after_capture, coalesce(c.change, h.change)
FROM alerts c LEFT JOIN sites s ON s.id = c.site_id LEFT JOIN changes h ON h.id = c.change_id
"""
_RAWS = """
SELECT c.id, s.name, c.capture_id, c.file, c.start, c.offset, c.end, c.sha256
FROM raws c LEFT JOIN sites s ON s.id = c.site_id
"""
_EVENTS = "SELECT c.id, c.kind, c.facts FROM events c "


@dataclass(frozen=True, slots=True)
class Lane:
    """A table that is sealed. `facts` makes the line of a row, `key` is the column that numbers its rows."""

    name: str
    select: str
    facts: Callable[[Row, Read], Sequence[Any]]
    key: str = "id"
    more: str = ""  # where further rows of it are, that are not new any more

    @property
    def selects(self) -> tuple[str, ...]:
        return (self.select, self.more) if self.more else (self.select,)

    def entry(self, row: Row, read: Read) -> bytes:
        """The line that is hashed: a compact JSON array in UTF-8, the lane's name first."""
        return line([self.name, *self.facts(row, read)])


def line(values: Sequence[Any]) -> bytes:
    """A compact JSON array. A lone surrogate, which UTF-8 cannot hold, keeps its three bytes."""
    return f"[{','.join(map(_in_line, values))}]".encode("utf-8", "surrogatepass")


def _in_line(value: Any) -> str:
    """JSON of a value: one by one they take half the time of a whole array, for which an encoder is made each time."""
    if value is None:
        return "null"
    return str(value) if type(value) is int else _JSON.encode(value)


def _capture(row: Row, _: Read) -> Sequence[Any]:
    number, site, url, at, status, verdict, reason, digest, source = row
    return number, site, url, stamp(at), status, verdict, reason or "", from_blob(digest), source or "crawl"


def _version(row: Row, read: Read) -> Sequence[Any]:
    number, site, kind, name, url, version, content, digest, first_seen, capture, before, _region = row
    return (
        number,
        site,
        kind,
        name,
        url,
        version,
        content if isinstance(content, str) else read.sha256(content),
        from_blob(digest),
        stamp(first_seen),
        capture,
        stamp(before),
    )


def _change(row: Row, read: Read) -> Sequence[Any]:
    number, site, kind, at, region_kind, name, url, before, after, change = row
    return number, site, kind, stamp(at), region_kind, name, url, before, after, _digest(change, read)


def _alert(row: Row, read: Read) -> Sequence[Any]:
    number, identity, site, at, kind, severity, region, url, summary, before, after, change = row
    told = (number, identity, site, stamp(at), kind, severity, region, url, summary, before, after)
    return *told, _digest(change, read)


def _raw(row: Row, _: Read) -> Sequence[Any]:
    return *row[:-1], from_blob(row[-1])


def _event(row: Row, _: Read) -> Sequence[Any]:
    return row


def stamp(ticks: int | None) -> str | None:
    """ISO 8601 UTC, to the microsecond: as exact as it is kept."""
    if ticks is None:
        return None
    return f"{(_EPOCH + timedelta(microseconds=ticks)).isoformat(timespec='microseconds')}Z"


def _digest(packed: bytes | None, read: Read) -> str | None:
    """Of the JSON, however it is compressed."""
    return None if packed is None else sha256(read.text(packed).encode("utf-8", "surrogatepass")).hexdigest()


LANES = (
    Lane("captures", _CAPTURES, _capture),
    Lane("versions", _VERSIONS, _version, more=_SUPERSEDED),
    Lane("changes", _CHANGES, _change),
    Lane("alerts", _ALERTS, _alert, key="number"),
    Lane("raws", _RAWS, _raw),
    Lane("events", _EVENTS, _event),
)
BY_NAME = {lane.name: lane for lane in LANES}
