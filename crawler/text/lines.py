"""The form in which a paragraph is held against others of other looks at its page."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.text.forms import compare_form
from crawler.text.times import relative_spans, without_relative_times

_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_EDGES = " \t,;|/·•–—-"


def line_form(text: str) -> str:
    """The comparison form without times that count from now: "3 hours ago" is another line an hour later, and says
    the same.

    >>> line_form("By Ann Oak (3 hours ago)") == line_form("By Ann Oak · 4 hours ago") == "By Ann Oak"
    True
    """
    return _cached_form(text) if len(text) <= _CACHED_LENGTH else _form(text)


def _form(text: str) -> str:
    if not relative_spans(text):
        return compare_form(text)
    return compare_form(_EMPTY.sub(" ", without_relative_times(text))).strip(_EDGES)


# A paragraph is held against others at several steps while its page is settled, and recurs on other pages.
_CACHED_LENGTH = 1_000
_cached_form = lru_cache(maxsize=8192)(_form)
