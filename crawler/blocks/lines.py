"""What makes a text of its own out of the words and line breaks inside of a block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from crawler.text import fold

MAX_BLOCK_TEXT = 100_000
# What makes a line stand out where there are no headings; inside of a paragraph it is its first words.
LOUD = frozenset({"b", "strong", "font", "big"})
PARAGRAPHS = frozenset({"p", "li", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_INDENTATION = ("\u3000", "\u00a0\u00a0", "\u2003")
# Menus and lists say the same on every page, and a link most often all that its block says.
_SHORT = 120
_fold_short = lru_cache(maxsize=16_384)(fold)


def is_indented(text: str | None) -> bool:
    """Whether a line starts as paragraphs did before style sheets: with spaces that browsers show."""
    return text is not None and text.lstrip(" \t\r\n").startswith(_INDENTATION)


def folded(text: str) -> str:
    """A text with its white space folded, and no longer than is kept of a block."""
    return _fold_short(text) if len(text) <= _SHORT else fold(text)[:MAX_BLOCK_TEXT].rstrip(" ")


def is_cut(text: str) -> bool:
    """Whether a block's text is so long that more of it than a space may have been left out."""
    return len(text) >= MAX_BLOCK_TEXT - 1


def stands_alone(element: Any, parts: Sequence[str]) -> bool:
    """Whether an element is a line in bold, or of another size, between two line breaks; `parts` are before it."""
    if element.tag not in LOUD or (element.tail or "").strip() or not parts[-1].isspace():
        return False
    following = element.getnext()
    return following is not None and following.tag == "br"
