"""When to send: digests and quiet hours. The moment is an argument; what a clock on the wall shows follows the zone's
own rules (the tz database), summer time included."""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

from crawler.classes import dataclass
from crawler.toml_files import did_you_mean

IMMEDIATELY, PER_RUN, HOURLY, DAILY = "immediately", "per run", "hourly", "daily"
NEVER = "none"
FORMS = "immediately, per run, hourly, daily at 07:00 Europe/Kyiv"

_DAILY = re.compile(r"daily\s+at\s+(\d{1,2}:\d\d)(?:\s+(\S+))?", re.IGNORECASE)
_QUIET = re.compile(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)(?:\s+(\S+))?")
_HOUR = timedelta(hours=1)
_DAYS = range(4)  # a zone that crosses the date line skips a day


@dataclass(frozen=True, slots=True)
class Digest:
    """What is sent together: each alert alone, all of a run, of an hour, of a day.

    `at` is the time of day of a daily digest in the time zone `zone`.
    """

    form: str = PER_RUN
    at: time = time()
    zone: str = "UTC"

    def due(self, moment: datetime) -> datetime:
        """The first moment at which an alert of `moment` may be sent.

        A time of day that a change to summer time skips is as much later as the clock was put on; one that comes twice
        is meant once, the first time.
        """
        if self.form == HOURLY:
            return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR
        if self.form != DAILY:
            return moment
        today = moment.astimezone(zone_of(self.zone)).date()
        days = (_moment(today + timedelta(days=n), self.at, self.zone) for n in _DAYS)
        return next(day for day in days if day > moment)

    def __str__(self) -> str:
        return f"daily at {self.at:%H:%M} {self.zone}" if self.form == DAILY else self.form


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nothing is sent, by a clock on the wall in `zone`; they may span midnight. None at all
    where they end as they begin."""

    start: time
    end: time
    zone: str = "UTC"

    def ends(self, now: datetime) -> datetime | None:
        """When the quiet that `now` lies in is over; None outside of it."""
        local = now.astimezone(zone_of(self.zone))
        clock = local.time()
        over_midnight = self.start > self.end
        inside = (clock >= self.start or clock < self.end) if over_midnight else self.start <= clock < self.end
        if not inside:
            return None
        day = local.date() + timedelta(days=1 if over_midnight and clock >= self.start else 0)
        # Put back to winter time inside of the quiet: its end comes twice, and the second is meant.
        ends = [_moment(day, self.end, self.zone, fold) for fold in (0, 1)]
        return next((end for end in ends if end > now), now)

    def __str__(self) -> str:
        return NEVER if self.start == self.end else f"{self.start:%H:%M}-{self.end:%H:%M} {self.zone}"


class Timing(NamedTuple):
    """When an alert goes out through a channel."""

    digest: Digest = Digest()
    quiet: Quiet | None = None

    def due(self, alert_at: datetime, now: datetime) -> datetime:
        """When an alert of `alert_at` may be sent; `now` or earlier: at once.

        An alert may bear a time that is still to come (`ingest --at`, a clock that was ahead): it waits for none.
        """
        due = self.digest.due(alert_at) if alert_at <= now else now
        if due > now or self.quiet is None:
            return due
        return self.quiet.ends(now) or now


def parse_digest(value: Any) -> Any:
    """A digest as a person writes it. Raises ValueError."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split()).lower()
    if text in {IMMEDIATELY, PER_RUN, HOURLY}:
        return Digest(text)
    if text == DAILY:
        raise ValueError("at what time? write it like 'daily at 07:00 Europe/Kyiv'")
    if found := _DAILY.fullmatch(" ".join(value.split())):
        return Digest(DAILY, _clock(found[1]), _zone_name(found[2]))
    near = did_you_mean(text, [IMMEDIATELY, PER_RUN, HOURLY, DAILY])
    raise ValueError(f"{value[:40]!r} is no digest{near if 'mean' in near else f', known are: {FORMS}'}")


def parse_quiet(value: Any) -> Any:
    """Quiet hours as a person writes them, such as "22:00-07:00 Europe/Kyiv", or "none". Raises ValueError."""
    if not isinstance(value, str):
        return value
    if value.strip().lower() == NEVER:
        return Quiet(time(), time())
    found = _QUIET.fullmatch(value.strip())
    if not found:
        raise ValueError(f"{value[:40]!r} are no hours, write them like '22:00-07:00 Europe/Kyiv'")
    quiet = Quiet(_clock(found[1]), _clock(found[2]), _zone_name(found[3]))
    if quiet.start == quiet.end:
        raise ValueError(
            "begins when it ends; to send nothing at all, leave the channel out; for no quiet, write 'none'"
        )
    return quiet


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise ValueError(f"'{text}' is no time of day, from 00:00 to 23:59") from error


def _zone_name(text: str | None) -> str:
    if text is None:
        return "UTC"
    try:
        return zone_of(text).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        known = zoneinfo.available_timezones()
        if not known - {"UTC"}:
            raise ValueError("this system knows no time zones: pip install tzdata") from error
        near = did_you_mean(text, known)
        raise ValueError(f"no time zone {text[:40]!r}{near or ', write it like Europe/Kyiv'}") from error


def _moment(day: Any, clock: time, zone: str, fold: int = 0) -> datetime:
    return datetime.combine(day, clock, zone_of(zone)).replace(fold=fold).astimezone(UTC)
