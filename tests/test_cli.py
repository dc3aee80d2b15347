"""The command line as a whole: help, errors and exit statuses, what is imported, the reference."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_archive import build

from crawler import __version__
from crawler.cli import failures, presswatch, run
from crawler.cli.commands import COMMANDS
from crawler.cli.common import called_as
from crawler.errors import ArchiveError, ConfigError, LockedError, UsageError

REFERENCE = Path(__file__).parent.parent / "docs" / "cli.md"
NAMES = list(COMMANDS)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PRESSWATCH_DATA", "PRESSWATCH_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that ends in `error`."""

    @click.command()
    def broken() -> None:
        raise error

    monkeypatch.setattr(presswatch, "get_command", lambda ctx, name: broken)
    return run(["status"])


def command(name: str) -> click.Command:
    found = presswatch.get_command(click.Context(presswatch), name)
    assert found is not None
    return found


def child(*args: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, timeout=60, check=False, **options)


class TestHelp:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_has_help_and_an_example_that_calls_it(self, name):
        assert command(name).help
        assert re.search(rf"Examples?:\n(.*\n)*? *presswatch {name}\b", command(name).epilog or "")

    @pytest.mark.parametrize("name", NAMES)
    def test_the_table_tells_the_first_sentence_of_the_help_that_it_saves_importing(self, name):
        assert COMMANDS[name].summary == command(name).get_short_help_str(1000).rstrip(".") + "."

    @pytest.mark.parametrize("name", NAMES)
    def test_every_option_has_help(self, name):
        options = [each for each in command(name).params if isinstance(each, click.Option)]
        assert [each.name for each in options if not each.help] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_stands_in_the_reference(self, name):
        assert f"\n## presswatch {name}\n" in REFERENCE.read_text("utf-8")

    def test_the_reference_is_what_help_prints(self):
        from crawler.cli.reference import reference

        # White space is click's business and differs between its releases.
        assert REFERENCE.read_text("utf-8").split() == reference().split(), (
            "run: python -m crawler.cli.reference > docs/cli.md"
        )

    def test_the_group_lists_the_commands_in_the_order_of_the_table(self, capsys):
        assert run(["--help"]) == 0
        shown = capsys.readouterr().out.partition("Commands:")[2].partition("Examples:")[0]
        assert re.findall(r"^  ([\w-]+) ", shown, re.MULTILINE) == NAMES

    def test_version(self, capsys):
        assert run(["--version"]) == 0
        assert __version__ in capsys.readouterr().out

    def test_without_a_command_it_shows_the_help_and_fails(self, capsys):
        assert run([]) in {0, 2}  # 0 up to click 8.1
        told = capsys.readouterr()
        assert "Commands:" in told.out + told.err


class TestErrors:
    @pytest.mark.parametrize(
        ("error", "status"),
        [
            (ArchiveError("the archive is damaged", hint="restore a copy"), 1),
            (UsageError("no site 'x'", hint="restore a copy"), 2),
            (ConfigError("alerts.toml: log: unknown key", hint="restore a copy"), 2),
            (LockedError("another run is at work", hint="restore a copy"), 3),
        ],
    )
    def test_an_error_is_one_line_with_its_hint_and_its_exit_status(self, error, status, monkeypatch, capsys):
        assert failing(monkeypatch, error) == status
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err == f"presswatch: {error.message} (restore a copy)\n"

    def test_an_unexpected_error_is_one_line_that_asks_for_a_report(self, monkeypatch, capsys):
        assert failing(monkeypatch, KeyError("x\ny")) == 1
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert told.startswith("presswatch: unexpected KeyError: ")
        assert "report it" in told
        assert "PRESSWATCH_DEBUG" in told

    def test_debugging_adds_the_traceback(self, monkeypatch, capsys):
        monkeypatch.setenv("PRESSWATCH_DEBUG", "1")
        assert failing(monkeypatch, KeyError("x")) == 1
        assert "Traceback (most recent call last)" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("number", "hint"), [(errno.ENOSPC, "free some space"), (errno.EACCES, "--data"), (errno.EROFS, "--data")]
    )
    def test_what_the_system_refuses_is_one_line_with_the_file(self, number, hint, monkeypatch, capsys):
        error = OSError(number, os.strerror(number), "/srv/news")
        assert failing(monkeypatch, error) == 1
        told = capsys.readouterr().err
        assert told.startswith(f"presswatch: /srv/news: {os.strerror(number)} (")
        assert hint in told
        assert told.count("\n") == 1

    def test_an_interruption_is_told_briefly(self, monkeypatch, capsys):
        assert failing(monkeypatch, KeyboardInterrupt()) == 130
        assert capsys.readouterr().err.strip() == "presswatch: interrupted"

    def test_a_closed_pipe_is_no_news(self, monkeypatch, capsys):
        assert failing(monkeypatch, BrokenPipeError(errno.EPIPE, "Broken pipe")) == 1
        assert capsys.readouterr().err == ""

    def test_control_characters_of_an_error_do_not_reach_the_terminal(self, monkeypatch, capsys):
        failing(monkeypatch, UsageError("no page \x1b[2J\x9b\r\nhere"))
        assert capsys.readouterr().err == "presswatch: no page [2J here\n"

    def test_a_long_error_is_cut(self, monkeypatch, capsys):
        failing(monkeypatch, UsageError("x" * 100_000))
        assert len(capsys.readouterr().err) < failures.LINE + 100

    def test_a_misspelt_command_gets_the_right_one(self, capsys):
        assert run(["alrts"]) == 2
        assert "did you mean 'alerts'?" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "args", [["alerts", "--bogus"], ["export"], ["export", "moons"], ["--bogus"], ["diff", "u", "zero"]]
    )
    def test_a_wrong_command_line_is_one_line_that_names_the_help(self, args, capsys):
        assert run(args) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert "--help)" in told.err

    def test_the_data_folder_behind_the_command_is_told_its_place(self, capsys):
        assert run(["alerts", "--data", "x"]) == 2
        assert "presswatch --data DIR COMMAND" in capsys.readouterr().err

    @pytest.mark.parametrize("args", [["alerts"], ["status"], ["history", "u"], ["lists", "s"], ["export", "sites"]])
    def test_without_an_archive_the_error_says_how_to_get_one(self, args, tmp_path, capsys):
        assert run(["--data", str(tmp_path), *args]) == 1
        assert "there is no archive at" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []


