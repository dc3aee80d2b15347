"""A host is never asked sooner than was promised, whatever happens, and what it asks for is obeyed."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hamlets import land
from hypothesis import given
from hypothesis import strategies as st
from lab import BOUND, environment, wait_for

from crawler.demo.hamlet import Hamlet
from crawler.demo.web import Response
from crawler.errors import ConfigError
from crawler.politeness import LONGEST_WAIT, HostPace, retry_after, user_agent
from crawler.profile import load_profile
from crawler.spiders.polite import SILENT

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
SECONDS = st.floats(0.001, 5000)
TINY = 1e-6  # of a second: floats


# -- the pace of one host --------------------------------------------------------------------------------------------


@given(
    own=st.floats(0, 100),
    asked=st.floats(0, 100),
    answers=st.lists(st.tuples(SECONDS, st.booleans(), st.floats(0, 1), st.floats(0, 50)), min_size=1, max_size=30),
)
def test_after_any_answers_the_next_request_never_comes_before_the_longest_delay_that_was_promised(
    own: float, asked: float, answers: list[tuple[float, bool, float, float]]
) -> None:
    pace, now = HostPace(asked={"https://x": asked}), 1000.0
    for took, good, chance, idle in answers:
        now += took
        pace.answered(now, took, good=good, chance=chance)
        assert pace.wait(now, own) >= max(own, asked) - TINY
        now += pace.wait(now, own) + idle
        assert pace.wait(now, own) <= TINY


def test_a_host_that_is_slow_to_answer_rests_as_long_as_it_took_and_a_quick_error_does_not_hurry_it() -> None:
    pace = HostPace()
    for _ in range(10):
        pace.answered(100.0, 8.0, good=True, chance=0.0)
    assert pace.wait(100.0, 1.0) == pytest.approx(8.0, abs=0.1)
    pace.answered(100.0, 0.01, good=False, chance=0.0)
    assert pace.wait(100.0, 1.0) == pytest.approx(8.0, abs=0.1)
    for _ in range(20):
        pace.answered(100.0, 0.01, good=True, chance=0.0)
    assert pace.wait(100.0, 1.0) == pytest.approx(1.0, abs=0.1)


def test_jitter_makes_delays_longer_and_unlike() -> None:
    waits = []
    for chance in (0.0, 0.3, 1.0):
        pace = HostPace()
        pace.answered(0.0, 0.1, good=True, chance=chance)
        waits.append(pace.wait(0.0, 10.0))
    assert waits == sorted(set(waits))
    assert 10.0 <= waits[0] < waits[-1] <= 12.0


def test_a_site_of_ones_own_without_a_delay_is_not_held_up() -> None:
    pace = HostPace()
    pace.answered(0.0, 3.0, good=True, chance=0.5)
    assert pace.wait(0.0, 0.0) == 0


@given(seconds=st.integers(0, 600_000))
def test_retry_after_is_obeyed_to_the_second_as_a_number_and_as_a_date(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after({"retry-after": str(seconds)}, NOW) == seconds
    assert retry_after({"retry-after": date}, NOW) == seconds
    wrong = NOW + timedelta(days=400)  # our clock is, theirs is not
    assert retry_after({"retry-after": date, "date": format_datetime(NOW, usegmt=True)}, wrong) == seconds
    pace = HostPace()
    pace.refused(50.0, float(seconds))
    assert pace.wait(50.0 + seconds - 1, 0.0) == pytest.approx(min(1, max(seconds, 0)), abs=TINY) or seconds == 0
    assert pace.wait(50.0 + seconds, 0.0) == 0


@given(st.text(max_size=40))
def test_a_retry_after_that_is_none_is_none_and_an_absurd_one_is_bounded(text: str) -> None:
    seconds = retry_after({"retry-after": text}, NOW)
    assert seconds is None or seconds >= 0
    pace = HostPace()
    pace.refused(0.0, retry_after({"retry-after": "9" * 50}, NOW))
    assert pace.wait(0.0, 0.0) == LONGEST_WAIT


def test_refusals_that_say_no_time_are_waited_out_longer_each_time_up_to_an_hour() -> None:
    pace, waits = HostPace(), []
    for _ in range(12):
        now = pace.closed_until
        pace.refused(now, None)
        waits.append(pace.wait(now, 0.0))
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] == 3600
    pace.answered(0.0, 0.1, good=True, chance=0.0)
    pace.refused(pace.closed_until, None)
    assert pace.wait(pace.closed_until - 60, 0.0) == 60


# -- who asks --------------------------------------------------------------------------------------------------------


def test_the_user_agent_names_the_program_and_a_contact_that_cannot_break_the_header() -> None:
    assert user_agent("https://example.org/bot").endswith("; +https://example.org/bot)")
    for wrong in ("", "a\r\nX: y", "x) (y", "é@example.org"):
        agent = user_agent(wrong)
        assert agent.startswith("Presswatch/")
        assert "+" not in agent


def test_a_contact_of_the_profile_is_told_with_every_request_and_nonsense_is_named(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        here.settle(site, 'delay = 0.0\ncontact = "desk@example.org"')
        here.crawl()
        agents = {hit.agent for hit in here.servers["marl"].log}
        assert agents == {user_agent("desk@example.org")}
    path = tmp_path / "sites" / "marl.toml"
    path.write_text('url = "https://example.org/"\n[crawl]\ncontact = "call me"\n', "utf-8")
    with pytest.raises(ConfigError, match="no contact"):
        load_profile(path)


# -- robots.txt ------------------------------------------------------------------------------------------------------


def test_robots_txt_is_asked_for_once_a_day_and_its_rules_hold_all_day(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=3)
        site.robots = f"User-agent: *\nDisallow: {site.path(1)}\n"
        here.settle(site)
        for hours, times in ((0, 1), (1, 1), (23, 1), (24.5, 2)):
            here.crawl(here.now + timedelta(hours=hours), everything=True)
            assert here.asked("marl").count("/robots.txt") == times
        assert site.path(0) in here.asked("marl")
        assert site.path(1) not in here.asked("marl")


def test_where_robots_txt_cannot_be_read_nothing_is_asked_for_until_it_can(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        here.settle(site)
        site.extra["/robots.txt"] = Response(503, b"later")
        told = here.crawl()
        assert set(here.asked("marl")) == {"/robots.txt"}
        assert any("robots.txt cannot be read (status 503)" in problem for problem in told.problems)
        site.extra.clear()
        here.crawl(here.now + timedelta(minutes=10))
        assert site.path(0) in here.asked("marl")


def test_while_robots_txt_cannot_be_read_the_rules_of_yesterday_hold(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        site.robots = f"User-agent: *\nDisallow: {site.path(1)}\n"
        here.settle(site)
        here.crawl()
        site.extra["/robots.txt"] = Response(500)
        site.visits.clear()
        here.crawl(here.now + timedelta(days=2), everything=True)
        assert site.path(0) in here.asked("marl")
        assert site.path(1) not in here.asked("marl")


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_site_without_robots_txt_may_be_asked_for_everything(tmp_path: Path, status: int) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        site.extra["/robots.txt"] = Response(status)
        here.settle(site)
        assert here.crawl().pages["marl"]["ok"] == 3


# -- Retry-After -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_an_hour_is_left_alone_for_an_hour_by_later_runs_too(tmp_path: Path, status: int) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=4)
        here.settle(site)
        site.extra["/"] = Response(status, headers={"Retry-After": "3600"})
        here.crawl()
        asked = here.asked("marl")
        assert "/" in asked
        site.extra.clear()
        told = here.crawl(here.now + timedelta(seconds=3500), everything=True)
        assert here.asked("marl") == asked
        assert any("asked to be left alone" in problem for problem in told.problems)
        assert told.kinds == []
        here.crawl(here.now + timedelta(seconds=3601), everything=True)
        assert site.path(0) in here.asked("marl")


def test_a_host_that_asks_for_a_second_is_asked_again_after_it_in_the_same_run(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        here.settle(site)
        respond = site.respond

        def once(request):
            first = "/" not in here.asked("marl")
            answer = respond(request)
            return Response(503, headers={"Retry-After": "1"}) if first and request.path == "/" else answer

        here.servers["marl"].site = type("Once", (), {"respond": staticmethod(once)})()
        told = here.crawl()
        assert told.pages["marl"] == {"ok": 3}
        times = [at for path, at in site.visits if path == "/"]
        assert times[1] - times[0] >= 1.0


# -- hosts that do not answer ----------------------------------------------------------------------------------------


def test_a_host_that_answers_with_errors_alone_is_spared_the_rest_of_the_run_and_told_once(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=40, feed=True)
        here.settle(site, "delay = 0.001")
        here.crawl()
        site.down = True
        before = len(site.visits)
        told = here.crawl(here.now + timedelta(hours=1), everything=True)
        assert len(site.visits) - before <= 2 * (SILENT + 4)
        assert told.kinds == ["site.degraded"]
        site.down = False
        told = here.crawl(here.now + timedelta(hours=2), everything=True)
        assert told.kinds == ["site.recovered"]
        assert sum(told.pages["marl"].values()) == 41


# -- many sites at once ----------------------------------------------------------------------------------------------

DELAY = 0.1
CRAWL_DELAY = 0.25
STORIES = 6


@pytest.mark.timeout(60)
def test_twenty_sites_at_once_none_sees_two_requests_closer_than_its_delay_and_none_waits_for_another(
    tmp_path: Path,
) -> None:
    """A scaled-down benchmarks/politeness.py. Every fourth host is slow, every fifth asks for a longer delay."""
    with land(tmp_path) as here:
        for number in range(20):
            site = Hamlet(f"h{number:02}", stories=STORIES, latency=0.15 if number % 4 == 3 else 0.0)
            if number % 5 == 4:
                site.robots = f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n"
            here.settle(site, f"delay = {DELAY}")
        told = here.crawl()
        assert {tuple(pages.items()) for pages in told.pages.values()} == {(("ok", STORIES + 1),)}
        for name, site in here.sites.items():
            promised = CRAWL_DELAY if site.robots else DELAY
            gaps = here.gaps(name)
            assert len(gaps) >= STORIES
            assert min(gaps) >= promised, name
        lasted = {name: site.visits[-1][1] - site.visits[0][1] for name, site in here.sites.items()}
        began = min(site.visits[0][1] for site in here.sites.values())
        ended = max(site.visits[-1][1] for site in here.sites.values())
        assert ended - began < 1.5 * max(lasted.values()) + 1.0, "side by side, not one after the other"


def test_two_sites_on_one_host_share_its_turns(tmp_path: Path) -> None:
    """Ports make no difference to a host's patience, nor does the number of profiles."""
    with land(tmp_path) as here:
        here.settle(Hamlet("marl", stories=3), f"delay = {DELAY}")
        text = (tmp_path / "sites" / "marl.toml").read_text("utf-8")
        (tmp_path / "sites" / "again.toml").write_text(text, "utf-8")
        told = here.crawl()
        assert set(told.outcomes) == {"marl", "again"}
        assert len(here.gaps("marl")) > 5
        assert min(here.gaps("marl")) >= DELAY


def test_a_run_that_waits_for_its_turns_stops_at_once_when_asked_to(tmp_path: Path) -> None:
    """With Scrapy alone it would first work off what waits, a delay each: minutes."""
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=30)
        here.settle(site, "delay = 8.0")
        command = [sys.executable, "-m", "crawler", "crawl"]
        with subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)
        ) as run:
            wait_for(lambda: len(site.visits) >= 1, "a request")
            asked = time.monotonic()
            run.terminate()
            _, told = run.communicate(timeout=BOUND)
        assert time.monotonic() - asked < 7
        assert "interrupted" in told
