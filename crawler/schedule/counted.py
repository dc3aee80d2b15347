"""What a page tells of its changes since the look before, beyond that there were some.

Its date of modification says when the newest came: one change at that moment, none since, and whatever was before it is
not known (Cho & Garcia-Molina, *Estimating frequency of change*, ACM TOIT 3, 2003, section 5, for a constant rate). The
entries that a live blog has gained say how many there were. Either makes a look a count over some part of the time,
of which a Gamma-Poisson rate learns exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.classes import dataclass
from crawler.schedule.steps import Step


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of itself at a look: `modified`, when it was last (aware), and how many `entries` its live blog
    has gained since the look before (0: none, or not known)."""

    modified: datetime | None = None
    entries: int = 0


NOTHING = Told()
_MOST = 50  # changes at one look: as many as a live blog shows on a page


@dataclass(frozen=True, slots=True)
class Counted:
    """A `number` of changes (1 or more), all that came in some part of the time between two looks."""

    number: int
    shares: Sequence[float]  # of each step of that time, what belongs to the part
    place: int | None  # the step in which the one change came; None: not known
    edits: float  # that an average article goes through in the part
    span: float  # its hours, at an even pace
    rate: float  # edits an hour of an average article when the changes came

    @classmethod
    def all_of(cls, number: int, steps: Sequence[Step]) -> Counted:
        """All changes between the looks, without their times; of very many only some are counted."""
        return cls._of(min(number, _MOST), steps, [1.0] * len(steps), None)

    @classmethod
    def newest_of(cls, since: float, steps: Sequence[Step], recall: float = 0.0) -> Counted:
        """The newest change, which came `since` hours after the look before. `recall`: the share of changes of which a
        source would have told, but did not: of these it is known that there was none before, either."""
        shares = [
            recall + (1.0 - recall) * min(max((step.start + step.hours - since) / step.hours, 0.0), 1.0)
            for step in steps
        ]
        place = next((place for place, step in enumerate(steps) if step.start + step.hours >= since), len(steps) - 1)
        return cls._of(1, steps, shares, place)

    @classmethod
    def _of(cls, number: int, steps: Sequence[Step], shares: Sequence[float], place: int | None) -> Counted:
        edits = even = 0.0
        for step, share in zip(steps, shares, strict=True):
            even += share * step.hours * step.beat
            edits += share * step.hours * step.beat * step.edits
        rate = steps[place].edits if place is not None else edits / even
        return cls(number, shares, place, edits, even, rate)
