"""Clock times as live blogs write them over their entries, in many languages and figures."""

from __future__ import annotations

import re
import unicodedata

from crawler.regions.article.shown_times import is_month

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-3])", r"[0-5]\d"
# A word on either side: am, Uhr, klo, 오후, น., बजे; between figures and a point only such as mean a time.
_WORD = r"(?:[^\s\d.,:;|/()\[\]–—-]{1,6}\.?)"
_ZONE = r"(?!EUR|USD|CHF|GBP|SEK|NOK|DKK|PLN|CZK)[A-Z]{2,4}"
_NAMED = rf"(?:[AaPp]\.?[Mm]\.?|Uhr|[Hh]rs?\.?|hs?\.?|klo|[Kk]l\.?|[Gg]odz\.?|น\.?|बजे|uur|ob|hod\.?|{_ZONE})"
# The minute of a match: 58', 45+2', 90'+4, 45.+1, 90. Minute.
_OF_MATCH = (
    r"\d{1,3}(?:\s?\+\s?\d{1,2})?\s?['’′´](?:\s?\+\s?\d{1,2}['’′´]?)?"
    r"|\d{1,3}\.(?:\s?\+\s?\d{1,2}\.?|(?:\s?\+\s?\d{1,2}\.?)?\s?Min(?:ute|\.))"
)
_ONLY = re.compile(
    r"[\[(]?(?:"
    rf"(?:{_WORD}\s?)?\d{{1,2}}[:h]\d{{2}}(?::\d{{2}})?(?:\s?{_WORD}){{0,2}}"
    rf"|(?:{_NAMED}\s?)?(?:{_HOUR}|24)\.{_MINUTE}(?:\s?{_NAMED}){{0,2}}"
    rf"|(?:{_WORD}\s?)?{_HOUR}\s?[時时시]\s?(?:{_MINUTE}\s?[分분]?)?"
    rf"|{_OF_MATCH}|\d{{4}}-\d{{2}}-\d{{2}}.{{0,20}})[\])]?"
)
_AT = re.compile(
    rf"(?<![\d.,:]){_HOUR}(?:[:h]{_MINUTE}(?!\d|[.,:]\d)|\.{_MINUTE}(?=\s*(?:{_NAMED}(?!\w)|[:|]|$))"
    rf"|\s?[時时시]\s?{_MINUTE}\s?[分분])"
)
_AT_MINUTE = re.compile(rf"(?:{_OF_MATCH})(?=[\s:,–—-]|$)")
_AT_END = re.compile(rf"{_HOUR}[:.h]{_MINUTE}(?:\s?\(?[A-Za-z]{{1,4}}\)?)?$")
_LONGEST = 60
_LONGEST_DATED = 40
_APART = re.compile(r"[\s,;|·()]+")
_OF_DATE = re.compile(rf"\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?|\d{{4}}|{_NAMED}|de|à|at|um|kl|г|p")


def is_only_clock(text: str) -> bool:
    """Whether a line is a clock time and nothing else ("14:05", "klo 14.05", "오후 2:05", "14時05分", "١٤:٠٥"), or the
    minute of a match ("45+2'")."""
    return len(text) <= _LONGEST and _ONLY.fullmatch(_plain(text)) is not None


def is_clock_and_day(text: str) -> bool:
    """Whether a line is a clock time and a day with the name of its month: what yesterday's entries show in place of a
    clock time alone ("23:57 BST 19 April", "19. Apr. 2026, 23.57 Uhr")."""
    if len(text) > _LONGEST_DATED:
        return False
    text = _plain(text)
    clock = _AT.search(text)
    if clock is None:
        return False
    words = list(filter(None, _APART.split(f"{text[: clock.start()]} {text[clock.end() :]}")))
    months = [word for word in words if is_month(word)]
    return bool(months) and all(word in months or _OF_DATE.fullmatch(word) for word in words)


def has_clock(text: str) -> bool:
    """Whether a clock time stands in a short text, or the minute of a match leads it."""
    text = _plain(text)
    return _AT.search(text) is not None or _AT_MINUTE.match(text) is not None


def ends_with_clock(text: str) -> bool:
    return _AT_END.search(_plain(text)) is not None


def _plain(text: str) -> str:
    """With the figures of all scripts as Latin ones."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
