"""Commands that write: add, crawl, ingest, deliver, demo."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.common import called_as, data_of, hourly_option, moment
from crawler.cli.output import wants_colour
from crawler.cli.progress import Bar
from crawler.collecting import uncollected
from crawler.config import AlertsConfig, load_config
from crawler.errors import PresswatchError, UsageError
from crawler.lock import run_lock
from crawler.profile import Profile, find_profile, hook_of, load_profiles
from crawler.render import line, plain
from crawler.store import open_archive
from crawler.text import counted
from crawler.urls import same_site
from crawler.watchdog import Watchdog

if TYPE_CHECKING:
    from crawler.model import Alert
    from crawler.outbox import DeliveryReport
    from crawler.runs import SiteRun

_MAX_PROBLEMS = 20


@click.command(
    epilog="""\b
Examples:
  presswatch add https://example.org/
  presswatch add example.org --name example"""
)
@click.argument("url")
@click.option("--name", metavar="NAME", help="What to call the site; default: after its host.")
@click.pass_context
def add(ctx: click.Context, url: str, name: str | None) -> None:
    """Probe the site at URL and write its profile.

    Looks for feeds, sitemaps and sections, reads some articles, and prints what was found. A profile that is there
    already is left as it is.
    """
    from crawler.adding import add_site

    for text in add_site(data_of(ctx), url, name, program=called_as()):
        click.echo(text)


@click.command(
    epilog="""\b
Examples:
  presswatch crawl
  presswatch crawl example --all
  presswatch crawl --url https://example.org/news/a-story"""
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Look at every page that is known, due or not; links that were always dead only when they are due.",
)
@click.option("--url", "urls", multiple=True, metavar="URL", help="Look at just this page; may be repeated.")
@hourly_option
@click.pass_context
def crawl(ctx: click.Context, sites: tuple[str, ...], everything: bool, urls: tuple[str, ...], hourly: int) -> None:
    """Run once: fetch what is due, store it, tell what changed, deliver the alerts.

    Without SITE all sites that have a profile are crawled, side by side. Prints one line for each alert.
    """
    with uncollected():
        from crawler.runs import CrawlPlan, deliver_all
        from crawler.runs import crawl as run_crawl

    data = data_of(ctx)
    profiles = _profiles(data, sites, urls)
    config, watchdog = config_of(data), Watchdog.of(os.environ)
    bar = Bar()
    with run_lock(data, "crawl"), closing(open_archive(data / "archive.db")) as archive:
        plan = CrawlPlan(archive, data, profiles, config, everything, urls, on_progress=bar.show, hourly=hourly)
        runs = run_crawl(plan)
        bar.clear()
        for run in runs:
            tell(run.alerts, run.problems)
            click.echo(run.line, err=True)
        delivery = deliver_all(archive, config, data)
        tell_delivery(delivery)
    _conclude(runs, watchdog if not delivery.undelivered else Watchdog())


def _conclude(runs: Sequence[SiteRun], watchdog: Watchdog) -> None:
    """Give the sign of life after a good run; raises PresswatchError where it was cut short or saw nothing."""
    if any(run.record.outcome == "interrupted" for run in runs):
        raise PresswatchError("interrupted", hint="what was fetched is kept; the next run goes on")
    if not any(run.good for run in runs):
        raise PresswatchError("no page could be read", hint="is the network up? see: presswatch status")
    trouble = "" if any(run.failed for run in runs) else watchdog.feed()
    if trouble:
        click.echo(f"presswatch: {trouble}", err=True)


def _profiles(data: Path, sites: Sequence[str], urls: Collection[str]) -> list[Profile]:
    """The profiles asked for: named, or those that own the URLs, or all."""
    folder = data / "sites"
    if sites:
        named = [find_profile(folder, site) for site in dict.fromkeys(sites)]
        _require_owners(urls, named, f"does not belong to {', '.join(dict.fromkeys(sites))}")
        return named
    loaded = load_profiles(folder)
    for error in loaded.errors:
        if urls:
            break
        raise error
    profiles = list(loaded.profiles.values())
    if not profiles:
        raise UsageError(f"{folder}: no site to crawl", hint="add one with: presswatch add URL")
    if not urls:
        return profiles
    owners = [profile for profile in profiles if any(same_site(url, profile.hosts_all) for url in urls)]
    _require_owners(urls, profiles, "belongs to no site")
    return owners


def _require_owners(urls: Collection[str], profiles: Sequence[Profile], problem: str) -> None:
    for url in urls:
        if not any(same_site(url, profile.hosts_all) for profile in profiles):
            raise UsageError(f"{plain(url, 200)}: {problem}", hint="add its site with: presswatch add URL")


def config_of(data: Path) -> AlertsConfig:
    config = load_config(data, os.environ)
    for warning in config.warnings:
        click.echo(f"presswatch: {warning}", err=True)
    return config


