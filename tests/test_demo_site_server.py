"""The demo's server: simulated time, validators, noise, traps, and a clean end."""

from __future__ import annotations

import gzip
import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from crawler.demo import traps
from crawler.demo.scale import PARAGRAPHS, ScaleSite, state_of, warm
from crawler.demo.script import EVENTS, START
from crawler.demo.server import CONNECTIONS, DemoServer
from crawler.demo.site import state_at

ETAGGED = "/coast/herring-quota-cut/"


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running
    assert not running.failures


def get(server: DemoServer, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=names)
        answer = connection.getresponse()
        return answer, answer.read()


def at(minute: int):
    return START + timedelta(minutes=minute)


def tagged(server: DemoServer) -> dict[str, str]:
    """Path and ETag of every article page that carries one."""
    answers = {each.path: get(server, each.path)[0] for each in state_at(server.now).stories.values()}
    return {path: answer.getheader("ETag") for path, answer in answers.items() if answer.getheader("ETag")}


def test_pages_are_as_of_the_simulated_clock_and_say_so_in_date(server: DemoServer) -> None:
    answer, body = get(server, ETAGGED)
    assert answer.getheader("Date") == "Tue, 12 May 2026 06:00:00 GMT"
    assert b"18,400 tonnes" in body
    assert b"Correction:" not in body
    server.now = at(100)
    answer, body = get(server, ETAGGED)
    assert answer.getheader("Date") == "Tue, 12 May 2026 07:40:00 GMT"
    assert b"16,800 tonnes" in body
    assert b"Correction:" in body


def test_two_requests_differ_unless_noise_is_off(server: DemoServer) -> None:
    assert get(server, "/")[1] != get(server, "/")[1]
    with DemoServer(noise=False) as quiet:
        assert get(quiet, "/")[1] == get(quiet, "/")[1]


def test_about_half_of_the_article_pages_have_a_strong_etag_and_the_front_has_none(server: DemoServer) -> None:
    tags = tagged(server)
    assert 8 <= len(tags) <= 16
    assert all(tag.startswith('"') for tag in tags.values())
    answer, _ = get(server, "/")
    assert answer.getheader("ETag") is None
    assert answer.getheader("Last-Modified") is None


def test_an_etag_holds_as_long_as_the_article_whatever_the_strip_does(server: DemoServer) -> None:
    before = tagged(server)
    server.now = at(170)
    after = tagged(server)
    edited = {
        "/coast/herring-quota-cut/",
        "/coast/ferry-cold-ferry-strike/",
        "/city/school-meals-count/",
        "/business/rent-index-rises/",
    }
    assert {path for path in after if before.get(path, after[path]) != after[path]} == edited & before.keys()
    assert edited & before.keys()


def test_a_current_copy_is_answered_304_without_a_body_and_an_old_one_anew(server: DemoServer) -> None:
    path, tag = next(iter(tagged(server).items()))
    for known in (tag, f'W/{tag}, "other"', "*"):
        answer, body = get(server, path, If_None_Match=known)
        assert (answer.status, body, answer.getheader("ETag")) == (304, b"", tag)
    assert get(server, path, If_None_Match='"other"')[0].status == 200


def test_if_modified_since_counts_where_no_etag_was_sent(server: DemoServer) -> None:
    answers = [get(server, each.path)[0] for each in state_at(START).stories.values()]
    assert any(answer.getheader("Last-Modified") for answer in answers)
    for each in state_at(START).stories.values():
        answer, _ = get(server, each.path)
        if since := answer.getheader("Last-Modified"):
            assert get(server, each.path, If_Modified_Since=since)[0].status == 304
            assert get(server, each.path, If_Modified_Since="yesterday")[0].status == 200
            assert get(server, each.path, If_Modified_Since=since, If_None_Match='"other"')[0].status == 200


