"""Deliveries: each is claimed for a while, then sent, put off, given back, or given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from crawler.model import Delivery, DeliveryState
from crawler.store.alerts import ALERT_COLUMNS, Alerts
from crawler.store.connection import Row
from crawler.store.values import from_ticks_or_none, since_ticks, to_iso, to_ticks, to_ticks_or_none

_CLAIM = """
UPDATE deliveries SET attempts = attempts + 1, leased_until = :until WHERE id IN (
  SELECT d.id FROM deliveries d
  WHERE d.state = 'pending' AND d.channel = :channel AND coalesce(d.next_try, :now) <= :now
    AND coalesce(d.leased_until, :now) <= :now
  ORDER BY (SELECT a.at FROM alerts a WHERE a.number = d.alert_number), d.alert_number LIMIT :limit)
RETURNING id
"""

# The state is written out, so that each question finds its own small index.
_PENDING = """
SELECT d.channel, count(*) FROM deliveries d JOIN alerts a ON a.number = d.alert_number
WHERE d.state = 'pending' AND (:site = 0 OR a.site_id = :site) GROUP BY d.channel ORDER BY d.channel
"""
_DEAD = """
SELECT d.channel, count(*) FROM deliveries d JOIN alerts a ON a.number = d.alert_number
WHERE d.state = 'dead' AND (:site = 0 OR a.site_id = :site) GROUP BY d.channel ORDER BY d.channel
"""

_CLAIMED = (
    ALERT_COLUMNS + ", d.id, d.channel, d.attempts, d.state, d.next_try, d.error, d.rule "
    "FROM deliveries d JOIN alerts a ON a.number = d.alert_number JOIN sites s ON s.id = a.site_id "
    "LEFT JOIN changes c ON c.id = a.change_id WHERE d.id = :id"
)

_EXPORT = """
SELECT d.id, a.id, s.name, a.at, a.kind, d.channel, d.state, d.attempts, d.sent_at, d.next_try, d.error
FROM deliveries d JOIN alerts a ON a.number = d.alert_number JOIN sites s ON s.id = a.site_id
WHERE d.id > :after AND a.at >= :since ORDER BY d.id LIMIT :batch
"""


class Outbox(Alerts):
    def claim(self, channel: str, now: datetime, lease_seconds: float, limit: int) -> list[Delivery]:
        """Take deliveries of a channel that are due, oldest alert first, for `lease_seconds`.

        No other claim gets them meanwhile. Each claim counts as an attempt.
        """
        until = to_ticks(now + timedelta(seconds=lease_seconds))
        with self.transaction():
            ids = self._rows(_CLAIM, {"channel": channel, "now": to_ticks(now), "until": until, "limit": limit})
            rows = [row for (number,) in ids for row in self._rows(_CLAIMED, {"id": number})]
        rows.sort(key=lambda row: (row[1], row[0]))  # at, number
        return [self._delivery(row) for row in rows]

    def mark_sent(self, ids: Iterable[int], at: datetime) -> None:
        self._run_each(
            "UPDATE deliveries SET state = 'sent', sent_at = :at, next_try = NULL, leased_until = NULL, "
            "error = NULL WHERE id = :id",
            ({"id": number, "at": to_ticks(at)} for number in ids),
        )

    def mark_failed(self, ids: Iterable[int], error: str, next_try: datetime | None, dead: bool) -> None:
        """Put off until `next_try` (None: may be tried at once) or, where `dead`, give up; ends the lease."""
        row = {
            "state": (DeliveryState.DEAD if dead else DeliveryState.PENDING).value,
            "error": error,
            "next_try": to_ticks_or_none(next_try),
        }
        self._run_each(
            "UPDATE deliveries SET state = :state, error = :error, next_try = :next_try, leased_until = NULL "
            "WHERE id = :id AND state <> 'sent'",
            ({**row, "id": number} for number in ids),
        )

    def release(self, ids: Iterable[int]) -> None:
        """Give claimed deliveries back untried: the claim does not count as an attempt."""
        self._run_each(
            "UPDATE deliveries SET attempts = attempts - 1, leased_until = NULL "
            "WHERE id = :id AND state = 'pending' AND leased_until IS NOT NULL",
            ({"id": number} for number in ids),
        )

    def hold(self, ids: Iterable[int], until: datetime) -> None:
        """Give claimed deliveries back untried, not to be claimed before `until`."""
        self._run_each(
            "UPDATE deliveries SET attempts = attempts - 1, leased_until = NULL, next_try = :until "
            "WHERE id = :id AND state = 'pending' AND leased_until IS NOT NULL",
            ({"id": number, "until": to_ticks(until)} for number in ids),
        )

    def reopen(self, channel: str, *, left: str, failed: bool = False, held: bool = False) -> None:
        """End the leases of a channel, and the waits of those whose error is like `left` (SQL's LIKE).

        For a caller who knows that nobody else is sending. `failed` also ends the waits after failures, `held` the
        holds of what was never tried.
        """
        self._run(
            "UPDATE deliveries SET leased_until = NULL, next_try = CASE WHEN error LIKE :left "
            "OR (:failed = 1 AND error IS NOT NULL) OR (:held = 1 AND error IS NULL) THEN NULL ELSE next_try END "
            "WHERE state = 'pending' AND channel = :channel AND (leased_until IS NOT NULL OR next_try IS NOT NULL)",
            {"channel": channel, "left": left, "failed": int(failed), "held": int(held)},
        )

    def sent_since(self, channel: str, since: datetime) -> int:
        """How many deliveries of a channel were sent at `since` or later."""
        rows = self._rows(
            "SELECT count(*) FROM deliveries WHERE state = 'sent' AND channel = :channel AND sent_at >= :since",
            {"channel": channel, "since": to_ticks(since)},
        )
        return int(rows[0][0])

    def pending_channels(self) -> list[str]:
        rows = self._rows("SELECT DISTINCT channel FROM deliveries WHERE state = 'pending' ORDER BY channel")
        return [channel for (channel,) in rows]

    def undelivered(self, site: str | None = None) -> dict[str, int]:
        """Pending deliveries by channel."""
        return self._counts(_PENDING, site)

    def dead(self, site: str | None = None) -> dict[str, int]:
        """Deliveries that were given up, by channel."""
        return self._counts(_DEAD, site)

    def revive(self, channel: str | None = None) -> int:
        """Make deliveries that were given up pending again; how many. Earlier attempts count as one.

        One, not none: an attempt may have got through, and the next one must know.
        """
        return self._run(
            "UPDATE deliveries SET state = 'pending', attempts = 1, next_try = NULL, leased_until = NULL "
            "WHERE state = 'dead' AND (:channel = '' OR channel = :channel)",
            {"channel": channel or ""},
        )

    def deliveries(self, since: datetime | None = None) -> Iterator[Mapping[str, Any]]:
        """Deliveries of alerts at `since` or later, ready for export: times ISO 8601 UTC or None."""
        return map(exported, self._stream(_EXPORT, {"since": since_ticks(since)}))

    def _counts(self, sql: str, site: str | None) -> dict[str, int]:
        return {channel: count for channel, count in self._rows(sql, {"site": self._site_filter(site)})}  # noqa: C416 - tells the type checker of the two columns

    def _delivery(self, row: Row) -> Delivery:
        number, channel, attempts, state, next_try, error, rule = row[-7:]
        return Delivery(
            id=number,
            alert=self._alert(row[:-7]),
            channel=channel,
            attempts=attempts,
            state=DeliveryState(state),
            next_try=from_ticks_or_none(next_try),
            error=error or "",
            rule=rule or "",
        )


def exported(row: Row) -> dict[str, Any]:
    number, alert, site, at, kind, channel, state, attempts, sent_at, next_try, error = row
    return {
        "id": number,
        "alert": alert,
        "site": site,
        "at": to_iso(at),
        "kind": kind,
        "channel": channel,
        "state": state,
        "attempts": attempts,
        "sent_at": to_iso(sent_at),
        "next_try": to_iso(next_try),
        "error": error or "",
    }
