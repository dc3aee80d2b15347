"""What differs between two requests for the same page though nothing has changed."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from crawler.demo.prose import advertisements

T = TypeVar("T")
_HOUR, _DAY = 60, 24 * 60


class Noise:
    """The noise of one request, drawn from `seed`. With the same seed the page has the same bytes."""

    def __init__(self, seed: str) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - noise, and tests want to repeat it

    def token(self, length: int = 8) -> str:
        return f"{self._rng.getrandbits(4 * length):0{length}x}"

    def count(self, path: str, spread: int) -> int:
        """A counter that is of a size with the page's popularity and creeps with each request."""
        return zlib.crc32(path.encode()) % (20 * spread) + self._rng.randrange(spread)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self._rng.sample(items, len(items))

    def advertisement(self) -> str:
        return f"{self._rng.choice(advertisements())} (offer {self._rng.randrange(10_000, 99_999)})"

    def places(self, length: int, number: int) -> frozenset[int]:
        """Up to `number` places behind which an advertisement stands in a body of `length` parts."""
        return frozenset(self._rng.sample(range(1, max(length - 1, 2)), min(number, max(length - 2, 1))))


def ago(then: datetime, now: datetime) -> str:
    """How long ago `then` was, in the words of the site."""
    minutes = max(0, int((now - then).total_seconds()) // 60)
    if minutes < 1:
        return "just now"
    for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (1, "minute")):
        if minutes >= size:
            number = minutes // size
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    raise AssertionError(minutes)
