"""What a new user meets: commands in a folder with nothing in it, wrong arguments, words for short times."""

from __future__ import annotations

import pytest

from crawler.cli import run
from crawler.cli.watching import Log


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
