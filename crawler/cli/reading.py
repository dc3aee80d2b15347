"""Commands about what a site shows and showed: alerts, lists, live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import click

from crawler.cli.common import archive_of, check_sites, moment, unknown
from crawler.cli.finding import named
from crawler.cli.output import wants_colour, write_or_note
from crawler.cli.series import series_lines
from crawler.export import json_line, list_record, live_record, seen_at
from crawler.model import LiveItem, LiveRegion, RankedList, RegionKey, RegionKind, Version
from crawler.render import json_line as alert_json
from crawler.render import line as alert_line
from crawler.render import plain
from crawler.render.records import stamp
from crawler.store import Archive

KINDS = tuple(
    "list.changed live.changed article.changed article.removed article.restored article.moved article.published "
    "site.degraded site.recovered site.redesigned".split()
)
_TITLE = 300
_TEXT = 2_000


@click.command(
    epilog="""\b
Examples:
  presswatch alerts
  presswatch alerts example --since 2h
  presswatch alerts --kind article.removed --since 2026-05-12 --json"""
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--since", callback=moment, metavar="T", help="From then on: 30m, 2h, 3d, 2w, a day, an ISO 8601 time.")
@click.option("--kind", metavar="K", help=f"Only of this kind: {', '.join(KINDS)}.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the alert record.")
@click.pass_context
def alerts(ctx: click.Context, sites: tuple[str, ...], since: datetime | None, kind: str | None, as_json: bool) -> None:
    """Show the alerts, oldest first.

    One line each: when, site, severity, what happened, where.
    """
    if kind is not None and kind not in KINDS:
        raise unknown("kind of alert", kind, KINDS)
    with archive_of(ctx) as archive:
        check_sites(ctx, archive, sites)
        found = archive.alerts(sites, since, kind)
        shown = alert_json if as_json else partial(alert_line, colour=wants_colour())
        write_or_note(map(shown, found), "no alerts")


@click.command(
    epilog="""\b
Examples:
  presswatch lists example
  presswatch lists example "Most Popular" --at 2026-05-12T08:00:00Z
  presswatch lists example --json"""
)
@click.argument("site")
@click.argument("name", required=False)
@click.option("--at", callback=moment, metavar="T", help="As they stood then: 2h, 3d, a day, an ISO 8601 time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a list, as `export lists` writes it.")
@click.pass_context
def lists(ctx: click.Context, site: str, name: str | None, at: datetime | None, as_json: bool) -> None:
    """Show the ranked lists of SITE as they stood.

    All of them, or the one called NAME; as they stood last, or at a time.
    """
    with archive_of(ctx) as archive:
        check_sites(ctx, archive, [site])
        keys = archive.regions(site, RegionKind.LIST)
        if name is not None and keys:
            keys = named(keys, name)
        write_or_note(_regions(archive, keys, at, as_json), "no list known then" if at else "no list found yet")


@click.command(
    epilog="""\b
Examples:
  presswatch live example
  presswatch live example --json
  presswatch live example --numbers --since 7d"""
)
@click.argument("site")
@click.option("--numbers", is_flag=True, help="The figures that changed, each as a series: since when it said what.")
@click.option("--since", callback=moment, metavar="T", help="With --numbers: what stood then or later (2h, 3d, a day).")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a region, as `export live`; or a point of a series."
)
@click.pass_context
def live(ctx: click.Context, site: str, numbers: bool, since: datetime | None, as_json: bool) -> None:
    """Show the live regions of SITE as they stood last.

    Tickers and watched numbers of the site first, then the entries of its live blogs. With --numbers: of every item
    whose figures changed, what they were and from when.
    """
    if since is not None and not numbers:
        raise click.UsageError("--since goes with --numbers")
    with archive_of(ctx) as archive:
        check_sites(ctx, archive, [site])
        keys = archive.regions(site, RegionKind.LIVE)
        if numbers:
            write_or_note(series_lines(archive, keys, since, as_json), "no figure in a live region has changed")
        else:
            write_or_note(_regions(archive, keys, None, as_json), "no live region found yet")


def _regions(archive: Archive, keys: Sequence[RegionKey], at: datetime | None, as_json: bool) -> Iterator[str]:
    """Each region as one line of JSON, or as a paragraph: a heading and its items."""
    first = True
    for key in keys:
        version = archive.latest(key) if at is None else archive.version_at(key, at)
        if version is None:
            continue
        url = seen_at(archive, version)
        if as_json:
            yield json_line(_record(version, url))
            continue
        if not first:
            yield ""
        first = False
        yield _heading(version, url)
        yield from _items(version)


def _record(version: Version, url: str) -> dict[str, object]:
    if isinstance(version.state, RankedList):
        return list_record(version, version.state, url)
    if isinstance(version.state, LiveRegion):
        return live_record(version, version.state, url)
    raise TypeError(f"{version.key} is neither a list nor live")


def _heading(version: Version, url: str) -> str:
    seen = f"version {version.number}, {stamp(version.first_seen)} to {stamp(version.last_seen)}"
    where = f", {plain(url, _TITLE)}" if url else ""
    return f"{plain(version.key.name, _TITLE) or 'Live blog'} ({seen}{where})"


def _items(version: Version) -> Iterator[str]:
    state = version.state
    if isinstance(state, RankedList):
        for item in state.items:
            yield _line(f"{item.rank:>3}.", item.title, item.url)
    elif isinstance(state, LiveRegion):
        for entry in state.items:
            yield _line("  -", _words(entry), entry.url)
    if isinstance(state, RankedList | LiveRegion) and not state.items:
        yield "  (empty)"


def _line(mark: str, text: str, url: str) -> str:
    return "  ".join(filter(None, (f"{mark} {plain(text, _TEXT)}", plain(url, _TEXT))))


def _words(entry: LiveItem) -> str:
    """When, the title, and the text where that says more."""
    title, text = plain(entry.title, _TEXT), plain(entry.text, _TEXT)
    said = text if text.startswith(title) else f"{title} — {text}" if text else title
    return f"{entry.published} {said}" if entry.published else said
