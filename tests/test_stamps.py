"""A site that dates every answer anew owns up to nothing by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_recorder import HERRING, Desk

from crawler.demo.events import reword
from crawler.model import Article, Capture
from crawler.recorder.stamps import MEMORY, Stamps
from crawler.store import open_archive


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive)


def dated(desk: Desk, captures: list[Capture], stamp: str) -> list[Capture]:
    """The captures, as if they said that they were modified at this time."""
    return [
        desk.capture(
            capture.url.removeprefix("http://ledger.example"),
            body=re.sub(rb'"dateModified": *"[^"]+"', b'"dateModified": "%s"' % stamp.encode(), capture.body),
        )
        for capture in captures
    ]


def silent(desk: Desk, stamps: list[str]) -> list[bool]:
    """Whether the edit of the last sweep is told as silent, after sweeps with these dates on all pages."""
    for stamp in stamps[:-1]:
        assert not [alert for alert in desk.run(dated(desk, desk.captures(), stamp)) if alert.kind == "article.changed"]
    desk.paper.edit(HERRING, reword("18,400 tonnes", "16,800 tonnes"))
    alerts = desk.run(dated(desk, desk.captures(), stamps[-1]))
    return [alert.change["silent"] for alert in alerts if alert.kind == "article.changed"]


def test_an_edit_is_silent_where_every_look_had_a_later_date(desk: Desk) -> None:
    assert silent(desk, [f"2026-05-12T0{hour}:00:00Z" for hour in range(4)]) == [True]


def test_an_edit_with_a_later_date_is_owned_where_dates_stay_with_the_words(desk: Desk) -> None:
    assert silent(desk, ["2026-05-12T01:00:00Z"] * 3 + ["2026-05-12T04:00:00Z"]) == [False]


def test_an_edit_under_the_old_date_is_silent(desk: Desk) -> None:
    assert silent(desk, ["2026-05-12T01:00:00Z"] * 4) == [True]


def test_a_few_pages_that_are_saved_again_prove_nothing_and_old_ways_are_forgotten() -> None:
    stamps, one, later = Stamps(), *(Article("A", ("b",), modified=f"2026-05-1{day}T00:00:00Z") for day in (1, 2))
    for _ in range(3):
        stamps.saw(one, later)
    assert not stamps.mean_nothing
    for _ in range(20):
        stamps.saw(one, one)
    assert not stamps.mean_nothing
    for _ in range(4 * MEMORY):
        stamps.saw(one, later)
    assert Stamps.of(stamps.counts()).mean_nothing
    assert stamps.undated(one, later) == one


def test_what_has_no_date_says_nothing() -> None:
    stamps = Stamps()
    stamps.saw(Article("A", ()), Article("A", (), modified="2026-05-11T00:00:00Z"))
    assert stamps.counts() == [0, 0]
