"""Why things were recorded as they were: notes on captures, and what `explain` asks for that nothing else does.

The tables have no indexes for these questions: they are asked by a person now and then, and an index would cost
every capture.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.model import Alert, CaptureRecord, ChangeRecord, RegionKey, RegionKind, Version
from crawler.store.alerts import ALERT_COLUMNS, CHANGES
from crawler.store.captures import SELECT, Captures, record_of
from crawler.store.outbox import Outbox, exported
from crawler.store.runs import Runs
from crawler.store.values import from_ticks, to_ticks

_LATEST = 2**62  # microseconds: after all times

# The rows of a page: its own, and those of the addresses that it moved from.
_FORMER = """
WITH RECURSIVE former(id, site_id, url) AS (
  SELECT id, site_id, url FROM pages WHERE id = :page
  UNION
  SELECT p.id, p.site_id, p.url FROM former f JOIN pages p ON p.site_id = f.site_id AND p.moved_to = f.url
)
"""
_OF_PAGE = """
WHERE c.page_id IN (SELECT id FROM former) AND c.fetched_at <= :until ORDER BY c.fetched_at DESC, c.id DESC LIMIT :limit
"""
_FIRST_SEEN = """
SELECT s.name, r.kind, r.name, p.url, v.number FROM versions v JOIN regions r ON r.id = v.region_id
  JOIN sites s ON s.id = r.site_id LEFT JOIN pages p ON p.id = r.page_id
WHERE v.capture_id = :capture ORDER BY v.id
"""

_AROUND = """
WHERE c.id IN (
  SELECT c.id FROM captures k JOIN pages p ON p.id = k.page_id JOIN changes c ON c.site_id = p.site_id
    AND c.at = k.fetched_at WHERE k.id = :capture
  UNION SELECT change_id FROM alerts WHERE after_capture = :capture)
ORDER BY c.id
"""

_DELIVERIES = """
SELECT d.id, a.id, s.name, a.at, a.kind, d.channel, d.state, d.attempts, d.sent_at, d.next_try, d.error, d.rule
FROM deliveries d JOIN alerts a ON a.number = d.alert_number JOIN sites s ON s.id = a.site_id
WHERE a.id = :alert ORDER BY d.id
"""


class Lookback(Captures, Outbox, Runs):
    def add_note(self, capture: int, generation: int, note: str) -> None:
        """Say of a capture why it was recorded as it was; `generation` of the template it was read with."""
        self._run(
            "INSERT INTO notes (capture_id, generation, note) VALUES (:capture, :generation, :note) "
            "ON CONFLICT (capture_id) DO UPDATE SET generation = excluded.generation, note = excluded.note",
            {"capture": capture, "generation": generation, "note": note},
        )

    def note(self, capture: int) -> tuple[int, str] | None:
        """The generation and the words that `add_note` put by."""
        row = self._row("SELECT generation, note FROM notes WHERE capture_id = :capture", {"capture": capture})
        return (row[0], row[1]) if row else None

    def captures_of(self, site: str, url: str, until: datetime | None = None, limit: int = 10) -> list[CaptureRecord]:
        """The newest captures of a page, of those fetched by `until`, at addresses that it moved from, too: newest
        first."""
        rows = self._rows(
            _FORMER + SELECT + _OF_PAGE,
            {
                "page": self._known_page(site, url),
                "until": _LATEST if until is None else to_ticks(until),
                "limit": limit,
            },
        )
        return [record_of(row) for row in rows]

    def versions_first_seen_in(self, capture: int) -> list[Version]:
        """The versions, of whatever region, that a capture was the first to show."""
        rows = self._rows(_FIRST_SEEN, {"capture": capture})
        keys = ((RegionKey(site, RegionKind(kind), name, page), number) for site, kind, name, page, number in rows)
        return [version for key, number in keys if (version := self.version(key, number)) is not None]

    def changes_around(self, capture: int) -> list[tuple[ChangeRecord, Alert | None]]:
        """What was recorded as changed at the time of a capture, of whatever page of its site, or told as seen in it;
        each with the alert that came of it."""
        rows = self._rows(CHANGES + _AROUND, {"capture": capture})
        return [(self._change(row), self._alert_of(row[0])) for row in rows]

    def _alert_of(self, change: int) -> Alert | None:
        row = self._row(
            ALERT_COLUMNS + "FROM alerts a JOIN sites s ON s.id = a.site_id LEFT JOIN changes c ON c.id = a.change_id "
            "WHERE a.change_id = :change",
            {"change": change},
        )
        return self._alert(row) if row else None

    def deliveries_of(self, alert: str) -> list[Mapping[str, Any]]:
        """The deliveries of one alert, as `deliveries` gives them, each with the `rule` that chose it ("": none)."""
        rows = self._rows(_DELIVERIES, {"alert": alert})
        return [exported(row[:-1]) | {"rule": row[-1] or ""} for row in rows]

    def template_times(self, site: str) -> list[tuple[int, datetime]]:
        """The generations of the site's template and when each was learned, the first first."""
        rows = self._rows(
            "SELECT number, at FROM templates WHERE site_id = :site ORDER BY number", {"site": self._known_site(site)}
        )
        return [(number, from_ticks(at)) for number, at in rows]
