"""The time between two looks, in steps in which an average article's rate is taken for constant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Step(NamedTuple):
    """A stretch of time in which an average article's rate is taken for constant; `start` and `hours` count from the
    moment that was asked about."""

    start: float
    hours: float
    edits: float  # an hour, at an even pace
    beat: float  # times that pace
    bin: int
    hour: int
    usual: float  # edits an hour by the published curve


def average(steps: Iterable[Step]) -> tuple[float, float]:
    """Edits of an average article, and hours at an even pace, in a stretch of time."""
    edits = even = 0.0
    for step in steps:
        even += step.hours * step.beat
        edits += step.hours * step.beat * step.edits
    return edits, even
