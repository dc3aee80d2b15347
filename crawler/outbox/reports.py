"""What came of a round of deliveries, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.text import counted


@dataclass(slots=True)
class ChannelReport:
    """What came of one channel's deliveries."""

    sent: int = 0
    failed: int = 0  # to be tried again
    dead: int = 0  # given up
    held: int = 0  # until the hour of a digest, the end of quiet hours, or the next hour of a channel with a cap
    held_until: datetime | None = None  # the first of them
    errors: list[str] = field(default_factory=list)  # one line each

    def hold(self, count: int, until: datetime) -> None:
        self.held += count
        self.held_until = min(self.held_until or until, until)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    channels: Mapping[str, ChannelReport]
    unknown: Sequence[str] = ()  # channels that are owed something and are not configured (any more)

    @property
    def sent(self) -> int:
        return sum(each.sent for each in self.channels.values())

    @property
    def undelivered(self) -> int:
        return sum(each.failed + each.dead for each in self.channels.values())

    @property
    def lines(self) -> list[str]:
        """What went wrong, a line each."""
        told = [f"{name}: {error}" for name, each in self.channels.items() for error in each.errors]
        return told + [f"{name}: is owed alerts, but not configured; see data/alerts.toml" for name in self.unknown]

    @property
    def held(self) -> list[str]:
        """What waits for its hour, a line each."""
        return [
            f"{name}: {counted(each.held, 'alert')} held until {each.held_until:%Y-%m-%dT%H:%M:%SZ}"
            for name, each in self.channels.items()
            if each.held and each.held_until
        ]


def prospect(count: int, over: bool, wait: timedelta) -> str:
    alerts = counted(count, "alert")
    if over:
        return f"{alerts} given up"
    when = f"in {round(wait.total_seconds() / 60)} min" if wait else "by the next run"
    return f"{alerts} kept, to be tried again {when}"
