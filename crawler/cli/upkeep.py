"""Commands that keep the archive: backup, upgrade, vacuum, prune."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.cli.common import ARCHIVE, data_of
from crawler.cli.output import note, write
from crawler.errors import PresswatchError
from crawler.lock import run_lock
from crawler.render import plain
from crawler.retention import keep_raw
from crawler.retention import prune as retain
from crawler.store import open_archive
from crawler.store.upkeep import copy_archive, steps_behind


@click.command(
    epilog="""\b
Examples:
  presswatch backup /mnt/backup/archive-2026-05-12.db"""
)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def backup(ctx: click.Context, path: Path) -> None:
    """Copy the archive to PATH, whole and checked.

    A crawl may run meanwhile: the copy is the archive as it was at one moment. The file gets its name only once it is
    whole; one that is there already is never overwritten. Profiles, alerts.toml and raw captures are files of their
    own: copy them as files.
    """
    size = copy_archive(data_of(ctx) / ARCHIVE, path)
    note(f"{path}: {_shown(size)}, checked")


@click.command(
    epilog="""\b
Examples:
  presswatch backup /mnt/backup/before.db
  presswatch upgrade"""
)
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Bring an archive that an older Presswatch made up to date.

    Every command that writes does it by itself; those that only read ask for it. It is done as a whole or not at all,
    under the run lock, and an older Presswatch can't open the archive any more: `backup` copies it as it is.
    """
    data = data_of(ctx)
    steps = steps_behind(data / ARCHIVE)
    with run_lock(data):
        open_archive(data / ARCHIVE).close()
    told = "is up to date" if not steps else f"brought up to date, {steps} step{'' if steps == 1 else 's'}"
    note(f"{data / ARCHIVE}: {told}")


@click.command(
    epilog="""\b
Examples:
  presswatch vacuum"""
)
@click.pass_context
def vacuum(ctx: click.Context) -> None:
    """Make the archive's file as small as it gets.

    The first text of every article is packed anew with the site's newest dictionary, and space that is not used any
    more is given back. It takes the run lock, up to two milliseconds an article the first time, and for a while as
    much disk again as the archive.
    """
    data = data_of(ctx)
    steps_behind(data / ARCHIVE)  # nothing is made where there is none
    with run_lock(data), open_archive(data / ARCHIVE) as archive:
        if problems := archive.check_file():
            raise PresswatchError(
                f"the archive is damaged: {problems[0]}", hint="nothing was done; restore a copy that is whole"
            )
        before, after = archive.vacuum()
    note(f"{_shown(before)} before, {_shown(after)} now")


@click.command(
    epilog="""\b
Examples:
  presswatch prune --dry-run
  presswatch prune"""
)
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would go.")
@click.pass_context
def prune(ctx: click.Context, dry: bool) -> None:
    """Remove raw captures that are older than archive.toml keeps them.

    Whole WARC files go, one a line on standard output, when all that they hold is older than `keep.raw` and no younger
    file refers to it. That they went is recorded in the chain, and `verify` holds without them. Versions, captures,
    changes and alerts are kept for ever.
    """
    data = data_of(ctx)
    steps_behind(data / ARCHIVE)
    age = keep_raw(data)
    with run_lock(data), open_archive(data / ARCHIVE) as archive:
        freed = 0
        for gone in retain(archive, data, datetime.now(UTC), dry=dry):
            write(f"{plain(gone.file)}\t{gone.captures}\t{gone.bytes}")
            freed += gone.bytes
    kept = "for ever" if age is None else f"for {age.days} days"
    note(f"raw captures are kept {kept}: {_shown(freed)} {'would go' if dry else 'gone'}")


def _shown(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