def test_gone_moved_and_unknown_pages_answer_as_scripted(server: DemoServer) -> None:
    server.now = at(200)
    assert get(server, "/business/pickle-factory-recall/")[0].status == 410
    assert get(server, "/coast/lighthouse-keeper-cottage/")[0].status == 404
    assert get(server, "/no/such/page/")[0].status == 404
    server.now = at(365)
    assert get(server, "/coast/lighthouse-keeper-cottage/")[0].status == 200
    answer, _ = get(server, "/coast/wreck-of-the-halcyon/")
    assert (answer.status, answer.getheader("Location")) == (301, f"{server.base}/coast/halcyon-bell-raised/")
    assert get(server, "/coast/halcyon-bell-raised/")[0].status == 200


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/rss.xml", ETAGGED])
def test_during_the_outage_everything_answers_503(server: DemoServer, path: str) -> None:
    server.now = at(310)
    assert get(server, path, If_None_Match="*")[0].status == 503
    server.now = at(320)
    assert get(server, path)[0].status == 200


def test_the_log_tells_path_status_agent_and_whether_it_was_conditional(server: DemoServer) -> None:
    get(server, "/city/?utm_source=x", User_Agent="tester/1")
    get(server, ETAGGED, If_None_Match="*")
    first, second = server.log
    assert (first.path, first.status, first.agent, first.conditional) == ("/city/", 200, "tester/1", False)
    assert second.conditional
    assert second.at >= first.at


def test_gzip_is_sent_to_those_who_accept_it(server: DemoServer) -> None:
    answer, body = get(server, "/", Accept_Encoding="gzip, br")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body).startswith(b"<!DOCTYPE html>")
    assert get(server, "/")[0].getheader("Content-Encoding") is None


def test_head_sends_the_head_alone(server: DemoServer) -> None:
    answer, body = get(server, "/", method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.getheader("Content-Length")) > 40_000


def test_a_connection_serves_several_requests(server: DemoServer) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        for path in ("/", "/missing", "/city/"):
            connection.request("GET", path)
            connection.getresponse().read()
            assert connection.sock is not None, "kept alive"


def test_more_clients_than_threads_are_all_served(server: DemoServer) -> None:
    statuses: list[int] = []
    clients = [
        threading.Thread(target=lambda: statuses.append(get(server, "/privacy/")[0].status))
        for _ in range(CONNECTIONS + 8)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert statuses == [200] * (CONNECTIONS + 8)


def test_stopping_closes_open_connections_frees_the_port_and_ends_the_threads() -> None:
    before = threading.active_count()
    with DemoServer() as server:
        idle = socket.create_connection(("127.0.0.1", server.port))
        get(server, "/")
    with closing(idle):
        assert idle.recv(1) == b"", "the idle connection was hung up"
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port))
    with DemoServer(port=server.port) as again:
        assert get(again, "/")[0].status == 200


def test_a_server_that_was_never_started_can_be_stopped() -> None:
    DemoServer().stop()


