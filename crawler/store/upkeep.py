"""Keeping an archive: a consistent copy while others write, and making it small again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import zstandard
from sqlite_utils import Database

from crawler.errors import ArchiveError, UsageError
from crawler.store.compress import is_packed_small
from crawler.store.connection import PAGE_BYTES, open_as_it_is
from crawler.store.contents import IDENTITY
from crawler.store.failures import archive_error, damaged
from crawler.store.schema import MIGRATIONS
from crawler.store.versions import Versions

_TOGETHER = 200  # contents packed anew in a transaction

# First texts, and the newest dictionary of their site.
_FIRSTS = """
SELECT v.id, c.id, c.data, (SELECT max(d.number) FROM dictionaries d WHERE d.site_id = r.site_id)
FROM versions v JOIN contents c ON c.id = v.content_id JOIN regions r ON r.id = v.region_id
WHERE v.id > :after AND c.depth = 0 ORDER BY v.id LIMIT :batch
"""

_WHOLE_DIGESTS = "SELECT id FROM contents WHERE id > :after AND length(sha256) > :identity ORDER BY id LIMIT :batch"


def copy_archive(path: Path, target: Path) -> int:
    """Write a copy of an archive as it is now, checked, to a file that is not there yet; its size in bytes.

    Others may read and write meanwhile. The file has its name only once it is whole. An archive that an older program
    made is copied too: the time for a copy is before it is brought up to date.

    Raises:
        UsageError: there is something at `target` already.
        ArchiveError: it cannot be written, or the archive is damaged, or there is none.
    """
    if target.exists():
        raise UsageError(f"{target} is there already", hint="name a file that is yet to be made")
    part = target.with_name(f"{target.name}.part")
    try:
        _remove(part)
        _copy(path, part)
        part.replace(target)
    except OSError as problem:
        raise ArchiveError(
            f"the copy {target} cannot be written: {problem.strerror}",
            hint="name a file in a folder that you may write",
        ) from problem
    finally:
        with suppress(OSError):
            _remove(part)
    return target.stat().st_size


def _remove(part: Path) -> None:
    """A copy that was not finished, with the journal that SQLite leaves beside it where the disk is full."""
    for name in (part.name, f"{part.name}-journal"):
        part.with_name(name).unlink(missing_ok=True)


def steps_behind(path: Path) -> int:
    """How many steps an archive is behind this program; 0 also for one that a newer program made.

    Raises:
        ArchiveError: there is none, or it cannot be read.
    """
    db = open_as_it_is(path)
    try:
        return len(MIGRATIONS.pending(Database(db, execute_plugins=False)))
    except sqlite3.Error as problem:
        raise archive_error(path, problem) from problem
    finally:
        db.close()


def _copy(path: Path, part: Path) -> None:
    db = open_as_it_is(path)
    try:
        with part.open("xb"):  # told at once, and in words of the system, where no file can be made
            pass
        db.execute("VACUUM INTO :path", {"path": str(part)})
    except sqlite3.Error as problem:
        # What is wrong with the copy and what with the archive has the same codes.
        raise archive_error(path if "malformed" in str(problem) else part, problem) from problem
    finally:
        db.close()
    _check_copy(part)


class Upkeep(Versions):
    def vacuum(self) -> tuple[int, int]:
        """Pack first texts anew, as small as they get, and give unused space back; bytes before and after.

        What was packed anew stays when it is interrupted. Nobody else may have the archive open.
        """
        before = self.path.stat().st_size
        self._halve_digests()
        packed = iter(self._packed_anew())
        while batch := list(islice(packed, _TOGETHER)):
            with self.transaction():
                for number, data in batch:
                    self._run("UPDATE contents SET data = :data WHERE id = :id", {"id": number, "data": data})
        try:
            self._rewrite()
        except sqlite3.Error as problem:
            raise archive_error(self.path, problem) from problem
        return before, self.path.stat().st_size

    def _halve_digests(self) -> None:
        """Contents of before keep no more of their digests than those of today."""
        rows = self._stream(_WHOLE_DIGESTS, {"identity": IDENTITY})
        while batch := list(islice(rows, _TOGETHER)):
            numbers = ({"id": number, "identity": IDENTITY} for (number,) in batch)
            self._run_each("UPDATE contents SET sha256 = substr(sha256, 1, :identity) WHERE id = :id", numbers)

    def _rewrite(self) -> None:
        """The size of pages can only be changed while there is no write-ahead log."""
        self.db.execute("PRAGMA journal_mode = DELETE")
        self.db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        self.db.execute("VACUUM")
        self.db.enable_wal()

    def _packed_anew(self) -> Iterator[tuple[int, bytes]]:
        """Content and its new bytes, where they are fewer."""
        for _, number, data, dictionary in self._stream(_FIRSTS, {}):
            try:
                if dictionary is None or is_packed_small(data):
                    continue
                packed = self._dictionary(dictionary).pack_small(self._unpack_first(data))
            except zstandard.ZstdError as problem:
                raise damaged(self.path, f"content {number}: {problem}") from problem
            if len(packed) < len(data):
                yield number, packed


def _check_copy(path: Path) -> None:
    copy = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = [line for (line,) in copy.execute("PRAGMA quick_check(1)") if line != "ok"]
    finally:
        copy.close()
    if found:
        raise damaged(path, found[0])
