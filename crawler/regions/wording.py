"""Small change for the words of summaries."""

from __future__ import annotations


def shortened(text: str, most: int = 90) -> str:
    """`text` on one line of at most about `most` characters, cut at a word where it has spaces."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
