"""What an hour of watching costs where the hours of a day differ, and the price that keeps runs to a budget."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hamlets import land
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.demo.hamlet import Hamlet
from crawler.schedule import COST, Price, Scheduler, Tempo
from crawler.schedule.rounds import DAY_HOURS, Rounds, _values
from crawler.schedule.rounds import costs as hour_costs
from crawler.store import open_archive

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = [0.05] * 7 + [1.38] * 17  # next to nothing before seven


@settings(deadline=None, max_examples=20)
@given(hours=st.lists(st.floats(0.02, 10.0), min_size=DAY_HOURS, max_size=DAY_HOURS), usual=st.floats(1.5, 50.0))
def test_an_hour_never_costs_less_than_nothing_and_the_day_about_what_its_hours_do(
    hours: list[float], usual: float
) -> None:
    mean = sum(hours) / DAY_HOURS
    found = hour_costs([each / mean for each in hours], usual)
    assert all(each >= -1e-9 for each in found)
    # Looks that can be placed among unlike hours do better than among even ones, but for the grid's sake.
    assert 0.2 < sum(found) / DAY_HOURS < 1.15


def test_where_all_hours_are_alike_each_costs_the_same() -> None:
    for usual in (0.1, 3.0, 9.0, 40.0, 1000.0):
        assert Rounds([1.0] * DAY_HOURS).profile(usual) == pytest.approx([1.0] * DAY_HOURS, abs=0.2)


def test_where_looks_come_often_an_hour_costs_the_root_of_its_pace() -> None:
    often = Rounds(NIGHT).profile(0.2)
    assert often[3] == pytest.approx(math.sqrt(NIGHT[3]), abs=0.05)
    assert often[12] == pytest.approx(math.sqrt(NIGHT[12]), abs=0.05)


def test_where_looks_come_some_times_a_day_the_last_hour_before_the_night_costs_most() -> None:
    found = Rounds(NIGHT).profile(6.0)
    assert max(found) == found[23]
    assert found[23] > 1.5 * found[12]
    assert max(found[:6]) < 0.2


def test_the_plan_is_as_good_as_the_best_of_all_sets_of_looks_in_a_short_day() -> None:
    """Against brute force: with looks on full hours only, over a day that repeats, no rounds cost less."""
    usual = 8.0
    cheapest = min(_cost_a_day(mask, usual) for mask in range(1, 1 << 12))
    planned = sum(hour_costs(NIGHT, usual)) * usual
    assert planned <= cheapest * 1.02


@settings(deadline=None, max_examples=40)
@given(
    hours=st.lists(st.floats(0.02, 24.0), min_size=DAY_HOURS, max_size=DAY_HOURS),
    usual=st.floats(1.5, 50.0),
    cell=st.sampled_from([0.5, 1.0, 2.0]),
)
def test_leaving_out_looks_behind_the_best_one_of_the_next_hour_overlooks_no_better_one(
    hours: list[float], usual: float, cell: float
) -> None:
    values = _values(hours, usual, cell)
    of_cell = [_factor(hours, place * cell, cell) for place in range(round(DAY_HOURS / cell))]
    day = [each * cell for each in of_cell]
    for start in range(0, len(values) - 1, 7):
        unseen = delay = 0.0
        best = math.inf
        for end in range(start, len(values) - 1):
            delay += (unseen + day[end % len(day)] / 2) * cell
            unseen += day[end % len(day)]
            best = min(best, delay + usual * usual / 2 + values[end + 1])
        assert values[start] == pytest.approx(best, rel=1e-9)


def _factor(hours: list[float], start: float, span: float) -> float:
    """The mean factor of a stretch of half an hour, an hour or two."""
    return hours[int(start)] if span <= 1 else (hours[int(start)] + hours[int(start) + 1]) / 2


def _cost_a_day(mask: int, usual: float) -> float:
    """Delays and looks of a day for looks at the even hours that `mask` names, for a rate of 1."""
    looks = [2 * place for place in range(12) if mask >> place & 1]
    total = len(looks) * usual * usual / 2
    for start, end in zip(looks, [*looks[1:], looks[0] + DAY_HOURS], strict=True):
        unseen = 0.0
        for hour in range(start, end):
            rate = NIGHT[hour % DAY_HOURS]
            total += unseen + rate / 2
            unseen += rate
    return total


# -- the price -------------------------------------------------------------------------------------------------------


def test_a_look_never_costs_less_than_it_is_worth_though_nothing_is_spent_for_weeks() -> None:
    price = Price()
    for _ in range(60):
        price = price.after(0, 10.0, 12 * HOUR, least=COST)
    assert price.cost == COST
    for _ in range(24):
        price = price.after(30, 10.0, HOUR, least=COST)
    assert price.cost > 1.2 * COST, "what was not spent long ago is not there to be spent now"


def test_runs_and_the_simulation_come_to_the_same_price_for_the_same_looks() -> None:
    """A run that finds twelve pages that fell due in its hour, and a simulation of a look every five minutes."""
    tempo = Tempo()
    site = Scheduler(per_hour=8)
    site.add("/a", NOON)
    for hour in range(73):
        start = NOON + hour * HOUR
        tempo.learn_run([start - minutes * HOUR / 12 for minutes in range(12)], start, per_run=500, per_hour=8)
        for minutes in range(12):
            site.saw("/a", start + minutes * HOUR / 12)
    assert tempo.cost > 1.5 * COST
    assert tempo.cost == pytest.approx(site.tempo.cost, rel=0.1)


@pytest.mark.parametrize("per_hour", [0, 40])
def test_looks_become_dearer_while_more_is_due_than_may_be_asked_for_and_cheap_again_after(per_hour: int) -> None:
    tempo, now = Tempo(), NOON
    dear = [tempo.cost]
    for _ in range(48):
        now += HOUR
        tempo.learn_run([now - HOUR / 2] * 80, now, per_run=40, per_hour=per_hour)
        dear.append(tempo.cost)
    assert dear == sorted(dear)
    assert dear[-1] > 1.5 * COST
    for _ in range(24 * 20):
        now += HOUR
        tempo.learn_run([now - HOUR / 2] * 10, now, per_run=40, per_hour=per_hour)
    assert tempo.cost == COST


def test_a_queue_that_stays_makes_looks_dearer_though_no_more_falls_due() -> None:
    tempo, now = Tempo(), NOON
    for _ in range(24 * 7):
        now += HOUR
        tempo.learn_run([NOON - DAY] * 400, now, per_run=40)
    assert tempo.cost > 1.5 * COST


def test_neither_a_long_pause_nor_a_clock_that_is_put_back_or_forward_makes_looks_dear() -> None:
    tempo, now = Tempo(), NOON
    for step in [HOUR / 12] * 50 + [9 * DAY, HOUR / 12, -HOUR, HOUR / 12, HOUR, HOUR / 12]:
        now += step
        due = 2000 if step > DAY else 3
        tempo.learn_run([now - min(abs(step), HOUR) / 2] * due, now, per_run=500)
        assert tempo.cost < 1.05 * COST


def test_the_price_survives_the_archive_and_one_of_an_older_release_is_taken_over() -> None:
    tempo = Tempo(price=Price(0.5, 1.25), ran=NOON.isoformat(), gap=0.25)
    assert Tempo.from_json(tempo.to_json()) == tempo
    older = tempo.to_json().replace('"price": {"cost": 0.5, "drive": 1.25}', '"cost": 0.3')
    assert Tempo.from_json(older) == replace(tempo, price=Price(0.3))


# -- real runs -------------------------------------------------------------------------------------------------------


def test_runs_that_may_not_ask_for_all_that_is_due_make_looks_dearer_and_those_that_may_do_not(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        here.settle(Hamlet("by-run", stories=6), "delay = 0.0\nmax_pages_per_run = 2")
        here.settle(Hamlet("by-hour", stories=9), "delay = 0.0\nmax_requests_per_hour = 2")
        here.settle(Hamlet("free", stories=6))
        for number in range(8):
            here.crawl(here.now + 2 * number * HOUR)
        with open_archive(tmp_path / "archive.db") as archive:
            costs = {name: Tempo.from_json(archive.meta(name, "tempo")).cost for name in here.sites}
    assert costs["free"] == COST
    assert costs["by-run"] > COST
    assert costs["by-hour"] > COST
