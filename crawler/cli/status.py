"""The command `status`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import starmap
from typing import Any

import click

from crawler.cli.common import archive_of, site_names
from crawler.cli.output import note, write
from crawler.errors import PresswatchError
from crawler.export import json_line
from crawler.health import RUNS, Health, has_read, judge, judge_read
from crawler.model import RunRecord, Verdict
from crawler.render import plain
from crawler.render.records import stamp
from crawler.store import Archive
from crawler.store.overview import SiteOverview

# Verdicts under which a page could not be read; an article that is gone was read well enough.
_FAILURES = tuple(
    verdict.value for verdict in (Verdict.OUTAGE, Verdict.BLOCKED, Verdict.CONSENT, Verdict.PAYWALL, Verdict.UNREADABLE)
)
_HEADER = ("SITE", "LAST RUN", "OUTCOME", "PAGES", "DUE", "FAILURES", "UNDELIVERED", "DEAD", "HEALTH")


@click.command(
    epilog="""\b
Examples:
  presswatch status
  presswatch status --json
  presswatch status --check"""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site.")
@click.option("--check", is_flag=True, help="Exit with 1 where a site is failing or silent.")
@click.pass_context
def status(ctx: click.Context, as_json: bool, check: bool) -> None:
    """Show how each site and its deliveries are doing.

    Per site: its last run, how that ended and which lists are missing since when; pages known and due, pages that the
    last run failed to read, alerts not delivered yet, and deliveries that were given up (dead letters). Its health is
    "failing" where nothing could be read, and "silent" where no run began, for three times as long as usually lies
    between two runs. Last, on standard error, the head of the archive's chain (with --json in each object): written
    down elsewhere, it proves what was recorded by then.
    """
    with archive_of(ctx) as archive:
        now = datetime.now(UTC)
        known = {each.site: each for each in archive.overview(now)}
        sites = [known.get(name) or SiteOverview(name) for name in site_names(ctx, archive)]
        head, found = archive.head(), [(site, _health(archive, site, now)) for site in sites]
    if not found:
        note("no sites yet: presswatch add URL makes one known")
        return
    for line in _records(found, head) if as_json else _table([_HEADER, *starmap(_row, found)]):
        write(line)
    if head and not as_json:
        note(f"head of the chain: {head}")
    if check and (bad := [site.site for site, health in found if health.state in {"failing", "silent"}]):
        raise PresswatchError(f"not well: {', '.join(map(plain, bad))}", hint="see: presswatch status")


def _health(archive: Archive, site: SiteOverview, now: datetime) -> Health:
    """Most sites were read by their last run: the others' runs are asked for one by one."""
    last, interval = site.last_run, site.interval
    if last is not None and interval is not None and has_read(last):
        return judge_read(last, interval, now)
    return judge(archive.recent_runs(site.site, RUNS) if last else [], now)


def _records(found: Iterable[tuple[SiteOverview, Health]], head: str) -> Iterator[str]:
    return (json_line({**_site(site, health), "head": head}) for site, health in found)


def _site(site: SiteOverview, health: Health) -> dict[str, Any]:
    run = site.last_run
    return {
        "site": site.site,
        "last_run": _run(run) if run else None,
        "pages": site.pages,
        "degraded_since": site.degraded_since or None,
        "missing": {name: stamp(since) for name, since in site.missing.items()},
        "due": site.due,
        "failures": _failures(run) if run else {},
        "undelivered": dict(site.undelivered),
        "dead_letters": dict(site.dead),
        "health": health.state,
        "last_success": stamp(health.success) if health.success else None,
    }


def _run(run: RunRecord) -> dict[str, Any]:
    return {
        "started": stamp(run.started),
        "ended": stamp(run.ended) if run.ended else None,
        "outcome": run.outcome,
        "requests": run.requests,
        "pages": dict(run.pages),
        "changes": run.changes,
        "alerts": run.alerts,
        "bytes": run.bytes,
        "errors": run.errors,
    }


def _failures(run: RunRecord) -> dict[str, int]:
    return {verdict: count for verdict in _FAILURES if (count := run.pages.get(verdict))}


def _row(site: SiteOverview, health: Health) -> Sequence[str]:
    run = site.last_run
    return (
        plain(site.site),
        stamp(run.started) if run else "never",
        _outcome(site) if run else "-",
        str(site.pages),
        str(site.due),
        *(_counted(counts) for counts in (_failures(run) if run else {}, site.undelivered, site.dead)),
        health.state,
    )


def _outcome(site: SiteOverview) -> str:
    told = [plain(site.last_run.outcome)] if site.last_run else []
    if site.degraded_since:
        told.append(f"not readable since {stamp(datetime.fromisoformat(site.degraded_since))}")
    told += [f"{plain(name)} missing since {stamp(since)}" for name, since in site.missing.items()]
    return ", ".join(told)


def _counted(counts: Mapping[str, int]) -> str:
    """`3 (2 outage, 1 blocked)`, or `0`."""
    if not counts:
        return "0"
    told = ", ".join(f"{count} {plain(name)}" for name, count in counts.items())
    return f"{sum(counts.values())} ({told})"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    line = "  ".join(f"{{:<{width}}}" for width in widths)
    return (line.format(*row).rstrip() for row in rows)
