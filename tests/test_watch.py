"""The service: every page when it is due, no site in another's way, and nothing that a bad day breaks for good."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import SimulatedTimer

from crawler.errors import ArchiveError
from crawler.profile import Profile
from crawler.watch import Beat, Outcome, ProfileFolder, Watch
from crawler.watch.beats import LONGEST_BACK_OFF

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def profile(site: str, interval: str = "5m") -> Profile:
    return Profile.model_validate({"url": f"https://{site}.example/", "crawl": {"min_interval": interval}}).named(site)


@dataclass
class World:
    """Sites with pages, each with a time between its looks; `rule` says how a run goes."""

    sites: dict[str, Profile]
    hours: float = 24.0
    every: dict[str, list[timedelta]] = field(default_factory=dict)
    rule: Callable[[str, datetime], bool] = lambda _site, _now: True
    ran: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    probes: Counter[str] = field(default_factory=Counter)
    late: list[timedelta] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    deliveries: int = 0

    def __post_init__(self) -> None:
        self.timer = SimulatedTimer(NOW, NOW + self.hours * HOUR)
        self.due = {site: [NOW] * len(gaps) for site, gaps in self.every.items()}
        self.watch = Watch(lambda: (self.sites, set()), self.run, self.deliver, self.timer, self.told.append)
        self.timer.at_end = self.watch.stop

    async def run(self, profile: Profile, probe: bool) -> Outcome:
        site, now = profile.site, self.timer.now()
        self.ran[site].append(now)
        self.probes[site] += probe
        await asyncio.sleep(0)
        if not self.rule(site, now):
            return Outcome(good=False)
        due = self.due.get(site, [])
        for number, at in enumerate(due):
            if at <= now:
                self.late.append(now - at)
                due[number] = now + self.every[site][number]
        return Outcome(good=True, due=min(due, default=now + MINUTE))

    async def deliver(self) -> None:
        self.deliveries += 1

    def go(self) -> World:
        asyncio.run(asyncio.wait_for(self.watch.serve(), 30))
        return self


# -- 24 hours --------------------------------------------------------------------------------------------------------


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), sites=st.integers(1, 12))
def test_in_24_hours_every_page_is_looked_at_within_a_minute_of_being_due(seed: int, sites: int) -> None:
    chance = random.Random(seed)
    names = [f"s{n}" for n in range(sites)]
    every = {name: [chance.uniform(5, 900) * MINUTE for _ in range(chance.randint(1, 30))] for name in names}
    world = World({name: profile(name) for name in names}, every=every).go()
    assert max(world.late) <= MINUTE
    expected = sum(24 * HOUR / gap for gaps in every.values() for gap in gaps)
    assert len(world.late) >= 0.8 * expected
    assert world.told == []


def test_a_site_is_run_at_its_shortest_interval_even_where_nothing_else_is_due() -> None:
    world = World({"a": profile("a", "5m"), "b": profile("b", "1h")}, every={"a": [10 * HOUR], "b": [10 * HOUR]}).go()
    assert 280 <= len(world.ran["a"]) <= 290
    assert 23 <= len(world.ran["b"]) <= 26


def test_a_site_that_is_always_due_is_run_with_pauses_and_takes_no_turn_of_the_others() -> None:
    every = {"busy": [timedelta(0)], "calm": [10 * MINUTE]}
    world = World({name: profile(name) for name in every}, hours=2, every=every).go()
    gaps = [later - earlier for earlier, later in zip(world.ran["busy"], world.ran["busy"][1:], strict=False)]
    assert min(gaps) >= timedelta(seconds=29)
    assert len(world.ran["calm"]) >= 2 * 60 / 5 - 1


def test_a_run_that_does_not_end_holds_up_no_other_site() -> None:
    world = World({name: profile(name) for name in ("stuck", "a", "b")}, hours=3)
    ends = asyncio.Event()
    plain = world.run

    async def run(profile: Profile, probe: bool) -> Outcome:
        if profile.site == "stuck":
            await ends.wait()
        return await plain(profile, probe)

    world.watch.run = run

    async def main() -> None:
        # A run under way makes simulated time stand still: it is let go by hand here.
        world.timer.wait = stepping(world.timer)
        world.timer.at_end = lambda: (ends.set(), world.watch.stop())
        await asyncio.wait_for(world.watch.serve(), 30)

    asyncio.run(main())
    assert len(world.ran["a"]) > 30
    assert len(world.ran["b"]) > 30


def stepping(timer: SimulatedTimer):
    async def wait(until: datetime, wake: asyncio.Event, *, busy: bool) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        await SimulatedTimer.wait(timer, until, wake, busy=False)

    return wait


# -- bad days --------------------------------------------------------------------------------------------------------


def test_while_the_network_is_away_each_site_is_tried_ever_more_rarely_with_one_page_and_soon_after_it_is_back() -> (
    None
):
    away = (NOW + 2 * HOUR, NOW + 14 * HOUR)
    names = [f"s{n}" for n in range(20)]
    world = World({name: profile(name) for name in names}, rule=lambda _, now: not away[0] <= now < away[1]).go()
    for name in names:
        during = [at for at in world.ran[name] if away[0] <= at < away[1]]
        assert len(during) <= 12 * 2 + 5
        back = min(at for at in world.ran[name] if at >= away[1])
        assert back - away[1] <= LONGEST_BACK_OFF
        assert world.probes[name] == len(during), (
            "all but the first ask for the front page, as does the one that is well"
        )
    assert world.told == []


def test_when_one_site_answers_again_the_others_that_failed_are_tried_at_once() -> None:
    names = ["a", "b", "c"]
    world = World({name: profile(name) for name in names}, hours=20, rule=lambda _, now: now >= NOW + 10.1 * HOUR).go()
    first = {name: min(at for at in world.ran[name] if at >= NOW + 10.1 * HOUR) for name in names}
    assert max(first.values()) - min(first.values()) <= MINUTE


@pytest.mark.parametrize("fault", [ArchiveError("the disk is full"), ZeroDivisionError("a bug")])
def test_a_fault_in_a_run_is_told_and_costs_that_run(fault: Exception) -> None:
    def rule(site: str, now: datetime) -> bool:
        if site == "a" and now < NOW + HOUR:
            raise fault
        return True

    world = World({"a": profile("a"), "b": profile("b")}, hours=4, rule=rule).go()
    assert 1 <= len(world.told) <= 6
    assert all(str(fault) in line for line in world.told)
    assert len(world.ran["a"]) > 20
    assert len(world.ran["b"]) > 40


def test_deliveries_are_tried_every_minute_and_their_faults_end_nothing() -> None:
    world = World({"a": profile("a")}, hours=1)

    async def broken() -> None:
        world.deliveries += 1
        raise OSError("no mail today")

    world.watch.deliver = broken
    world.go()
    assert 55 <= world.deliveries <= 65
    assert len(world.told) == world.deliveries
    assert len(world.ran["a"]) > 10


def test_a_clock_that_is_put_back_a_year_stops_nothing() -> None:
    world = World({"a": profile("a")}, hours=24)

    def jump(now: datetime) -> None:
        if now.year == 2026 and now > NOW + HOUR:
            world.timer.time = now - timedelta(days=365)
            world.timer.end = world.timer.time + 2 * HOUR

    world.timer.on_tick = jump
    world.go()
    assert len([at for at in world.ran["a"] if at.year == 2025]) > 20


@given(st.lists(st.booleans(), max_size=40), st.integers(30, 7200))
def test_whatever_happened_a_site_is_run_again_within_half_an_hour_or_its_own_interval(
    runs: list[bool], seconds: int
) -> None:
    interval = timedelta(seconds=seconds)
    beat, now = Beat(interval, NOW), NOW
    for good in runs:
        beat.after(now, now + 100 * HOUR, good=good)
        assert timedelta(0) < beat.wake - now <= max(LONGEST_BACK_OFF, interval)
        assert not beat.is_due(now)
        now = beat.wake
        assert beat.is_due(now)


# -- profiles --------------------------------------------------------------------------------------------------------


def write(folder: Path, site: str, text: str = "") -> None:
    (folder / f"{site}.toml").write_text(f'url = "https://{site}.example/"\n{text}', "utf-8")


def test_profiles_are_read_again_when_they_change_and_only_then(tmp_path: Path) -> None:
    told: list[str] = []
    folder = ProfileFolder(tmp_path, tell=told.append)
    write(tmp_path, "a")
    assert folder.refresh()[1] == {"a"}
    assert folder.refresh()[1] == set()
    write(tmp_path, "a", "[crawl]\ndelay = 7.0\n")
    write(tmp_path, "b")
    sites, changed = folder.refresh()
    assert changed == {"a", "b"}
    assert sites["a"].crawl.delay == 7.0
    (tmp_path / "a.py").write_text("", "utf-8")
    assert folder.refresh()[1] == {"a"}, "its hook is a part of it"
    (tmp_path / "b.toml").unlink()
    assert set(folder.refresh()[0]) == {"a"}
    assert told == ["b: its profile is gone, so it is watched no more"]


def test_a_profile_that_becomes_wrong_is_told_once_and_what_it_said_holds_until_it_is_mended(tmp_path: Path) -> None:
    told: list[str] = []
    folder = ProfileFolder(tmp_path, tell=told.append)
    write(tmp_path, "a", "[crawl]\ndelay = 7.0\n")
    folder.refresh()
    write(tmp_path, "a", "[crawl]\ndelay = 'soon'\n")
    for _ in range(3):
        assert folder.refresh()[0]["a"].crawl.delay == 7.0
    assert len(told) == 1
    assert "crawl.delay" in told[0]
    write(tmp_path, "a", "[crawl]\ndelay = 3.0\n")
    assert folder.refresh()[0]["a"].crawl.delay == 3.0


def test_only_the_sites_that_are_named_are_watched(tmp_path: Path) -> None:
    for site in "abc":
        write(tmp_path, site)
    assert set(ProfileFolder(tmp_path, ("b",)).refresh()[0]) == {"b"}


def test_a_site_is_run_at_once_when_its_profile_appears_or_changes() -> None:
    world = World({"a": profile("a", "10m")}, hours=1)
    later = NOW + 33 * MINUTE
    changes = iter([later, None])
    coming = [next(changes)]

    def profiles() -> tuple[dict[str, Profile], set[str]]:
        if coming[0] is not None and world.timer.now() >= coming[0]:
            coming[0] = None
            world.sites["b"] = profile("b", "10m")
            return world.sites, {"a", "b"}
        return world.sites, set()

    world.watch.profiles = profiles
    world.go()
    assert world.ran["b"][0] - later <= MINUTE
    assert any(timedelta(0) <= at - later <= MINUTE for at in world.ran["a"])
