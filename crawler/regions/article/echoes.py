"""Pull quotes: words of the text once more, set large between its paragraphs to catch the eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from crawler.model import Document
from crawler.regions.article.measures import weight

_LEAST = 40  # what is shorter may well be said twice
_MOST = 400
# An editor may mend the sentence and leave the quote: it stays one.
_ALIKE = 85.0
_SOUGHT = 20
_MARKS = " \"'“”„‟«»‘’‚‹›「」『』…."
_CELLS = frozenset({"li", "td", "th", "dt", "dd"})


def echoes(document: Document, body: Sequence[int]) -> list[int]:
    """Blocks of a body, in other elements than most of it, whose words stand in another block of it."""
    paths = Counter(document.blocks[index].path for index in body)
    main = paths.most_common(1)[0][0] if paths else ()
    sought = [index for index in body if _may_echo(document, index, main)][:_SOUGHT]
    said = [document.blocks[index].text for index in body if document.blocks[index].path == main]
    return [index for index in sought if _is_said(document.blocks[index].text.strip(_MARKS), said)]


def _may_echo(document: Document, index: int, main: tuple[str, ...]) -> bool:
    block = document.blocks[index]
    if block.path == main or block.level or block.tag in _CELLS:
        return False
    return _LEAST <= weight(block.text) <= _MOST


def _is_said(words: str, said: Sequence[str]) -> bool:
    if not words:
        return False
    return any(words in text or _is_nearly_in(words, text) for text in said)


def _is_nearly_in(words: str, text: str) -> bool:
    if len(text) < len(words) or not _may_be_in(words, text):
        return False
    return fuzz.partial_ratio(words, text, score_cutoff=_ALIKE) > 0


def _may_be_in(words: str, text: str) -> bool:
    """A quick look that never says no wrongly, for a sixth of the work.

    Where a window of a text, no longer than some words, is like them by a share r, what both have in common is at least
    r / (2 - r) of the words long (Indel: r = 2 × common / both lengths). It stands in a piece of the text, too, that is
    half as long again as they are.
    """
    least = int(len(words) * _ALIKE / (200 - _ALIKE))
    step = max(1, len(words) // 2)
    pieces = (text[start : start + len(words) + step] for start in range(0, len(text) - least + 1, step))
    return any(LCSseq.similarity(words, piece, score_cutoff=least) for piece in pieces)
