"""The figures of live regions over time, for `live --numbers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from crawler.export import json_line
from crawler.model import LiveRegion, RegionKey
from crawler.regions.live.comparing import shown
from crawler.regions.live.series import Point, Series, Stood, number_series
from crawler.render import plain
from crawler.render.records import stamp
from crawler.store import Archive

_TEXT = 200


def series_lines(archive: Archive, keys: Sequence[RegionKey], since: datetime | None, as_json: bool) -> Iterator[str]:
    """Each series as a paragraph, or each of its points as a line of JSON."""
    first = True
    for key in keys:
        for series in _series(archive, key):
            points = [point for point in series.points if since is None or point.until >= since]
            if as_json:
                yield from (json_line(_record(key, series, point)) for point in points)
            elif points:
                yield from () if first else ("",)
                first = False
                yield f"{plain(key.name, _TEXT) or 'Live blog'}: {plain(shown(series.item), _TEXT)}"
                yield from (f"  {stamp(point.at)}  {plain('  '.join(point.numbers), _TEXT)}" for point in points)


def _series(archive: Archive, key: RegionKey) -> list[Series]:
    versions = (
        Stood(version.first_seen, version.last_seen, version.state)
        for version in archive.versions(key)
        if isinstance(version.state, LiveRegion)
    )
    return number_series(versions, windowed=key.page is not None)


def _record(key: RegionKey, series: Series, point: Point) -> dict[str, object]:
    return {
        "site": key.site,
        "region": key.name,
        "url": series.item.url or key.page or "",
        "key": series.item.key,
        "text": shown(series.item),
        "first_seen": stamp(point.at),
        "last_seen": stamp(point.until),
        "numbers": list(point.numbers),
    }
