"""A live region's change in words."""

from __future__ import annotations

from crawler.regions.live.comparing import LiveDiff, Updated, shown
from crawler.regions.wording import shortened


def describe_live(diff: LiveDiff, name: str) -> str:
    """For example "Ticker: 1,310 → 1,190 in “The number includes 1,190 casualties …”, 1 in"."""
    parts = []
    told = next((change for change in diff.updated if change.numbers), None)
    if told:
        parts.append(_numbers(told))
    others = len(diff.updated) - (told is not None)
    updated = "more updated" if told else "updated"
    for count, word in ((others, updated), (len(diff.added), "in"), (len(diff.removed), "out")):
        if count:
            parts.append(f"{count} {word}")
    return f"{name or 'Live'}: " + ", ".join(parts)


def _numbers(change: Updated) -> str:
    before, after = next((pair for pair in change.numbers if all(pair)), change.numbers[0])
    return f"{before or '–'} → {after or '–'} in “{shortened(shown(change.after))}”"
