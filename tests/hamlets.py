"""Many small sites on hosts of their own, and runs over all of them in one process, as `presswatch crawl` has it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from lab import _PROCESSES, BOUND

from crawler.config import load_config
from crawler.demo.hamlet import Hamlet
from crawler.demo.script import START
from crawler.demo.server import DemoServer
from crawler.profile import load_profiles
from crawler.store import open_archive


@dataclass
class Told:
    """What became of each site's run, and what was told of it."""

    outcomes: Mapping[str, str]
    pages: Mapping[str, Mapping[str, int]]
    problems: Sequence[str]
    kinds: Sequence[str]


@dataclass
class Land:
    """Hamlets that are served, each at an address of its own, with a data folder that watches them."""

    folder: Path
    servers: dict[str, DemoServer] = field(default_factory=dict)
    sites: dict[str, Hamlet] = field(default_factory=dict)
    now: datetime = START

    def settle(self, site: Hamlet, crawl: str = "delay = 0.0") -> None:
        self.sites[site.name] = site
        server = self.servers[site.name] = DemoServer(site, host=f"127.0.0.{len(self.servers) + 2}").start()
        path = self.folder / "sites" / f"{site.name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'url = "{server.base}/"\n[crawl]\n{crawl}\n', "utf-8")

    def crawl(self, now: datetime | None = None, everything: bool = False) -> Told:
        ours, theirs = _PROCESSES.Pipe(duplex=False)
        order = (theirs, self.folder, now or self.now, everything)
        process = _PROCESSES.Process(target=_crawl, args=order)
        process.start()
        theirs.close()
        assert ours.poll(BOUND), "the run does not end"
        told = ours.recv()
        process.join(BOUND)
        assert isinstance(told, Told), told
        return told

    def gaps(self, name: str) -> list[float]:
        """Seconds between the requests that a host saw."""
        return [later - earlier for (_, earlier), (_, later) in pairwise(list(self.sites[name].visits))]

    def asked(self, name: str) -> list[str]:
        return [path for path, _ in self.sites[name].visits]


@contextmanager
def land(folder: Path) -> Iterator[Land]:
    made = Land(folder)
    try:
        yield made
    finally:
        for site in made.sites.values():
            site.wake()
        for server in made.servers.values():
            server.stop()
        assert not [each for server in made.servers.values() for each in server.failures]


def _crawl(connection: Connection, folder: Path, now: datetime, everything: bool) -> None:
    from crawler.lock import run_lock
    from crawler.runs import CrawlPlan, crawl

    told: Any = "it raised"
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: connection.send(told))
        stack.enter_context(run_lock(folder))
        archive = stack.enter_context(closing(open_archive(folder / "archive.db")))
        profiles = list(load_profiles(folder / "sites").profiles.values())
        runs = crawl(CrawlPlan(archive, folder, profiles, load_config(folder, {}), everything, clock=lambda: now))
        told = Told(
            {run.record.site: run.record.outcome for run in runs},
            {run.record.site: run.record.pages for run in runs},
            [problem for run in runs for problem in run.problems],
            sorted(alert.kind for run in runs for alert in run.alerts),
        )
