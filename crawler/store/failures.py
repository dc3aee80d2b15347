"""What SQLite reports, in words that a person can act on. No exception of sqlite3 leaves this package."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.errors import ArchiveError

_PRIMARY = 0xFF  # extended result codes carry the primary code in their low byte

# What the sqlite3 module says, without a code, of a text that is none: only whole ones are stored.
_NO_TEXT = "Could not decode to UTF-8"
_RESCUE = "restore a copy, or save what can be read with `sqlite3 FILE .recover`"

_TOLD: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "is locked by another program",
        "wait until that run has ended, or close the program that holds it open",
    ),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "wait until that run has ended"),
    sqlite3.SQLITE_READONLY: (
        "cannot be written: it was opened, or lies, read-only",
        "choose a data folder that you may write with --data",
    ),
    sqlite3.SQLITE_PERM: ("may not be opened", "mend the rights of the file and its folder"),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full",
        "free some space and run again; nothing is half-written",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "check that the folder exists and may be written, and that the path is a file",
    ),
    sqlite3.SQLITE_CORRUPT: ("is damaged (database disk image is malformed)", _RESCUE),
    sqlite3.SQLITE_NOTADB: (
        "is not an archive: the file is no SQLite database",
        "name another data folder with --data",
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error",
        "check the disk and its free space",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        "refused a row that contradicts another",
        "this is a fault of the program: please report it",
    ),
}


def archive_error(path: Path, problem: Exception) -> ArchiveError:
    """One line and its mend for anything that sqlite3 or the file system raised about `path`."""
    code = getattr(problem, "sqlite_errorcode", None)
    if code is not None and (code & _PRIMARY) in _TOLD:
        what, hint = _TOLD[code & _PRIMARY]
        detail = f": {problem}" if code & _PRIMARY == sqlite3.SQLITE_CONSTRAINT else ""
        return ArchiveError(f"the archive {path} {what}{detail}", hint=hint)
    if _NO_TEXT in str(problem):
        return damaged(path, _NO_TEXT)
    if isinstance(problem, OSError):
        reason = problem.strerror or str(problem)
        return ArchiveError(
            f"the archive {path} cannot be opened: {reason}",
            hint="choose a data folder that you may write with --data",
        )
    return ArchiveError(f"the archive {path} failed: {problem}", hint="please report this with the command you ran")


def missing(path: Path) -> ArchiveError:
    return ArchiveError(f"there is no archive at {path} yet", hint="run `presswatch crawl` first")


def damaged(path: Path, what: str) -> ArchiveError:
    return ArchiveError(f"the archive {path} is damaged: {what}", hint=_RESCUE)
