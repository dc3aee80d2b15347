"""The command `watch`."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import field
from typing import TYPE_CHECKING

import click

from crawler.classes import dataclass
from crawler.cli.common import data_of, hourly_option
from crawler.cli.running import tell, tell_delivery
from crawler.collecting import uncollected
from crawler.errors import UsageError
from crawler.lock import run_lock
from crawler.profile import find_profile, load_profiles
from crawler.render import plain
from crawler.spiders.browser import require_browser
from crawler.store import open_archive
from crawler.text import counted

if TYPE_CHECKING:
    from crawler.runs import SiteRun

HOUR = 3600.0
MINUTE = 60.0
_MAX_PROBLEMS = 3  # of one run; a site that cannot be read is told when it begins and when it ends


@click.command(
    epilog="""\b
Examples:
  presswatch watch
  presswatch watch example"""
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@hourly_option
@click.pass_context
def watch(ctx: click.Context, sites: tuple[str, ...], hourly: int) -> None:
    """Keep running: crawl each page when it is due, until interrupted.

    Without SITE all sites that have a profile are watched; profiles and alerts.toml are read again when they change.
    Prints one line for each alert. Ctrl-C or SIGTERM ends it within seconds, with everything kept that was fetched.
    """
    with uncollected():
        from crawler.watch import Service

    data = data_of(ctx)
    folder = data / "sites"
    chosen = [find_profile(folder, site) for site in dict.fromkeys(sites)]
    loaded = load_profiles(folder)
    if not sites and not loaded.profiles:
        raise UsageError(f"{folder}: no site to watch", hint="add one with: presswatch add URL")
    for profile in chosen or loaded.profiles.values():
        if profile.crawl.render:
            require_browser(f"{profile.site}: crawl.render")
    log = Log()
    with run_lock(data, "watch"), closing(open_archive(data / "archive.db")) as archive:
        service = Service(
            archive, data, os.environ, sites, on_run=log.ran, on_delivery=tell_delivery, tell=log.say, hourly=hourly
        )
        service.serve()
    log.sum_up()
    click.echo("presswatch: stopped; what was fetched is kept", err=True)


@dataclass(slots=True)
class Log:
    """What the service says: each alert and each run that found something; a line an hour that it is alive.

    `steady` is a clock in seconds.
    """

    steady: Callable[[], float] = time.monotonic
    _since: float = field(default_factory=time.monotonic)
    _failing: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def say(self, text: str) -> None:
        click.echo(f"presswatch: {plain(text, 500)}", err=True)

    def ran(self, run: SiteRun) -> None:
        record = run.record
        self._counts.update(runs=1, requests=record.requests, changes=record.changes, alerts=record.alerts)
        failed_before = record.site in self._failing
        tell(run.alerts, () if run.failed and failed_before else run.problems[:_MAX_PROBLEMS])
        if run.failed != failed_before or record.changes:
            click.echo(run.line, err=True)
        (self._failing.add if run.failed else self._failing.discard)(record.site)
        if self.steady() - self._since >= HOUR:
            self.sum_up()

    def sum_up(self) -> None:
        counts = ", ".join(counted(self._counts[name], name[:-1]) for name in ("runs", "requests", "changes", "alerts"))
        failing = f"; cannot be read: {', '.join(sorted(self._failing))}" if self._failing else ""
        self.say(f"{counts} in {_span(self.steady() - self._since)}{failing}")
        self._since = self.steady()
        self._counts.clear()


def _span(seconds: float) -> str:
    """A time that went by, in words: seconds up to two minutes."""
    return f"{round(seconds)} s" if seconds < 2 * MINUTE else f"{round(seconds / MINUTE)} min"
