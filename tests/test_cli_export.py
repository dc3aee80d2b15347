"""Exports: the contract's records, as JSON lines and as CSV, as streams."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_archive import BLOG, CRANE, FERRY, FRONT, HOSTILE, PAPER, build, hours
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli import run
from crawler.export import COLUMNS, csv_lines, json_line, records
from crawler.model import CaptureRecord, LiveItem, LiveRegion, RegionKey, RegionKind, Verdict
from crawler.store import open_archive

CONTRACT = {
    "versions": "site url kind version first_seen last_seen title standfirst authors published modified language "
    "section body sha256",
    "lists": "site region url version first_seen last_seen items",
    "live": "site region url version first_seen last_seen items",
    "captures": "id site url fetched_at status verdict reason sha256 source",
    "alerts": "id at site kind severity subject summary change captures",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("data"))


@pytest.fixture
def export(data, capsys):
    def exported(*args: str) -> str:
        assert run(["--data", str(data), "export", *args]) == 0
        return capsys.readouterr().out

    return exported


@pytest.fixture
def load(export):
    return lambda *args: [json.loads(line) for line in export(*args).splitlines()]


@pytest.mark.parametrize("what", COLUMNS)
class TestEveryKind:
    def test_records_have_just_the_columns_in_their_order(self, what, load):
        found = load(what)
        assert found
        assert {tuple(record) for record in found} == {COLUMNS[what]}

    def test_csv_has_the_same_columns_and_as_many_rows(self, what, load, export):
        rows = list(csv.reader(io.StringIO(export(what, "--format", "csv"))))
        assert rows[0] == list(COLUMNS[what])
        assert len(rows) == len(load(what)) + 1

    def test_a_site_gets_only_its_own(self, what, load):
        found = load(what)
        for site in ("harbour", "lagoon"):
            assert load(what, "--site", site) == [record for record in found if record["site"] == site]

    def test_nothing_harmful_reaches_a_terminal(self, what, export):
        for layout in ("jsonl", "csv"):
            shown = export(what, "--format", layout)
            assert not any(char in shown for char in "\x1b\x9b\u202e\x00")

    def test_nothing_to_export_is_a_note(self, what, tmp_path, capsys):
        open_archive(tmp_path / "archive.db").close()
        assert run(["--data", str(tmp_path), "export", what]) == 0
        told = capsys.readouterr()
        assert (told.out, told.err) == ("", f"no {what}\n")


@pytest.mark.parametrize("what", CONTRACT)
def test_the_columns_are_those_of_the_contract(what):
    assert list(COLUMNS[what]) == CONTRACT[what].split()


class TestRecords:
    def test_a_version(self, load):
        first, second, crane = load("versions")
        assert first == {
            "site": "harbour",
            "url": FERRY,
            "kind": "article",
            "version": 1,
            "first_seen": "2026-05-12T08:00:03Z",
            "last_seen": "2026-05-12T08:30:03Z",
            "title": "Ferry company counts 1,310 passengers",
            "standfirst": "A record for the bay",
            "authors": ["Ada Quill", "Bo Reed"],
            "published": "2026-05-12T07:30:00Z",
            "modified": None,
            "language": "en",
            "section": "Bay",
            "body": "The ferries carried 1,310 people on Monday.\n\nThe quay is “new”, said Ines Holm.",
            "sha256": hashlib.sha256(first["body"].encode()).hexdigest(),
        }
        assert (second["version"], second["modified"]) == (2, "2026-05-12T09:00:00Z")
        assert crane["title"] == HOSTILE

    def test_a_list_names_the_page_that_it_was_seen_on(self, load):
        first, second = load("lists")
        assert first == {
            "site": "harbour",
            "region": "Most Read",
            "url": FRONT,
            "version": 1,
            "first_seen": "2026-05-12T08:00:03Z",
            "last_seen": "2026-05-12T08:00:03Z",
            "items": [
                {"rank": 1, "title": "Tide tables", "url": f"{PAPER}/1"},
                {"rank": 2, "title": "Choir seeks tenors", "url": f"{PAPER}/2"},
            ],
        }
        assert second["version"] == 2

    def test_a_live_region_of_the_site_and_a_live_blog(self, load):
        ticker, blog = load("live")
        assert (ticker["region"], ticker["url"]) == ("Ticker", FRONT)
        assert ticker["items"] == [
            {"key": "", "title": "Fog", "url": f"{PAPER}/fog", "text": "Fog \x1b[2Jlifts", "published": None}
        ]
        assert (blog["region"], blog["url"]) == ("", BLOG)
        assert blog["items"][0]["published"] == "2026-05-12T08:00:00Z"

    def test_a_capture(self, load):
        assert load("captures")[2] == {
            "id": 3,
            "site": "harbour",
            "url": FRONT,
            "fetched_at": "2026-05-12T08:30:03Z",
            "status": 503,
            "verdict": "outage",
            "reason": "503 Service Unavailable",
            "sha256": f"{2:064x}",
            "source": "crawl",
        }

    def test_a_change_and_a_delivery(self, load):
        (change,) = load("changes")
        assert (change["from_version"], change["to_version"], change["url"]) == (1, 2, FERRY)
        assert change["change"]["edits"] == ["number"]
        states = {(each["alert"], each["channel"]): each["state"] for each in load("deliveries")}
        assert states["a1", "log"] == "sent"
        assert states["a1", "email:desk@example.org"] == "dead"
        assert states["a2", "log"] == "pending"

    def test_a_page_and_a_site(self, load):
        crane = next(page for page in load("pages") if page["url"] == CRANE)
        assert (crane["state"], crane["first_seen"], crane["last_look"]) == ("gone", "2026-05-12T10:00:03Z", None)
        assert load("sites")[0] == {"site": "harbour", "url": FRONT, "pages": 6}

    @pytest.mark.parametrize(
        ("what", "count"),
        [
            ("pages", 1),
            ("captures", 1),
            ("versions", 2),
            ("lists", 1),
            ("changes", 1),
            ("alerts", 3),
            ("deliveries", 4),
        ],
    )
    def test_since_takes_what_came_up_from_then_on(self, what, count, load):
        assert len(load(what, "--since", "2026-05-12T09:00:03Z")) == count

    def test_sites_have_no_time(self, data, capsys):
        assert run(["--data", str(data), "export", "sites", "--since", "2h"]) == 2
        assert "leave --since out" in capsys.readouterr().err

    def test_an_unknown_site_is_a_usage_error_and_nothing_is_written(self, data, capsys):
        assert run(["--data", str(data), "export", "pages", "--site", "habour", "--format", "csv"]) == 2
        assert capsys.readouterr().out == ""


class TestFormats:
    @pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
    def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(self, start):
        _, row = csv_lines([{"a": f"{start}SUM(1)"}], ["a"])
        assert next(csv.reader([row])) == [f"'{start}SUM(1)"]

    def test_a_formula_behind_characters_that_are_left_out_is_still_one(self):
        _, row = csv_lines([{"a": "\x00\u202e=SUM(1)"}], ["a"])
        assert row == "'=SUM(1)"

    def test_numbers_and_nested_values_are_no_formulas(self):
        _, row = csv_lines([{"a": -1, "b": ["=x"], "c": None, "d": {"e": "ü"}}], "abcd")
        assert next(csv.reader([row])) == ["-1", '["=x"]', "", '{"e": "ü"}']

    @given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers(), st.lists(st.text())))))
    def test_csv_is_read_back_with_its_columns_whatever_the_text(self, cells):
        lines = list(csv_lines([{"a": one, "b": two} for one, two in cells], ["a", "b"]))
        rows = list(csv.reader(io.StringIO("\n".join(lines), newline="")))
        assert [len(row) for row in rows] == [2] * (len(cells) + 1)
        assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows)

    @given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
    def test_a_json_line_is_one_line_and_lossless(self, value):
        line = json_line(value)
        assert line.splitlines() in ([line], [])
        assert json.loads(line) == value
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in line)
        line.encode("utf-8")


def test_an_export_holds_no_more_than_a_batch_and_the_bounded_cache_of_the_archive(tmp_path):
    text = "words of an entry " * 2_000
    key = RegionKey("bulk", RegionKind.LIVE, "Ticker")
    with open_archive(tmp_path / "archive.db") as archive, archive.transaction():
        for number in range(800):
            state = LiveRegion("Ticker", (LiveItem(str(number), text=f"{text}{number}"),))
            archive.add_version(key, state, str(number), hours(number), None)
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        tracemalloc.start()
        written = sum(len(json_line(record)) for record in records(archive, "live"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert written > 28_000_000
    assert peak < 11_000_000  # of which the cache has 8 MiB


def test_times_are_utc_to_the_second(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        at = datetime(2026, 5, 12, 8, 0, 3, 999_999, tzinfo=UTC)
        archive.add_capture(CaptureRecord("bulk", FRONT, at, 200, Verdict.OK))
        (record,) = records(archive, "captures")
    assert record["fetched_at"] == "2026-05-12T08:00:03Z"
