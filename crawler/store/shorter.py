"""A version's row says for how long it was seen, not until when: mostly nothing or six bytes in place of eight."""

from __future__ import annotations

from sqlite_utils import Database

# The view has the first half of a content's digest, which is all that is kept of one since.
_SHORTER = """
DROP VIEW versions_view;
ALTER TABLE versions RENAME COLUMN last_seen TO seen_for;
UPDATE versions SET seen_for = seen_for - first_seen;
ALTER TABLE superseded RENAME COLUMN last_seen TO seen_for;
UPDATE superseded SET seen_for = seen_for - first_seen;
CREATE VIEW versions_view AS
SELECT v.id, s.name AS site, p.url, r.kind, r.name AS region, v.number AS version,
  strftime('%Y-%m-%dT%H:%M:%SZ', v.first_seen / 1000000, 'unixepoch') AS first_seen,
  strftime('%Y-%m-%dT%H:%M:%SZ', (v.first_seen + v.seen_for) / 1000000, 'unixepoch') AS last_seen, v.capture_id,
  lower(hex(substr(c.sha256, 1, 16))) AS sha256, length(c.data) AS stored_bytes
FROM versions v JOIN regions r ON r.id = v.region_id JOIN sites s ON s.id = r.site_id
  JOIN contents c ON c.id = v.content_id LEFT JOIN pages p ON p.id = r.page_id;
"""


def shorten(db: Database) -> None:
    db.executescript(_SHORTER)
