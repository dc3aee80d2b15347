"""The contract of the archive, which every driver passes: versions of regions, and pages that move with theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_drivers import ARTICLE, SITE, T0, TICKER, URL, article, capture_record, hours, page

from crawler.model import (
    ChangeRecord,
    ListItem,
    LiveItem,
    LiveRegion,
    RankedList,
    RegionKey,
    RegionKind,
)


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
