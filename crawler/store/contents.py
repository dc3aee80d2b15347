"""Contents of versions: stored once by digest, compressed against the one before, in short chains."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import zstandard

from crawler.store.connection import BUSY_SECONDS
from crawler.store.failures import damaged
from crawler.store.packed import Packed

CHAIN = 10  # contents read at most to unpack one: a full one, and nine steps from it
CACHE_BYTES = 8 << 20  # of unpacked contents


class ByteCache:
    """The most recently used contents, bounded by their total size in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[int, bytes] = OrderedDict()

    def get(self, number: int) -> bytes | None:
        raw = self._kept.get(number)
        if raw is not None:
            self._kept.move_to_end(number)
        return raw

    def put(self, number: int, raw: bytes) -> None:
        self._size += len(raw) - len(self._kept.pop(number, b""))
        self._kept[number] = raw
        while self._size > self._limit:
            self._size -= len(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0


class Contents(Packed):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._unpacked = ByteCache(CACHE_BYTES)

    def _forget(self) -> None:
        super()._forget()
        self._unpacked.clear()

    def _store_content(self, raw: bytes, base: int | None) -> int:
        """The number of the content `raw`, stored unless it is known; it likely resembles content `base`."""
        sha256 = hashlib.sha256(raw).digest()
        known = self._row(
            "SELECT id FROM contents WHERE substr(sha256, 1, 8) = :head AND sha256 = :sha256",
            {"head": sha256[:8], "sha256": sha256},
        )
        if known:
            return int(known[0])
        base, depth = self._usable(base)
        number = self._number(
            "INSERT INTO contents (sha256, base_id, depth, data) VALUES (:sha256, :base, :depth, :data) RETURNING id",
            {
                "sha256": sha256,
                "base": base,
                "depth": depth,
                "data": self._zstd.pack(raw, None if base is None else self._content(base)),
            },
        )
        self._unpacked.put(number, raw)
        return number

    def _usable(self, base: int | None) -> tuple[int | None, int]:
        """The base with the depth of what is built on it, or none where the chain would grow too long."""
        if base is None:
            return None, 0
        depth = self._number("SELECT depth FROM contents WHERE id = :id", {"id": base}) + 1
        return (base, depth) if depth < CHAIN else (None, 0)

    def _content(self, number: int) -> bytes:
        """The bytes of a content, unpacked along its chain from the nearest one at hand."""
        raw = self._unpacked.get(number)
        if raw is not None:
            return raw
        try:
            for step, data in self._chain(number):
                raw = self._zstd.unpack(data, raw) if data is not None else self._unpacked.get(step)
        except zstandard.ZstdError as problem:
            raise damaged(self.path, f"content {number}: {problem}") from problem
        if raw is None:
            raise damaged(self.path, f"content {number} is not there")
        self._unpacked.put(number, raw)
        return raw

    def _chain(self, number: int) -> Iterator[tuple[int, bytes | None]]:
        """What must be unpacked in turn, the fullest first; without data where it is unpacked already."""
        chain: list[tuple[int, bytes | None]] = []
        step: int | None = number
        while step is not None and len(chain) <= CHAIN:
            if self._unpacked.get(step) is not None:
                chain.append((step, None))
                break
            row = self._row("SELECT base_id, data FROM contents WHERE id = :id", {"id": step})
            if row is None:
                raise damaged(self.path, f"content {step} is not there")
            chain.append((step, row[1]))
            step = row[0]
        return reversed(chain)

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
            elif hashlib.sha256(self._content(number)).digest() != sha256:
                yield f"content {number} is not what its digest says"
