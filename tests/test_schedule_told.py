"""What pages tell of their changes, when the newest was made and how many there were, and when that is believed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from region_lab import BASE, SITE, Bench, Reed
from test_live_blogs import PATH, Flood, entry

from crawler.model import PageKind, PageRecord
from crawler.schedule import Belief, Scheduler, Tempo, Told, after_look, belief_after, learn_from_look, next_look
from crawler.schedule.counted import Counted
from crawler.schedule.steps import average
from crawler.schedule.trust import Dates
from crawler.store import Archive, open_archive

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
histories = st.lists(st.tuples(st.floats(0.1, 200.0), st.booleans()), max_size=8)  # hours since the last, changed?
kinds = st.sampled_from([PageKind.ARTICLE, PageKind.LIVE])


def truthful() -> Tempo:
    """A site whose dates have proved right."""
    return Tempo(dates=Dates(right=20.0))


def lived(history: list[tuple[float, bool]], kind: PageKind = PageKind.ARTICLE) -> PageRecord:
    record, now = PageRecord("paper", "https://paper.example/a", kind, first_seen=NOON), NOON
    record = after_look(record, now, changed=False)
    for span, changed in history:
        now += timedelta(hours=span)
        record = after_look(record, now, changed=changed)
    return record


def looked(page: PageRecord, span: float, told: Told | None, tempo: Tempo) -> PageRecord:
    """The record after one look more, some hours later; `told`: None where nothing had changed."""
    assert page.last_good is not None
    now, changed = page.last_good + timedelta(hours=span), told is not None
    belief = belief_after(page, now, tempo, changed=changed, told=told or Told())
    return after_look(page, now, changed=changed, tempo=tempo, belief=belief)


def wait(page: PageRecord) -> timedelta:
    assert page.last_look is not None
    return next_look(page, page.last_look) - page.last_look


def belief(page: PageRecord) -> Belief:
    found = Belief.decode(page.rate)
    assert found is not None
    return found


# The date of modification


def test_of_an_article_last_edited_long_ago_less_is_expected_than_of_one_just_edited() -> None:
    page = lived([(1.0, False)])
    long_ago, just_now = (looked(page, 24.0, Told(NOON + timedelta(hours=hours)), truthful()) for hours in (1.5, 24.5))
    assert belief(just_now).factor > 1.3 * belief(long_ago).factor
    assert wait(just_now) < wait(long_ago)


@calm
@given(
    shape=st.floats(0.5, 20.0),
    weight=st.floats(0.5, 20.0),
    age=st.floats(0.0, 300.0),
    early=st.floats(0.01, 23.99),
    late=st.floats(0.01, 23.99),
)
def test_the_later_the_newest_edit_was_the_busier_the_article(
    shape: float, weight: float, age: float, early: float, late: float
) -> None:
    steps = list(Tempo().steps(age, 12.0, 24.0))
    first, second = (
        Belief(shape, weight).after(*average(steps), changed=True, counted=Counted.newest_of(since, steps))
        for since in sorted((early, late))
    )
    assert second.factor >= first.factor * 0.999  # a page may always be live


@calm
@given(history=histories, kind=kinds, span=st.floats(0.1, 200.0), share=st.floats(0.001, 0.999))
def test_a_dated_change_never_makes_the_next_look_come_later_than_none_would(
    history: list[tuple[float, bool]], kind: PageKind, span: float, share: float
) -> None:
    page = lived(history, kind)
    assert page.last_good is not None
    changed = looked(page, span, Told(page.last_good + timedelta(hours=span * share)), truthful())
    # One that is known to be live is, for its rate, looked at a little later than one that may be.
    assert wait(changed) <= wait(looked(page, span, None, truthful())) * 1.02 + timedelta(seconds=1)


@calm
@given(history=histories, kind=kinds, span=st.floats(0.1, 200.0), share=st.floats(-2.0, 3.0))
def test_where_dates_are_not_to_be_relied_on_a_look_says_what_it_says_without(
    history: list[tuple[float, bool]], kind: PageKind, span: float, share: float
) -> None:
    page = lived(history, kind)
    assert page.last_good is not None
    told = Told(page.last_good + timedelta(hours=span * share))
    now = page.last_good + timedelta(hours=span)
    with_date, without = Tempo(), Tempo()
    assert looked(page, span, told, with_date) == looked(page, span, Told(), without)
    learn_from_look(with_date, page, now, changed=True, told=told)
    learn_from_look(without, page, now, changed=True)
    assert replace(with_date, dates=Dates()) == without
    if not 0 < share <= 1:  # of no use on a site whose dates are right, either
        assert looked(page, span, told, truthful()) == looked(page, span, Told(), truthful())


def test_a_look_that_a_hint_led_to_says_nothing_more_by_its_date() -> None:
    """It comes just behind a change: to leave the time before out would make each such page busy."""
    page = replace(lived([(1.0, False)]), hinted="feed")
    told = Told(NOON + 30 * HOUR)
    assert looked(page, 30.0, told, truthful()) == looked(page, 30.0, Told(), truthful())


def test_a_source_that_did_not_tell_of_the_newest_edit_says_that_there_were_few_before() -> None:
    tempo = truthful()
    steps = list(tempo.steps(1.0, 13.0, 24.0))
    half, none = (Counted.newest_of(20.0, steps, recall) for recall in (0.5, 0.0))
    whole = Counted.all_of(1, steps)
    assert none.edits < half.edits < whole.edits
    assert half.edits == pytest.approx((none.edits + whole.edits) / 2)


@calm
@given(since=st.floats(0.01, 23.99), age=st.floats(0.0, 300.0), clock=st.floats(0.0, 23.99))
def test_what_is_counted_adds_up(since: float, age: float, clock: float) -> None:
    steps = list(Tempo().steps(age, clock, 24.0))
    counted = Counted.newest_of(since, steps)
    assert counted.span == pytest.approx(24.0 - since, abs=1e-6)
    assert counted.place is not None
    step = steps[counted.place]
    assert step.start - 1e-9 <= since <= step.start + step.hours + 1e-9


# Entries


def test_entries_gained_at_one_look_make_a_page_live_at_once() -> None:
    one, six = (belief(looked(lived([(1.0, False)]), 1.0, Told(entries=number), Tempo())) for number in (1, 6))
    assert one.live < 0.1
    assert six.live > 0.9
    assert six.live_rate > 2.0


@calm
@given(history=histories, kind=kinds, span=st.floats(0.1, 50.0), few=st.integers(1, 80), more=st.integers(0, 80))
def test_more_entries_never_make_a_page_seem_slower(
    history: list[tuple[float, bool]], kind: PageKind, span: float, few: int, more: int
) -> None:
    page = lived(history, kind)
    first, second = (belief(looked(page, span, Told(entries=few + each), Tempo())) for each in (0, more))
    assert second.live_shape / second.live_weight >= first.live_shape / first.live_weight * 0.99
    assert wait(looked(page, span, Told(entries=few), Tempo())) <= wait(looked(page, span, None, Tempo())) + HOUR / 3600


# When dates are believed


def edited(site: Scheduler, number: int, date: timedelta | None, *, lies: timedelta | None = None) -> list[datetime]:
    """When a page is due after each of six looks, an hour apart, every second of which finds an edit that was made ten
    minutes before. `date`: what the page says, before the look, where it was edited; `lies`: where it was not."""
    url, due = f"/{number}", []
    now = NOON + number * 2 * HOUR
    site.add(url, now)
    for look in range(6):
        changed = look % 2 == 1
        shift = date if changed else lies
        due.append(site.saw(url, now, changed=changed, told=Told(now - shift if shift is not None else None)))
        now += HOUR
    return due


TEN, FUTURE, LATE = timedelta(minutes=10), timedelta(minutes=-10), 5 * HOUR


@pytest.mark.parametrize(
    ("date", "lies", "why"),
    [
        (None, None, "there are none"),
        (timedelta(0), timedelta(0), "that of the request"),
        (LATE, LATE, "never set anew"),
        (FUTURE, FUTURE, "in the future"),
        (FUTURE, None, "of a clock that is ahead"),
        (TEN, TEN, "set anew though nothing changed"),
    ],
)
def test_a_site_whose_dates_mean_nothing_is_looked_at_as_one_without(
    date: timedelta | None, lies: timedelta | None, why: str
) -> None:
    site, without = Scheduler(), Scheduler()
    for number in range(20):
        assert edited(site, number, date, lies=lies) == edited(without, number, None), why
    assert not site.tempo.dates.trusted


def test_a_site_whose_dates_prove_right_is_believed_after_some() -> None:
    site, without = Scheduler(), Scheduler()
    assert edited(site, 0, TEN, lies=None) == edited(without, 0, None)
    for number in range(1, 3):
        edited(site, number, TEN)
        edited(without, number, None)
    assert site.tempo.dates.trusted
    assert edited(site, 3, TEN) != edited(without, 3, None)


def test_dates_that_come_to_lie_are_not_believed_for_ever() -> None:
    dates = Dates()
    for _ in range(500):
        dates.note(changed=True, moved=True)
    assert dates.trusted
    for _ in range(200):
        dates.note(changed=False, moved=True)
    assert not dates.trusted


def test_an_edit_is_put_down_to_the_hour_of_its_date() -> None:
    """Looks at six and at eighteen o'clock can't tell when in the night a desk works; its dates can."""
    tempo, blind = truthful(), Tempo()
    for number in range(40):
        start = NOON + timedelta(days=number) + 10 * HOUR
        page = after_look(PageRecord("paper", f"/{number}", first_seen=start), start, changed=False)
        told = Told(start + 5 * HOUR)  # three o'clock
        learn_from_look(tempo, page, start + 7 * HOUR, changed=True, told=told)
        learn_from_look(blind, page, start + 7 * HOUR, changed=True)
    assert max(range(24), key=tempo.beat_changes.__getitem__) in {2, 3}
    assert sum(blind.beat_changes[2:4]) < 0.5 * sum(blind.beat_changes)
    assert sum(tempo.beat_changes[2:4]) == pytest.approx(sum(tempo.beat_changes))


def test_a_tempo_kept_before_dates_were_is_read_and_what_was_learned_of_them_is_kept() -> None:
    tempo = Tempo(pages=3.0)
    plain = json.loads(tempo.to_json())
    del plain["dates"]
    assert Tempo.from_json(json.dumps(plain)) == tempo
    assert Tempo.from_json(truthful().to_json()).dates == Dates(right=20.0)


# As runs use it


def _interval(archive: Archive, path: str) -> float:
    """Hours from the last look at a page to the next."""
    page = archive.page(SITE, BASE + path)
    assert page is not None
    assert page.next_look is not None
    assert page.last_look is not None
    return (page.next_look - page.last_look) / HOUR


class Dated(Reed):
    """The site with dates of modification, and stories that are edited."""

    modified: dict[int, datetime]
    edits: dict[int, int]

    def _article(self, number: int) -> str:
        date = self.modified.get(number)
        data = {"@type": "NewsArticle", "headline": self.title(number), "dateModified": date and date.isoformat()}
        script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if date else ""
        edit = self.edits.get(number, 0)
        return script + super()._article(number).replace("Paragraph 2 of", f"Paragraph 2, as of edition {edit + 1}, of")


@pytest.mark.parametrize("shown", [True, False])
def test_a_run_learns_from_the_dates_of_pages(tmp_path: Path, *, shown: bool) -> None:
    """Of two stories that are edited as often the one whose newest edit was just now is looked at sooner."""
    with open_archive(tmp_path / "archive.db") as archive:
        reed = Dated(lists={})
        reed.modified, reed.edits = {}, {}
        site = Bench(archive, reed)
        site.run()
        site.run()
        for _ in range(2):
            site.now += 5 * HOUR
            for number in range(4):
                reed.edits[number] = reed.edits.get(number, 0) + 1
                if shown:
                    reed.modified[number] = site.now
            assert site.kinds(after=30) == ["article.changed article"] * 4
        tempo = Tempo.from_json(archive.meta(SITE, "tempo"))
        assert (tempo.dates.right, tempo.dates.wrong) == ((8.0, 0.0) if shown else (0.0, 0.0))
        site.now += 5 * HOUR
        reed.edits[0] = reed.edits[1] = 3
        if shown:
            reed.modified |= {0: site.now - 4 * HOUR, 1: site.now}
        site.run(after=30)
        early, late = (_interval(archive, reed.path(number)) for number in (0, 1))
        assert (late < 0.8 * early) if shown else (late == pytest.approx(early, rel=0.05))


@pytest.mark.parametrize("number", [1, 4])
def test_a_run_counts_the_entries_that_a_live_blog_has_gained(tmp_path: Path, number: int) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        reed = Flood(lists={})
        reed.entries = [entry(each) for each in range(11, 0, -1)]
        site = Bench(archive, reed)
        site.run()
        site.run()
        reed.entries = [*(entry(each) for each in range(11 + number, 11, -1)), *reed.entries]
        site.run()
        page = archive.page(SITE, BASE + PATH)
        assert page is not None
        pace = belief(page).live_shape / belief(page).live_weight
        assert pace == pytest.approx((1.5 + number) / 3.0, rel=0.35)
