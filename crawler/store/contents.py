"""Contents of versions: stored once by digest, compressed against the one before, in short chains."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import zstandard

from crawler.errors import ArchiveError
from crawler.store.codec import is_article
from crawler.store.compress import dictionary_of
from crawler.store.connection import BUSY_SECONDS, Row
from crawler.store.deltas import pack_delta, unpack_delta
from crawler.store.dictionaries import Dictionaries
from crawler.store.edits import is_edit, pack_edit, unpack_edit
from crawler.store.failures import damaged
from crawler.store.kept import Kept

CHAIN = 10  # contents read at most to unpack one: a full one, and nine steps from it
RECENT = 100  # versions of a region among which a content is looked for
WORTH = 0.5  # of a full content's size: what a content packed against an older one may take
CACHE_BYTES = 8 << 20  # of unpacked contents


# Of a content's SHA-256 that many bytes are kept. Any two contents agree in them with a chance of 2**-128; who makes
# two texts that do needs some 2**64 attempts, and gains nothing: before a content is taken for another their texts are
# compared, and what is sealed and shown is the whole digest, worked out from the text. Archives from before have all
# 32 bytes until they are made small (`upkeep`).
IDENTITY = 16

_MOST_RECENT = 1000  # regions of which it is remembered what their last versions were, for more than one is added

_MARKED = 1 << 27  # contents whose check is remembered, a byte each

# What is the same to the byte is mostly the same to who compares: few contents need to be looked at.
_KNOWN = """
SELECT c.id FROM versions v JOIN contents c ON c.id = v.content_id
WHERE v.region_id = :region AND v.number > :number - :recent AND v.digest = :digest
  AND substr(c.sha256, 1, :identity) = :sha256 LIMIT 1
"""

_RECENT = "SELECT digest FROM versions WHERE region_id = :region AND number > :number - :recent"

_ONE = "SELECT id, base_id, depth, data, sha256 FROM contents WHERE id = :id"

# A content and what it needs, itself first.
_ALONG = """
WITH RECURSIVE chain (id, base_id, depth, data, sha256) AS (
  SELECT id, base_id, depth, data, sha256 FROM contents WHERE id = :id
  UNION ALL
  SELECT c.id, c.base_id, c.depth, c.data, c.sha256 FROM chain n JOIN contents c ON c.id = n.base_id LIMIT :longest)
