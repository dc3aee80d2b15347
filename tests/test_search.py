"""Search: words of all versions are found, also those that went; nothing that is typed can break it."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cli_archive import HOSTILE, build
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from store_drivers import T0, hours

from crawler.cli import run
from crawler.errors import UsageError
from crawler.model import Article, LiveItem, LiveRegion, RegionKey, RegionKind
from crawler.store import open_archive
from crawler.store.search import SearchIndex
from crawler.store.search_file import TOKENIZER
from crawler.text.words import MOST_TERMS, lettered, may_say, parse_query, parts_of, plain, shown

LAGOON = RegionKey("lagoon", RegionKind.ARTICLE, "", "https://lagoon.example/many")
SCRIPTS = Article(
    "東京都の塔",
    (
        "新しい塔が東京に建つ。",
        "การเลือกตั้งท้องถิ่น",
        "चुनाव आयोग की घोषणा",
        "Café Zürich, naïve; Đorđe",
        "가덕도 신공항",
        "مدرسة",
    ),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build(tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        archive.add_version(LAGOON, SCRIPTS, "s1", hours(3), None)
    return tmp_path


@pytest.fixture
def search(data, capsys):
    def searched(*args: str) -> list[dict]:
        assert run(["--data", str(data), "search", *args, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return searched


@pytest.fixture
def say(data, capsys):
    def said(*args: str) -> tuple[int, str, str]:
        status = run(["--data", str(data), "search", *args])
        told = capsys.readouterr()
        return status, told.out, told.err

    return said


class TestFinding:
    def test_a_hit_says_where_and_when_and_shows_the_words_around(self, search):
        (hit,) = search("1,190 quay")
        assert (hit["site"], hit["url"], hit["version"], hit["removed"]) == (
            "harbour",
            "https://harbour.example/news/ferry/",
            2,
            False,
        )
        assert (hit["first_seen"], hit["title"]) == ("2026-05-12T09:00:03Z", "Ferry company counts 1,190 passengers")
        assert "[1,190]" in hit["snippet"]
        assert "[quay]" in hit["snippet"]

    def test_words_that_were_taken_out_are_found_and_told_as_such(self, search):
        (hit,) = search("1,310")
        assert (hit["version"], hit["removed"]) == (1, True)

    @pytest.mark.parametrize(
        ("query", "versions"), [("1,310", [1]), ("1,190", []), ("quay", []), ('"tide tables"', [1])]
    )
    def test_removed_finds_only_what_the_latest_version_does_not_say(self, search, query, versions):
        assert [hit["version"] for hit in search(query, "--removed")] == versions

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("FERRY", True),
            ("ferr", False),
            ("ferr*", True),
            ('"carried 1,190 people"', True),
            ('"people carried"', False),
            ("nothing OR ferry", True),
            ("ferry nothing", False),
            ("“new”", True),
            ("don't OR holm", True),
        ],
    )
    def test_words_phrases_beginnings_and_choices(self, search, query, found):
        assert bool(search(query, "--kind", "article", "--site", "harbour")) is found

    @pytest.mark.parametrize(
        "query",
        [
            "東京",
            "塔",
            "東京都の塔",
            "京に建つ",
            "เลือกตั้ง",
            "चुनाव",
            "cafe",
            "zurich",
            "NAIVE",
            "신공항",
            "مدرسة",
            "مَدرسة",
        ],
    )
    def test_scripts_without_spaces_marks_and_accents(self, search, query):
        assert [hit["site"] for hit in search(query)] == ["lagoon"]

    @pytest.mark.parametrize("query", ["京東", "塔東", "เลือกน", "zürch"])
    def test_letters_in_another_order_are_another_word(self, search, query):
        assert search(query) == []

    def test_filters_by_site_time_and_kind(self, search):
        assert {hit["kind"] for hit in search("tide OR fog OR ferry")} == {"list", "live", "article"}
        assert {hit["kind"] for hit in search("tide OR fog OR ferry", "--kind", "live")} == {"live"}
        assert search("ferry", "--site", "lagoon") == []
        assert [hit["version"] for hit in search("1,190", "--since", "2026-05-12T08:30:00Z")] == [2]
        assert search("quay", "--since", "2026-05-12T08:30:00Z") == []  # it came up before

    def test_the_limit_is_kept(self, search):
        assert len(search("tide OR fog OR ferry", "--limit", "2")) == 2

    def test_a_reader_that_goes_away_ends_a_search_without_a_word(self, data):
        asked = [sys.executable, "-m", "crawler", "--data", str(data), "search", "tide OR fog OR ferry"]
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w") as nowhere:
            done = subprocess.run(asked, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
        assert done.stderr == ""

    def test_words_that_came_with_different_versions_are_found_together(self, data, search):
        key = RegionKey("lagoon", RegionKind.ARTICLE, "", "https://lagoon.example/two")
        with open_archive(data / "archive.db") as archive:
            archive.add_version(key, Article("Otters", ("They swim at dusk.",)), "o1", T0, None)
            archive.add_version(
                key, Article("Otters", ("They swim at dusk.", "A weir is planned.")), "o2", hours(1), None
            )
        assert [hit["version"] for hit in search("dusk weir")] == [2]


class TestTheIndex:
    def test_it_follows_the_archive(self, data, search):
        assert search("heron") == []
        with open_archive(data / "archive.db") as archive:
            archive.add_version(LAGOON, Article("A heron came", ("It stood still.",)), "s2", hours(4), None)
        assert [hit["version"] for hit in search("heron")] == [2]
        assert [hit["version"] for hit in search("zurich", "--removed")] == [1]

    def test_a_reading_that_was_replaced_is_found_by_its_new_words(self, data, search):
        search("ferry")
        with open_archive(data / "archive.db") as archive:
            archive.replace_reading(archive.latest(LAGOON), Article("Read anew", ("Cormorants.",)), "s3")
        assert [hit["title"] for hit in search("cormorants")] == ["Read anew"]
        assert search("zurich") == []

    @pytest.mark.parametrize("left", [b"", b"no database at all, but long enough to be read as one" * 99])
    def test_a_damaged_one_is_made_anew(self, data, search, left):
        search("ferry")
        for beside in ("-wal", "-shm"):
            (data / f"search.db{beside}").unlink(missing_ok=True)
        (data / "search.db").write_bytes(left)
        assert len(search("1,190")) == 1

    def test_one_of_another_archive_is_made_anew(self, data, search, tmp_path_factory):
        search("ferry")
        other = tmp_path_factory.mktemp("other")
        with open_archive(other / "archive.db") as archive:
            archive.add_version(LAGOON, Article("Elsewhere", ()), "e", T0, None)
        (data / "archive.db").unlink()
        (other / "archive.db").rename(data / "archive.db")
        assert search("ferry") == []
        assert len(search("elsewhere")) == 1

    def test_one_that_cannot_be_written_is_read_as_it_is_and_that_is_told(self, data, search, say, monkeypatch):
        search("ferry")
        with open_archive(data / "archive.db") as archive:
            archive.add_version(LAGOON, Article("A heron came", ()), "s2", hours(4), None)
        monkeypatch.setattr("crawler.store.search_file.WAIT_SECONDS", 0.0)
        other = sqlite3.connect(data / "search.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        status, out, err = say("1,190")
        other.close()
        assert status == 0
        assert "1,190" in out
        assert err == "the index cannot be written now: the newest 1 versions are not searched\n"

    def test_on_a_read_only_medium_it_is_read_as_it_lies(self, search, say, monkeypatch):
        # As SQLite sees it: the log's index cannot be made, so only a file that is taken for immutable opens.
        search("ferry")
        real = sqlite3.connect

        def connect(name, **options):
            if "search.db" in str(name) and "immutable" not in str(name):
                raise sqlite3.OperationalError("unable to open database file")
            return real(name, **options)

        monkeypatch.setattr(sqlite3, "connect", connect)
        status, out, err = say("1,190")
        assert (status, err) == (0, "")
        assert "1,190" in out


class TestAsking:
    @pytest.mark.parametrize(
        "query", ['"open', "", "   ", "***", "OR", "a OR", "OR a", '""', "a " * (MOST_TERMS + 1), "x" * 500]
    )
    def test_what_is_no_query_is_one_plain_line(self, say, query):
        status, out, err = say(query)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert err.startswith("presswatch: ")

    @pytest.mark.parametrize(
        "query",
        [
            "title:ferry",
            "ferry NEAR quay",
            "^ferry",
            "(ferry",
            "ferry)",
            "a AND b",
            "{x}",
            "ferry;--",
        ],
    )
    def test_signs_are_no_syntax(self, say, query):
        assert say(query)[0] == 0

    def test_a_hostile_title_does_no_harm_on_a_terminal(self, say):
        status, out, _ = say("sum")
        assert status == 0
        assert "SUM" in out
        assert not any(char in out for char in HOSTILE if not char.isprintable())

    def test_no_archive_is_told_and_no_index_made(self, tmp_path, capsys):
        assert run(["--data", str(tmp_path), "search", "x"]) == 1
        assert "no archive" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    @given(st.text(max_size=40))
    def test_any_text_is_a_query_or_a_usage_error(self, text):
        with contextlib.suppress(UsageError):
            groups = parse_query(text)
            assert all(groups)
            assert all(term.phrase.count('"') == 2 for group in groups for term in group)

    @given(st.text())
    def test_letters_are_set_apart_without_a_trace(self, text):
        assert shown(lettered(text)) == shown(lettered(shown(lettered(text))))


NUMBER = itertools.count()
WORDS = ["heron", "weir", "dusk", "塔", "Ölfeld"]
bodies = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(bodies, min_size=1, max_size=5),
    asked=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
    removed=st.booleans(),
)
def test_search_finds_what_reading_everything_finds(folder, history, asked, removed):
    site = f"site{next(NUMBER)}"
    key = RegionKey(site, RegionKind.LIVE, "Ticker")
    states = [LiveRegion("T", tuple(LiveItem("", text) for text in body)) for body in history]
    says = [all(any(word in text.split() for text in body) for word in asked) for body in history]
    with open_archive(folder / "archive.db") as archive:
        with archive.transaction():
            for number, state in enumerate(states):
                archive.add_version(key, state, str(number), hours(number), None)
        with closing(SearchIndex(folder / "search.db", archive)) as index:
            index.update()
            hits = list(index.find(parse_query(" ".join(asked)), site, removed=removed))
    expected = any(says) and not (removed and says[-1])
    assert [hit.still for hit in hits] == [says[-1]] * expected
    assert all(says[hit.version.number - 1] for hit in hits)


def test_of_ranked_lists_titles_are_found(search):
    assert [hit["title"] for hit in search("choir tenors")] == ["Most Read"]


WRITTEN = [
    "It's",
    "co-op",
    "e\u0301te\u0301",
    "किताब",
    "काम",
    "塔の上",
    "İzmir",
    "a\u00b7b",
    "x_y",
    "²",
    "don\u2019t",
    "Straße",
    "«nein»",
    "…",
]


@given(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=6), st.lists(st.sampled_from(WRITTEN), max_size=6))
def test_a_word_that_went_is_in_a_part_that_went(before, after):
    """What `lost` rests on: where the index has a word of one text and not of another, some part is only in the one."""
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE t USING fts5(text, tokenize='{TOKENIZER}')")
    db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(t, instance)")
    one, other = (lettered(" ".join(words)) for words in (before, after))
    lost = " ".join(parts_of(one) - parts_of(other))
    found = []
    for text in (one, other, lost):
        db.execute("DELETE FROM t")
        db.execute("INSERT INTO t VALUES (?)", [text])
        found.append({term for (term,) in db.execute("SELECT term FROM vocabulary")})
    db.close()
    assert found[0] - found[1] <= found[2]


def test_a_common_word_that_is_still_said_elsewhere_is_not_taken_for_removed(data, search):
    key = RegionKey("lagoon", RegionKind.ARTICLE, "", "https://lagoon.example/three")
    with open_archive(data / "archive.db") as archive:
        archive.add_version(key, Article("Stilts", ("A stilt rests.", "A stilt feeds.")), "t1", T0, None)
        archive.add_version(key, Article("Stilts", ("A stilt rests.",)), "t2", hours(1), None)
    assert search("stilt", "--removed") == []
    assert [hit["version"] for hit in search("feeds stilt", "--removed")] == [1]
    assert [hit["version"] for hit in search('"stilt feeds"', "--removed")] == [1]
    assert [hit["version"] for hit in search("fee*", "--removed")] == [1]


def test_what_a_newer_reading_left_out_is_found_as_removed_where_the_version_before_said_it(data, search):
    key = RegionKey("lagoon", RegionKind.ARTICLE, "", "https://lagoon.example/four")
    with open_archive(data / "archive.db") as archive:
        archive.add_version(key, Article("Terns", ("A plover came.",)), "u1", T0, None)
        archive.add_version(key, Article("Terns", ("A plover came.", "It left.")), "u2", hours(1), None)
        assert search("plover", "--removed") == []
        archive.replace_reading(archive.latest(key), Article("Terns", ("It left.",)), "u3")
    assert [hit["version"] for hit in search("plover", "--removed")] == [1]


LETTERS = st.text("abAB1é\u0301’_ .-\n\u0130\u212aß世", max_size=6)


@settings(max_examples=300, deadline=None)
@given(before=LETTERS, asked=LETTERS, after=LETTERS, swapped=st.booleans(), prefix=st.booleans())
def test_what_is_seen_without_the_index_is_what_the_index_sees(before, asked, after, swapped, prefix):
    text = before + (asked.swapcase() if swapped else asked) + after
    assume(any(letter.isalnum() for letter in asked))
    query = parse_query(f'"{asked}"{"*" if prefix else ""}')
    ((term,),) = query
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE said USING fts5(text, tokenize='{TOKENIZER}')")
        db.execute("INSERT INTO said VALUES (?)", [lettered(text)])
        found = db.execute("SELECT 1 FROM said WHERE said MATCH ?", [term.phrase]).fetchone() is not None
    if term.surely_in(plain(text)):
        assert found
    if not may_say(query, plain(text)):
        assert not found


def test_a_term_of_marks_alone_is_surely_nowhere():
    ((term,),) = parse_query("\u064b")
    assert not term.surely_in(plain("\u064b gulls"))
