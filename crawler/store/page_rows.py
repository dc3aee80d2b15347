"""The rows of `pages`: how one is read, and how one is written."""

from __future__ import annotations

from typing import Any

from crawler.model import PageKind, PageRecord
from crawler.store.connection import Parameters, Row
from crawler.store.values import from_blob, from_ticks_or_none, to_blob, to_ticks_or_none

SELECT = (
    "SELECT p.id, s.name, p.url, p.kind, p.first_seen, p.last_look, p.last_good, p.last_origin, "
    "p.last_change, p.next_look, p.looks, p.changes, p.misses, p.state, p.moved_to, p.published, p.hint, "
    "p.etag, p.last_modified, p.body_sha256, p.last_capture, p.generation, p.hinted, p.rate, p.reader "
    "FROM pages p JOIN sites s ON s.id = p.site_id "
)

SAVE = """
INSERT INTO pages (site_id, url, kind, first_seen, last_look, last_good, last_origin, last_change, next_look,
  looks, changes, misses, state, moved_to, published, hint, etag, last_modified, body_sha256, last_capture,
  generation, hinted, rate, reader)
VALUES (:site, :url, :kind, :first_seen, :last_look, :last_good, :last_origin, :last_change, :next_look,
  :looks, :changes, :misses, :state, :moved_to, :published, :hint, :etag, :last_modified, :body_sha256,
  :last_capture, :generation, :hinted, :rate, :reader)
ON CONFLICT (url, site_id) DO UPDATE SET kind = excluded.kind, first_seen = excluded.first_seen,
  last_look = excluded.last_look, last_good = excluded.last_good, last_origin = excluded.last_origin,
  last_change = excluded.last_change, next_look = excluded.next_look, looks = excluded.looks,
  changes = excluded.changes, misses = excluded.misses, state = excluded.state, moved_to = excluded.moved_to,
  published = excluded.published, hint = excluded.hint, etag = excluded.etag,
  last_modified = excluded.last_modified, body_sha256 = excluded.body_sha256,
  last_capture = excluded.last_capture, generation = excluded.generation,
  hinted = excluded.hinted, rate = excluded.rate, reader = excluded.reader
RETURNING id
"""


def record_of(row: Row) -> PageRecord:
    """What a row of `SELECT` says."""
    _, site, url, kind, *times = row[:10]
    looks, changes, misses, state, *texts, sha256, last_capture, generation, hinted, rate, reader = row[10:]
    first_seen, last_look, last_good, last_origin, last_change, next_look = map(from_ticks_or_none, times)
    moved_to, published, hint, etag, last_modified = texts
    return PageRecord(
        site=site,
        url=url,
        kind=PageKind(kind),
        first_seen=first_seen,
        last_look=last_look,
        last_good=last_good,
        last_origin=last_origin,
        last_change=last_change,
        next_look=next_look,
        looks=looks,
        changes=changes,
        misses=misses,
        state=state,
        moved_to=moved_to or "",
        published=published,
        hint=hint or "",
        etag=etag or "",
        last_modified=last_modified or "",
        body_sha256=from_blob(sha256),
        last_capture=last_capture,
        generation=generation,
        hinted=hinted or "",
        rate=rate or "",
        reader=reader or 0,
    )


def parameters_of(record: PageRecord, site_id: int) -> Parameters:
    """Empty texts are kept as NULL: a byte each, on a million pages."""
    fields: dict[str, Any] = {
        "site": site_id,
        "url": record.url,
        "kind": record.kind.value,
        "first_seen": to_ticks_or_none(record.first_seen),
        "last_look": to_ticks_or_none(record.last_look),
        "last_good": to_ticks_or_none(record.last_good),
        "last_origin": to_ticks_or_none(record.last_origin),
        "last_change": to_ticks_or_none(record.last_change),
        "next_look": to_ticks_or_none(record.next_look),
        "looks": record.looks,
        "changes": record.changes,
        "misses": record.misses,
        "state": record.state,
        "moved_to": record.moved_to or None,
        "published": record.published,
        "hint": record.hint or None,
        "etag": record.etag or None,
        "last_modified": record.last_modified or None,
        "body_sha256": to_blob(record.body_sha256),
        "last_capture": record.last_capture,
        "generation": record.generation,
        "hinted": record.hinted or None,
        "rate": record.rate or None,
        "reader": record.reader or None,
    }
    return fields
