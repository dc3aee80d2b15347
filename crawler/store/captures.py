"""The register of captures, and the spool: captures that were fetched but not yet recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import zstandard

from crawler.model import Capture, CaptureRecord, RawRecord, Redirect, Verdict
from crawler.store.codec import to_json
from crawler.store.connection import Row
from crawler.store.failures import damaged
from crawler.store.packed import Packed
from crawler.store.pages import Pages
from crawler.store.values import from_blob, from_ticks, since_ticks, to_blob, to_ticks
from crawler.text import readable_path

SELECT = (
    "SELECT c.id, s.name, p.url, c.fetched_at, c.status, c.verdict, c.reason, c.sha256, c.source "
    "FROM captures c JOIN pages p ON p.id = c.page_id JOIN sites s ON s.id = p.site_id "
)
_OWN_SOURCE = "crawl"  # the usual one is kept as NULL


class Captures(Pages, Packed):
    def add_capture(self, record: CaptureRecord) -> int:
        """Register a capture; its number, from 1. An unknown page becomes known, but never due."""
        with self._writing():
            return self._number(
                "INSERT INTO captures (page_id, fetched_at, status, verdict, reason, sha256, source) "
                "VALUES (:page, :fetched_at, :status, :verdict, :reason, :sha256, :source) RETURNING id",
                {
                    "page": self._page(record.site, record.url),
                    "fetched_at": to_ticks(record.fetched_at),
                    "status": record.status,
                    "verdict": record.verdict.value,
                    "reason": record.reason or None,
                    "sha256": to_blob(record.sha256),
                    "source": None if record.source == _OWN_SOURCE else record.source,
                },
            )

    def captures(self, site: str | None = None, since: datetime | None = None) -> Iterator[CaptureRecord]:
        """Captures fetched at `since` or later, in the order in which they were recorded."""
        rows = self._stream(
            SELECT + "WHERE c.id > :after AND c.fetched_at >= :since AND (:site = 0 OR p.site_id = :site) "
            "ORDER BY c.id LIMIT :batch",
            {"site": self._site_filter(site), "since": since_ticks(since)},
        )
        return map(record_of, rows)

    def capture(self, number: int) -> CaptureRecord | None:
        row = self._row(SELECT + "WHERE c.id = :id", {"id": number})
        return record_of(row) if row else None

    def spool(self, site: str, capture: Capture) -> int:
        """Put a capture by, whole, until it is recorded; its number in the spool.

        Nothing of the spool is sealed, so one statement is all of its transaction.
        """
        return self._number(
            "INSERT INTO spool (site_id, url, fetched_at, head, body) "
            "VALUES (:site, :url, :fetched_at, :head, :body) RETURNING id",
            {
                "site": self._site(site),
                "url": capture.url,
                "fetched_at": to_ticks(capture.fetched_at),
                "head": self._zstd.pack_fast(to_json(_head(capture))),
                "body": self._zstd.pack_fast(capture.body),
            },
        )

    def spooled(self, site: str) -> list[tuple[int, Capture]]:
        """What was put by and not recorded yet, oldest first."""
        rows = self._rows(
            "SELECT id, url, fetched_at, head, body FROM spool WHERE site_id = :site ORDER BY id",
            {"site": self._known_site(site)},
        )
        return [(row[0], self._unspooled(row)) for row in rows]

    def unspool(self, numbers: Iterable[int]) -> None:
        self._run_each("DELETE FROM spool WHERE id = :id", ({"id": number} for number in numbers))

    def _unspooled(self, row: Row) -> Capture:
        number, url, fetched_at, head, body = row
        try:
            fields: dict[str, Any] = json.loads(self._zstd.unpack(head))
            redirects = tuple(Redirect(status, source) for status, source in fields.pop("redirects"))
            return Capture(
                url=url,
                fetched_at=from_ticks(fetched_at),
                body=self._zstd.unpack(body),
                redirects=redirects,
                raw=_raw(fields.pop("raw", None)),
                source=readable_path(fields.pop("source")),  # older programs put by what they could not record
                **fields,
            )
        except (zstandard.ZstdError, ValueError, KeyError, TypeError) as problem:
            raise damaged(self.path, f"spooled capture {number}: {problem}") from problem


def _head(capture: Capture) -> dict[str, Any]:
    return {
        "status": capture.status,
        "headers": dict(capture.headers),
        "final_url": capture.final_url,
        "redirects": [(redirect.status, redirect.url) for redirect in capture.redirects],
        "error": capture.error,
        "source": capture.source,
        **({"raw": _raw_fields(capture.raw)} if capture.raw else {}),
    }


def _raw_fields(raw: RawRecord) -> list[Any]:
    place = [raw.file, raw.start, raw.offset, raw.end, raw.sha256]
    return [*place, to_ticks(raw.at), raw.payload, raw.refers]


def _raw(fields: list[Any] | None) -> RawRecord | None:
    if fields is None:
        return None
    file, start, offset, end, sha256, at, payload, refers = fields
    return RawRecord(file, start, offset, end, sha256, from_ticks(at), payload, refers)


def record_of(row: Row) -> CaptureRecord:
    number, site, url, fetched_at, status, verdict, reason, sha256, source = row
    return CaptureRecord(
        site=site,
        url=url,
        fetched_at=from_ticks(fetched_at),
        status=status,
        verdict=Verdict(verdict),
        reason=reason or "",
        sha256=from_blob(sha256),
        source=_OWN_SOURCE if source is None else source,
        id=number,
    )
