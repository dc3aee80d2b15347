"""What happens to the paper in a simulated day, and when a crawl looks.

Between two sweeps no region changes twice, so every scripted change has its own alert. Quiet stretches, changed
markup, a page that is missing for one look, walls, stale copies, a feed gone wrong and an outage are in it because they
must raise none, or just one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from crawler.classes import dataclass
from crawler.demo.afternoon import AFTERNOON
from crawler.demo.events import Event
from crawler.demo.morning import MORNING

START = datetime(2026, 5, 12, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sweep:
    """One crawl of the whole site. Numbered from 0, which only learns what there is."""

    number: int
    at: datetime


SWEEPS = tuple(
    Sweep(number, START + timedelta(minutes=minute))
    for number, minute in enumerate((0, 50, 100, 150, 200, 255, 310, 360, 420, 475, 530, 585, 640, 695, 750, 805, 860))
)

EVENTS: tuple[Event, ...] = (*MORNING, *AFTERNOON)


def story(sweeps: tuple[Sweep, ...] = SWEEPS) -> tuple[str, ...]:
    """What happened before each sweep, a line each."""
    lines = ["first sight of the site"]
    for before, sweep in pairwise(sweeps):
        told = [event.line for event in EVENTS if before.at < happens_at(event) <= sweep.at]
        lines.append("; ".join(told) or "nothing but noise")
    return tuple(lines)


def happens_at(event: Event) -> datetime:
    return START + timedelta(minutes=event.minute)
