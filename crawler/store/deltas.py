"""A text against the one before it, in as few bytes as zstandard can say it.

A whole frame (RFC 8878, 3.1.1) spends ten bytes and more on what is known here anyway: that it is one, how large it is,
that it has a single block. Of an edit that took a hundred bytes only that block is kept, after a mark and the number of
the site's dictionary: the dictionary's tables say which letters are frequent, and would cost more than a short text
saves by them. Its own texts are left out, as the text before is nearer.
"""

from __future__ import annotations

from collections.abc import Callable

import zstandard

from crawler.store.numbers import Numbers, written

LEVEL = 6
LONGEST = 128 << 10  # bytes of a text that fits into a block (RFC 8878, 3.1.1.2.4)

_MAGIC = zstandard.FRAME_HEADER
_BARE = b"\x08"  # a frame cannot go on like this after its magic number: the bit is reserved
_HEADER = _MAGIC + b"\x00\x38"  # nothing is said, but that no more than `LONGEST` has to be held
_BLOCK = 3  # bytes of a block's header: whether it is the last, its type, its size
_LAST_PACKED = 0b101
_OFFSETS = 8  # bytes that a text must have to be referred to: a dictionary's first offsets reach as far back
_TABLES_END = b"\x01\0\0\0\x04\0\0\0\x08\0\0\0"  # offsets at the end of a dictionary's tables (RFC 8878, 5)


def tables_of(dictionary: bytes) -> bytes:
    """The part of a trained dictionary before its texts; empty where there is none."""
    end = dictionary.find(_TABLES_END)
    return dictionary[: end + len(_TABLES_END)] if end >= 0 else b""


def pack_delta(raw: bytes, base: bytes, tables: bytes = b"", number: int = 0) -> bytes:
    """What gives `raw` again beside `base`, which is then needed to the byte.

    Args:
        raw: what is to be packed.
        base: what it likely resembles; not empty.
        tables: those of a dictionary (`tables_of`), needed again too.
        number: that of the dictionary, under which its tables are found; 0: none.
    """
    if not tables or len(base) < _OFFSETS:
        tables, number = b"", 0
    frame = zstandard.ZstdCompressor(
        level=LEVEL, dict_data=_dictionary(tables + base, bool(tables)), write_content_size=False, write_dict_id=False
    ).compress(raw)
    block = bare_block(frame)
    if block is not None and len(raw) <= LONGEST:
        return _BARE + written([number]) + block
    packer = zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(base, tables=False))
    return packer.compress(raw).removeprefix(_MAGIC)


def unpack_delta(data: bytes, base: bytes, tables: Callable[[int], bytes]) -> bytes:
    """The bytes that were packed; `tables` gives those of a dictionary by its number.

    Raises:
        zstandard.ZstdError: it is damaged.
    """
    if not data.startswith(_BARE):
        whole = data if data.startswith(_MAGIC) else _MAGIC + data
        return zstandard.ZstdDecompressor(dict_data=_dictionary(base, tables=False)).decompress(whole)
    numbers = Numbers(data, len(_BARE), "a delta")
    number = numbers.next()
    if numbers.place == len(data):
        raise zstandard.ZstdError("a delta is damaged: its block is missing")
    known = tables(number) if number else b""
    reader = zstandard.ZstdDecompressor(dict_data=_dictionary(known + base, bool(known)))
    return reader.decompress(framed(data[numbers.place :]), max_output_size=LONGEST)


def bare_block(frame: bytes) -> bytes | None:
    """What is in the block of a frame that says neither its size nor its dictionary; None: it has no single packed one.

    A block of more than `LONGEST` bytes of text cannot be read again.
    """
    start = len(_HEADER)
    block = frame[start + _BLOCK :]
    said = int.from_bytes(frame[start : start + _BLOCK], "little")
    return block if said == len(block) << 3 | _LAST_PACKED else None


def framed(block: bytes) -> bytes:
    """A frame again, of what `bare_block` gave."""
    return _HEADER + (len(block) << 3 | _LAST_PACKED).to_bytes(_BLOCK, "little") + block


def _dictionary(data: bytes, tables: bool) -> zstandard.ZstdCompressionDict:
    kind = zstandard.DICT_TYPE_FULLDICT if tables else zstandard.DICT_TYPE_RAWCONTENT
    return zstandard.ZstdCompressionDict(data, dict_type=kind)
