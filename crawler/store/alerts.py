"""Changes and alerts. An alert is recorded once, together with a delivery for each of its channels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from crawler.model import Alert, ChangeRecord, RegionKey, RegionKind, Severity
from crawler.store.connection import BATCH, Row
from crawler.store.values import from_ticks, since_ticks, to_ticks
from crawler.store.versions import Versions

CHANGES = """
SELECT c.id, s.name, c.kind, o.name, r.kind, r.name, p.url, c.at, c.from_version, c.to_version, c.change,
  c.url
FROM changes c JOIN sites s ON s.id = c.site_id LEFT JOIN regions r ON r.id = c.region_id
  LEFT JOIN sites o ON o.id = r.site_id LEFT JOIN pages p ON p.id = r.page_id
"""
_SINCE = """
WHERE c.id > :after AND c.at >= :since AND (:site = 0 OR c.site_id = :site) ORDER BY c.id LIMIT :batch
"""

ALERT_COLUMNS = (
    "SELECT a.number, a.at, a.id, s.name, a.kind, a.severity, a.region, a.url, a.summary, a.before_capture, "
    "a.after_capture, coalesce(a.change, c.change) "
)

_ALERTS = (
    ALERT_COLUMNS + "FROM alerts a JOIN sites s ON s.id = a.site_id LEFT JOIN changes c ON c.id = a.change_id "
    "WHERE a.at >= :since AND (a.at, a.number) > (:at, :number) AND (:kind = '' OR a.kind = :kind) "
    "ORDER BY a.at, a.number LIMIT :batch"
)

_NEW_ALERT = """
INSERT INTO alerts (id, site_id, at, kind, severity, region, url, summary, before_capture, after_capture,
  change_id, change)
VALUES (:id, :site, :at, :kind, :severity, :region, :url, :summary, :before, :after, :change_id, :change)
ON CONFLICT (id) DO NOTHING RETURNING number
"""


class Alerts(Versions):
    _last_change: tuple[int, bytes] = 0, b""  # its number and words: an alert comes right after the change it tells

    def add_change(self, record: ChangeRecord) -> int:
        """Record a change; its number, from 1. An unknown region becomes known, without a version."""
        packed = self._pack(record.change)
        with self._writing():
            number = self._number(
                "INSERT INTO changes (site_id, region_id, kind, at, from_version, to_version, url, change) "
                "VALUES (:site, :region, :kind, :at, :from, :to, :url, :change) RETURNING id",
                {
                    "site": self._site(record.site),
                    "region": self._region(record.key) if record.key else None,
                    "kind": record.kind,
                    "at": to_ticks(record.at),
                    "from": record.from_version,
                    "to": record.to_version,
                    "url": None if record.key and record.url == record.key.page else record.url,
                    "change": packed,
                },
            )
        self._last_change = number, packed
        return number

    def changes(self, site: str | None = None, since: datetime | None = None) -> Iterator[ChangeRecord]:
        """Changes at `since` or later, in the order in which they were recorded."""
        where = {"site": self._site_filter(site), "since": since_ticks(since)}
        return map(self._change, self._stream(CHANGES + _SINCE, where))

    def add_alert(
        self, alert: Alert, channels: Sequence[str], change: int | None, rules: Mapping[str, str] | None = None
    ) -> bool:
        """Record an alert and a pending delivery for each channel; False where its id is known.

        So nothing is told twice. `change` is the number of the recorded change that it tells; the same words
        are not stored again. `rules` names the rule that chose a channel, where one did.
        """
        with self._writing():
            rows = self._rows(_NEW_ALERT, self._alert_row(alert, change))
            for channel in dict.fromkeys(channels) if rows else ():
                self._run(
                    "INSERT INTO deliveries (alert_number, channel, rule) VALUES (:alert, :channel, :rule)",
                    {"alert": rows[0][0], "channel": channel, "rule": (rules or {}).get(channel) or None},
                )
        return bool(rows)

    def alerts(
        self, sites: Collection[str] = (), since: datetime | None = None, kind: str | None = None
    ) -> Iterator[Alert]:
        """Alerts at `since` or later, oldest first; no `sites`: of every site."""
        where = {"since": since_ticks(since), "kind": kind or "", "batch": BATCH}
        at, number = where["since"], 0
        while rows := self._rows(_ALERTS, {**where, "at": at, "number": number}):
            yield from (self._alert(row) for row in rows if not sites or row[3] in sites)
            number, at = rows[-1][:2]

    def _alert_row(self, alert: Alert, change: int | None) -> dict[str, object]:
        return {
            "id": alert.id,
            "site": self._site(alert.site),
            "at": to_ticks(alert.at),
            "kind": alert.kind,
            "severity": alert.severity.value,
            "region": alert.region,
            "url": alert.url,
            "summary": alert.summary,
            "before": alert.before,
            "after": alert.after,
            "change_id": change,
            "change": self._unless_told(self._pack(alert.change), change),
        }

    def _unless_told(self, packed: bytes, change: int | None) -> bytes | None:
        if change is None:
            return packed
        if self._last_change[0] == change:
            return None if self._last_change[1] == packed else packed
        row = self._row("SELECT change FROM changes WHERE id = :id", {"id": change})
        return None if row and row[0] == packed else packed

    def _alert(self, row: Row) -> Alert:
        """An alert from the columns of `ALERT_COLUMNS`."""
        _, at, identity, site, kind, severity, region, url, summary, before, after, change = row
        return Alert(
            id=identity,
            at=from_ticks(at),
            site=site,
            kind=kind,
            severity=Severity(severity),
            region=region,
            url=url,
            summary=summary,
            change=self._unpack(change),
            before=before,
            after=after,
        )

    def _change(self, row: Row) -> ChangeRecord:
        number, site, kind, owner, region_kind, name, page, at, from_version, to_version, change, url = row
        return ChangeRecord(
            site=site,
            kind=kind,
            key=RegionKey(owner, RegionKind(region_kind), name, page) if region_kind else None,
            at=from_ticks(at),
            from_version=from_version,
            to_version=to_version,
            change=self._unpack(change),
            url=url if url is not None else page or "",
            id=number,
        )
