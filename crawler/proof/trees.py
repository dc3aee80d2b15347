"""Merkle trees as RFC 9162 (Certificate Transparency) has them: section 2.1.1 the hash, 2.1.3 the audit path.

A tree over n entries has one root of 32 bytes; that an entry is under it is shown with log2(n) further hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import reduce
from hashlib import sha256

from crawler.classes import dataclass

SIZE = 32  # bytes of a hash


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """A tree that grows: the roots of its perfect subtrees, the largest first. It takes 32 bytes for each.

    >>> tree = Frontier()
    >>> tree.add(leaf_hash(b"a")); tree.add(leaf_hash(b"b"))
    >>> tree.root == root_of([leaf_hash(b"a"), leaf_hash(b"b")])
    True
    """

    count: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, count: int, data: bytes) -> Frontier:
        """What `data` gave away. Raises ValueError where it belongs to no tree of `count` entries."""
        if len(data) != SIZE * count.bit_count():
            raise ValueError(f"{len(data)} bytes are no frontier of {count} entries")
        return cls(count, [data[start : start + SIZE] for start in range(0, len(data), SIZE)])

    @property
    def data(self) -> bytes:
        return b"".join(self.peaks)

    def add(self, leaf: bytes) -> None:
        """As a binary counter carries: two subtrees of one size become one."""
        number = self.count
        while number & 1:
            leaf = _node(self.peaks.pop(), leaf)
            number >>= 1
        self.peaks.append(leaf)
        self.count += 1

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return sha256(b"").digest()
        return reduce(lambda right, left: _node(left, right), reversed(self.peaks))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over the hashes of some entries."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def audit_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root, from the bottom up."""
    if len(leaves) <= 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*audit_path(index, leaves[:split]), root_of(leaves[split:])]
    return [*audit_path(index - split, leaves[split:]), root_of(leaves[:split])]


def sided(index: int, size: int, path: Sequence[bytes]) -> list[str]:
    """An audit path for people: each hash with the side on which it stands, `left:` or `right:`, from the bottom up."""
    found = []
    last = size - 1
    for each in path:
        while not index & 1 and index == last:  # alone on its level: it goes up as it is
            index, last = index >> 1, last >> 1
        found.append(f"{'left' if index & 1 else 'right'}:{each.hex()}")
        index, last = index >> 1, last >> 1
    return found
