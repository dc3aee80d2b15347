"""The hosts that a process asks: one turn at a time for each, whichever site's pages they are for.

What a host asked for is kept in the archive too, so that the next run obeys it.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import field
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.politeness import HostPace
from crawler.store import Archive

META = "hosts"
NAP = 1.0  # seconds after which one that waits looks whether it still should
SHORT = 60.0  # seconds that a run waits for a host that asked for it; a longer wait is the next run's


@dataclass(slots=True)
class Host:
    """`turn` is held by the request that is under way, where the host is asked one at a time."""

    pace: HostPace = field(default_factory=HostPace)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Hosts:
    """`steady` is a clock that never jumps, in seconds; `nap` waits; `chance` gives numbers from 0 to 1."""

    steady: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    _known: dict[str, Host] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Host:
        return self._known.setdefault(name, Host())

    def recall(self, archive: Archive, now: datetime) -> None:
        """Take over what earlier runs, of whatever site, were asked for."""
        for site, _ in archive.sites():
            for name, until in json.loads(archive.meta(site, META) or "{}").items():
                left = (datetime.fromisoformat(until) - now).total_seconds()
                if left > 0:
                    self[name].pace.close(self.steady() + left)

    def keep(self, archive: Archive, site: str, delay: float, now: datetime) -> None:
        """Store which hosts want to be left alone, and until when; also the rest after the last answer."""
        ends = {}
        for name, host in self._known.items():
            left = host.pace.wait(self.steady(), delay)
            if left > NAP:
                ends[name] = (now + timedelta(seconds=left)).isoformat()
        if ends or archive.meta(site, META) not in {None, "{}"}:
            archive.set_meta(site, META, json.dumps(ends, sort_keys=True))


async def turn(host: Host, own: float, hosts: Hosts, wanted: Callable[[], bool]) -> bool:
    """Wait until the host may be asked, and hold its turn; False where the request is not wanted any more."""
    await host.turn.acquire()
    while wanted():
        left = host.pace.wait(hosts.steady(), own)
        if not left:
            return True
        if left > SHORT and host.pace.closed_until > hosts.steady():
            break
        await asyncio.sleep(min(left, NAP))
    host.turn.release()
    return False
