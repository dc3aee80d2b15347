"""The form in which a paragraph is held against others of other looks at its page."""

from __future__ import annotations

import re

from crawler.text.forms import compare_form
from crawler.text.kept import kept_if_short
from crawler.text.times import without_relative_times

_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_EDGES = " \t,;|/·•–—-"


@kept_if_short(8192)
def line_form(text: str) -> str:
    """The comparison form without times that count from now: "3 hours ago" is another line an hour later, and says
    the same.

    >>> line_form("By Ann Oak (3 hours ago)") == line_form("By Ann Oak · 4 hours ago") == "By Ann Oak"
    True
    """
    bare = without_relative_times(text)
    if bare == text:
        return compare_form(text)
    return compare_form(_EMPTY.sub(" ", bare)).strip(_EDGES)
