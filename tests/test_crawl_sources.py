"""Sources are looked at when they have news, for few bytes; lists are seen to change, whatever an ETag covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hamlets import Land, land
from hypothesis import given
from hypothesis import strategies as st

from crawler.demo.hamlet import Hamlet
from crawler.demo.web import Request, Response
from crawler.discovery import SitemapRef, SourceState, newest_children
from crawler.schedule import Bounds

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
BOUNDS = Bounds()
MINUTE = timedelta(minutes=1)


# -- the pace of a source --------------------------------------------------------------------------------------------


def watched(every: timedelta, news_each: int, looks: int) -> tuple[SourceState, datetime]:
    state, now = SourceState(), NOW
    for look in range(looks):
        state = state.seen(now, news=look % news_each == 0)
        now += every
    return state, now - every


def test_a_source_that_was_never_looked_at_is_due_and_one_that_is_new_stays_so_at_every_run() -> None:
    assert SourceState().is_due(NOW, BOUNDS, eager=False)
    state = SourceState().seen(NOW, news=True)
    assert state.is_due(NOW + timedelta(seconds=1), BOUNDS, eager=True)
    assert not state.is_due(NOW + timedelta(seconds=1), BOUNDS, eager=False)
    assert state.is_due(NOW + 5 * MINUTE, BOUNDS, eager=False)


def test_a_source_with_news_at_each_look_comes_often_and_a_silent_one_once_an_hour() -> None:
    busy, now = watched(10 * MINUTE, 1, 100)
    assert busy.next_look(BOUNDS) - now < 15 * MINUTE
    silent, now = watched(10 * MINUTE, 10_000, 200)
    assert 55 * MINUTE < silent.next_look(BOUNDS) - now <= 60 * MINUTE
    heavy = silent.answered({}, "x", 5_000_000)
    assert 3 * 60 * MINUTE < heavy.next_look(BOUNDS) - now <= 6 * 60 * MINUTE
    assert heavy.answered({"etag": '"1"'}, "x", 5_000_000).next_look(BOUNDS) - now <= 30 * MINUTE


@given(
    st.lists(st.tuples(st.integers(1, 10_000), st.booleans()), min_size=1, max_size=40),
    st.integers(60, 3600),
    st.integers(1, 50),
)
def test_whatever_was_seen_the_next_look_is_within_the_bounds(
    looks: list[tuple[int, bool]], shortest: int, times: int
) -> None:
    bounds = Bounds(timedelta(seconds=shortest), timedelta(seconds=shortest * times))
    state, now = SourceState(), NOW
    for seconds, news in looks:
        now += timedelta(seconds=seconds)
        state = state.seen(now, news=news)
        assert bounds.min_interval <= state.next_look(bounds) - now <= max(bounds.max_interval, bounds.min_interval)
        assert SourceState.of_plain(state.to_plain()).next_look(bounds) is not None


def test_a_clock_that_was_ahead_does_not_keep_a_source_from_being_looked_at() -> None:
    state, now = watched(10 * MINUTE, 5, 100)
    assert state.is_due(now - timedelta(days=300), BOUNDS, eager=False)


def test_of_a_long_index_the_sitemaps_that_changed_last_are_read_or_both_ends() -> None:
    dated = [SitemapRef(f"/{n}", f"2026-05-{n + 1:02}T00:00:00Z") for n in range(28)]
    assert [ref.url for ref in newest_children(dated, 2)] == ["/27", "/26"]
    plain = [SitemapRef(f"/{n}") for n in range(28)]
    assert [ref.url for ref in newest_children(plain, 4)] == ["/0", "/1", "/26", "/27"]


# -- crawls ----------------------------------------------------------------------------------------------------------


def statuses(here: Land, name: str, path: str) -> list[int]:
    return [hit.status for hit in here.servers[name].log if hit.path == path]


def test_a_feed_is_asked_for_conditionally_and_its_hint_makes_a_page_due_at_once(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=4, feed=True)
        here.settle(site)
        here.crawl()
        here.crawl(here.now + MINUTE)
        assert statuses(here, "marl", "/feed.xml") == [200, 304]
        before = len(here.asked("marl"))
        site.edit(2)
        told = here.crawl(here.now + 2 * MINUTE)
        assert set(here.asked("marl")[before:]) == {"/", "/feed.xml", site.path(2)}
        assert told.kinds == ["article.changed"]


def test_a_new_story_is_found_in_the_feed_though_nothing_links_to_it(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=3, feed=True)
        here.settle(site)
        here.crawl()
        front = here.servers["marl"].respond("/", {})
        site.extra["/"] = front
        site.stories = 4
        here.crawl(here.now + MINUTE)
        assert site.path(3) in here.asked("marl")


def test_sitemaps_behind_an_index_without_dates_are_read_each_time_and_with_dates_when_those_say_so(
    tmp_path: Path,
) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=1)
        here.settle(site)
        base = here.servers["marl"].base
        site.robots = f"Sitemap: {base}/maps.xml\n"

        def index(lastmod: str) -> None:
            refs = f"<sitemap><loc>{base}/old.xml</loc>{lastmod}</sitemap>"
            site.extra["/maps.xml"] = Response(200, f"<sitemapindex>{refs}</sitemapindex>".encode(), "text/xml")

        def urls(*stories: int) -> None:
            found = "".join(f"<url><loc>{base}{site.path(n)}</loc></url>" for n in stories)
            site.extra["/old.xml"] = Response(200, f"<urlset>{found}</urlset>".encode(), "text/xml")

        index("")
        urls(0)
        here.crawl()
        site.stories = 2
        site.extra["/"] = Response(200, b"<html><title>Front</title><p>Nothing to see</p></html>")
        urls(0, 1)
        here.crawl(here.now + MINUTE)
        assert site.path(1) in here.asked("marl")
        index("<lastmod>2026-01-01</lastmod>")
        here.crawl(here.now + 2 * MINUTE)
        before = here.asked("marl").count("/old.xml")
        here.crawl(here.now + 3 * MINUTE)
        assert here.asked("marl").count("/old.xml") == before


@pytest.mark.parametrize("tags", ["article", "page", ""])
def test_no_change_of_a_list_is_missed_whatever_the_etag_of_its_pages_covers(tmp_path: Path, tags: str) -> None:
    """Most Read stands beside the stories only, and with an ETag over the article they answer 304."""
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=8, tags=tags, ranking=(0, 1, 2, 3))
        here.settle(site)
        here.crawl()
        now, told = here.now, []
        for ranking in ((3, 1, 2, 0), (3, 1, 2, 4), (5, 3, 1, 2)):
            site.ranking = ranking
            now += timedelta(hours=1)
            told += here.crawl(now).kinds
        assert told == ["list.changed"] * 3


def test_pages_whose_etag_covers_them_whole_answer_304_and_are_not_sent_again(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=8, tags="page")
        here.settle(site)
        here.crawl()
        here.crawl(here.now + timedelta(hours=1), everything=True)
        again = [statuses(here, "marl", site.path(n))[-1] for n in range(8)]
        assert again.count(304) == 6, "two are kept fresh for the sake of what else is on them"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_pages_are_asked_for_compressed_and_read_however_they_are_packed(tmp_path: Path, coding: str) -> None:
    import gzip

    import brotli
    import zstandard

    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress}[coding]
    offered = set()
    with land(tmp_path) as here:
        site = Hamlet("marl", stories=2)
        here.settle(site)

        def packed(request: Request) -> Response:
            offered.add(request.headers.get("accept-encoding", ""))
            answer = site.respond(request)
            return replace(answer, body=pack(answer.body), headers={"Content-Encoding": coding})

        here.servers["marl"].site = type("Packed", (), {"respond": staticmethod(packed)})()
        assert here.crawl().pages["marl"] == {"ok": 3}
    assert all(coding in each for each in offered)
