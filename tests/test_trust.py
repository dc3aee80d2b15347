"""Runs that can be trusted: is a site still watched, who notices when it is not, and is no budget exceeded?"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hamlets import land
from hypothesis import given
from hypothesis import strategies as st
from lab import environment, wait_for

from crawler.budget import HourlyBudget, share
from crawler.cli.progress import bar_line, span
from crawler.demo.hamlet import Hamlet
from crawler.errors import ConfigError
from crawler.health import INTERVALS, has_failed, judge
from crawler.model import RunRecord
from crawler.watchdog import PING_URL, Watchdog

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


# -- health ----------------------------------------------------------------------------------------------------------


def run(ago: float, **pages: int) -> RunRecord:
    """A run that began so many minutes ago and took one."""
    at = NOW - ago * MINUTE
    return RunRecord("a", at, at + MINUTE, "ok", sum(pages.values()), pages)


def test_a_site_without_runs_is_new_and_one_that_was_read_lately_is_well() -> None:
    assert judge([], NOW).state == "new"
    health = judge([run(ago, ok=3) for ago in (5, 15, 25)], NOW)
    assert (health.state, health.success) == ("ok", NOW - 4 * MINUTE)


def test_a_site_that_could_not_be_read_for_three_intervals_fails_and_before_that_it_does_not() -> None:
    for failed, state in ((2, "ok"), (4, "failing")):
        runs = [run(5 + 10 * n, outage=2) for n in range(failed)] + [run(5 + 10 * (failed + n), ok=2) for n in range(5)]
        assert judge(runs, NOW).state == state


def test_where_no_run_begins_for_three_intervals_the_site_is_silent_whatever_the_last_one_saw() -> None:
    runs = [run(100 + 10 * n, ok=1) for n in range(5)]
    assert judge(runs, NOW).state == "silent"
    assert judge(runs, NOW - (100 - 10 * INTERVALS) * MINUTE).state == "ok"


def test_a_run_that_asked_for_nothing_or_found_a_page_gone_is_no_failure() -> None:
    assert not has_failed(run(1))
    assert not has_failed(run(1, gone=1))
    assert has_failed(run(1, outage=1))


@given(st.lists(st.tuples(st.floats(0, 1e5), st.sampled_from(["ok", "outage", "gone"])), max_size=25))
def test_whatever_the_runs_were_there_is_a_verdict(runs: list[tuple[float, str]]) -> None:
    records = [run(ago, **{verdict: 1}) for ago, verdict in sorted(runs)]
    assert judge(records, NOW).state in {"ok", "new", "failing", "silent"}


def test_status_shows_the_health_of_each_site_and_its_exit_status_on_demand(tmp_path: Path) -> None:
    import json
    import subprocess
    import sys

    def status(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crawler", "status", *args]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment(tmp_path))

    with land(tmp_path) as here:
        here.settle(Hamlet("marl", stories=2))
        here.crawl()
        done = status("--json", "--check")
        told = json.loads(done.stdout)
        assert (told["health"], told["last_success"]) == ("silent", "2026-05-12T06:00:00Z"), "that was long ago"
        assert done.returncode == 1
        assert "not well: marl" in done.stderr
        here.crawl(datetime.now(UTC))
        assert status("--check").returncode == 0


# -- the dead man's switch -------------------------------------------------------------------------------------------


class Monitor(HTTPServer):
    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Ear)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/secret"


class Ear(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200 if self.path == "/secret" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def monitor():
    with Monitor() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_sign_is_given_after_a_good_run_and_after_no_other(
    tmp_path: Path, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess
    import sys

    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        here.settle(site)
        env = {**environment(tmp_path), PING_URL: monitor.url}
        for down, signs in ((False, 1), (True, 1)):
            site.down = down
            subprocess.run([sys.executable, "-m", "crawler", "crawl"], env=env, capture_output=True, check=False)
            assert monitor.asked == ["/secret"] * signs


def test_a_monitor_that_does_not_answer_is_one_line_without_its_secret(monitor: Monitor) -> None:
    assert Watchdog(monitor.url).feed() == ""
    for url in (f"{monitor.url}-wrong", "http://127.0.0.1:1/secret"):
        told = Watchdog(url).feed()
        assert PING_URL in told
        assert "secret" not in told
    assert Watchdog().feed() == ""
    before = len(monitor.asked)
    Watchdog(monitor.url).feed_later()
    wait_for(lambda: len(monitor.asked) > before, "the sign")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "nonsense", "http://"])
def test_an_address_that_is_none_is_a_configuration_error(url: str) -> None:
    with pytest.raises(ConfigError, match=PING_URL):
        Watchdog.of({PING_URL: url})


# -- budgets ---------------------------------------------------------------------------------------------------------


@given(st.integers(1, 20), st.lists(st.integers(0, 1800), max_size=120))
def test_no_sixty_minutes_ever_see_more_requests_than_the_budget(limit: int, pauses: list[int]) -> None:
    budget, now, spent = HourlyBudget(limit), NOW, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if budget.spend(now):
            spent.append(now)
        budget = HourlyBudget.load(limit, budget.to_json())
        assert sum(now - at < 60 * MINUTE for at in spent) <= limit


def test_a_budget_comes_back_with_the_hour_and_none_is_no_limit() -> None:
    budget = HourlyBudget(3)
    assert [budget.spend(NOW) for _ in range(4)] == [True, True, True, False]
    assert budget.spend(NOW + 61 * MINUTE)
    assert all(HourlyBudget().spend(NOW) for _ in range(1000))


def test_a_clock_that_was_ahead_does_not_eat_the_budget() -> None:
    budget = HourlyBudget(1)
    assert budget.spend(NOW + timedelta(days=300))
    assert budget.spend(NOW)


def test_a_total_is_shared_in_equal_parts_and_the_lower_limit_counts() -> None:
    assert share(0, 5, 0) == 0
    assert share(100, 5, 0) == 20
    assert share(100, 5, 7) == 7
    assert share(0, 5, 7) == 7
    assert share(3, 10, 0) == 1


def test_a_site_is_asked_for_no_more_than_its_budget_over_several_runs_and_gets_the_rest_later(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=12)
        here.settle(site, "delay = 0.0\nmax_requests_per_hour = 8")
        for minutes in (0, 10, 20):
            told = here.crawl(here.now + minutes * MINUTE)
            assert len(site.visits) == 8
            assert any("its 8 requests of this hour are spent" in problem for problem in told.problems)
            assert told.kinds == []
        for hours in (1.1, 2.2):
            here.crawl(here.now + hours * 60 * MINUTE)
        assert {site.path(n) for n in range(12)} <= set(here.asked("marl"))


# -- progress --------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 10**6))
def test_the_bar_is_never_longer_than_itself_and_never_promises_what_is_over(
    done: int, planned: int, seconds: float
) -> None:
    line = bar_line(done, planned, 1, 2, seconds)
    assert line.index("]") == 25
    assert ("left" in line) == (3 <= done < planned)


def test_times_are_told_as_people_say_them() -> None:
    assert [span(seconds) for seconds in (0, 59, 61, 3599, 7200)] == ["0 s", "59 s", "2 min", "60 min", "2.0 h"]
