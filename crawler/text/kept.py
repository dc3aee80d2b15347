"""Keeping what was worked out for short texts: most stand on other pages of a site, too, and again an hour later."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# Characters. What is kept of a hostile page is bounded by this and by the number of texts.
LONGEST = 1_000
_T = TypeVar("_T")


def kept_if_short(most: int) -> Callable[[Callable[[str], _T]], Callable[[str], _T]]:
    """Decorate a pure function of a text: its answers for the last `most` short texts are remembered."""

    def decorated(work: Callable[[str], _T]) -> Callable[[str], _T]:
        kept = lru_cache(maxsize=most)(work)

        @wraps(work)
        def of(text: str) -> _T:
            return kept(text) if len(text) <= LONGEST else work(text)

        return of

    return decorated
