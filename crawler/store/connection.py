"""One connection to the archive: opened with care, every failure told in the words of `ArchiveError`."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from crawler.errors import ArchiveError
from crawler.store.failures import archive_error, missing
from crawler.store.schema import KNOWN, MIGRATIONS

Row = tuple[Any, ...]
Parameters = dict[str, Any]

PAGE_BYTES = (
    1024  # a first text takes some 2 kB: larger pages leave much of themselves empty, of small ones it fills two
)
BATCH = 500  # rows that a streaming read holds in memory
BUSY_SECONDS = 15.0  # how long to wait for another writer
ID_CACHE = 50_000
WAL_ATTEMPTS = 100
WAL_PAUSE = 0.02  # seconds

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 8192",  # pages; the usual thousand are soon full when they are small
)


class Session:
    """Runs SQL for the parts of the archive; knows transactions and failures, but no table."""

    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self.read_only = read_only
        self.db = _open(path, read_only, busy_seconds)
        self._ids: dict[object, int] = {}
        self._begun = False
        self._data_version = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; an open transaction is rolled back. Closing twice does no harm."""
        try:
            self.db.close()
        except sqlite3.Error as problem:
            raise archive_error(self.path, problem) from problem

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or not at all. Nests: an inner one is a savepoint."""
        try:
            with self._scope():
                yield
        except sqlite3.Error as problem:
            self._forget()
            raise archive_error(self.path, problem) from problem
        except BaseException:
            self._forget()
            raise

    def _scope(self) -> AbstractContextManager[object]:
        self._check_begun()
        return self.db.atomic() if self.db.conn.in_transaction else self._outermost()

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        """Like `Database.atomic`, yet takes the write lock at once.

        A deferred transaction that reads first and writes later fails, without waiting, when another process
        wrote in between; this one waits its turn at the start.
        """
        self.db.execute("BEGIN" if self.read_only else "BEGIN IMMEDIATE")
        self._begun = True
        try:
            self._check_alone()
            yield
            self._check_begun()
            self.db.commit()
        except BaseException:
            self.db.rollback()
            raise
        finally:
            self._begun = False

    def _check_alone(self) -> None:
        """What was remembered may not hold any more, where another program wrote in between."""
        (seen,) = self.db.execute("PRAGMA data_version").fetchone()
        if seen != self._data_version:
            self._data_version = seen
            self._forget()

    def _check_begun(self) -> None:
        """SQLite undoes a whole transaction on some failures (a full disk); nothing may then be written outside it."""
        if self._begun and not self.db.conn.in_transaction:
            raise ArchiveError(
                f"the archive {self.path} undid what was being written, after the failure before",
                hint="mend that failure and run again; nothing is half-written",
            )

    def _writing(self) -> AbstractContextManager[None]:
        """The caller's transaction where there is one, else one of its own: for several statements."""
        self._check_begun()
        return nullcontext() if self.db.conn.in_transaction else self.transaction()

    def _forget(self) -> None:
        """After a roll-back: what was remembered may never have happened."""
        self._ids.clear()

    def _remember(self, key: object, number: int) -> int:
        if len(self._ids) >= ID_CACHE:
            self._ids.clear()
        self._ids[key] = number
        return number

    def _rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows. They are fetched at once, so that no half-read statement keeps a lock."""
        self._check_begun()
        try:
            return self.db.execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeError, OverflowError) as problem:
            raise archive_error(self.path, problem) from problem

    def _row(self, sql: str, parameters: Parameters | None = None) -> Row | None:
        rows = self._rows(sql, parameters)
        return rows[0] if rows else None

    def _number(self, sql: str, parameters: Parameters | None = None) -> int:
        """The single number that a statement returns (an id, a count)."""
        return int(self._rows(sql, parameters)[0][0])

    def _run(self, sql: str, parameters: Parameters | None = None) -> int:
        """Write; the number of rows that were touched."""
        self._check_begun()
        try:
            return self.db.execute(sql, parameters).rowcount
        except (sqlite3.Error, UnicodeError, OverflowError) as problem:
            raise archive_error(self.path, problem) from problem

    def _insert(self, sql: str, parameters: Parameters) -> int:
        """The number of the row that it puts in: for what is written often, less work than `RETURNING`."""
        self._check_begun()
        try:
            return self.db.execute(sql, parameters).lastrowid or 0
        except (sqlite3.Error, UnicodeError, OverflowError) as problem:
            raise archive_error(self.path, problem) from problem

    def _run_each(self, sql: str, parameters: Iterable[Parameters]) -> None:
        with self._writing():
            self._check_begun()
            try:
                self.db.conn.executemany(sql, parameters)
            except (sqlite3.Error, UnicodeError, OverflowError) as problem:
                raise archive_error(self.path, problem) from problem

    def _stream(self, sql: str, parameters: Parameters) -> Iterator[Row]:
        """Rows in the order of their first column, a batch at a time; `sql` names `:after` and `:batch`."""
        after = 0
        while rows := self._rows(sql, {**parameters, "after": after, "batch": BATCH}):
            yield from rows
            after = rows[-1][0]


def _open(path: Path, read_only: bool, busy_seconds: float) -> Database:
    if read_only and not path.exists():
        raise missing(path)
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
            _check_writable(path)
        return _prepared(_connect(path, read_only, busy_seconds), path, read_only)
    except (sqlite3.Error, OSError) as problem:
        raise archive_error(path, problem) from problem


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """For reading, whichever program made it and whatever it has; ArchiveError where there is no archive."""
    if not path.exists():
        raise missing(path)
    try:
        return _connect(path, read_only=True, busy_seconds=BUSY_SECONDS)
    except sqlite3.Error as problem:
        raise archive_error(path, problem) from problem


def _check_writable(path: Path) -> None:
    """Tell at once: SQLite would open the file for reading only, and fail at the first write, after the fetching."""
    for needed in (path.parent, path):
        if needed.exists() and not os.access(needed, os.W_OK):
            raise PermissionError(errno.EACCES, f"{needed} is read-only", str(needed))


def _connect(path: Path, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    """Autocommit outside of transactions, so that a statement with RETURNING leaves none open behind it."""
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")

    def connect(uri: str) -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, cached_statements=256)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    try:
        return connect(uri)
    except sqlite3.OperationalError:
        # Write-ahead logging wants a file beside the archive, even for reading. A read-only medium can't
        # have one; where no log is left behind, the file is complete and may be read as it lies.
        wal = path.with_name(path.name + "-wal")
        if not read_only or (wal.exists() and wal.stat().st_size):
            raise
        return connect(uri + "&immutable=1")


def _prepared(connection: sqlite3.Connection, path: Path, read_only: bool) -> Database:
    try:
        db = Database(connection, execute_plugins=False)
        _check_schema(db, path, read_only)
        if not read_only:
            db.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a file that is yet to be made; else it has no effect
            _enable_wal(db)
        for pragma in _PRAGMAS:
            db.execute(pragma)
        if not read_only:
            _migrate(db)
    except BaseException:
        connection.close()
        raise
    return db


def _check_schema(db: Database, path: Path, read_only: bool) -> None:
    """Refuse what is no archive, what a newer program wrote, and, for reading, what wants migrating first."""
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    tables = set(db.table_names())
    if tables and not applied:
        raise ArchiveError(f"{path} is a database, but no archive", hint="name another data folder with --data")
    if newer := sorted(applied - KNOWN):
        raise ArchiveError(
            f"the archive {path} was written by a newer Presswatch (it has {', '.join(newer)})",
            hint="upgrade this program, or name another data folder with --data",
        )
    if read_only and not applied:
        raise missing(path)
    if read_only and applied < KNOWN:
        raise ArchiveError(
            f"the archive {path} was written by an older Presswatch",
            hint="run `presswatch upgrade`; `presswatch backup` before it copies the archive as it is",
        )


def _enable_wal(db: Database) -> None:
    """SQLite does not wait for others when it changes the journal; two programs may start together."""
    for attempt in range(1, WAL_ATTEMPTS + 1):
        try:
            db.enable_wal()
        except sqlite3.OperationalError:
            if attempt == WAL_ATTEMPTS:
                raise
            time.sleep(WAL_PAUSE)
        else:
            return


def _migrate(db: Database) -> None:
    """Apply what is pending under one write lock, so that two programs starting together don't both try."""
    if not MIGRATIONS.pending(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(db)
        db.commit()
    except BaseException:
        db.rollback()
        raise
