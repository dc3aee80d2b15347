"""A paper that shares nothing with the demo, crawled over HTTP with nothing but its address: every edit is told, and
nothing else. Scaled down; `benchmarks/gazette.py` has all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from gazette import Gazette, Score, draw_story, hold
from lab import Lab, served


def crawl(folder: Path, seed: int, *, hard: bool, everything: bool = True) -> Score:
    sweeps = draw_story(seed, hard=hard, count=14, sweeps=10 if hard else 4, edits=12)
    site = Gazette(sweeps[0])
    with served(site) as server:
        lab = Lab(folder / "data", server)
        lab.configure()
        alerts = []
        for sweep in sweeps:
            site.sweep = sweep
            told = lab.crawl(now=sweep.world.now, everything=everything).alerts
            alerts += [(sweep.number, alert) for alert in told]
        lab.assert_sound()
    return hold(sweeps, alerts)


@pytest.mark.parametrize(("seed", "style"), [(2, "tables"), (3, "rtl")])
def test_an_easy_timeline_is_told_whole_and_nothing_else_is(tmp_path: Path, seed: int, style: str) -> None:
    assert draw_story(seed, count=9, sweeps=3)[0].world.skin == style
    score = crawl(tmp_path, seed, hard=False)
    assert score.perfect, score.table()


def test_a_hard_timeline_is_told_whole_and_nothing_else_is(tmp_path: Path) -> None:
    score = crawl(tmp_path, 0, hard=True)
    assert score.perfect, score.table()
