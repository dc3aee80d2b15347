"""Lists that are others as a whole, and large regions of which two sets of entries take turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from region_lab import BASE, Bench, Reed, bench
from test_mass_change import CHANGED, TICKER, line, strip

from crawler.cli import presswatch
from crawler.model import Capture, ListItem, RankedList, RegionKey, RegionKind
from crawler.regions.ranked_list.comparing import compare_lists
from crawler.regions.ranked_list.turnover import LARGE, are_alien, is_alien, is_mass

POPULAR, PICKS = "Most Popular", "Editors' Picks"
TOLD = f"list.changed {POPULAR}"
BY_TURNS = "site.degraded Ticker"
LONG = list(range(36))
OTHER = list(range(60, 96))


@pytest.fixture
def long_list(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(lists={POPULAR: LONG})) as site:
        assert len(site.state(RegionKind.LIST, POPULAR).items) == 36
        yield site


@pytest.fixture
def two_lists(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(lists={POPULAR: LONG[:20], PICKS: LONG[18:30]})) as site:
        yield site


# -- large lists -------------------------------------------------------------------------------------------------------


def test_a_large_list_replaced_as_a_whole_is_told_at_the_second_look_with_the_time_of_the_first(
    long_list: Bench,
) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    seen = long_list.now
    (alert,) = long_list.run()
    assert (alert.kind, alert.at, alert.severity) == ("list.changed", seen, "notice")
    assert (len(alert.change["entered"]), len(alert.change["left"])) == (36, 36)
    assert [long_list.kinds() for _ in range(2)] == [[], []]
    key = RegionKey("reed", RegionKind.LIST, POPULAR)
    assert [version.first_seen for version in long_list.archive.versions(key)][1:] == [seen]


def test_a_large_list_that_was_another_for_one_look_is_not_told(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    long_list.reed.lists = {POPULAR: LONG}
    assert [long_list.kinds() for _ in range(2)] == [[], []]


def test_a_cached_copy_of_what_is_held_confirms_nothing(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    cached = long_list.capture("/news/story-3/")
    made = {**cached.headers, "date": format_datetime(long_list.now + timedelta(minutes=7), usegmt=True)}
    long_list.reed.lists = {POPULAR: LONG}
    long_list.now += timedelta(hours=1)
    recorder = long_list.recorder()
    recorder.take(replace(cached, fetched_at=long_list.now, headers=made))
    for path in ("/", "/news/story-1/", "/news/story-2/"):
        recorder.take(long_list.capture(path))
    recorder.finish(long_list.now)
    assert recorder.tally.alerts == []
    assert long_list.kinds() == []


def cached(site: Bench, path: str, minutes: float) -> Capture:
    """What a cache took of a page so many minutes after the last look."""
    made = format_datetime(site.now + timedelta(minutes=minutes), usegmt=True)
    return site.capture(path, headers={"content-type": "text/html", "date": made})


def look_at(site: Bench, *copies: Capture, paths: Sequence[str] = ()) -> list[str]:
    """A run an hour later that gets these copies (each with a line of its own), and the pages at `paths` as they are."""
    site.now += timedelta(hours=1)
    recorder = site.recorder()
    for copy in copies:
        body = copy.body + f"<!-- {site.now} -->".encode()
        recorder.take(replace(copy, fetched_at=site.now, body=body))
    for path in paths:
        recorder.take(site.capture(path))
    recorder.finish(site.now)
    return [f"{alert.kind} {alert.region}" for alert in recorder.tally.alerts]


@pytest.mark.parametrize("region", ["list", "ticker"])
def test_a_cached_copy_confirms_nothing_of_a_region_that_newer_looks_miss(tmp_path: Path, region: str) -> None:
    shown = {"list": Reed(lists={POPULAR: LONG}), "ticker": Reed(lists={}, strip=strip(0))}[region]
    with bench(tmp_path, shown) as site:
        shown.lists, shown.strip = ({POPULAR: OTHER}, ()) if shown.lists else ({}, strip(60))
        assert site.kinds() == []
        copies = [cached(site, path, 7) for path in shown.paths[3:]]
        others, shown.lists, shown.strip = (shown.lists, shown.strip), {}, ()
        assert look_at(site, *copies, paths=shown.paths[:3]) == []
        shown.lists, shown.strip = others
        assert site.kinds() == [TOLD if region == "list" else CHANGED]
        assert site.kinds() == []


def test_a_list_that_was_missing_while_it_was_held_is_told_from_what_was_told_of_it_last(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    copies = [cached(long_list, path, 7) for path in long_list.reed.paths[3:]]
    long_list.reed.lists = {}
    assert look_at(long_list, *copies, paths=long_list.reed.paths[:3]) == []
    long_list.reed.lists = {POPULAR: [*LONG[1:], 60]}
    (alert,) = long_list.run()
    assert [item["title"] for item in alert.change["left"]] == [long_list.reed.title(0)]


def test_a_copy_that_a_cache_made_minutes_after_the_first_look_confirms_what_is_held(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    assert look_at(long_list, cached(long_list, "/", 7)) == [TOLD]


def test_the_copy_that_is_held_confirms_nothing_however_often_a_cache_gives_it_in_a_day(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    assert long_list.kinds() == []
    copy = cached(long_list, "/", 1)
    assert [look_at(long_list, copy) for _ in range(23)] == [[]] * 23
    assert look_at(long_list, copy) == [TOLD]


def test_what_goes_on_in_it_meanwhile_is_a_change_of_its_own(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: OTHER}
    long_list.run()
    held = long_list.now
    long_list.reed.lists = {POPULAR: [*OTHER[1:], OTHER[0]]}
    alerts = long_list.run()
    assert [(alert.at, len(alert.change["entered"]), len(alert.change["moved"])) for alert in alerts] == [
        (held, 36, 0),
        (long_list.now, 0, 1),
    ]


def test_ordinary_turnover_of_a_large_list_is_told_at_once(long_list: Bench) -> None:
    long_list.reed.lists = {POPULAR: [*OTHER[:20], *LONG[:16]]}
    assert long_list.kinds() == [TOLD]


# -- all lists of a site -----------------------------------------------------------------------------------------------


def test_where_all_lists_are_others_at_once_they_are_told_at_the_second_look(two_lists: Bench) -> None:
    two_lists.reed.lists = {POPULAR: OTHER[:20], PICKS: OTHER[20:30]}
    assert two_lists.kinds() == []
    seen = two_lists.now
    alerts = two_lists.run(["/"])
    assert sorted((alert.region, alert.at) for alert in alerts) == [(PICKS, seen), (POPULAR, seen)]
    assert two_lists.kinds() == []


def test_another_editions_lists_for_one_look_are_not_told(two_lists: Bench) -> None:
    own = two_lists.reed.lists
    two_lists.reed.lists = {POPULAR: OTHER[:20], PICKS: OTHER[20:30]}
    assert two_lists.kinds() == []
    two_lists.reed.lists = own
    assert [two_lists.kinds() for _ in range(2)] == [[], []]


def test_one_list_of_two_that_is_another_is_told_at_once(two_lists: Bench) -> None:
    two_lists.reed.lists = {POPULAR: OTHER[:20], PICKS: LONG[18:30]}
    assert two_lists.kinds() == [TOLD]
    two_lists.reed.lists = {POPULAR: LONG[:20], PICKS: LONG[17:30]}
    assert sorted(two_lists.kinds()) == [f"list.changed {PICKS}", TOLD]


def test_lists_of_a_few_entries_that_are_all_others_are_told_at_once(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(lists={POPULAR: [0, 1, 2, 3, 4], PICKS: [5, 6, 7]})) as site:
        site.reed.lists = {POPULAR: [10, 11, 12, 13, 14], PICKS: [15, 16, 17]}
        assert sorted(site.kinds()) == [f"list.changed {PICKS}", TOLD]


def test_lists_that_are_others_after_a_long_pause_are_told_at_once(two_lists: Bench) -> None:
    two_lists.reed.lists = {POPULAR: OTHER[:20], PICKS: OTHER[20:30]}
    assert sorted(two_lists.kinds(after=7 * 60)) == [f"list.changed {PICKS}", TOLD]


def test_a_site_with_one_list_may_turn_it_over(tmp_path: Path) -> None:
    with bench(tmp_path, Reed()) as site:
        site.reed.lists = {POPULAR: [10, 11, 12, 13]}
        assert site.kinds() == [TOLD]


@given(st.sets(st.integers(0, 50), max_size=40), st.sets(st.integers(0, 50), max_size=40))
def test_lists_that_share_an_entry_are_never_alien_and_small_ones_never_replaced_as_a_whole(
    one: set[int], other: set[int]
) -> None:
    before, after = (
        RankedList("L", tuple(ListItem(rank, line(n), f"{BASE}/{n}-{n:06}/") for rank, n in enumerate(sorted(each), 1)))
        for each in (one, other)
    )
    assert is_alien(before, after) is (min(len(one), len(other)) >= 3 and not one & other)
    assert not are_alien({"L": (before, after)})
    diff = compare_lists(before, after)
    if diff is not None:
        assert is_mass(before, diff) is (len(one) >= LARGE and 3 * len(one - other) >= 2 * len(one))


# -- two sets of entries by turns --------------------------------------------------------------------------------------


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(strip=strip(0), lists={})) as site:
        yield site


def by_turns(site: Bench, looks: int, one: list[str], other: list[str]) -> list[list[str]]:
    told = []
    for look in range(looks):
        site.reed.strip = one if look % 2 else other
        told.append(site.kinds())
    return told


def test_a_large_strip_of_which_two_sets_of_entries_take_turns_is_named_once_then_quiet(wide: Bench) -> None:
    assert by_turns(wide, 9, strip(0), strip(60)) == [[], [], [], [], [BY_TURNS], [], [], [], []]
    assert len(list(wide.archive.versions(TICKER))) == 1
    (alert,) = wide.archive.alerts()
    assert alert.summary.startswith("Ticker is self-changing: it shows two sets of entries by turns")


def test_each_of_the_two_may_go_on_and_the_first_is_followed(wide: Bench) -> None:
    told = []
    for look in range(10):
        wide.reed.strip = strip(look // 2 if look % 2 else 60 + look // 2)
        told.append(wide.kinds())
    assert told == [[], [], [], [CHANGED], [BY_TURNS], [CHANGED], [], [CHANGED], [], [CHANGED]]


def test_a_third_set_of_entries_is_told_when_it_lasts(wide: Bench) -> None:
    by_turns(wide, 6, strip(0), strip(60))
    wide.reed.strip = strip(120)
    assert [wide.kinds() for _ in range(3)] == [[], [CHANGED], []]


def test_where_the_first_is_seen_no_more_for_a_day_the_other_is_told(wide: Bench) -> None:
    by_turns(wide, 6, strip(0), strip(60))
    wide.reed.strip = strip(60)
    assert [wide.kinds(after=9 * 60) for _ in range(5)] == [[], [], [], [CHANGED], []]


def test_within_minutes_the_two_are_one_look(wide: Bench) -> None:
    for look in range(6):
        wide.reed.strip = strip(0) if look % 2 else strip(60)
        assert wide.kinds(after=1) == []


def test_a_large_list_by_turns_is_named_too(long_list: Bench) -> None:
    told = []
    for look in range(8):
        long_list.reed.lists = {POPULAR: LONG if look % 2 else OTHER}
        told.append(long_list.kinds())
    assert told == [[], [], [], [], [f"site.degraded {POPULAR}"], [], [], []]


def test_that_they_take_turns_is_kept_in_the_archive_and_explained(wide: Bench, tmp_path: Path) -> None:
    by_turns(wide, 4, strip(0), strip(60))
    assert Bench(wide.archive, wide.reed, wide.now + timedelta(hours=1)).kinds() == []
    again = Bench(wide.archive, Reed(strip=strip(60), lists={}), wide.now + timedelta(hours=1))
    assert again.kinds() == [BY_TURNS]
    told = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "explain", f"{BASE}/"])
    assert "Ticker is self-changing" in " ".join(told.stdout.split())
