"""The commands rules and test-alert, and what deliver says of what waits."""

from dataclasses import replace
from pathlib import Path

import pytest
from alert_samples import LIST_CHANGE, NOW, SILENT_EDIT
from click.testing import CliRunner, Result
from smtp_server import Postman, free_port, smtp_server

from crawler.cli import presswatch, run
from crawler.store import open_archive

RULES = """
[feed]
[webhook.desk]
url = "http://127.0.0.1:9/"
max_per_hour = 20
[[rule]]
name = "numbers"
edits = ["number"]
except = { sites = ["other"] }
channels = ["webhook", "log"]
digest = "daily at 07:00 Europe/Kyiv"
"""


def call(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(presswatch, ["--data", str(folder), *words])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "alerts.toml").write_text(RULES)
    with open_archive(tmp_path / "archive.db") as archive:
        for each in (SILENT_EDIT, LIST_CHANGE):
            archive.ensure_site(each.site, "https://example.org/")
            archive.add_alert(replace(each, before=None, after=None), ["feed"], None)
    return tmp_path


def test_what_is_in_force_is_shown(data: Path) -> None:
    assert call(data, "rules").output.splitlines() == [
        "channel  log: what its rules select",
        "channel  feed: severity notice and up, per run",
        "channel  webhook:desk: what its rules select, per run, at most 20 an hour, not signed (no PRESSWATCH_WEBHOOK_DESK)",
        "rule     numbers: edits number, except (sites other) -> webhook, log",
        "         daily at 07:00 Europe/Kyiv",
    ]


def test_a_site_that_nobody_knows_is_told(data: Path) -> None:
    with (data / "alerts.toml").open("a") as file:
        file.write('sites = ["harbor-gazette", "Harbour-Gazette", "x*"]\n')
    (line,) = call(data, "rules").stderr.splitlines()
    assert line == "presswatch: rule 'numbers': no site 'harbor-gazette', did you mean 'harbour-gazette'?"


def test_without_settings_the_log_gets_every_alert(tmp_path: Path) -> None:
    assert call(tmp_path, "rules").output == "channel  log: every alert\n"


def test_a_rule_is_tried_on_the_history_and_sends_nothing(data: Path) -> None:
    (line,) = call(data, "rules", "test", "numbers").output.splitlines()
    assert line.startswith("numbers\t2026-05-12T08:00:03Z harbour-gazette important: Silent edit")
    assert call(data, "rules", "test", "--since", "2026-05-13").stdout == ""
    assert not (data / "alerts.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["rules", "test", "nubers"], "no rule 'nubers', did you mean 'numbers'?"),
        (["rules", "show", "numbers"], "are for `presswatch rules test`"),
        (["test-alert", "webhok"], "no channel 'webhok', did you mean 'webhook'?"),
        (["test-alert", "email"], "the channel email is not set up"),
    ],
)
def test_what_is_not_there_is_told_with_the_mend(
    data: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(data), *words]) == 2
    assert told in capsys.readouterr().err


def test_what_a_channel_says_is_told_and_fails_the_command(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "test-alert", "webhook:desk"]) == 1
    assert "webhook:desk: 127.0.0.1 is an address of this machine" in capsys.readouterr().err


def test_a_sample_goes_through_and_says_that_it_is_one(data: Path) -> None:
    result = call(data, "test-alert", "feed")
    assert (result.exit_code, result.stdout) == (0, "feed: sent\n")
    assert "Test alert of Presswatch" in (data / "alerts.atom").read_text("utf-8")


@pytest.mark.parametrize(
    ("postman", "keys", "told"),
    [
        (Postman(), 'security = "none"\nport = {closed}', "nothing listens there"),
        (Postman(), 'security = "starttls"', "STARTTLS"),
        (Postman(), 'security = "tls"', "no TLS"),
        (Postman(sender="550 not you"), 'security = "none"', "refused the sender presswatch@x.org: 550 not you"),
        (
            Postman(rcpt={"b@x.org": "550 no such user"}),
            'security = "none"',
            "email:b@x.org: the mail server refused the recipient b@x.org: 550 no such user",
        ),
        (Postman(data="554 spam"), 'security = "none"', "refused the mail: 554 spam"),
    ],
)
def test_each_way_in_which_mail_fails_is_told_plainly(
    tmp_path: Path, postman: Postman, keys: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with smtp_server(postman) as port:
        keys = keys.replace("{closed}", str(free_port()))
        more = "" if "port" in keys else f"port = {port}\n"
        more += 'host = "127.0.0.1"\n'
        (tmp_path / "alerts.toml").write_text(
            f'[email]\n{keys}\n{more}from = "presswatch@x.org"\nto = ["a@x.org", "b@x.org"]\ntimeout = 5\n'
        )
        assert run(["--data", str(tmp_path), "test-alert", "email"]) == 1
    said = capsys.readouterr()
    assert told in said.err
    if "rcpt" in repr(postman) and postman.rcpt:
        assert said.out == "email:a@x.org: sent\n"
        assert len(postman.mails) == 1


def test_what_waits_for_its_hour_is_told_and_sent_early_when_asked(tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text('[email]\nfolder = "mails"\ndigest = "daily at 07:00 Europe/Kyiv"\n')
    from datetime import UTC, datetime

    with open_archive(tmp_path / "archive.db") as archive:
        archive.ensure_site(SILENT_EDIT.site, "https://example.org/")
        fresh = replace(SILENT_EDIT, at=datetime.now(UTC), before=None, after=None)
        archive.add_alert(fresh, ["email"], None)
    result = call(tmp_path, "deliver")
    assert result.exit_code == 0
    assert "email: 1 alert held until " in result.stderr
    assert "0 deliveries sent, 0 not" in result.stderr
    assert "1 deliveries sent, 0 not" in call(tmp_path, "deliver", "--early").stderr
    assert len(list((tmp_path / "mails").iterdir())) == 1
    assert fresh.at > NOW
