"""Whole crawls for the tests: a small paper served by this process, and runs over it in processes of their own.

A reactor cannot be started twice, and a run must be killed in earnest; so each run is a process. They are forked
from a server that has imported what a run needs, which spares each of them the better part of two seconds.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from scrapy import signals as crawler_signals

from crawler.config import load_config
from crawler.demo.events import Op
from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, SiteState, Withdrawn
from crawler.demo.newspaper import Newspaper
from crawler.demo.script import START
from crawler.demo.server import DemoServer
from crawler.demo.site import state_at
from crawler.demo.web import Request, Response
from crawler.errors import PresswatchError
from crawler.model import Alert
from crawler.profile import load_profile
from crawler.store import Archive, open_archive

SITE = "ledger"
BOUND = 60.0  # seconds that anything may take
_PROCESSES = multiprocessing.get_context("forkserver")
_PRELOAD = """
crawler.runs crawler.settings crawler.pipelines crawler.outbox crawler.channels crawler.spiders.own_hosts
crawler.spiders.robots crawler.spiders.polite scrapy.core.downloader.handlers.http11
scrapy.downloadermiddlewares.retry scrapy.downloadermiddlewares.redirect
scrapy.downloadermiddlewares.httpcompression scrapy.downloadermiddlewares.httpproxy twisted.internet.asyncioreactor
"""
_PROCESSES.set_forkserver_preload(_PRELOAD.split())


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


# -- the paper ---------------------------------------------------------------------------------------------------

STORIES = (
    "herring-quota-cut",
    "rent-index-rises",
    "seal-rescue-record",
    "old-market-roof",
    "night-trams-return",
    "school-meals-count",
    "clock-tower-keeper",
    "surge-warning-sirens",
    "theatre-deficit",
)


class SmallPaper:
    """Nine stories of the demo's paper, with its strip, lists, live blog, feed and sitemaps; changed by the tests.

    `also` answers before the paper does: pages that a test puts in its way.
    """

    def __init__(self, *, noise: bool = True) -> None:
        whole = state_at(START)
        self.state: SiteState = replace(
            whole,
            stories={name: whole.stories[name] for name in STORIES},
            ticker=tuple(replace(item, story="") for item in whole.ticker),
        )
        self.also: dict[str, Response | Callable[[Request], Response]] = {}
        self._paper = Newspaper(lambda now: replace(self.state, at=now), noise=noise, light=True)

    def respond(self, request: Request) -> Response:
        answer = self.also.get(request.path)
        if answer is None:
            return self._paper.respond(request)
        return answer if isinstance(answer, Response) else answer(request)

    def path(self, name: str) -> str:
        return self.state.stories[name].path

    def edit(self, name: str, *ops: Op) -> None:
        story = self.state.stories[name]
        for op in ops:
            story = op(story)
        self.state = replace(self.state, stories={**self.state.stories, name: replace(story, changed=at(len(ops)))})

    def reorder(self, name: str, *stories: str) -> None:
        self.state = replace(self.state, lists={**self.state.lists, name: stories})

    def turn_strip(self, old: str, new: str) -> None:
        items = tuple(replace(item, text=item.text.replace(old, new)) for item in self.state.ticker)
        assert items != self.state.ticker
        self.state = replace(self.state, ticker=items)

    def withdraw(self, name: str, status: int) -> None:
        stories = {other: story for other, story in self.state.stories.items() if other != name}
        gone = Withdrawn(self.state.stories[name], status)
        self.state = replace(self.state, stories=stories, withdrawn={**self.state.withdrawn, name: gone})


def change_five(paper: SmallPaper) -> None:
    """Five real changes: two articles, both lists, the strip."""
    from crawler.demo.events import reword

    paper.edit("herring-quota-cut", reword("18,400 tonnes", "16,800 tonnes"))
    paper.edit("school-meals-count", reword("gave up on page seven", "was lost by page seven"))
    paper.reorder(MOST_POPULAR, *reversed(paper.state.lists[MOST_POPULAR]))
    paper.reorder(EDITORS_PICKS, "theatre-deficit", "clock-tower-keeper", "surge-warning-sirens")
    paper.turn_strip("40 hectares", "46 hectares")


FIVE = ["article.changed", "article.changed", "list.changed", "list.changed", "live.changed"]


@contextmanager
def served(paper: Any) -> Iterator[DemoServer]:
    with DemoServer(paper) as server:
        yield server
    assert not server.failures


# -- runs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """What a run is asked to do, as `presswatch crawl` would; `now` is what its clock says all the time."""

    folder: Path
    now: datetime
    everything: bool = True
    urls: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    largest_file: int = 0  # bytes; a disk that is full, for this run. 0: no bound


@dataclass(frozen=True)
class Outcome:
    """How a run went; `error` and `status` where it raised one of our errors."""

    alerts: Sequence[Alert] = ()
    problems: Sequence[str] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    requests: int = 0
    versions: int = 0
    outcome: str = ""
    delivery: Sequence[str] = ()
    error: str = ""
    status: int = 0

    @property
    def kinds(self) -> list[str]:
        return sorted(alert.kind for alert in self.alerts)


def perform(order: Order) -> Outcome:
    """A run, in this process."""
    from crawler.lock import run_lock
    from crawler.runs import CrawlPlan, crawl, deliver_all

    config = load_config(order.folder, {})
    profile = load_profile(order.folder / "sites" / f"{SITE}.toml")
    with run_lock(order.folder), closing(open_archive(order.folder / "archive.db")) as archive:
        plan = CrawlPlan(
            archive,
            order.folder,
            [profile],
            config,
            order.everything,
            order.urls,
            clock=lambda: order.now,
            settings=dict(order.settings),
        )
        (run,) = crawl(plan)
        report = deliver_all(archive, config, order.folder, clock=lambda: order.now)
        record = run.record
        return Outcome(run.alerts, run.problems, record.pages, record.requests, 0, record.outcome, report.lines)


class Faulty:
    """An item pipeline with a bug that shows on one page."""

    def process_item(self, item: Any) -> Any:
        if "theatre-deficit" in item.capture.url:
            raise RuntimeError("a bug")
        return item


class StopsEarly:
    """A Scrapy extension that tells the run to stop before the first request is made."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> StopsEarly:
        made = cls()
        crawler.signals.connect(made.stop, signal=crawler_signals.spider_opened)
        return made

    def stop(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)


