"""The command `search`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice

import click

from crawler.cli.common import archive_of, check_sites, data_of, moment
from crawler.cli.output import note, wants_colour, write_or_note
from crawler.export import json_line, seen_at
from crawler.model import Article, RegionKind
from crawler.render import plain
from crawler.render.records import stamp
from crawler.store import Archive
from crawler.store.search import MARKS, Hit, SearchIndex
from crawler.text.words import parse_query

FILE = "search.db"
_MANY = 5_000  # versions to index: worth a word
_TITLE = 120
_SNIPPET = 600
_BOLD = ("\x1b[1m", "\x1b[0m")
_BRACKETS = ("[", "]")


@click.command(
    epilog="""\b
Examples:
  presswatch search "harbour board"
  presswatch search 'crane OR gantr*' --site example --since 3d
  presswatch search '"seventeen cranes"' --removed
  presswatch search ferry --kind article --json"""
)
@click.argument("query")
@click.option("--site", metavar="S", help="Only of this site.")
@click.option("--since", callback=moment, metavar="T", help="Only texts that came up then or later: 2h, 3d, a day.")
@click.option("--kind", type=click.Choice([kind.value for kind in RegionKind]), help="Only regions of this kind.")
@click.option("--removed", is_flag=True, help="Only what the latest version does not say any more.")
@click.option("--limit", type=click.IntRange(min=1), default=20, metavar="N", help="So many at most; default: 20.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def search(
    ctx: click.Context,
    query: str,
    site: str | None,
    since: datetime | None,
    kind: str | None,
    removed: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Search the texts of all versions, also the words that were taken out since.

    QUERY: words that must all stand in a version, in any order; "a phrase"; a beginn*; A OR B. Case and accents make
    no difference. What said it last comes first: when that version came up, site, version, title, address, and the
    words around what was found. The index is a file of its own, search.db, brought up to date by each search.
    """
    asked = parse_query(query)
    with archive_of(ctx) as archive:
        check_sites(ctx, archive, [site] if site else [])
        with closing(SearchIndex(data_of(ctx) / FILE, archive)) as index:
            _update(index)
            # A search that is not followed to its end must be closed before the index is.
            with closing(index.find(asked, site, since, RegionKind(kind) if kind else None, removed)) as found:
                hits = islice(found, limit)
                lines = (_json(archive, hit) for hit in hits) if as_json else _lines(archive, hits)
                write_or_note(lines, "nothing found")
            if not index.whole:
                note("there may be more: add words, or narrow the search with --site, --kind or --since")


def _update(index: SearchIndex) -> None:
    behind = index.behind()
    if behind > _MANY and index.fresh:
        note(f"indexing {behind:,} versions, once; what is done is kept if you interrupt it")
    if index.fresh:
        index.update(lambda done: note(f"{done:,}") if behind > _MANY and sys.stderr.isatty() else None)
    if not index.fresh and (behind := index.behind()):
        note(f"the index cannot be written now: the newest {behind:,} versions are not searched")


def _lines(archive: Archive, hits: Iterator[Hit]) -> Iterator[str]:
    first = True
    for hit in hits:
        if not first:
            yield ""
        first = False
        version = hit.version
        where = plain(seen_at(archive, version), 300)
        gone = "" if hit.still else " (not said any more)"
        yield f"{stamp(version.first_seen)} {version.key.site} version {version.number}{gone}: {_title(hit)}"
        if where:
            yield f"  {where}"
        yield f"  {_marked(hit.snippet, _BOLD if wants_colour() else _BRACKETS)}"


def _title(hit: Hit) -> str:
    state = hit.version.state
    return plain(state.title if isinstance(state, Article) else state.name, _TITLE) or "(no title)"


def _marked(snippet: str, marks: tuple[str, str]) -> str:
    """The snippet on one line, harmless on a terminal, with `marks` around what was found."""
    text = plain(snippet, _SNIPPET)
    return text.replace(MARKS[0], marks[0]).replace(MARKS[1], marks[1])


def _json(archive: Archive, hit: Hit) -> str:
    version = hit.version
    return json_line(
        {
            "site": version.key.site,
            "url": seen_at(archive, version),
            "kind": version.key.kind.value,
            "region": version.key.name,
            "version": version.number,
            "first_seen": stamp(version.first_seen),
            "last_seen": stamp(version.last_seen),
            "title": _title(hit),
            "removed": not hit.still,
            "snippet": _marked(hit.snippet, _BRACKETS),
        }
    )
