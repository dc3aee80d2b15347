"""Views for readers with Datasette or sqlite-utils: names joined in, times ISO 8601 UTC."""

from __future__ import annotations

import re

_VIEWS = """
CREATE VIEW pages_view AS
SELECT p.id, s.name AS site, p.url, p.kind, p.state, iso(p.first_seen) AS first_seen,
  iso(p.last_look) AS last_look, iso(p.last_change) AS last_change, iso(p.next_look) AS next_look,
  p.looks, p.changes, p.misses, p.moved_to, p.published, lower(hex(p.body_sha256)) AS body_sha256
FROM pages p JOIN sites s ON s.id = p.site_id;
CREATE VIEW captures_view AS
SELECT c.id, s.name AS site, p.url, iso(c.fetched_at) AS fetched_at, c.status, c.verdict, c.reason,
  lower(hex(c.sha256)) AS sha256, coalesce(c.source, 'crawl') AS source
FROM captures c JOIN pages p ON p.id = c.page_id JOIN sites s ON s.id = p.site_id;
CREATE VIEW versions_view AS
SELECT v.id, s.name AS site, p.url, r.kind, r.name AS region, v.number AS version,
  iso(v.first_seen) AS first_seen, iso(v.last_seen) AS last_seen, v.capture_id,
  lower(hex(c.sha256)) AS sha256, length(c.data) AS stored_bytes
FROM versions v JOIN regions r ON r.id = v.region_id JOIN sites s ON s.id = r.site_id
  JOIN contents c ON c.id = v.content_id LEFT JOIN pages p ON p.id = r.page_id;
CREATE VIEW changes_view AS
SELECT c.id, s.name AS site, c.kind, iso(c.at) AS at, coalesce(c.url, p.url) AS url, r.name AS region,
  c.from_version, c.to_version
FROM changes c JOIN sites s ON s.id = c.site_id LEFT JOIN regions r ON r.id = c.region_id
  LEFT JOIN pages p ON p.id = r.page_id;
CREATE VIEW alerts_view AS
SELECT a.number, a.id, iso(a.at) AS at, s.name AS site, a.kind, a.severity, a.region, a.url, a.summary,
  a.before_capture, a.after_capture, a.change_id
FROM alerts a JOIN sites s ON s.id = a.site_id;
CREATE VIEW deliveries_view AS
SELECT d.id, a.id AS alert, iso(a.at) AS at, s.name AS site, a.kind, a.summary, d.channel, d.state,
  d.attempts, iso(d.next_try) AS next_try, iso(d.sent_at) AS sent_at, d.error
FROM deliveries d JOIN alerts a ON a.number = d.alert_number JOIN sites s ON s.id = a.site_id;
CREATE VIEW runs_view AS
SELECT r.id, s.name AS site, iso(r.started) AS started, iso(r.ended) AS ended, r.outcome, r.requests,
  r.pages, r.changes, r.alerts, r.bytes, r.errors
FROM runs r JOIN sites s ON s.id = r.site_id;
"""

VIEWS = re.sub(r"\biso\(([\w.]+)\)", r"strftime('%Y-%m-%dT%H:%M:%SZ', \1 / 1000000, 'unixepoch')", _VIEWS)
