"""Text and addresses from the web, made fit to be shown anywhere: one line, bounded, no hidden powers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.text import fold

LONGEST = 20_000  # characters of anything that are looked at
LONGEST_LINK = 2_000

# What `fold` keeps, since a text may mean it, though it can mislead who reads the text in a list of others:
# direction marks, characters that are drawn as nothing, tags.
_MISLEADING = re.compile("[\u200e\u200f\u061c\u180e\u3164\u115f\u1160\uffa0\U000e0000-\U000e0fff]")

# Marks upon letters, more in a row than any language writes: they are drawn over what stands above and below.
_STACK = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"([{_STACK}]{{5}})[{_STACK}]+")


def plain(text: object, limit: int = LONGEST) -> str:
    """`text` on one line of at most `limit` characters, without control characters, direction marks and towers of
    accents."""
    seen = str(text)[: min(LONGEST, limit * 4 + 100)]
    folded = fold(seen)
    if folded.isascii():
        return cut(folded, limit)
    # A mark may be escaped, and one that misleads stand inside of that.
    bare = _MISLEADING.sub("", fold(_MISLEADING.sub("", folded)))
    return cut(_STACKED.sub(r"\1", " ".join(bare.split())), limit)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis says that there was more."""
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + "…"


def link(url: object) -> str:
    """`url` where it may stand in an href: http(s), clean and of bearable length; "" otherwise."""
    text = str(url)
    if len(text) > LONGEST_LINK or not text.isprintable() or re.search(r"[\s<>\"'`\\]", text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""
