"""A command that is told to stop undoes or puts away what is under way, says so, and ends by the signal."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_drivers import ARTICLE, T0, article

from crawler.store import open_archive

STOPPED = "presswatch: told to stop, and stopped\n"

# What the command comes to in the midst of its work sends it the signal.
COMMAND = """
import signal, sys
from crawler import cli
from {module} import {owner} as owner
def told(*_, **__):
    signal.raise_signal(signal.SIGTERM)
    raise AssertionError("the signal was not heeded")
owner.{name} = told
sys.argv = ["presswatch", *sys.argv[1:]]
cli.main()
"""

AFTER_A_CRAWL = """
import signal
def heed(*_): raise SystemExit(7)
signal.signal(signal.SIGTERM, heed)
from scrapy.settings import Settings
from crawler.spiders.process import CrawlProcess
async def nothing(process): pass
process = CrawlProcess(Settings({"TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor"}))
process.run(nothing)
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
signal.raise_signal(signal.SIGTERM)
"""


TOLD_TWICE = """
import asyncio, signal
from scrapy.settings import Settings
from crawler.spiders.process import CrawlProcess
async def told_twice(process):
    from twisted.internet.threads import deferToThread
    await deferToThread(int).asFuture(asyncio.get_running_loop())
    for _ in range(2):
        signal.raise_signal(signal.SIGINT)
    await asyncio.Event().wait()
process = CrawlProcess(Settings({"TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor"}))
process.run(told_twice)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_archive(tmp_path / "data" / "archive.db") as archive:
        archive.add_version(ARTICLE, article("The crane stands."), "00", T0, None)
    return tmp_path / "data"


def stopped_in(module: str, owner: str, name: str, *command: str) -> subprocess.CompletedProcess[str]:
    code = COMMAND.format(module=module, owner=owner, name=name)
    return subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("module", "owner", "name", "command"),
    [
        ("crawler.store.upkeep", "Upkeep", "_rewrite", ["vacuum"]),
        ("crawler.store.chain", "Chain", "check_chain", ["verify"]),
        ("crawler.store.versions", "Versions", "all_versions", ["export", "versions"]),
        ("crawler.store", "upkeep", "_check_copy", ["backup", "copy.db"]),
    ],
    ids=["vacuum", "verify", "export", "backup"],
)
def test_a_command_told_to_stop_says_so_and_leaves_the_archive_alone(data, module, owner, name, command):
    there = {path.name for path in data.parent.rglob("*")}
    arguments = [str(data / each) if each == "copy.db" else each for each in command]
    ended = stopped_in(module, owner, name, "--data", str(data), *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGTERM, "", STOPPED)
    beside = {"archive.db-wal", "archive.db-shm", ".run.lock"}  # who only reads leaves the log as it is
    assert {path.name for path in data.parent.rglob("*")} <= there | beside
    with open_archive(data / "archive.db") as archive:
        assert archive.latest(ARTICLE).state == article("The crane stands.")
        assert [*archive.check(), *archive.check_chain()] == []


def test_after_a_crawl_the_signals_are_heeded_as_before():
    ended = subprocess.run(
        [sys.executable, "-c", AFTER_A_CRAWL], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 7, ended.stderr


def test_a_second_interrupt_ends_a_crawl_that_has_looked_names_up():
    """The threads of such are waited for at the end, which never came."""
    ended = subprocess.run([sys.executable, "-c", TOLD_TWICE], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in ended.stderr


LOADING = """
import sys
class Interrupt:
    @staticmethod
    def find_spec(name, *_):
        if name == "crawler.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt)
from crawler.__main__ import main
main()
"""


def test_an_interrupt_while_the_program_is_being_loaded_is_told_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (130, "presswatch: interrupted\n")
