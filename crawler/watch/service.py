"""The service with its network: short runs of one site each in Scrapy's reactor, until it is told to stop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.classes import dataclass
from crawler.config import AlertsConfig, load_config
from crawler.errors import ConfigError
from crawler.outbox import DeliveryReport
from crawler.profile import Profile
from crawler.runs import CrawlPlan, SiteRun, crawl_once, deliver_all, run_process
from crawler.spiders.hosts import Hosts
from crawler.spiders.process import CrawlProcess
from crawler.store import Archive, open_archive
from crawler.watch.folder import ProfileFolder
from crawler.watch.loop import Outcome, Watch
from crawler.watch.timer import SteadyTimer, Timer
from crawler.watchdog import Watchdog

FEED = timedelta(minutes=1)  # between two signs of life
FEWEST_PAGES = 10  # of a run, however slow its host
_SETTINGS: Mapping[str, Any] = {"RETRY_TIMES": 2}  # a run may be of one page, whose failure would be told as the site's


@dataclass(slots=True)
class Service:
    """`presswatch watch`, from outside. The caller holds the run lock and the archive.

    Args:
        archive, data: what is written to.
        environ: where settings of the alerts may stand.
        only: sites to watch; empty: all.
        on_run: is told of each run that came to its end.
        on_delivery: of each round of deliveries.
        tell: takes a line for the person who runs this.
        timer: the time; deliveries are made in a thread of their own, and read the same clock.
    """

    archive: Archive
    data: Path
    environ: Mapping[str, str]
    only: Collection[str] = ()
    on_run: Callable[[SiteRun], None] = lambda _: None
    on_delivery: Callable[[DeliveryReport], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None
    timer: Timer = field(default_factory=SteadyTimer)
    hosts: Hosts = field(default_factory=Hosts)
    hourly: int = 0  # requests an hour, of all sites together; 0: no limit
    settings: Mapping[str, Any] = field(default_factory=dict)
    watchdog: Watchdog = field(default_factory=Watchdog)
    config: AlertsConfig = field(default_factory=AlertsConfig)
    _told: str = ""
    _sites: int = 1
    _failing: set[str] = field(default_factory=set)
    _fed: datetime | None = None

    def serve(self) -> None:
        """Until SIGINT or SIGTERM. Raises ConfigError where the rules are wrong at the start."""
        self.config, self.watchdog = load_config(self.data, self.environ), Watchdog.of(self.environ)
        run_process(self._main)

    async def _main(self, process: CrawlProcess) -> None:
        folder = ProfileFolder(self.data / "sites", self.only, self.tell)

        async def run(profile: Profile, probe: bool) -> Outcome:
            return await self._run(process, profile, probe=probe)

        def profiles() -> tuple[Mapping[str, Profile], set[str]]:
            found, changed = folder.refresh()
            self._sites = len(found)
            self._failing &= set(found)
            return found, changed

        watch = Watch(profiles, run, self._deliver, self.timer, self.tell)
        ending = asyncio.ensure_future(self._end(process, watch))
        try:
            await watch.serve()
        finally:
            ending.cancel()

    @staticmethod
    async def _end(process: CrawlProcess, watch: Watch) -> None:
        await process.stopping.wait()
        watch.stop()

    # Runs

    async def _run(self, process: CrawlProcess, profile: Profile, *, probe: bool) -> Outcome:
        self._refresh_config()
        if probe and (await self._crawl(process, profile, (profile.url,))).failed:
            return Outcome(good=False)
        run = await self._crawl(process, profile)
        return Outcome(not run.failed, run.due, idle=not run.record.requests, alerts=bool(run.alerts))

    async def _crawl(self, process: CrawlProcess, profile: Profile, urls: Collection[str] = ()) -> SiteRun:
        plan = CrawlPlan(
            self.archive,
            self.data,
            [profile],
            self.config,
            urls=urls,
            clock=self.timer.now,
            settings={**_SETTINGS, **self.settings},
            hosts=self.hosts,
            eager=False,
            max_pages=pages_of_a_run(profile),
            hourly=self.hourly,
            sites=self._sites,
        )
        (run,) = await crawl_once(process, plan)
        self.on_run(run)
        self._feed(run)
        return run

    def _feed(self, run: SiteRun) -> None:
        """The sign of life: a good run came to its end, and no site fails."""
        (self._failing.add if run.failed else self._failing.discard)(run.record.site)
        now = self.timer.now()
        if self._failing or run.record.outcome != "ok" or (self._fed and timedelta(0) <= now - self._fed < FEED):
            return
        self._fed = now
        self.watchdog.feed_later()

    def _refresh_config(self) -> None:
        """The rules as they stand; while they are wrong, what they said before."""
        try:
            self.config, self._told = load_config(self.data, self.environ), ""
        except ConfigError as error:
            if str(error) != self._told:
                self.tell(f"{error}; what they said before holds")
            self._told = str(error)

    # Deliveries

    async def _deliver(self) -> None:
        """In a thread: a mail server may take its time, and no site should wait for it. It dies with the process."""
        if not self.archive.pending_channels():
            return
        loop = asyncio.get_running_loop()
        done: asyncio.Future[DeliveryReport] = loop.create_future()
        threading.Thread(target=self._send, args=(loop, done), name="deliveries", daemon=True).start()
        self.on_delivery(await done)

    def _send(self, loop: asyncio.AbstractEventLoop, done: asyncio.Future[DeliveryReport]) -> None:
        def answer(report: DeliveryReport | None, error: Exception | None) -> None:
            if done.cancelled():
                return
            if report is not None:
                done.set_result(report)
            elif error is not None:
                done.set_exception(error)

        try:
            with closing(open_archive(self.data / "archive.db")) as archive:
                report = deliver_all(archive, self.config, self.data, clock=self.timer.now)
        except Exception as error:  # noqa: BLE001 - raised again where it is awaited
            loop.call_soon_threadsafe(answer, None, error)
        else:
            loop.call_soon_threadsafe(answer, report, None)


def pages_of_a_run(profile: Profile) -> int:
    """So few that a run of a large backlog lasts no longer than the front page may wait for its next look."""
    crawl = profile.crawl
    if not crawl.delay:
        return crawl.max_pages_per_run
    return max(FEWEST_PAGES, int(crawl.min_interval.total_seconds() / crawl.delay))
