"""The command `datasette`: the archive in a browser, with facets, ready queries, and readable texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crawler.cli.common import ARCHIVE, archive_of, data_of
from crawler.cli.output import note
from crawler.errors import PresswatchError

HOST = "127.0.0.1"  # what the archive holds is not for the network
PORT = 8001
LONGEST_QUERY = 5_000  # milliseconds

# What is there for the program, not for a reader; the views show it with names and times.
_INSIDE = (
    "alerts captures changes deliveries pages runs versions "
    "aliases contents dictionaries events generations lanes links marks meta notes raws regions spool superseded "
    "templates _sqlite_migrations"
).split()
_FACETS = {
    "pages_view": ["site", "kind", "state"],
    "captures_view": ["site", "verdict"],
    "versions_view": ["site", "kind"],
    "changes_view": ["site", "kind"],
    "alerts_view": ["site", "kind", "severity"],
    "deliveries_view": ["channel", "state"],
    "runs_view": ["site", "outcome"],
}
_QUERIES = {
    "latest_alerts": {
        "title": "The latest alerts",
        "sql": "select at, site, severity, summary, url from alerts_view order by at desc limit 100",
    },
    "article": {
        "title": "The versions of an article",
        "sql": "select id, version, first_seen, last_seen, version_title(id) as title from versions_view "
        "where url = :url and kind = 'article' order by version",
    },
    "version": {
        "title": "The text of a version",
        "sql": "select site, url, version, first_seen, last_seen, version_title(id) as title, "
        "version_text(id) as text from versions_view where id = cast(:id as integer)",
    },
    "what_changed": {
        "title": "What changed, newest first",
        "sql": "select v.at, v.site, v.kind, v.url, unpacked(c.change) as change from changes_view v "
        "join changes c on c.id = v.id order by v.id desc limit 100",
    },
}
_METADATA: dict[str, Any] = {
    "title": "Presswatch",
    "description": "Versions, changes and alerts of news pages. version_title(id), version_text(id) and "
    "version_json(id) show a version, unpacked(column) a compressed column.",
    "databases": {
        "archive": {
            "tables": {
                **{name: {"hidden": True} for name in _INSIDE},
                **{name: {"facets": facets} for name, facets in _FACETS.items()},
            },
            "queries": _QUERIES,
        }
    },
}


@click.command(
    epilog="""\b
Examples:
  presswatch datasette
  presswatch datasette --port 8080"""
)
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, help=f"Default: {PORT}.")
@click.pass_context
def datasette(ctx: click.Context, port: int) -> None:
    """Open the archive in a browser, with Datasette.

    For this machine only, and for reading only; a crawl may run meanwhile. Tables and views have facets, queries are
    ready for the latest alerts, the versions of an article, the text of a version and what changed; the SQL functions
    version_title, version_text, version_json and unpacked show what is kept compressed. Stop it with Ctrl-C.
    """
    archive_of(ctx).close()  # told in our words where there is none
    served = site(data_of(ctx) / ARCHIVE)
    import uvicorn

    note(f"http://{HOST}:{port}/archive (stop with Ctrl-C)")
    try:
        uvicorn.run(served.app(), host=HOST, port=port, log_level="error", lifespan="on")
    except SystemExit as leaving:
        raise PresswatchError(f"port {port} cannot be used", hint="name another with --port") from leaving


def site(path: Path) -> Any:
    """The Datasette over an archive. Raises PresswatchError where the extra is not installed."""
    try:
        from datasette import hookimpl
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as missing:
        raise PresswatchError(
            "Datasette is not installed", hint="install it with: pip install 'presswatch[datasette]'"
        ) from missing
    from crawler.store.functions import register

    class Plugin:
        __name__ = "presswatch"

        @hookimpl  # type: ignore[untyped-decorator]  # Datasette has no types
        def prepare_connection(self, conn: Any, database: str) -> None:
            if database == path.stem:
                register(conn, path)

    if pm.has_plugin("presswatch"):
        pm.unregister(name="presswatch")
    pm.register(Plugin(), name="presswatch")
    return Datasette([str(path)], metadata=_METADATA, settings={"sql_time_limit_ms": LONGEST_QUERY})
