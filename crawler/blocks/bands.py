"""Lines that follow each other at once in inline elements, and stand apart by their style alone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from crawler.blocks.lines import PARAGRAPHS

_FEW = 3
_WORDS = 3
CALLED_TICKER = re.compile(r"ticker|marquee|news-?flash|breaking", re.IGNORECASE)

_Element = Any  # of an HTML tree, whose names and texts are never bytes, as lxml's types allow


def is_band(element: _Element) -> bool:
    """Whether an element holds nothing but inline ones side by side, three and more of them alike and of three words
    and more, without white space between them: `<div><span>Ferries stay in port</span><span>Snow on …`. Read as one
    text, the last word of each would run together with the first of the next.

    In scripts without spaces, sentences of a text follow each other so, too: there the element has to say that it is
    a ticker. Of what says so white space may stand between the lines.
    """
    if len(element) < _FEW or element[0].tag != "span" or element.tag in PARAGRAPHS or _says(element.text):
        return False
    if any(child.tag != "span" or _says(child.tail) for child in element):
        return False
    lines = ["".join(child.itertext()) for child in element]
    is_ticker = element.get("role") == "marquee" or CALLED_TICKER.search(element.get("class", "")) is not None
    if not is_ticker and (
        any(child.tail for child in element) or any(_are_spaced(one, other) for one, other in pairwise(lines))
    ):
        return False
    alike = Counter(
        child.get("class", "")
        for child, line in zip(element, lines, strict=True)
        if len(line.split()) >= _WORDS or (is_ticker and _says(line))
    )
    return max(alike.values(), default=0) >= _FEW


def is_followed(element: _Element, text: str) -> bool:
    """Whether a word follows an element at once, in an element of its own, where `text` ends with one: style sheets set
    it apart, as in `<time>2 hours ago</time><span>Pinned</span>`."""
    if not text[-1:].isalnum() or element.tail or (behind := element.getnext()) is None:
        return False
    return next(iter(behind.itertext()), "")[:1].isalnum()


def _says(text: str | None) -> bool:
    return text is not None and text != "" and not text.isspace()


def _are_spaced(one: str, other: str) -> bool:
    return not one or not other or one[-1].isspace() or other[0].isspace()