class TestData:
    def test_the_environment_names_the_data_folder(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("PRESSWATCH_DATA", str(build(tmp_path)))
        assert run(["export", "sites"]) == 0
        assert '"harbour"' in capsys.readouterr().out

    def test_the_option_wins_over_the_environment(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("PRESSWATCH_DATA", str(tmp_path / "elsewhere"))
        assert run(["--data", str(build(tmp_path)), "export", "sites"]) == 0

    def test_by_default_it_is_the_folder_data(self, tmp_path, monkeypatch, capsys):
        build(tmp_path / "data")
        monkeypatch.chdir(tmp_path)
        assert run(["export", "sites"]) == 0


class TestProcesses:
    def test_commands_that_read_do_not_load_scrapy(self, tmp_path):
        build(tmp_path)
        url = "https://harbour.example/news/ferry/"
        calls = [
            ["--help"], ["alerts"], ["alerts", "--json", "--since", "2h"], ["history", url], ["show", url],
            ["diff", url], ["lists", "harbour"], ["live", "harbour"], ["status"], ["export", "versions"],
            ["export", "alerts", "--format", "csv"], ["alrts"], ["history", "nowhere"],
        ]  # fmt: skip
        script = (
            "import json, sys; from crawler.cli import run\n"
            f"done = [run(['--data', {str(tmp_path)!r}, *args]) for args in {calls!r}]\n"
            "loaded = {name.partition('.')[0] for name in sys.modules}\n"
            "print(json.dumps([done, sorted(loaded & {'scrapy', 'twisted', 'parsel', 'pytest'})]))"
        )
        told = child("-c", script)
        statuses, loaded = json.loads(told.stdout.splitlines()[-1])
        assert statuses == [0] * 11 + [2, 2]
        assert loaded == []

    def test_the_help_loads_no_command_and_no_archive(self):
        script = (
            "import sys; from crawler.cli import run; run(['--help'])\n"
            "print([name for name in sys.modules if name.startswith(('crawler.cli.r', 'sqlite', 'crawler.store'))])"
        )
        assert child("-c", script).stdout.splitlines()[-1] == "[]"

    def test_a_reader_that_has_seen_enough_ends_the_command_quietly(self, tmp_path):
        build(tmp_path)
        call = f"{sys.executable} -m crawler --data {tmp_path} export versions | true"
        told = subprocess.run(["sh", "-c", call], capture_output=True, text=True, timeout=60, check=False)
        assert told.stderr == ""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_under_standard_output_is_one_line(self, tmp_path):
        build(tmp_path)
        call = f"{sys.executable} -m crawler --data {tmp_path} export versions > /dev/full"
        told = subprocess.run(["sh", "-c", call], capture_output=True, text=True, timeout=60, check=False)
        assert told.returncode == 1
        assert told.stderr.count("\n") == 1
        assert "No space left on device" in told.stderr

    def test_standard_output_is_utf_8_whatever_the_locale(self, tmp_path):
        build(tmp_path)
        told = subprocess.run(
            [sys.executable, "-m", "crawler", "--data", str(tmp_path), "alerts"],
            capture_output=True, timeout=60, check=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        )  # fmt: skip
        assert "1,310 → 1,190" in told.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("given", "on_path", "shown"),
    [
        ("{here}/bin/presswatch", "{here}/bin", "presswatch"),
        ("{here}/bin/presswatch", "/nowhere", "{here}/bin/presswatch"),
        ("{here}/bin/presswatch", "{here}/other", "{here}/bin/presswatch"),
        ("{here}/crawler/__main__.py", "/nowhere", "python -m crawler"),
        ("/usr/bin/scrapy", "/nowhere", "presswatch"),
    ],
)
def test_what_is_shown_to_be_pasted_calls_the_program_as_it_was_called(tmp_path, monkeypatch, given, on_path, shown):
    for folder in ("bin", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "presswatch").write_text("#!/bin/sh\n")
        (tmp_path / folder / "presswatch").chmod(0o755)
    monkeypatch.setattr(sys, "argv", [given.format(here=tmp_path), "add"])
    monkeypatch.setenv("PATH", on_path.format(here=tmp_path))
    assert called_as() == shown.format(here=tmp_path)


def test_what_is_no_number_is_said_to_be_none(capsys):
    assert run(["show", "https://example.org/", "--version", "two"]) == 2
    assert "'two' is no whole number (see: presswatch show --help)" in capsys.readouterr().err


def test_an_option_that_is_nearly_data_is_not_said_to_stand_in_the_wrong_place(capsys):
    assert run(["--dat", "x", "status"]) == 2
    assert "before the command" not in capsys.readouterr().err
    assert run(["status", "--data", "x"]) == 2
    assert "it stands before the command" in capsys.readouterr().err
