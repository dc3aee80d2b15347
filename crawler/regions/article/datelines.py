"""Lines that tell the day and, between marks, by whom and how often read: "12.05.2026 08:30 | Ann Oak | Views: 17"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.regions.article.authors import is_house, looks_like_name
from crawler.regions.article.shown_times import tells_two_times, update_words
from crawler.regions.article.times import is_day
from crawler.text import is_relative_time, is_time_stamp

MAX_DATELINE = 160
_MARKS = re.compile(r"\s*[|｜•·]\s*")


def is_dateline(text: str) -> bool:
    """Whether a line of parts between marks has a day first or last, or a line tells two days and nothing else: of
    publication, and of an update.

    >>> is_dateline("Ann Oak · May 12, 2026"), is_dateline("The lamps went out on May 12, 2026")
    (True, False)
    >>> is_dateline("2026年5月12日 8時30分 更新：2026年5月13日 9時05分")
    True
    """
    if len(text) > MAX_DATELINE:
        return False
    parts = _MARKS.split(text)
    if len(parts) > 1:
        return is_day(parts[0]) or is_day(parts[-1])
    days = update_words().split(text)
    return (len(days) > 1 and all(map(is_day, days))) or tells_two_times(text)


def tells_time(text: str) -> bool:
    """Whether a line says when something was written or mended, and nothing else."""
    return len(text) <= MAX_DATELINE and (is_day(text) or is_time_stamp(text) or is_relative_time(text))


def names_of(lines: Iterable[str], house: Iterable[str]) -> tuple[str, ...]:
    """Who is named in these lines; a part with one of the names of the `house` in it counts for nothing."""
    own = tuple(house)
    parts = (part for line in lines for part in _MARKS.split(line))
    return tuple(dict.fromkeys(part for part in parts if looks_like_name(part) and not is_house(part, own)))
