"""Which words of a paragraph stand inside quotation marks."""

from __future__ import annotations

import re

from crawler.regions.edits import Words

# Each maps one character to one, so that places stay.
_PLAIN = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂「」『』", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
# A quotation that is not closed goes on in the next paragraph; single quotes hug the words (boys' is none).
_QUOTED = re.compile(r"\"([^\"]+)(?:\"|$)|(?<!\w)'(?=\w)([^'\n]{2,400}(?:(?<=\w)'(?=\w)[^'\n]*)*)(?<=[\w.,!?])'(?!\w)")


def quoted_spans(paragraph: str) -> list[tuple[int, int]]:
    """Where quotations stand in `paragraph`, without their marks."""
    plain = paragraph.translate(_PLAIN)
    return [match.span(1 if match[1] is not None else 2) for match in _QUOTED.finditer(plain)]


def quoted_tokens(words: Words, paragraph: str, start: int) -> frozenset[int]:
    """The numbers of the tokens of `words` (which stand in `paragraph` from `start` on) inside quotations."""
    spans = quoted_spans(paragraph)
    if not spans:
        return frozenset()
    shift = start + _indent(paragraph[start:])
    return frozenset(
        at
        for at, (first, last) in enumerate(words.spans)
        if any(begin <= first + shift and last + shift <= end for begin, end in spans)
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
