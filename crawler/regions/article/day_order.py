"""Is 05/06/2026 in May or in June? A page tells it by its other dates, by its times for machines, and by its region.

Asked only where a page shows an update in figures that can be read both ways: few do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.model import Document
from crawler.regions.article.times import date_of_url
from crawler.urls import host_of

NOON = 12  # the last month
_DAY = 10  # characters of an ISO day
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])")
_REGION = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})\b", re.IGNORECASE)
# The United States, what belongs to them, and who writes as they do. Canada and the Philippines write both ways.
_MONTH_FIRST = frozenset("us pr gu vi as mp fm pw mh".split())
_BOTH_WAYS = frozenset("ca ph".split())
_ANYBODYS = frozenset("ai cc co fm gg im io is la ly me sh so to tv vc vi ws as pw".split())  # sold to all the world


def month_first(document: Document, language: str, published: str | None) -> bool | None:
    """Whether this page writes the month before the day where both stand in figures, 05/13/2026; None where nothing
    on it tells.

    In this order: its dates that make sense in one way only; its dates that are, in one way only, a day that it tells
    to machines; its language and region, and the country of its host.
    """
    days = list(_slashed_days(document))
    told = {day[:_DAY] for day in (published, date_of_url(document.url)) if day}
    for votes in (_by_sense(days), _by_machines(days, told)):
        if len(votes) == 1:
            return votes.pop()
    return _by_region(document, language)


def _slashed_days(document: Document) -> Iterator[tuple[int, int, int]]:
    """First number, second number and year of each day with strokes that the page shows."""
    for block in document.blocks:
        if "/" in block.text or "-" in block.text:
            for found in _SLASHED.finditer(block.text):
                yield int(found[1]), int(found[3]), int(found[4])


def _by_sense(days: list[tuple[int, int, int]]) -> set[bool]:
    return {second > NOON for first, second, _ in days if (first > NOON) != (second > NOON)}


def _by_machines(days: list[tuple[int, int, int]], told: set[str]) -> set[bool]:
    votes: set[bool] = set()
    for first, second, year in days:
        if first != second:
            votes |= {True} if f"{year:04}-{first:02}-{second:02}" in told else set()
            votes |= {False} if f"{year:04}-{second:02}-{first:02}" in told else set()
    return votes


def _by_region(document: Document, language: str) -> bool | None:
    tongue = language[:2].casefold()
    if tongue and tongue not in {"en", "es"}:
        return False
    locales = (language, *document.head.meta.get("og:locale", ()))
    region = next((found[1].casefold() for locale in locales if (found := _REGION.match(locale))), "")
    country = host_of(document.url).rpartition(".")[2]
    if country in _ANYBODYS or not country.isalpha() or len(country) != len("us"):
        country = ""
    region = country or region  # publishing systems say en-US wherever nobody chose
    if region in _MONTH_FIRST:
        return True if tongue == "en" else None
    return None if region in _BOTH_WAYS or (tongue != "es" and not region) else False
