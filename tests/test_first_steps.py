"""What a new user meets: commands in a folder with nothing in it, wrong arguments, words for short times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli import run
from crawler.cli.watching import Log
from crawler.errors import UsageError
from crawler.store import open_archive
from crawler.urls import with_scheme


@pytest.mark.parametrize("command", ["reprocess", "deliver", "prune", "upgrade", "vacuum", "verify", "status"])
def test_a_command_that_needs_an_archive_says_so_and_makes_none(tmp_path, capsys, command):
    assert run(["--data", str(tmp_path / "data"), command]) == 1
    assert "there is no archive at" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_wrong_argument_is_named_without_the_brackets_of_the_help(tmp_path, capsys):
    assert run(["--data", str(tmp_path), "diff", "https://heron.example/a", "3", "b"]) == 2
    assert "Invalid value for 'B': 'b'" in capsys.readouterr().err


def test_an_address_of_another_site_is_not_crawled_in_silence(tmp_path, capsys):
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "heron.toml").write_text('url = "https://heron.example/"\n')
    for wrong in ("https://egret.example/a", "heron"):
        assert run(["--data", str(tmp_path), "crawl", "heron", "--url", wrong]) == 2
        assert f"{wrong}: does not belong to heron" in capsys.readouterr().err


def test_a_folder_without_capture_files_is_named(tmp_path, capsys):
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    assert run(["--data", str(tmp_path / "data"), "ingest", str(tmp_path)]) == 2
    assert f"{tmp_path}: holds no capture files" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "in 0 s"), (8.2, "in 8 s"), (119, "in 119 s"), (121, "in 2 min"), (3600, "in 60 min")]
)
def test_watch_says_how_long_it_ran_in_seconds_first(capsys, seconds, told):
    log = Log(steady=lambda: seconds)
    log._since = 0.0
    log.sum_up()
    assert capsys.readouterr().err.rstrip().endswith(told)


SLIPS = {
    "htp:/x": "the scheme 'htp' is not known (did you mean http://x?)",
    "htps://heron.example/a": "the scheme 'htps' is not known (did you mean https://heron.example/a?)",
    "http:/heron.example": "it lacks '://' (did you mean http://heron.example?)",
    "https;//heron.example": "it lacks '://' (did you mean https://heron.example?)",
    "ftp://heron.example": "the scheme 'ftp' is not known (only http:// and https:// are read)",
    "mailto:desk@heron.example": "the scheme 'mailto' is not known (only http:// and https:// are read)",
}


@pytest.mark.parametrize("typed", SLIPS)
@pytest.mark.parametrize("command", ["add", "check heron", "history"])
def test_a_misspelt_scheme_is_no_host(tmp_path, capsys, command, typed):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "heron.toml").write_text('url = "https://heron.example/"\n')
    with open_archive(tmp_path / "archive.db"):
        pass
    assert run(["--data", str(tmp_path), *command.split(), typed]) == 2
    assert SLIPS[typed] in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("typed", ["heron.example", "localhost:8000", "heron.example:8080/a", "[::1]:80/a", "a.b//c"])
def test_an_address_without_a_scheme_is_of_the_web(typed):
    assert with_scheme(typed) == f"https://{typed}"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_an_address_or_a_usage_error(typed):
    told = ""
    try:
        found = with_scheme(typed)
    except UsageError as error:
        told = str(error)
    else:
        assert found.endswith(typed.strip())
        assert "://" in found
    assert told.isprintable()
