"""What commands share: the data folder, times on the command line, the archive, the names of sites."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import click

from crawler.errors import UsageError
from crawler.store import Archive, SqliteArchive, open_archive

ARCHIVE = "archive.db"
PROGRAM = "presswatch"


hourly_option = click.option(
    "--max-requests-per-hour",
    "hourly",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Requests in any 60 minutes to all sites together, each has an equal part; default: no limit.",
)


def called_as() -> str:
    """This program as it was called, to be pasted: by its path where the shell would not find it by its name."""
    from shlex import quote
    from shutil import which

    given = Path(sys.argv[0])
    if given.name == "__main__.py":
        return "python -m crawler"
    found = which(PROGRAM)
    is_near = given.name == PROGRAM and given.is_file() and (found is None or not given.samefile(found))
    return quote(sys.argv[0]) if is_near else PROGRAM


def data_of(ctx: click.Context) -> Path:
    """The data folder that `presswatch --data` names."""
    return cast("Path", ctx.find_root().params["data"])


def archive_of(ctx: click.Context) -> SqliteArchive:
    """The archive of the data folder, opened for reading. Raises ArchiveError where there is none."""
    return open_archive(data_of(ctx) / ARCHIVE, read_only=True)


def moment(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Callback of options that take a time: aware UTC. Ages are counted from now."""
    from crawler.cli.times import parse_moment

    if value is None:
        return None
    try:
        return parse_moment(value, datetime.now(UTC))
    except UsageError as error:
        raise UsageError(f"{parameter.opts[0]}: {error.message}", hint=error.hint) from error


def site_names(ctx: click.Context, archive: Archive) -> list[str]:
    """The sites that the archive knows, and those that have a profile but were never crawled."""
    profiles = (path.stem for path in (data_of(ctx) / "sites").glob("*.toml"))
    return sorted({*(name for name, _ in archive.sites()), *profiles})


def check_sites(ctx: click.Context, archive: Archive, asked: Iterable[str]) -> None:
    """Raises UsageError, with a did-you-mean, for the first site that is not known."""
    known = site_names(ctx, archive)
    for name in asked:
        if name not in known:
            raise unknown("site", name, known, hint="presswatch add URL makes a site known")


def unknown(what: str, name: str, known: Iterable[str], hint: str = "") -> UsageError:
    """The error for a name that is none of the known ones; tells the nearest, or the few there are."""
    from crawler.toml_files import did_you_mean

    return UsageError(f"no {what} {name[:80]!r}{did_you_mean(name, known)}", hint=hint)
