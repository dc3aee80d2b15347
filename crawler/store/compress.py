"""zstandard: whole frames, with the dictionary of a site or without (`deltas` has a text against the one before it)."""

from __future__ import annotations

from collections.abc import Sequence

import zstandard

from crawler.store.deltas import LONGEST, bare_block, framed, tables_of

LEVEL = 6
FIRST = 9  # for first texts, with a dictionary
WORDS = 3  # for what an edit put in: a fiftieth larger than with `FIRST`, in two thirds of the time
SMALLEST = 19  # for packing anew at leisure: a tenth smaller than `LEVEL`, ten times slower
# A dictionary is made of segments of so many bytes, those that have the most runs of so many bytes in common with the
# others: on articles, real and invented, a hundredth better than what zstandard finds by trying, in half the time.
SEGMENT, COMMON = 270, 6
FAST = 1  # for what is kept for minutes only


class Dictionary:
    """A trained dictionary, ready for use; what it packs names it by its number."""

    def __init__(self, data: bytes) -> None:
        self.data = zstandard.ZstdCompressionDict(data)
        self.tables = tables_of(data)
        self._packer: zstandard.ZstdCompressor | None = None
        self._small: zstandard.ZstdCompressor | None = None
        self._words: zstandard.ZstdCompressor | None = None
        self._reader = zstandard.ZstdDecompressor(dict_data=self.data)

    @property
    def number(self) -> int:
        return self.data.dict_id()

    def pack(self, raw: bytes) -> bytes:
        if self._packer is None:
            self.data.precompute_compress(level=FIRST)
            self._packer = zstandard.ZstdCompressor(level=FIRST, dict_data=self.data)
        return self._packer.compress(raw)

    def pack_small(self, raw: bytes) -> bytes:
        """At leisure: a tenth smaller, ten times slower. A checksum in the frame says that it was done."""
        if self._small is None:
            self._small = zstandard.ZstdCompressor(level=SMALLEST, dict_data=self.data, write_checksum=True)
        return self._small.compress(raw)

    def unpack(self, data: bytes) -> bytes:
        return self._reader.decompress(data)

    def pack_words(self, words: bytes) -> bytes | None:
        """At most `LONGEST` bytes, as a bare block; None where that would be no shorter."""
        if self._words is None:
            data = zstandard.ZstdCompressionDict(self.data.as_bytes())
            data.precompute_compress(level=WORDS)
            self._words = zstandard.ZstdCompressor(
                level=WORDS, dict_data=data, write_content_size=False, write_dict_id=False
            )
        block = bare_block(self._words.compress(words))
        return block if block is not None and len(block) < len(words) else None

    def unpack_words(self, block: bytes) -> bytes:
        return self._reader.decompress(framed(block), max_output_size=LONGEST)


class Zstd:
    """Compression contexts of one archive; not to be shared between threads."""

    def __init__(self) -> None:
        self._plain = zstandard.ZstdCompressor(level=LEVEL)
        self._fast = zstandard.ZstdCompressor(level=FAST)
        self._reader = zstandard.ZstdDecompressor()

    def pack(self, raw: bytes) -> bytes:
        return self._plain.compress(raw)

    def pack_fast(self, raw: bytes) -> bytes:
        return self._fast.compress(raw)

    def pack_small(self, raw: bytes) -> bytes:
        return zstandard.ZstdCompressor(level=SMALLEST).compress(raw)

    def unpack(self, data: bytes) -> bytes:
        """The bytes that were packed; raises `zstandard.ZstdError` where the frame is damaged."""
        return self._reader.decompress(data)


def dictionary_of(data: bytes) -> int:
    """The number of the dictionary that a whole frame was packed with; 0 for none. Raises `zstandard.ZstdError`."""
    return int(zstandard.get_frame_parameters(data).dict_id)


def is_packed_small(data: bytes) -> bool:
    """Whether `Dictionary.pack_small` made it. Raises `zstandard.ZstdError`."""
    return bool(zstandard.get_frame_parameters(data).has_checksum)


def train(samples: Sequence[bytes], size: int, number: int) -> bytes | None:
    """A dictionary of `size` bytes at most, learned from texts; None where they are too few or too much alike."""
    try:
        return zstandard.train_dictionary(
            size, list(samples), k=SEGMENT, d=COMMON, level=FIRST, dict_id=number
        ).as_bytes()
    except zstandard.ZstdError:
        return None
