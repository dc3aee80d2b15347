"""What `status` tells, of all sites at once: a question for each thing, not one for each site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.model import RunRecord
from crawler.presence import told_missing
from crawler.store.outbox import Outbox
from crawler.store.runs import RUN_COLUMNS, Runs, run_of
from crawler.store.values import to_ticks

# Pages that have moved are never due; the index leaves them out, and the count never looks at a page itself.
_SITES = """
SELECT s.name, s.pages, (
    SELECT count(*) FROM pages p WHERE p.site_id = s.id AND p.next_look <= :now AND p.state <> 'moved'),
  (SELECT m.value FROM meta m WHERE m.site_id = s.id AND m.name = 'degraded_since'),
  (SELECT m.value FROM meta m WHERE m.site_id = s.id AND m.name = 'presence')
FROM sites s ORDER BY s.name
"""
_LAST = "WHERE r.id IN (SELECT (SELECT max(n.id) FROM runs n WHERE n.site_id = s.id) FROM sites s)"
_WAITING = """
SELECT s.name, d.channel, count(*) FROM deliveries d JOIN alerts a ON a.number = d.alert_number
  JOIN sites s ON s.id = a.site_id WHERE d.state = '{}' GROUP BY s.name, d.channel ORDER BY s.name, d.channel
"""


@dataclass(frozen=True, slots=True)
class SiteOverview:
    """How one site is doing; `undelivered` and `dead` are deliveries by channel, `missing` regions that are told as
    missing, with the time since when."""

    site: str
    pages: int = 0
    due: int = 0
    degraded_since: str = ""
    last_run: RunRecord | None = None
    undelivered: Mapping[str, int] = field(default_factory=dict)
    dead: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, datetime] = field(default_factory=dict)
    interval: timedelta | None = None  # that usually lies between two of its runs


class Overview(Outbox, Runs):
    def overview(self, now: datetime) -> list[SiteOverview]:
        """Every site, by name."""
        newest = self._rows(RUN_COLUMNS + _LAST)
        runs = {run.site: run for run in map(run_of, newest)}
        intervals = dict(self.usual_intervals(newest))
        pending, dead = self._waiting("pending"), self._waiting("dead")
        return [
            SiteOverview(
                name,
                pages,
                due,
                degraded or "",
                runs.get(name),
                pending.get(name, {}),
                dead.get(name, {}),
                told_missing(presence),
                intervals.get(name),
            )
            for name, pages, due, degraded, presence in self._rows(_SITES, {"now": to_ticks(now)})
        ]

    def _waiting(self, state: str) -> dict[str, dict[str, int]]:
        """Site → channel → deliveries. The state is written out, so that its small index is found."""
        found: dict[str, dict[str, int]] = {}
        for site, channel, count in self._rows(_WAITING.format(state)):
            found.setdefault(site, {})[channel] = count
        return found
