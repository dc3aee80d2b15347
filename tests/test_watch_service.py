"""The service end to end: real runs over real sites, in simulated hours; and its process, as a person stops it."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType

import pytest
from hamlets import Land, land
from lab import _PROCESSES, BOUND, environment, wait_for
from simulated import SimulatedTimer

from crawler.demo.hamlet import Hamlet
from crawler.demo.script import START
from crawler.model import Alert
from crawler.store import open_archive

HOUR = timedelta(hours=1)


@dataclass
class Day:
    """What a simulated day came to, hour by hour."""

    told: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    requests: Mapping[str, int] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)  # MB, each hour
    alive: Mapping[str, int] = field(default_factory=dict)  # what runs are made of, at the end
    late: list[float] = field(default_factory=list)  # minutes from an edit to its alert
    overdue: dict[int, float] = field(default_factory=dict)  # hour → minutes that the longest due page waits
    edits: int = 0
    told_twice: int = 0  # alerts that say what another one says
    deliveries: int = 0


def memory() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


Script = Callable[[Land, datetime], None]


def edit_each_hour(here: Land, now: datetime) -> None:
    """At the half of each hour another story is edited, on all sites."""
    hour = int((now - START) / HOUR)
    for site in here.sites.values():
        edits = sum(site.editions.values())
        if (now - START) % HOUR >= HOUR / 2 and edits <= hour:
            site.edit(edits % site.stories)


def away_from_the_third_hour_to_the_ninth(here: Land, now: datetime) -> None:
    for site in here.sites.values():
        site.down = 3 * HOUR <= now - START < 9 * HOUR


@dataclass
class Clock:
    """The machine's clock, which may leap, beside the time that passes in the world."""

    leaps: Mapping[float, tuple[timedelta, timedelta]]  # hour → how far the clock leaps, and the world
    world: datetime = START
    _last: datetime = START
    _leapt: set[float] = field(default_factory=set)

    def tick(self, timer: SimulatedTimer) -> datetime:
        """The world's time at a tick of the clock."""
        self.world += timer.time - self._last
        for hour, (clock, world) in self.leaps.items():
            if hour not in self._leapt and self.world >= START + hour * HOUR:
                self._leapt.add(hour)
                timer.time += clock
                self.world += world
        self._last = timer.time
        return self.world


Leaps = Mapping[float, tuple[timedelta, timedelta]]


def _live(
    connection: Connection, folder: Path, hours: float, sites: int, script: Script, crawl: str, leaps: Leaps
) -> None:
    from scrapy.crawler import Crawler

    from crawler.lock import run_lock
    from crawler.spiders.session import Session
    from crawler.watch import Service

    day = Day()
    with land(folder) as here, run_lock(folder), closing(open_archive(folder / "archive.db")) as archive:
        for number in range(sites):
            here.settle(Hamlet(f"h{number}", stories=6, feed=True), crawl)

        clock = Clock(leaps)

        def tick(now: datetime) -> None:
            world = clock.tick(timer)
            script(here, world)
            if (hour := (world - START) // HOUR) >= len(day.memory):
                gc.collect()
                day.memory.append(memory())
                due = [page.next_look for name in here.sites for page in archive.due(name, now, 100) if page.next_look]
                day.overdue[hour] = max(((now - at) / timedelta(minutes=1) for at in due), default=0.0)

        timer = SimulatedTimer(START, START + hours * HOUR, tick, lambda: os.kill(os.getpid(), signal.SIGTERM))
        service = Service(archive, folder, {}, tell=day.told.append, timer=timer)
        service.on_run = lambda run: day.kinds.extend(alert.kind for alert in run.alerts)
        service.serve()
        gc.collect()
        kinds = (Crawler, Session)
        day.alive = {kind.__name__: sum(isinstance(each, kind) for each in gc.get_objects()) for kind in kinds}
        day.requests = {name: len(site.visits) for name, site in here.sites.items()}
        day.deliveries = sum(archive.undelivered().values())
        day.edits = sum(sum(site.editions.values()) for site in here.sites.values())
        day.told_twice = _repeated(archive.alerts())
        edited = (START + (hour + 0.5) * HOUR for hour in range(int(hours)))
        day.late = [(alert.at - at) / timedelta(minutes=1) for alert, at in zip(archive.alerts(), edited, strict=False)]
    connection.send(day)


def _repeated(alerts: Iterable[Alert]) -> int:
    """Alerts that tell the very change that another one tells."""
    changes = [(alert.url, json.dumps(alert.change, sort_keys=True, default=str)) for alert in alerts]
    return len(changes) - len(set(changes))


def live(
    folder: Path, hours: float, sites: int, script: Script, crawl: str, leaps: Leaps = MappingProxyType({})
) -> Day:
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_live, args=(theirs, folder, hours, sites, script, crawl, dict(leaps)))
    process.start()
    theirs.close()
    assert ours.poll(BOUND), "the day does not end"
    day = ours.recv()
    process.join(BOUND)
    assert isinstance(day, Day)
    return day


