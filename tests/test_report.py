"""The command `report`: static pages of all that the archive knows, harmless whatever was fetched."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from alert_samples import HOSTILE
from cli_archive import ARTICLE, CRANE, FERRY, FEWER, MOST_READ, STORM, T0, alert, build, hours, ranked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from crawler import report
from crawler.cli import run
from crawler.model import (
    Article,
    ListItem,
    LiveItem,
    LiveRegion,
    PageRecord,
    RankedList,
    RegionKey,
    RegionKind,
    RunRecord,
    Version,
)
from crawler.report import names, views, writing
from crawler.store import open_archive

NOW = datetime(2026, 5, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = build(tmp_path_factory.mktemp("data"))
    assert run(["--data", str(folder), "report"]) == 0
    return folder


@pytest.fixture
def fresh(tmp_path):
    return build(tmp_path / "data")


def written(data: Path, out: Path | None = None, now: datetime = NOW) -> report.Written:
    with open_archive(data / "archive.db", read_only=True) as archive:
        return report.write_report(archive, [name for name, _ in archive.sites()], out or data / "report", now)


def changed(data: Path):
    return open_archive(data / "archive.db")


def tree(path: Path):
    return html.document_fromstring(path.read_bytes())


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def region_page(data: Path, key: RegionKey):
    return tree(data / "report/sites/harbour" / names.region_file(key))


def words(element) -> str:
    return " ".join(element.text_content().split())


class TestTheCommand:
    def test_it_prints_the_path_of_the_first_page_and_counts_on_standard_error(self, fresh, capsys):
        assert run(["--data", str(fresh), "report"]) == 0
        told = capsys.readouterr()
        assert told.out == f"{fresh / 'report/index.html'}\n"
        # The first page, a page and the runs of two sites; an article that changed, one that is gone, a list, two live.
        assert told.err == "10 pages, 10 of them new or changed\n"

    def test_another_folder_can_be_named(self, fresh, tmp_path, capsys):
        assert run(["--data", str(fresh), "report", "--out", str(tmp_path / "www")]) == 0
        assert (tmp_path / "www/index.html").is_file()
        assert not (fresh / "report").exists()

    def test_without_an_archive_one_line_says_what_to_do(self, tmp_path, capsys):
        assert run(["--data", str(tmp_path), "report"]) == 1
        assert capsys.readouterr().err.count("\n") == 1

    def test_a_folder_that_cannot_be_made_is_told_in_one_line(self, fresh, tmp_path, capsys):
        (tmp_path / "file").write_text("in the way")
        assert run(["--data", str(fresh), "report", "--out", str(tmp_path / "file/www")]) == 1
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "--out" in told

    def test_it_loads_neither_scrapy_nor_twisted(self, fresh):
        code = (
            "import sys; from crawler.cli import run; "
            f"status = run(['--data', {str(fresh)!r}, 'report']); "
            "sys.exit(status or bool({'scrapy', 'twisted'} & set(sys.modules)))"
        )
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


class TestTheFirstPage:
    def test_each_site_has_a_row_and_its_latest_alerts(self, data):
        page = tree(data / "report/index.html")
        assert [words(each) for each in page.cssselect("tbody th")] == ["harbour", "lagoon"]
        sections = page.cssselect(".alerts section")
        assert [len(each.cssselect("article")) for each in sections] == [2, 1]

    def test_the_newest_alert_comes_first(self, data):
        times = [each.get("datetime") for each in tree(data / "report/index.html").cssselect(".alerts time")]
        assert times[:2] == ["2026-05-12T10:00:03Z", "2026-05-12T09:00:03Z"]

    def test_without_sites_it_says_how_to_make_one_known(self, tmp_path):
        with open_archive(tmp_path / "archive.db"):
            pass
        written(tmp_path)
        assert "presswatch add" in words(tree(tmp_path / "report/index.html"))

    def test_a_site_that_cannot_be_read_is_marked(self, fresh):
        with changed(fresh) as archive:
            archive.set_meta("harbour", "degraded_since", hours(3).isoformat())
        written(fresh)
        assert "not readable since 2026-05-12 11:00:03" in words(tree(fresh / "report/index.html"))


class TestFilters:
    def test_every_filter_leads_to_a_target_that_the_style_sheet_knows(self, data):
        page = tree(data / "report/sites/harbour/index.html")
        style = page.cssselect("style")[0].text
        filters = [each.get("href")[1:] for each in page.cssselect("#alerts ~ ul.filters a")]
        assert filters == ["alerts", "important", "articles", "lists"]
        for name in filters[1:]:
            assert page.cssselect(f"span#{name} ~ .alerts .card.{name}")
            assert f"#{name}:target ~ .alerts .card:not(.{name})" in style

    def test_the_counts_are_those_of_the_alerts_shown(self, data):
        page = tree(data / "report/sites/harbour/index.html")
        for each in page.cssselect("#alerts ~ ul.filters a")[1:]:
            name, count = each.text.split()
            assert len(page.cssselect(f".card.{name}")) == int(count)


class TestArticles:
    def test_a_redline_shows_what_was_struck_out_and_put_in_word_by_word(self, data):
        page = region_page(data, ARTICLE)
        assert [each.text for each in page.cssselect("h1")] == ["Ferry company counts 1,190 passengers"]
        assert "1,310" in [each.text for each in page.cssselect("del")]
        assert "1,190" in [each.text for each in page.cssselect("ins")]
        assert "The quay is “new”, said Ines Holm." in words(page.cssselect("details")[0])

    def test_every_version_after_the_first_has_a_heading_the_newest_first(self, fresh):
        with changed(fresh) as archive:
            archive.add_version(ARTICLE, replace(FEWER, title="Ferries are full"), "a3", hours(2), None)
        written(fresh)
        assert [each.text for each in region_page(fresh, ARTICLE).cssselect("h3")] == ["Version 3", "Version 2"]

    def test_one_that_is_gone_keeps_its_last_text(self, data):
        page = region_page(data, RegionKey("harbour", RegionKind.ARTICLE, "", CRANE))
        assert "gone" in words(page.cssselect(".state")[0])
        assert "A crane stood still." in words(page)

    def test_one_that_never_changed_has_no_page(self, fresh):
        with changed(fresh) as archive:
            key = RegionKey("harbour", RegionKind.ARTICLE, "", f"{FERRY}quiet")
            archive.add_version(key, FEWER, "q1", T0, None)
        written(fresh)
        assert not (fresh / "report/sites/harbour" / names.region_file(key)).exists()

    def test_the_text_names_its_language_where_it_is_one(self, fresh):
        with changed(fresh) as archive:
            archive.add_version(ARTICLE, replace(FEWER, title="Fähre", language="de-CH"), "a3", hours(2), None)
        written(fresh)
        assert region_page(fresh, ARTICLE).cssselect("h1")[0].get("lang") == "de-CH"
        with changed(fresh) as archive:
            archive.add_version(ARTICLE, replace(FEWER, title="?", language='x" onload="'), "a4", hours(3), None)
        written(fresh)
        assert region_page(fresh, ARTICLE).cssselect("h1")[0].get("lang") is None


class TestLists:
    def test_the_table_of_ranks_has_a_row_an_entry_and_a_column_a_version_the_newest_first(self, fresh):
        choir = ListItem(2, "Choir seeks tenors", "https://harbour.example/choir")
        tide = ListItem(1, "Tide tables", "https://harbour.example/tide")
        key = RegionKey("harbour", RegionKind.LIST, "Picks")
        with changed(fresh) as archive:
            archive.add_version(key, RankedList("Picks", (tide, choir)), "p1", T0, 1)
            archive.add_version(key, RankedList("Picks", (replace(choir, rank=1),)), "p2", hours(1), 1)
        written(fresh)
        rows = region_page(fresh, key).cssselect("table")[0].cssselect("tbody tr")
        told = [[words(cell) for cell in row] for row in rows]
        assert told == [["Choir seeks tenors", "1", "2"], ["Tide tables", "–", "1"]]

    def test_its_history_tells_what_came_and_went(self, data):
        change = region_page(data, MOST_READ).cssselect("section")[0]
        assert "2 retitled" in words(change)
        assert "Tide tables" in [words(each) for each in change.cssselect("del")]

    def test_a_live_blog_shows_its_entries(self, data):
        assert "Waves — Two metres." in words(region_page(data, STORM))


class TestRuns:
    def test_each_run_has_a_row_with_its_outcome_and_pages(self, data):
        (row,) = tree(data / "report/sites/harbour/runs.html").cssselect("tbody tr")
        told = [words(cell) for cell in row]
        assert told == ["2026-05-12 08:00:03", "ok", "4", "1", "2", "1", "4", "360 s", "3 ok, 1 outage"]

    def test_one_that_has_not_ended_is_no_fault(self, fresh):
        with changed(fresh) as archive:
            archive.start_run("harbour", hours(2))
        written(fresh)
        assert "running" in words(tree(fresh / "report/sites/harbour/runs.html"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A report on an archive in which every text is an attack."""
    data = tmp_path_factory.mktemp("hostile")
    with open_archive(data / "archive.db") as archive, archive.transaction():
        for number, text in enumerate(HOSTILE.values()):
            _add_hostile(archive, number, text)
    written(data)
    return data / "report"


