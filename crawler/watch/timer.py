"""Time as the service sees it: the one place where it waits. Tests put one in its place that does not."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol

LONGEST_NAP = 15.0  # seconds; then the clock is read again, which may have been put right meanwhile


class Timer(Protocol):
    def now(self) -> datetime:
        """The time, aware UTC."""
        ...

    async def wait(self, until: datetime, wake: asyncio.Event, *, busy: bool) -> None:
        """Return at `until`, or earlier: when `wake` is set, or for no reason. `busy`: runs are going on."""
        ...


class SteadyTimer:
    """UTC for what is due, a steady clock for waiting: neither summer time nor a clock that is put right matters."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait(self, until: datetime, wake: asyncio.Event, *, busy: bool) -> None:
        del busy
        seconds = min(max((until - self.now()).total_seconds(), 0.0), LONGEST_NAP)
        with suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), seconds)
