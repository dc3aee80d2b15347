"""Rates of neighbouring ages and hours: what is alike is pooled, what differs stays apart."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.schedule import Scheduler, Tempo, learn_from_look
from crawler.schedule.stretches import rates, round_rates

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
counts = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=1, max_size=24)


def drawn(true: list[float], expected: float, seed: int) -> list[float]:
    """Counts of places with these rates."""
    rng = random.Random(seed)
    return [float(sum(rng.random() < rate / 10 for _ in range(round(10 * expected)))) for rate in true]


def miss(found: list[float], true: list[float]) -> float:
    return math.sqrt(sum((one - other) ** 2 for one, other in zip(found, true, strict=True)) / len(true))


@settings(deadline=None, max_examples=40)
@given(counts)
def test_a_rate_lies_between_the_least_and_the_most_that_any_stretch_could_have(
    seen: list[tuple[float, float]],
) -> None:
    found, expected = [pair[0] for pair in seen], [pair[1] for pair in seen]
    for row in (rates(found, expected), round_rates(found, expected)):
        assert len(row) == len(seen)
        assert all(1 / (1 + sum(expected)) - 1e-9 <= each <= 1 + sum(found) + 1e-9 for each in row)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), min_size=24, max_size=24), st.integers(0, 3))
def test_a_circle_has_no_beginning(seen: list[tuple[float, float]], turns: int) -> None:
    turned = seen[turns * 6 :] + seen[: turns * 6]
    one, other = (round_rates([a for a, _ in row], [b for _, b in row]) for row in (seen, turned))
    assert other == pytest.approx(one[turns * 6 :] + one[: turns * 6], rel=1e-6)


@given(st.integers(1, 24))
def test_where_nothing_was_seen_a_rate_is_what_was_expected(size: int) -> None:
    assert rates([0.0] * size, [0.0] * size) == pytest.approx([1.0] * size)


@pytest.mark.parametrize("seed", range(5))
def test_counts_that_differ_by_chance_come_out_even_and_a_night_stays_a_night(seed: int) -> None:
    even, night = [1.0] * 24, [0.05] * 7 + [1.39] * 17
    assert miss(round_rates(drawn(even, 40, seed), [40.0] * 24), even) < 0.1
    found = round_rates(drawn(night, 40, seed), [40.0] * 24)
    assert miss(found, night) < 0.15
    assert max(found[:7]) < 0.2
    assert min(found[7:]) > 1.0


@pytest.mark.parametrize("seed", range(5))
def test_rates_that_rise_slowly_are_found_better_than_by_each_count_alone(seed: int) -> None:
    slow = [1 + 0.85 * math.cos((hour + 0.5 - 14) * math.pi / 12) for hour in range(24)]
    seen = drawn(slow, 15, seed)
    assert miss(round_rates(seen, [15.0] * 24), slow) < miss([each / 15 for each in seen], slow)


def test_an_age_that_was_hardly_seen_is_taken_for_one_like_its_neighbours() -> None:
    tempo = Tempo()
    tempo.age_changes[3:8], tempo.age_expected[3:8] = [30.0] * 5, [100.0] * 5
    assert 0.25 < tempo.curve()[2] < 0.45
    assert 0.25 < tempo.curve()[8] < 0.6


def test_some_live_pages_not_known_yet_do_not_make_articles_so_busy_that_no_live_page_is_known_any_more() -> None:
    tempo = Tempo()
    tempo.age_changes[2:7], tempo.age_expected[2:7] = [6.0] * 5, [1.0] * 5
    assert max(tempo.curve()) < 2.0


def test_late_edits_are_believed_from_few_where_no_live_page_can_run_any_more_and_early_ones_are_not() -> None:
    """Ten times as many changes as published: a site that edits late, or among the young some unknown live pages."""
    late, early = Tempo(), Tempo()
    late.age_changes[9:11], late.age_expected[9:11] = [20.0] * 2, [2.0] * 2
    early.age_changes[:2], early.age_expected[:2] = [20.0] * 2, [2.0] * 2
    assert min(late.curve()[9:11]) > 5.0
    assert max(early.curve()[:2]) < 4.0


def test_a_site_that_keeps_to_the_published_curve_is_held_to_it_at_an_age_with_some_changes_more() -> None:
    tempo = Tempo()
    tempo.age_changes[2:10], tempo.age_expected[2:10] = [40.0] * 8, [40.0] * 8
    tempo.age_changes[10], tempo.age_expected[10] = 8.0, 2.0
    assert 1.0 < tempo.curve()[10] < 1.1


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 1e4)), min_size=13, max_size=13))
def test_an_age_curve_is_finite_and_above_0_whatever_was_seen(seen: list[tuple[float, float]]) -> None:
    tempo = Tempo(age_changes=[found for found, _ in seen], age_expected=[expected for _, expected in seen])
    assert all(0.0 < each < 1e5 for each in tempo.curve())


def test_what_a_site_taught_of_ages_and_hours_comes_back_from_the_archive_as_it_is_in_use() -> None:
    site, now = Scheduler(), NOON
    for number in range(30):
        site.add(str(number), now)
        for step in range(5):
            site.saw(str(number), now + step * timedelta(minutes=40), changed=(number + step) % 3 == 0)
        now += timedelta(minutes=90)
    again = Tempo.from_json(site.tempo.to_json())
    assert again.curve() == pytest.approx(site.tempo.curve(), rel=1e-4)
    assert again.beat() == pytest.approx(site.tempo.beat(), rel=1e-4)


def test_a_look_that_was_sure_to_find_a_change_tells_next_to_nothing_of_the_hour() -> None:
    site = Scheduler()
    site.add("/live", NOON, live=True)
    now = site.saw("/live", NOON)
    for _ in range(30):
        now = site.saw("/live", now, changed=True)
    page = site.pages["/live"]
    told = []
    for span in (0.25, 6.0):
        tempo = Tempo()
        learn_from_look(tempo, page, (page.last_look or now) + timedelta(hours=span), changed=True)
        told.append(sum(tempo.beat_changes))
    assert told[0] > 0.2
    assert told[1] < 0.05
