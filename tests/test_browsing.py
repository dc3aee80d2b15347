"""The archive in other people's tools: Datasette with our functions, plain SQL, TimeMaps."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import sqlite_utils
from cli_archive import FERRIES, FERRY, OLDEST_FERRY, T0, build, hours
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli import run
from crawler.cli.browsing import _FACETS, _INSIDE, _QUERIES, site
from crawler.export import link_format
from crawler.store.functions import register


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def get(data):
    served = site(data / "archive.db")

    def fetched(path: str):
        return asyncio.run(served.client.get(path))

    return fetched


class TestDatasette:
    def test_a_newcomer_sees_views_and_ready_queries_first(self, get):
        page = get("/archive").text
        listed = set(re.findall(r'<h3><a href="/archive/(\w+)"', page))
        assert listed == {"sites"}
        assert all(f'href="/archive/{name}"' in page for name in [*_FACETS, *_QUERIES])

    @pytest.mark.parametrize("view", _FACETS)
    def test_every_view_opens_with_its_facets(self, get, view):
        answer = get(f"/archive/{view}.json")
        assert answer.status_code == 200
        assert set(answer.json()["facet_results"]) == set(_FACETS[view])

    def test_all_that_is_set_aside_exists(self, data):
        names = {*sqlite_utils.Database(data / "archive.db").table_names()}
        assert set(_INSIDE) <= names

    def test_the_ready_queries_show_what_is_compressed(self, get):
        versions = get(f"/archive/article.json?url={FERRY}&_shape=array").json()
        assert versions[0]["title"] == FERRIES.title
        (version,) = get(f"/archive/version.json?id={versions[0]['id']}&_shape=array").json()
        assert version["text"] == f"{FERRIES.standfirst}\n\n{FERRIES.body}"
        (change,) = get("/archive/what_changed.json?_shape=array").json()
        assert '"edits":["number"]' in change["change"]
        assert get("/archive/latest_alerts.json?_shape=array").json()[0]["site"] == "lagoon"

    def test_nothing_can_be_written(self, get):
        answer = get("/archive.json?sql=delete+from+sites")
        assert answer.status_code == 400

    def test_without_the_extra_it_says_how_to_get_it(self, data, capsys, monkeypatch):
        monkeypatch.setitem(sys.modules, "datasette", None)
        assert run(["--data", str(data), "datasette"]) == 1
        assert "pip install 'presswatch[datasette]'" in capsys.readouterr().err

    def test_without_an_archive_it_says_so(self, tmp_path, capsys):
        assert run(["--data", str(tmp_path), "datasette"]) == 1
        assert "no archive" in capsys.readouterr().err

    @pytest.mark.parametrize("value", [None, 0, -1, 10**9, "1", 1.5, b"", b"no frame"])
    def test_functions_bear_any_value(self, data, value):
        connection = sqlite3.connect(data / "archive.db")
        register(connection, data / "archive.db")
        for name in ("version_title", "version_text", "version_json", "unpacked"):
            assert connection.execute(f"SELECT {name}(?)", [value]).fetchone() == (None,)
        connection.close()


class TestTimeMaps:
    def test_it_names_the_page_and_each_version_with_the_time_at_which_it_was_first_seen(self, data, capsys):
        assert run(["--data", str(data), "history", OLDEST_FERRY, "--timemap"]) == 0
        original, *mementos = capsys.readouterr().out.rstrip("\n").split(",\n")
        assert original == f'<{FERRY}>; rel="original"'
        assert [re.search(r'rel="(.+?)"', each)[1] for each in mementos] == ["first memento", "last memento"]
        times = [parsedate_to_datetime(re.search(r'datetime="(.+?)"', each)[1]) for each in mementos]
        assert times == [T0, hours(1)]

    def test_the_mementos_are_pages_that_datasette_has(self, data, get, capsys):
        assert run(["--data", str(data), "history", FERRY, "--timemap"]) == 0
        (first, _) = re.findall(r"<(http://127[^>]+)>", capsys.readouterr().out)
        assert FERRIES.title in get(first.partition(":8001")[2]).text

    @given(st.text(max_size=30), st.integers(1, 3))
    def test_whatever_an_address_holds_each_link_stays_one(self, address, count):
        at = datetime(2026, 5, 12, tzinfo=UTC)
        lines = link_format(address, [(address, at)] * count).split(",\n")
        assert len(lines) == count + 1
        assert all(re.fullmatch(r"<[^<>\"\s]*>; rel=\".+", line) for line in lines)
