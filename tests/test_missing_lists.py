"""A list that is missing where it stood is told once, when it lasts; one that never stood there is not missing."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from region_lab import START, Bench, Reed, bench

from crawler.cli import presswatch
from crawler.model import RegionKey, RegionKind
from crawler.presence import KEPT, LASTING, Sight, Standing, dump, load, told_missing
from crawler.profile import ListRule, LiveRule, RegionRules
from crawler.store import open_archive

POPULAR = "Most Popular"
MISSING, BACK = f"site.degraded {POPULAR}", f"site.recovered {POPULAR}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_a_list_that_is_missing_is_told_once_when_it_lasts_and_once_when_it_is_back(site: Bench) -> None:
    items = site.reed.lists.pop(POPULAR)
    assert [site.kinds() for _ in range(4)] == [[], [MISSING], [], []]
    site.reed.lists[POPULAR] = items
    assert [site.kinds() for _ in range(3)] == [[BACK], [], []]


def test_the_alert_names_the_region_the_pages_and_since_when(site: Bench) -> None:
    del site.reed.lists[POPULAR]
    site.run()
    (alert,) = site.run()
    assert (alert.kind, alert.region, alert.severity, alert.url) == (
        "site.degraded",
        POPULAR,
        "notice",
        "http://reed.example/",
    )
    assert alert.change["reason"] == "Most Popular is missing on 7 pages where it stood, since 2026-05-12 09:00 UTC"
    assert "http://reed.example/news/story-3/" in alert.change["pages"]
    assert alert.before is not None
    assert alert.after is not None


def test_a_list_that_is_missing_at_one_look_only_is_not_told(site: Bench) -> None:
    items = site.reed.lists.pop(POPULAR)
    assert site.kinds() == []
    site.reed.lists[POPULAR] = items
    assert [site.kinds() for _ in range(2)] == [[], []]
    del site.reed.lists[POPULAR]
    assert site.kinds() == [], "it was there between the two"


def test_a_list_under_a_new_heading_is_the_list_that_it_was_though_an_old_copy_still_has_the_old_one(
    site: Bench,
) -> None:
    made, old = site.now, site.capture("/news/story-2/")
    site.reed.lists["Most Read"] = site.reed.lists.pop(POPULAR)
    site.now += timedelta(hours=1)
    kept = replace(old, fetched_at=site.now, body=old.body.replace(b"</body>", b"<!-- kept --></body>"))
    recorder = site.recorder()
    for capture in (kept, *map(site.capture, ["/", "/news/story-3/", "/news/story-4/"])):
        recorder.take(capture)
    recorder.finish(site.now)
    assert kept.origin_time == made
    assert recorder.tally.alerts == []
    site.reed.lists["Most Read"].reverse()
    assert [site.kinds() for _ in range(3)] == [[f"list.changed {POPULAR}"], [], []]


def test_looks_minutes_apart_are_one_look(site: Bench) -> None:
    del site.reed.lists[POPULAR]
    assert [site.kinds(after=1) for _ in range(3)] == [[], [], []]
    assert site.kinds(after=10) == [MISSING]


def test_what_comes_back_otherwise_than_it_went_is_compared_with_what_it_was(site: Bench) -> None:
    site.reed.lists = {}
    site.run()
    site.run()
    site.reed.lists = {POPULAR: [0, 1, 2, 3, 5]}
    assert sorted(site.kinds()) == [f"list.changed {POPULAR}", BACK]


def test_a_list_that_leaves_some_pages_and_stays_on_others_is_not_missing(site: Bench) -> None:
    site.reed.only = {POPULAR: ["/", "/news/story-1/"]}
    assert [site.kinds() for _ in range(3)] == [[], [], []]
    assert [site.kinds(["/news/story-3/", "/news/story-4/"]) for _ in range(3)] == [[], [], []]
    del site.reed.lists[POPULAR]
    assert [site.kinds() for _ in range(3)] == [[], [MISSING], []]


def test_a_list_of_the_front_page_is_not_missed_on_articles_and_is_on_the_front_page(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(only={POPULAR: ["/"]})) as site:
        articles = site.reed.paths[1:]
        assert [site.kinds(articles) for _ in range(4)] == [[], [], [], []]
        del site.reed.lists[POPULAR]
        assert [site.kinds(["/"]) for _ in range(3)] == [[], [MISSING], []]


def test_a_box_of_one_article_alone_may_go(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(only={POPULAR: ["/news/story-2/"]})) as site:
        site.reed.lists = {}
        assert [site.kinds() for _ in range(3)] == [[], [], []]


def test_few_of_many_pages_without_the_list_are_not_enough(site: Bench) -> None:
    del site.reed.lists[POPULAR]
    few = site.reed.paths[1:3]
    assert [site.kinds(few) for _ in range(4)] == [[], [], [], []]
    assert site.kinds() == [MISSING]


def test_a_page_that_answers_the_same_bytes_again_is_read_again_as_long_as_that_is_in_doubt(site: Bench) -> None:
    del site.reed.lists[POPULAR]
    site.run()
    verdicts = len(list(site.archive.captures()))
    assert site.kinds() == [MISSING]
    assert [record.verdict for record in site.archive.captures()][verdicts:].count("ok") == len(site.reed.paths)


def test_pages_that_can_tell_are_asked_for_whole(site: Bench) -> None:
    assert "http://reed.example/news/story-5/" not in site.recorder().carriers(site.now + LASTING)
    del site.reed.lists[POPULAR]
    site.run(["/", "/news/story-1/"])
    asked = site.recorder().carriers(site.now + LASTING)
    assert "http://reed.example/" in asked
    assert "http://reed.example/news/story-5/" in asked


def test_an_outage_makes_no_list_missing(site: Bench) -> None:
    assert site.kinds(status=503, body=b"no") == ["site.degraded "]
    assert site.kinds(status=503, body=b"no") == []
    assert site.kinds() == ["site.recovered "]


def test_two_lists_that_go_at_once_are_two_alerts(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(lists={POPULAR: [0, 1, 2, 3], "Editors' Picks": [2, 4, 5]})) as site:
        site.reed.lists = {}
        assert site.kinds() == []
        assert sorted(site.kinds()) == ["site.degraded Editors' Picks", MISSING]


def test_it_is_remembered_from_run_to_run_in_the_archive(tmp_path: Path) -> None:
    with bench(tmp_path) as site:
        del site.reed.lists[POPULAR]
        assert site.kinds() == []
    with open_archive(tmp_path / "archive.db") as archive:
        again = Bench(archive, site.reed, site.now)
        assert again.kinds() == [MISSING]
    with open_archive(tmp_path / "archive.db") as archive:
        assert Bench(archive, site.reed, again.now).kinds() == []
        assert told_missing(archive.meta("reed", "presence")) == {POPULAR: START + timedelta(hours=3)}


def test_status_and_explain_show_what_is_missing(site: Bench, tmp_path: Path) -> None:
    del site.reed.lists[POPULAR]
    site.run()
    site.run()
    status = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "status"])
    assert f"ok, {POPULAR} missing since 2026-05-12T09:00:00Z" in status.stdout
    status = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "status", "--json"])
    assert json.loads(status.stdout)["missing"] == {POPULAR: "2026-05-12T09:00:00Z"}
    for path in ("/", "/news/story-4/"):
        explained = CliRunner().invoke(presswatch, ["--data", str(tmp_path), "explain", f"http://reed.example{path}"])
        assert "Most Popular is missing on 7 pages where it stood" in " ".join(explained.stdout.split())


# -- other names, other places -----------------------------------------------------------------------------------------


def test_a_list_under_another_heading_is_the_same_list(site: Bench) -> None:
    site.reed.lists = {"Most Read": site.reed.lists[POPULAR]}
    assert [site.kinds() for _ in range(3)] == [[], [], []]
    site.reed.lists = {"Most Read": [5, 0, 1, 2, 3]}
    assert site.kinds() == [f"list.changed {POPULAR}"]
    assert [key.name for key in site.archive.regions("reed", RegionKind.LIST)] == [POPULAR]


def test_a_list_under_another_heading_in_its_old_place_is_the_same_whatever_it_holds(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(14))) as site:
        site.reed.lists = {"Most Read": [8, 9, 10, 11, 12]}
        assert site.kinds() == [f"list.changed {POPULAR}"]
        assert [site.kinds() for _ in range(2)] == [[], []]


def test_a_list_that_moves_and_is_renamed_at_once_is_the_same_by_what_it_holds(site: Bench) -> None:
    site.reed.box = "top-five"
    site.reed.lists = {"Trending now": [0, 1, 2, 3, 5]}
    site.reed.only = {"Trending now": ["/"]}
    assert site.kinds() == [f"list.changed {POPULAR}"]
    assert [site.kinds() for _ in range(3)] == [[], [], []]


def test_two_lists_side_by_side_stay_two(site: Bench) -> None:
    site.reed.lists = {POPULAR: [0, 1, 2, 3, 4], "Most Read": [0, 1, 2, 3, 4]}
    assert [site.kinds() for _ in range(2)] == [[], []]
    del site.reed.lists[POPULAR]
    assert [site.kinds() for _ in range(3)] == [[], [MISSING], []]
    assert {key.name for key in site.archive.regions("reed", RegionKind.LIST)} == {POPULAR, "Most Read"}


def test_a_heading_that_is_taken_back_ends_nothing(site: Bench) -> None:
    items = site.reed.lists[POPULAR]
    site.reed.lists = {"Most Read": items}
    site.run()
    site.reed.lists = {POPULAR: items}
    assert [site.kinds() for _ in range(3)] == [[], [], []]


def filled_by_each_page(site: Bench, heading: str, but: Sequence[str] = ()) -> None:
    """A box with stories of each page's own below the lists, in markup that is theirs; on all pages `but` some."""
    plain = site.reed.page

    def page(path: str) -> str:
        whole = site.reed.lists
        near = random.Random(path).sample(range(12), 4)
        site.reed.lists = whole if path in but else {**whole, heading: near}
        made = plain(path)
        site.reed.lists = whole
        return made

    site.reed.page = page  # type: ignore[method-assign]


