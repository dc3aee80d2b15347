"""Pages, which are also the frontier, and the other spellings of their URLs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from crawler.model import PageKind, PageRecord
from crawler.store.connection import BUSY_SECONDS, ID_CACHE, Row
from crawler.store.kept import Kept
from crawler.store.page_rows import SAVE, SELECT, parameters_of, record_of
from crawler.store.sites import Sites
from crawler.store.values import from_ticks_or_none, to_ticks

FEW_ALIASES = 1000  # of a site: so many are read at once in place of one by one
MOST_RECORDS = 1000  # pages that are remembered; about a kB each

# By the URL and not by the site, which would read all its pages: a plus hides a column from the planner.
_OF_SITE = "+site_id = :site AND +state = 'known'"
_ADDRESSES = " UNION ALL ".join(
    f"SELECT url FROM pages WHERE {chosen} AND {_OF_SITE}"  # noqa: S608 - of the lines above alone
    for chosen in (
        "url IN (:place, :place || '/')",
        "url >= :place || '?' AND url < :place || '@'",  # @ follows ?
        "url >= :place || '/?' AND url < :place || '/@'",
    )
)
_ALIAS = "SELECT a.url, p.url FROM aliases a JOIN pages p ON p.id = a.page_id WHERE a.site_id = :site "


class Pages(Sites):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self._resolved: dict[tuple[str, str], str] = {}
        self._aliases: dict[int, dict[str, str] | None] = {}
        self._records: Kept[tuple[str, str], PageRecord] = Kept(0 if read_only else MOST_RECORDS)
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)

    def page(self, site: str, url: str) -> PageRecord | None:
        """What is known of a page. Remembered by who may write, as `resolve_alias` is: a look asks for it often."""
        known = self._records.get((site, url))
        if known is not None:
            return known
        row = self._row(
            SELECT + "WHERE p.url = :url AND p.site_id = :site", {"url": url, "site": self._known_site(site)}
        )
        return self._kept_record(row) if row else None

    def _kept_record(self, row: Row) -> PageRecord:
        record = record_of(row)
        key = record.site, record.url
        self._remember(key, row[0])
        return self._records.put(key, record)

    def find_pages(self, url: str) -> list[PageRecord]:
        """The pages of that URL, one for each site that has it."""
        return [record_of(row) for row in self._rows(SELECT + "WHERE p.url = :url ORDER BY s.name", {"url": url})]

    def save_page(self, record: PageRecord) -> None:
        """Insert, or replace everything that is known of the page."""
        with self._writing():
            site = self._site(record.site)
            key = record.site, record.url
            self._records.drop(key)
            self._remember(key, self._number(SAVE, parameters_of(record, site)))

    def pages(
        self, site: str, kinds: Collection[PageKind] | None = None, states: Collection[str] | None = None
    ) -> Iterator[PageRecord]:
        """The pages of a site in the order in which they were found; None: every kind, every state."""
        rows = self._stream(
            SELECT + "WHERE p.site_id = :site AND p.id > :after ORDER BY p.id LIMIT :batch",
            {"site": self._known_site(site)},
        )
        return (
            record
            for record in map(record_of, rows)
            if (kinds is None or record.kind in kinds) and (states is None or record.state in states)
        )

    def addresses(self, site: str, place: str) -> list[str]:
        """The URLs of the site's known pages that are `place`, with or without a final slash, and with any query."""
        rows = self._rows(_ADDRESSES, {"site": self._known_site(site), "place": place})
        return [url for (url,) in rows]

    def due(self, site: str, now: datetime, limit: int) -> list[PageRecord]:
        """Pages whose next look has come, the longest overdue first; never those that have moved."""
        rows = self._rows(
            SELECT + "WHERE p.site_id = :site AND p.next_look <= :now AND p.state <> 'moved' "
            "ORDER BY p.next_look, p.id LIMIT :limit",
            {"site": self._known_site(site), "now": to_ticks(now), "limit": limit},
        )
        return [self._kept_record(row) for row in rows]

    def next_due(self, site: str) -> datetime | None:
        """When the next look at an article (or live blog) of the site comes; None: never, as things stand."""
        row = self._row(
            "SELECT p.next_look FROM pages p WHERE p.site_id = :site AND p.next_look IS NOT NULL "
            "AND p.state IN ('new', 'known', 'gone') AND p.kind NOT IN ('front', 'section') "
            "ORDER BY p.next_look LIMIT 1",
            {"site": self._known_site(site)},
        )
        return from_ticks_or_none(row[0]) if row else None

    def pull_in(self, site: str, now: datetime) -> None:
        """After the clock was put back: what was last looked at in the future is due now."""
        self._records.clear()
        self._run(
            "UPDATE pages SET next_look = :now WHERE site_id = :site AND last_look > :now AND next_look > :now",
            {"site": self._known_site(site), "now": to_ticks(now)},
        )

    def page_count(self, site: str) -> int:
        row = self._row("SELECT pages FROM sites WHERE id = :site", {"site": self._known_site(site)})
        return int(row[0]) if row else 0

    def due_count(self, site: str, now: datetime) -> int:
        """How many pages `due` would give without a limit."""
        return self._number(
            "SELECT count(*) FROM pages p WHERE p.site_id = :site AND p.next_look <= :now AND p.state <> 'moved'",
            {"site": self._known_site(site), "now": to_ticks(now)},
        )

    def add_alias(self, site: str, alias_url: str, url: str) -> None:
        """`alias_url` is another spelling of the page `url`, or redirects to it. The newest word counts:

        where `url` was an alias of `alias_url` until now, it is one no more, so that aliases never run in a circle.
        """
        if alias_url == url:
            return
        self._resolved.clear()
        with self._writing():
            site_id = self._site(site)
            if alias_url in self._alias_path(site_id, url):
                self._drop_alias(site_id, url)
            self._run(
                "INSERT INTO aliases (site_id, url, page_id) VALUES (:site, :url, :page) "
                "ON CONFLICT (url, site_id) DO UPDATE SET page_id = excluded.page_id",
                {"site": site_id, "url": alias_url, "page": self._page(site, url)},
            )
            if (few := self._few_aliases(site_id)) is not None:
                few[alias_url] = url

    def _drop_alias(self, site: int, url: str) -> None:
        self._resolved.clear()
        self._run("DELETE FROM aliases WHERE url = :url AND site_id = :site", {"url": url, "site": site})
        if (few := self._few_aliases(site)) is not None:
            few.pop(url, None)

    def sites_with_alias(self, url: str) -> list[str]:
        """The sites that have a page of which `url` is an alias, by name."""
        rows = self._rows(
            "SELECT s.name FROM aliases a JOIN sites s ON s.id = a.site_id WHERE a.url = :url ORDER BY s.name",
            {"url": url},
        )
        return [name for (name,) in rows]

    def resolve_alias(self, site: str, url: str) -> str:
        """The page's URL, where `url` is an alias, through aliases of aliases; else `url` itself.

        Remembered by who may write, as every capture asks for it several times; `crawl` and `ingest`, which alone add
        aliases, hold the run lock.
        """
        if self.read_only:
            return self._alias_path(self._known_site(site), url)[-1]
        known = self._resolved.get((site, url))
        if known is None:
            if len(self._resolved) >= ID_CACHE:
                self._resolved.clear()
            known = self._resolved[site, url] = self._alias_path(self._known_site(site), url)[-1]
        return known

    def _forget(self) -> None:
        super()._forget()
        self._resolved.clear()
        self._aliases.clear()
        self._records.clear()

    def _alias_path(self, site: int | None, url: str) -> list[str]:
        """The URL, what it is an alias of, and so on to the page itself."""
        path, few = [url], self._few_aliases(site)
        if few is not None:
            while (now := few.get(path[-1])) is not None:
                path.append(now)
            return path
        while row := self._row(_ALIAS + "AND a.url = :url", {"url": path[-1], "site": site}):
            path.append(row[1])
        return path

    def _few_aliases(self, site: int | None) -> dict[str, str] | None:
        """All aliases of the site and what they stand for, by who may write; None where they are many."""
        if self.read_only or site is None:
            return None if self.read_only else {}
        if site not in self._aliases:
            rows = self._rows(_ALIAS + "LIMIT :most", {"site": site, "most": FEW_ALIASES + 1})
            self._aliases[site] = dict(rows) if len(rows) <= FEW_ALIASES else None
        return self._aliases[site]

    def _known_page(self, site: str, url: str) -> int | None:
        if (number := self._ids.get((site, url))) is not None:
            return number
        row = self._row(
            "SELECT id FROM pages WHERE url = :url AND site_id = :site",
            {"url": url, "site": self._known_site(site)},
        )
        return self._remember((site, url), row[0]) if row else None

    def _page(self, site: str, url: str) -> int:
        """The page's id; an unknown one is made, which is never due by itself until it is saved."""
        known = self._known_page(site, url)
        if known is not None:
            return known
        self.save_page(PageRecord(site, url, PageKind.OTHER))
        return self._page(site, url)
