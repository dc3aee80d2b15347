"""Random timelines of a fictional paper: every change is alerted once, and nothing else is."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from crawler.demo.comparison import faults
from crawler.demo.timeline import Observer, Outcome, Player, Tick, Web, draw_timeline, hold, replay
from crawler.demo.timeline import events as happen
from crawler.demo.timeline.paper import START, Paper, draw_paper
from crawler.demo.timeline.script import TICK
from crawler.demo.timeline.themes import draw_theme
from crawler.demo.timeline.truth import as_read, expected_alerts
from crawler.demo.truth import Expected
from crawler.model import Alert
from crawler.store import open_archive

# Seeds under which something was wrong once: redesigns, plain advertisements, moves, walls, stale copies, a list that
# gets shorter or another name, a headline on subscriptions.
SEEDS = (1, 5, 18, 22, 43, 66)
LATER = (92024, 92073, 111245)  # of eight ticks


def run(folder: Path, seed: int, *, articles: int = 12, ticks: int = 6) -> Outcome:
    with open_archive(folder / "archive.db") as archive:
        return replay(draw_timeline(seed, articles=articles, ticks=ticks), archive)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_change_of_a_random_timeline_is_alerted_once_and_nothing_else(tmp_path: Path, seed: int) -> None:
    found = run(tmp_path, seed).comparison
    assert not found.missing
    assert not [(alert.kind, alert.summary) for alert in found.unexpected]
    assert not found.wrong


@pytest.mark.parametrize("seed", LATER)
def test_every_change_of_a_longer_timeline_is_alerted_once_and_nothing_else(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, ticks=8).comparison.perfect


def test_the_second_printing_of_a_story_in_a_list_is_the_entry_whose_headline_it_has() -> None:
    ferry, mill, choir = ("1", "Ferry"), ("2", "Mill"), ("3", "Choir")
    assert as_read([ferry, mill], [choir, ("9", "Ferry")]) == [choir, ferry]
    assert as_read([ferry, mill], [ferry, ("9", "Ferry")]) == [ferry, ("9", "Ferry")]
    assert as_read([ferry, mill], [("1", "Ferry!"), ("9", "Ferry")]) == [("1", "Ferry!"), ("9", "Ferry")]


def test_what_newsrooms_do_now_and_then_befalls_some_timelines() -> None:
    told = [line for seed in range(92060, 92100) for tick in draw_timeline(seed, ticks=8).ticks for line in tick.lines]
    said = "\n".join(told)
    for words in (
        "its note is withdrawn",
        "published anew",
        "change places",
        "a paragraph moved, and was edited",
        "two headlines are tried out",
        "is called",
        "entries less",
        "is as long as before",
    ):
        assert words in said, words


def says_otherwise(tell: Expected, alert: Alert, change: dict[str, Any]) -> bool:
    assert faults(tell, alert) == []
    return bool(faults(tell, replace(alert, change={**alert.change, **change})))


def test_an_alert_that_tells_other_words_ranks_or_texts_than_those_that_changed_is_wrong(tmp_path: Path) -> None:
    timeline = draw_timeline(12, articles=12, ticks=8)
    with open_archive(tmp_path / "archive.db") as archive:
        told = replay(timeline, archive).alerts
    expected = expected_alerts(timeline)

    def first(kind: str, key: str) -> tuple[Expected, Alert]:
        found = ((number, alert) for number, alert in told if alert.kind == kind and alert.change.get(key))
        number, alert = next(found)
        tell = next(e for e in expected if (e.sweep, e.kind) == (number, kind) and not faults(e, alert))
        return tell, alert

    tell, alert = first("article.changed", "hunks")
    hunks = alert.change["hunks"]
    assert says_otherwise(tell, alert, {"hunks": hunks[1:]})
    assert says_otherwise(tell, alert, {"hunks": [{**hunks[0], "after": "words that stand nowhere"}, *hunks[1:]]})
    tell, alert = first("list.changed", "entered")
    entered = [{**item, "rank": item["rank"] + 1} for item in alert.change["entered"]]
    assert says_otherwise(tell, alert, {"entered": entered})
    assert says_otherwise(tell, alert, {"after": alert.change["after"][::-1]})
    tell, alert = first("live.changed", "added")
    added = [{**item, "title": "Nobody said so", "text": ""} for item in alert.change["added"]]
    assert says_otherwise(tell, alert, {"added": added})


def test_a_seed_gives_the_same_timeline_each_time() -> None:
    assert draw_timeline(7, articles=9, ticks=4) == draw_timeline(7, articles=9, ticks=4)


def test_seeds_give_sites_in_unlike_markup() -> None:
    themes = [draw_timeline(seed, articles=8, ticks=4).ticks[0].paper.theme for seed in range(30)]
    assert len({theme.naming for theme in themes}) > 4
    assert {theme.body for theme in themes} == {"p", "div", "br"}
    assert {theme.list_form for theme in themes} == {"ol", "cards", "headings", "table"}


@pytest.mark.parametrize(("left", "told_at"), [(20, 2), (19, 1)])
def test_of_a_long_list_most_of_which_leaves_the_next_look_tells(left: int, told_at: int) -> None:
    """Two thirds of thirty entries: as the recorder holds it, so the truth does, whatever stays."""
    paper = draw_paper(random.Random(4), 60)
    label = next(iter(paper.lists))
    first = replace(paper, lists={label: tuple(range(30))})
    then = replace(paper, lists={label: tuple(range(left, left + 30))})
    observer = Observer()
    told = [observer.look(Tick(number, START, each, ())) for number, each in enumerate((first, then, then))]
    assert [[alert.subject for alert in found] for found in told] == [[label] * (n == told_at) for n in range(3)]


TEXT = (
    "The ferry left the quay at seven on Monday, for the first time since the storm of last winter.",
    "A new engine came over the hills on a cart. Nobody on the island expects the old one back before April.",
    "The county pays for half of the work and wants the money back within nine years.",
)


@pytest.mark.parametrize(
    ("after", "told_at"),
    [
        ((TEXT[0], TEXT[1].replace("a cart", "two carts")), 1),
        ((TEXT[0], f"Bakers ran out of flour.{TEXT[1][43:]}"), 1),
        ((TEXT[0], TEXT[1][:43]), 2),
        ((TEXT[0], TEXT[2]), 2),
        (TEXT[:1], 2),
    ],
    ids=["a word", "its first sentence", "cut", "another", "gone"],
)
def test_an_edit_behind_a_wall_is_told_at_once_where_the_end_is_seen_to_be_there_else_by_the_next_look(
    tmp_path: Path, after: tuple[str, ...], told_at: int
) -> None:
    paper = draw_paper(random.Random(3), 9)
    story = replace(next(story for story in paper.newest() if story.id not in paper.paged), parts=TEXT[:2])
    paper = paper.with_story(story)
    then = replace(paper.with_story(replace(story, parts=after)), now=START + TICK)
    kinds = frozenset({"added", "removed", "rewrite"})
    ticks = [
        Tick(0, START, paper, ()),
        Tick(1, then.now, then, (), faults={story.path: "paywall"}, edits={story.id: kinds}),
        Tick(2, START + 2 * TICK, replace(then, now=START + 2 * TICK), ()),
    ]
    observer = Observer()
    expected = [alert for tick in ticks for alert in observer.look(tick)]
    assert [(alert.sweep, alert.kind) for alert in expected] == [(told_at, "article.changed")]
    with open_archive(tmp_path / "archive.db") as archive:
        player = Player(archive, Web(3))
        alerts = [(tick.number, alert) for tick in ticks for alert in player.play(tick)]
    assert hold(expected, alerts, ticks).perfect


class LifeOfAPaper(RuleBasedStateMachine):
    """Each rule is what befalls the paper before one more run; after each run the alerts are those that had to come."""

    @initialize(seed=st.integers(0, 10_000))
    def start(self, seed: int) -> None:
        self.stack = ExitStack()
        folder = self.stack.enter_context(TemporaryDirectory())
        archive = self.stack.enter_context(open_archive(Path(folder) / "archive.db"))
        self.rng = random.Random(seed)
        self.observer = Observer()
        self.player = Player(archive, Web(seed))
        self.look(draw_paper(self.rng, 9))

    def look(self, paper: Paper, **more: object) -> None:
        number = len(self.player.web.ticks)
        tick = replace(Tick(number, paper.now, paper, ()), **more)
        alerts = [(number, alert) for alert in self.player.play(tick)]
        found = hold(self.observer.look(tick), alerts, self.player.web.ticks)
        assert found.perfect, (found.missing, [alert.summary for alert in found.unexpected], found.wrong)

    def later(self) -> Paper:
        paper = self.player.web.ticks[-1].paper
        return replace(paper, now=START + len(self.player.web.ticks) * TICK)

    @rule()
    def nothing_but_noise(self) -> None:
        self.look(self.later())

    @rule()
    def an_edit(self) -> None:
        paper = self.later()
        story = self.rng.choice(paper.newest())
        if found := happen.edit(self.rng, paper, story):
            self.look(paper.with_story(found[0]), edits={story.id: found[1]})

    @rule()
    def the_lists_turn(self) -> None:
        self.look(happen.turn_list(self.rng, self.later()))

    @rule()
    def a_new_story(self) -> None:
        self.look(happen.publish(self.rng, self.later()))

    @rule(fault=st.sampled_from(["503", "timeout", "403", "captcha", "consent", "paywall"]))
    def the_site_cannot_be_read(self, fault: str) -> None:
        self.look(self.later(), faults={"*": fault})
        self.look(self.later())

    @rule(looks=st.integers(1, 3))
    def a_list_is_missing(self, looks: int) -> None:
        paper = self.later()
        label = self.rng.choice(sorted(paper.lists))
        for _ in range(looks):
            self.look(replace(self.later(), hidden=frozenset({label})))
        self.look(replace(self.later(), hidden=frozenset()))

    @rule(fault=st.sampled_from(["403", "captcha", "consent", "paywall", "cut", "garbled", "503"]))
    def one_page_is_behind_a_wall_or_broken(self, fault: str) -> None:
        """An edit that is made behind it is found later."""
        paper, last = self.later(), self.player.web.ticks[-1]
        free = [story for story in paper.newest() if story.path not in last.faults and story.id in last.paper.stories]
        story = self.rng.choice(free)
        found = happen.number(self.rng, paper, story)
        edits = {story.id: found[1]} if found else {}
        self.look(paper.with_story(found[0]) if found else paper, edits=edits, faults={story.path: fault})

    @rule(share=st.sampled_from([1, 3]))
    def caches_answer_with_older_copies(self, share: int) -> None:
        paper, last = self.later(), self.player.web.ticks[-1]
        known = [story.path for story in paper.newest() if story in last.paper.newest()]
        chosen = self.rng.sample(known, min(share, len(known)))
        self.look(happen.turn_list(self.rng, paper), stale=dict.fromkeys(chosen, 1))

    @rule()
    def a_story_moves_and_is_edited(self) -> None:
        paper = self.later()
        story = self.rng.choice([story for story in paper.newest() if story.path not in paper.moved])
        moved = happen.move(self.rng, paper, story)
        found = happen.edit(self.rng, moved, moved.stories[story.id])
        edits = {story.id: found[1]} if found else {}
        self.look(moved.with_story(found[0]) if found else moved, edits=edits)

    @rule()
    def a_redesign_and_an_edit(self) -> None:
        paper = self.later()
        new = draw_theme(self.rng)
        while {new.naming, paper.theme.naming} <= {"hashed", "none", paper.theme.naming}:
            new = draw_theme(self.rng)
        story = self.rng.choice(paper.newest())
        found = happen.number(self.rng, paper, story)
        edits = {story.id: found[1]} if found else {}
        paper = paper.with_story(found[0]) if found else paper
        self.look(replace(paper, theme=replace(new, lead=paper.theme.lead)), edits=edits, redesigned=True)

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()


def test_whatever_befalls_a_paper_in_whatever_order_the_alerts_are_right() -> None:
    run_state_machine_as_test(
        LifeOfAPaper,
        settings=settings(
            max_examples=4,
            stateful_step_count=5,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