def _child(connection: Connection, order: Order) -> None:
    if order.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest_file, order.largest_file))
    try:
        outcome = perform(order)
    except PresswatchError as error:
        outcome = Outcome(error=str(error), status=error.exit_status)
    connection.send(outcome)
    connection.close()


@dataclass
class Running:
    """A run that has been started."""

    process: ForkServerProcess
    connection: Connection

    def result(self) -> Outcome:
        assert self.connection.poll(BOUND), "the run does not end"
        outcome = self.connection.recv()
        self.process.join(BOUND)
        assert isinstance(outcome, Outcome)
        return outcome

    def kill(self) -> bool:
        """Kill -9; whether it came before the end of the run."""
        self.process.kill()
        self.process.join(BOUND)
        return self.process.exitcode != 0


def start(order: Order) -> Running:
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_child, args=(theirs, order))
    process.start()
    theirs.close()
    return Running(process, ours)


def wait_for(what: Callable[[], bool], said: str) -> None:
    """Until something is so that another process or thread brings about; fails after a minute."""
    deadline = time.monotonic() + BOUND
    while not what():
        assert time.monotonic() < deadline, f"waited in vain for {said}"
        time.sleep(0.002)


@dataclass
class Lab:
    """A data folder with a profile of the served paper, and runs over it."""

    folder: Path
    server: DemoServer
    now: datetime = START

    def configure(self, profile: str = "", alerts: str = "") -> None:
        sites = self.folder / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        text = profile if "[crawl]" in profile else f"{profile}\n[crawl]\ndelay = 0.0\n"
        (sites / f"{SITE}.toml").write_text(f'url = "{self.server.base}/"\n{text}', "utf-8")
        (self.folder / "alerts.toml").write_text(alerts, "utf-8")

    def order(self, **options: Any) -> Order:
        return Order(self.folder, options.pop("now", self.now), **options)

    def start(self, **options: Any) -> Running:
        return start(self.order(**options))

    def crawl(self, **options: Any) -> Outcome:
        """A run to its end; what the server's clock says is what the run's says."""
        now = options.setdefault("now", self.now)
        self.server.now = now
        outcome = self.start(**options).result()
        assert not outcome.error, outcome.error
        return outcome

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def asked(self, since: int = 0) -> list[str]:
        """Paths that the server was asked for, robots.txt aside."""
        return [hit.path for hit in list(self.server.log)[since:] if hit.path != "/robots.txt"]

    def archive(self) -> Archive:
        return open_archive(self.folder / "archive.db")

    def alerts(self) -> list[Alert]:
        with self.archive() as archive:
            return list(archive.alerts())

    def logged(self) -> list[dict[str, Any]]:
        path = self.folder / "alerts.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def version_count(self) -> int:
        with self.archive() as archive:
            return sum(1 for _ in archive.all_versions())

    def assert_sound(self) -> None:
        """The archive is whole; each alert was told exactly once."""
        with self.archive() as archive:
            assert archive.check() == []
            assert list(archive.check_chain()) == []
            ids = [alert.id for alert in archive.alerts()]
        assert len(ids) == len(set(ids))
        assert sorted(record["id"] for record in self.logged()) == sorted(ids)

    def presswatch(self, *args: str, command: Sequence[str] = ("-m", "crawler")) -> subprocess.CompletedProcess[str]:
        """The command line itself, to its end."""
        return subprocess.run(
            [sys.executable, *command, *args],
            capture_output=True,
            text=True,
            timeout=3 * BOUND,  # the demo is all of a day
            check=False,
            env=environment(self.folder),
            cwd=Path(__file__).parents[1],
        )


def environment(folder: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWATCH_")}
    return {**plain, "PRESSWATCH_DATA": str(folder)}
