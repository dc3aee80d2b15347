"""Regions and their versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from crawler.model import RegionKey, RegionKind, RegionState, Version
from crawler.store.codec import decode, encode
from crawler.store.connection import BATCH, BUSY_SECONDS, Parameters, Row
from crawler.store.contents import Before
from crawler.store.failures import damaged
from crawler.store.kept import Kept
from crawler.store.pages import Pages
from crawler.store.sealing import Sealed
from crawler.store.values import from_blob, from_ticks, since_ticks, to_blob, to_ticks

MOST_REGIONS = 1000  # whose newest version is remembered, without its content

MOST_STATES = 100  # as many as a batch of looks is held against

_OF_REGION = (
    "SELECT number, content_id, digest, first_seen, first_seen + seen_for, capture_id "
    "FROM versions WHERE region_id = :region "
)

# Region by region, so that each version finds the one it is compressed against unpacked.
_ALL = """
SELECT v.region_id, s.name, r.kind, r.name, p.url,
  v.number, v.content_id, v.digest, v.first_seen, v.first_seen + v.seen_for, v.capture_id
FROM versions v JOIN regions r ON r.id = v.region_id JOIN sites s ON s.id = r.site_id
  LEFT JOIN pages p ON p.id = r.page_id
WHERE (v.region_id, v.number) > (:region, :number) AND v.first_seen >= :since
  AND (:site = 0 OR r.site_id = :site) AND (:kind = '' OR r.kind = :kind)
ORDER BY v.region_id, v.number LIMIT :batch
"""

# The regions of the site itself, then those of its pages.
_REGIONS = """
SELECT 0, r.id, r.kind, r.name, NULL FROM regions r WHERE r.site_id = :site AND r.page_id IS NULL
UNION ALL
SELECT 1, r.id, r.kind, r.name, p.url FROM pages p JOIN regions r ON r.page_id = p.id WHERE p.site_id = :site
ORDER BY 1, 2
"""

_ARTICLES_AT = """
SELECT s.name, r.name, p.url FROM regions r JOIN pages p ON p.id = r.page_id JOIN sites s ON s.id = r.site_id
WHERE r.kind = 'article' AND p.id IN (
  SELECT id FROM pages WHERE url = :url UNION SELECT page_id FROM aliases WHERE url = :url)
ORDER BY s.name, p.url
"""


_TOUCH = "UPDATE versions SET seen_for = :seen - first_seen WHERE region_id = :region AND number = :number RETURNING id"

# A page's region with its newest version.
_OF_PAGE = """
SELECT r.id, v.number, v.content_id, v.digest, v.first_seen, v.first_seen + v.seen_for, v.capture_id
FROM regions r LEFT JOIN versions v
  ON v.region_id = r.id AND v.number = (SELECT max(number) FROM versions WHERE region_id = r.id)
