"""A watched number keeps its series: told with before and after, and read back as what it was when."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from region_lab import START, Bench, Reed, bench

from crawler.cli import presswatch
from crawler.model import LiveItem, LiveRegion
from crawler.profile import LiveRule, RegionRules
from crawler.regions.live.series import Stood, number_series

HOUR = timedelta(hours=1)
RULES = RegionRules(live=(LiveRule(name="Barges", items=".strip-item"),))


def history(*states: list[str]) -> list[Stood]:
    return [
        Stood(
            START + at * HOUR, START + at * HOUR + HOUR / 2, LiveRegion("x", tuple(LiveItem("", text=t) for t in state))
        )
        for at, state in enumerate(states)
    ]


def series(*states: list[str]) -> list[list[tuple[float, tuple[str, ...]]]]:
    return [
        [((point.at - START) / HOUR, point.numbers) for point in one.points] for one in number_series(history(*states))
    ]


def test_a_number_is_followed_from_state_to_state() -> None:
    states = (["Barges at the weir: 1,200"], ["Barges at the weir: 1,310"], ["Barges at the weir: 1,310"])
    assert series(*states, ["Barges at the weir: 1,190"]) == [[(0, ("1,200",)), (1, ("1,310",)), (3, ("1,190",))]]


def test_a_bare_number_is_followed_too() -> None:
    assert series(["12"], ["13"], ["13.5"]) == [[(0, ("12",)), (1, ("13",)), (2, ("13.5",))]]


def test_items_keep_their_own_series_wherever_they_stand() -> None:
    a, b = "Osier beds flooded: {} acres", "Ferry places left: {} of 90"
    found = series([a.format(3), b.format(8)], [b.format(7), a.format(4)], [a.format(5), b.format(7)])
    assert found == [
        [(0, ("3",)), (1, ("4",)), (2, ("5",))],
        [(0, ("8", "90")), (1, ("7", "90"))],
    ]


def test_what_never_changed_or_has_no_figure_has_no_series() -> None:
    assert series(["Barges: 12", "The lock is shut"], ["Barges: 12", "The lock is open"]) == []


def test_an_item_that_was_away_begins_anew() -> None:
    state = ["The eel count is 40 today"]
    assert series(state, ["Lock is shut now"], state, ["The eel count is 44 today"]) == [[(2, ("40",)), (3, ("44",))]]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_the_series_of_one_number_is_its_history_without_repeats(values: list[int]) -> None:
    found = series(*([f"Barges that wait above the weir: {value}"] for value in values))
    told = [(at, (str(value),)) for at, value in enumerate(values) if at == 0 or values[at - 1] != value]
    assert found == ([told] if len(told) > 1 else [])


@pytest.fixture
def site(tmp_path: Path):
    with bench(tmp_path, Reed(lists={}, strip=["Barges at the weir: 1,200", "Eels: 7"]), RULES) as made:
        yield made


def test_a_number_that_the_profile_watches_is_alerted_with_before_and_after_and_kept(
    site: Bench, tmp_path: Path
) -> None:
    alerts = []
    for value in ("1,310", "1,190"):
        site.reed.strip = [f"Barges at the weir: {value}", "Eels: 7"]
        alerts += site.run()
    assert [alert.severity for alert in alerts] == ["notice", "notice"]
    assert [alert.change["updated"][0]["numbers"] for alert in alerts] == [
        [{"before": "1,200", "after": "1,310"}],
        [{"before": "1,310", "after": "1,190"}],
    ]
    told = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "live", "reed", "--numbers"])
    assert told.stdout.splitlines() == [
        "Barges: Barges at the weir: 1,190",
        "  2026-05-12T07:00:00Z  1,200",
        "  2026-05-12T09:00:00Z  1,310",
        "  2026-05-12T10:00:00Z  1,190",
    ]
    told = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "live", "reed", "--numbers", "--json"])
    points = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(point["region"], point["first_seen"], point["numbers"]) for point in points] == [
        ("Barges", "2026-05-12T07:00:00Z", ["1,200"]),
        ("Barges", "2026-05-12T09:00:00Z", ["1,310"]),
        ("Barges", "2026-05-12T10:00:00Z", ["1,190"]),
    ]
    late = ["--data", str(tmp_path), "live", "reed", "--numbers", "--since", "2026-05-12T09:30:00Z"]
    assert CliRunner().invoke(presswatch, late).stdout.splitlines()[1:] == ["  2026-05-12T10:00:00Z  1,190"]


def test_without_a_change_there_is_a_note_and_no_series(site: Bench, tmp_path: Path) -> None:
    assert site.kinds() == []
    told = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "live", "reed", "--numbers"])
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "no figure in a live region has changed\n")
    wrong = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "live", "reed", "--since", "2h"])
    assert wrong.exit_code == 2
