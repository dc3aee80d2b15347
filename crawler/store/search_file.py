"""The file of the search index: made, made anew, or read as it is. It can be deleted at any time."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.store.failures import archive_error
from crawler.store.sqlite import SqliteArchive

FORM = 2  # of the index; another one is made anew
WAIT_SECONDS = 2.0

TOKENIZER = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''"
_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE texts (
  id INTEGER PRIMARY KEY, region_id INTEGER NOT NULL, number INTEGER NOT NULL, first_seen INTEGER NOT NULL);
CREATE INDEX texts_region ON texts(region_id);
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize='{tokenizer}');
CREATE VIRTUAL TABLE gone USING fts5(text, content='', columnsize=0, tokenize='{tokenizer}');
CREATE VIRTUAL TABLE lost USING fts5(text, content='', columnsize=0, tokenize='{tokenizer}');
INSERT INTO state VALUES ('form', {form}), ('version', 0), ('event', 0);
"""


class IndexFile:
    """Opened for one command. `fresh` is False where the index could not be brought up to date."""

    def __init__(self, path: Path, archive: SqliteArchive) -> None:
        self.path = path
        self.archive = archive
        self.fresh = True
        self._db = self._opened()

    def close(self) -> None:
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                self._prepare(db)
            except sqlite3.DatabaseError:
                db.close()
                raise
        except sqlite3.OperationalError as problem:
            self.fresh = False
            return self._as_it_is(problem)
        except sqlite3.DatabaseError:
            return self._made_anew()
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # it can be made again
        with closing(db.execute("SELECT count(*) FROM sqlite_master")) as found:
            (tables,) = found.fetchone()
        if not tables:
            schema = _SCHEMA.format(tokenizer=TOKENIZER, form=FORM)
            db.executescript(f"BEGIN IMMEDIATE;{schema}COMMIT;")
        if self._state(db, "form") != FORM or self._state(db, "version") > self.archive.last_version():
            raise sqlite3.DatabaseError("of another form, or of another archive")

    def _made_anew(self) -> sqlite3.Connection:
        """A damaged index, or one of another archive, is no loss."""
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            self.path.with_name(name).unlink(missing_ok=True)
        return self._opened()

    def _as_it_is(self, problem: sqlite3.OperationalError) -> sqlite3.Connection:
        """Read what there is, where nothing can be written; where there is nothing, that is told."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        # A read-only medium: nothing can be made beside the file, which is whole where no log is left behind.
        modes = ["mode=ro"] if wal.exists() and wal.stat().st_size else ["mode=ro", "mode=ro&immutable=1"]
        for mode in modes:
            with suppress(sqlite3.Error):
                return _read_only(f"{self.path.absolute().as_uri()}?{mode}")
        if not self.path.exists():
            raise ArchiveError(
                f"the search index {self.path} cannot be made: {problem}",
                hint="let a user who may write in that folder run `presswatch search` once",
            ) from problem
        raise archive_error(self.path, problem) from problem

    @staticmethod
    def _state(db: sqlite3.Connection, name: str) -> int:
        return int(db.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()[0])

    def _set(self, name: str, value: int) -> None:
        self._db.execute("UPDATE state SET value = ? WHERE name = ?", [value, name])


def _read_only(uri: str) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        db.execute("SELECT count(*) FROM texts").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db