class TestHarmless:
    def test_nothing_fetched_becomes_markup(self, hostile):
        allowed = set(
            "html head meta title style body a header nav ol li main h1 h2 h3 p ul table thead tbody tr th td time "
            "div span article section footer del ins strong code dl dt dd details summary br".split()
        )
        for path in pages(hostile):
            found = {each.tag for each in tree(path).iter() if isinstance(each.tag, str)}
            assert found <= allowed, path

    def test_no_attribute_runs_anything_and_no_link_is_odd(self, hostile):
        for path in pages(hostile):
            for each in tree(path).iter():
                assert not [name for name in each.attrib if name.startswith("on") or name in {"src", "style"}]
                if (href := each.get("href")) and ":" in href:
                    assert href.startswith(("https://", "http://")), path

    def test_no_control_character_or_direction_mark_is_left(self, hostile):
        for path in pages(hostile):
            assert not re.search(
                "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", path.read_text()
            )

    def test_links_out_give_nothing_away(self, hostile, data):
        for folder in (hostile, data / "report"):
            for path in pages(folder):
                for each in tree(path).cssselect("a[href^=http]"):
                    assert {"noopener", "noreferrer"} <= set(each.get("rel").split())

    def test_the_policy_allows_the_one_style_sheet_and_nothing_else(self, hostile):
        for path in pages(hostile):
            page = tree(path)
            (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            (style,) = page.cssselect("style")
            digest = b64encode(sha256(style.text.encode()).digest()).decode()
            assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")

    @given(st.text(max_size=300))
    @settings(max_examples=150, deadline=None)
    def test_any_name_of_a_site_is_one_harmless_folder(self, name):
        folder = names.site_folder(name)
        assert re.fullmatch(r"[a-z0-9.-]{1,90}", folder)
        assert not folder.startswith(".")

    def test_sites_whose_names_fold_alike_do_not_share_a_folder(self):
        assert len({names.site_folder(name) for name in ("a b", "a-b", "A-B", "../a-b", "a/b", "ä-b")}) == 6


def _add_hostile(archive, number: int, text: str) -> None:
    column = text.encode("utf-8", "replace").decode()  # what no column of an archive can hold
    url = f"https://harbour.example/{number}"
    archive.ensure_site("hostile", "https://harbour.example/")
    article = RegionKey("hostile", RegionKind.ARTICLE, "", url)
    live = RegionKey("hostile", RegionKind.LIVE, f"{number} {column[:80]}")
    items = RegionKey("hostile", RegionKind.LIST, f"{number} {column[:80]}")
    link = f"javascript:{text[:50]}"
    for version, more in enumerate(("", " more"), 1):
        told = text[:5000] + more
        state = Article(told, (told,), told, (told,), told, told, told, told)
        archive.add_version(article, state, f"a{version}", hours(version), None)
        entry = LiveItem(told[:50], told, link, told, told)
        archive.add_version(live, LiveRegion(live.name, (entry,)), f"l{version}", hours(version), None)
        archive.add_version(
            items, RankedList(items.name, (ListItem(1, told, link),)), f"i{version}", hours(version), None
        )
    change = {"edits": [text], "title": {"before": text, "after": text}, "hunks": [{"op": text, "before": text}]}
    for kind in ("article.changed", "list.changed", "live.changed", "site.degraded"):
        told = {"reason": text, "pages": [text], **change}
        archive.add_alert(
            alert(
                f"{number} {kind}",
                hours(3),
                kind,
                site="hostile",
                region=column,
                url=f"javascript:{column[:50]}",
                summary=column,
                change=told,
            ),
            [],
            None,
        )
    run_ = archive.start_run("hostile", T0)
    archive.finish_run(RunRecord("hostile", T0, hours(1), column, 1, {column: 3}, id=run_))


class TestReadable:
    def test_every_page_has_a_title_a_language_one_heading_and_landmarks(self, data):
        for path in pages(data / "report"):
            page = tree(path)
            assert words(page.cssselect("title")[0]), path
            assert page.get("lang") == "en"
            assert [len(page.cssselect(each)) for each in ("h1", "main", "header nav", "footer")] == [1, 1, 1, 1]

    def test_headings_leave_out_no_level(self, data):
        for path in pages(data / "report"):
            levels = [int(each.tag[1]) for each in tree(path).iter("h1", "h2", "h3", "h4")]
            assert levels[0] == 1
            assert all(later <= level + 1 for level, later in pairwise(levels)), path

    def test_every_table_has_heads_and_every_part_that_scrolls_a_name_and_the_keyboard(self, data):
        for path in pages(data / "report"):
            for table in tree(path).cssselect("table"):
                assert all(each.get("scope") for each in table.cssselect("th"))
                assert table.getparent().get("aria-label")
                assert table.getparent().get("tabindex") == "0"

    def test_no_name_stands_twice_on_a_page(self, data):
        for path in pages(data / "report"):
            found = [each.get("id") for each in tree(path).cssselect("[id]")]
            assert len(found) == len(set(found)), path

    def test_every_link_within_the_report_leads_to_a_page_and_a_place_on_it(self, data):
        for path in pages(data / "report"):
            for href in tree(path).xpath("//a/@href"):
                if href.startswith("http"):
                    continue
                file, _, place = href.partition("#")
                target = (path.parent / unquote(file)) if file else path
                assert target.is_file(), (path, href)
                assert not place or tree(target).cssselect(f"#{place}"), (path, href)


class TestWritingAgain:
    def test_only_the_first_page_differs_where_nothing_happened(self, fresh):
        first = written(fresh)
        before = {path: path.stat().st_mtime_ns for path in pages(fresh / "report")}
        second = written(fresh, now=NOW + timedelta(minutes=10))
        assert (first.changed, second.changed, second.removed) == (first.pages, 1, 0)
        after = {path: path.stat().st_mtime_ns for path in pages(fresh / "report")}
        assert [path.name for path in before if before[path] != after[path]] == ["index.html"]
        assert before.keys() == after.keys()

    def test_a_new_version_replaces_its_page_and_the_sites(self, fresh):
        written(fresh)
        with changed(fresh) as archive:
            archive.add_version(ARTICLE, replace(FEWER, title="Ferries are full"), "a3", hours(2), None)
        assert written(fresh).changed == 2

    def test_a_region_that_was_only_seen_again_changes_nothing(self, fresh):
        written(fresh)
        with changed(fresh) as archive:
            archive.touch(ARTICLE, hours(9))
        assert written(fresh).changed == 0

    def test_pages_that_fell_out_are_removed_and_nothing_else_is(self, fresh, monkeypatch):
        written(fresh)
        folder = fresh / "report/sites/harbour"
        for name in ("notes.html", "article-mine.html", "logo.png"):
            (folder / name).write_text("mine")
        monkeypatch.setitem(writing.MOST_REGIONS, RegionKind.ARTICLE, 1)
        found = written(fresh)
        assert found.removed == 1
        assert all((folder / name).read_text() == "mine" for name in ("notes.html", "article-mine.html", "logo.png"))

    def test_no_draft_is_left_behind(self, data):
        assert not [path for path in (data / "report").rglob("*") if path.name.startswith(".")]


class TestBounds:
    def test_what_is_left_out_is_said(self, fresh, monkeypatch):
        monkeypatch.setitem(writing.MOST_REGIONS, RegionKind.ARTICLE, 1)
        monkeypatch.setattr(writing, "MOST_ALERTS", 1)
        monkeypatch.setattr(writing, "MOST_SITES", 1)
        written(fresh)
        site = words(tree(fresh / "report/sites/harbour/index.html"))
        assert "The 1 that changed last; others are left out here" in site
        assert "The last 1; presswatch alerts has all." in site
        assert "1 more sites are left out." in words(tree(fresh / "report/index.html"))

    def test_of_many_versions_the_last_are_compared(self, fresh, monkeypatch):
        monkeypatch.setattr(views, "MOST_VERSIONS", 3)
        with changed(fresh) as archive:
            for number in range(3, 10):
                archive.add_version(ARTICLE, replace(FEWER, title=f"Day {number}"), f"a{number}", hours(number), None)
        written(fresh)
        page = region_page(fresh, ARTICLE)
        assert [each.text for each in page.cssselect("h3")] == ["Version 9", "Version 8", "Version 7"]
        assert "The changes that led to the first 6 versions are left out here" in words(page)
        assert "9, the first seen 2026-05-12 08:00:03" in words(page)

    def test_a_long_list_and_a_long_text_are_cut_and_say_so(self, fresh, monkeypatch):
        monkeypatch.setattr(views, "MOST_ROWS", 2)
        monkeypatch.setattr(views, "MOST_PARAGRAPHS", 1)
        with changed(fresh) as archive:
            archive.add_version(MOST_READ, ranked("One", "Two", "Three", "Four"), "l3", hours(3), 1)
        written(fresh)
        assert "2 more that left earlier are left out" in words(region_page(fresh, MOST_READ))
        assert "1 more paragraphs are left out here" in words(region_page(fresh, ARTICLE))


class TestTheArchive:
    def test_the_newest_alerts_of_a_site_come_newest_first_and_bounded(self, fresh):
        with changed(fresh) as archive:
            assert [each.id for each in archive.newest_alerts("harbour", 9)] == ["a2", "a1"]
            assert [each.id for each in archive.newest_alerts("harbour", 1)] == ["a2"]
            assert archive.newest_alerts("nowhere", 9) == []

    def test_regions_come_by_their_last_change_and_those_that_never_changed_can_be_left_out(self, fresh):
        with changed(fresh) as archive:
            quiet = RegionKey("harbour", RegionKind.ARTICLE, "", f"{FERRY}quiet")
            archive.add_version(quiet, FEWER, "q1", hours(1.5), None)
            crane = RegionKey("harbour", RegionKind.ARTICLE, "", CRANE)
            assert archive.newest_regions("harbour", RegionKind.ARTICLE, 9) == [crane, quiet, ARTICLE]
            assert archive.newest_regions("harbour", RegionKind.ARTICLE, 9, changed=True) == [crane, ARTICLE]
            assert archive.newest_regions("harbour", RegionKind.ARTICLE, 1, changed=True) == [crane]
            assert archive.newest_regions("harbour", RegionKind.LIST, 9) == [MOST_READ]
            assert archive.newest_regions("nowhere", RegionKind.LIST, 9) == []

    def test_a_page_that_went_counts_from_its_last_good_look(self, fresh):
        with changed(fresh) as archive:
            old = RegionKey("harbour", RegionKind.ARTICLE, "", f"{FERRY}old")
            archive.add_version(old, FEWER, "o1", T0, None)
            archive.save_page(PageRecord("harbour", f"{FERRY}old", state="gone", first_seen=T0, last_good=hours(8)))
            assert archive.newest_regions("harbour", RegionKind.ARTICLE, 1, changed=True) == [old]


def test_an_alert_leads_to_the_page_of_its_region(data):
    page = tree(data / "report/index.html")
    links = page.xpath("//article//h3/a/@href")
    assert links[:2] == [f"sites/harbour/{names.region_file(key)}" for key in (MOST_READ, ARTICLE)]
    assert tree(data / "report" / links[1]).cssselect("h1")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 6), unique=True, max_size=6), min_size=1, max_size=6))
def test_each_column_of_the_ranks_is_the_list_of_its_version(orders):
    """Law: the ranks of a column put its entries in the order of that version."""
    versions = [
        Version(
            MOST_READ,
            number,
            RankedList("x", tuple(ListItem(rank, f"Story {each}", "") for rank, each in enumerate(order, 1))),
            "",
            T0,
            T0,
        )
        for number, order in enumerate(orders, 1)
    ]
    table = views._ranks(versions)
    for column, order in enumerate(reversed(orders)):
        placed = sorted((int(places[column]), entry.text) for entry, places in table.rows if places[column])
        assert [text for _, text in placed] == [f"Story {each}" for each in order]
