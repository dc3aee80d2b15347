"""The contract of the archive, which every driver passes: sites, pages and captures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_drivers import SITE, T0, URL, capture_record, hours, page

from crawler.model import (
    Capture,
    PageKind,
    PageRecord,
    Redirect,
    Verdict,
)


class TestSites:
    def test_are_listed_by_name_and_keep_their_start_page(self, archive):
        archive.ensure_site("quay", "https://quay.example/")
        archive.ensure_site("harbour", "https://old.harbour.example/")
        archive.ensure_site("harbour", "https://harbour.example/")
        archive.ensure_site("quay", "")
        assert archive.sites() == [
            ("harbour", "https://harbour.example/"),
            ("quay", "https://quay.example/"),
        ]

    def test_meta_is_kept_for_each_site_apart(self, archive):
        archive.set_meta(SITE, "health", '{"ok":true}')
        archive.set_meta(SITE, "health", '{"ok":false}')
        assert archive.meta(SITE, "health") == '{"ok":false}'
        assert archive.meta("quay", "health") is None
        assert archive.meta(SITE, "robots") is None


FULL_PAGE = PageRecord(
    site=SITE,
    url=URL,
    kind=PageKind.LIVE,
    first_seen=hours(0),
    last_look=hours(1),
    last_good=hours(2),
    last_origin=hours(3),
    last_change=hours(4),
    next_look=hours(5),
    looks=6,
    changes=7,
    misses=8,
    state="gone",
    moved_to="https://harbour.example/news/crane-2",
    published="2026-05-12T08:00:00Z",
    hint="Tue, 12 May 2026",
    etag='W/"1"',
    last_modified="Tue, 12 May 2026 08:00:00 GMT",
    body_sha256="0f" * 32,
    last_capture=3,
)


class TestPages:
    @pytest.mark.parametrize("record", [page(), FULL_PAGE, page(body_sha256="not hexadecimal", published="")])
    def test_read_back_as_they_were_saved(self, archive, record):
        archive.save_page(page(looks=99, hint="older"))
        archive.save_page(record)
        assert archive.page(SITE, URL) == record
        assert list(archive.pages(SITE)) == [record]

    def test_the_same_url_may_belong_to_several_sites(self, archive):
        archive.save_page(PageRecord("quay", URL))
        archive.save_page(PageRecord("harbour", URL))
        assert [found.site for found in archive.find_pages(URL)] == ["harbour", "quay"]
        assert archive.find_pages("https://nowhere.example/") == []

    def test_are_filtered_by_kind_and_state(self, archive):
        front, article_, gone = (
            page("https://harbour.example/", kind=PageKind.FRONT),
            page(URL, state="known"),
            page(URL + "2", state="gone"),
        )
        for record in (front, article_, gone):
            archive.save_page(record)
        assert list(archive.pages(SITE, kinds={PageKind.FRONT})) == [front]
        assert list(archive.pages(SITE, states=["known", "gone"])) == [article_, gone]
        assert list(archive.pages("quay")) == []
        assert archive.page_count(SITE) == 3
        assert archive.page_count("quay") == 0

    def test_the_addresses_of_a_place_are_those_with_any_query(self, archive):
        place = "https://harbour.example/n"
        mine = [place, f"{place}/", f"{place}?id=1", f"{place}?z", f"{place}/?id=2"]
        others = [f"{place}x", f"{place}/x", f"{place}@home", f"{place}%3Fid=1", "https://quay.example/n?id=1"]
        for url in (*mine, *others):
            archive.save_page(PageRecord(SITE, url, state="known"))
        archive.save_page(PageRecord(SITE, f"{place}?gone", state="gone"))
        archive.save_page(PageRecord("quay", f"{place}?elsewhere", state="known"))
        assert sorted(archive.addresses(SITE, place)) == sorted(mine)

    def test_many_stream_whole_and_once_while_they_are_changed(self, archive):
        urls = [f"https://harbour.example/{number}" for number in range(1203)]
        with archive.transaction():
            for url in urls:
                archive.save_page(page(url))
            seen = [archive.save_page(replace(found, looks=1)) or found.url for found in archive.pages(SITE)]
        assert seen == urls

    def test_due_are_those_whose_look_has_come_the_longest_overdue_first(self, archive):
        for url, hour, state in [
            ("b", 2, "known"),
            ("a", 1, "new"),
            ("c", 3, "gone"),
            ("late", 9, "known"),
            ("moved", 1, "moved"),
            ("never", None, "known"),
        ]:
            archive.save_page(page(url, next_look=None if hour is None else hours(hour), state=state))
        assert [due.url for due in archive.due(SITE, hours(3), 10)] == ["a", "b", "c"]
        assert [due.url for due in archive.due(SITE, hours(3), 2)] == ["a", "b"]
        assert archive.due("quay", hours(3), 10) == []

    def test_the_next_look_is_the_earliest_of_pages_that_are_looked_at_by_themselves(self, archive):
        assert archive.next_due(SITE) is None
        for url, hour, state, kind in [
            ("moved", 1, "moved", PageKind.ARTICLE),
            ("front", 1, "known", PageKind.FRONT),
            ("section", 1, "known", PageKind.SECTION),
            ("never", None, "known", PageKind.ARTICLE),
            ("later", 5, "known", PageKind.ARTICLE),
            ("next", 3, "gone", PageKind.LIVE),
        ]:
            archive.save_page(page(url, next_look=None if hour is None else hours(hour), state=state, kind=kind))
        assert archive.next_due(SITE) == hours(3)
        assert archive.next_due("quay") is None

    def test_what_was_looked_at_in_the_future_is_due_once_the_clock_is_put_right(self, archive):
        archive.save_page(page("ahead", last_look=hours(50), next_look=hours(60)))
        archive.save_page(page("right", last_look=hours(1), next_look=hours(60)))
        archive.pull_in(SITE, hours(2))
        assert [due.url for due in archive.due(SITE, hours(2), 10)] == ["ahead"]

    def test_aliases_lead_to_the_page_even_over_several_steps(self, archive):
        archive.save_page(page("c"))
        archive.add_alias(SITE, "b", "c")
        archive.add_alias(SITE, "a", "b")
        assert archive.resolve_alias(SITE, "a") == "c"
        assert archive.resolve_alias(SITE, "c") == "c"
        assert archive.resolve_alias("quay", "a") == "a"

    def test_an_alias_that_turns_round_runs_in_no_circle(self, archive):
        archive.add_alias(SITE, "a", "b")
        archive.add_alias(SITE, "b", "a")
        archive.add_alias(SITE, "a", "a")
        assert archive.resolve_alias(SITE, "a") == "a"
        assert archive.resolve_alias(SITE, "b") == "a"


class TestCaptures:
    def test_read_back_in_order_by_site_and_time(self, archive):
        records = [
            capture_record(),
            capture_record(fetched_at=hours(1), status=0, verdict=Verdict.OUTAGE, reason="time-out", sha256=""),
            capture_record(site="quay", fetched_at=hours(2), source="old/quay.warc.gz"),
        ]
        numbers = [archive.add_capture(record) for record in records]
        stored = [replace(record, id=number) for record, number in zip(records, numbers, strict=True)]
        assert list(archive.captures()) == stored
        assert list(archive.captures(site=SITE)) == stored[:2]
        assert list(archive.captures(since=hours(1))) == stored[1:]
        assert list(archive.captures(site="unknown")) == []
        assert archive.capture(numbers[1]) == stored[1]
        assert archive.capture(99) is None

    def test_a_page_first_met_by_a_capture_is_never_due_by_itself(self, archive):
        archive.add_capture(capture_record())
        assert archive.due(SITE, hours(999), 10) == []
        assert archive.page(SITE, URL) == page(kind=PageKind.OTHER)

    @pytest.mark.parametrize(
        "capture",
        [
            Capture(URL, T0),
            Capture(
                URL,
                T0,
                status=404,
                headers={"date": "Tue, 12 May 2026 08:00:00 GMT", "x-odd": "\udce9 é"},
                body=bytes(range(256)) * 700,
                final_url=URL + "?x",
                redirects=(Redirect(301, "http://harbour.example/"), Redirect(302, URL)),
                error="cut off",
                source="x.warc",
            ),
        ],
    )
    def test_spooled_captures_come_back_whole_until_unspooled(self, archive, capture):
        first = archive.spool(SITE, capture)
        second = archive.spool(SITE, capture)
        archive.spool("quay", capture)
        assert archive.spooled(SITE) == [(first, capture), (second, capture)]
        archive.unspool([first])
        assert archive.spooled(SITE) == [(second, capture)]
        assert archive.spooled("unknown") == []
