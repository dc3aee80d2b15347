"""How soon a host may be asked again: pure functions of what it answered so far.

The rules, for each host (ports make no difference: it is the same machine that answers):

1. The rest between an answer and the next request is the longest of the profile's delay, the Crawl-delay of
   robots.txt, and the time the host has taken for its answers lately, so that it is never busy with us for more than
   half of its time (AutoThrottle's rule with a target concurrency of one half). It is counted from the end of the
   answer: counted from the request, two could reach the host closer together than promised when a line is slow.
2. Jitter makes a rest longer, never shorter: a delay is a promise.
3. A host that answers 429 or 503 with Retry-After (RFC 9110, 10.2.3) is left alone until then, to the second. One that
   answers 429 without it is left alone for a minute, then two, four … up to an hour.

Time is an argument: `now` in seconds of a clock that never jumps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from email.utils import parsedate_to_datetime

from crawler import __version__
from crawler.classes import dataclass

CONTACT = "PRESSWATCH_CONTACT"  # the environment's word on who asks, where a profile has none

JITTER = 0.2  # of a rest, added at most
LONGEST_REST = 60.0  # seconds that slow answers may bring about
LONGEST_DELAY = 3600.0  # seconds of a Crawl-delay that are obeyed
LONGEST_WAIT = 7 * 86_400.0  # seconds of a Retry-After that are obeyed: more is a mistake, or hostile
FIRST_BACK_OFF = 60.0
LONGEST_BACK_OFF = 3600.0
_WEIGHT = 0.5  # of the newest answer in the mean of what the answers took
_SECONDS = 9  # digits that a number of seconds may have


@dataclass(slots=True)
class HostPace:
    """What is known of one host; all times in seconds of a steady clock.

    `asked` is what its robots.txt files (one for each port and scheme) ask for; `latency` the smoothed time to an
    answer.
    """

    asked: dict[str, float] = field(default_factory=dict)
    latency: float = 0.0
    closed_until: float = 0.0
    _ended: float | None = None
    _stretch: float = 1.0
    _refusals: int = 0

    def delay(self, own: float) -> float:
        """The delay that is promised to the host, where the profile's is `own`; 0: none."""
        return max(own, *self.asked.values()) if self.asked else own

    def wait(self, now: float, own: float) -> float:
        """Seconds until the next request may be sent."""
        return max(self.closed_until - now, self._rest_left(now, own), 0.0)

    def _rest_left(self, now: float, own: float) -> float:
        delay = self.delay(own)
        if self._ended is None or not delay:
            return 0.0
        rest = max(delay, min(self.latency, LONGEST_REST)) * self._stretch
        return self._ended + rest - now

    def answered(self, now: float, took: float, *, good: bool, chance: float) -> None:
        """An answer has come, or its time is over.

        Args:
            now: when its last byte came.
            took: seconds from the request to the first byte.
            good: whether it was the page; errors are often quick, and are no reason to go faster.
            chance: from 0 to 1, for the jitter.
        """
        mean = took if not self.latency else self.latency + _WEIGHT * (took - self.latency)
        if good or mean > self.latency:
            self.latency = max(mean, 0.0)
        if good:
            self._refusals = 0
        self._ended = now
        self._stretch = 1.0 + JITTER * chance

    def refused(self, now: float, asked: float | None) -> None:
        """The host said 429 or 503; `asked` is its Retry-After in seconds. None: it gave none."""
        if asked is None:
            asked = min(FIRST_BACK_OFF * 2 ** min(self._refusals, 10), LONGEST_BACK_OFF)
            self._refusals += 1
        self.close(now + min(max(asked, 0.0), LONGEST_WAIT))

    def close(self, until: float) -> None:
        self.closed_until = max(self.closed_until, until)


def user_agent(contact: str = "") -> str:
    """What sites see of who asks: the program and, where it is an address, its operator's `contact`.

    >>> user_agent("desk@example.org")[-40:]
    'or; obeys robots.txt; +desk@example.org)'
    """
    contact = contact.strip()
    whole = contact.isascii() and contact.isprintable() and not set(contact) & set("();")
    told = f"; +{contact}" if contact and whole else ""
    return f"Presswatch/{__version__} (news change monitor; obeys robots.txt{told})"


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that an answer asks to wait: a number, or a date against the answer's own Date, else against `now`.

    None where it does not say. Header names are lower case.

    >>> from datetime import UTC
    >>> retry_after({"retry-after": "120"}, datetime(2026, 5, 12, tzinfo=UTC))
    120.0
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value) if len(value) <= _SECONDS else LONGEST_WAIT
    until = _http_date(value)
    if until is None:
        return None
    return max((until - (_http_date(headers.get("date", "")) or now)).total_seconds(), 0.0)


def _http_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value) if value else None
    except (ValueError, IndexError, OverflowError):
        return None
    return parsed if parsed is not None and parsed.tzinfo is not None else None
