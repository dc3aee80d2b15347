"""Runs, and the generations of site templates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from crawler.health import RUNS, usual_interval
from crawler.model import RunRecord
from crawler.store.connection import Row
from crawler.store.sealing import Sealed
from crawler.store.sites import Sites
from crawler.store.values import from_ticks, from_ticks_or_none, to_ticks, to_ticks_or_none

RUN_COLUMNS = (
    "SELECT r.id, s.name, r.started, r.ended, r.outcome, r.requests, r.pages, r.changes, r.alerts, r.bytes, "
    "r.errors, r.interval FROM runs r JOIN sites s ON s.id = r.site_id "
)
_STARTS = "SELECT started FROM runs WHERE site_id = :site ORDER BY id DESC LIMIT :runs"


class Runs(Sites, Sealed):
    def start_run(self, site: str, at: datetime) -> int:
        """Record that a run began; its number. It counts as running until `finish_run`, even if killed."""
        with self._writing():
            number, started = self._site(site), to_ticks(at)
            before = self._rows(_STARTS, {"site": number, "runs": RUNS - 1})
            return self._number(
                "INSERT INTO runs (site_id, started, interval) VALUES (:site, :at, :interval) RETURNING id",
                {"site": number, "at": started, "interval": _interval([(started,), *before])},
            )

    def usual_intervals(self, newest: Iterable[Row]) -> Iterator[tuple[str, timedelta]]:
        """What usually lies between two runs of each site, by the rows (`RUN_COLUMNS`) of their newest ones.

        It was worked out as that run began; only for a run from before that was kept its starts are read.
        """
        for _, site, *_, interval in newest:
            known = self._interval_of(site) if interval is None else interval
            yield site, timedelta(microseconds=known)

    def _interval_of(self, site: str) -> int:
        return _interval(self._rows(_STARTS, {"site": self._known_site(site), "runs": RUNS}))

    def finish_run(self, record: RunRecord) -> None:
        """Record how the run `record.id` went, and close the link of the chain that covers what it recorded."""
        with self._writing():
            self._finish_run(record)
            self.close_link(record.ended or record.started, {"run": record.id, "site": record.site})

    def _finish_run(self, record: RunRecord) -> None:
        self._run(
            "UPDATE runs SET ended = :ended, outcome = :outcome, requests = :requests, pages = :pages, "
            "changes = :changes, alerts = :alerts, bytes = :bytes, errors = :errors WHERE id = :id",
            {
                "id": record.id,
                "ended": to_ticks_or_none(record.ended),
                "outcome": record.outcome,
                "requests": record.requests,
                "pages": json.dumps(dict(record.pages)),
                "changes": record.changes,
                "alerts": record.alerts,
                "bytes": record.bytes,
                "errors": record.errors,
            },
        )

    def last_run(self, site: str) -> RunRecord | None:
        """The run that began last, ended or not."""
        row = self._row(
            RUN_COLUMNS + "WHERE r.site_id = :site ORDER BY r.id DESC LIMIT 1", {"site": self._known_site(site)}
        )
        return run_of(row) if row else None

    def recent_runs(self, site: str, limit: int) -> list[RunRecord]:
        """The runs that began last, the newest first."""
        rows = self._rows(
            RUN_COLUMNS + "WHERE r.site_id = :site ORDER BY r.id DESC LIMIT :limit",
            {"site": self._known_site(site), "limit": limit},
        )
        return [run_of(row) for row in rows]

    def runs(self, site: str | None = None) -> list[RunRecord]:
        """Runs in the order in which they began."""
        rows = self._rows(
            RUN_COLUMNS + "WHERE (:site = 0 OR r.site_id = :site) ORDER BY r.id",
            {"site": self._site_filter(site)},
        )
        return [run_of(row) for row in rows]

    def template(self, site: str) -> tuple[int, str] | None:
        """Number and JSON of the newest generation of the site's template."""
        row = self._row(
            "SELECT number, template FROM templates WHERE site_id = :site ORDER BY number DESC LIMIT 1",
            {"site": self._known_site(site)},
        )
        return (row[0], self._unpack_text(row[1])) if row else None

    def template_generation(self, site: str, number: int) -> str | None:
        row = self._row(
            "SELECT template FROM templates WHERE site_id = :site AND number = :number",
            {"site": self._known_site(site), "number": number},
        )
        return self._unpack_text(row[0]) if row else None

    def save_template(self, site: str, number: int, template: str, at: datetime) -> None:
        """Keep a generation of the template, as JSON; the same number again replaces it."""
        with self._writing():
            self._run(
                "INSERT INTO templates (site_id, number, at, template) "
                "VALUES (:site, :number, :at, :template) "
                "ON CONFLICT (site_id, number) DO UPDATE SET at = excluded.at, template = excluded.template",
                {
                    "site": self._site(site),
                    "number": number,
                    "at": to_ticks(at),
                    "template": self._zstd.pack(template.encode("utf-8", "surrogatepass")),
                },
            )


def _interval(starts: Sequence[Row]) -> int:
    """Microseconds that usually lie between runs that began then, the newest first."""
    return round(usual_interval([start / 1e6 for (start,) in starts]) / timedelta(microseconds=1))


def run_of(row: Row) -> RunRecord:
    number, site, started, ended, outcome, requests, pages, changes, alerts, size, errors, _ = row
    return RunRecord(
        site=site,
        started=from_ticks(started),
        ended=from_ticks_or_none(ended),
        outcome=outcome,
        requests=requests,
        pages=json.loads(pages),
        changes=changes,
        alerts=alerts,
        bytes=size,
        errors=errors,
        id=number,
    )
