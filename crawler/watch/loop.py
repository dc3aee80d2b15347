"""The loop: starts the runs that are due, side by side, and never two of one site."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.errors import PresswatchError
from crawler.profile import Profile
from crawler.watch.beats import Beat
from crawler.watch.timer import Timer

AT_ONCE = 32  # sites; the longest overdue go first
LOOK_ROUND = timedelta(seconds=15)  # profiles that have changed
DELIVER = timedelta(minutes=1)  # deliveries that are owed are tried, each on its own schedule
PATIENCE = 2.0  # seconds that a delivery under way is waited for at the end


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `due`: when something of the site is due next, None at once; `idle`: nothing was asked
    for; `alerts`: there is something to deliver."""

    good: bool
    due: datetime | None = None
    idle: bool = False
    alerts: bool = False


@dataclass(slots=True)
class Watch:
    """The service without a network.

    Args:
        profiles: the sites as they stand now, and which have changed since it was last asked.
        run: one run over a site; `probe` asks for no more than its front page, to see whether it can be read again.
        deliver: sends what is owed.
        tell: takes a line for the person who runs this.
    """

    profiles: Callable[[], tuple[Mapping[str, Profile], set[str]]]
    run: Callable[[Profile, bool], Awaitable[Outcome]]
    deliver: Callable[[], Awaitable[None]]
    timer: Timer
    tell: Callable[[str], None] = lambda _: None
    beats: dict[str, Beat] = field(default_factory=dict)
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _sites: Mapping[str, Profile] = field(default_factory=dict)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _looked: datetime | None = None
    _delivered: datetime | None = None
    _delivering: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Until `stop`; then the runs that are going on come to their end."""
        while not self._stopping:
            now = self.timer.now()
            self._look_round(now)
            self._start_due(now)
            self._deliver_due(now)
            await self.timer.wait(self._next(now), self._wake, busy=self.is_busy)
            self._wake.clear()
        while self.running:
            await asyncio.wait(self.running.values())
        if self._delivering is None:
            self._delivering = asyncio.ensure_future(self._deliver())
        # A mail server that hangs is no reason to stay: what is owed stays owed.
        await asyncio.wait([self._delivering], timeout=PATIENCE)

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()

    @property
    def is_busy(self) -> bool:
        return bool(self.running) or self._delivering is not None

    # Sites

    def _look_round(self, now: datetime) -> None:
        if self._looked is not None and timedelta(0) <= now - self._looked < LOOK_ROUND:
            return
        self._looked = now
        self._sites, changed = self.profiles()
        for site in set(self.beats) - set(self._sites):
            del self.beats[site]
        for site, profile in self._sites.items():
            beat = self.beats.setdefault(site, Beat(profile.crawl.min_interval, now))
            beat.min_interval = profile.crawl.min_interval
            if site in changed:
                beat.hurry(now)

    def _start_due(self, now: datetime) -> None:
        waiting = [site for site, beat in self.beats.items() if beat.is_due(now) and site not in self.running]
        waiting.sort(key=lambda site: self.beats[site].wake)
        for site in waiting[: max(AT_ONCE - len(self.running), 0)]:
            self.running[site] = asyncio.ensure_future(self._run(site, self._sites[site]))

    async def _run(self, site: str, profile: Profile) -> None:
        beat = self.beats[site]
        failed_before = beat.failures
        outcome = Outcome(good=False)
        try:
            outcome = await self.run(profile, failed_before > 0)
        except PresswatchError as error:
            self.tell(f"{site}: {error}")
        except Exception as error:  # noqa: BLE001 - a fault of one site must not stop the others
            self.tell(f"{site}: unexpected {type(error).__name__}: {error} (a bug: please report it)")
        finally:
            self.running.pop(site, None)
            beat.after(self.timer.now(), outcome.due, good=outcome.good, idle=outcome.idle)
            if outcome.alerts:
                self._delivered = None  # at once
            if failed_before and outcome.good:
                self._network_is_back()
            self._wake.set()

    def _network_is_back(self) -> None:
        """What one site's answer says of the others that failed: perhaps it was not they."""
        now = self.timer.now()
        for site, beat in self.beats.items():
            if beat.failures and site not in self.running:
                beat.hurry(now)

    # Deliveries

    def _deliver_due(self, now: datetime) -> None:
        if self._delivering is not None or (
            self._delivered is not None and timedelta(0) <= now - self._delivered < DELIVER
        ):
            return
        self._delivered = now
        self._delivering = asyncio.ensure_future(self._deliver())

    async def _deliver(self) -> None:
        try:
            await self.deliver()
        except PresswatchError as error:
            self.tell(str(error))
        except Exception as error:  # noqa: BLE001 - nor must a fault of a channel
            self.tell(f"delivery: unexpected {type(error).__name__}: {error} (a bug: please report it)")
        finally:
            self._delivering = None
            self._wake.set()

    def _next(self, now: datetime) -> datetime:
        """When there may be something to do, unless a run ends before."""
        times = [beat.wake for site, beat in self.beats.items() if site not in self.running]
        times += [(self._looked or now) + LOOK_ROUND, (self._delivered or now) + DELIVER]
        full = len(self.running) >= AT_ONCE
        return max(min(times), now + (LOOK_ROUND if full else timedelta(0)))
