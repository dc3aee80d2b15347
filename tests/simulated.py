"""Time that passes only while nobody works: hours of the service in moments, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class SimulatedTimer:
    """Stands still while runs go on. `on_tick` is told each new time, `at_end` that the time is over."""

    time: datetime
    end: datetime
    on_tick: Callable[[datetime], None] = lambda _: None
    at_end: Callable[[], None] = lambda: None
    ended: bool = False

    def now(self) -> datetime:
        return self.time

    async def wait(self, until: datetime, wake: asyncio.Event, *, busy: bool) -> None:
        if self.time >= self.end:
            if not self.ended:
                self.ended = True
                self.at_end()
            await wake.wait()
        elif busy:
            await wake.wait()
        else:
            self.time = max(self.time + timedelta(milliseconds=1), until)
            self.on_tick(self.time)
            await asyncio.sleep(0)
