"""When a site is to be run next, from what its last run saw: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.classes import dataclass

SHORTEST = timedelta(seconds=10)
LONGEST_GRAIN = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(minutes=30)


@dataclass(slots=True)
class Beat:
    """One site's place in the schedule. `failures`: runs in a row that could read nothing."""

    min_interval: timedelta
    wake: datetime
    ran: datetime | None = None
    failures: int = 0

    @property
    def grain(self) -> timedelta:
        """Looks that come due within so much of each other are made by one run."""
        return max(SHORTEST, min(self.min_interval / 10, LONGEST_GRAIN))

    def after(self, now: datetime, due: datetime | None, *, good: bool, idle: bool = False) -> None:
        """Set the next run after one that ended at `now`.

        Args:
            now: the time.
            due: when something of the site is due next; None: at once.
            good: whether something could be read.
            idle: whether nothing was asked for at all, which is no failure.
        """
        self.ran = now
        if good or idle:
            self.failures = 0
            earliest = now + (self.min_interval if idle else self.grain)
            self.wake = max(earliest, min(due or now, now + self.min_interval))
        else:
            self.failures += 1
            self.wake = now + min(self.min_interval * 2 ** min(self.failures - 1, 10), self.longest_back_off)

    @property
    def longest_back_off(self) -> timedelta:
        return max(LONGEST_BACK_OFF, self.min_interval)

    def is_due(self, now: datetime) -> bool:
        """Also where the clock was put back since it was set."""
        return now >= self.wake or self.wake - now > 2 * self.longest_back_off

    def hurry(self, now: datetime) -> None:
        """Run at once: its profile has changed, or the network is back."""
        self.wake = min(self.wake, now)
