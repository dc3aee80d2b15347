"""The contract of the archive, which every driver passes: runs and templates, looking back, and the overview of all sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store_drivers import ARTICLE, SITE, T0, TICKER, URL, alert, article, capture_record, hours, page

from crawler.health import RUNS, usual_interval
from crawler.model import (
    ChangeRecord,
    LiveItem,
    LiveRegion,
    RunRecord,
)


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

    def test_the_usual_time_between_runs_is_that_of_the_last_twenty(self, archive):
        for number in (0, 10, 20, 30, *range(31, 31 + RUNS)):  # each ten hours at first, then each hour
            archive.start_run(SITE, hours(number))
        archive.start_run("quay", T0)
        archive.ensure_site("lagoon", "https://lagoon.example/")
        assert {each.site: each.interval for each in archive.overview(hours(99))} == {
            SITE: timedelta(hours=1),
            "quay": timedelta(hours=1),  # of a single run nothing is known
            "lagoon": None,
        }

    def test_that_time_is_the_same_whenever_it_is_worked_out(self, archive):
        for hour in (0, 1, 1.5, 9, 9.25, 40):  # the gaps lie unevenly, and there is an odd number of them
            archive.start_run(SITE, hours(hour))
            (overview,) = archive.overview(hours(99))
            starts = [run.started.timestamp() for run in archive.recent_runs(SITE, RUNS)]
            assert overview.interval == usual_interval(starts)

    def test_the_sites_that_know_an_address_by_another_name_are_found(self, archive):
        archive.save_page(page())
        archive.add_alias(SITE, f"{URL}?from=mail", URL)
        assert archive.sites_with_alias(f"{URL}?from=mail") == [SITE]
        assert archive.sites_with_alias(URL) == []
