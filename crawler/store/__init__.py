"""The archive: what was seen, what changed, what was told. All SQL of the project lives in this package."""

from __future__ import annotations

from pathlib import Path

from crawler.store.protocol import Archive
from crawler.store.sqlite import SqliteArchive

__all__ = ["Archive", "SqliteArchive", "open_archive"]


def open_archive(path: Path, *, read_only: bool = False) -> SqliteArchive:
    """Open the archive, made or brought up to date where need be; close it, or use it in `with`.

    Raises `ArchiveError` with its mend: no archive there yet (`read_only`), not to be opened or written,
    damaged, locked, not an archive, or written by a newer program.
    """
    return SqliteArchive(path, read_only=read_only)
