"""Titles as a reader sees them: without the rank, time or counter that the markup glues to each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.text import fold, without_relative_times

LONGEST_RANK = 8
_MOST = 0.6
_RANK = re.compile(r"\s*[#№]?\s*(\d{1,3})\s*[.):、．位위º-]?\s*(?=\S)")
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?(?:GMT|UTC|Uhr|h|[AaPp]\.?[Mm]\.?)(?![^\W\d_]))?"
_DATE = r"\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?\.?|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
_STAMP = rf"(?:(?:{_DATE})(?:,?\s*\|?\s*{_CLOCK})?|{_CLOCK}(?:,?\s*(?:{_DATE}))?)"
_NOISE = (
    re.compile(rf"^[\[(]?{_STAMP}[\])]?[\s|,–•·-]*(?=\S)"),
    re.compile(rf"[\s|,–•·-]*[\[(]?{_STAMP}[\])]?$"),
    re.compile(r"\s*[\[(]\d[\d.,\s]*[\])]$"),
)


def clean_titles(titles: Sequence[str]) -> list[str]:
    """Each title without what most of them carry: the rank of their place, a date or time, a counter in brackets.

    What only single titles have ("9 questions …", "1984") is theirs and stays.
    """
    return list(_clean_titles(tuple(titles)))


@lru_cache(maxsize=256)  # a site's lists stand on each of its pages
def _clean_titles(titles: tuple[str, ...]) -> list[str]:
    cleaned = [fold(title) for title in titles]
    cleaned = _without_ranks(cleaned)
    for noise in _NOISE:
        cleaned = _where_most([noise.sub("", title, count=1) for title in cleaned], cleaned)
    return _where_most([fold(without_relative_times(title)) for title in cleaned], cleaned)


def is_rank(text: str, rank: int) -> bool:
    """Is a text of its own just this rank: "3", "3.", "03", "#3"?"""
    if len(text) > LONGEST_RANK:
        return False
    digits = text.strip(" #.):№-、．位위º")
    return digits.isdecimal() and int(digits) == rank


def is_any_rank(text: str) -> bool:
    """Is a text of its own some rank, whichever?"""
    if len(text) > LONGEST_RANK:
        return False
    digits = "".join(filter(str.isdecimal, text))
    return bool(digits) and is_rank(text, int(digits))


def _without_ranks(titles: list[str]) -> list[str]:
    changed = []
    for rank, title in enumerate(titles, 1):
        match = _RANK.match(title)
        changed.append(title[match.end() :] if match and int(match[1]) == rank else title)
    return _where_most(changed, titles)


def _where_most(changed: list[str], titles: list[str]) -> list[str]:
    touched = sum(a != b and bool(a) for a, b in zip(changed, titles, strict=True))
    if touched < max(2, _MOST * len(titles)):
        return titles
    return [a or b for a, b in zip(changed, titles, strict=True)]
