"""A list's change in words."""

from __future__ import annotations

from crawler.regions.ranked_list.comparing import ListDiff


def describe_list(diff: ListDiff, name: str) -> str:
    """For example "Most Popular: 2 in, 2 out, 1 moved"."""
    counts = (
        (len(diff.entered), "in"),
        (len(diff.left), "out"),
        (len(diff.moved), "moved"),
        (len(diff.retitled), "retitled"),
    )
    return f"{name or 'List'}: " + ", ".join(f"{count} {word}" for count, word in counts if count)
