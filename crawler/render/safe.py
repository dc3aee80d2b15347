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


def plain(text: object, limit: int = LONGEST) -> str:
    """`text` on one line of at most `limit` characters, without control characters and direction marks."""
    seen = str(text)[: min(LONGEST, limit * 4 + 100)]
    return cut(fold(_MISLEADING.sub("", seen)), limit)


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
