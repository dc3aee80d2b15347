"""The register of raw captures: where each lies in the WARC files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from crawler.model import RawRecord
from crawler.store.connection import BATCH, Row
from crawler.store.sealing import Sealed
from crawler.store.sites import Sites
from crawler.store.values import LONG_AGO, from_blob, from_ticks, since_ticks, to_blob, to_ticks

_COLUMNS = "r.id, r.capture_id, r.file, r.start, r.offset, r.end, r.sha256, r.at, r.payload, r.refers"
_SELECT = f"SELECT {_COLUMNS} FROM raws r "  # noqa: S608 - columns of ours


class Raws(Sites, Sealed):
    def add_raw(self, site: str, raw: RawRecord, capture: int | None) -> int:
        """Register a raw capture; its number. One that is known stays as it is: what is sealed does not change."""
        with self._writing():
            known = self._row(_SELECT + "WHERE r.file = :file AND r.start = :start", _place(raw))
            if known is not None:
                return int(known[0])
            return self._number(
                "INSERT INTO raws (site_id, capture_id, at, file, start, offset, end, sha256, payload, refers) "
                "VALUES (:site, :capture, :at, :file, :start, :offset, :end, :sha256, :payload, :refers) RETURNING id",
                {
                    **_place(raw),
                    "site": self._site(site),
                    "capture": capture,
                    "at": to_ticks(raw.at),
                    "offset": raw.offset,
                    "end": raw.end,
                    "sha256": to_blob(raw.sha256),
                    "payload": to_blob(raw.payload),
                    "refers": raw.refers,
                },
            )

    def raws(
        self, site: str | None = None, since: datetime | None = None
    ) -> Iterator[tuple[int, int | None, RawRecord]]:
        """Number, capture (None: one that is not in the register, a second look) and place of each, oldest first."""
        where = {"site": self._site_filter(site), "since": since_ticks(since), "batch": BATCH}
        at, number = LONG_AGO, 0
        sql = (
            _SELECT + "WHERE (:site = 0 OR r.site_id = :site) AND r.at >= :since AND (r.at, r.id) > (:at, :number) "
            "ORDER BY r.at, r.id LIMIT :batch"
        )
        while rows := self._rows(sql, {**where, "at": at, "number": number}):
            yield from ((row[0], row[1], _record(row)) for row in rows)
            at, number = rows[-1][7], rows[-1][0]

    def raw_places(self) -> Iterator[tuple[int, str, RawRecord]]:
        """Number, site and place of each, file by file, in the order in which they lie there."""
        file, start = "", -1
        sql = (
            f"SELECT {_COLUMNS}, s.name FROM raws r JOIN sites s ON s.id = r.site_id "  # noqa: S608 - columns of ours
            "WHERE (r.file, r.start) > (:file, :start) ORDER BY r.file, r.start LIMIT :batch"
        )
        while rows := self._rows(sql, {"file": file, "start": start, "batch": BATCH}):
            yield from ((row[0], row[-1], _record(row)) for row in rows)
            file, start = rows[-1][2:4]

    def raw(self, number: int) -> RawRecord | None:
        row = self._row(_SELECT + "WHERE r.id = :id", {"id": number})
        return _record(row) if row else None

    def raw_of(self, capture: int) -> tuple[int, RawRecord] | None:
        """Number and place of what a capture was read from."""
        row = self._row(_SELECT + "WHERE r.capture_id = :capture ORDER BY r.id LIMIT 1", {"capture": capture})
        return (row[0], _record(row)) if row else None

    def raw_with_payload(self, site: str, payload: str) -> tuple[int, RawRecord] | None:
        """The newest raw capture of a site that holds a payload (SHA-256, hexadecimal) in full."""
        digest = bytes.fromhex(payload)
        row = self._row(
            _SELECT + "WHERE substr(r.payload, 1, 8) = :head AND r.payload = :payload AND r.site_id = :site "
            "AND r.refers IS NULL ORDER BY r.id DESC LIMIT 1",
            {"head": digest[:8], "payload": digest, "site": self._known_site(site)},
        )
        return (row[0], _record(row)) if row else None

    def raw_end(self, file: str) -> int:
        """How far into a file its register goes; 0 for one that it does not know."""
        return self._number("SELECT coalesce(max(end), 0) FROM raws WHERE file = :file", {"file": file})

    def raw_gaps(self, file: str, waiting: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
        """Stretches of a file that no raw capture covers, up to the last that one does.

        Args:
            file: its name in the register.
            waiting: stretches of captures that are still to be registered.
        """
        rows = self._rows("SELECT start, end FROM raws WHERE file = :file", {"file": file})
        found, reached = [], 0
        for start, end in sorted([*rows, *waiting]):
            if start > reached:
                found.append((reached, start))
            reached = max(reached, end)
        return found


def _place(raw: RawRecord) -> dict[str, object]:
    return {"file": raw.file, "start": raw.start}


def _record(row: Row) -> RawRecord:
    _, _, file, start, offset, end, sha256, at, payload, refers, *_ = row
    return RawRecord(file, start, offset, end, from_blob(sha256), from_ticks(at), from_blob(payload), refers)