WHERE r.page_id = :page AND r.kind = :kind AND r.name = :name
"""


_ADD = """
INSERT INTO versions (region_id, number, content_id, digest, first_seen, seen_for, capture_id)
VALUES (:region, :number, :content, :digest, :seen, 0, :capture)
"""


class Stored(NamedTuple):
    """What a row of `versions` says, with the content still packed."""

    number: int
    content: int
    digest: bytes | str | None
    first_seen: int
    last_seen: int
    capture: int | None


class Versions(Pages, Sealed):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self._newest: Kept[int, Stored] = Kept(0 if read_only else MOST_REGIONS)  # by region
        self._decoded: Kept[int, RegionState] = Kept(0 if read_only else MOST_STATES)  # by content, which never changes
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)

    def _forget(self) -> None:
        super()._forget()
        self._newest.clear()
        self._decoded.clear()

    def latest(self, key: RegionKey) -> Version | None:
        row = self._latest(self._known_region(key))
        return self._version(key, row) if row else None

    def latest_digest(self, key: RegionKey) -> str | None:
        """The digest of the latest version, without its content; None before the first."""
        row = self._latest(self._known_region(key))
        return from_blob(row.digest) if row else None

    def version(self, key: RegionKey, number: int) -> Version | None:
        row = self._row(_OF_REGION + "AND number = :number", {"region": self._known_region(key), "number": number})
        return self._version(key, Stored(*row)) if row else None

    def version_at(self, key: RegionKey, at: datetime) -> Version | None:
        """The version that stood at a time: the last one first seen by then; None before the first."""
        row = self._row(
            _OF_REGION + "AND first_seen <= :at ORDER BY number DESC LIMIT 1",
            {"region": self._known_region(key), "at": to_ticks(at)},
        )
        return self._version(key, Stored(*row)) if row else None

    def versions(self, key: RegionKey) -> list[Version]:
        """All versions of a region, 1 first."""
        rows = self._rows(_OF_REGION + "ORDER BY number", {"region": self._known_region(key)})
        return [self._version(key, Stored(*row)) for row in rows]

    def add_version(
        self, key: RegionKey, state: RegionState, digest: str, seen: datetime, capture: int | None
    ) -> Version:
        """Append a version; it gets the next number. `digest` is of what is compared."""
        with self._writing():
            region = self._region(key)
            latest = self._latest(region)
            number = latest.number + 1 if latest else 1
            before = Before(region, latest.number, latest.content) if latest else None
            compared, now = to_blob(digest), to_ticks(seen)
            self._newest.drop(region)
            content = self._store_content(encode(state), compared, before, self._site(key.site))
            row = {"region": region, "number": number, "content": content, "digest": compared, "capture": capture}
            self._insert(_ADD, {**row, "seen": now})
            self._newest.put(region, Stored(number, content, compared, now, now, capture))
        return Version(key, number, state, digest, seen, seen, capture)

    def replace_reading(self, version: Version, state: RegionState, digest: str) -> None:
        """The same version as a newer reader reads it: its state and digest are replaced, its number stays.

        The content read before is kept, as others may be compressed against it.
        """
        with self._writing():
            where = {"region": self._known_region(version.key), "number": version.number}
            self._newest.drop(where["region"] or 0)
            row = self._row(_OF_REGION + "AND number = :number", where)
            if row is None:
                return
            stored = Stored(*row)
            before = Before(where["region"] or 0, version.number, stored.content)
            compared = to_blob(digest)
            content = self._store_content(encode(state), compared, before, self._site(version.key.site))
            self._run(
                "UPDATE versions SET content_id = :content, digest = :digest "
                "WHERE region_id = :region AND number = :number",
                {**where, "content": content, "digest": compared},
            )
            self._record_rereading(where, (stored.content, from_blob(stored.digest)), (content, digest))

    def _record_rereading(self, where: Parameters, before: tuple[int, str], after: tuple[int, str]) -> None:
        """What was sealed of a version stays known: the reading before, and the one that stands in its place."""
        number = self._number("SELECT id FROM versions WHERE region_id = :region AND number = :number", where)
        if before == after or number > self._sealed("versions"):
            return
        readings = [[self._content_digest(content), digest] for content, digest in (before, after)]
        self.record_event("reread", {"version": number, "before": readings[0], "after": readings[1]})

    def _content_digest(self, content: int) -> str:
        return self._sha256_of(content)

    def touch(self, key: RegionKey, seen: datetime) -> None:
        """The latest version was seen again; an earlier time than the one known changes nothing."""
        region, now = self._known_region(key), to_ticks(seen)
        newest = self._latest(region)
        if region is None or newest is None or newest.last_seen >= now:
            return
        with self._writing():
            self._newest.drop(region)
            number = self._number(_TOUCH, {"region": region, "number": newest.number, "seen": now})
            self._seen_again(number, newest.last_seen, now)
            self._newest.put(region, newest._replace(last_seen=now))

    def seen_digests(self, key: RegionKey, since: datetime) -> list[tuple[str, datetime]]:
        """Digest and first sight of the versions that stood at `since` or later, the newest last."""
        rows = self._rows(
            "SELECT digest, first_seen FROM versions WHERE region_id = :region AND first_seen + seen_for >= :since "
            "ORDER BY number",
            {"region": self._known_region(key), "since": to_ticks(since)},
        )
        return [(from_blob(digest), from_ticks(first_seen)) for digest, first_seen in rows]

    def all_versions(
        self, site: str | None = None, since: datetime | None = None, kind: RegionKind | None = None
    ) -> Iterator[Version]:
        """Versions first seen at `since` or later, region by region, at constant memory."""
        where = {
            "site": self._site_filter(site),
            "since": since_ticks(since),
            "kind": kind.value if kind else "",
            "batch": BATCH,
        }
        region = number = 0
        while rows := self._rows(_ALL, {**where, "region": region, "number": number}):
            for region, owner, found, name, page, *stored in rows:  # noqa: B007 - the last row is where to go on
                key = RegionKey(owner, RegionKind(found), name, page)
                version = self._version(key, Stored(*stored))
                number = version.number
                yield version

    def regions(self, site: str, kind: RegionKind | None = None) -> list[RegionKey]:
        """The regions of a site, those of the whole site first, in the order in which they were found."""
        rows = self._rows(_REGIONS, {"site": self._known_site(site)})
        keys = (RegionKey(site, RegionKind(kind_), name, page) for _, _, kind_, name, page in rows)
        return [key for key in keys if kind is None or key.kind is kind]

    def find_region(self, url: str) -> list[RegionKey]:
        """The articles at a URL, or at the page that it is an alias of, over all sites."""
        rows = self._rows(_ARTICLES_AT, {"url": url})
        return [RegionKey(site, RegionKind.ARTICLE, name, page) for site, name, page in rows]

    def _latest(self, region: int | None) -> Stored | None:
        if region is None:
            return None
        known = self._newest.get(region)
        if known is not None:
            return known
        row = self._row(_OF_REGION + "ORDER BY number DESC LIMIT 1", {"region": region})
        return self._newest.put(region, Stored(*row)) if row else None

    def _version(self, key: RegionKey, row: Stored) -> Version:
        seen = from_ticks(row.first_seen), from_ticks(row.last_seen)
        return Version(key, row.number, self._state(key.kind, row.content), from_blob(row.digest), *seen, row.capture)

    def _state(self, kind: RegionKind, content: int) -> RegionState:
        known = self._decoded.get(content)
        if known is not None:
            return known
        try:
            return self._decoded.put(content, decode(kind, self._content(content).raw))
        except (ValueError, KeyError, TypeError) as problem:
            raise damaged(self.path, f"content {content}: {problem}") from problem

    def _known_region(self, key: RegionKey) -> int | None:
        if (number := self._ids.get(key)) is not None:
            return number
        row = self._region_row(key)
        return self._remember(key, row[0]) if row else None

    def _region_row(self, key: RegionKey) -> Row | None:
        where = {"kind": key.kind.value, "name": key.name}
        if key.page is None:
            return self._row(
                "SELECT id FROM regions WHERE site_id = :site AND kind = :kind AND name = :name AND page_id IS NULL",
                {**where, "site": self._known_site(key.site)},
            )
        row = self._row(_OF_PAGE, {**where, "page": self._known_page(key.site, key.page)})
        if row is not None and row[1] is not None:
            self._newest.put(row[0], Stored(*row[1:]))
        return row

    def _region(self, key: RegionKey) -> int:
        """The region's number; an unknown one is made, and its page too if need be."""
        known = self._known_region(key)
        if known is not None:
            return known
        sql = "INSERT INTO regions (site_id, page_id, kind, name) VALUES (:site, :page, :kind, :name) RETURNING id"
        row = {
            "site": self._site(key.site),
            "page": None if key.page is None else self._page(key.site, key.page),
            "kind": key.kind.value,
            "name": key.name,
        }
        return self._remember(key, self._number(sql, row))
