"""Which pages to ask for whole, so that the site's lists and tickers are seen to change.

An ETag may cover a page's article alone: its page then answers "not modified" while the list beside the article is
another one. So no region of the site may rest on such answers. Each has a pace of its own, learned from how often it
changed lately, and where it was not seen for longer, a page that carries it is asked for without conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from crawler.model import RegionKind, Version
from crawler.schedule import Bounds, Pace
from crawler.store import Archive

LATELY = timedelta(days=1)  # what happened since then makes a region's pace
SLOWEST = timedelta(hours=1)
GIVEN_UP = timedelta(days=7)  # a region not seen for so long is not on the site any more

Regions = Mapping[tuple[RegionKind, str], Version]


def carriers(
    archive: Archive, current: Regions, times: Mapping[str, str], now: datetime, bounds: Bounds
) -> Iterator[str]:
    """Pages on which regions that are due were seen last, each once.

    Args:
        archive: where the versions are.
        current: the site's regions as they stand.
        times: "KIND:NAME" → when the origin made the newest copy on which the region was seen (ISO 8601).
        now: the time.
        bounds: of the site's revisits.
    """
    told = set()
    for (kind, name), version in sorted(current.items()):
        seen = max(version.last_seen, _moment(times.get(f"{kind.value}:{name}")) or version.last_seen)
        if version.capture is None or not _is_due(archive, version, seen, now, bounds):
            continue
        capture = archive.capture(version.capture)
        if capture is not None and capture.url not in told:
            told.add(capture.url)
            yield capture.url


def _is_due(archive: Archive, version: Version, seen: datetime, now: datetime, bounds: Bounds) -> bool:
    if now - seen > GIVEN_UP:
        return False
    changed = [at for _, at in archive.seen_digests(version.key, now - LATELY) if at >= now - LATELY]
    watched = min(now - version.first_seen, LATELY) if version.number == 1 else LATELY
    pace = Pace(news=float(len(changed)), hours=watched / timedelta(hours=1))
    return now - seen >= pace.interval(bounds, slowest=SLOWEST)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
