"""Regions that change by themselves are named as such, once, and then kept quiet until they behave otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from region_lab import BASE, START, Bench, Reed, bench
from test_mass_change import line

from crawler.cli import presswatch
from crawler.model import Alert, RegionKey, RegionKind
from crawler.rules import TURNS, WINDOW, Shown, turning

POPULAR = "Most Popular"
LIVE_TURNS, LIST_TURNS = TURNS[RegionKind.LIVE], TURNS[RegionKind.LIST]


def told(alerts: Sequence[Alert]) -> str:
    """S: told as self-changing; ~: as alternating; A: any other alert; "." none."""
    marks = {"Self-chang": "S", "Alternatin": "~"}
    return "".join(marks.get(alert.summary[:10], "A") for alert in alerts) or "."


def strips(site: Bench, states: Sequence[Sequence[int]]) -> str:
    found = ""
    for numbers in states:
        site.reed.strip = [line(number) for number in numbers]
        found += told(site.run())
    return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(strip=[line(number) for number in range(4)], lists={})) as made:
        yield made


THREE = [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11)]


def test_a_strip_of_three_states_by_turns_is_told_as_self_changing_once_then_quiet(site: Bench) -> None:
    states = [THREE[at % 3] for at in range(1, 16)]
    assert strips(site, states) == "AA" + "A" * (LIVE_TURNS - 1) + "S" + "." * (13 - LIVE_TURNS)


def test_something_new_in_it_is_told_and_the_turns_after_it_are_not(site: Bench) -> None:
    strips(site, [THREE[at % 3] for at in range(1, 10)])
    assert (
        strips(site, [(0, 1, 2, 50), (4, 5, 6, 7), (8, 9, 10, 11), (0, 1, 2, 3), (8, 9, 60, 11), (0, 1, 2, 3)])
        == "A...A."
    )


def test_a_strip_that_shows_some_of_its_teasers_at_random_is_self_changing_too(site: Bench) -> None:
    rng = random.Random(7)
    strips(site, [(0, 1, 2, 3), (4, 5, 6, 7)])
    found = strips(site, [rng.sample(range(8), 4) for _ in range(20)])
    assert found.count("S") == 1
    assert len(found.partition("S")[2]) > 10
    assert set(found.partition("S")[2]) == {"."}


def test_after_a_day_without_a_turn_it_is_like_any_other(site: Bench) -> None:
    strips(site, [THREE[at % 3] for at in range(1, 10)])
    site.now += WINDOW + timedelta(hours=2)
    assert strips(site, [(20, 21, 22, 23), (20, 21, 22, 24), (20, 21, 22, 23)])[:2] == "AA"


def test_a_strip_that_alternates_is_told_once_with_both_states_until_a_third_comes(site: Bench) -> None:
    a, b, c = (0, 1, 2, 3), (0, 1, 2, 4), (0, 1, 2, 5)
    site.reed.strip = [line(number) for number in b]
    assert told(site.run()) == "A"
    site.reed.strip = [line(number) for number in a]
    (alert,) = site.run()
    assert "Alternating" in alert.summary
    assert [item["text"] for item in (*alert.change["added"], *alert.change["removed"])] == [line(3), line(4)]
    assert strips(site, [b, a, b, a, c]) == "....A"


def test_a_list_that_alternates_may_return_once_and_is_then_told_once(tmp_path: Path) -> None:
    with bench(tmp_path) as site:
        found = ""
        for at in range(8):
            site.reed.lists = {POPULAR: [0, 1, 2, 3, 4] if at % 2 else [5, 1, 2, 3, 4]}
            found += told(site.run())
        assert found == "AA~....."
        site.reed.lists = {POPULAR: [0, 1, 2, 5, 4]}
        assert told(site.run()) == "A"


def test_a_list_that_turns_over_the_same_entries_is_told_later_than_a_strip(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(9), lists={POPULAR: [0, 1, 2]})) as site:
        found = ""
        for at in range(1, 16):
            site.reed.lists = {POPULAR: [3 * (at % 3) + n for n in range(3)]}
            found += told(site.run())
        assert found == "AA" + "A" * (LIST_TURNS - 1) + "S" + "." * (13 - LIST_TURNS)


def test_headlines_of_an_article_that_alternate_are_told_once_with_both_and_a_third_again(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(lists={})) as site:
        found, shown = "", []
        for title in ("Weir to open", "Weir stays shut", "Weir to open", "Weir stays shut", "Weir is gone"):
            site.reed.titles = {2: title}
            alerts = site.run()
            found += told(alerts)
            shown += [alert.change["title"] for alert in alerts if "Alternating" in alert.summary]
        assert found == "AA~.A"
        assert shown == [{"before": "Weir stays shut", "after": "Weir to open"}]


def test_explain_says_why_it_is_quiet(site: Bench, tmp_path: Path) -> None:
    strips(site, [THREE[at % 3] for at in range(1, 12)])
    shown = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "explain", f"{BASE}/"])
    assert "it turns over the same entries by itself: told once" in " ".join(shown.stdout.split())


# -- other on each page ------------------------------------------------------------------------------------------------


def test_a_list_that_each_page_fills_by_itself_from_now_on_is_named_once(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(12), lists={POPULAR: [0, 1, 2, 3]})) as site:
        plain = site.reed.page

        def own(path: str) -> str:
            rng = random.Random(f"{path} {site.now}")
            site.reed.lists = {POPULAR: rng.sample(range(12), 4)}
            return plain(path)

        site.reed.page = own  # type: ignore[method-assign]
        first, *later = [site.kinds() for _ in range(3)]
        assert first == [f"site.degraded {POPULAR}"]
        assert later == [[], []]


def test_stale_copies_of_what_a_list_was_make_it_no_box_of_each_page(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(12), lists={POPULAR: [0, 1, 2, 3]})) as site:
        older = []
        for at, path in enumerate(site.reed.paths[2:8]):
            site.reed.lists = {POPULAR: [(n + at) % 12 for n in range(4)]}
            site.run()
            older.append((site.capture(path), site.now))
        site.now += timedelta(hours=1)
        recorder = site.recorder()
        for capture, made in older:
            age = {"age": str(int((site.now - made).total_seconds()))}
            recorder.take(replace(capture, fetched_at=site.now, headers={"content-type": "text/html", **age}))
        recorder.finish(site.now)
        assert recorder.tally.alerts == []
        site.reed.lists = {POPULAR: [11, 1, 2, 3]}
        assert site.kinds() == [f"list.changed {POPULAR}"]


# -- laws --------------------------------------------------------------------------------------------------------------

HISTORIES = st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=3), min_size=2, max_size=30)


@given(HISTORIES, st.integers(2, 5))
def test_what_was_never_there_is_news_and_self_changing_is_told_before_anything_is_quiet(
    states: list[frozenset[int]], turns: int
) -> None:
    shown = [Shown(frozenset(map(str, state)), START + timedelta(minutes=30 * at)) for at, state in enumerate(states)]
    verdicts = [turning(shown[:at], turns) for at in range(2, len(shown) + 1)]
    for at, verdict in enumerate(verdicts, 1):
        if not shown[at].entries <= frozenset[str]().union(*(each.entries for each in shown[:at])):
            assert verdict == 0
    assert verdicts.count(1) <= 1
    assert 2 not in verdicts or verdicts.index(1) < verdicts.index(2)


def test_the_changes_themselves_are_all_recorded(site: Bench) -> None:
    strips(site, [THREE[at % 3] for at in range(1, 12)])
    assert len(site.archive.versions(RegionKey("reed", RegionKind.LIVE, "Ticker"))) == 12
