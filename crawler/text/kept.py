"""Keeping what was worked out for short texts: most stand on other pages of a site, too, and again an hour later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

# Characters. What is kept of a hostile page is bounded by this and by the number of texts.
LONGEST = 1_000
_T = TypeVar("_T")


class _Answers(dict[str, _T]):
    """What was worked out, by text. A text that is known costs a look-up and no call: hundreds a page are asked for."""

    def __init__(self, work: Callable[[str], _T], most: int) -> None:
        super().__init__()
        self._work = work
        self._most = most

    def __missing__(self, text: str) -> _T:
        answer = self._work(text)
        if len(text) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = answer
        return answer


def kept_if_short(most: int) -> Callable[[Callable[[str], _T]], Callable[[str], _T]]:
    """Decorate a pure function of a text: its answers for up to `most` short texts are remembered."""

    def decorated(work: Callable[[str], _T]) -> Callable[[str], _T]:
        return _Answers(work, most).__getitem__

    return decorated
