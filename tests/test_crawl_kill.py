"""A run that is cut short at any point loses nothing and repeats nothing: the next one completes it."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import BOUND, FIVE, SITE, Lab, Outcome, SmallPaper, change_five, environment, served, wait_for
from smtp_server import Postman, free_port, smtp_server

from crawler.demo.server import DemoServer

_CHANCE = random.Random(20260512)
POINTS = [_CHANCE.random() for _ in range(10)]


class Case:
    """A paper that was crawled once and has changed since, and what an undisturbed run tells of it.

    Every test works on a copy of the data folder as it was after the first crawl.
    """

    def __init__(self, folder: Path, server: DemoServer, paper: SmallPaper) -> None:
        self.folder = folder
        first = Lab(folder / "first", server)
        first.configure()
        first.crawl()
        self.now = first.now
        self.server = server
        change_five(paper)
        calm = self.copy("calm")
        before = len(server.log)
        self.calm: Outcome = calm.crawl()
        self.requests = len(server.log) - before
        self.versions = calm.version_count()
        assert self.calm.kinds == FIVE

    def copy(self, name: str) -> Lab:
        shutil.copytree(self.folder / "first", self.folder / name)
        lab = Lab(self.folder / name, self.server, self.now)
        lab.later(50)
        return lab

    def assert_completed(self, lab: Lab) -> None:
        """As after the undisturbed run: the same alerts, by their ids, and the same versions."""
        assert {alert.id for alert in lab.alerts()} == {alert.id for alert in self.calm.alerts}
        assert lab.version_count() == self.versions
        lab.assert_sound()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    paper = SmallPaper()
    with served(paper) as server:
        yield Case(tmp_path_factory.mktemp("kill"), server, paper)


def kill_after(lab: Lab, requests: float, pause: float = 0.0) -> bool:
    """Kill -9 once the server has seen so many requests of the run, and a moment has passed; False: too late."""
    start = len(lab.server.log)
    running = lab.start()
    wait_for(lambda: len(lab.server.log) - start >= requests, f"{requests} requests")
    time.sleep(pause)
    return running.kill()


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"at {point:.0%}")
def test_a_run_killed_at_any_point_is_completed_by_the_next(case: Case, point: float) -> None:
    lab = case.copy(f"killed at {point}")
    requests = 1 + int(point * (case.requests - 1))
    assert kill_after(lab, requests, pause=point % 0.02), "the run was over before it was killed"
    lab.later(1)
    assert lab.crawl().outcome == "ok"
    case.assert_completed(lab)


@pytest.mark.parametrize("pause", [0.01, 0.06])
def test_so_is_one_killed_while_it_settles_and_delivers(case: Case, pause: float) -> None:
    lab = case.copy(f"settling {pause}")
    kill_after(lab, case.requests, pause)
    lab.later(1)
    lab.crawl()
    case.assert_completed(lab)


def test_runs_killed_one_after_the_other_come_to_the_same_in_the_end(case: Case) -> None:
    lab = case.copy("again and again")
    for point in sorted(POINTS[:4], reverse=True):
        kill_after(lab, 1 + int(point * (case.requests - 1)))
        lab.later(1)
    lab.crawl()
    case.assert_completed(lab)
    lab.later(1)
    assert lab.crawl(everything=False).kinds == []


@pytest.mark.parametrize("point", POINTS[:1], ids=lambda point: f"at {point:.0%}")
def test_a_first_crawl_that_was_killed_tells_no_false_news(case: Case, tmp_path: Path, point: float) -> None:
    lab = Lab(tmp_path / "data", case.server)
    lab.configure()
    kill_after(lab, 1 + int(point * case.requests))
    lab.later(1)
    lab.crawl()
    calm = Lab(tmp_path / "calm", case.server, lab.now)
    calm.configure()
    calm.crawl()
    assert lab.version_count() == calm.version_count()
    assert lab.alerts() == []
    lab.assert_sound()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_run_asked_to_stop_does_so_soon_says_so_and_keeps_what_it_has(case: Case, number: signal.Signals) -> None:
    lab = case.copy(number.name)
    lab.configure("[crawl]\ndelay = 0.1\n")
    case.server.now = lab.now
    start = len(case.server.log)
    command = [sys.executable, "-m", "crawler", "crawl", SITE, "--all"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(lab.folder)
    ) as run:
        wait_for(lambda: len(case.server.log) - start >= 7, "some requests")
        asked = time.monotonic()
        run.send_signal(number)
        _, told = run.communicate(timeout=BOUND)
    assert time.monotonic() - asked < 10
    assert run.returncode not in {0, -number}
    assert "interrupted" in told
    assert "Traceback" not in told
    with lab.archive() as archive:
        (record,) = archive.runs(SITE)[-1:]
        assert record.outcome == "interrupted"
        assert sum(record.pages.values()) + len(archive.spooled(SITE)) >= 2
    lab.assert_sound()
    lab.configure()
    lab.later(1)
    lab.crawl()
    case.assert_completed(lab)


def mail_to(port: int) -> str:
    return f'[email]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nto = ["desk@ledger.example"]\nmin_severity = "info"\ntimeout = 5\n'


def test_mail_that_cannot_be_sent_waits_and_arrives_once_when_the_server_is_back(case: Case) -> None:
    lab = case.copy("mail")
    port = free_port()
    lab.configure(alerts=mail_to(port))
    down = lab.crawl()
    assert (down.outcome, down.kinds) == ("ok", FIVE)
    (told,) = down.delivery
    assert "kept" in told
    assert len(lab.logged()) == 5, "the log does not wait for the mail"
    postman = Postman()
    with smtp_server(postman) as back:
        lab.configure(alerts=mail_to(back))
        for _ in range(2):
            lab.later(60)
            assert lab.crawl(everything=False).delivery == []
    (mail,) = postman.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert all(word in text for word in ("18,400", "16,800", "Most Popular", "Editors' Picks", "46"))
    with lab.archive() as archive:
        assert archive.undelivered() == {}
    case.assert_completed(lab)
