"""Pages that move: the history goes along, what was fetched stays where it was fetched."""

from __future__ import annotations

from dataclasses import replace

from crawler.model import PageRecord
from crawler.store.connection import Parameters
from crawler.store.versions import Versions

# Regions of the new page that were named but never seen make room for those of the old one.
_HAND_OVER = """
UPDATE changes SET region_id = (
  SELECT o.id FROM regions o JOIN regions n ON n.kind = o.kind AND n.name = o.name
  WHERE o.page_id = :old AND n.id = changes.region_id)
WHERE region_id IN (
  SELECT n.id FROM regions n JOIN regions o ON o.kind = n.kind AND o.name = n.name
  WHERE n.page_id = :new AND o.page_id = :old
    AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.region_id = n.id))
"""
_MAKE_ROOM = """
DELETE FROM regions WHERE page_id = :new
  AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.region_id = regions.id)
  AND EXISTS (SELECT 1 FROM regions o WHERE o.page_id = :old AND o.kind = regions.kind AND o.name = regions.name)
"""
_MOVE = """
UPDATE regions SET page_id = :new WHERE page_id = :old
  AND NOT EXISTS (SELECT 1 FROM regions n WHERE n.page_id = :new AND n.kind = regions.kind AND n.name = regions.name)
"""
_SEEN_THERE = """
UPDATE changes SET url = :old_url
WHERE url IS NULL AND region_id IN (SELECT id FROM regions WHERE page_id = :old)
"""


_ALONG = """
SELECT r.id FROM regions r WHERE r.page_id = :new AND EXISTS (
  SELECT 1 FROM versions v WHERE v.region_id = r.id AND v.id <= :sealed) ORDER BY r.id
"""


class Moves(Versions):
    def move_page(self, site: str, old_url: str, new_url: str) -> None:
        """The page `old_url` is now `new_url`: regions and versions go along, and the old URL becomes an alias.

        Its captures stay registered under the old URL, whose page is marked as moved and never due again. A region
        of which the new page has versions of its own stays behind. What is known of the old page (first seen,
        looks, changes, next look) is known of the new one, unless that was looked at already.
        """
        if old_url == new_url:
            return
        with self.transaction():
            self._drop_alias(self._site(site), new_url)
            self._move_records(site, old_url, new_url)
            ids = {"old": self._page(site, old_url), "new": self._page(site, new_url)}
            self._move_regions(ids, old_url, new_url)
            self.add_alias(site, old_url, new_url)
            self._forget()  # keys of the regions that moved

    def _move_records(self, site: str, old_url: str, new_url: str) -> None:
        old = self.page(site, old_url) or PageRecord(site, old_url)
        new = self.page(site, new_url)
        if new is None or not new.looks or new.state == "moved":
            self.save_page(_moved(old, new_url, new))
        self.save_page(replace(old, state="moved", moved_to=new_url, next_look=None))

    def _move_regions(self, ids: Parameters, old_url: str, new_url: str) -> None:
        """What was sealed of versions under the old URL stays known by an event."""
        sealed = self._sealed("versions")
        were_there = self._rows(_ALONG, {**ids, "sealed": sealed})
        self._run(_SEEN_THERE, {"old": ids["old"], "old_url": old_url})
        for sql in (_HAND_OVER, _MAKE_ROOM, _MOVE):
            self._run(sql, ids)
        along = [row[0] for row in self._rows(_ALONG, {**ids, "sealed": sealed}) if row not in were_there]
        if along:
            self.record_event("moved", {"regions": along, "from": old_url, "to": new_url, "versions": sealed})


def _moved(old: PageRecord, new_url: str, new: PageRecord | None) -> PageRecord:
    """The old record at its new URL. What a server said of the old one (ETag …) is no word on the new one."""
    return replace(
        old,
        url=new_url,
        state="known" if old.looks else "new",
        moved_to="",
        misses=0,
        hint=new.hint if new else "",
        etag="",
        last_modified="",
        body_sha256="",
        last_capture=None,
    )
