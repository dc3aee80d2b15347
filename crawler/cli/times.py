"""Times as people type them: an age ("2h"), a day, an ISO 8601 time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dateutil.parser import isoparse

from crawler.errors import UsageError

FORMS = "an age such as 30m, 2h, 3d, 2w; a day such as 2026-05-12; or an ISO 8601 time such as 2026-05-12T08:00:03Z"

_AGE = re.compile(r"([0-9]{1,9})\s*([smhdw])", re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
# isoparse takes any character between day and time, and a year, month or week alone; those are more likely typos.
_TIME = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[Tt ][0-9:.,]+(?:[Zz]|[+-][0-9:]+)?)?", re.ASCII)


def parse_moment(text: str, now: datetime) -> datetime:
    """The moment that `text` means, in UTC. A day is its first moment; a time without offset is UTC.

    >>> parse_moment("2h", datetime(2026, 5, 12, 8, tzinfo=UTC)).isoformat()
    '2026-05-12T06:00:00+00:00'

    Raises:
        UsageError: it is none of the forms, or lies outside of the years 1 to 9999.
    """
    given = text.strip()
    try:
        if age := _AGE.fullmatch(given):
            return now.astimezone(UTC) - timedelta(**{_UNITS[age[2].lower()]: int(age[1])})
        if not _TIME.fullmatch(given):
            raise _no_time(text)
        parsed = isoparse(given)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _no_time(text) from error


def _no_time(text: str) -> UsageError:
    return UsageError(f"{text[:40]!r} is no time", hint=f"give {FORMS}")