def test_a_box_of_each_page_that_moves_up_into_the_place_of_a_list_is_not_that_list(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(12))) as site:
        filled_by_each_page(site, "Along the bank")
        assert site.kinds() == []
        items = site.reed.lists.pop(POPULAR)
        assert [site.kinds() for _ in range(3)] == [[], [MISSING], []]
        assert [site.kinds(["/news/story-3/"]) for _ in range(2)] == [[], []]
        site.reed.lists[POPULAR] = items
        assert [site.kinds() for _ in range(2)] == [[BACK], []]


@pytest.mark.parametrize("name", ["Editors’ Picks", "Most Popular"])
def test_a_box_of_each_page_where_few_pages_have_a_list_is_not_that_list(name: str, tmp_path: Path) -> None:
    """Whatever quotation marks stand in its name."""
    few = ("/", "/news/story-1/")
    with bench(tmp_path, Reed(stories=range(12), lists={name: [0, 1, 2, 3, 4]}, only={name: few}), warm=1) as site:
        filled_by_each_page(site, "Along the bank", but=few)
        assert [site.kinds(paths) for paths in (site.reed.paths[2:], None)] == [[], []]
        site.reed.lists[name].reverse()
        assert [site.kinds() for _ in range(2)] == [[f"list.changed {name.replace('’', chr(39))}"], []]


