"""Slots: where in a site's pages a block stands, as a small number that stays the same from page to page."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from crawler.model import Block


@lru_cache(maxsize=16384)
def slot_of_path(path: tuple[str, ...]) -> int:
    """A 31-bit digest of a container path (CRC-32: it only has to spread, not to resist anybody)."""
    return crc32(">".join(path).encode("utf-8", "replace")) & 0x7FFFFFFF


def slot_of(block: Block) -> int:
    return slot_of_path(block.path)
