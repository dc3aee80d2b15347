"""Text in which marks stand as they are written in HTML: "It&#039;s", "Fish &amp; chips".

A publishing system that escapes once too often shows them for a while, and the same words rightly before and after:
that is no edit. The parser has read each once, so what is left was meant for no reader.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_MOST_PASSES = 8  # for what was escaped in several ways, one around the other
# With its semicolon only: "AT&T" and "?a=1&copy=2" are meant. What was escaped again and again begins "&amp;amp;".
_ENTITY = re.compile(r"&(?:amp;)*(#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,30});")


def is_escaped(text: str) -> bool:
    """Whether a text may have marks that are escaped; few texts are asked about that have none."""
    return "&" in text and _ENTITY.search(text) is not None


def unescaped(text: str) -> str:
    """The text with what is escaped as it was meant; as it is, where it is escaped deeper than anybody does by mistake.

    >>> unescaped("It&amp;#039;s Fish &amp; Chips")
    "It's Fish & Chips"
    >>> unescaped("AT&T; Q&A: where is &copy?")
    'AT&T; Q&A: where is &copy?'
    """
    mended = text
    for _ in range(_MOST_PASSES):
        before, mended = mended, _ENTITY.sub(_meant, mended)
        if mended == before:
            return mended
    return text


def _meant(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] == "#":
        return unescape(f"&{name};")
    return html5.get(f"{name};", f"&{name};")
