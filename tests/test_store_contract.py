"""The contract of the archive: every driver passes these tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from store_drivers import ARTICLE, DRIVERS, SITE, T0, TICKER, URL, alert, article, hours, page

from crawler.errors import ArchiveError
from crawler.model import (
    Capture,
    CaptureRecord,
    ChangeRecord,
    Delivery,
    DeliveryState,
    ListItem,
    LiveItem,
    LiveRegion,
    PageKind,
    PageRecord,
    RankedList,
    Redirect,
    RegionKey,
    RegionKind,
    RunRecord,
    Verdict,
)
from crawler.store import Archive


@pytest.fixture(params=sorted(DRIVERS))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with DRIVERS[request.param](tmp_path) as opened:
        yield opened


def capture_record(**fields) -> CaptureRecord:
    return replace(CaptureRecord(SITE, URL, T0, 200, Verdict.OK, sha256="ab" * 32), **fields)


@contextmanager
def failing(archive: Archive) -> Iterator[None]:
    """A transaction that ends in an error."""
    with suppress(RuntimeError), archive.transaction():
        yield
        raise RuntimeError


class TestTransactions:
    def test_an_error_inside_undoes_everything(self, archive):
        with failing(archive):
            archive.save_page(page())
            archive.add_version(ARTICLE, article(), "01", T0, None)
        assert archive.page(SITE, URL) is None
        assert archive.latest(ARTICLE) is None
        assert archive.latest_digest(ARTICLE) is None
        assert archive.sites() == []

    def test_an_error_in_an_inner_one_undoes_the_inner_one_only(self, archive):
        with archive.transaction():
            archive.set_meta(SITE, "robots", "1")
            with failing(archive):
                archive.add_version(ARTICLE, article(), "01", T0, None)
        assert archive.meta(SITE, "robots") == "1"
        assert archive.latest(ARTICLE) is None

    def test_what_was_undone_can_be_written_again(self, archive):
        # The ids and contents of the first try must not be remembered.
        for state in (article("First."), article("Second.")):
            with failing(archive):
                archive.add_version(ARTICLE, state, "01", T0, None)
        archive.add_version(TICKER, LiveRegion("Ticker", ()), "00", T0, None)
        archive.add_version(ARTICLE, article("Third."), "01", T0, None)
        assert archive.latest(ARTICLE).state == article("Third.")
        assert archive.check() == []


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


class TestVersions:
    def test_are_numbered_and_found_by_number_time_and_place(self, archive):
        states = [article("One."), article("One.", "Two."), article("One.")]
        for number, state in enumerate(states, 1):
            archive.add_version(ARTICLE, state, f"0{number}", hours(number), None)
        assert [version.state for version in archive.versions(ARTICLE)] == states
        assert archive.latest(ARTICLE).number == 3
        assert archive.latest_digest(ARTICLE) == archive.latest(ARTICLE).digest
        assert archive.version(ARTICLE, 2).state == states[1]
        assert archive.version(ARTICLE, 4) is None
        assert archive.version_at(ARTICLE, hours(2.5)).number == 2
        assert archive.version_at(ARTICLE, hours(2)).number == 2
        assert archive.version_at(ARTICLE, hours(0.5)) is None
        assert list(archive.all_versions()) == archive.versions(ARTICLE)

    def test_add_version_returns_what_is_read_back(self, archive):
        capture = archive.add_capture(capture_record())
        added = archive.add_version(ARTICLE, article(), "v1:" + "ab" * 16, T0, capture)
        assert added == archive.latest(ARTICLE)
        assert added.capture == capture
        assert added.first_seen == added.last_seen == T0

    def test_unknown_regions_have_none(self, archive):
        assert archive.latest(ARTICLE) is None
        assert archive.versions(TICKER) == []
        assert archive.seen_digests(ARTICLE, T0) == []
        archive.touch(ARTICLE, T0)
        assert archive.regions(SITE) == []

    def test_regions_of_a_site_and_of_its_pages_are_kept_apart(self, archive):
        keys = [
            TICKER,
            RegionKey(SITE, RegionKind.LIST, "Ticker"),
            RegionKey(SITE, RegionKind.LIVE, "Ticker", URL),
            ARTICLE,
            RegionKey("quay", RegionKind.LIVE, "Ticker"),
        ]
        for number, key in enumerate(keys):
            state = article(str(number)) if key is ARTICLE else LiveRegion(str(number), ())
            state = RankedList(str(number), ()) if key.kind is RegionKind.LIST else state
            archive.add_version(key, state, "01", T0, None)
        assert [archive.latest(key).number for key in keys] == [1] * 5
        assert archive.regions(SITE) == keys[:4]
        assert archive.regions(SITE, RegionKind.LIVE) == [keys[0], keys[2]]
        assert list(archive.all_versions(site="quay")) == archive.versions(keys[4])

    def test_touch_moves_the_last_sight_of_the_latest_version_forwards_only(self, archive):
        archive.add_version(ARTICLE, article("One."), "01", hours(0), None)
        archive.add_version(ARTICLE, article("Two."), "02", hours(1), None)
        archive.touch(ARTICLE, hours(3))
        archive.touch(ARTICLE, hours(2))
        assert [version.last_seen for version in archive.versions(ARTICLE)] == [hours(0), hours(3)]

    def test_replacing_a_reading_keeps_number_and_times(self, archive):
        first = archive.add_version(ARTICLE, article("Oen."), "01", T0, None)
        archive.add_version(ARTICLE, article("Oen.", "Two."), "02", hours(1), None)
        archive.replace_reading(first, article("One."), "11")
        assert archive.version(ARTICLE, 1) == replace(first, state=article("One."), digest="11")
        assert archive.version(ARTICLE, 2).state == article("Oen.", "Two.")

    def test_seen_digests_are_those_that_stood_since(self, archive):
        for number in range(4):
            archive.add_version(ARTICLE, article(str(number)), f"0{number}", hours(number), None)
        archive.touch(ARTICLE, hours(9))
        assert archive.seen_digests(ARTICLE, hours(2)) == [("02", hours(2)), ("03", hours(3))]
        assert archive.seen_digests(ARTICLE, hours(8)) == [("03", hours(3))]

    def test_an_article_is_found_by_its_url_and_its_aliases(self, archive):
        archive.add_version(ARTICLE, article(), "01", T0, None)
        archive.add_version(replace(ARTICLE, site="quay"), article(), "01", T0, None)
        archive.add_version(RegionKey(SITE, RegionKind.LIVE, "", URL), LiveRegion("", ()), "01", T0, None)
        archive.add_alias(SITE, "https://short.example/c", URL)
        assert archive.find_region(URL) == [ARTICLE, replace(ARTICLE, site="quay")]
        assert archive.find_region("https://short.example/c") == [ARTICLE]
        assert archive.find_region("https://nowhere.example/") == []

    def test_all_versions_stream_whole_region_by_region(self, archive):
        keys = [replace(ARTICLE, page=f"{URL}/{number}") for number in range(260)]
        with archive.transaction():
            for hour in range(3):
                for key in keys:
                    archive.add_version(key, article(f"{key.page} {hour}"), "01", hours(hour), None)
        streamed = list(archive.all_versions(site=SITE))
        assert [(version.key, version.number) for version in streamed] == [
            (key, number) for key in keys for number in (1, 2, 3)
        ]
        assert all(version.state.body == f"{version.key.page} {version.number - 1}" for version in streamed)
        assert sum(1 for _ in archive.all_versions(since=hours(2))) == len(keys)

    def test_lists_and_live_regions_read_back(self, archive):
        ranked = RankedList("Most read", (ListItem(1, "Gulls", "https://harbour.example/g"), ListItem(3, "Tide", "")))
        live = LiveRegion("Ticker", (LiveItem("k", text="1,310 crates"), LiveItem("", "t", "u", "x", "2026")))
        most_read = RegionKey(SITE, RegionKind.LIST, "Most read")
        archive.add_version(most_read, ranked, "01", T0, None)
        archive.add_version(TICKER, live, "02", T0, None)
        assert archive.latest(most_read).state == ranked
        assert archive.latest(TICKER).state == live


class TestMoves:
    NEW = "https://harbour.example/news/crane-2"

    @pytest.fixture
    def moved(self, archive):
        """A page with a history, moved while its new URL was known from a feed only."""
        archive.save_page(page(looks=5, changes=2, first_seen=T0, state="known", etag="x", next_look=hours(1)))
        capture = archive.add_capture(capture_record())
        archive.add_version(ARTICLE, article("One."), "01", T0, capture)
        archive.add_version(ARTICLE, article("Two."), "02", hours(1), None)
        archive.add_change(ChangeRecord(SITE, "article.changed", ARTICLE, hours(1), 1, 2, {}, URL))
        archive.save_page(page(self.NEW, hint="from the feed", next_look=hours(1)))
        archive.move_page(SITE, URL, self.NEW)
        return archive

    def test_take_the_history_along(self, moved):
        key = replace(ARTICLE, page=self.NEW)
        assert [version.state.body for version in moved.versions(key)] == ["One.", "Two."]
        assert moved.versions(ARTICLE) == []
        assert moved.regions(SITE) == moved.find_region(URL) == moved.find_region(self.NEW) == [key]
        assert moved.resolve_alias(SITE, URL) == self.NEW
        assert moved.add_version(key, article("Three."), "03", hours(2), None).number == 3

    def test_carry_over_what_is_known_of_the_page(self, moved):
        assert moved.page(SITE, self.NEW) == page(
            self.NEW,
            looks=5,
            changes=2,
            first_seen=T0,
            state="known",
            hint="from the feed",
            next_look=hours(1),
        )
        assert moved.page(SITE, URL) == page(
            looks=5, changes=2, first_seen=T0, state="moved", etag="x", moved_to=self.NEW
        )
        assert [due.url for due in moved.due(SITE, hours(9), 9)] == [self.NEW]

    def test_leave_captures_and_changes_where_they_were_seen(self, moved):
        assert [capture.url for capture in moved.captures()] == [URL]
        assert [(change.url, change.key.page) for change in moved.changes()] == [(URL, self.NEW)]

    def test_back_again_bring_the_history_back(self, moved):
        moved.move_page(SITE, self.NEW, URL)
        assert len(moved.versions(ARTICLE)) == 2
        assert moved.page(SITE, URL).state == "known"
        assert moved.page(SITE, self.NEW).state == "moved"
        assert moved.resolve_alias(SITE, self.NEW) == moved.resolve_alias(SITE, URL) == URL
        assert moved.check() == []

    def test_never_mix_two_histories(self, archive):
        new = replace(ARTICLE, page=self.NEW)
        archive.add_version(ARTICLE, article("Old."), "01", T0, None)
        archive.add_version(new, article("New."), "02", T0, None)
        archive.move_page(SITE, URL, self.NEW)
        assert [archive.latest(key).state.body for key in (ARTICLE, new)] == ["Old.", "New."]

    def test_hand_over_changes_of_a_region_that_was_never_seen(self, archive):
        new = replace(ARTICLE, page=self.NEW)
        archive.add_version(ARTICLE, article("Old."), "01", T0, None)
        archive.add_change(ChangeRecord(SITE, "article.removed", new, T0, None, None, {"how": "404"}, self.NEW))
        archive.move_page(SITE, URL, self.NEW)
        assert archive.latest(new).state.body == "Old."
        assert [change.key for change in archive.changes()] == [new]
        assert archive.check() == []


class TestChangesAndAlerts:
    def test_changes_read_back_in_order_by_site_and_time(self, archive):
        first = ChangeRecord(SITE, "article.changed", ARTICLE, T0, 1, 2, {"edits": ["typo"], "title": None}, URL)
        second = ChangeRecord(SITE, "live.changed", TICKER, hours(1), None, None, {"é": 1.5}, "")
        other = replace(second, site="quay", key=replace(TICKER, site="quay"), url="https://quay.example/")
        stored = [replace(each, id=archive.add_change(each)) for each in (first, second, other)]
        assert list(archive.changes()) == stored
        assert list(archive.changes(site=SITE)) == stored[:2]
        assert list(archive.changes(since=hours(1))) == stored[1:]

    def test_alerts_read_back_oldest_first_by_site_time_and_kind(self, archive):
        late, early, other = (
            alert("late", at=hours(2), before=12, after=40),
            alert("early", at=hours(1), kind="live.changed"),
            alert("other", at=hours(3), site="quay"),
        )
        for each in (late, early, other):
            assert archive.add_alert(each, [], None)
        assert list(archive.alerts()) == [early, late, other]
        assert list(archive.alerts(sites=["quay"])) == [other]
        assert list(archive.alerts(since=hours(2))) == [late, other]
        assert list(archive.alerts(kind="live.changed")) == [early]

    def test_more_alerts_than_a_batch_stream_whole_even_at_one_time(self, archive):
        with archive.transaction():
            for number in range(1100):
                archive.add_alert(alert(f"a{number}"), [], None)
        assert [each.id for each in archive.alerts()] == [f"a{number}" for number in range(1100)]

    def test_an_alert_that_tells_its_change_word_for_word_reads_back(self, archive):
        told = alert()
        change = ChangeRecord(SITE, told.kind, TICKER, T0, 1, 2, told.change)
        number = archive.add_change(change)
        assert archive.add_alert(told, ["log"], number)
        assert archive.add_alert(alert("a2", change={"other": 1}), ["log"], number)
        assert list(archive.alerts()) == [told, alert("a2", change={"other": 1})]
        assert [delivery.alert.id for delivery in archive.claim("log", T0, 60, 9)] == ["a1", "a2"]

    def test_nothing_is_alerted_twice(self, archive):
        assert archive.add_alert(alert(), ["log", "mail", "log"], None) is True
        assert archive.add_alert(alert(summary="again"), ["log", "mail"], None) is False
        assert [each.summary for each in archive.alerts()] == [alert().summary]
        assert archive.undelivered() == {"log": 1, "mail": 1}


class TestOutbox:
    @pytest.fixture
    def filled(self, archive):
        for identity, hour in (("second", 2), ("first", 1), ("third", 3)):
            archive.add_alert(alert(identity, at=hours(hour)), ["log", "mail"], None)
        return archive

    def test_claims_are_oldest_first_counted_and_leased(self, filled):
        claimed = filled.claim("mail", hours(4), 60, 2)
        assert [(each.alert.id, each.attempts, each.state) for each in claimed] == [
            ("first", 1, DeliveryState.PENDING),
            ("second", 1, DeliveryState.PENDING),
        ]
        assert claimed[0] == Delivery(claimed[0].id, alert("first", at=hours(1)), "mail", 1)
        assert [each.alert.id for each in filled.claim("mail", hours(4), 60, 9)] == ["third"]
        assert filled.claim("mail", hours(4), 60, 9) == []
        assert len(filled.claim("log", hours(4), 60, 9)) == 3

    def test_a_lease_runs_out_and_the_next_claim_knows_of_the_first(self, filled):
        filled.claim("mail", hours(4), 3600, 9)
        assert filled.claim("mail", hours(4.9), 3600, 9) == []
        assert {each.attempts for each in filled.claim("mail", hours(5), 3600, 9)} == {2}

    def test_what_was_sent_is_never_claimed_again(self, filled):
        ids = [each.id for each in filled.claim("mail", hours(4), 60, 2)]
        filled.mark_sent(ids, hours(4))
        filled.mark_failed(ids, "too late", None, dead=True)
        assert [each.alert.id for each in filled.claim("mail", hours(9), 60, 9)] == ["third"]
        assert filled.undelivered() == {"log": 3, "mail": 1}
        assert filled.dead() == {}

    def test_what_failed_waits_for_its_next_try(self, filled):
        ids = [each.id for each in filled.claim("mail", hours(4), 60, 1)]
        filled.mark_failed(ids, "server down", hours(6), dead=False)
        assert "first" not in {each.alert.id for each in filled.claim("mail", hours(5), 60, 9)}
        (again,) = [each for each in filled.claim("mail", hours(6), 60, 9) if each.alert.id == "first"]
        assert (again.attempts, again.error, again.next_try) == (2, "server down", hours(6))

    def test_what_was_given_up_comes_back_only_when_revived_and_knows_of_its_tries(self, filled):
        ids = [each.id for each in filled.claim("mail", hours(4), 60, 9)]
        filled.mark_failed(ids, "no such address", None, dead=True)
        assert filled.dead() == {"mail": 3}
        assert filled.undelivered() == {"log": 3}
        assert filled.claim("mail", hours(99), 60, 9) == []
        assert filled.revive("log") == 0
        assert filled.revive() == 3
        assert {each.attempts for each in filled.claim("mail", hours(99), 60, 9)} == {2}

    def test_what_is_held_counts_as_untried_and_comes_back_at_its_time(self, filled):
        ids = [each.id for each in filled.claim("mail", hours(4), 60, 2)]
        filled.hold(ids, hours(6))
        assert [each.alert.id for each in filled.claim("mail", hours(5), 60, 9)] == ["third"]
        assert [each.attempts for each in filled.claim("mail", hours(6), 60, 2)] == [1, 1]

    def test_reopening_ends_leases_and_the_waits_that_are_asked_for(self, filled):
        first, second, third = (each.id for each in filled.claim("mail", hours(4), 600, 9))
        filled.mark_failed([first], "in doubt 12", hours(9), dead=False)
        filled.mark_failed([second], "in doubt 12: down", hours(9), dead=False)

        def due():
            found = [each.id for each in filled.claim("mail", hours(4), 600, 9)]
            filled.release(found)
            return found

        assert due() == []
        filled.reopen("log", left="in doubt __")
        assert due() == []
        filled.reopen("mail", left="in doubt __")
        assert due() == [first, third]
        filled.claim("mail", hours(4), 600, 9)
        filled.hold([third], hours(9))
        filled.reopen("mail", left="in doubt __", failed=True)
        assert due() == [first, second]
        filled.reopen("mail", left="in doubt __", held=True)
        assert due() == [first, second, third]

    def test_what_was_sent_of_late_is_counted_by_channel(self, filled):
        for channel, hour in (("mail", 4), ("log", 5)):
            ids = [each.id for each in filled.claim(channel, hours(hour), 60, 2)]
            filled.mark_sent(ids, hours(hour))
        assert filled.sent_since("mail", hours(4)) == 2
        assert filled.sent_since("mail", hours(4.1)) == 0

    def test_the_rule_that_chose_a_channel_is_kept_with_the_delivery(self, archive):
        archive.add_alert(alert(), ["log", "mail"], None, {"log": "", "mail": "numbers"})
        assert [each.rule for name in ("log", "mail") for each in archive.claim(name, T0, 60, 9)] == ["", "numbers"]

    def test_what_is_released_counts_as_untried(self, filled):
        ids = [each.id for each in filled.claim("mail", hours(4), 60, 9)]
        filled.release(ids)
        filled.release(ids)
        assert {each.attempts for each in filled.claim("mail", hours(4), 60, 9)} == {1}

    def test_counts_are_by_channel_and_site(self, filled):
        filled.add_alert(alert("other", site="quay"), ["webhook"], None)
        assert filled.pending_channels() == ["log", "mail", "webhook"]
        assert filled.undelivered("quay") == {"webhook": 1}
        assert filled.undelivered("unknown") == {}

    def test_deliveries_are_exported_with_readable_times(self, filled):
        filled.mark_sent([each.id for each in filled.claim("mail", hours(4), 60, 1)], hours(4))
        sent = [row for row in filled.deliveries() if row["state"] == "sent"]
        assert [(row["alert"], row["channel"], row["sent_at"]) for row in sent] == [
            ("first", "mail", "2026-05-12T12:00:03Z")
        ]
        assert sent[0]["next_try"] is None
        assert {row["alert"] for row in filled.deliveries(since=hours(3))} == {"third"}


class TestRunsAndTemplates:
    def test_a_run_counts_as_running_until_it_is_finished(self, archive):
        number = archive.start_run(SITE, T0)
        assert archive.last_run(SITE) == RunRecord(SITE, T0, id=number)
        done = RunRecord(SITE, T0, hours(1), "ok", 9, {"ok": 7, "soft-404": 1}, 3, 2, bytes=10**10, errors=1, id=number)
        archive.finish_run(done)
        assert archive.last_run(SITE) == done
        assert archive.last_run("quay") is None

    def test_the_runs_that_began_last_come_first(self, archive):
        for hour in range(4):
            archive.start_run(SITE, hours(hour))
        assert [run.started for run in archive.recent_runs(SITE, 3)] == [hours(3), hours(2), hours(1)]
        assert archive.recent_runs("quay", 3) == []

    def test_runs_are_listed_as_they_began(self, archive):
        numbers = [archive.start_run(site, T0) for site in (SITE, "quay", SITE)]
        assert [run.id for run in archive.runs()] == numbers
        assert [run.id for run in archive.runs(SITE)] == [numbers[0], numbers[2]]
        assert archive.last_run(SITE).id == numbers[2]

    def test_templates_keep_all_generations(self, archive):
        assert archive.template(SITE) is None
        archive.save_template(SITE, 1, '{"a":"é"}', T0)
        archive.save_template(SITE, 2, "{}", hours(1))
        archive.save_template(SITE, 2, '{"b":2}', hours(2))
        assert archive.template(SITE) == (2, '{"b":2}')
        assert archive.template_generation(SITE, 1) == '{"a":"é"}'
        assert archive.template_generation(SITE, 3) is None
        assert archive.template("quay") is None


def test_text_that_no_driver_can_hold_is_refused_in_plain_words(archive):
    with pytest.raises(ArchiveError):
        archive.save_page(page("https://harbour.example/\udce9"))
    archive.save_page(page())
    assert archive.page_count(SITE) == 1


def test_everything_outlives_closing(tmp_path):
    for driver in DRIVERS.values():
        with driver(tmp_path) as first:
            first.save_page(page(looks=1))
            first.add_version(ARTICLE, article(), "01", T0, None)
        with driver(tmp_path) as second:
            assert second.page(SITE, URL) == page(looks=1)
            assert second.latest(ARTICLE).state == article()
            assert second.check() == []


class TestLookingBack:
    def test_the_newest_captures_of_a_page_until_a_time(self, archive):
        other = capture_record(url=f"{URL}-other")
        numbers = [archive.add_capture(capture_record(fetched_at=hours(h))) for h in (1, 3, 2)]
        archive.add_capture(other)
        assert [found.id for found in archive.captures_of(SITE, URL)] == [numbers[1], numbers[2], numbers[0]]
        assert [found.id for found in archive.captures_of(SITE, URL, hours(2), limit=1)] == [numbers[2]]
        assert archive.captures_of(SITE, "https://nobody.example/") == []

    def test_a_note_says_why_a_capture_was_recorded_as_it_was(self, archive):
        number = archive.add_capture(capture_record())
        assert archive.note(number) is None
        archive.add_note(number, 2, "a second fetch read the same")
        archive.add_note(number, 3, "no edit")
        assert archive.note(number) == (3, "no edit")

    def test_versions_by_the_capture_that_showed_them_first(self, archive):
        first, second = (archive.add_capture(capture_record(fetched_at=hours(h))) for h in (1, 2))
        archive.add_version(ARTICLE, article("One."), "01", hours(1), first)
        archive.add_version(TICKER, LiveRegion("Ticker", (LiveItem("", "Fog"),)), "02", hours(2), second)
        assert [version.key for version in archive.versions_first_seen_in(first)] == [ARTICLE]
        assert [version.key for version in archive.versions_first_seen_in(second)] == [TICKER]

    def test_changes_of_a_moment_come_with_their_alert_and_its_deliveries(self, archive):
        told, kept = (
            ChangeRecord(SITE, "article.changed", ARTICLE, hours(1), n, n + 1, {"edits": []}, URL) for n in (1, 2)
        )
        seen = archive.add_capture(capture_record(fetched_at=hours(1)))
        number = archive.add_change(told)
        archive.add_change(kept)
        later = replace(told, at=hours(2))
        archive.add_alert(alert("later", at=hours(2), after=seen), [], archive.add_change(later))
        archive.add_change(replace(later, at=hours(3)))
        made = alert(kind="article.changed", url=URL, change={"edits": []})
        archive.add_alert(made, ["log", "email:desk@example.org"], number)
        found = archive.changes_around(seen)
        assert [(change.at, alerted and alerted.id) for change, alerted in found] == [
            (hours(1), made.id),
            (hours(1), None),
            (hours(2), "later"),
        ]
        assert [row["channel"] for row in archive.deliveries_of(made.id)] == ["log", "email:desk@example.org"]
        assert archive.changes_around(seen + 1) == []

    def test_generations_of_the_template_and_when_they_were_learned(self, archive):
        archive.save_template(SITE, 1, "{}", hours(1))
        archive.save_template(SITE, 2, "{}", hours(2))
        assert archive.template_times(SITE) == [(1, hours(1)), (2, hours(2))]
        assert archive.template_times("unknown") == []


class TestOverview:
    def test_it_says_of_every_site_what_the_single_questions_say(self, archive):
        archive.ensure_site("lagoon", "https://lagoon.example/")
        for number in range(5):
            archive.save_page(page(f"{URL}/{number}", next_look=hours(number)))
        archive.save_page(page(f"{URL}/0", next_look=hours(0), looks=1))  # known already: counted once
        archive.move_page(SITE, f"{URL}/1", f"{URL}/moved")
        archive.set_meta(SITE, "degraded_since", "2026-05-12T08:00:00Z")
        archive.start_run(SITE, T0)
        archive.start_run(SITE, hours(1))
        archive.add_alert(alert("a1"), ["log", "mail"], None)
        archive.add_alert(alert("a2"), ["log"], None)
        archive.mark_failed([each.id for each in archive.claim("mail", T0, 60, 9)], "no", None, dead=True)
        ours, lagoon = archive.overview(hours(2))
        assert (ours.site, ours.pages, ours.due) == (SITE, archive.page_count(SITE), archive.due_count(SITE, hours(2)))
        assert (ours.pages, ours.due, ours.degraded_since) == (6, 3, "2026-05-12T08:00:00Z")
        assert ours.last_run == archive.last_run(SITE)
        assert (ours.undelivered, ours.dead) == (archive.undelivered(SITE), archive.dead(SITE))
        assert (ours.undelivered, ours.dead) == ({"log": 2}, {"mail": 1})
        assert (lagoon.pages, lagoon.due, lagoon.last_run, lagoon.undelivered) == (0, 0, None, {})

    def test_the_sites_that_know_an_address_by_another_name_are_found(self, archive):
        archive.save_page(page())
        archive.add_alias(SITE, f"{URL}?from=mail", URL)
        assert archive.sites_with_alias(f"{URL}?from=mail") == [SITE]
        assert archive.sites_with_alias(URL) == []
