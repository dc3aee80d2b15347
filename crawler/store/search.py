"""Full-text search over all versions, in a file beside the archive that can be made again at any time.

The index has a row for the first version of a region, with its words, and one for each later version that changed its
text, with the words of the sentences that came (`words`) and that went (`gone`), and those that are nowhere in it any
more (`lost`): so it stays small. It holds no texts.
What it finds is held against those of the archive, which also gives the snippet.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TypeGuard

from crawler.classes import dataclass
from crawler.model import Article, RegionKey, RegionKind, RegionState, Version
from crawler.store.connection import Row
from crawler.store.failures import archive_error
from crawler.store.search_file import TOKENIZER, IndexFile
from crawler.store.sqlite import SqliteArchive
from crawler.store.values import to_ticks
from crawler.text import sentences
from crawler.text.words import Query, Term, lettered, parts_of, shown

BATCH = 2_000  # versions indexed in a transaction
REMEMBERED = 4_000  # regions whose last texts are held while indexing
APART = 300  # regions tried whose words came with different versions
TRIED = 400  # regions that are held against their texts, at most, for one answer
LATEST = 8  # versions of a region that are tried
_AROUND = 24  # words of a snippet
MARKS = ("\ue000", "\ue001")  # around what was found, in a snippet; texts have them out

_CHECKER = f"CREATE VIRTUAL TABLE checked USING fts5(text, tokenize='{TOKENIZER}')"

_MATCHING = """
SELECT t.region_id, t.number FROM words JOIN texts t ON t.id = words.rowid
WHERE words MATCH :match AND t.first_seen >= :since ORDER BY words.rowid DESC
"""
_GONE = """
SELECT t.id, t.region_id, t.number - 1 FROM {0} JOIN texts t ON t.id = {0}.rowid
WHERE {0} MATCH :match AND t.first_seen >= :since ORDER BY {0}.rowid DESC
"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH :match LIMIT :most)"
_REGION = "SELECT id, number FROM texts WHERE region_id = :region ORDER BY id DESC"
_HAS = "SELECT 1 FROM words WHERE words MATCH :match AND rowid = :id"


@dataclass(frozen=True, slots=True)
class Hit:
    """A region that said what was asked for: the newest of its versions that did, of those that were tried."""

    version: Version
    still: bool  # whether its latest version says it
    snippet: str  # with `MARKS` around what was found