def tell(alerts: Sequence[Alert], problems: Sequence[str]) -> None:
    for alert in alerts:
        click.echo(line(alert, colour=wants_colour()))
    for problem in problems[:_MAX_PROBLEMS]:
        click.echo(plain(problem, 300), err=True)
    if len(problems) > _MAX_PROBLEMS:
        click.echo(f"and {len(problems) - _MAX_PROBLEMS} more pages that could not be read", err=True)


def tell_delivery(report: DeliveryReport) -> None:
    for text in report.lines:
        click.echo(f"presswatch: {text}", err=True)


@click.command(
    epilog="""\b
Examples:
  presswatch ingest saved/*.html
  presswatch ingest --site example --at 2026-05-12T08:00:00Z page.txt
  presswatch ingest crawl-2024.warc.gz"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--site", metavar="NAME", help="The site that the captures are of; default: the one that owns their host."
)
@click.option(
    "--at", callback=moment, metavar="TIME", help="When they were captured; default: when each file was written."
)
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], site: str | None, at: datetime | None) -> None:
    """Take captures in from files, oldest first, as if they had been crawled.

    PATH is an .html, .txt, .warc or .warc.gz file, or a folder of them. Records of WARC files have their own time,
    whatever --at says. With --site, pages of other hosts in them are left out.
    """
    from crawler.ingest import find_files
    from crawler.ingest import ingest as take_in
    from crawler.outbox import deliver

    data = data_of(ctx)
    files = find_files(paths)
    loaded = load_profiles(data / "sites")
    if site in {error.message.partition(":")[0] for error in loaded.errors}:
        raise loaded.errors[0]
    config = config_of(data)
    with run_lock(data, "ingest"), closing(open_archive(data / "archive.db")) as archive:
        hooks = {name: hook_of(data / "sites", name) for name in loaded.profiles}
        done = take_in(
            archive, files, profiles=loaded.profiles, config=config, hooks=hooks, site=site, at=at, data=data
        )
        for name, tally in done.tallies.items():
            tell(tally.alerts, ())
            click.echo(
                f"{name}: {counted(sum(tally.pages.values()), 'capture')}, {counted(tally.versions, 'new version')}, "
                f"{counted(tally.changes, 'change')}, {counted(len(tally.alerts), 'alert')}",
                err=True,
            )
        tell((), done.problems)
        from crawler.channels import build_channels

        tell_delivery(deliver(archive, build_channels(config, data), now=_now, timetable=config, exclusive=True))
    if not done.tallies:
        raise PresswatchError("nothing was taken in", hint="see the lines above")


def _now() -> datetime:
    from datetime import UTC

    return datetime.now(UTC)


@click.command(
    epilog="""\b
Examples:
  presswatch deliver
  presswatch deliver --retry
  presswatch deliver --early"""
)
@click.option("--retry", is_flag=True, help="Also send what was given up after too many failures.")
@click.option("--early", is_flag=True, help="Also send what waits for its hour: digests, quiet hours, caps.")
@click.pass_context
def deliver(ctx: click.Context, retry: bool, early: bool) -> None:
    """Send the alerts that are not delivered yet, also those that a failure has put off."""
    from crawler.channels import build_channels
    from crawler.outbox import deliver as send
    from crawler.store.upkeep import steps_behind

    data = data_of(ctx)
    config = config_of(data)
    steps_behind(data / "archive.db")  # nothing is made where there is none
    with run_lock(data, "deliver"), closing(open_archive(data / "archive.db")) as archive:
        if retry:
            archive.revive()
        report = send(
            archive, build_channels(config, data), now=_now, timetable=config, exclusive=True, force=True, early=early
        )
    tell_delivery(report)
    for text in report.held:
        click.echo(text, err=True)
    click.echo(f"{report.sent} deliveries sent, {report.undelivered} not", err=True)
    if report.undelivered:
        given_up = any(each.dead for each in report.channels.values())
        hint = "they are kept; what was given up: presswatch deliver --retry" if given_up else "they are tried again"
        raise PresswatchError("some alerts could not be delivered", hint=hint)


@click.command(
    epilog="""\b
Example:
  presswatch demo"""
)
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Crawl the bundled demo site through several hours of news, and hold the alerts against its script.

    Everything goes to the folder `demo` of the data folder, which is emptied first.
    """
    from crawler.demo.run import run_demo

    logging.getLogger("scrapy").setLevel(logging.ERROR)
    result = run_demo(data_of(ctx) / "demo", click.echo, program=called_as())
    if not result.comparison.perfect:
        raise PresswatchError("the alerts are not those of the script", hint="that is a bug: please report it")
    click.echo("Every scripted change was alerted once, and nothing else was.")
