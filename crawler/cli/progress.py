"""How far a run is: a bar on a terminal, nothing where nobody looks (a run's summary line comes at its end)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

import click

from crawler.classes import dataclass
from crawler.text import counted

if TYPE_CHECKING:
    from crawler.spiders.session import Session

WIDTH = 24  # characters of the bar
_OFTEN = 0.1  # seconds between two drawings
_ENOUGH = 3  # answers before a time is foretold
_MINUTE, _HOUR = 60, 3600


def _is_seen() -> bool:
    return sys.stderr.isatty()


@dataclass(slots=True)
class Bar:
    """One line for all sites of a run. `steady` is a clock in seconds."""

    on: bool = field(default_factory=_is_seen)
    steady: Callable[[], float] = time.monotonic
    _counts: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    _began: float | None = None
    _drawn: float = -1.0

    def show(self, session: Session) -> None:
        if not self.on:
            return
        now = self.steady()
        self._began = now if self._began is None else self._began
        tally = session.recorder.tally
        self._counts[session.site] = (session.requests, session.planned, tally.changes, len(tally.alerts))
        if now - self._drawn >= _OFTEN:
            self._drawn = now
            done, planned, changes, alerts = map(sum, zip(*self._counts.values(), strict=True))
            self._write(bar_line(done, planned, changes, alerts, now - self._began))

    def clear(self) -> None:
        if self.on:
            self._write("")

    @staticmethod
    def _write(text: str) -> None:
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)


def bar_line(done: int, planned: int, changes: int, alerts: int, seconds: float) -> str:
    """`[####----] 12/24 pages, 1 change, 1 alert, 3 min left`, after so many seconds.

    >>> bar_line(12, 24, 1, 1, 60.0)
    '[############------------] 12/24 pages, 1 change, 1 alert, 1 min left'
    """
    planned = max(done, planned, 1)
    full = WIDTH * done // planned
    told = [f"{done}/{counted(planned, 'page')}", counted(changes, "change"), counted(alerts, "alert")]
    if _ENOUGH <= done < planned:
        told.append(f"{span(seconds / done * (planned - done))} left")
    return f"[{'#' * full}{'-' * (WIDTH - full)}] {', '.join(told)}"


def span(seconds: float) -> str:
    """A time roughly, as people say it.

    >>> span(42), span(150), span(5400)
    ('42 s', '3 min', '1.5 h')
    """
    if seconds < _MINUTE:
        return f"{round(seconds)} s"
    return f"{-(-seconds // _MINUTE):.0f} min" if seconds < _HOUR else f"{seconds / _HOUR:.1f} h"