class SearchIndex(IndexFile):
    """Opened for one command. `whole` is False once an answer was cut short."""

    def __init__(self, path: Path, archive: SqliteArchive) -> None:
        super().__init__(path, archive)
        self.whole = True
        self._checker = sqlite3.connect(":memory:", isolation_level=None)
        self._checker.execute(_CHECKER)

    def close(self) -> None:
        super().close()
        self._checker.close()

    # Bringing it up to date

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
        if text := _written(new):
            self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", [row, text])
        if text := _written(gone):
            self._db.execute("INSERT INTO gone (rowid, text) VALUES (?, ?)", [row, text])
            if lost := parts_of(text) - parts_of(_written(pieces_of(version.state))):
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

    # Finding

    def find(
        self,
        query: Query,
        site: str | None = None,
        since: datetime | None = None,
        kind: RegionKind | None = None,
        removed: bool = False,
    ) -> Generator[Hit, None, None]:
        """Regions that said it, those that said it last first.

        Args:
            query: what is asked for.
            site: only of this site.
            since: only texts that came up then or later.
            kind: only regions of this kind.
            removed: only where the latest version does not say it any more.
        """
        try:
            yield from self._hits(query, site, since, kind, removed)
        except sqlite3.Error as problem:
            raise archive_error(self.path, problem) from problem

    def _hits(
        self, query: Query, site: str | None, since: datetime | None, kind: RegionKind | None, removed: bool
    ) -> Iterator[Hit]:
        tried: set[int] = set()
        earliest = to_ticks(since) if since else -(2**62)
        for region, numbers in self._gone(query, earliest) if removed else self._regions(query, earliest):
            if region in tried or not self._is_asked(key := self.archive.region_key(region), site, kind):
                continue
            if len(tried) >= TRIED:
                self.whole = False
                return
            tried.add(region)
            if removed and not self._may_have_said(region, query):
                continue
            hit = self._hit(key, query, numbers, since)
            if hit is not None and not (removed and hit.still):
                yield hit

    @staticmethod
    def _is_asked(key: RegionKey | None, site: str | None, kind: RegionKind | None) -> TypeGuard[RegionKey]:
        return key is not None and site in {None, key.site} and kind in {None, key.kind}

    def _regions(self, query: Query, since: int) -> Iterator[tuple[int, list[int]]]:
        """Regions that may say it, and the versions with which the words came."""
        for group in query:
            yield from self._matching(_MATCHING, _all_of(group), since)
            if len(group) > 1:
                yield from self._apart([term.phrase for term in group])

    def _gone(self, query: Query, since: int) -> Iterator[tuple[int, list[int]]]:
        """Regions from which words of it went, and the versions before. A word that is elsewhere in it did not go."""
        for group in query:
            words, phrases = [t.phrase for t in group if t.is_word], [t.phrase for t in group if not t.is_word]
            went = [self._went(*each, since) for each in (("lost", words), ("gone", phrases)) if each[1]]
            for _, region, number in heapq.merge(*went, key=itemgetter(0), reverse=True):
                yield region, [number]

    def _went(self, table: str, phrases: Sequence[str], since: int) -> Iterator[Row]:
        asked = {"match": " OR ".join(phrases), "since": since}
        with closing(self._db.execute(_GONE.format(table), asked)) as rows:
            yield from rows

    def _may_have_said(self, region: int, query: Query) -> bool:
        """Whether all words of a group ever came to a region: much cheaper to ask than to read its texts."""
        if any(len(group) == 1 for group in query):
            return True
        texts = self._db.execute(_REGION, {"region": region}).fetchall()
        return any(all(self._has(term.phrase, texts) for term in group) for group in query)

    def _matching(self, sql: str, match: str, since: int) -> Iterator[tuple[int, list[int]]]:
        with closing(self._db.execute(sql, {"match": match, "since": since})) as rows:
            for region, number in rows:
                yield region, [number]

    def _apart(self, words: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
        """Regions to which some words came with one version and some with another, beginning at the rarest word."""
        counts = {word: self._db.execute(_COUNT, {"match": word, "most": 9_999}).fetchone()[0] for word in words}
        rarest, *others = sorted(words, key=counts.__getitem__)
        if not counts[rarest]:
            return
        regions = dict.fromkeys(region for region, _ in self._matching(_MATCHING, rarest, -(2**62)))
        for region in islice(regions, APART):
            texts = self._db.execute(_REGION, {"region": region}).fetchall()
            if len(texts) > 1 and all(self._has(word, texts) for word in others):
                yield region, [number for _, number in texts]

    def _has(self, word: str, texts: Iterable[tuple[int, int]]) -> bool:
        return any(self._db.execute(_HAS, {"match": word, "id": row}).fetchone() for row, _ in texts)

    def _hit(self, key: RegionKey, query: Query, numbers: Sequence[int], since: datetime | None) -> Hit | None:
        """The newest version that says it: the latest one, else one with which words came."""
        latest = self.archive.latest(key)
        if latest is None:
            return None
        still = self._says(latest, query) or ""
        if still and (since is None or latest.first_seen >= since):
            return Hit(latest, still=True, snippet=still)
        row_numbers = sorted({*numbers, *self._numbers(key)}, reverse=True)[:LATEST]
        for version in (self.archive.version(key, number) for number in row_numbers):
            if version is None or version.number == latest.number or (since and version.first_seen < since):
                continue
            if snippet := self._says(version, query):
                return Hit(version, still=bool(still), snippet=snippet)
        return None

    def _numbers(self, key: RegionKey) -> list[int]:
        region = self.archive.region_number(key)
        return [number for _, number in self._db.execute(_REGION, {"region": region}).fetchall()]

    def _says(self, version: Version, query: Query) -> str | None:
        """The snippet, where the version says it; None where it does not."""
        text = _written(pieces_of(version.state))
        for mark in MARKS:
            text = text.replace(mark, " ")
        match = " OR ".join(f"({_all_of(group)})" for group in query)
        self._checker.execute("BEGIN")
        self._checker.execute("INSERT INTO checked (text) VALUES (?)", [text])
        row = self._checker.execute(
            "SELECT snippet(checked, 0, ?, ?, '…', ?) FROM checked WHERE checked MATCH ?", [*MARKS, _AROUND, match]
        ).fetchone()
        self._checker.execute("ROLLBACK")  # cheaper than to delete it
        return shown(row[0]) if row else None


def _sentences(state: RegionState) -> list[str]:
    return list(dict.fromkeys(sentence.strip() for piece in pieces_of(state) for sentence in sentences(piece)))


def _all_of(group: Sequence[Term]) -> str:
    return " AND ".join(term.phrase for term in group)


def _written(pieces: Iterable[str]) -> str:
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
