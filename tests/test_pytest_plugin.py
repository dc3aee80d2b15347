"""Fixtures as tests: one for each field, with no Python."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SITES = Path(__file__).parent / "sites"


@pytest.fixture
def sites(pytester: pytest.Pytester) -> Path:
    shutil.copytree(SITES, pytester.path / "sites")
    return pytester.path / "sites"


def outcome(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "crawler.pytest_plugin", "-p", "no:cacheprovider", "-v", *args)


def test_each_field_is_a_test_and_one_says_that_there_is_nothing_else(pytester, sites):
    result = outcome(pytester, str(sites / "lantern/fixtures/article"))
    fields = json.loads((sites / "lantern/fixtures/article/expected.json").read_text())
    result.assert_outcomes(passed=len(fields) + 1)
    result.stdout.fnmatch_lines(
        ["*expected.json::title PASSED*", "*::lists.Most Read PASSED*", "*::nothing else PASSED*"]
    )


def test_a_failure_names_the_field_and_what_was_found(pytester, sites):
    path = sites / "lantern/fixtures/article/expected.json"
    fields = json.loads(path.read_text())
    del fields["section"]
    path.write_text(json.dumps(fields | {"title": "Another headline", "lists.Offers": []}))
    result = outcome(pytester, str(sites / "lantern"))
    result.stdout.fnmatch_lines(
        ['*title: expected "Another headline", found "The rope walk closes after two centuries"*']
    )
    result.stdout.fnmatch_lines(["*lists.Offers: expected [[]], found (no such field)*"])
    result.stdout.fnmatch_lines(['*section: expected (no such field), found "Harbour"*'])
    assert result.parseoutcomes()["failed"] == 3


def test_a_selector_of_the_profile_that_breaks_a_page_breaks_its_fixtures(pytester, sites):
    (sites / "lantern.toml").write_text('url = "https://lantern.example/"\n[regions]\ntitle = "p.standfirst"\n')
    result = outcome(pytester, str(sites / "lantern/fixtures/article"))
    assert result.parseoutcomes()["failed"] == 1


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("expected.json", "{", "not valid JSON"),
        ("expected.json", "[]", "should be an object"),
        ("meta.toml", "url = 1\n", "url: should be text in quotes"),
        (
            "meta.toml",
            'url = "https://lantern.example/"\nat = 2026-05-12T08:00:00Z\n[pages]\n"/etc/hosts" = "x"\n',
            "is no page below",
        ),
        ("template.json", "{}", "is no template"),
    ],
)
def test_a_case_that_is_wrong_is_told_by_file_and_mend(pytester, sites, file, text, said):
    (sites / "lantern/fixtures/article" / file).write_text(text)
    result = outcome(pytester, str(sites / "lantern/fixtures/article"))
    assert said in result.stdout.str()
    assert file in result.stdout.str()
    assert result.ret != 0


def test_other_files_are_left_alone(pytester, sites):
    (sites / "lantern.toml").unlink()
    (pytester.path / "expected.json").write_text("{}")
    outcome(pytester, str(pytester.path)).assert_outcomes()
