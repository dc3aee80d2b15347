"""The looks that are held until they are settled together: how many, and which of them side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import timedelta

from crawler.classes import dataclass
from crawler.model import Capture
from crawler.recorder.look import Look
from crawler.recorder.memory import SAMPLE
from crawler.recorder.second_looks import SecondLooks

# Looks held before they are settled together: enough to judge them by each other, few enough for little memory.
BATCH = 48
# More are held only while second looks are awaited.
MOST_HELD = 96
# Captures further apart than this are not compared with each other; those of an unknown site may be, within hours.
TOGETHER = timedelta(minutes=10)
TOGETHER_UNKNOWN = timedelta(hours=6)
# An unknown site is learned from so many pages that are held together, where there are so many.
FEW = 3


@dataclass(slots=True)
class Held:
    """By page key: a batch holds one capture of a page."""

    _looks: dict[str, Look] = field(default_factory=dict)

    @property
    def by_page(self) -> Mapping[str, Look]:
        return self._looks

    def looks(self) -> list[Look]:
        """In the order in which they were taken in."""
        return list(self._looks.values())

    def add(self, look: Look) -> None:
        self._looks[look.key] = look

    def in_order(self) -> list[Look]:
        """In an order that does not depend on that of their coming."""
        return sorted(self._looks.values(), key=lambda held: (held.capture.origin_time, held.key))

    def clear(self, kept: Collection[str] = ()) -> None:
        self._looks = {key: look for key, look in self._looks.items() if key in kept}

    def is_full(self, second: SecondLooks, *, learned: bool) -> bool:
        """Whether it is time to settle. `learned`: whether the site has a template."""
        held = len(self._looks)
        if held < SAMPLE or held >= MOST_HELD:
            return held >= MOST_HELD
        looks = self.looks()
        if second.is_awaited(looks):
            return False
        return held >= BATCH or (not learned and second.has_probed(looks))

    def must_go_first(self, key: str, capture: Capture, *, learned: bool) -> bool:
        """Whether what is held has to be settled before a capture of `key` is taken in: a batch holds one capture of
        a page, and captures of about the same time."""
        if key in self._looks:
            return True
        if not self._looks:
            return False
        gap = abs(capture.fetched_at - next(iter(self._looks.values())).capture.fetched_at)
        if learned:
            return gap > TOGETHER
        return gap > TOGETHER_UNKNOWN and len(self._looks) >= FEW
