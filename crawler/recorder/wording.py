"""Whether two paragraphs, both in comparison form, are wordings of one another."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

# A paragraph that resembles another by this much (0-100) is its earlier or later wording.
_SAME_PARAGRAPH = 60
# What is shorter (characters) is a label: it resembles too much.
SHORT = 40


def is_wording(one: str, other: str) -> bool:
    """Whether two paragraphs that are no labels say much the same."""
    return min(len(one), len(other)) > SHORT and fuzz.ratio(one, other, score_cutoff=_SAME_PARAGRAPH) > 0


def resembles_any(text: str, others: Sequence[str]) -> bool:
    """Whether a paragraph, or label, says much the same as one of the others."""
    return any(fuzz.ratio(text, other) >= _SAME_PARAGRAPH for other in others)
