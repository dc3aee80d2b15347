"""The contract of the archive, which every driver passes: changes, alerts, and the deliveries that wait to be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_drivers import ARTICLE, SITE, T0, TICKER, URL, alert, hours

from crawler.model import (
    ChangeRecord,
    Delivery,
    DeliveryState,
)


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
