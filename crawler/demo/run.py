"""The demo: crawl the fictional paper as it changes over some hours, and hold the alerts against its script."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shlex import quote

from crawler import render
from crawler.classes import dataclass
from crawler.config import load_config
from crawler.demo.comparison import Comparison, compare
from crawler.demo.script import SWEEPS, story
from crawler.demo.server import DemoServer
from crawler.demo.truth import expected_alerts
from crawler.errors import PresswatchError, UsageError
from crawler.lock import run_lock
from crawler.model import Alert, LiveRegion, RegionKind
from crawler.profile import load_profile
from crawler.regions.live.comparing import shown
from crawler.regions.live.series import Stood, number_series
from crawler.runs import CrawlPlan, SiteRun, crawl_once, deliver_all, run_process
from crawler.spiders.process import CrawlProcess
from crawler.store import Archive, open_archive

SITE = "demo"
# By this file the demo knows a folder as its own, to be emptied at the next go.
MARK = ".presswatch-demo"
_COURSE = 3  # values of a figure that are worth telling
_ALERTS = """\
# Mails are written to a folder in place of being sent.
[email]
folder = "mails"
to = ["desk@presswatch.example"]
min_severity = "info"
"""


@dataclass(frozen=True, slots=True)
class DemoResult:
    comparison: Comparison
    alerts: Sequence[Alert]
    folder: Path


def run_demo(
    folder: Path, say: Callable[[str], None], *, noise: bool = True, program: str = "presswatch"
) -> DemoResult:
    """Crawl the demo site at each of its sweeps and tell the story as it goes.

    Args:
        folder: where archive, log and mails go; emptied first, if the demo made it.
        say: takes a line for the person who watches.
        noise: whether pages differ per request, as real ones do.
        program: how to call this one.

    Raises:
        UsageError: the folder is in other use.
    """
    _prepare(folder)
    alerts: list[Alert] = []
    with DemoServer(noise=noise) as server:
        _write_settings(folder, server.base)
        config = load_config(folder, {})
        lines = story()

        def clock() -> datetime:
            return server.now

        async def main(process: CrawlProcess) -> None:
            for sweep, line in zip(SWEEPS, lines, strict=True):
                server.now = sweep.at
                plan = CrawlPlan(
                    archive, folder, [load_profile(folder / "sites" / f"{SITE}.toml")], config, True, clock=clock
                )
                (run,) = await crawl_once(process, plan)
                if process.stopping.is_set():
                    raise PresswatchError("interrupted", hint="the demo begins anew the next time")
                deliver_all(archive, config, folder, clock=clock)
                alerts.extend(run.alerts)
                _tell(say, sweep.number, sweep.at, line, run)

        with run_lock(folder), closing(open_archive(folder / "archive.db")) as archive:
            run_process(main)
            courses = list(_courses(archive))
    comparison = compare(expected_alerts(), alerts)
    _conclude(say, comparison, folder, courses, program)
    return DemoResult(comparison, alerts, folder)


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError(f"{folder}: is in use by something else", hint="name an empty folder with --data")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("made by presswatch demo, emptied at its next run\n", encoding="ascii")


def _write_settings(folder: Path, base: str) -> None:
    sites = folder / "sites"
    sites.mkdir()
    text = f'url = "{base}/"\nname = "The demo paper"\n[crawl]\ndelay = 0.0  # it is on this machine\n'
    (sites / f"{SITE}.toml").write_text(text, encoding="ascii")
    (folder / "alerts.toml").write_text(_ALERTS, encoding="ascii")


def _tell(say: Callable[[str], None], number: int, at: datetime, line: str, run: SiteRun) -> None:
    say("")
    say(f"Sweep {number}, {at:%H:%M}: {line}")
    say(f"  {run.line}")
    for alert in run.alerts:
        say(f"  -> {render.line(alert)}")


def _courses(archive: Archive) -> Iterator[str]:
    """The figures of the strip that changed more than once, each from first to last."""
    for key in archive.regions(SITE, RegionKind.LIVE):
        states = (
            Stood(version.first_seen, version.last_seen, version.state)
            for version in archive.versions(key)
            if isinstance(version.state, LiveRegion)
        )
        for series in number_series(states, windowed=key.page is not None):
            if len(series.points) >= _COURSE:
                numbers = " → ".join(" ".join(point.numbers) for point in series.points)
                yield f"{numbers}  {shown(series.item)}"


def _conclude(
    say: Callable[[str], None], comparison: Comparison, folder: Path, courses: Sequence[str], program: str
) -> None:
    say("")
    for course in courses:
        say(f"A figure that was watched: {course}")
        say("")
    say("What the script did, beside what was alerted:")
    say(comparison.table())
    for expected in comparison.missing:
        say(f"  missing: {expected}")
    for alert in comparison.unexpected:
        say(f"  false: {render.line(alert)}")
    for expected, fault in comparison.wrong:
        say(f"  wrong: sweep {expected.sweep} {expected.kind} {expected.subject}: {fault}")
    say("")
    mails = len(list((folder / "mails").glob("*.eml")))
    say(f"alert log  {folder / 'alerts.jsonl'}")
    say(f"archive    {folder / 'archive.db'}  ({program} --data {quote(str(folder))} alerts)")
    say(f"mails      {folder / 'mails'}  ({mails} .eml files)")
