"""What one run over one site works with: its profile, archive, recorder, clock and sources."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from crawler.budget import HourlyBudget
from crawler.classes import dataclass
from crawler.config import AlertsConfig, load_config
from crawler.discovery import Sources
from crawler.errors import PresswatchError
from crawler.keeper import Keeper, held_capture, keeper_of
from crawler.lock import run_lock
from crawler.model import Capture, RunRecord
from crawler.profile import HookFunction, Profile, find_profile, hook_of
from crawler.recorder import Recorder, SiteSetup
from crawler.spiders.browser import require_browser
from crawler.spiders.hosts import Hosts
from crawler.spiders.robots_files import RobotsFiles
from crawler.spiders.source_book import SourceBook
from crawler.store import Archive, open_archive
from crawler.text import counted
from crawler.urls import same_site

if TYPE_CHECKING:
    from crawler.channels import Channel
    from crawler.outbox import DeliveryReport

Clock = Callable[[], datetime]
DEFAULT_DATA = Path("data")


def utc_now() -> datetime:
    return datetime.now(UTC)


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The data folder where no option names it: PRESSWATCH_DATA, else ./data."""
    return Path(environ.get("PRESSWATCH_DATA") or DEFAULT_DATA)


@dataclass(slots=True)
class Session:
    """One run over one site. `urls`: just these; `everything`: all that is known, due or not."""

    archive: Archive
    profile: Profile
    recorder: Recorder
    clock: Clock
    book: SourceBook
    everything: bool = False
    urls: Collection[str] = ()
    run: RunRecord = field(default_factory=lambda: RunRecord("", utc_now()))
    sources: Sources = field(default_factory=Sources)
    hosts: Hosts = field(default_factory=Hosts)
    robots: RobotsFiles = field(default_factory=RobotsFiles)
    max_pages: int = 0  # pages of this run; 0: as many as the profile says
    budget: HourlyBudget = field(default_factory=HourlyBudget)
    put_off: Counter[str] = field(default_factory=Counter)  # why requests were not made → how many
    keeper: Keeper | None = None  # where raw captures are kept
    planned: int = 0  # requests that the run is to make, as far as it knows
    requests: int = 0
    received: int = 0
    failure: PresswatchError | None = None  # what ended the run before its end
    on_progress: Callable[[Session], None] = lambda _: None
    told_to_stop: Callable[[], bool] = lambda: False
    started: float = field(default_factory=perf_counter)

    @classmethod
    def open(
        cls,
        archive: Archive,
        profile: Profile,
        config: AlertsConfig,
        *,
        clock: Clock = utc_now,
        everything: bool = False,
        urls: Collection[str] = (),
        hook: HookFunction | None = None,
        hosts: Hosts | None = None,
        eager: bool = True,
        hourly: int = 0,
        keeper: Keeper | None = None,
        data: Path | None = None,
    ) -> Session:
        """Begin a run.

        Args:
            archive: where what is seen goes.
            profile: of the site.
            config: where alerts go.
            clock: what time it is.
            everything: see the class.
            urls: likewise.
            hook: of the site.
            hosts: what is known of the hosts, where runs share them.
            eager: see `SourceBook`.
            hourly: requests an hour, 0 without limit.
            keeper: where raw captures are kept.
            data: the data folder, where older ones may lie.

        Raises:
            UsageError: the site is to be rendered, and no browser is installed.
        """
        if profile.crawl.render:
            require_browser(f"{profile.site}: crawl.render")
        setup = SiteSetup.of(profile, config, hook)
        if data is not None:
            setup = replace(setup, kept=partial(held_capture, archive, data))
        recorder = Recorder(archive, setup, second_looks=True)
        book = SourceBook.load(archive, profile)
        book.eager = eager
        session = cls(archive, profile, recorder, clock, book, everything, urls)
        session.hosts = hosts if hosts is not None else session.hosts
        session.keeper = keeper
        session._begin(hourly)
        return session

    def _begin(self, hourly: int) -> None:
        """Record that the run began, and recall what earlier ones learned of hosts and sources."""
        archive, site, now = self.archive, self.site, self.clock()
        self.budget = HourlyBudget.load(hourly, archive.meta(site, BUDGET) if hourly else None)
        self.robots = RobotsFiles.load(archive, site)
        self.run = RunRecord(site, now, id=archive.start_run(site, now))
        self.hosts.recall(archive, now)
        archive.pull_in(site, now)
        if text := archive.meta(site, "sources"):
            self.sources = Sources(**{name: tuple(urls) for name, urls in json.loads(text).items()})

    @property
    def site(self) -> str:
        return self.profile.site

    def owns(self, url: str) -> bool:
        return same_site(url, self.profile.hosts_all)

    @property
    def is_over(self) -> bool:
        """Whether the run is closed: what comes in now is not taken in any more."""
        return self.run.ended is not None

    @property
    def most_pages(self) -> int:
        most = self.profile.crawl.max_pages_per_run
        return min(most, self.max_pages) if self.max_pages else most

    def all_sources(self) -> tuple[list[str], list[str], list[str]]:
        """Feeds, sitemaps and sections: those of the profile, then those found."""
        profile, known = self.profile, self.sources
        pairs = (
            (profile.feeds, known.feeds),
            (profile.sitemaps, known.sitemaps),
            (profile.sections, known.sections),
        )
        feeds, sitemaps, sections = (list(dict.fromkeys((*chosen, *found))) for chosen, found in pairs)
        return feeds, sitemaps, sections

    def due_sources(self, urls: Iterable[str], now: datetime) -> list[str]:
        return [url for url in urls if self.everything or self.book.is_due(url, now)]

    @property
    def next_look(self) -> datetime | None:
        """When something of the site is due again; None: at once."""
        feeds, sitemaps, sections = self.all_sources()
        source = self.book.next_look([*feeds, *sitemaps, *sections])
        page = self.archive.next_due(self.site)
        return source if source is None or page is None else min(source, page)

    def learn_sources(self, found: Sources) -> Sources:
        """Remember feeds, sitemaps and sections; returns those that were not known."""
        known = self.sources
        new = Sources(
            feeds=tuple(url for url in found.feeds if url not in known.feeds and self.owns(url)),
            sitemaps=tuple(url for url in found.sitemaps if url not in known.sitemaps and self.owns(url)),
            sections=tuple(url for url in found.sections if url not in known.sections and self.owns(url)),
        )
        self.sources = Sources(
            feeds=(known.feeds + new.feeds)[:MAX_SOURCES],
            sitemaps=(known.sitemaps + new.sitemaps)[:MAX_SOURCES],
            sections=(known.sections + new.sections)[:MAX_SOURCES],
        )
        return new

    def keep(self, capture: Capture, meta: Mapping[str, Any]) -> Capture:
        """The capture with the place where its raw answer is kept, if it is. Raises ArchiveError: it cannot be."""
        return self.keeper.keep(capture, meta.get("exchanges", ())) if self.keeper is not None else capture

    def received_capture(self, capture: Capture) -> None:
        self.requests += 1
        self.received += len(capture.body)
        self.on_progress(self)

    def received_source(self, body: bytes) -> None:
        self.requests += 1
        self.received += len(body)
        self.on_progress(self)

    def keep_hosts(self) -> None:
        """Store what hosts asked for, so that the next run obeys it too."""
        self.hosts.keep(self.archive, self.site, self.profile.crawl.delay, self.clock())

    def close(self, *, interrupted: bool) -> None:
        """`finish`, unless that was done, or the archive failed: then the run stays open, as after a crash, and the
        next one goes on with it. What the archive raises is the run's failure."""
        if self.is_over or self.failure is not None:
            return
        try:
            self.finish(interrupted=interrupted)
        except PresswatchError as error:
            self.failure = error

    def finish(self, *, interrupted: bool) -> RunRecord:
        """Close the run: settle what is held, judge absences (not in a run cut short), store the run record."""
        now = self.clock()
        if interrupted:
            self.recorder.settle()
        else:
            self.recorder.finish(now)
            self.book.save(self.archive)  # a run cut short may not have read all of what its sources said
        self.keep_hosts()
        if self.keeper is not None:
            self.keeper.close(now)
        if self.budget.limit:
            self.archive.set_meta(self.site, BUDGET, self.budget.to_json())
        tally = self.recorder.tally
        errors = len(tally.problems)  # what was put off is none
        tally.problems.extend(
            f"{reason}; {counted(count, 'request')} put off until the next run"
            for reason, count in sorted(self.put_off.items())
        )
        plain = {name: list(getattr(self.sources, name)) for name in ("feeds", "sitemaps", "sections")}
        self.archive.set_meta(self.site, "sources", json.dumps(plain))
        self.run = replace(
            self.run,
            ended=now,
            outcome="interrupted" if interrupted else "ok",
            requests=self.requests + tally.taken_over,  # a run that was cut short has no record of its own
            pages=dict(tally.pages),
            changes=tally.changes,
            alerts=len(tally.alerts),
            bytes=self.received + tally.taken_bytes,
            errors=errors,
        )
        self.archive.finish_run(self.run)
        return self.run


