"""Most of a live region replaced at once: as likely a fault (another edition's ticker, a test page) as news."""

from __future__ import annotations

from crawler.model import LiveRegion
from crawler.regions.live.comparing import LiveDiff
from crawler.text import instant

# Of fewer items than these all may well be new: a strip of fifteen teasers turns over within the hour.
LARGE = 30
MOST = 2 / 3


def is_mass(before: LiveRegion, diff: LiveDiff) -> bool:
    """Whether most items of a large live region are gone or say something else.

    Not where figures are all that changed: a table of counts is renewed as a whole. Not where what came is younger
    than all that was there, by the times of its entries: a live blog goes on.
    """
    if len(before.items) < LARGE:
        return False
    replaced = len(diff.removed) + len(diff.fallen) + sum(not change.numbers for change in diff.updated)
    return replaced >= MOST * len(before.items) and not _goes_on(before, diff)


def _goes_on(before: LiveRegion, diff: LiveDiff) -> bool:
    old = [instant(item.published) for item in before.items if item.published]
    new = [instant(item.published) for item in diff.added if item.published]
    return bool(old and new) and len(new) == len(diff.added) and min(new) >= max(old)
