"""What is told of a region that is another as a whole: when the next look finds it so, or that it takes turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Generic, TypeVar

from crawler.classes import dataclass

T = TypeVar("T")
_TURNS = 2  # so often a state has to give way to the one before to be one of two


@dataclass
class Waiting(Generic[T]):
    """Of one region. `is_other`: whether two of its states have little in common."""

    is_other: Callable[[T, T], bool]
    stored: T
    held: list[T] = field(default_factory=list)  # one at most
    gone: list[T] = field(default_factory=list)  # states that gave way
    turns: bool = False

    def look(self, now: T, *, suspicious: bool) -> tuple[list[tuple[T, T]], bool]:
        """The changes to be told, each as a pair of states, and whether it is to be told that two take turns.

        `suspicious`: whether such a difference says that it may be another region altogether.
        """
        suspicious = suspicious or bool(self.held or self.gone)
        if not suspicious or not self.is_other(self.stored, now):
            self.gone += self.held
            self.held = []
            return self._become(now), False
        again = sum(not self.is_other(each, now) for each in self.gone)
        if self.turns and again:
            return [], False
        if not self.held:
            if again >= _TURNS:
                self.turns = True
                return [], True
            self.held = [now]
            return [], False
        first = self._become(self.held.pop())
        self.gone = []
        return [*first, *self._become(now)], False

    def _become(self, now: T) -> list[tuple[T, T]]:
        before, self.stored = self.stored, now
        return [(before, now)] if before != now else []
