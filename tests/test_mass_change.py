"""Most of a large live region replaced at once is held until a second look finds it so; ordinary news is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from region_lab import BASE, START, WORDS, Bench, Reed, bench

from crawler.cli import presswatch
from crawler.model import LiveItem, LiveRegion, RegionKey, RegionKind
from crawler.recorder.holding import APART
from crawler.regions.live.comparing import compare_live
from crawler.regions.live.turnover import LARGE, is_mass
from crawler.store import open_archive

TICKER = RegionKey("reed", RegionKind.LIVE, "Ticker")
CHANGED = "live.changed Ticker"


def line(number: int) -> str:
    """A headline that is like no other."""
    return " ".join(f"{WORDS[(number * 7 + k * k) % len(WORDS)]}{number}" for k in range(5)) + " at noon"


def name(number: int) -> str:
    one, other = divmod(number, 6)
    return f"{WORDS[one]} and {WORDS[6 + other]}"


def strip(first: int, count: int = 36) -> list[str]:
    return [line(number) for number in range(first, first + count)]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(strip=strip(0), lists={})) as made:
        assert len(made.state(RegionKind.LIVE, "Ticker").items) == 36
        yield made


def test_a_mass_change_is_told_at_the_second_look_with_the_time_of_the_first(site: Bench) -> None:
    site.reed.strip = strip(60)
    assert site.kinds() == []
    seen = site.now
    (alert,) = site.run()
    assert (alert.kind, alert.at) == ("live.changed", seen)
    assert (len(alert.change["added"]), len(alert.change["removed"])) == (36, 36)
    capture = site.archive.capture(alert.after or 0)
    assert capture is not None
    assert capture.fetched_at == seen
    assert [site.kinds() for _ in range(2)] == [[], []]
    assert [version.first_seen for version in site.archive.versions(TICKER)][1:] == [seen]


def test_what_was_there_for_one_look_only_is_not_told(site: Bench) -> None:
    site.reed.strip = strip(60)
    assert site.kinds() == []
    site.reed.strip = strip(0)
    assert [site.kinds() for _ in range(2)] == [[], []]
    site.reed.strip = strip(60)
    assert site.kinds() == [], "the one of before confirms nothing"
    assert [version.number for version in site.archive.versions(TICKER)] == [1]


def test_it_is_read_once_more_though_the_bytes_are_the_same(site: Bench) -> None:
    site.reed.strip = strip(60)
    assert [site.kinds(["/"]) for _ in range(3)] == [[], [CHANGED], []]


def test_the_page_that_showed_it_is_asked_for_whole(site: Bench) -> None:
    site.reed.strip = strip(60)
    site.run(site.reed.paths[2:3])
    assert f"{BASE}/news/story-1/" in site.recorder().carriers(site.now)
    site.run()
    assert f"{BASE}/news/story-1/" not in site.recorder().carriers(site.now)


def test_what_goes_on_meanwhile_is_a_change_of_its_own(site: Bench) -> None:
    site.reed.strip = strip(60)
    site.run()
    held = site.now
    site.reed.strip = [line(120), *strip(60)[:-1]]
    alerts = site.run()
    assert [(alert.at, len(alert.change["added"])) for alert in alerts] == [(held, 36), (site.now, 1)]


def test_where_the_second_look_finds_a_third_state_the_first_was_never_confirmed(site: Bench) -> None:
    site.reed.strip = strip(60)
    site.run()
    site.reed.strip = strip(120)
    (alert,) = site.run()
    assert alert.at == site.now
    assert {item["text"] for item in alert.change["added"]} == set(strip(120))
    assert site.kinds() == []


def test_looks_within_minutes_are_one(site: Bench) -> None:
    site.reed.strip = strip(60)
    assert [site.kinds(after=2) for _ in range(3)] == [[], [], []]
    assert site.kinds(after=APART / timedelta(minutes=1)) == [CHANGED]


@pytest.mark.parametrize("count", [3, LARGE - 1])
def test_small_regions_are_told_at_once(tmp_path: Path, count: int) -> None:
    with bench(tmp_path, Reed(strip=strip(0, count), lists={})) as site:
        site.reed.strip = strip(60, count)
        assert site.kinds() == [CHANGED]


def test_ordinary_turnover_is_told_at_once(site: Bench) -> None:
    for first in (3, 9):
        site.reed.strip = strip(first)
        assert site.kinds() == [CHANGED]


def test_a_first_state_is_never_held(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(strip=strip(0), lists={}), warm=1) as site:
        assert len(site.state(RegionKind.LIVE, "Ticker").items) == 36


def test_a_table_of_figures_is_renewed_as_a_whole(tmp_path: Path) -> None:
    counts = [f"{name(n)} barges counted at the lower lock: {100 + n}" for n in range(36)]
    with bench(tmp_path, Reed(strip=counts, lists={})) as site:
        site.reed.strip = [f"{name(n)} barges counted at the lower lock: {300 + n}" for n in range(36)]
        (alert,) = site.run()
        assert len(alert.change["updated"]) == 36
        assert alert.severity == "notice"


def test_what_is_held_is_kept_in_the_archive_and_told_by_a_later_process(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(strip=strip(0), lists={})) as site:
        site.reed.strip = strip(60)
        assert site.kinds() == []
    with open_archive(tmp_path / "archive.db") as archive:
        assert Bench(archive, site.reed, site.now).kinds() == [CHANGED]


def test_a_run_killed_before_it_settles_tells_nothing_twice(site: Bench) -> None:
    site.reed.strip = strip(60)
    site.run()
    site.now += timedelta(hours=1)
    recorder = site.recorder()
    for path in site.reed.paths:
        recorder.take(site.capture(path))  # spooled, and no more: killed here
    assert site.kinds(after=0) == [CHANGED]
    assert site.kinds() == []


def test_a_stale_copy_of_the_state_before_takes_nothing_back(site: Bench) -> None:
    old = [site.capture(path, headers={"content-type": "text/html", "age": "7200"}) for path in site.reed.paths[:2]]
    site.reed.strip = strip(60)
    site.run()
    recorder = site.recorder()
    for capture in old:
        recorder.take(capture)
    recorder.finish(site.now)
    assert site.kinds() == [CHANGED]


def test_explain_says_that_it_is_held(site: Bench, tmp_path: Path) -> None:
    site.reed.strip = strip(60)
    site.run()
    told = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "explain", f"{BASE}/"])
    assert "Ticker: most of it is another than before: held until a later look" in " ".join(told.stdout.split())


# -- live blogs --------------------------------------------------------------------------------------------------------


def blog(numbers: Sequence[int], *, dated: bool = True) -> LiveRegion:
    day = START.date().isoformat()
    return LiveRegion(
        "Live",
        tuple(
            LiveItem(f"e{n}", f"Entry {n}", "", line(n), f"{day}T{n // 60:02}:{n % 60:02}:00Z" if dated else None)
            for n in numbers
        ),
    )


def test_a_live_blog_that_goes_on_is_no_mass_change_and_one_that_is_another_is() -> None:
    before = blog(range(100, 136))
    for numbers, dated, mass in (
        (range(136, 172), True, False),
        (range(40, 76), True, True),
        (range(136, 172), False, True),
        ([*range(136, 138), *range(100, 134)], True, False),
    ):
        old = before if dated else blog(range(100, 136), dated=False)
        diff = compare_live(old, blog(numbers, dated=dated), windowed=True)
        assert diff is not None
        assert is_mass(old, diff) is mass


@given(st.sets(st.integers(0, 60), min_size=LARGE - 3), st.sets(st.integers(0, 60), min_size=1))
def test_only_what_replaces_most_of_many_items_is_a_mass_change(one: set[int], other: set[int]) -> None:
    before, after = (
        LiveRegion("", tuple(LiveItem(f"k{n}", text=line(n)) for n in sorted(each))) for each in (one, other)
    )
    diff = compare_live(before, after)
    if diff is not None:
        assert is_mass(before, diff) is (len(one) >= LARGE and 3 * len(one - other) >= 2 * len(one))
