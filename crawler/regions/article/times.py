"""Times as pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser as date_parser

MAX_LENGTH = 80
_DATE_ONLY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|T\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)
_ZONE_NOTE = re.compile(r"\[[\w/+-]+\]\Z|\s*\([^)]*\)\Z")
_DIGITS = re.compile(r"\d+")
_MAX_DAY, _MAX_DAY_WORDS = 40, 4
_MAX_TIME, _MAX_TIME_WORDS = 52, 6  # with a clock
_STOPS = (".", "!", "?", "…", "。")  # a sentence
_CLOCK_AT = re.compile(r"(?<![\d:])[0-2]?\d[:h][0-5]\d(?!\d)")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")
_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "SAST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "PT": -8,
}  # fmt: skip


def iso_time(value: object) -> str | None:
    """A time as ISO 8601: `2026-05-12T08:00:03Z` where its zone is known.

    A date without a time stays one (`2026-05-12`). A time without a zone stays without (`2026-05-12T08:00:03`):
    to call it UTC would invent an instant. None where the text has no full date or makes no sense.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e14 else ""  # noqa: PLR2004 - far beyond milliseconds
    if not isinstance(value, str):
        return None
    text = _ZONE_NOTE.sub("", value.strip())
    if not text or len(text) > MAX_LENGTH:
        return None
    if epoch := _EPOCH.match(text):
        return _format(datetime.fromtimestamp(int(epoch[1]), UTC))
    parsed = _parse(text)
    if parsed is None:
        return None
    if not _CLOCK.search(text) or _DATE_ONLY.match(text):
        return parsed.date().isoformat()
    return _format(parsed)


def is_day(text: str) -> bool:
    """True where a line says a day, and perhaps a time, and little else, in any language: "12. Mai 2026, 8.30 Uhr",
    "Last updated at 9:05 PM on 12th May 2026"."""
    plain = text if text.isascii() else plain_digits(text)
    has_clock = _CLOCK_AT.search(plain) is not None and not text.endswith(_STOPS)
    longest, most = (_MAX_TIME, _MAX_TIME_WORDS) if has_clock else (_MAX_DAY, _MAX_DAY_WORDS)
    if len(text) > longest or not _YEAR.search(plain):
        return False
    words = text.split()
    return sum(map(str.isalpha, words)) <= most and sum(len(_DIGITS.findall(word)) for word in words) > 1


def plain_digits(text: str) -> str:
    """A text with the digits of its script, or wide ones, as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def date_of_url(url: str) -> str | None:
    """The day that a URL's path carries (`/2026/05/12/…`), or None."""
    found = _IN_PATH.search(url)
    return "-".join(found.groups()) if found else None


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if not _YEAR.search(text):
        return None
    # What the text lacks is taken from the default: two unlike defaults show whether the whole day is there.
    found = [_lenient(text, default) for default in (datetime(2001, 1, 1), datetime(2002, 2, 2))]  # noqa: DTZ001 - zone comes from the text
    if found[0] is None or found[1] is None or found[0].date() != found[1].date():
        return None
    return found[0]


def _lenient(text: str, default: datetime) -> datetime | None:
    try:
        parsed = date_parser.parse(text, default=default, tzinfos=_zone)
    except (ValueError, OverflowError, TypeError, AttributeError):  # dateutil raises all of them on odd text
        return None
    return parsed if isinstance(parsed, datetime) else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else None  # noqa: PLR2004 - a day
    hours = _HOURS.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _format(moment: datetime) -> str | None:
    moment = moment.replace(microsecond=0)
    if moment.tzinfo is None:
        return moment.isoformat()
    try:
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    except OverflowError:
        return None
