"""Pull quotes: words of the text once more, set large between its paragraphs to catch the eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

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
    return any(
        words in text or (len(text) >= len(words) and fuzz.partial_ratio(words, text, score_cutoff=_ALIKE))
        for text in said
    )
