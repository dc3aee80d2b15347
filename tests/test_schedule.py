from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.model import PageKind, PageRecord
from crawler.schedule import COST, Bounds, Pace, Tempo, belief_of, expected_edits, next_look, priority

NOW = datetime(2026, 5, 12, 8, tzinfo=UTC)
# On a busy machine an example may take its time.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BOUNDS = Bounds()


def page(age: timedelta = HOUR, **fields: object) -> PageRecord:
    """An article first seen `age` before NOW and looked at well just now, with nothing found."""
    record = PageRecord(
        site="paper",
        url="https://paper.example/a",
        first_seen=NOW - age,
        last_look=NOW,
        last_good=NOW,
        looks=2,
        state="known",
    )
    return replace(record, **fields)  # type: ignore[arg-type]


def wait(record: PageRecord, bounds: Bounds = BOUNDS) -> timedelta:
    return next_look(record, NOW, bounds=bounds) - NOW


moments = st.one_of(st.none(), st.timedeltas(-9000 * DAY, 1000 * DAY).map(NOW.__add__))
records = st.builds(
    PageRecord,
    site=st.just("paper"),
    url=st.just("https://paper.example/a"),
    kind=st.sampled_from(PageKind),
    first_seen=moments,
    last_look=moments,
    last_good=moments,
    last_change=moments,
    looks=st.integers(0, 10**6),
    changes=st.integers(0, 10**6),
    misses=st.integers(0, 10**4),
    state=st.sampled_from(["new", "known", "gone", "moved"]),
    published=st.one_of(st.none(), st.sampled_from(["2026-05-12T07:00:00Z", "2031-01-01", "soon", "1066-10-14", ""])),
)


@calm
@given(record=records, shortest=st.integers(0, 10**5), more=st.integers(0, 10**6))
def test_the_next_look_is_always_within_the_bounds(record: PageRecord, shortest: int, more: int) -> None:
    bounds = Bounds(timedelta(seconds=shortest), timedelta(seconds=shortest + more))
    interval = next_look(record, NOW, bounds=bounds) - NOW
    if record.looks == 0:
        assert interval == timedelta(0)
    else:
        assert bounds.min_interval <= interval <= bounds.max_interval


@calm
@given(record=records, hinted=st.booleans())
def test_a_priority_is_a_finite_number_and_never_negative_whatever_the_history(
    record: PageRecord, *, hinted: bool
) -> None:
    assert 0 <= priority(record, NOW, hinted=hinted) < float("inf")


@calm
@given(older=st.floats(0, 2000), younger=st.floats(0, 2000))
def test_an_unchanged_article_is_looked_at_more_rarely_as_it_ages(older: float, younger: float) -> None:
    young, old = sorted((younger, older))
    assert wait(page(timedelta(hours=young))) <= wait(page(timedelta(hours=old))) + timedelta(seconds=1)


@calm
@given(age=st.floats(2, 500), changes=st.integers(0, 19))  # twenty looks take a hundred minutes at least
def test_one_more_change_never_makes_a_page_wait_longer(age: float, changes: int) -> None:
    record = page(timedelta(hours=age), looks=20, changes=changes)
    assert wait(replace(record, changes=changes + 1)) <= wait(record) + timedelta(seconds=1)


@calm
@given(age=st.floats(0.1, 500), low=st.floats(0.001, 1), high=st.floats(0.001, 1))
def test_a_higher_cost_means_fewer_looks(age: float, low: float, high: float) -> None:
    low, high = sorted((low, high))
    record = page(timedelta(hours=age))
    assert next_look(record, NOW, cost=low) <= next_look(record, NOW, cost=high) + timedelta(seconds=1)


def test_the_age_curve_says_what_was_published() -> None:
    """35 % of articles are edited within a day, about twice each; four fifths of a week's edits fall into it."""
    assert expected_edits(24) == pytest.approx(0.35 * 2, abs=0.02)
    assert expected_edits(24) / expected_edits(7 * 24) == pytest.approx(0.8, abs=0.02)
    assert expected_edits(0) == 0


def factor(record: PageRecord) -> float:
    return belief_of(record, Tempo()).factor


def test_a_page_without_history_is_an_average_page_and_a_quiet_one_is_less() -> None:
    assert factor(page(timedelta(0), looks=0)) == pytest.approx(1)
    assert factor(page(3 * DAY)) < 0.6
    assert factor(page(3 * DAY, looks=20, changes=3, last_change=NOW - DAY)) > 1.5


def test_an_article_that_never_changes_costs_some_twenty_looks_in_a_week_and_then_rests() -> None:
    record, now, looks = page(timedelta(0)), NOW, 0
    while now < NOW + 7 * DAY:
        now, looks = next_look(record, now), looks + 1
        record = replace(record, last_look=now, last_good=now, looks=record.looks + 1)
    assert 10 <= looks <= 25
    assert next_look(record, now) - now > 1.5 * DAY
    assert wait(page(300 * DAY, looks=30)) == BOUNDS.max_interval


def test_a_page_never_looked_at_is_due_now() -> None:
    assert wait(page(looks=0, last_look=None, last_good=None, state="new")) == timedelta(0)


def test_the_published_date_makes_an_article_old_that_was_only_found_today() -> None:
    assert wait(page(published="2026-01-01T00:00:00Z")) > 10 * wait(page(published="2026-05-12T07:00:00Z"))