def test_another_box_of_the_site_that_moves_up_into_the_place_of_a_list_is_not_that_list(tmp_path: Path) -> None:
    with bench(tmp_path, Reed(stories=range(12), lists={POPULAR: [0, 1, 2, 3], "From the lock": [6, 7, 8, 9]})) as site:
        del site.reed.lists[POPULAR]
        assert [site.kinds() for _ in range(3)] == [[], [MISSING], []]


def test_a_list_under_words_that_nobody_knows_is_known_by_its_place_and_what_it_holds(site: Bench) -> None:
    site.reed.lists = {"From the lock": [0, 1, 2, 3, 5]}
    assert [site.kinds() for _ in range(2)] == [[f"list.changed {POPULAR}"], []]
    site.reed.lists = {"From the lock": [1, 0, 2, 3, 5]}
    assert site.kinds(["/news/story-4/"]) == [f"list.changed {POPULAR}"]
    assert [site.kinds() for _ in range(2)] == [[], []]


# -- what a profile says -----------------------------------------------------------------------------------------------

ITEMS = ".ranked-items li a"


def test_a_list_that_may_be_empty_is_never_missing_and_its_emptiness_is_news(tmp_path: Path) -> None:
    rules = RegionRules(list=(ListRule(name="Alarms", items=ITEMS, may_be_empty=True),))
    with bench(tmp_path, Reed(lists={"Alarms": [0, 1, 2]}, only={"Alarms": ["/", "/news/story-1/"]}), rules) as site:
        site.reed.lists = {}
        assert [site.kinds() for _ in range(3)] == [["list.changed Alarms"], [], []]
        assert site.state(RegionKind.LIST, "Alarms").items == ()
        site.reed.lists = {"Alarms": [4, 5]}
        assert [site.kinds() for _ in range(2)] == [["list.changed Alarms"], []]


