"""What the report says of a site as a whole: how it is doing, its last alerts and runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from crawler import health
from crawler.classes import dataclass
from crawler.model import Alert, RunRecord
from crawler.render import View, plain, view
from crawler.render.records import stamp
from crawler.report.names import site_folder
from crawler.store import Archive
from crawler.store.overview import SiteOverview

NAME = 80
# The families of alerts that can be looked at alone: the first part of their kind.
FAMILIES = {"article": "articles", "list": "lists", "live": "live", "site": "sites"}


@dataclass(frozen=True, slots=True)
class Card:
    """An alert; `more`: the page of the report that has its region, below the site's folder; "" where none has."""

    view: View
    family: str
    more: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A site on the first page of the report."""

    name: str
    folder: str
    health: str
    trouble: str  # since when it can't be read; ""
    last_run: str
    outcome: str
    pages: int
    due: int
    undelivered: int
    dead: int


@dataclass(frozen=True, slots=True)
class Run:
    started: str
    took: str
    outcome: str
    requests: int
    pages: str
    changes: int
    alerts: int
    kilobytes: str
    errors: int


def summary(archive: Archive, name: str, known: Mapping[str, SiteOverview], now: datetime) -> Summary:
    found = known.get(name) or SiteOverview(name)
    run, since = found.last_run, found.degraded_since
    return Summary(
        name=plain(name, NAME),
        folder=site_folder(name),
        health=health.judge(archive.recent_runs(name, health.RUNS), now).state,
        trouble=stamp(datetime.fromisoformat(since)) if since else "",
        last_run=stamp(run.started) if run else "",
        outcome=plain(run.outcome, NAME) if run else "",
        pages=found.pages,
        due=found.due,
        undelivered=sum(found.undelivered.values()),
        dead=sum(found.dead.values()),
    )


def card(alert: Alert, files: Mapping[tuple[str, str], str]) -> Card:
    """`files`: the pages of the report by region (its name, and the page's URL for one of a page)."""
    family = alert.kind.partition(".")[0]
    more = files.get(("", alert.url)) or files.get((alert.region, "")) if family != "site" else ""
    return Card(view(alert), FAMILIES.get(family, ""), more or "")


def runs(records: Sequence[RunRecord]) -> list[Run]:
    return [_run(record) for record in records]


def _run(record: RunRecord) -> Run:
    seconds = (record.ended - record.started).total_seconds() if record.ended else None
    return Run(
        started=stamp(record.started),
        took="" if seconds is None else f"{seconds:.0f} s",
        outcome=plain(record.outcome, NAME),
        requests=record.requests,
        pages=", ".join(f"{count} {plain(verdict, NAME)}" for verdict, count in record.pages.items() if count),
        changes=record.changes,
        alerts=record.alerts,
        kilobytes=f"{record.bytes / 1000:,.0f}",
        errors=record.errors,
    )
