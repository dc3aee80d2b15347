"""Which words of a paragraph stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from crawler.regions.edits import Words

# Each maps one character to one, so that places stay.
_PLAIN = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂「」『』", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
# A quotation that is not closed goes on in the next paragraph; single quotes hug the words (boys' is none).
_QUOTED = re.compile(
    r"\"([^\"]{1,1500})(?:\"|$)"
    r"|(?<!\w)'(?=\w)([^'\n]{2,400}(?:(?<=\w)'(?=\w)[^'\n]*)*)(?<=[\w.,!?])'(?!\w)"
)


@lru_cache(maxsize=64)
def quoted_spans(paragraph: str) -> list[tuple[int, int]]:
    """Where quotations stand in `paragraph`, in order, without their marks."""
    plain = paragraph.translate(_PLAIN)
    return [match.span(1 if match[1] is not None else 2) for match in _QUOTED.finditer(plain)]


def quoted_tokens(words: Words, paragraph: str, start: int) -> frozenset[int]:
    """The numbers of the tokens of `words` (which stand in `paragraph` from `start` on) inside quotations."""
    spans = quoted_spans(paragraph)
    if not spans:
        return frozenset()
    return frozenset(at for at, (first, last) in enumerate(words.spans) if _is_in(spans, first + start, last + start))


def _is_in(spans: list[tuple[int, int]], first: int, last: int) -> bool:
    at = bisect_right(spans, first, key=itemgetter(1))  # the first span that ends after `first`
    return at < len(spans) and spans[at][0] <= first and last <= spans[at][1]