SELECT id, base_id, depth, data, sha256 FROM chain
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
    kept: object  # of its digest


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
        self._recent: Kept[int, set[bytes | str | None]] = Kept(_MOST_RECENT)  # digests of a region's last versions
        self._hashes: dict[int, str] = {}  # SHA-256 of the contents stored since the last seal, by number
        self._checked = bytearray()  # by number: 1 where a content was found whole

    def _forget(self) -> None:
        super()._forget()
        self._unpacked.clear()
        self._recent.clear()
        self._hashes.clear()

    def _store_content(self, raw: bytes, digest: bytes | str | None, before: Before | None, site: int) -> int:
        """The number of the content `raw`, stored unless a version of the region had it lately with this `digest`.

        It likely resembles the content of the version before.
        """
        sha256 = hashlib.sha256(raw)
        identity, base = sha256.digest()[:IDENTITY], None
        if before is not None:
            base = before.content
            known = self._known_content(raw, digest, identity, before)
            if known is not None:
                return known
        number, data, depth, root = self._packed(raw, base, site)
        made = self._insert(
            "INSERT INTO contents (sha256, base_id, depth, data) VALUES (:sha256, :base, :depth, :data)",
            {"sha256": identity, "base": number, "depth": depth, "data": data},
        )
        self._hashes[made] = sha256.hexdigest()
        self._unpacked.put(made, Unpacked(raw, depth, root or made, identity))
        if base is not None:
            self._unpacked.demote(base)
        return made

    def _known_content(self, raw: bytes, digest: bytes | str | None, identity: bytes, before: Before) -> int | None:
        """The content of a version of the region that is `raw` to the byte, where one of the last ones is."""
        if self._content(before.content).raw == raw:
            return before.content
        if before.number == 1 or not self._was_lately(digest, before):
            return None
        where = {"region": before.region, "number": before.number, "digest": digest}
        row = self._row(_KNOWN, {**where, "sha256": identity, "identity": IDENTITY, "recent": RECENT})
        return int(row[0]) if row and self._content(row[0]).raw == raw else None

    def _was_lately(self, digest: bytes | str | None, before: Before) -> bool:
        """Whether one of a region's last versions may have that digest; from now on one has."""
        known = self._recent.get(before.region)
        if known is None or len(known) > 2 * RECENT:
            rows = self._rows(_RECENT, {"region": before.region, "number": before.number, "recent": RECENT})
            known = self._recent.put(before.region, {row[0] for row in rows})
        found = digest in known
        known.add(digest)
        return found

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
        """Entries of lists change places, and those that come look like those there are: zstandard sees both."""
        number = self._newest_of(site)
        packed = pack_edit(raw, base, self._dictionary(number)) if number and is_article(raw) else None
        return packed or pack_delta(raw, base, self._tables(number), number)

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
        number, base = rows[-1][:2]
        at_hand = None if base is None else self._unpacked.get(base)
        if base is not None and at_hand is None:
            raise damaged(self.path, f"content {base} is not there")
        raw, root = (at_hand.raw, at_hand.root) if at_hand else (b"", number)
        for _, base, _, data, _ in reversed(rows):
            raw = self._unpack_first(data) if base is None else self._unpack_against(data, raw)
        return Unpacked(raw, rows[0][2], root, rows[0][4])

    def _unpack_against(self, data: bytes, base: bytes) -> bytes:
        if is_edit(data):
            return unpack_edit(data, base, self._dictionary)
        return unpack_delta(data, base, self._tables)

    def _unpack_first(self, data: bytes) -> bytes:
        number = dictionary_of(data)
        return self._dictionary(number).unpack(data) if number else self._zstd.unpack(data)

    def _sha256_of(self, content: int) -> str:
        """The whole digest of a content, in hexadecimal. Raises ArchiveError where it cannot be read."""
        return self._hashes.get(content) or hashlib.sha256(self._content(content).raw).hexdigest()

    def _content_with(self, digest: str) -> int | None:
        """A content by its whole digest, in hexadecimal."""
        where = {"sha256": bytes.fromhex(digest)[:IDENTITY], "identity": IDENTITY}
        rows = self._rows("SELECT id FROM contents WHERE substr(sha256, 1, :identity) = :sha256", where)
        return next((number for (number,) in rows if self._sha256_of(number) == digest), None)

    def _whole_sha256(self, content: int) -> str:
        """As `_sha256_of`; a content that is what is kept of its digest need not be read again to check it."""
        digest = self._sha256_of(content)
        if content < _MARKED and _is_of(self._content(content).kept, digest):
            self._checked.extend(bytes(max(0, content + 1 - len(self._checked))))
            self._checked[content] = 1
        return digest

    def check_contents(self) -> Iterator[str]:
        """Contents that can't be read, are not what their digest says, or hang on too long a chain.

        Those that `check_chain` has just read are not read again.
        """
        for number, sha256, base, depth in self._stream(
            "SELECT c.id, c.sha256, b.depth, c.depth "
            "FROM contents c LEFT JOIN contents b ON b.id = c.base_id "
            "WHERE c.id > :after ORDER BY c.id LIMIT :batch",
            {},
        ):
            if depth >= CHAIN or depth != (0 if base is None else base + 1):
                yield f"content {number}: depth {depth} after {base}"
            elif self._checked[number : number + 1] != b"\1":
                yield from self._check_digest(number, sha256)

    def _check_digest(self, content: int, kept: object) -> Iterator[str]:
        try:
            if not _is_of(kept, self._sha256_of(content)):
                yield f"content {content} is not what its digest says"
        except ArchiveError as problem:
            yield problem.message


def _is_of(kept: object, digest: str) -> bool:
    """Whether that is what is kept of a digest: its first half, or, in older archives, all of it."""
    whole = bytes.fromhex(digest)
    return kept in {whole, whole[:IDENTITY]}
