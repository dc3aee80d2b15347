"""How long to wait after a failure, and when to give up."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from crawler.classes import dataclass
from crawler.errors import DeliveryError

MAX_TRIES = 12
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
JITTER = 0.25  # of a wait, added at random, so that many outboxes do not knock at once


@dataclass(frozen=True, slots=True)
class Retries:
    """How long to wait for what, and how often. `chance` gives numbers from 0 to 1."""

    max_tries: int = MAX_TRIES
    first: timedelta = FIRST_WAIT
    longest: timedelta = LONGEST_WAIT
    chance: Callable[[], float] = random.random

    def wait(self, attempts: int, error: DeliveryError) -> timedelta:
        """None after a first failure (the next run tries again), then 5, 10, 20 … minutes and some jitter."""
        doubled = self.first * 2 ** min(attempts - 2, 20) if attempts > 1 else timedelta()
        asked = timedelta(seconds=min(error.retry_after or 0, self.longest.total_seconds()))
        return max(min(doubled, self.longest), asked) * (1 + JITTER * self.chance())

    def is_over(self, attempts: int, error: DeliveryError) -> bool:
        return error.permanent or attempts >= self.max_tries
