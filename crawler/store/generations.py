"""Generations of versions: what a reprocessing read replaces what stood there, and that is kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from crawler.errors import ArchiveError
from crawler.model import RegionKey, Version
from crawler.store.codec import encode
from crawler.store.connection import Row
from crawler.store.contents import Before
from crawler.store.values import to_blob, to_ticks, to_ticks_or_none
from crawler.store.versions import Versions

_COLUMNS = "region_id, number, content_id, digest, first_seen, seen_for, capture_id"
_SET_ASIDE = (
    f"INSERT INTO superseded (id, generation, {_COLUMNS}) "  # noqa: S608 - columns of ours
    f"SELECT id, :generation, {_COLUMNS} FROM versions WHERE region_id = :region RETURNING id"
)
_INSERT = (
    f"INSERT INTO versions (id, {_COLUMNS}) "  # noqa: S608 - columns of ours
    "VALUES (:id, :region, :number, :content, :digest, :first, :last - :first, :capture)"
)


class Generations(Versions):
    def generation(self, site: str) -> int:
        """How often the versions of a site were put in force anew."""
        sql = "SELECT coalesce(max(number), 0) FROM generations WHERE site_id = :site"
        return self._number(sql, {"site": self._known_site(site)})

    def supersede(
        self, site: str, histories: Mapping[RegionKey, Sequence[Version]], at: datetime, since: datetime | None
    ) -> int:
        """Put new histories of some regions in force, in one transaction; the number of the generation that they end.

        What stood there is kept in `superseded`, under that number, and the chain says so.

        Args:
            site: whose regions they are.
            histories: all versions of each region, the first one first; their numbers are given anew.
            at: when.
            since: from which time on captures were read again.

        Raises:
            ArchiveError: there is not one version among them.
        """
        if not any(histories.values()):
            raise ArchiveError(f"{site}: nothing was read again", hint="look at its profile; nothing was changed")
        with self.transaction():
            number = self.generation(site) + 1
            aside = [row for key in histories for row in self._set_aside(key, number)]
            self.record_event("reprocessed", {"site": site, "generation": number, "versions": aside})
            written = sum(self._write(key, versions) for key, versions in histories.items())
            self._run(
                "INSERT INTO generations (site_id, number, at, since, versions) "
                "VALUES (:site, :number, :at, :since, :versions)",
                {
                    "site": self._site(site),
                    "number": number,
                    "at": to_ticks(at),
                    "since": to_ticks_or_none(since),
                    "versions": written,
                },
            )
            self.close_link(at, {"reprocessed": site})
        return number

    def superseded(self, site: str) -> list[tuple[int, int]]:
        """Generation and number of versions of each that is out of force."""
        rows: list[Row] = self._rows(
            "SELECT o.generation, count(*) FROM superseded o JOIN regions r ON r.id = o.region_id "
            "WHERE r.site_id = :site GROUP BY o.generation ORDER BY o.generation",
            {"site": self._known_site(site)},
        )
        return [(row[0], row[1]) for row in rows]

    def _set_aside(self, key: RegionKey, generation: int) -> list[int]:
        where = {"region": self._region(key)}
        self._newest.drop(where["region"])
        found = self._rows(_SET_ASIDE, {**where, "generation": generation})
        self._run("DELETE FROM versions WHERE region_id = :region", where)
        return [row[0] for row in found]

    def _write(self, key: RegionKey, versions: Sequence[Version]) -> int:
        """Under numbers that no version ever had: what is sealed is known by its number."""
        region, site, before = self._region(key), self._site(key.site), None
        newest = "SELECT max((SELECT last FROM lanes WHERE name = 'versions'), coalesce(max(id), 0)) FROM versions"
        first = self._number(newest) + 1
        for place, version in enumerate(versions):
            digest = to_blob(version.digest)
            content = self._store_content(encode(version.state), digest, before, site)
            before = Before(region, place + 1, content)
            self._run(
                _INSERT,
                {
                    "id": first + place,
                    "region": region,
                    "number": place + 1,
                    "content": content,
                    "digest": digest,
                    "first": to_ticks(version.first_seen),
                    "last": to_ticks(version.last_seen),
                    "capture": version.capture,
                },
            )
        return len(versions)
