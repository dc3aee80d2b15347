"""The search index brought up to date: what each version says that the one before did not, and what it says no more."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from crawler.model import Article, RegionState, Version
from crawler.store.search_file import IndexFile
from crawler.store.values import to_ticks
from crawler.text import sentences
from crawler.text.words import lettered, parts_of

BATCH = 2_000  # versions indexed in a transaction
REMEMBERED = 4_000  # regions whose last texts are held while indexing


class GrowingIndex(IndexFile):
    """Takes in what the archive has that it does not."""

    def behind(self) -> int:
        """How many versions are not in the index yet, about."""
        return self.archive.last_version() - self._state(self._db, "version")

    def update(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Index what is new; how many versions. What is done is kept, whenever it is interrupted."""
        done, seen = 0, OrderedDict[int, frozenset[str]]()
        try:
            stream = self.archive.versions_after(self._state(self._db, "version"))
            while batch := list(islice(stream, BATCH)):
                self._db.execute("BEGIN IMMEDIATE")
                for _, region, version in batch:
                    self._add(region, version, seen)
                self._set("version", batch[-1][0])
                self._db.execute("COMMIT")
                done += len(batch)
                told(done)
            done += self._reread()
            if done > BATCH:
                self._merge()
        except sqlite3.OperationalError:  # locked by another search, or a disk that is full or read-only
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self.fresh = False
        return done

    def _merge(self) -> None:
        """After much was added: as small, and as fast to search, as it gets."""
        for table in ("words", "gone", "lost"):
            self._db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - names of ours
        self._db.execute("VACUUM")

    def _add(self, region: int, version: Version, seen: OrderedDict[int, frozenset[str]]) -> None:
        pieces = _sentences(version.state)
        before = seen.pop(region, None)
        if before is None and version.number > 1:
            stood = self.archive.version(version.key, version.number - 1)
            before = frozenset(_sentences(stood.state)) if stood else None
        seen[region] = frozenset(pieces)
        if len(seen) > REMEMBERED:
            seen.popitem(last=False)
        new = [piece for piece in pieces if before is None or piece not in before]
        gone = sorted((before or frozenset()).difference(pieces))
        if new or gone:
            self._insert(region, version, new, gone)

    def _insert(self, region: int, version: Version, new: Iterable[str], gone: Sequence[str]) -> None:
        row = self._db.execute(
            "INSERT INTO texts (region_id, number, first_seen) VALUES (?, ?, ?)",
            [region, version.number, to_ticks(version.first_seen)],
        ).lastrowid
        if text := written(new):
            self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", [row, text])
        if text := written(gone):
            self._db.execute("INSERT INTO gone (rowid, text) VALUES (?, ?)", [row, text])
            if lost := parts_of(text) - parts_of(written(pieces_of(version.state))):
                self._db.execute("INSERT INTO lost (rowid, text) VALUES (?, ?)", [row, " ".join(sorted(lost))])

    def _reread(self) -> int:
        """Versions that a newer reader read otherwise get a row more; what no version says any more finds nothing."""
        done = 0
        last = self._state(self._db, "event")
        self._db.execute("BEGIN IMMEDIATE")
        for event, region, version in self.archive.reread_after(last):
            before = self.archive.version(version.key, version.number - 1)
            gone = frozenset(_sentences(before.state) if before else ()).difference(_sentences(version.state))
            self._insert(region, version, pieces_of(version.state), sorted(gone))
            last, done = event, done + 1
        self._set("event", last)
        self._db.execute("COMMIT")
        return done


def _sentences(state: RegionState) -> list[str]:
    return list(dict.fromkeys(sentence.strip() for piece in pieces_of(state) for sentence in sentences(piece)))


def written(pieces: Iterable[str]) -> str:
    return lettered("\n".join(pieces)).encode("utf-8", "replace").decode("utf-8")


def pieces_of(state: RegionState) -> list[str]:
    """The texts of a state that can be searched, in the order in which they are read."""
    if isinstance(state, Article):
        found = [state.title, state.standfirst, *state.paragraphs]
    else:
        found = [state.name]
        for item in state.items:
            found += [item.title, getattr(item, "text", "")]
    return list(dict.fromkeys(filter(None, found)))
