"""Paragraphs that are wordings of one another: whether they are, what both say, and what one says besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import ceil

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from crawler.regions.sequences import common_ends
from crawler.text import is_unspaced, pieces

# A paragraph that resembles another by this much (0-100) is its earlier or later wording.
_SAME_PARAGRAPH = 60
_BUT_FOR_WORDS = 80
# What is shorter (characters) is a label: it resembles too much.
SHORT = 40
_LETTERS = 3  # of other scripts, say as much as one character of those that are written without spaces
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


def is_label(text: str) -> bool:
    """Whether a line is too short to be told from others by its likeness."""
    if len(text) > SHORT or text.isascii():
        return len(text) <= SHORT
    return len(text) + (_LETTERS - 1) * sum(map(is_unspaced, text)) <= SHORT


def is_wording(one: str, other: str) -> bool:
    """Whether two paragraphs that are no labels say much the same."""
    return min(len(one), len(other)) > SHORT and fuzz.ratio(one, other, score_cutoff=_SAME_PARAGRAPH) > 0


def is_same_but_for_words(one: str, other: str) -> bool:
    """Whether two paragraphs that are no labels say the same but for a few words, like figures that go up and down."""
    return not is_label(one) and not is_label(other) and fuzz.ratio(one, other) >= _BUT_FOR_WORDS


def resembles_any(text: str, others: Sequence[str]) -> bool:
    """Whether a paragraph, or label, says much the same as one of the others."""
    return any(fuzz.ratio(text, other) >= _SAME_PARAGRAPH for other in others)


def words_of_both(one: str, other: str) -> str:
    """What two wordings of a paragraph share, where each only has a few words more; "" where they are no such. Of
    scripts written without spaces two characters count as a word."""
    words, others = _words(one), _words(other)
    longest = max(len(words), len(others))
    if longest > _MOST_WORDS or _are_others(words, others):
        return ""
    least = ceil(_KEPT_WORDS * longest - 1e-9)
    most = len(words) + len(others) - 2 * least  # words of both that are not shared
    if most < 0 or Indel.distance(words, others, score_cutoff=most) > most:  # a cheap answer for most that are unlike
        return ""
    steps = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in steps:
        if tag != "equal" and (tag == "replace" or _size(words[i1:i2]) + _size(others[j1:j2]) > _FEW_WORDS):
            return ""
    kept = _shared(one, other, [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in steps if tag == "equal"])
    return "".join(kept).lstrip() if len(kept) >= least else ""


def _shared(one: str, other: str, same: Sequence[tuple[int, int, int, int]]) -> list[str]:
    """The pieces of two texts in the places that are the `same`, each with the shorter of their blanks before it."""
    spaced, others = pieces(one), pieces(other)
    pairs = ((spaced[i1:i2], others[j1:j2]) for i1, i2, j1, j2 in same)
    return [min(pair, key=len) for left, right in pairs for pair in zip(left, right, strict=True)]


@lru_cache(maxsize=256)  # each is laid beside several
def _words(text: str) -> Sequence[str]:
    """The pieces of a text without the blanks before them."""
    return text.split() if text.isascii() else [piece.lstrip() for piece in pieces(text)]


def _size(words: Sequence[str]) -> float:
    return len(words) - sum(not word.isascii() and is_unspaced(word) for word in words) / 2


def _are_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one wording has more than a few words more, or they have words that replace each other."""
    start, end = common_ends(one, other)
    gone, come = one[start : len(one) - end], other[start : len(other) - end]
    return abs(_size(gone) - _size(come)) > _FEW_WORDS or _replace(gone, come, one, other)


def swaps_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both have words in one place that stand nowhere in the other: these replace each other, however the rest
    is laid side by side. So it is with most edits, and it is told without doing so."""
    start, end = common_ends(one, other)
    return _replace(one[start : len(one) - end], other[start : len(other) - end], one, other)


def _replace(gone: Sequence[str], come: Sequence[str], one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(gone and come) and {*other}.isdisjoint(gone) and {*one}.isdisjoint(come)


def words_beside(one: str, other: str) -> list[str]:
    """What one of two wordings has between the words that they share, place by place."""
    spaced = pieces(one)
    steps = SequenceMatcher(None, _words(one), _words(other), autojunk=False).get_opcodes()
    return ["".join(spaced[i1:i2]).lstrip() for tag, i1, i2, _, _ in steps if tag != "equal" and i2 > i1]


def put_back(known: str, one: str, other: str) -> str:
    """A paragraph as `one` fetch has it, where it says what the `other` does, and elsewhere as it was `known` to be.

    >>> put_back("The firm (41 pence) rose.", "The firm (42 pence) fell.", "The firm (43 pence) fell.")
    'The firm (41 pence) fell.'
    """
    if max(map(len, (_words(known), _words(one), _words(other)))) > _MOST_WORDS:
        return ""
    before, now = pieces(known), pieces(one)
    drawn, gaps = _drawn(_words(one), _words(other))
    found: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, _words(known), _words(one), autojunk=False).get_opcodes():
        is_drawn = drawn.issuperset(range(j1, j2)) if j1 < j2 else j1 in gaps
        found += before[i1:i2] if tag != "equal" and is_drawn else now[j1:j2]
    return "".join(found).lstrip()


def _drawn(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    """The places of the words that only one of two fetches has, and those in front of which only the other has some."""
    drawn: set[int] = set()
    gaps: set[int] = set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            drawn.update(range(i1, i2))
            gaps.update({i1} if j1 < j2 else ())
    return drawn, gaps
