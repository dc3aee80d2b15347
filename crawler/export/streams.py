"""What can be exported, each as a stream that holds no more than a batch of rows in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

from crawler.errors import UsageError
from crawler.export.records import (
    Record,
    article_record,
    capture_record,
    change_record,
    list_record,
    live_record,
    page_record,
    seen_at,
)
from crawler.model import Article, LiveRegion, PageKind, RankedList, RegionKind
from crawler.render import record as alert_record
from crawler.store import Archive

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sites": ("site", "url", "pages"),
    "pages": tuple(
        "site url kind state first_seen last_look last_good last_change next_look looks changes misses moved_to "
        "published sha256".split()
    ),
    "captures": tuple("id site url fetched_at status verdict reason sha256 source".split()),
    "versions": tuple(
        "site url kind version first_seen last_seen title standfirst authors published modified language section body "
        "sha256".split()
    ),
    "lists": tuple("site region url version first_seen last_seen items".split()),
    "live": tuple("site region url version first_seen last_seen items".split()),
    "changes": tuple("id at site kind region url from_version to_version change".split()),
    "alerts": tuple("id at site kind severity subject summary change captures".split()),
    "deliveries": tuple("id alert site at kind channel state attempts sent_at next_try error".split()),
}


def records(archive: Archive, what: str, site: str | None = None, since: datetime | None = None) -> Iterator[Record]:
    """The records of a kind, a key of `COLUMNS`, with just its columns.

    Args:
        archive: where they are.
        what: which kind.
        site: only of this site.
        since: only from this time on: captures by their fetch, versions and pages by when they were first seen,
            changes, alerts and the deliveries of alerts by when they came up.

    Raises:
        UsageError: sites with `since`; they have no time.
    """
    if what == "sites" and since is not None:
        raise UsageError("sites have no time to go by", hint="leave --since out")
    return _STREAMS[what](archive, site, since)


def _sites(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    del since
    for name, url in archive.sites():
        if site in {None, name}:
            yield {"site": name, "url": url, "pages": archive.page_count(name)}


def _pages(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    names = [site] if site else [name for name, _ in archive.sites()]
    for name in names:
        for page in archive.pages(name):
            if since is None or (page.first_seen is not None and page.first_seen >= since):
                yield page_record(page)


def _captures(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    return map(capture_record, archive.captures(site, since))


def _versions(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    articles = archive.all_versions(site, since, RegionKind.ARTICLE)
    for key, versions in groupby(articles, key=lambda version: version.key):
        page = archive.page(key.site, key.page) if key.page else None
        for version in versions:
            if isinstance(version.state, Article):
                yield article_record(version, version.state, page.kind if page else PageKind.ARTICLE)


def _lists(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    for version in archive.all_versions(site, since, RegionKind.LIST):
        if isinstance(version.state, RankedList):
            yield list_record(version, version.state, seen_at(archive, version))


def _live(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    for version in archive.all_versions(site, since, RegionKind.LIVE):
        if isinstance(version.state, LiveRegion):
            yield live_record(version, version.state, seen_at(archive, version))


def _changes(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    return map(change_record, archive.changes(site, since))


def _alerts(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    return map(alert_record, archive.alerts([site] if site else [], since))


def _deliveries(archive: Archive, site: str | None, since: datetime | None) -> Iterator[Record]:
    for delivery in archive.deliveries(since):
        if site in {None, delivery["site"]}:
            yield dict(delivery)


_STREAMS: Mapping[str, Callable[[Archive, str | None, datetime | None], Iterator[Record]]] = {
    "sites": _sites,
    "pages": _pages,
    "captures": _captures,
    "versions": _versions,
    "lists": _lists,
    "live": _live,
    "changes": _changes,
    "alerts": _alerts,
    "deliveries": _deliveries,
}
