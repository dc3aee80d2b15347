"""zstandard, with the text before as a dictionary: an edit of an article costs little more than the edit."""

from __future__ import annotations

import zstandard

LEVEL = 3
FAST = 1  # for what is kept for minutes only


class Zstd:
    """Compression contexts of one archive; not to be shared between threads."""

    def __init__(self) -> None:
        self._plain = zstandard.ZstdCompressor(level=LEVEL)
        self._fast = zstandard.ZstdCompressor(level=FAST)
        self._reader = zstandard.ZstdDecompressor()

    def pack(self, raw: bytes, base: bytes | None = None) -> bytes:
        """A standard zstd frame; where `base` is given it is needed again, to the byte, for unpacking."""
        if not base:
            return self._plain.compress(raw)
        return zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(base)).compress(raw)

    def pack_fast(self, raw: bytes) -> bytes:
        return self._fast.compress(raw)

    def unpack(self, data: bytes, base: bytes | None = None) -> bytes:
        """The bytes that were packed; raises `zstandard.ZstdError` where the frame is damaged."""
        if not base:
            return self._reader.decompress(data)
        return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(data)


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
