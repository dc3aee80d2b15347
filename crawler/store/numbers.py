"""Numbers of seven bits a byte, the low ones first; a high bit says that there are more."""

from __future__ import annotations

from collections.abc import Iterable

import zstandard

_SEVEN_BITS = 0x7F
_BITS = 35  # of a number, at most


def written(numbers: Iterable[int]) -> bytes:
    """Numbers from 0 on, one after the other."""
    found = []
    for number in numbers:
        left = number
        while left > _SEVEN_BITS:
            found.append(left & _SEVEN_BITS | 0x80)
            left >>= 7
        found.append(left)
    return bytes(found)


class Numbers:
    """Those that stand in `data` from `place` on, one after the other; `place` is then behind the last one read.

    `what` says of what, where they break off.
    """

    def __init__(self, data: bytes, place: int, what: str) -> None:
        self.place = place
        self._data = data
        self._what = what

    def next(self) -> int:
        """Raises `zstandard.ZstdError`, as other damage to a packed text does."""
        number = shift = 0
        while True:
            if self.place >= len(self._data) or shift >= _BITS:
                raise zstandard.ZstdError(f"{self._what} is damaged: its numbers break off")
            byte = self._data[self.place]
            self.place += 1
            number |= (byte & _SEVEN_BITS) << shift
            if byte <= _SEVEN_BITS:
                return number
            shift += 7