def test_24_hours_with_an_edit_an_hour_each_is_told_once_soon_and_memory_is_flat(tmp_path: Path) -> None:
    day = live(tmp_path, 24, 1, edit_each_hour, 'delay = 0.0\nmin_interval = "20m"')
    assert day.told == []
    assert day.kinds == ["article.changed"] * 24
    assert max(day.late) <= 31, "the feed gives a hint, and is looked at twice an hour at least"
    assert day.deliveries == 0, "each was delivered"
    assert day.alive["Crawler"] <= 2
    assert day.alive["Session"] <= 2
    assert max(day.memory[4:]) - day.memory[4] < 8, day.memory


def test_an_outage_of_hours_is_told_once_for_each_site_and_so_is_its_end(tmp_path: Path) -> None:
    script = away_from_the_third_hour_to_the_ninth
    day = live(tmp_path, 11, 2, script, 'delay = 0.0\nmin_interval = "20m"')
    assert sorted(day.kinds) == ["site.degraded"] * 2 + ["site.recovered"] * 2
    assert day.told == []


def away_in_the_fifth_hour(here: Land, now: datetime) -> None:
    edit_each_hour(here, now)
    for site in here.sites.values():
        site.down = 5 * HOUR <= now - START < 6 * HOUR


def test_24_hours_with_the_network_away_a_clock_that_leaps_and_a_suspended_machine_miss_and_repeat_nothing(
    tmp_path: Path,
) -> None:
    """The clock is an hour ahead from the tenth hour to the fourteenth; from the 18th on the machine sleeps for two."""
    ahead, back, asleep = (HOUR, 0 * HOUR), (-HOUR, 0 * HOUR), (2 * HOUR, 2 * HOUR)
    leaps = {10.0: ahead, 14.0: back, 18.0: asleep}
    day = live(tmp_path, 24, 1, away_in_the_fifth_hour, 'delay = 0.0\nmin_interval = "20m"', leaps)
    assert day.edits == 24
    assert sorted(day.kinds) == [*["article.changed"] * day.edits, "site.degraded", "site.recovered"]
    assert day.told_twice == 0
    assert day.deliveries == 0
    assert day.told == []
    calm = {hour: late for hour, late in day.overdue.items() if hour not in {5, 6, 10, 14, 18, 19, 20}}
    assert max(calm.values()) <= 1, "whatever is due is looked at within a minute"
    assert len(calm) >= 16
    assert max(day.memory[4:]) - day.memory[4] < 8, day.memory


# -- the process -----------------------------------------------------------------------------------------------------


@contextmanager
def watching(here: Land, *args: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "crawler", "watch", *args]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stderr=pipe, stdout=pipe, text=True, env=environment(here.folder)) as service:
        try:
            yield service
        finally:
            service.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_it_stops_in_time_though_a_host_does_not_answer_and_keeps_what_it_has(
    tmp_path: Path, number: signal.Signals
) -> None:
    with land(tmp_path) as here:
        quick, slow = Hamlet("marl", stories=3), Hamlet("hask", stories=3)
        here.settle(quick, "delay = 0.01")
        here.settle(slow, "delay = 5.0")
        slow.latency = 25.0
        with watching(here) as service:
            wait_for(lambda: len(quick.visits) >= 5 and slow.visits, "both sites to be asked")
            asked = time.monotonic()
            service.send_signal(number)
            out, err = service.communicate(timeout=BOUND)
        assert time.monotonic() - asked < 10
        assert service.returncode == 0
        assert "stopped" in err
        assert "Traceback" not in out + err
        with open_archive(tmp_path / "archive.db") as archive:
            assert archive.page_count("marl") == 4
            assert {run.outcome for run in archive.runs("hask")} <= {"interrupted"}


def test_a_service_that_is_killed_leaves_the_way_free_at_once_and_one_that_lives_names_itself(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        here.settle(Hamlet("marl", stories=3), "delay = 0.0")
        with watching(here) as service:
            wait_for(lambda: len(here.sites["marl"].visits) >= 4, "the service to work")
            second = subprocess.run(
                [sys.executable, "-m", "crawler", "crawl"],
                capture_output=True,
                text=True,
                check=False,
                env=environment(tmp_path),
            )
            assert second.returncode == 3
            assert f"process {service.pid}" in second.stderr
            assert "presswatch watch" in second.stderr
            service.send_signal(signal.SIGKILL)
            service.wait()
        assert here.crawl().outcomes == {"marl": "ok"}


def test_a_wrong_site_and_an_empty_folder_are_one_line_and_status_2(tmp_path: Path) -> None:
    for args in (["watch", "nowhere"], ["watch"]):
        done = subprocess.run(
            [sys.executable, "-m", "crawler", *args],
            capture_output=True,
            text=True,
            check=False,
            env=environment(tmp_path),
        )
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "presswatch add" in line
