"""Capture: one response to one fetch of a page at one time (a memento, in RFC 7089's terms)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import lru_cache

from crawler.classes import dataclass

# A clock that runs ahead by more than this is wrong, and its Date is no evidence.
CLOCK_SKEW = timedelta(minutes=5)


class Verdict(StrEnum):
    """What a capture is good for. Only `OK` is ever compared; the rest is kept and marked."""

    OK = "ok"
    UNCHANGED = "unchanged"  # 304, or the same bytes as last time
    OUTAGE = "outage"  # 5xx, time-out, DNS failure, an empty answer
    BLOCKED = "blocked"  # captcha, 403, 429, "checking your browser"
    CONSENT = "consent"  # a consent or login wall in place of the page
    PAYWALL = "paywall"  # the body is cut off
    GONE = "gone"  # 404 or 410
    SOFT_404 = "soft-404"  # status 200, and yet the page is gone
    REDIRECT = "redirect"  # answers from another page of the site
    UNREADABLE = "unreadable"  # too large, not text, no article where there was one
    STALE = "stale"  # an older copy than the one we have


@dataclass(frozen=True, slots=True)
class Redirect:
    status: int
    url: str  # where the redirect was answered from


@dataclass(frozen=True, slots=True)
class RawRecord:
    """Where a capture lies as it was received: bytes `start` to `end` of a WARC file, its answer at `offset`.

    `sha256` is of those bytes as they lie there. `payload` is the SHA-256 of what the answer holds ("" where that is
    nothing); `refers` the number of the raw capture that holds the same payload, where this one does not repeat it.
    """

    file: str  # in the folder of raw captures, with "/" between its parts
    start: int
    offset: int
    end: int
    sha256: str
    at: datetime
    payload: str = ""
    refers: int | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer. `fetched_at` is aware UTC; header names are lower case; `status` 0 means no answer came."""

    url: str
    fetched_at: datetime
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    final_url: str = ""  # after redirects; "" where it is `url`
    redirects: tuple[Redirect, ...] = ()
    error: str = ""  # why no answer came
    source: str = "crawl"  # "crawl", or the file that it was read from
    raw: RawRecord | None = None  # where it is kept as it was received, if it is

    @property
    def location(self) -> str:
        return self.final_url or self.url

    @property
    def origin_time(self) -> datetime:
        """When the origin made this copy: `Date` less `Age` (RFC 9110, RFC 9111), else the time of the fetch."""
        made = _http_date(self.headers.get("date", ""))
        if made is None or made > self.fetched_at + CLOCK_SKEW:
            made = self.fetched_at
        age = self.headers.get("age", "").strip()
        if age.isascii() and age.isdigit() and len(age) < 9:  # noqa: PLR2004 - 9 digits are 30 years
            made -= timedelta(seconds=int(age))
        return made


@lru_cache(maxsize=256)  # answers of the same second bear the same date
def _http_date(value: str) -> datetime | None:
    if not value:
        return None
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return parsed if parsed.tzinfo is not None else None
