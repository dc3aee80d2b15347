"""Words in two columns for a terminal of 80 columns: a label, and beside it a text of whatever length and script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from crawler.render.safe import plain

WIDTH = 80
LABEL = 12


def columns(label: str, text: object, *, indent: int = 0, limit: int = 2_000) -> list[str]:
    """`label`, then `text` made harmless, wrapped beside it; no line is wider than `WIDTH`.

    Addresses are not broken: one that is wider stands alone on its line.
    """
    head = " " * indent + plain(label, LABEL - 1 + 200)
    start = indent + LABEL
    lines = list(wrapped(plain(text, limit), WIDTH - start)) or [""]
    first, *rest = lines
    own = [head] if width(head) >= start else []
    left = head.ljust(start) if not own else " " * start
    return [*own, (left + first).rstrip(), *(" " * start + line for line in rest)]


def wrapped(text: str, room: int) -> Iterator[str]:
    """The text in lines of at most `room` columns, broken between words where there are some."""
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= room or (not line and _is_address(word)):
            line = joined
            continue
        if line:
            yield line
        line = word
        while width(line) > room and not _is_address(line):
            head = _fitting(line, room)
            yield head
            line = line[len(head) :]
    if line:
        yield line


def width(text: str) -> int:
    """Columns that a text takes: wide East Asian characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitting(text: str, room: int) -> str:
    """As many characters as fit, at least one."""
    used = 0
    for index, char in enumerate(text):
        used += _width(char)
        if used > room:
            return text[: max(1, index)]
    return text


def _is_address(word: str) -> bool:
    return word.startswith(("http://", "https://", "file://"))
