"""Contents of versions: stored once by digest, compressed against the one before, in short chains."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import zstandard

from crawler.store.compress import dictionary_of
from crawler.store.connection import BUSY_SECONDS, Row
from crawler.store.deltas import pack_delta, unpack_delta
from crawler.store.dictionaries import Dictionaries
from crawler.store.failures import damaged

CHAIN = 10  # contents read at most to unpack one: a full one, and nine steps from it
RECENT = 100  # versions of a region among which a content is looked for
WORTH = 0.5  # of a full content's size: what a content packed against an older one may take
CACHE_BYTES = 8 << 20  # of unpacked contents


# What is the same to the byte is mostly the same to who compares: few contents need to be looked at.
_KNOWN = """
SELECT c.id FROM versions v JOIN contents c ON c.id = v.content_id
WHERE v.region_id = :region AND v.number > :number - :recent AND (v.digest = :digest OR v.number = :number)
  AND c.sha256 = :sha256 LIMIT 1
"""

_ONE = "SELECT id, base_id, depth, data FROM contents WHERE id = :id"

# A content and what it needs, itself first.
_ALONG = """
WITH RECURSIVE chain (id, base_id, depth, data) AS (
  SELECT id, base_id, depth, data FROM contents WHERE id = :id
  UNION ALL
  SELECT c.id, c.base_id, c.depth, c.data FROM chain n JOIN contents c ON c.id = n.base_id LIMIT :longest)
SELECT id, base_id, depth, data FROM chain
"""


class Before(NamedTuple):
    """A version after which a content comes."""

    region: int
    number: int
    content: int


class Unpacked(NamedTuple):
    """A content as it was stored, and how many others must be read before it."""

    raw: bytes
    depth: int
    root: int  # the content at the end of its chain


class Cache:
    """The most recently used contents, bounded by their total size in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[int, Unpacked] = OrderedDict()

    def get(self, number: int) -> Unpacked | None:
        found = self._kept.get(number)
        if found is not None:
            self._kept.move_to_end(number)
        return found

    def put(self, number: int, content: Unpacked) -> None:
        before = self._kept.pop(number, None)
        self._size += len(content.raw) - (len(before.raw) if before else 0)
        self._kept[number] = content
        while self._size > self._limit:
            self._size -= len(self._kept.popitem(last=False)[1].raw)

    def demote(self, number: int) -> None:
        """To go first: the region has a later content now."""
        if number in self._kept:
            self._kept.move_to_end(number, last=False)

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0


class Contents(Dictionaries):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._unpacked = Cache(CACHE_BYTES)

    def _forget(self) -> None:
        super()._forget()
        self._unpacked.clear()

    def _store_content(self, raw: bytes, digest: bytes | str | None, before: Before | None, site: int) -> int:
        """The number of the content `raw`, stored unless a version of the region had it lately with this `digest`.

        It likely resembles the content of the version before.
        """
        sha256 = hashlib.sha256(raw).digest()
        base = None
        if before is not None:
            same = {"digest": digest, "sha256": sha256, "recent": RECENT}
            known = self._row(_KNOWN, {"region": before.region, "number": before.number, **same})
            if known:
                return int(known[0])
            base = before.content
        number, data, depth, root = self._packed(raw, base, site)
        made = self._number(
            "INSERT INTO contents (sha256, base_id, depth, data) VALUES (:sha256, :base, :depth, :data) RETURNING id",
            {"sha256": sha256, "base": number, "depth": depth, "data": data},
        )
        self._unpacked.put(made, Unpacked(raw, depth, root or made))
        if base is not None:
            self._unpacked.demote(base)
        return made

    def _packed(self, raw: bytes, base: int | None, site: int) -> tuple[int | None, bytes, int, int | None]:
        """What a content is packed against, its bytes, its depth, and the root of its chain (None: itself).

        Where the chain would grow too long it is packed against the root again, as long as that still helps.
        """
        if base is None:
            return None, self._pack_first(raw, site), 0, None
        before = self._content(base)
        if before.depth + 1 < CHAIN:
            return base, self._pack_against(raw, before.raw, site), before.depth + 1, before.root
        whole = self._pack_first(raw, site)
        against = self._pack_against(raw, self._content(before.root).raw, site)
        if len(against) < len(whole) * WORTH:
            return before.root, against, 1, before.root
        return None, whole, 0, None

    def _pack_against(self, raw: bytes, base: bytes, site: int) -> bytes:
        number = self._newest_of(site)
        return pack_delta(raw, base, self._tables(number), number)

    def _pack_first(self, raw: bytes, site: int) -> bytes:
        dictionary = self._dictionary_for(site, lambda number: self._content(number).raw)
        return dictionary.pack(raw) if dictionary else self._zstd.pack(raw)

    def _content(self, number: int) -> Unpacked:
        """A content, unpacked along its chain from the nearest one at hand."""
        found = self._unpacked.get(number)
        if found is not None:
            return found
        try:
            found = self._unpack_chain(self._chain(number))
        except zstandard.ZstdError as problem:
            raise damaged(self.path, f"content {number}: {problem}") from problem
        self._unpacked.put(number, found)
        return found

    def _chain(self, number: int) -> list[Row]:
        """The content's row, and those of what it needs that is not unpacked yet."""
        rows = self._rows(_ONE, {"id": number})
        if rows and rows[0][1] is not None and self._unpacked.get(rows[0][1]) is None:
            rows = self._rows(_ALONG, {"id": number, "longest": CHAIN + 1})
        if not rows:
            raise damaged(self.path, f"content {number} is not there")
        return rows

    def _unpack_chain(self, rows: list[Row]) -> Unpacked:
        number, base, _, _ = rows[-1]
        at_hand = None if base is None else self._unpacked.get(base)
        if base is not None and at_hand is None:
            raise damaged(self.path, f"content {base} is not there")
        raw, root = (at_hand.raw, at_hand.root) if at_hand else (b"", number)
        for _, base, _, data in reversed(rows):
            raw = self._unpack_first(data) if base is None else unpack_delta(data, raw, self._tables)
        return Unpacked(raw, rows[0][2], root)

    def _unpack_first(self, data: bytes) -> bytes:
        number = dictionary_of(data)
        return self._dictionary(number).unpack(data) if number else self._zstd.unpack(data)

    def _check_contents(self) -> Iterator[str]:
        """Contents that can't be read, are not what their digest says, or hang on too long a chain."""
        for number, sha256, base, depth in self._stream(
            "SELECT c.id, c.sha256, b.depth, c.depth "
            "FROM contents c LEFT JOIN contents b ON b.id = c.base_id "
            "WHERE c.id > :after ORDER BY c.id LIMIT :batch",
            {},
        ):
            if depth >= CHAIN or depth != (0 if base is None else base + 1):
                yield f"content {number}: depth {depth} after {base}"
            elif hashlib.sha256(self._content(number).raw).digest() != sha256:
                yield f"content {number} is not what its digest says"
