"""A paper that knows of Presswatch only what it promises, as text captures in hourly folders: `benchmarks/outsider.py`,
scaled down."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from outsider import Newsstand, Tick, draw_ticks, judge, quiet_ticks, write_captures

from crawler.cli import run

UNTOLD = {"deleted", "moved-page", "byline"}  # by files


@pytest.mark.parametrize(("seed", "blank"), [(1, False), (2, True)])
def test_what_was_done_to_the_paper_is_told_once_and_nothing_else_is(tmp_path: Path, seed: int, blank: bool) -> None:
    ticks = draw_ticks(seed, count=14, ticks=7, edits=12)
    told, log = {}, tmp_path / "data" / "alerts.jsonl"
    for tick in ticks:
        hour = write_captures(tmp_path / "captures", tick, blank=blank)
        assert run(["--data", str(tmp_path / "data"), "ingest", "--site", "paper", str(hour)]) == 0
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        told[tick.number] = [json.loads(line) for line in lines[sum(map(len, told.values())) :]]
    shown = [Tick(t.number, t.world, tuple(each for each in t.done if each[0] not in UNTOLD)) for t in ticks]
    verdicts = judge(shown, told)
    assert verdicts.perfect, [verdicts.table(), *verdicts.notes]
    assert verdicts.wanted["article.changed"] > 5
    assert verdicts.classes[True] == verdicts.classes.total()


def test_the_judge_counts_what_is_missing_and_what_is_made_up() -> None:
    ticks = draw_ticks(1, count=14, ticks=7, edits=12)
    silent = judge(ticks, {})
    assert not silent.perfect
    assert not silent.found
    made_up = {"kind": "article.changed", "subject": {"url": "https://paper.example/x"}, "summary": "", "change": {}}
    assert judge(ticks, {1: [made_up]}).false == {"article.changed": 1}


def test_two_builds_of_a_paper_say_the_same_and_share_no_class_name() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    last = quiet_ticks(first, 9)[-1]
    pages = []
    for tick in (first, last):
        stand = Newsstand(tick, "hashed")
        status, html, _ = stand.answer("http://127.0.0.1", first.world.stories[3].path, {})
        assert status == 200
        assert all(part.split("&")[0] in unescape(html) for part in first.world.stories[3].parts)
        pages.append(set(re.findall(r'class="([^"]+)"', html)))
    assert pages[0].isdisjoint(pages[1])


def test_an_edit_of_a_story_that_nobody_could_read_before_is_not_asked_for() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    hidden = Tick(1, replace(first.world, outage="503"))
    edited = Tick(2, first.world, (("typo", 3),))
    assert judge([first, edited], {}).wanted["article.changed"] == 1
    assert judge([Tick(0, replace(first.world, outage="503")), hidden, edited], {}).wanted["article.changed"] == 0
    moved = Tick(1, first.world, (("moved-page", 3),))
    path = first.world.stories[3].path
    assert judge([first, moved], {}).wanted["article.moved"] == 1
    assert judge([first, moved], {}, unseen={(0, path)}).wanted["article.moved"] == 0


def test_an_edit_that_nobody_could_read_to_the_end_is_not_asked_for() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    edited = Tick(1, first.world, (("typo", 3),))
    path = first.world.stories[3].path
    assert judge([first, edited], {}).wanted["article.changed"] == 1
    assert judge([first, edited], {}, unseen={(1, path)}).wanted["article.changed"] == 0


def test_an_edit_that_was_undone_before_anybody_looked_is_not_asked_for() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    story = first.world.stories[3]
    other = replace(story, parts=(*story.parts, "A paragraph that was put in."))
    edited = Tick(1, replace(first.world, stories={**first.world.stories, 3: other}), (("added", 3),))
    ticks = [first, edited, Tick(2, first.world, (("removed", 3),))]
    assert judge(ticks, {}, shown={(0, story.path), (2, story.path)}).wanted["article.changed"] == 0
    assert judge(ticks, {}, shown={(n, story.path) for n in range(3)}).wanted["article.changed"] == 2
    assert judge(ticks[:2], {}, shown={(0, story.path), (1, story.path)}).wanted["article.changed"] == 1


def test_a_removal_is_waited_for_until_it_could_be_seen_twice() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    story = first.world.stories[3]
    gone = replace(first.world, gone={3: "front"})
    ticks = [first, Tick(1, gone, (("deleted", 3),)), *(Tick(n, gone) for n in range(2, 6))]
    told = {"kind": "article.removed", "subject": {"url": f"http://127.0.0.1{story.path}"}, "summary": "", "change": {}}
    assert judge(ticks, {4: [told]}).false["article.removed"] == 1
    assert judge(ticks, {4: [told]}, unseen={(2, story.path)}).perfect


def test_who_is_sent_to_a_walled_front_page_has_not_seen_that_a_story_is_gone() -> None:
    first = draw_ticks(1, count=14, ticks=7, edits=0)[0]
    path = first.world.stories[3].path
    for walls, unseen in ((0.0, set()), (1.0, {(0, "/"), (0, path)})):
        stand = Newsstand(replace(first, world=replace(first.world, gone={3: "front"})), "wire")
        stand.manner = replace(stand.manner, walls=0.0)
        assert stand.answer("http://127.0.0.1", path, {})[0] == 302
        stand.manner = replace(stand.manner, walls=walls)
        stand.answer("http://127.0.0.1", "/", {})
        assert stand.unseen == unseen
