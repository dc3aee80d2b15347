"""Runs: crawl some sites, deliver what there is to tell, say how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.budget import share
from crawler.classes import dataclass
from crawler.collecting import collect_seldom
from crawler.config import AlertsConfig
from crawler.health import has_failed
from crawler.keeper import keeper_of
from crawler.model import Alert, Capture, RunRecord
from crawler.profile import Profile, hook_of
from crawler.spiders.browser import require_browser
from crawler.spiders.hosts import Hosts
from crawler.spiders.pages import PagesSpider, Visit
from crawler.spiders.probe import Probe, ProbeSpider
from crawler.spiders.process import CrawlProcess
from crawler.spiders.session import Clock, Session, deliver_all, utc_now
from crawler.spiders.site import SiteSpider
from crawler.store import Archive
from crawler.text import counted
from crawler.urls import same_site

__all__ = ["CrawlPlan", "SiteRun", "crawl", "crawl_once", "deliver_all", "fetch_pages", "probe_site", "run_process"]


@dataclass(frozen=True, slots=True)
class SiteRun:
    """How the run of one site went."""

    record: RunRecord
    alerts: Sequence[Alert]
    problems: Sequence[str]
    due: datetime | None = None  # when something of the site is due next; None: at once
    taken_over: int = 0  # requests of a run before that was cut short

    @property
    def good(self) -> int:
        return self.record.pages.get("ok", 0) + self.record.pages.get("unchanged", 0)

    @property
    def failed(self) -> bool:
        return has_failed(self.record)

    @property
    def line(self) -> str:
        """One line: what was seen and what came of it."""
        pages = ", ".join(f"{count} {verdict}" for verdict, count in sorted(self.record.pages.items()))
        before = f", {self.taken_over} of a run that was cut short" if self.taken_over else ""
        return (
            f"{self.record.site}: {self.record.outcome}, {counted(self.record.requests, 'request')}{before} "
            f"({pages or 'no pages'}), {counted(self.record.changes, 'change')}, {counted(self.record.alerts, 'alert')}"
        )


@dataclass(slots=True)
class CrawlPlan:
    """What a crawl is asked to do. `urls`: just these; `everything`: all that is known, due or not."""

    archive: Archive
    data: Path
    profiles: Sequence[Profile]
    config: AlertsConfig
    everything: bool = False
    urls: Collection[str] = ()
    clock: Clock = utc_now
    settings: dict[str, Any] = field(default_factory=dict)
    on_progress: Callable[[Session], None] = lambda _: None
    hosts: Hosts = field(default_factory=Hosts)
    eager: bool = True  # the run was asked for now; False: only what is due, sources too
    max_pages: int = 0  # of each site; 0: as many as its profile says
    hourly: int = 0  # requests an hour, of all `sites` together; 0: no limit
    sites: int = 0  # that share it; 0: those of the plan


def crawl(plan: CrawlPlan) -> list[SiteRun]:
    """Crawl the sites of a plan side by side, in one process. Stops cleanly on SIGINT and SIGTERM.

    Raises:
        UsageError: a site is to be rendered, and no browser is installed.
    """
    _require_browsers(plan.profiles)
    runs: list[SiteRun] = []

    async def main(process: CrawlProcess) -> None:
        runs.extend(await crawl_once(process, plan))

    run_process(main)
    return runs


def run_process(main: Callable[[CrawlProcess], Awaitable[None]]) -> None:
    """Run crawls inside Scrapy's process; `main` may start several, one after the other or side by side."""
    process = CrawlProcess(base_settings())
    collect_seldom()
    process.run(main)


def base_settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


async def crawl_once(process: CrawlProcess, plan: CrawlPlan) -> list[SiteRun]:
    """One crawl of each site of the plan, at the same time."""
    sessions = [
        Session.open(
            plan.archive,
            profile,
            plan.config,
            clock=plan.clock,
            everything=plan.everything,
            urls=_urls_of(plan, profile),
            hook=hook_of(plan.data / "sites", profile.site),
            hosts=plan.hosts,
            keeper=keeper_of(plan.archive, profile.site, profile, plan.data),
            data=plan.data,
            eager=plan.eager,
            hourly=share(plan.hourly, plan.sites or len(plan.profiles), profile.crawl.max_requests_per_hour),
        )
        for profile in plan.profiles
    ]
    for session in sessions:
        session.on_progress = plan.on_progress
        session.max_pages = plan.max_pages
        session.told_to_stop = process.stopping.is_set
    if not await process.in_time(asyncio.gather(*(_run(process, plan, session) for session in sessions))):
        for session in sessions:  # an answer is under way that takes too long: the run is closed without it
            session.close(interrupted=True)
    for session in sessions:
        if session.failure is not None:
            raise session.failure
    return [_told(session) for session in sessions]


async def _run(process: CrawlProcess, plan: CrawlPlan, session: Session) -> None:
    if not process.stopping.is_set():
        await process.crawl(_crawler(plan), session=session)
    session.close(interrupted=True)  # where it is not closed yet, it never began


def _told(session: Session) -> SiteRun:
    tally = session.recorder.tally
    return SiteRun(session.run, tally.alerts, tally.problems, session.next_look, tally.taken_over)


def probe_site(url: str, clock: Clock = utc_now) -> Probe:
    """A first look at a site that has no profile yet."""
    probe = Probe(url)

    async def main(process: CrawlProcess) -> None:
        settings = base_settings()
        settings.setdict({"ITEM_PIPELINES": {}, "DOWNLOAD_DELAY": 0.5}, priority="cmdline")
        await process.crawl(Crawler(ProbeSpider, settings), probe=probe, clock=clock)

    run_process(main)
    return probe


def fetch_pages(profile: Profile, urls: Sequence[str], *, more: int = 0, clock: Clock = utc_now) -> list[Capture]:
    """Some pages of a site as they are now, and up to `more` articles that the first links to; nothing is stored.

    Obeys robots.txt and the profile's delay. A page that could not be fetched is a capture that says why.

    Raises:
        KeyboardInterrupt: it was interrupted.
        UsageError: the site is to be rendered, and no browser is installed.
    """
    _require_browsers([profile])
    captures: dict[str, Capture | None] = {}
    visit = Visit(profile, clock)

    async def main(process: CrawlProcess) -> None:
        settings = base_settings()
        settings.setdict({"ITEM_PIPELINES": {}}, priority="cmdline")
        await process.crawl(Crawler(PagesSpider, settings), visit=visit, urls=urls, captures=captures, more=more)

    run_process(main)
    if visit.interrupted:
        raise KeyboardInterrupt
    return [capture for capture in captures.values() if capture is not None]


def _require_browsers(profiles: Sequence[Profile]) -> None:
    for profile in profiles:
        if profile.crawl.render:
            require_browser(f"{profile.site}: crawl.render")


def _urls_of(plan: CrawlPlan, profile: Profile) -> Collection[str]:
    return [url for url in plan.urls if same_site(url, profile.hosts_all)]


def _crawler(plan: CrawlPlan) -> Crawler:
    settings = base_settings()
    settings.setdict(plan.settings, priority="cmdline")
    return Crawler(SiteSpider, settings)
