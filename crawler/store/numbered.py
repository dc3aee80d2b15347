"""Versions and regions by their numbers, for what is derived from the archive and follows it (the search index)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from crawler.model import RegionKey, RegionKind, Version
from crawler.store.values import from_ticks
from crawler.store.versions import Stored, Versions

_SELECT = """
SELECT v.id, v.region_id, s.name, r.kind, r.name, p.url,
  v.number, v.content_id, v.digest, v.first_seen, v.first_seen + v.seen_for, v.capture_id
FROM versions v JOIN regions r ON r.id = v.region_id JOIN sites s ON s.id = r.site_id
  LEFT JOIN pages p ON p.id = r.page_id
"""
_KEY = """
SELECT s.name, r.kind, r.name, p.url FROM regions r JOIN sites s ON s.id = r.site_id
  LEFT JOIN pages p ON p.id = r.page_id WHERE r.id = :region
"""


class Numbered(Versions):
    def last_version(self) -> int:
        """The number of the version that was recorded last, over all regions; 0 where there is none."""
        return self._number("SELECT coalesce(max(id), 0) FROM versions")

    def versions_after(self, number: int) -> Iterator[tuple[int, int, Version]]:
        """Number, region and version of each that was recorded after `number`, in the order of recording."""
        after = number
        while rows := self._rows(_SELECT + "WHERE v.id > :after ORDER BY v.id LIMIT 500", {"after": after}):
            for after, region, site, kind, name, page, *stored in rows:
                key = RegionKey(site, RegionKind(kind), name, page)
                yield after, region, self._version(key, Stored(*stored))

    def reread_after(self, event: int) -> Iterator[tuple[int, int, Version]]:
        """Event, region and version of each whose reading was replaced after that event."""
        rows = self._rows(
            "SELECT id, facts FROM events WHERE kind = 'reread' AND id > :event ORDER BY id", {"event": event}
        )
        for number, facts in rows:
            found = json.loads(facts)["version"]
            version = self.version_by_id(found)
            if version is not None:
                yield number, self.region_number(version.key) or 0, version

    def version_by_id(self, number: int) -> Version | None:
        row = self._row(_SELECT + "WHERE v.id = :id", {"id": number})
        if row is None:
            return None
        _, _, site, kind, name, page, *stored = row
        return self._version(RegionKey(site, RegionKind(kind), name, page), Stored(*stored))

    def mementos(self, key: RegionKey) -> list[tuple[int, datetime]]:
        """Number over all regions, and first sight, of each version of a region, in order."""
        rows = self._rows(
            "SELECT id, first_seen FROM versions WHERE region_id = :region ORDER BY number",
            {"region": self._known_region(key)},
        )
        return [(number, from_ticks(first_seen)) for number, first_seen in rows]

    def unpacked(self, value: bytes) -> str:
        """What a compressed column holds. Raises ArchiveError where it is none."""
        return self._unpack_text(value)

    def region_key(self, region: int) -> RegionKey | None:
        row = self._row(_KEY, {"region": region})
        return RegionKey(row[0], RegionKind(row[1]), row[2], row[3]) if row else None

    def region_number(self, key: RegionKey) -> int | None:
        return self._known_region(key)
