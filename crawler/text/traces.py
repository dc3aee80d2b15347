"""Whether words stand anywhere in the source of a page: in its text, its attributes, the data of its scripts.

A way of reading makes no words up. So what was read once, and stands nowhere in the source any more, was taken out by
the people who write the page, however it is read today.
"""

from __future__ import annotations

import html
import re

from crawler.text.forms import compare_form
from crawler.text.tokens import tokens

_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrt\"/])")
# Hyphens inside of words stay: by them a headline and the address that was made of it are told apart.
_BETWEEN = re.compile(r"[^\w-]+|_|(?<![^\W_])-|-(?![^\W_])")
# Of a passage that is gone at least this share of its runs of words stands nowhere on the page.
_GONE = 0.5
_RUN = 4  # words
_HALVES = 0xD800, 0xDFFF


def traces(source: str) -> str:
    """The words of a page's source without what stands between them, for `stands_in`; with and without its tags."""
    plain = html.unescape(html.unescape(_ESCAPED.sub(_unescaped, source)))
    return f"{_squeezed(_TAG.sub('', plain))}\n{_squeezed(plain)}"


def stands_in(text: str, page: str) -> bool:
    """Whether the words of `text` stand in the `traces` of a page, one after the other, whatever the marks."""
    return _squeezed(text) in page


def is_gone_from(text: str, page: str) -> bool:
    """Whether most of a passage stands nowhere in the `traces` of a page, not even in parts."""
    if stands_in(text, page):
        return False
    words = [word for word in tokens(text) if _squeezed(word)]
    runs = [" ".join(words[place : place + _RUN]) for place in range(max(1, len(words) - _RUN + 1))]
    return sum(not stands_in(run, page) for run in runs) > _GONE * len(runs)


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", compare_form(text).casefold())


def _unescaped(match: re.Match[str]) -> str:
    """An escape of JSON. Halves of a pair are dropped: no letter is written by them that matters here."""
    if match[1] is None:
        return match[2] if match[2] in '"/' else " "
    code = int(match[1], 16)
    return "" if _HALVES[0] <= code <= _HALVES[1] else chr(code)
