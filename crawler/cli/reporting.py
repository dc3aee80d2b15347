"""The command `report`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.cli.common import archive_of, data_of, site_names
from crawler.cli.output import note, write
from crawler.render import plain

FOLDER = "report"


@click.command(
    epilog="""\b
Examples:
  presswatch report
  presswatch report --out /srv/www/presswatch"""
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write it; default: report in the data folder.",
)
@click.pass_context
def report(ctx: click.Context, out: Path | None) -> None:
    """Write a static HTML report.

    A page of all sites with their latest alerts; for each site its alerts, its runs, and a page for each list, each
    live region and each article that changed, with every version's word-level redline. The pages need neither
    scripts nor network. Writing it again replaces only what says something new. The first page's path goes to
    standard output.
    """
    from crawler.report import write_report

    with archive_of(ctx) as archive:
        found = write_report(archive, site_names(ctx, archive), out or data_of(ctx) / FOLDER, datetime.now(UTC))
    write(plain(found.index, 4_000))
    removed = f", {found.removed} old ones removed" if found.removed else ""
    note(f"{found.pages} pages, {found.changed} of them new or changed{removed}")
