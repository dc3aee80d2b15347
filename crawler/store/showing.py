"""A version as it was sealed, for showing it to somebody who has nothing but SHA-256."""

from __future__ import annotations

import json

from crawler.model import RegionKey
from crawler.store.retiring import Retiring
from crawler.store.versions import Versions

_CONTENT = 7  # its digest's place in the line of a version


class Showing(Versions, Retiring):
    def sealed_version(self, key: RegionKey, number: int) -> tuple[int, int | None, bytes] | None:
        """Number of its row, number of its capture, and its content as it was when it was sealed.

        A version that a newer reader has read anew is shown as it was first read: that is what was sealed. None where
        there is no such version.
        """
        row = self._row(
            "SELECT id, content_id, capture_id FROM versions WHERE region_id = :region AND number = :number",
            {"region": self._known_region(key), "number": number},
        )
        if row is None:
            return None
        entry = self.entry_of("versions", row[0])
        digest = json.loads(entry)[_CONTENT] if entry else ""
        content = row[1]
        if self._content_digest(content) != digest:
            content = self._content_with(digest) or content
        return row[0], row[2], self._content(content).raw
