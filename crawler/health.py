"""Whether a site is still watched, from its last runs: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from crawler.classes import dataclass
from crawler.model import RunRecord, Verdict

INTERVALS = 3  # so many without a success, and something is wrong
SHORTEST = timedelta(minutes=5)  # of what counts as the time between two runs
RUNS = 20  # that are looked at
OFTEN = 3  # runs that were cut short have seen a site together

_ANSWERS = (Verdict.OK, Verdict.UNCHANGED, Verdict.STALE, Verdict.GONE, Verdict.SOFT_404, Verdict.REDIRECT)


@dataclass(frozen=True, slots=True)
class Health:
    """`state`: "ok"; "new": never run; "failing": runs, but nothing could be read for `INTERVALS` intervals; "silent":
    no run began in that time. `success` is when something was read last, as far as the runs tell."""

    state: str
    success: datetime | None = None


def has_failed(run: RunRecord) -> bool:
    """Whether things were asked for and the site gave no answer to be read, not even that a page is gone."""
    return bool(run.pages or run.errors) and not any(map(run.pages.get, _ANSWERS))


def has_read(run: RunRecord) -> bool:
    """Whether it ended, and something was read."""
    return run.ended is not None and any(map(run.pages.get, _ANSWERS))


def is_known(runs: Sequence[RunRecord]) -> bool:
    """Whether a site was seen by a run that came to its end, or by several that were cut short, as all may be that a
    schedule gives little time: what is new from then on was published since."""
    return any(run.outcome == "ok" and has_read(run) for run in runs) or sum(map(has_read, runs)) >= OFTEN


def judge(runs: Sequence[RunRecord], now: datetime) -> Health:
    """Judge by the last `RUNS` runs, the newest first. A site's interval is the median time between its runs."""
    if not runs:
        return Health("new")
    interval = usual_interval([run.started.timestamp() for run in runs])
    if has_read(runs[0]):
        return judge_read(runs[0], interval, now)
    success = next((run.ended for run in runs if has_read(run)), None)
    patience = _patience(interval)
    if now - runs[0].started > patience:
        return Health("silent", success)
    watched_since = success or runs[-1].started
    return Health("failing" if has_failed(runs[0]) and now - watched_since > patience else "ok", success)


def judge_read(last: RunRecord, interval: timedelta, now: datetime) -> Health:
    """Judge by the last run alone, of which `has_read` is true."""
    return Health("silent" if now - last.started > _patience(interval) else "ok", last.ended)


def usual_interval(starts: Sequence[float]) -> timedelta:
    """The median time between runs that began at `starts` (seconds), the newest first; an hour where there is one."""
    gaps = [later - earlier for later, earlier in pairwise(starts)]
    return timedelta(seconds=median(gaps)) if gaps else timedelta(hours=1)


def _patience(interval: timedelta) -> timedelta:
    return INTERVALS * max(interval, SHORTEST)
