"""The command `explain`: why a page was recorded as it was."""

from __future__ import annotations

from datetime import datetime

import click

from crawler.cli.common import archive_of, data_of, moment
from crawler.cli.finding import find_page
from crawler.cli.output import note, write
from crawler.explaining import Explained, explain, explained_record, show_explained
from crawler.export import json_line
from crawler.profile import hook_of, load_profile, profile_path
from crawler.render import plain
from crawler.store import Archive


@click.command(
    "explain",
    epilog="""\b
Examples:
  presswatch explain https://example.org/news/a-story
  presswatch explain https://example.org/news/a-story --at 2026-05-12T08:00:00Z --json""",
)
@click.argument("url")
@click.option("--at", callback=moment, metavar="T", help="The last look by then: 2h, 3d, a day, an ISO 8601 time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def explain_page(ctx: click.Context, url: str, at: datetime | None, as_json: bool) -> None:
    """Explain why the page at URL was recorded as it was, at its last look or at one before.

    The verdict and its reason, the template it was read with, what was compared with what, what changed, which alert
    came of it or why none did, and where that went. Where the bytes of the capture are kept, also which region each
    block went to, and what was stripped; else what can't be told again is said.
    """
    with archive_of(ctx) as archive:
        pages = find_page(archive, url)
        explained = _explain(ctx, archive, pages[0].site, pages[0].url, at)
        if as_json:
            write(json_line(explained_record(explained)))
            return
        if others := [page.site for page in pages[1:]]:
            note(f"also known as a page of: {', '.join(map(plain, others))}")
        for line in show_explained(explained):
            write(line)


def _explain(ctx: click.Context, archive: Archive, site: str, url: str, at: datetime | None) -> Explained:
    sites = data_of(ctx) / "sites"
    path = profile_path(sites, site)
    page = archive.page(site, url)
    assert page is not None  # it was just found
    profile = load_profile(path) if path.is_file() else None
    return explain(archive, page, at, data=data_of(ctx), profile=profile, hook=hook_of(sites, site))
