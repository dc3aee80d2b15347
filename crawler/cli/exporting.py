"""The command `export`."""

from __future__ import annotations

from datetime import datetime

import click

from crawler.cli.common import archive_of, check_sites, moment
from crawler.cli.output import write, write_or_note
from crawler.export import COLUMNS, csv_lines, json_line, records


@click.command(
    epilog="""\b
Examples:
  presswatch export versions --site example > versions.jsonl
  presswatch export alerts --since 3d --format csv > alerts.csv
  presswatch export captures --since 2026-05-12"""
)
@click.argument("what", metavar="WHAT", type=click.Choice(list(COLUMNS)))
@click.option("--site", metavar="S", help="Only of this site.")
@click.option("--since", callback=moment, metavar="T", help="From then on: 30m, 2h, 3d, 2w, a day, an ISO 8601 time.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    help="jsonl: a JSON object a line (the default); csv: the same columns, nested values as JSON.",
)
@click.pass_context
def export(ctx: click.Context, what: str, site: str | None, since: datetime | None, layout: str) -> None:
    """Write records of the archive to standard output.

    WHAT: sites, pages, captures, versions (of articles), lists and live (all their versions), changes, alerts,
    deliveries.

    --since goes by the time of the fetch (captures), of the first sight (pages, versions, lists, live), of the
    change, or of the alert. In CSV, text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    with archive_of(ctx) as archive:
        check_sites(ctx, archive, [site] if site else [])
        found = records(archive, what, site, since)
        if layout == "jsonl":
            write_or_note(map(json_line, found), f"no {what}")
            return
        lines = csv_lines(found, COLUMNS[what])
        write(next(lines))
        write_or_note(lines, f"no {what}")
