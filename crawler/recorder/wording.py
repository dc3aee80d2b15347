"""Whether two paragraphs, both in comparison form, are wordings of one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import ceil

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from crawler.regions.sequences import common_ends

# A paragraph that resembles another by this much (0-100) is its earlier or later wording.
_SAME_PARAGRAPH = 60
# What is shorter (characters) is a label: it resembles too much.
SHORT = 40
# Labels inside of paragraphs have few words; what is longer is not looked through for them.
_FEW_WORDS = 4
_MOST_WORDS = 600
_KEPT_WORDS = 0.8

# Wordings of one paragraph stand at about the same place among those that differ; farther apart none is looked for,
# since a page may be made of thousands that are others at each request.
_NEAR = 20


def near_pairs(ones: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of those that may be wordings of each other, in the order of the first ones."""
    for i in range(len(ones)):
        yield from ((i, j) for j in range(max(0, i - _NEAR), min(len(others), i + _NEAR + 1)))


def is_wording(one: str, other: str) -> bool:
    """Whether two paragraphs that are no labels say much the same."""
    return min(len(one), len(other)) > SHORT and fuzz.ratio(one, other, score_cutoff=_SAME_PARAGRAPH) > 0


def resembles_any(text: str, others: Sequence[str]) -> bool:
    """Whether a paragraph, or label, says much the same as one of the others."""
    return any(fuzz.ratio(text, other) >= _SAME_PARAGRAPH for other in others)


def words_of_both(one: str, other: str) -> str:
    """What two wordings of a paragraph share, where each only has a few words more; "" where they are no such."""
    words = one.split(), other.split()
    longest = max(map(len, words))
    if longest > _MOST_WORDS or abs(len(words[0]) - len(words[1])) > _FEW_WORDS or swaps_words(*words):
        return ""
    least = ceil(_KEPT_WORDS * longest - 1e-9)
    most = sum(map(len, words)) - 2 * least  # words of both that are not shared
    if most < 0 or Indel.distance(*words, score_cutoff=most) > most:  # a cheap answer for nearly all that are unlike
        return ""
    steps = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    if any(tag == "replace" or (tag != "equal" and i2 - i1 + j2 - j1 > _FEW_WORDS) for tag, i1, i2, j1, j2 in steps):
        return ""
    kept = [word for tag, i1, i2, _, _ in steps if tag == "equal" for word in words[0][i1:i2]]
    return " ".join(kept) if len(kept) >= least else ""


def swaps_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both have words in one place that stand nowhere in the other: these replace each other, however the rest
    is laid side by side. So it is with most edits, and it is told without doing so."""
    start, end = common_ends(one, other)
    gone, come = one[start : len(one) - end], other[start : len(other) - end]
    return bool(gone and come) and not {*gone, *come} & {*one} & {*other}


def words_beside(one: str, other: str) -> list[str]:
    """What one of two wordings has between the words that they share, place by place."""
    words = one.split(), other.split()
    steps = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    return [" ".join(words[0][i1:i2]) for tag, i1, i2, _, _ in steps if tag != "equal" and i2 > i1]
