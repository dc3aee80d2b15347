"""Doing what `data/archive.toml` says of how long raw captures are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from crawler.classes import dataclass
from crawler.config.archive import load_archive_config
from crawler.errors import ArchiveError
from crawler.keeper import FOLDER
from crawler.store import Archive


@dataclass(frozen=True, slots=True)
class Pruned:
    """A file of raw captures that went, or would go; `captures` is 0 where only the file was left."""

    file: str
    captures: int
    bytes: int


def keep_raw(data: Path) -> timedelta | None:
    """For how long raw captures are kept; None: for ever. Raises ConfigError."""
    return load_archive_config(data).keep.raw


def prune(archive: Archive, data: Path, now: datetime, *, dry: bool = False) -> Iterator[Pruned]:
    """Remove whole files of raw captures that are older than they are kept, each recorded in the chain first.

    A file stays as long as one of its captures is young enough, or a younger file refers to one. A file that a run
    cut short left behind goes too. With `dry` nothing is removed.

    Raises:
        ConfigError: of `archive.toml`.
        ArchiveError: a file cannot be removed.
    """
    folder = data / FOLDER
    for file in archive.forgotten_files():
        if (folder / file).is_file():
            yield _removed(folder / file, file, 0, dry=dry)
    age = keep_raw(data)
    if age is None:
        return
    for file in archive.prunable_files(now - age):
        captures = _count(archive, file) if dry else archive.forget_file(file, f"keep raw {age.days}d")
        yield _removed(folder / file, file, captures, dry=dry)


def _count(archive: Archive, file: str) -> int:
    return sum(raw.file == file for _, _, raw in archive.raw_places())


def _removed(path: Path, file: str, captures: int, *, dry: bool) -> Pruned:
    try:
        size = path.stat().st_size if path.is_file() else 0
        if not dry:
            path.unlink(missing_ok=True)
    except OSError as problem:
        raise ArchiveError(
            f"{path} cannot be removed: {problem.strerror}",
            hint="mend its rights and run again: it is taken out already",
        ) from problem
    return Pruned(file, captures, size)
