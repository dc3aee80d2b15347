"""Full-text search over all versions, in a file beside the archive that can be made again at any time.

The index has a row for the first version of a region, with its words, and one for each later version that changed its
text, with the words of the sentences that came (`words`) and that went (`gone`), and those that are nowhere in it any
more (`lost`): so it stays small. It holds no texts.
What it finds is held against those of the archive, which also gives the snippet.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TypeGuard

from crawler.classes import dataclass
from crawler.model import RegionKey, RegionKind, Version
from crawler.store.connection import Row
from crawler.store.failures import archive_error
from crawler.store.search_file import TOKENIZER
from crawler.store.search_update import GrowingIndex, pieces_of, written
from crawler.store.sqlite import SqliteArchive
from crawler.store.values import to_ticks
from crawler.text.words import Query, Term, may_say, plain, shown

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


class SearchIndex(GrowingIndex):
    """Opened for one command. `whole` is False once an answer was cut short."""

    def __init__(self, path: Path, archive: SqliteArchive) -> None:
        super().__init__(path, archive)
        self.whole = True
        self._checker = sqlite3.connect(":memory:", isolation_level=None)
        self._checker.execute(_CHECKER)

    def close(self) -> None:
        super().close()
        self._checker.close()

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
            if removed and (self._surely_still(key, query) or not self._may_have_said(region, query)):
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

    def _surely_still(self, key: RegionKey, query: Query) -> bool:
        """Whether the latest version says it in so many words: cheaper to see than to ask an index of its text."""
        latest = self.archive.latest(key)
        if latest is None:
            return False
        text = plain("\n".join(pieces_of(latest.state)))
        return any(all(term.surely_in(text) for term in group) for group in query)

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
        pieces = pieces_of(version.state)
        if not may_say(query, plain("\n".join(pieces))):
            return None
        text = written(pieces)
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


def _all_of(group: Sequence[Term]) -> str:
    return " AND ".join(term.phrase for term in group)