def test_a_list_that_is_empty_at_first_sight_fills_by_a_change(tmp_path: Path) -> None:
    rules = RegionRules(list=(ListRule(name="Alarms", items=ITEMS, may_be_empty=True),))
    with bench(tmp_path, Reed(lists={}), rules) as site:
        site.reed.lists = {"Alarms": [4, 5]}
        site.reed.only = {"Alarms": ["/"]}
        assert [site.kinds() for _ in range(3)] == [["list.changed Alarms"], [], []]


def test_without_that_leave_a_named_list_that_is_empty_is_missing(tmp_path: Path) -> None:
    rules = RegionRules(list=(ListRule(name="Alarms", items=ITEMS),))
    with bench(tmp_path, Reed(lists={"Alarms": [0, 1, 2]}, only={"Alarms": ["/news/story-1/"]}), rules) as site:
        site.reed.lists = {}
        assert [site.kinds() for _ in range(3)] == [[], ["site.degraded Alarms"], []]


def test_a_live_region_is_missed_where_the_profile_names_it_and_else_it_may_go(tmp_path: Path) -> None:
    strip = [f"{n} barges wait above the weir at lock number {n * 3}" for n in range(1, 6)]
    for named, told in ((True, ["site.degraded Barges"]), (False, [])):
        rules = RegionRules(live=(LiveRule(name="Barges", items=".strip-item"),)) if named else None
        folder = tmp_path / str(named)
        folder.mkdir()
        with bench(folder, Reed(strip=strip), rules) as site:
            site.reed.strip = ()
            assert [site.kinds() for _ in range(3)] == [[], told, []]


# -- laws --------------------------------------------------------------------------------------------------------------

SIGHTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 60), st.booleans(), st.booleans()), max_size=40)


@given(SIGHTS)
def test_what_is_kept_of_where_a_region_stands_is_bounded_and_survives_its_own_form(
    looks: list[tuple[int, int, bool, bool]],
) -> None:
    standing, turns = Standing(), []
    for page, minute, there, listing in looks:
        turns.append(standing.note([Sight(str(page), START + timedelta(minutes=minute), there, listing)]))
        standings = load(dump({"list:Most Popular": standing}))
        assert standings == {"list:Most Popular": standing}
        standing = standings["list:Most Popular"]
        assert len(standing.carriers) <= 2 * KEPT
        assert set(standing.absent) <= set(standing.carriers)
    told = [turn for turn in turns if turn]
    assert told == ["missing", "back"] * (len(told) // 2) + ["missing"] * (len(told) % 2), "by turns, each once"


def test_a_stale_copy_that_shows_it_does_not_bring_it_back() -> None:
    standing = Standing()
    hour = timedelta(hours=1)
    standing.note([Sight(page, START, there=True) for page in "abc"])
    assert standing.note([Sight(page, START + hour, there=False) for page in "abc"]) == ""
    assert standing.note([Sight("d", START + hour / 2, there=True)]) == ""
    assert standing.note([Sight(page, START + 2 * hour, there=False) for page in "abc"]) == "missing"
    assert standing.note([Sight("a", START + 3 * hour, there=True)]) == "back"


def test_the_region_key_of_the_change_is_that_of_the_list(site: Bench) -> None:
    del site.reed.lists[POPULAR]
    site.run()
    site.run()
    changes = [change for change in site.archive.changes("reed") if change.kind == "site.degraded"]
    assert [change.key for change in changes] == [RegionKey("reed", RegionKind.LIST, POPULAR)]
