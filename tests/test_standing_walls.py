"""A wall that stays: however many sweeps it stands, it is no edit and never a box of the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.model import Capture
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive, open_archive

BASE = "https://paper.example"
START = datetime(2026, 5, 12, 6, tzinfo=UTC)
FREE = 2  # paragraphs that the wall lets through
WALL = "<p>Subscribe to read on. Already a member? Log in.</p>"
THINGS = ("ledger", "ferry", "lamp", "barge", "apple", "clock", "harbour", "mill", "net", "chapel", "moor", "tide")
MENU = "".join(f"<a href='/section/{thing}'>All on the {thing}</a>" for thing in THINGS)
# Briefs, that the wall hides nothing of; articles that lose one paragraph to it; and longer ones.
LENGTHS = (1, 2, 1, 2, 1, 2, 3, 3, 3, 5, 5, 6)


def paragraphs(number: int) -> list[str]:
    thing, other = THINGS[number], THINGS[number - 5]
    return [
        f"<p>The keeper of the {thing} counted {100 * number + nth} {other}s on day {nth}, and wrote them down twice, "
        f"as the {THINGS[number - nth]} office had asked in its letter of spring.</p>"
        for nth in range(LENGTHS[number])
    ]


def page(number: int, *, walled: bool, last: str = "") -> str:
    texts = [*paragraphs(number), last] if last else paragraphs(number)
    shown = [*texts[:FREE], WALL] if walled else texts
    headline = f"The {THINGS[number]} was counted again"
    return (
        f"<html><head><title>{headline}</title></head><body><nav>{MENU}</nav><article><h1>{headline}</h1>"
        f"<p class='byline'>By Odile Marsh</p><div class='text'>{''.join(shown)}</div></article></body></html>"
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.db") as archive:
        yield archive


def sweep(archive: Archive, hour: int, *, walled: bool = False, last: str = "") -> list[str]:
    """The kinds told by a sweep of all articles; `last` is one more paragraph of the longest."""
    at = START + timedelta(hours=hour)
    recorder = Recorder(archive, SiteSetup("paper", f"{BASE}/", ("paper.example",), route=lambda *_: {"log": ""}))
    for number in range(len(THINGS)):
        body = page(number, walled=walled, last=last if number == len(THINGS) - 1 else "")
        url = f"{BASE}/city/{THINGS[number]}-counted-{number}"
        recorder.take(Capture(url, at, 200, {"content-type": "text/html"}, body.encode()))
    recorder.finish(at)
    return sorted(alert.kind for alert in recorder.tally.alerts)


def test_a_wall_that_stays_for_many_sweeps_of_a_paper_with_briefs_is_never_an_edit(archive: Archive) -> None:
    assert sweep(archive, 0) == []
    assert sweep(archive, 1) == []
    assert sweep(archive, 2, walled=True) == ["site.degraded"]
    assert [sweep(archive, hour, walled=True) for hour in range(3, 7)] == [[], [], [], []]
    assert sweep(archive, 7) == ["site.recovered"]


def test_an_edit_behind_a_standing_wall_is_told_once_the_wall_is_gone(archive: Archive) -> None:
    sweep(archive, 0)
    edit = "<p>The keeper adds that one of them was counted in the dark, by hand, and may have been a bucket.</p>"
    for hour in range(1, 4):
        sweep(archive, hour, walled=True, last=edit)
    assert sweep(archive, 4, last=edit) == ["article.changed", "site.recovered"]
