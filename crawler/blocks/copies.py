"""Copies of pages as the Wayback Machine hands them out: without its bar, and with addresses as the pages had them.

A copy that was saved as a file names the archive's host in all its links, its canonical one among them: each copy would
be a page of its own, and all of them of one site, the archive's.
"""

from __future__ import annotations

import re

# What the archive puts into each page that it hands out; a page that only links to a copy has neither.
_MARKS = (b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->", b"INTERNET ARCHIVE ON ")
_BAR = re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL)
_SLASH = rb"\\?/"  # in JSON it may be escaped
# "https://web.archive.org/web/20240302101112im_/", "/web/20240302/": the time of the copy, and what kind of file it is.
_PREFIX = re.compile(
    rb"(?:(?:https?:)?" + _SLASH * 2 + rb"web(?:-static)?\.archive\.org)?" + _SLASH + rb"web" + _SLASH
    + rb"\d{4,14}(?:[a-z]{2}_)?" + _SLASH + rb"(?=https?:|" + _SLASH * 2 + rb")"
)  # fmt: skip


def is_copy(body: bytes) -> bool:
    """Whether a page came from the Wayback Machine."""
    return any(mark in body for mark in _MARKS)


def as_it_was(body: bytes) -> bytes:
    """A copy without what the Wayback Machine added; other pages as they are.

    >>> bar = b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><p>Wayback</p><!-- END WAYBACK TOOLBAR INSERT -->"
    >>> as_it_was(bar + b'<a href="/web/20240302101112/https://paper.example/a">A lock</a>')
    b'<a href="https://paper.example/a">A lock</a>'
    """
    return _PREFIX.sub(b"", _BAR.sub(b"", body)) if is_copy(body) else body