def test_live_pages_come_much_sooner_until_they_fall_silent() -> None:
    live = page(6 * HOUR, kind=PageKind.LIVE, last_change=NOW, changes=2)
    assert wait(live) < wait(page(6 * HOUR, last_change=NOW, changes=2))
    assert wait(live) < HOUR / 2
    assert wait(page(6 * DAY, kind=PageKind.LIVE, last_change=NOW - 5 * DAY, changes=2, looks=40)) > 6 * HOUR


def test_an_article_that_keeps_changing_is_live_by_behaviour() -> None:
    busy = page(30 * HOUR, looks=20, changes=6, last_change=NOW)
    assert wait(busy) < wait(replace(busy, last_change=NOW - 20 * HOUR))


def test_a_page_that_differs_at_each_look_does_not_come_at_each_run_for_ever() -> None:
    assert wait(page(20 * DAY, looks=1000, changes=1000, last_change=NOW - DAY)) > HOUR


def test_front_pages_come_at_the_shortest_interval_and_sections_within_the_hour() -> None:
    assert wait(page(kind=PageKind.FRONT)) == BOUNDS.min_interval
    assert wait(page(50 * DAY, kind=PageKind.SECTION)) == HOUR
    assert wait(page(HOUR, kind=PageKind.SECTION, changes=5)) < HOUR / 2
    assert wait(page(kind=PageKind.OTHER)) >= DAY


def test_a_page_that_seems_gone_is_confirmed_soon_and_then_looked_at_ever_more_rarely() -> None:
    assert wait(page(5 * DAY, misses=1)) == BOUNDS.min_interval
    assert wait(page(5 * DAY, misses=3)) == 4 * BOUNDS.min_interval
    assert wait(page(5 * DAY, misses=2, state="gone", last_good=NOW - HOUR)) == DAY
    assert wait(page(9 * DAY, misses=5, state="gone", last_good=NOW - 3 * DAY)) == 3 * DAY
    assert wait(page(90 * DAY, misses=9, state="gone", last_good=NOW - 80 * DAY)) == BOUNDS.max_interval


def test_a_failing_page_backs_off_by_how_long_it_has_failed_and_by_its_age() -> None:
    def failing(age: timedelta, since: timedelta) -> timedelta:
        return wait(page(age, last_good=NOW - since))

    assert failing(3 * HOUR, timedelta(minutes=1)) == BOUNDS.min_interval
    assert failing(3 * HOUR, timedelta(minutes=20)) == timedelta(minutes=20)
    assert failing(3 * HOUR, 2 * HOUR) == HOUR
    assert failing(40 * DAY, 9 * DAY) == BOUNDS.max_interval


def test_a_budget_is_spent_on_what_shows_news_then_hints_then_what_seems_gone_then_new_pages_then_by_expected_delay() -> (
    None
):
    def seen(age: timedelta, ago: timedelta, **fields: object) -> PageRecord:
        return page(age, last_look=NOW - ago, last_good=NOW - ago, **fields)

    order = [
        priority(page(kind=PageKind.FRONT), NOW),
        priority(page(kind=PageKind.SECTION), NOW),
        priority(seen(DAY, HOUR), NOW, hinted=True),
        priority(page(misses=1, last_good=NOW - DAY), NOW),
        priority(page(timedelta(0), looks=0, last_look=None, last_good=None), NOW),
        priority(page(DAY, looks=0, last_look=None, last_good=None), NOW),
        priority(seen(9 * HOUR, 8 * HOUR), NOW),
        priority(seen(9 * HOUR, HOUR), NOW),
        priority(seen(90 * DAY, HOUR), NOW),
    ]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == len(order)
    assert priority(page(state="gone"), NOW) < 1
    assert priority(page(last_good=NOW - HOUR), NOW) < 1
    assert priority(page(looks=0, last_look=None, last_good=None, misses=1), NOW) < 1


def test_a_page_that_is_just_due_has_priority_one() -> None:
    record = page(10 * HOUR, looks=5)
    due = next_look(record, NOW, cost=COST)
    assert priority(record, due) == pytest.approx(1, abs=0.35)  # the factor has fallen a little by then


def test_a_source_with_news_at_each_look_comes_at_the_shortest_interval_and_a_dead_one_at_the_slowest() -> None:
    busy = quiet = Pace()
    for _ in range(50):
        busy = busy.after(timedelta(minutes=5), news=True)
        quiet = quiet.after(6 * HOUR, news=False)
    assert busy.interval(BOUNDS) == BOUNDS.min_interval
    assert quiet.interval(BOUNDS) == 6 * HOUR
    assert timedelta(minutes=30) < Pace().interval(BOUNDS) < HOUR


def test_a_quiet_source_that_wakes_up_is_believed_within_some_looks() -> None:
    pace = Pace()
    for _ in range(20):
        pace = pace.after(6 * HOUR, news=False)
    asleep = pace.interval(BOUNDS)
    for _ in range(12):
        pace = pace.after(HOUR, news=True)
    assert pace.interval(BOUNDS) < asleep / 2


@calm
@given(st.lists(st.tuples(st.integers(-100, 10**7), st.booleans()), max_size=20))
def test_a_pace_stays_within_the_bounds(looks: list[tuple[int, bool]]) -> None:
    pace = Pace()
    for seconds, news in looks:
        pace = pace.after(timedelta(seconds=seconds), news=news)
    assert BOUNDS.min_interval <= pace.interval(BOUNDS) <= 6 * HOUR
