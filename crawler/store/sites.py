"""Sites, and small values kept per site."""

from __future__ import annotations

from crawler.store.connection import Session


class Sites(Session):
    def ensure_site(self, name: str, url: str) -> None:
        """Make the site known, or give it its new start page; an empty `url` leaves the known one."""
        self._run(
            "INSERT INTO sites (name, url) VALUES (:name, :url) "
            "ON CONFLICT (name) DO UPDATE SET url = excluded.url "
            "WHERE excluded.url <> '' AND excluded.url <> sites.url",
            {"name": name, "url": url},
        )

    def sites(self) -> list[tuple[str, str]]:
        """Name and start page of each site, by name."""
        return [(name, url) for name, url in self._rows("SELECT name, url FROM sites ORDER BY name")]

    def meta(self, site: str, name: str) -> str | None:
        row = self._row(
            "SELECT value FROM meta WHERE site_id = :site AND name = :name",
            {"site": self._known_site(site), "name": name},
        )
        return row[0] if row else None

    def set_meta(self, site: str, name: str, value: str) -> None:
        with self._writing():
            self._run(
                "INSERT INTO meta (site_id, name, value) VALUES (:site, :name, :value) "
                "ON CONFLICT (site_id, name) DO UPDATE SET value = excluded.value",
                {"site": self._site(site), "name": name, "value": value},
            )

    def _known_site(self, name: str) -> int | None:
        """The site's id; None where the archive has never heard of it."""
        if (number := self._ids.get(name)) is not None:
            return number
        row = self._row("SELECT id FROM sites WHERE name = :name", {"name": name})
        return self._remember(name, row[0]) if row else None

    def _site(self, name: str) -> int:
        """The site's id; an unknown one is made, with its start page left open."""
        known = self._known_site(name)
        if known is not None:
            return known
        sql = "INSERT INTO sites (name, url) VALUES (:name, '') RETURNING id"
        return self._remember(name, self._number(sql, {"name": name}))

    def _site_filter(self, name: str | None) -> int:
        """For `(:site = 0 OR site_id = :site)`: 0 is every site, -1 none."""
        if name is None:
            return 0
        return self._known_site(name) or -1