def test_stopping_does_not_wait_for_a_page_that_trickles() -> None:
    with DemoServer() as server:
        slow = socket.create_connection(("127.0.0.1", server.port))
        slow.sendall(b"GET /trap/slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert slow.recv(10)
    slow.close()
    assert not server.failures


# -- traps ------------------------------------------------------------------------------------------------


def test_the_huge_page_streams_fifty_megabytes_without_saying_so(server: DemoServer) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        connection.request("GET", "/trap/huge")
        answer = connection.getresponse()
        assert answer.getheader("Content-Length") is None
        size = 0
        while chunk := answer.read(1 << 20):
            size += len(chunk)
    assert size > 0.99 * traps.HUGE


def test_a_client_may_leave_in_the_middle(server: DemoServer) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        connection.request("GET", "/trap/huge")
        connection.getresponse().read(1000)
    assert get(server, "/")[0].status == 200


def test_the_deep_page_nests_a_hundred_thousand_elements(server: DemoServer) -> None:
    body = get(server, "/trap/deep")[1]
    assert body.count(b"<div>") == body.count(b"</div>") == 100_000


def test_the_page_with_a_wrong_charset_is_not_what_it_says(server: DemoServer) -> None:
    answer, body = get(server, "/trap/charset")
    assert "utf-8" in answer.getheader("Content-Type")
    assert b"shift_jis" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert "café".encode("cp1252") in body


def test_the_truncated_page_promises_more_than_it_sends(server: DemoServer) -> None:
    with pytest.raises(http.client.IncompleteRead) as caught:
        get(server, "/trap/truncated", Accept_Encoding="gzip")
    assert caught.value.expected == traps.MISSING
    assert b"<p>12. " in caught.value.partial


def test_the_slow_page_comes_drop_by_drop(server: DemoServer) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        connection.request("GET", "/trap/slow")
        assert connection.getresponse().read1(4096) == b"<p>drip</p>\n"


def test_the_loop_redirects_to_itself(server: DemoServer) -> None:
    answer, _ = get(server, "/trap/loop/")
    assert (answer.status, answer.getheader("Location")) == (302, f"{server.base}/trap/loop/")


def test_the_binary_is_a_picture_and_the_empty_page_is_empty(server: DemoServer) -> None:
    assert get(server, "/trap/binary")[1].startswith(b"\x89PNG")
    answer, body = get(server, "/trap/empty")
    assert (answer.status, body) == (200, b"")
    assert get(server, "/trap/unheard-of")[0].status == 404


# -- the paper at size -------------------------------------------------------------------------------------


def test_the_paper_at_size_serves_as_many_articles_as_asked_of_some_25_kb() -> None:
    site = ScaleSite(30)
    with DemoServer(site) as server:
        assert get(server, "/sitemap.xml")[1].count(b"<loc>") == 30 + 2
        sizes = [len(get(server, each.path)[1]) for each in state_of(30, 1).stories.values()]
    assert all(20_000 < size < 35_000 for size in sizes)
    assert not server.failures


def test_a_new_edition_changes_every_body_and_noise_every_request() -> None:
    site = ScaleSite(12)
    with DemoServer(site) as server:
        warm(server, site)
        path = next(iter(state_of(12, 1).stories.values())).path
        first, second = get(server, path)[1], get(server, path, Accept_Encoding="gzip")[1]
        assert first != gzip.decompress(second)
        assert b"when edition 1 went" in first
        assert b"when edition 1 went" in gzip.decompress(second)
        site.edition = 2
        assert b"when edition 2 went" in get(server, path)[1]
    one, two = state_of(12, 1).stories, state_of(12, 2).stories
    assert all(one[name].parts != two[name].parts and len(one[name].parts) == PARAGRAPHS for name in one)
    assert all(one[name].path == two[name].path for name in one)


def test_the_paper_at_size_answers_304_where_that_is_asked_for_and_else_has_no_etag() -> None:
    paths = [each.path for each in state_of(12, 1).stories.values()]
    with DemoServer(ScaleSite(12)) as server:
        assert not any(get(server, path)[0].getheader("ETag") for path in paths)
    with DemoServer(ScaleSite(12, etags=True)) as server:
        tags = {path: tag for path in paths if (tag := get(server, path)[0].getheader("ETag"))}
        assert tags
        assert all(get(server, path, If_None_Match=tag)[0].status == 304 for path, tag in tags.items())


def test_the_paper_at_size_runs_in_a_process_of_its_own() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "crawler.demo.scale", "--pages", "8", "--quiet"],
        input="edition 3\nnonsense\nstop\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.splitlines()[0].startswith("http://127.0.0.1:")
    assert run.stdout.splitlines()[1:] == ["ok", "unknown: say `edition N` or `stop`"]


def test_every_event_is_served(server: DemoServer) -> None:
    for event in EVENTS:
        server.now = at(event.minute)
        assert get(server, "/")[0].status in {200, 503}
