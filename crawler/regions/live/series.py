"""The figures of live regions over time: what each item said when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import datetime

from crawler.classes import dataclass
from crawler.model import LiveItem, LiveRegion
from crawler.regions.live.comparing import compare_live, item_form, shown
from crawler.text import is_number, tokens, without_relative_times


@dataclass(frozen=True, slots=True)
class Stood:
    """A state of a region, when it was first and when last seen."""

    first_seen: datetime
    last_seen: datetime
    state: LiveRegion


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of an item as written, from their first sight to their last."""

    at: datetime
    until: datetime
    numbers: tuple[str, ...]


@dataclass(slots=True)
class Series:
    """An item that has figures, as it read last, and its points, oldest first; no two in a row are equal."""

    item: LiveItem
    points: list[Point] = field(default_factory=list)

    def note(self, item: LiveItem, stood: Stood) -> None:
        self.item, numbers = item, numbers_of(item)
        if self.points and self.points[-1].numbers == numbers:
            self.points[-1] = Point(self.points[-1].at, stood.last_seen, numbers)
        else:
            self.points.append(Point(stood.first_seen, stood.last_seen, numbers))


def number_series(versions: Iterable[Stood], *, windowed: bool = False) -> list[Series]:
    """The series of every item whose figures changed, by the time of their first change.

    An item is followed as the comparison of two versions does it: by its words, its key, its likeness.

    Args:
        versions: of one region, oldest first.
        windowed: a live blog, which shows its latest entries only.
    """
    found: list[Series] = []
    now: dict[str, Series] = {}
    before: LiveRegion | None = None
    for stood in versions:
        now = _followed(now, before, stood.state, windowed=windowed)
        for item in stood.state.items:
            form = item_form(item)
            if numbers_of(item) or form in now:
                if form not in now:
                    now[form] = Series(item)
                    found.append(now[form])
                now[form].note(item, stood)
        before = stood.state
    changed = [series for series in found if len(series.points) > 1]
    return sorted(changed, key=lambda series: series.points[1].at)


def numbers_of(item: LiveItem) -> tuple[str, ...]:
    """The figures of an item as written, in their order; not those of a time relative to now."""
    return tuple(token for token in tokens(without_relative_times(shown(item))) if is_number(token))


def _followed(
    series: dict[str, Series], before: LiveRegion | None, after: LiveRegion, *, windowed: bool
) -> dict[str, Series]:
    """The series under the forms that their items have in the next state."""
    diff = compare_live(before, after, windowed=windowed) if before is not None else None
    moved = {item_form(each.after): item_form(each.before) for each in (diff.updated if diff else ())}
    forms: Sequence[str] = [item_form(item) for item in after.items]
    return {form: series[old] for form in forms if (old := moved.get(form, form)) in series}
