"""Laws of the revisit model, driven as a simulator drives it: pages are added, looked at, hinted at."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.model import PageKind, PageRecord
from crawler.schedule import (
    DEFAULT_BOUNDS,
    Belief,
    Bounds,
    Price,
    Scheduler,
    Tempo,
    after_look,
    belief_of,
    expected_edits,
    first,
    learn_from_look,
    next_look,
)
from crawler.schedule.tempo import expected_roots
from crawler.template import Evidence
from crawler.template.evidence import SlotEvidence

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
# On a busy machine an example may take its time.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MIN, MAX = DEFAULT_BOUNDS.min_interval, DEFAULT_BOUNDS.max_interval

spans = st.floats(0.0, 400.0)  # hours
histories = st.lists(st.tuples(spans, st.booleans()), max_size=12)
kinds = st.sampled_from([PageKind.ARTICLE, PageKind.LIVE])


def page(kind: PageKind = PageKind.ARTICLE, **fields: object) -> PageRecord:
    return PageRecord("paper", "https://paper.example/a", kind, first_seen=NOON, **fields)  # type: ignore[arg-type]


def lived(history: list[tuple[float, bool]], record: PageRecord, tempo: Tempo | None = None) -> PageRecord:
    """The record after a first look at NOON and one look for each (hours since the last, changed?)."""
    now = NOON
    record = after_look(record, now, changed=False, tempo=tempo)
    for span, changed in history:
        now += timedelta(hours=span)
        record = after_look(record, now, changed=changed, tempo=tempo)
    return record


def wait(record: PageRecord, **how: object) -> timedelta:
    assert record.last_look is not None
    return next_look(record, record.last_look, **how) - record.last_look  # type: ignore[arg-type]


@cache
def taught(seed: int, *, changes: float) -> Tempo:
    """The tempo of a site whose pages changed at a share of some random looks."""
    rng, tempo = random.Random(seed), Tempo()
    for _ in range(60):
        record, now = after_look(page(), NOON, changed=False), NOON
        for _ in range(4):
            now += timedelta(hours=rng.uniform(0.1, 20))
            changed = rng.random() < changes
            learn_from_look(tempo, record, now, changed=changed)
            record = after_look(record, now, changed=changed, tempo=tempo)
    return tempo


@calm
@given(history=histories, kind=kinds, shortest=st.integers(1, 10**5), more=st.integers(0, 10**6), cost=st.floats(0, 50))
def test_the_interval_is_within_its_bounds_whatever_was_seen_and_whatever_a_look_costs(
    history: list[tuple[float, bool]], kind: PageKind, shortest: int, more: int, cost: float
) -> None:
    bounds = Bounds(timedelta(seconds=shortest), timedelta(seconds=shortest + more))
    assert bounds.min_interval <= wait(lived(history, page(kind)), bounds=bounds, cost=cost) <= bounds.max_interval


@calm
@given(history=histories, kind=kinds, span=spans)
def test_a_change_at_the_last_look_never_makes_the_next_one_come_later(
    history: list[tuple[float, bool]], kind: PageKind, span: float
) -> None:
    quiet = lived([*history, (span, False)], page(kind))
    changed = lived([*history, (span, True)], page(kind))
    assert wait(changed) <= wait(quiet) + timedelta(seconds=1)


@calm
@given(history=histories, kind=kinds, span=st.floats(0.1, 100.0), longer=st.floats(0.1, 100.0))
def test_a_longer_silence_never_makes_the_next_look_come_sooner(
    history: list[tuple[float, bool]], kind: PageKind, span: float, longer: float
) -> None:
    some = lived([*history, (span, False)], page(kind))
    more = lived([*history, (span + longer, False)], page(kind))
    # Within each step of the look ahead a rate is taken for constant, and the steps are others.
    assert wait(more) >= wait(some) * 0.99


@calm
@given(age=st.floats(0, 3000), older=st.floats(0, 3000), kind=kinds)
def test_of_two_pages_found_at_different_ages_the_older_waits_no_less(age: float, older: float, kind: PageKind) -> None:
    young = page(kind, published=(NOON - timedelta(hours=age)).isoformat())
    old = page(kind, published=(NOON - timedelta(hours=age + older)).isoformat())
    assert wait(lived([], old)) >= wait(lived([], young)) - timedelta(seconds=1)


@calm
@given(history=histories, kind=kinds)
def test_a_page_of_which_a_source_has_told_is_due_now_and_not_again_once_it_was_looked_at(
    history: list[tuple[float, bool]], kind: PageKind
) -> None:
    record = lived(history, page(kind))
    assert record.last_look is not None
    told = PageRecord(**{name: getattr(record, name) for name in record.__slots__} | {"hinted": "feed"})
    assert wait(told) == timedelta(0)
    looked = after_look(told, record.last_look + HOUR, changed=True)
    assert looked.hinted == ""
    assert wait(looked) >= MIN


@calm
@given(
    published=st.one_of(
        st.datetimes().map(datetime.isoformat), st.sampled_from(["1970-01-01", "2099-12-31", "soon", ""])
    ),
    first_seen=st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
    now=st.datetimes(datetime(2000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    changed=st.booleans(),
)
def test_hostile_dates_neither_overflow_nor_stop_the_clock(
    published: str, first_seen: datetime | None, now: datetime, *, changed: bool
) -> None:
    record = PageRecord("paper", "https://paper.example/a", published=published, first_seen=first_seen)
    tempo = Tempo()
    record = after_look(record, now, changed=False, tempo=tempo)
    learn_from_look(tempo, record, now + HOUR, changed=changed)
    record = after_look(record, now + HOUR, changed=changed, tempo=tempo)
    assert MIN <= next_look(record, now + HOUR, tempo=tempo) - (now + HOUR) <= MAX
    assert MIN <= next_look(record, now - 900 * DAY, tempo=tempo) - (now - 900 * DAY) <= MAX


@pytest.mark.parametrize("published", ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "", "yesterday"])
def test_an_unbelievable_date_of_publication_counts_as_none(published: str) -> None:
    assert wait(lived([], page(published=published))) == wait(lived([], page()))


@settings(calm, max_examples=30)
@given(history=histories, kind=kinds, seed=st.integers(0, 3))
def test_the_same_history_gives_the_same_answer_and_survives_the_archive(
    history: list[tuple[float, bool]], kind: PageKind, seed: int
) -> None:
    tempo = taught(seed, changes=0.2)
    again = Tempo.from_json(tempo.to_json())
    one, other = lived(history, page(kind), tempo), lived(history, page(kind), tempo)
    assert one == other
    assert wait(one, tempo=tempo) == wait(other, tempo=tempo)
    near = pytest.approx(wait(one, tempo=tempo).total_seconds(), rel=0.01)
    assert wait(lived(history, page(kind), again), tempo=again).total_seconds() == near
    assert belief_of(one, tempo) == Belief.decode(one.rate)
    assert len(one.rate) < 60


@pytest.mark.parametrize("text", ["", "1 2 3", "a b c d e", "1 1 1 1 -1", "1 1 1 1 inf", "nan 1 1 1 1", "1 0 1 1 1"])
def test_a_belief_that_cannot_be_read_is_none(text: str) -> None:
    assert Belief.decode(text) is None


def test_a_tempo_of_another_release_is_a_fresh_one() -> None:
    assert Tempo.from_json('{"age_hours": [1.0]}') == Tempo()
    assert Tempo.from_json(None) == Tempo()


def test_what_a_later_release_has_learned_besides_is_left_out() -> None:
    tempo = taught(1, changes=0.2)
    tempo.learn_hints(["feed"], ["feed"], changed=True)
    plain = json.loads(tempo.to_json())
    for part in (plain, plain["recalls"]["feed"], plain["price"], plain["dates"]):
        part["of_a_later_release"] = {"and": [1.0]}
    assert Tempo.from_json(json.dumps(plain)) == Tempo.from_json(tempo.to_json())
    evidence = Evidence(2, {7: SlotEvidence("html > p", 2)})
    counts = json.loads(evidence.to_json())
    counts["slots"]["7"].append(12)
    assert Evidence.from_json(json.dumps(counts)) == evidence


def test_a_page_never_changed_rests_at_the_longest_interval_in_the_end() -> None:
    site, now = Scheduler(), NOON
    site.add("/a", now)
    for _ in range(60):
        now = site.saw("/a", now)
    assert site.saw("/a", now) - now == MAX


def test_an_old_article_found_today_is_left_alone_and_a_young_one_is_not() -> None:
    site = Scheduler()
    site.add("/old", NOON, published=NOON - 300 * DAY)
    site.add("/old-live", NOON, published=NOON - 30 * DAY, live=True)
    site.add("/new", NOON, published=NOON - HOUR)
    assert site.saw("/old", NOON) - NOON > 3 * DAY
    assert site.saw("/old-live", NOON) - NOON > DAY / 2
    assert site.saw("/new", NOON) - NOON < 3 * HOUR


def test_a_live_page_is_recognised_by_its_markup_or_by_what_it_does_and_let_go_when_it_falls_silent() -> None:
    site = Scheduler()
    site.add("/told", NOON, live=True)
    site.add("/untold", NOON)
    assert site.saw("/told", NOON) - NOON < HOUR / 2
    now = site.saw("/untold", NOON)
    for _ in range(8):
        now = site.saw("/untold", now, changed=True)
    busy = site.next_look("/untold")
    assert busy is not None
    assert busy - site.pages["/untold"].last_look < HOUR / 3  # type: ignore[operator]
    for _ in range(20):
        now = site.saw("/untold", now)
    assert now - NOON < 3 * DAY
    assert site.saw("/untold", now) - now > 3 * HOUR


def test_a_site_that_edits_late_is_looked_at_late() -> None:
    """All edits come evenly over the second to fourth day: the published curve is unlearned."""
    rng, site = random.Random(1), Scheduler()
    for number in range(300):
        now = NOON + timedelta(hours=number)
        site.add(f"/{number}", now)
        when = site.saw(f"/{number}", now)
        while when < now + 4 * DAY:
            age, last = (when - now) / HOUR, (site.pages[f"/{number}"].last_look - now) / HOUR  # type: ignore[operator]
            chance = max(0.0, age - max(last, 24.0)) / 72
            when = site.saw(f"/{number}", when, changed=rng.random() < chance)
    fresh, learned = Scheduler(), Scheduler(tempo=site.tempo)

    def looks(scheduler: Scheduler, start: float, end: float) -> int:
        scheduler.add("/x", NOON)
        when, count = scheduler.saw("/x", NOON), 0
        while when < NOON + timedelta(hours=end):
            count += when >= NOON + timedelta(hours=start)
            when = scheduler.saw("/x", when)
        return count

    assert looks(learned, 24, 96) > 1.5 * looks(fresh, 24, 96)
    assert site.tempo.curve()[1] < 0.5


def test_a_desk_that_sleeps_is_not_looked_at_in_its_sleep() -> None:
    rng, site = random.Random(2), Scheduler()
    for number in range(400):
        now = NOON + timedelta(hours=number * 0.7)
        site.add(f"/{number}", now)
        when = site.saw(f"/{number}", now)
        while when < now + DAY:
            awake = when.hour >= 8
            when = site.saw(f"/{number}", when, changed=awake and rng.random() < 0.15)
    beat = site.tempo.beat()
    assert beat is not None
    assert sum(beat) == pytest.approx(24, rel=0.05)
    assert max(beat[2:7]) < 0.5 < min(beat[10:23])


def test_a_source_that_tells_of_most_changes_makes_blind_looks_rarer() -> None:
    def looks(recall: float) -> int:
        rng, site, blind = random.Random(3), Scheduler(), 0
        for number in range(150):
            now, name = NOON + timedelta(hours=number), f"/{number}"
            site.add(name, now)
            site.names(name, "feed")
            when, end = site.saw(name, now), now + 3 * DAY
            while when < end:
                span = when - site.pages[name].last_look  # type: ignore[operator]
                changed = rng.random() < 0.01 * (span / HOUR)
                if changed and rng.random() < recall:
                    told = when - span / 2
                    site.hint(name, told)
                    assert site.next_look(name) == told
                    when = site.saw(name, told, changed=True)
                else:
                    blind += number >= 75
                    when = site.saw(name, when, changed=changed)
        return blind

    assert looks(0.9) < 0.7 * looks(0.0)


def test_a_source_whose_dates_mean_nothing_is_not_believed_for_ever() -> None:
    site = Scheduler()
    site.add("/a", NOON)
    now = NOON
    site.saw("/a", now)
    for _ in range(120):
        now += HOUR
        site.hint("/a", now, source="sitemap")
        site.saw("/a", now)
    site.hint("/a", now + timedelta(minutes=1), source="sitemap")
    due = site.next_look("/a")
    assert due is not None
    assert due > now + timedelta(minutes=1)
    site.hint("/a", now + timedelta(minutes=2), source="feed")
    assert site.next_look("/a") == now + timedelta(minutes=2)


def test_where_more_is_due_than_may_be_asked_for_the_looks_worth_most_come_first() -> None:
    site = Scheduler()
    for name, age in (("/old", 20 * DAY), ("/older", 40 * DAY), ("/young", HOUR), ("/hinted", 30 * DAY)):
        site.add(name, NOON - age)
        site.saw(name, NOON - age)
        site.saw(name, NOON - HOUR)
    site.hint("/hinted", NOON)
    records = site.pages.values()
    assert [record.url for record in first(records, 3, NOON)] == ["/hinted", "/young", "/old"]
    assert site.due(NOON + 30 * DAY, 2)[0] == "/hinted"
    assert site.due(NOON + 30 * DAY, 0) == []


@pytest.mark.parametrize("busy", [0.0, 0.05, 0.9])
def test_a_budget_is_kept_whatever_the_site_does(busy: float) -> None:
    """40 looks a day over three weeks, in which ten pages a day appear."""
    rng, site = random.Random(4), Scheduler(per_hour=40 / 24)
    due: list[tuple[datetime, str]] = []
    for number in range(210):
        now = NOON + timedelta(hours=2.4 * number)
        site.add(f"/{number}", now)
        due.append((now, f"/{number}"))
    looks, end = 0, NOON + 21 * DAY
    while due:
        due.sort(reverse=True)
        now, name = due.pop()
        if now < end:
            looks += now > NOON + 7 * DAY
            due.append((site.saw(name, now, changed=rng.random() < busy), name))
    assert 14 * 40 * 0.75 < looks < 14 * 40 * 1.25


def test_a_page_of_which_little_is_known_is_looked_at_sooner_than_one_that_is_known_to_be_average() -> None:
    unknown, known = Belief(0.8, 0.8), Belief(800.0, 800.0)
    assert unknown.factor == pytest.approx(known.factor)
    assert unknown.root() < 0.9
    assert 0.99 < known.root() < 1
    assert _sooner(unknown, known, cost=2.0) < 0.9


def test_little_is_expected_of_looks_that_come_many_to_an_edit() -> None:
    """The next few looks tell the less of how often a page is edited, the sooner they come."""
    unknown, known = Belief(0.8, 0.8), Belief(800.0, 800.0)
    waits = [_sooner(unknown, known, cost=cost) for cost in (0.002, 0.02, 0.2, 2.0)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 0.95
    assert waits[-1] < 0.9


def _sooner(belief: Belief, other: Belief, *, cost: float) -> float:
    """The wait of a page an hour old of which the first is believed, as a share of that of the other."""
    record = page(looks=1, last_look=NOON + HOUR, last_good=NOON + HOUR)
    return wait(replace(record, rate=belief.encode()), cost=cost) / wait(
        replace(record, rate=other.encode()), cost=cost
    )


@given(shape=st.floats(0.05, 50.0), weight=st.floats(0.05, 50.0), edits=st.floats(1e-3, 1e3), more=st.floats(1.0, 1e3))
def test_the_more_looks_tell_the_less_the_mean_root_of_a_rate_that_they_leave(
    shape: float, weight: float, edits: float, more: float
) -> None:
    belief = Belief(shape, weight)
    assert belief.root() <= belief.root(edits * more) * (1 + 1e-9)
    assert belief.root(edits * more) <= belief.root(edits) * (1 + 1e-9)
    assert belief.root(edits) <= math.sqrt(belief.factor) * (1 + 1e-9)


@pytest.mark.parametrize("edits", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("shape", [0.4, 0.8, 3.0])
def test_the_mean_root_after_looks_is_that_over_all_counts_that_they_may_find(shape: float, edits: float) -> None:
    """Against the sum over the negative binomial counts of what the factor would then be taken for: some percent."""
    belief, found, chance = Belief(shape, shape), 0.0, (shape / (shape + edits)) ** shape
    for count in range(2000):
        found += chance * math.sqrt((shape + count) / (shape + edits))
        chance *= (shape + count) / (count + 1) * edits / (shape + edits)
    assert belief.root(edits) == pytest.approx(found, rel=0.07)


def test_once_a_page_is_found_to_be_live_its_changes_make_it_no_busier_an_article_when_that_is_over() -> None:
    belief = Belief(live=0.02)
    for _ in range(12):
        belief = belief.after(0.02, 0.5, changed=True)
    assert belief.live > 0.95
    assert belief.factor < 3


@pytest.mark.parametrize("told", [False, True])
def test_a_page_that_ran_live_is_edited_like_any_other_when_that_is_over(*, told: bool) -> None:
    """It was taken for an article of thrice as many edits, and looked at accordingly for the rest of its days."""
    belief = Belief(live=0.03).told_live(0.0) if told else Belief(live=0.03)
    for _ in range(12):
        belief = belief.after(0.1, 0.75, changed=True)
    assert belief.live > 0.9
    for _ in range(4):
        belief = belief.after(0.02, 1.5, changed=False)
    assert belief.live < 0.05
    assert 0.8 < belief.factor < 1.5


def test_the_changes_by_which_a_page_is_found_to_be_live_tell_how_fast_it_runs() -> None:
    belief = Belief(live=0.03)
    for _ in range(4):
        belief = belief.after(0.15, 0.75, changed=True)
    assert belief.live > 0.3
    assert belief.live_shape / belief.live_weight > 2.5


@pytest.mark.parametrize("hours", [1, 5, 100])
def test_a_silent_page_whose_markup_comes_to_say_that_it_is_live_is_looked_at_as_one(hours: int) -> None:
    silent = Belief(live=0.02)
    for _ in range(hours):
        silent = silent.after(0.005, 1.0, changed=False)
    assert silent.told_live(3.0).live_rate > 0.9 * Belief().told_live(3.0).live_rate


def test_a_busy_morning_does_not_make_looks_much_dearer_and_a_busy_week_does() -> None:
    price = Price(cost=0.1)
    for _ in range(12):
        price = price.after(4, 2.0, HOUR)
    assert price.cost < 1.15 * 0.1
    for _ in range(6 * 24):
        price = price.after(4, 2.0, HOUR)
    assert price.cost > 3 * 0.1


def test_the_root_of_the_age_curve_is_what_its_steps_add_up_to() -> None:
    places = [0.001 * 1.01**number for number in range(1200)]
    total = sum(
        ((expected_edits(end) - expected_edits(start)) * (end - start)) ** 0.5 for start, end in pairwise(places)
    )
    assert expected_roots(places[-1]) - expected_roots(places[0]) == pytest.approx(total, rel=1e-4)


def test_without_a_budget_the_price_stays() -> None:
    site = Scheduler()
    site.add("/a", NOON)
    for minutes in range(0, 500, 5):
        site.saw("/a", NOON + minutes * HOUR / 60)
    assert site.tempo.price == Price()


@calm
@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1e6)), max_size=30))
def test_a_price_stays_a_price(spent: list[tuple[int, float]]) -> None:
    price = Price()
    for looks, span in spent:
        price = price.after(looks, 2.0, timedelta(hours=span))
    assert 0 < price.cost < 10_000


def test_the_age_curve_of_a_fresh_tempo_is_the_published_one() -> None:
    tempo = Tempo()
    for age in (1.0, 8.0, 64.0):
        total = sum(step.hours * step.edits for step in tempo.steps(0.0, 0.0, age))
        assert total == pytest.approx(expected_edits(age), rel=1e-6)


def test_a_site_that_is_edited_little_is_taken_for_quiet_at_ages_that_were_hardly_seen_too() -> None:
    tempo = Tempo()
    tempo.age_expected[:5] = [30.0] * 5  # so many edits an average site would have had by the age of four hours
    assert all(times < 0.6 for times in tempo.curve())
    assert tempo.curve()[0] < tempo.curve()[-1]


def test_one_page_that_changes_by_itself_does_not_make_a_site_busy() -> None:
    site = Scheduler()
    site.add("/self-made", NOON)
    now = site.saw("/self-made", NOON)
    for _ in range(50):
        now = site.saw("/self-made", now, changed=True)
    assert site.tempo.curve()[-1] < 1.5


def test_before_a_night_the_look_comes_when_the_day_ends() -> None:
    tempo = Tempo()
    tempo.beat_changes = [0.0] * 7 + [50.0] * 17
    tempo.beat_expected = [35.0] * 24
    record = lived([], page(published=(NOON - 5 * HOUR).isoformat()), tempo)
    evening = datetime(2026, 5, 12, 22, 0, tzinfo=UTC)
    record = after_look(record, evening, changed=False, tempo=tempo)
    assert next_look(record, evening, tempo=tempo) == evening + 2 * HOUR


def test_a_page_that_may_be_live_is_looked_at_sooner_than_one_known_to_change_as_often() -> None:
    """The same changes an hour are to be expected of both; of the one a look tells what it is."""
    doubtful = Belief(live_shape=30.0, live_weight=5.0, live=0.2)
    known = Belief(live_shape=6.0, live_weight=5.0, live=0.999)
    assert doubtful.live_rate == pytest.approx(known.live_rate, rel=0.01)
    record = page(looks=1, last_look=NOON, last_good=NOON)
    assert wait(replace(record, rate=doubtful.encode())) < 0.9 * wait(replace(record, rate=known.encode()))


@pytest.mark.parametrize("share", [0.0, 0.05, 0.2])
def test_a_site_learns_how_many_of_its_pages_run_live_without_saying_so_though_they_end(share: float) -> None:
    """Live pages have two changes an hour for 18 hours, others next to none; looks come every two hours."""
    rng, tempo = random.Random(7), Tempo()
    for number in range(300):
        live = number % 100 < 100 * share
        record = after_look(page(), NOON, changed=False, tempo=tempo)
        for hour in range(2, 14, 2):
            now, changed = NOON + hour * HOUR, rng.random() < (0.98 if live else 0.03)
            before, record = record, after_look(record, now, changed=changed, tempo=tempo)
            learn_from_look(tempo, before, now, changed=changed)
    assert 0.5 * share < tempo.live_share < 1.5 * share + 0.02
