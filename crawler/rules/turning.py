"""Regions that change by themselves: a box that turns over the same entries at each look. Pure.

A change that brings entries back, and none that was not there in the last 24 hours, is a turn. One may well be news
(an entry is back among the most read). So many in a row are a machine: that is told once, and from then on whatever
brings nothing new is kept quiet. What does is told as ever; when no turn came for a day, the region is like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.classes import dataclass
from crawler.model import RegionKind
from crawler.rules.windows import WINDOW

# So many turns in a row. Entries of a ranked list do come back, hour by hour; teasers hardly ever do.
TURNS = {RegionKind.LIVE: 4, RegionKind.LIST: 8}
RECENT = 60  # versions back from a change that are looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """A version of a region: what its entries said, in any comparable form, and since when."""

    entries: frozenset[str]
    first_seen: datetime


def turning(shown: Sequence[Shown], turns: int) -> int:
    """How the last of the changes between successive versions stands: 0, it is news, or a turn that is told; 1, it is
    the turn at which the region is told as self-changing; 2, it is a turn of a region that was told so.

    Args:
        shown: versions, oldest first, the new one last.
        turns: how many in a row make a region self-changing.
    """
    row, known, last_turn = 0, False, None
    stands = 0
    for at in range(1, len(shown)):
        now = shown[at].first_seen
        known = known and last_turn is not None and now - last_turn <= WINDOW
        stands = 0
        # To and fro is another matter (`flap_returns`); of a box that turns over, what is only gone says nothing.
        is_flap = at > 1 and shown[at].entries == shown[at - 2].entries
        if is_flap or not _is_turn(shown, at):
            row = row if is_flap else 0
            stands = 2 if known and (is_flap or shown[at].entries <= shown[at - 1].entries) else 0
            continue
        row, last_turn = row + 1, now
        if known:
            stands = 2
        elif row >= turns:
            known, stands = True, 1
    return stands


def _is_turn(shown: Sequence[Shown], at: int) -> bool:
    new = set(shown[at].entries - shown[at - 1].entries)
    if not new:
        return False
    oldest = shown[at].first_seen - WINDOW
    for before in range(at - 2, -1, -1):
        if shown[before + 1].first_seen < oldest:  # it stood until then
            return False
        new -= shown[before].entries
        if not new:
            return True
    return False
