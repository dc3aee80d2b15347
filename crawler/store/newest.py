"""The newest of a site: what a page that shows it would otherwise have to look for in all that was ever recorded."""

from __future__ import annotations

from crawler.model import Alert, RegionKey, RegionKind
from crawler.store.alerts import ALERT_COLUMNS, Alerts

_ALERTS = (
    ALERT_COLUMNS + "FROM alerts a JOIN sites s ON s.id = a.site_id LEFT JOIN changes c ON c.id = a.change_id "
    "WHERE a.site_id = :site ORDER BY a.at DESC, a.number DESC LIMIT :limit"
)

# A page that is gone counts from its last good look on: it changed last when it went.
_REGIONS = """
SELECT name, url, versions, CASE WHEN gone > changed THEN gone ELSE changed END AS at FROM (
  SELECT r.name AS name, p.url AS url, max(v.number) AS versions, max(v.first_seen) AS changed,
    max(CASE WHEN p.state = 'gone' THEN coalesce(p.last_good, 0) + 1 ELSE 0 END) AS gone
  FROM regions r LEFT JOIN pages p ON p.id = r.page_id JOIN versions v ON v.region_id = r.id
  WHERE r.site_id = :site AND r.kind = :kind GROUP BY r.id, r.name, p.url) AS found
WHERE :changed = 0 OR versions > 1 OR gone > 0 ORDER BY at DESC, url, name LIMIT :limit
"""


class Newest(Alerts):
    def newest_alerts(self, site: str, limit: int) -> list[Alert]:
        """The site's last alerts, the newest first; at most `limit`."""
        rows = self._rows(_ALERTS, {"site": self._known_site(site), "limit": limit})
        return [self._alert(row) for row in rows]

    def newest_regions(self, site: str, kind: RegionKind, limit: int, *, changed: bool = False) -> list[RegionKey]:
        """The regions of a kind, the one that changed last first, at most `limit`; `changed`: only those that have
        changed since they were found, or whose page is gone."""
        where = {"site": self._known_site(site), "kind": kind.value, "limit": limit, "changed": int(changed)}
        return [RegionKey(site, kind, name, url) for name, url, *_ in self._rows(_REGIONS, where)]
