"""Commands that read the archive: alerts, history, show, diff, lists, live, status."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli_archive import (
    BLOG,
    CRANE,
    FERRY,
    FEWER,
    FRONT,
    OLD_FERRY,
    OLDEST_FERRY,
    PAPER,
    build,
    hours,
)

from crawler.cli import run
from crawler.model import Article, RegionKey, RegionKind
from crawler.store import open_archive


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("data"))


@pytest.fixture
def call(data, capsys):
    """Runs a command; gives its status, the lines of standard output, and standard error."""

    def called(*args: str, at: Path = data):
        status = run(["--data", str(at), *args])
        told = capsys.readouterr()
        return status, told.out.splitlines(), told.err

    return called


def harmless(text: str) -> bool:
    return not any(char in text for char in "\x1b\x9b\u202e\r\x00")


class TestAlerts:
    def test_one_line_each_the_oldest_first(self, call):
        status, lines, _ = call("alerts")
        assert status == 0
        assert [line[:20] for line in lines] == ["2026-05-12T09:00:03Z", "2026-05-12T10:00:03Z", "2026-05-12T11:00:03Z"]

    def test_a_site_a_kind_and_a_time_narrow_them_down(self, call):
        assert [len(call("alerts", *args)[1]) for args in (["lagoon"], ["lagoon", "harbour"])] == [1, 3]
        assert len(call("alerts", "--kind", "list.changed")[1]) == 1
        assert len(call("alerts", "--since", "2026-05-12T10:00:03Z")[1]) == 2
        assert len(call("alerts", "--since", "2026-05-12T13:00:03+02:00")[1]) == 1

    def test_json_is_the_alert_record(self, call):
        _, lines, _ = call("alerts", "harbour", "--json")
        record = json.loads(lines[0])
        assert list(record) == "id at site kind severity subject summary change captures".split()
        assert record["subject"] == {"region": "", "url": FERRY}
        assert record["captures"] == {"before": 2, "after": 4}

    def test_control_characters_of_the_web_do_not_reach_the_terminal(self, call):
        assert harmless("".join(call("alerts")[1]))
        assert harmless("".join(call("alerts", "--json")[1]))

    def test_none_is_a_note_on_standard_error(self, call):
        assert call("alerts", "--kind", "article.removed") == (0, [], "no alerts\n")

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            (["habour"], "no site 'habour', did you mean 'harbour'?"),
            (["--kind", "list.chnged"], "no kind of alert 'list.chnged', did you mean 'list.changed'?"),
            (["--since", "soon"], "--since: 'soon' is no time (give an age such as"),
        ],
    )
    def test_what_is_not_there_is_a_usage_error_with_the_nearest_that_is(self, args, told, call):
        status, lines, error = call("alerts", *args)
        assert (status, lines) == (2, [])
        assert told in error
        assert error.count("\n") == 1

    def test_a_site_with_a_profile_that_was_never_crawled_is_known(self, call, tmp_path):
        build(tmp_path)
        (tmp_path / "sites").mkdir()
        (tmp_path / "sites" / "fjord.toml").write_text('url = "https://fjord.example/"')
        assert call("alerts", "fjord", at=tmp_path) == (0, [], "no alerts\n")
        assert any(line.startswith("fjord") and "never" in line for line in call("status", at=tmp_path)[1])


SPELLINGS = [
    FERRY,
    f"{PAPER}/news/ferry",
    "http://www.harbour.example/news/ferry",
    f"{FERRY}?utm_source=mail&fbclid=1#top",
    "harbour.example/news/ferry",
    f" <{FERRY}> ",
    "HTTPS://HARBOUR.example:443/news//ferry/",
    OLD_FERRY,
    f"{OLD_FERRY}/?utm_medium=x",
    OLDEST_FERRY,
]


class TestFinding:
    @pytest.mark.parametrize("url", SPELLINGS)
    def test_an_article_is_found_under_every_spelling_and_every_former_address(self, url, call):
        status, lines, error = call("history", url)
        assert status == 0, error
        assert len(lines) == 2
        assert FERRY in error

    def test_parameters_that_are_no_trackers_tell_pages_apart(self, call):
        assert call("history", f"{CRANE}&utm_source=x")[0] == 0
        assert call("history", CRANE.replace("id=7", "id=8"))[0] == 2

    def test_an_unknown_url_is_a_usage_error_that_tells_how_to_fetch_it(self, call):
        status, lines, error = call("show", f"{PAPER}/news/nothing")
        assert (status, lines) == (2, [])
        assert f"presswatch crawl --url {PAPER}/news/nothing" in error

    @pytest.mark.parametrize(("url", "hint"), [(FRONT, "presswatch lists harbour"), (BLOG, "presswatch live harbour")])
    def test_a_page_that_is_no_article_tells_which_command_shows_it(self, url, hint, call):
        status, lines, error = call("history", url)
        assert (status, lines) == (1, [])
        assert hint in error

    @pytest.mark.parametrize(
        "url", ["", "\x00", "javascript:alert(1)", "x" * 10_000, "a b", "http://[", "\x1b[2J", "../../"]
    )
    def test_what_is_no_url_is_a_usage_error_in_one_line(self, url, call):
        status, lines, error = call("history", url)
        assert (status, lines) == (2, [])
        assert error.count("\n") == 1
        assert len(error) < 1_000
        assert harmless(error)

    def test_a_file_that_was_ingested_is_found_by_its_path(self, call, tmp_path, monkeypatch):
        file = tmp_path / "saved page.txt"
        file.write_text("x")
        key = RegionKey("shelf", RegionKind.ARTICLE, "", file.as_uri())
        with open_archive(tmp_path / "archive.db") as archive:
            archive.add_version(key, Article("Saved", ("A page.",)), "d", hours(0), None)
        monkeypatch.chdir(tmp_path)
        for given in (file.as_uri(), str(file), "saved page.txt"):
            assert call("show", given, at=tmp_path)[:2] == (0, ["Saved", "", "A page."])

    def test_of_a_page_of_two_sites_the_one_that_saw_it_last_is_shown(self, call, tmp_path):
        with open_archive(tmp_path / "archive.db") as archive:
            for site, at in (("aa", 1), ("bb", 2)):
                key = RegionKey(site, RegionKind.ARTICLE, "", FERRY)
                archive.add_version(key, Article(f"Seen by {site}", ("Text.",)), "d", hours(at), None)
        _, lines, error = call("show", FERRY, at=tmp_path)
        assert lines[0] == "Seen by bb"
        assert "also seen as a page of: aa" in error


class TestHistory:
    def test_number_first_and_last_sight_and_what_changed(self, call):
        _, lines, _ = call("history", FERRY)
        first, second = (line.split("\t") for line in lines)
        assert first == ["1", "2026-05-12T08:00:03Z", "2026-05-12T08:30:03Z", "Ferry company counts 1,310 passengers"]
        assert second[:2] == ["2", "2026-05-12T09:00:03Z"]
        assert "1,310 → 1,190" in second[3] or "number" in second[3]

    def test_a_page_that_is_gone_is_said_to_be(self, call):
        _, lines, error = call("history", CRANE)
        assert "gone" in error
        assert harmless("".join(lines))


class TestShow:
    def test_headline_standfirst_and_paragraphs(self, call):
        status, lines, error = call("show", FERRY)
        assert status == 0
        assert "\n".join(lines) == "\n\n".join([FEWER.title, FEWER.standfirst, *FEWER.paragraphs])
        assert "version 2 of 2" in error
        assert "by Ada Quill, Bo Reed" in error

    def test_a_version_by_number_or_by_the_time_at_which_it_stood(self, call):
        by_number = call("show", FERRY, "--version", "1")[1]
        by_time = call("show", FERRY, "--at", "2026-05-12T08:59:59Z")[1]
        assert by_number == by_time
        assert "1,310" in by_number[0]
        assert "1,190" in call("show", FERRY, "--at", "2026-05-12T09:00:03Z")[1][0]

    def test_json_is_the_record_of_the_export(self, call):
        (shown,) = call("show", FERRY, "--version", "1", "--json")[1]
        assert shown in call("export", "versions")[1]

    @pytest.mark.parametrize(
        ("args", "status", "told"),
        [
            (["--version", "9"], 2, "versions 1 to 2 are known"),
            (["--version", "0"], 2, "--version"),
            (["--version", "1", "--at", "2h"], 2, "give one of them"),
            (["--at", "2026-05-11"], 1, "first seen at 2026-05-12T08:00:03Z"),
        ],
    )
    def test_a_version_that_is_not_there_is_told_in_one_line(self, args, status, told, call):
        found, lines, error = call("show", FERRY, *args)
        assert (found, lines) == (status, [])
        assert told in error
        assert error.count("\n") == 1

    def test_control_characters_are_left_out_and_long_paragraphs_are_not_cut(self, call, tmp_path):
        key = RegionKey("shelf", RegionKind.ARTICLE, "", FERRY)
        long = "word " * 20_000 + "end"
        with open_archive(tmp_path / "archive.db") as archive:
            archive.add_version(key, Article("A\x1b[2Jtitle", ("One\nline\x9b.", long)), "d", hours(0), None)
        _, lines, _ = call("show", FERRY, at=tmp_path)
        assert lines == ["A[2Jtitle", "", "One line.", "", long]


class TestDiff:
    def test_a_word_level_redline_of_the_last_two_versions(self, call):
        status, lines, _ = call("diff", FERRY)
        text = "\n".join(lines)
        assert status == 0
        assert lines[0] == "version 1, 2026-05-12T08:00:03Z → version 2, 2026-05-12T09:00:03Z"
        assert "Ferry company counts [-1,310-]{+1,190+} passengers" in text
        assert "The ferries carried [-1,310-]{+1,190+} people on Monday." in text
        assert "quay" not in text

    def test_a_version_that_is_not_there_is_told_in_one_line(self, call):
        status, lines, error = call("diff", FERRY, "1", "7")
        assert (status, lines) == (2, [])
        assert error.splitlines() == [f"presswatch: there is no version 7 of {FERRY} (versions 1 to 2 are known)"]

    def test_two_versions_in_the_order_given(self, call):
        assert any("[-1,190-]{+1,310+}" in line for line in call("diff", FERRY, "2", "1")[1])
        assert call("diff", FERRY, "1")[1] == call("diff", FERRY)[1]

    def test_no_colour_where_standard_output_is_no_terminal(self, call):
        assert harmless("".join(call("diff", FERRY)[1]))

    @pytest.mark.parametrize(("variable", "coloured"), [("LANG", True), ("NO_COLOR", False)])
    def test_colour_on_a_terminal_unless_it_is_not_wanted(self, variable, coloured, call, monkeypatch):
        import sys

        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv(variable, "C.UTF-8")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert ("\x1b[" in "".join(call("diff", FERRY)[1])) is coloured

    def test_versions_that_read_the_same_are_a_note(self, call):
        status, lines, error = call("diff", FERRY, "2", "2")
        assert (status, lines) == (0, [])
        assert "read the same" in error

    def test_a_single_version_is_a_note(self, call):
        status, lines, error = call("diff", CRANE)
        assert (status, lines) == (0, [])
        assert "only one version" in error

    def test_an_unknown_version_is_a_usage_error(self, call):
        assert call("diff", FERRY, "1", "5")[0] == 2


class TestListsAndLive:
    def test_a_list_as_it_stands(self, call):
        status, lines, _ = call("lists", "harbour")
        assert status == 0
        assert lines[0].startswith("Most Read (version 2, ")
        assert lines[0].endswith(f", {FRONT})")
        assert lines[1] == f"  1. Choir seeks tenors  {PAPER}/1"
        assert harmless("".join(lines))

    def test_a_list_as_it_stood(self, call):
        assert "Tide tables" in call("lists", "harbour", "--at", "2026-05-12T08:30:00Z")[1][1]
        assert call("lists", "harbour", "--at", "2026-05-11") == (0, [], "no list known then\n")

    @pytest.mark.parametrize("name", ["Most Read", "most  read", "MOST READ"])
    def test_a_list_by_name_give_or_take_case(self, name, call):
        assert call("lists", "harbour", name)[0] == 0

    def test_an_unknown_name_gets_the_nearest(self, call):
        status, _, error = call("lists", "harbour", "Most Red")
        assert status == 2
        assert "did you mean 'Most Read'?" in error

    def test_json_is_the_record_of_the_export(self, call):
        (line,) = call("lists", "harbour", "--json")[1]
        assert line in call("export", "lists")[1]
        assert call("live", "harbour", "--json")[1] == call("export", "live")[1]

    def test_tickers_come_before_live_blogs(self, call):
        _, lines, _ = call("live", "harbour")
        assert [line.partition(" (")[0] for line in lines if line.startswith(("Ticker", "Live"))] == [
            "Ticker",
            "Live blog",
        ]
        assert f"  - Fog [2Jlifts  {PAPER}/fog" in lines
        assert "  - 2026-05-12T08:00:00Z Waves — Two metres." in lines
        assert any(BLOG in line for line in lines)

    @pytest.mark.parametrize("command", ["lists", "live"])
    def test_a_site_without_regions_is_a_note(self, command, call):
        status, lines, error = call(command, "lagoon")
        assert (status, lines) == (0, [])
        assert "found yet" in error

    @pytest.mark.parametrize("command", ["lists", "live"])
    def test_an_unknown_site_is_a_usage_error(self, command, call):
        assert call(command, "habour")[0] == 2


class TestStatus:
    def test_a_row_for_each_site(self, call):
        status, lines, _ = call("status")
        assert status == 0
        assert lines[0].split() == [
            "SITE",
            "LAST",
            "RUN",
            "OUTCOME",
            "PAGES",
            "DUE",
            "FAILURES",
            "UNDELIVERED",
            "DEAD",
            "HEALTH",
        ]
        assert "2026-05-12T08:00:03Z  ok" in lines[1]
        assert "1 (1 outage)" in lines[1]
        assert "1 (1 email:desk@example.org)" in lines[1]
        assert lines[2].startswith("lagoon")
        assert "never" in lines[2]

    def test_json_has_the_numbers_of_each_site(self, call):
        harbour, lagoon = map(json.loads, call("status", "--json")[1])
        keys = (
            "site last_run pages degraded_since missing due failures undelivered dead_letters health last_success head"
        )
        assert list(harbour) == keys.split()
        assert harbour["last_run"]["outcome"] == "ok"
        assert harbour["last_run"]["pages"] == {"ok": 3, "outage": 1}
        assert (harbour["pages"], harbour["due"]) == (6, 2)
        assert harbour["failures"] == {"outage": 1}
        assert harbour["undelivered"] == {"log": 1}
        assert harbour["dead_letters"] == {"email:desk@example.org": 1}
        assert lagoon["last_run"] is None

    def test_an_archive_without_sites_is_a_note(self, call, tmp_path):
        open_archive(tmp_path / "archive.db").close()
        status, lines, error = call("status", at=tmp_path)
        assert (status, lines) == (0, [])
        assert "presswatch add URL" in error


def test_a_version_with_other_typography_only_is_told_as_such(call, tmp_path):
    key = RegionKey("shelf", RegionKind.ARTICLE, "", FERRY)
    other = replace(FEWER, paragraphs=(FEWER.paragraphs[0], 'The quay is "new", said Ines Holm.'))
    with open_archive(tmp_path / "archive.db") as archive:
        archive.add_version(key, FEWER, "d1", hours(0), None)
        archive.add_version(key, other, "d2", hours(1), None)
    assert call("history", FERRY, at=tmp_path)[1][1].endswith("\tno word differs")
