"""Whether a site is still watched, from its last runs: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from crawler.model import RunRecord, Verdict

INTERVALS = 3  # so many without a success, and something is wrong
SHORTEST = timedelta(minutes=5)  # of what counts as the time between two runs
RUNS = 20  # that are looked at

_ANSWERS = (Verdict.OK, Verdict.UNCHANGED, Verdict.STALE, Verdict.GONE, Verdict.SOFT_404, Verdict.REDIRECT)


@dataclass(frozen=True, slots=True)
class Health:
    """`state`: "ok"; "new": never run; "failing": runs, but nothing could be read for `INTERVALS` intervals; "silent":
    no run began in that time. `success` is when something was read last, as far as the runs tell."""

    state: str
    success: datetime | None = None

    @property
    def is_good(self) -> bool:
        return self.state in {"ok", "new"}


def has_failed(run: RunRecord) -> bool:
    """Whether things were asked for and the site gave no answer to be read, not even that a page is gone."""
    return bool(run.pages or run.errors) and not any(map(run.pages.get, _ANSWERS))


def judge(runs: Sequence[RunRecord], now: datetime) -> Health:
    """Judge by the last `RUNS` runs, the newest first. A site's interval is the median time between its runs."""
    if not runs:
        return Health("new")
    good = [run for run in runs if run.ended is not None and any(map(run.pages.get, _ANSWERS))]
    success = good[0].ended if good else None
    patience = INTERVALS * max(_interval(runs), SHORTEST)
    if now - runs[0].started > patience:
        return Health("silent", success)
    watched_since = success or runs[-1].started
    return Health("failing" if has_failed(runs[0]) and now - watched_since > patience else "ok", success)


def _interval(runs: Sequence[RunRecord]) -> timedelta:
    gaps = [(later.started - earlier.started).total_seconds() for later, earlier in pairwise(runs)]
    return timedelta(seconds=median(gaps)) if gaps else timedelta(hours=1)
