"""The report as a whole: which pages there are, and how they lead to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path

from crawler.classes import dataclass
from crawler.model import RegionKey, RegionKind
from crawler.render import plain
from crawler.render.records import stamp
from crawler.report import sites
from crawler.report.folder import Folder
from crawler.report.names import INDEX, RUNS, SITES, region_file, site_folder
from crawler.report.pages import page
from crawler.report.views import RegionView, region_view
from crawler.store import Archive

MOST_SITES = 500
MOST_ALERTS = 200  # of a site
MOST_LATEST = 8  # of a site, on the first page
MOST_RUNS = 200
MOST_REGIONS = {RegionKind.ARTICLE: 300, RegionKind.LIST: 50, RegionKind.LIVE: 50}  # that have a page of their own


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: pages in all, those of them that say something new, and old ones that were removed."""

    index: Path
    pages: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Line:
    """A region in a table of such: its page, and what to know before one opens it."""

    file: str
    name: str
    state: str
    versions: int
    at: str  # when it changed last


@dataclass(slots=True)
class _Shelf:
    """The regions of a site that have pages."""

    lines: dict[RegionKind, list[Line]] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    more: set[RegionKind] = field(default_factory=set)  # kinds of which not all have one


def write_report(archive: Archive, names: Sequence[str], out: Path, now: datetime) -> Written:
    """Write the report on the sites `names` into the folder `out`; only the first page depends on `now`.

    Raises PresswatchError where the folder can't be written.
    """
    folder, known = Folder(out), {each.site: each for each in archive.overview(now)}
    shown = names[:MOST_SITES]
    latest = []
    for name in shown:
        cards = _write_site(archive, name, folder)
        latest.append((sites.summary(archive, name, known, now), cards[:MOST_LATEST]))
    folder.write(INDEX, page("index", root="", sites=latest, left=len(names) - len(shown), now=stamp(now)))
    return Written(out / INDEX, folder.pages, folder.changed, folder.removed)


def _write_site(archive: Archive, name: str, folder: Folder) -> list[sites.Card]:
    """The pages of a site, one after the other; gives its alerts, the newest first."""
    where, shown = f"{SITES}/{site_folder(name)}", plain(name, sites.NAME)
    shelf = _write_regions(archive, name, folder, where)
    alerts = archive.newest_alerts(name, MOST_ALERTS + 1)
    cards = [sites.card(alert, shelf.files) for alert in alerts[:MOST_ALERTS]]
    cut = {kind.value: MOST_REGIONS[kind] if kind in shelf.more else 0 for kind in RegionKind}
    folder.write(
        f"{where}/{INDEX}",
        page(
            "site",
            root="../../",
            site=shown,
            cards=cards,
            cut=cut | {"alerts": MOST_ALERTS if len(alerts) > MOST_ALERTS else 0},
            lines={kind.value: shelf.lines.get(kind, []) for kind in RegionKind},
        ),
    )
    runs = sites.runs(archive.recent_runs(name, MOST_RUNS))
    folder.write(f"{where}/{RUNS}", page("runs", root="../../", site=shown, runs=runs, most=MOST_RUNS))
    folder.tidy(where, {line.file for lines in shelf.lines.values() for line in lines})
    return cards


def _write_regions(archive: Archive, name: str, folder: Folder, where: str) -> _Shelf:
    shelf = _Shelf()
    for kind, most in MOST_REGIONS.items():
        keys = archive.newest_regions(name, kind, most + 1, changed=kind is RegionKind.ARTICLE)
        if len(keys) > most:
            shelf.more.add(kind)
        for key in keys[:most]:
            _write_region(archive, key, folder, where, shelf)
    return shelf


def _write_region(archive: Archive, key: RegionKey, folder: Folder, where: str, shelf: _Shelf) -> None:
    shown = region_view(archive, key, archive.page(key.site, key.page) if key.page else None)
    if shown is None:
        return
    file = region_file(key)
    folder.write(f"{where}/{file}", page(key.kind.value, root="../../", site=shown.site, region=shown))
    shelf.files[("", key.page) if key.page else (key.name, "")] = file
    shelf.lines.setdefault(key.kind, []).append(_line(file, shown))


def _line(file: str, shown: RegionView) -> Line:
    at = shown.gone_since or (shown.changes[0][1].at if shown.changes else shown.first_seen)
    return Line(file, shown.name, shown.state, shown.versions, at)
