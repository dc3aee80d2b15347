"""Tags in such numbers, and with so many attributes, as no page needs.

The tree of a page that is little but tags takes thirty times its size. And libxml2 and lxml take a time that grows
with the square of an element's attributes: a megabyte of them in one tag is a minute and a half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_TAGS = 400_000
MAX_VALUES = 1_000_000  # of attributes, and whatever else has a "=" in front
MAX_ATTRIBUTES = 500
# So many attributes are read in a second, all in one tag; a page of many tags has them as well, and is looked through.
_MANY = 10_000
# A tag of more than two such stretches without ">" has one that is found by looking at every so many bytes.
_STRETCH = 2_048
_OPENING = re.compile(rb"<(?:!--|(script|style|textarea|title)\b|[a-zA-Z])", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_ATTRIBUTE = re.compile(rb"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+")
_CROWD = re.compile(rb"<[a-zA-Z][\w:-]*+(?:%b){200}" % _ATTRIBUTE.pattern)


def without_masses(body: bytes) -> bytes:
    """The page up to its tag number `MAX_TAGS`, and value number `MAX_VALUES`; the same where it has no more. What
    closes a tag counts, too."""
    return _up_to(b"=", MAX_VALUES, _up_to(b"<", MAX_TAGS, body))


def _up_to(mark: bytes, most: int, body: bytes) -> bytes:
    if len(body) <= most or body.count(mark) <= most:
        return body
    return body[: next(islice(re.finditer(re.escape(mark), body), most, None)).start()]


def without_crowds(body: bytes) -> bytes:
    """The page with no tag of more than `MAX_ATTRIBUTES` attributes; the first ones stay. The same where none has."""
    if not _may_be_crowded(body):
        return body
    return b"".join(_kept(body))


def _may_be_crowded(body: bytes) -> bool:
    """A quick look: the attributes of one tag are many, or hide a ">" in their values."""
    if body.count(b"=") > _MANY:
        return True
    opened = last = looked_at = -1
    for start in range(0, len(body) - _STRETCH, _STRETCH):
        if body.find(b">", start, start + _STRETCH) >= 0:
            continue
        opened = max(opened, body.rfind(b"<", last + 1, start + 1))
        last = start
        if looked_at == opened:
            continue
        looked_at = opened
        if _is_in_tag(body, opened, start):
            return True
    return False


def _is_in_tag(body: bytes, opened: int, position: int) -> bool:
    """Whether the last "<" before a position opens a tag that is still open there, and full of attributes: a script
    that compares two numbers opens none."""
    return body.find(b">", opened, position) < 0 and _CROWD.match(body, opened) is not None


def _kept(body: bytes) -> Iterator[bytes]:
    done = 0
    for start, end in _tags(body):
        last = next(islice(_ATTRIBUTE.finditer(body, start, end), MAX_ATTRIBUTES, None), None)
        if last is not None:
            yield body[done : last.start()]
            done = end
    yield body[done:]


def _tags(body: bytes) -> Iterator[tuple[int, int]]:
    """Where long tags start and end; what stands in comments and scripts is no tag."""
    position = 0
    while (opening := _OPENING.search(body, position)) is not None:
        start = position = opening.start()
        if opening[0] != b"<!--":
            tag = _TAG.match(body, start)
            position = tag.end() if tag else start + 1
            if position - start > 2 * MAX_ATTRIBUTES:
                yield start, position
        closing = b"-->" if opening[0] == b"<!--" else b"</" + opening[1] if opening[1] else b""
        if closing:
            position = _find(body, closing, position)


def _find(body: bytes, closing: bytes, position: int) -> int:
    """The end of a comment or script; of the page, where it is never closed."""
    found = body.find(closing, position)
    if found < 0 and (found := body.find(closing.upper(), position)) < 0:
        return len(body)
    return found + len(closing)
