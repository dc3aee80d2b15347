"""A paper that shares nothing with the demo, crawled over HTTP with nothing but its address: every edit is told, and
nothing else. Scaled down; `benchmarks/gazette.py` has all of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gazette import Gazette, Score, Sweep, draw_story, hold
from gazette.truth import expected
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


def test_what_is_undone_and_done_again_is_to_be_told_no_more_until_a_third_state_comes() -> None:
    first = draw_story(2, count=9, sweeps=3)[0]
    number, piece = next(iter(sorted(first.world.pieces.items())))
    worlds = [first.world.having(replace(piece, title=title)) for title in "abababca"]
    sweeps = [Sweep(n, world, {number: "headline"}) for n, world in enumerate(worlds)]
    told = [at for at, kind, subject in expected(sweeps) if kind == "article.changed" and subject == piece.path]
    assert told == [1, 2, 6, 7]
