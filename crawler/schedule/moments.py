"""Times and ages, made safe: what pages say of themselves may be missing, wrong or hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.classes import dataclass
from crawler.model import PageRecord

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
# No news page on the web is older; an earlier date is that of the paper's archive, or of an empty field (1970).
_FIRST_YEAR = 1991


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two looks at a page."""

    min_interval: timedelta = timedelta(minutes=5)
    max_interval: timedelta = timedelta(days=7)

    def clamp(self, interval: timedelta) -> timedelta:
        return max(self.min_interval, min(interval, self.max_interval))


DEFAULT_BOUNDS = Bounds()


def hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def hours_between(start: datetime | None, end: datetime | None) -> float:
    """Hours from `start` to `end`; 0 where one is missing or they are the wrong way round."""
    first, last = aware(start), aware(end)
    return max(hours(last - first), 0.0) if first is not None and last is not None else 0.0


def after(moment: datetime, span: float) -> datetime:
    """`moment` and `span` hours, at the end of the calendar at the latest."""
    room = hours(datetime.max.replace(tzinfo=UTC) - moment)
    return moment + timedelta(hours=min(span, room * 0.999))


def born(page: PageRecord, now: datetime) -> datetime:
    """When a page's age begins: its publication, where that is believable and before the first sight; else the
    first sight."""
    seen = min(aware(page.first_seen) or now, now)
    published = _parsed(page.published)
    if published is None or published.year < _FIRST_YEAR or published > seen:
        return seen
    return published


def age(page: PageRecord, now: datetime) -> timedelta:
    return max(now - born(page, now), timedelta(0))


def aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _parsed(value: str | None) -> datetime | None:
    try:
        return aware(datetime.fromisoformat(value)) if value else None
    except ValueError:
        return None
