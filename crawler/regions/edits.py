"""Two texts word by word: which words went and came, and which numbers stand in place of which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.classes import dataclass
from crawler.regions.sequences import gaps
from crawler.text import is_number, relative_spans, token_key, token_spans

# Beyond this a text is compared by its beginning only: a single "sentence" of that size is no prose.
_MOST_TOKENS = 6_000
_DATE_TOKENS = 5
_FIGURES = re.compile(r"\d+")
_TICKS = "\0"  # stands for a token of a relative time


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into tokens: where each stands, as written, and what makes it equal to another."""

    text: str
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]

    def written(self, start: int, end: int) -> list[str]:
        return [self.text[a:b] for a, b in self.spans[start:end]]

    def slice(self, start: int, end: int) -> str:
        """The text from token `start` to the end of token `end - 1`."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if end > start else ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens `i1:i2` of the text before became tokens `j1:j2` of the text after."""

    i1: int
    i2: int
    j1: int
    j2: int
    gone: tuple[str, ...]
    came: tuple[str, ...]


def words_of(text: str) -> Words:
    """`text` in tokens. Those that tell a time relative to now ("5 hours ago") are all alike: they tick."""
    spans = tuple(token_spans(text))
    ticking = relative_spans(text)
    if not ticking:
        return Words(text, spans, tuple([token_key(text[start:end]) for start, end in spans]))
    return Words(text, spans, tuple(_key(text, span, ticking) for span in spans))


def _key(text: str, span: tuple[int, int], ticking: list[tuple[int, int]]) -> str:
    start, end = span
    if any(first <= start and end <= last for first, last in ticking):
        return _TICKS
    return token_key(text[start:end])


def edits(before: Words, after: Words) -> list[Edit]:
    """The smallest word-level edits that make `after` of `before`; none for a time that ticks."""
    return [
        Edit(*gap, tuple(before.written(gap.i1, gap.i2)), tuple(after.written(gap.j1, gap.j2)))
        for gap in gaps(before.keys[:_MOST_TOKENS], after.keys[:_MOST_TOKENS])
        if not _only_ticks(before.keys[gap.i1 : gap.i2], after.keys[gap.j1 : gap.j2])
    ]


def _only_ticks(gone: Sequence[str], came: Sequence[str]) -> bool:
    """A relative time that became another one, or a date ("9 hours ago" → "5 February 2026"), or the reverse."""
    kinds = set(gone), set(came)
    if _TICKS not in kinds[0] | kinds[1]:
        return False
    rest = [key for key in (*gone, *came) if key != _TICKS]
    whole = all(len(kind) == 1 or _TICKS not in kind for kind in kinds)
    return not rest or (whole and len(rest) <= _DATE_TOKENS and any(map(is_number, rest)))


def is_other_figure(one: str, other: str) -> bool:
    """Whether two words that are no numbers differ in the figures in them alone: "Rp119" and "Rp256", the names of
    flights and roads."""
    if is_number(one) or is_number(other):
        return False
    ours, theirs = (token_key(token).casefold() for token in (one, other))
    return ours != theirs and _letters(ours) == _letters(theirs)


def _letters(word: str) -> str:
    return _FIGURES.sub("0", word)


def number_changes(changes: Sequence[Edit]) -> list[tuple[str, str]]:
    """The numbers that changed, as (before, after), as written, and words that differ in their figures. A number that
    only came or went has "" for the other."""
    pairs = []
    for change in changes:
        gone = [token for token in change.gone if is_number(token)]
        came = [token for token in change.came if is_number(token)]
        width = max(len(gone), len(came))
        gone += [""] * (width - len(gone))
        came += [""] * (width - len(came))
        pairs += [pair for pair in zip(gone, came, strict=True) if token_key(pair[0]) != token_key(pair[1])]
        pairs += [pair for pair in zip(change.gone, change.came, strict=False) if is_other_figure(*pair)]
    return pairs


def word_count(tokens: Sequence[str]) -> int:
    """How many of `tokens` are words or numbers, not marks."""
    return sum(token[0].isalnum() or any(map(str.isalnum, token)) for token in tokens)