MAX_SOURCES = 60
BUDGET = "budget"


@contextmanager
def open_session(data: Path, site: str, *, everything: bool = False) -> Iterator[Session]:
    """A session as `scrapy crawl` needs it: everything from the data folder, under its run lock, delivered at the end.

    Raises:
        UsageError, LockedError, ArchiveError: see the parts.
    """
    profile = find_profile(data / "sites", site)
    config = load_config(data, os.environ)
    with run_lock(data, "crawl"), closing(open_archive(data / "archive.db")) as archive:
        hook, keeper = hook_of(data / "sites", site), keeper_of(archive, site, profile, data)
        yield Session.open(archive, profile, config, everything=everything, hook=hook, keeper=keeper, data=data)
        deliver_all(archive, config, data)


def deliver_all(
    archive: Archive,
    config: AlertsConfig,
    data: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    channels: dict[str, Channel] | None = None,
    force: bool = False,
) -> DeliveryReport:
    """Send what is undelivered. The caller holds the run lock."""
    if not archive.pending_channels():
        from crawler.outbox import DeliveryReport

        return DeliveryReport({})
    from crawler.channels import build_channels  # mail and templates: not loaded where there is nothing to tell
    from crawler.outbox import deliver

    ways = channels if channels is not None else build_channels(config, data)
    return deliver(archive, ways, now=clock, timetable=config, exclusive=True, force=force)
