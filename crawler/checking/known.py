"""What the archive knows of a site: pages worth a look, and its regions in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.model import LiveRegion, PageKind, PageRecord, RankedList, RegionKind
from crawler.render.records import stamp
from crawler.store import Archive
from crawler.urls import is_local, page_key

ARTICLES = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


def known_pages(archive: Archive, site: str, start: str) -> list[str]:
    """The start page, the articles that changed or were published last, a live page, a section page."""
    pages = [p for p in archive.pages(site, states={"known"}) if not is_local(p.url) and p.last_good]
    found = [start] if start else []
    for kind, most in ((PageKind.ARTICLE, ARTICLES), (PageKind.LIVE, 1), (PageKind.SECTION, 1)):
        found += [page.url for page in _newest(pages, kind)[:most]]
    return list({page_key(url): url for url in found}.values())


def _newest(pages: Sequence[PageRecord], kind: PageKind) -> list[PageRecord]:
    own = [page for page in pages if page.kind is kind]
    return sorted(own, key=lambda page: (page.published or "", page.first_seen or _NEVER, page.url), reverse=True)


def known_regions(archive: Archive, site: str) -> list[str]:
    """The site's lists and tickers as they stood last: name, items, versions, since when."""
    found = []
    for key in archive.regions(site):
        version = archive.latest(key)
        if key.page is not None or version is None or not isinstance(version.state, RankedList | LiveRegion):
            continue
        what = "list" if key.kind is RegionKind.LIST else "live"
        found.append(
            f"{key.name} ({what}): {len(version.state.items)} items, version {version.number}, "
            f"last seen {stamp(version.last_seen)}"
        )
    return found
