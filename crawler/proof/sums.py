"""A sum over values that change: which ones there are can be checked, at the price of two hashes a change.

The sum of hashes modulo 2^2048 (Bellare and Micciancio, "A New Paradigm for Collision-Free Hashing", 1997). It has so
many bits because sums of many short hashes can be forged (Wagner's generalised birthday).
"""

from __future__ import annotations

from hashlib import shake_256

SIZE = 256  # bytes
EMPTY = 0
_MODULUS = 1 << 8 * SIZE


def change(total: int, row: int, before: int | None, after: int | None) -> int:
    """The sum after the value of `row` went from `before` (None: it was not there) to `after` (None: it is gone)."""
    if before is not None:
        total -= _term(row, before)
    if after is not None:
        total += _term(row, after)
    return total % _MODULUS


def _term(row: int, value: int) -> int:
    return int.from_bytes(shake_256(b"%d %d" % (row, value)).digest(SIZE), "big")
