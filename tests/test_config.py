"""Where alerts go: defaults, data/alerts.toml, and the environment above it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import AlertsConfig, EmailSettings, ascii_domain, load_config, parse_address
from crawler.errors import ConfigError
from crawler.model import Alert, Severity
from crawler.rules import routes

ALERT = Alert(
    id="a1",
    at=datetime(2026, 5, 12, 8, tzinfo=UTC),
    site="example",
    kind="list.changed",
    severity=Severity.NOTICE,
    region="Most Read",
    url="https://example.org/",
    summary="Most Read: 1 in",
    change={},
)
MAIL = {
    "PRESSWATCH_SMTP_HOST": "smtp.example.org",
    "PRESSWATCH_MAIL_TO": "desk@example.org, Night <night@example.org>",
}


def config(folder: Path, text: str, **environ: str) -> AlertsConfig:
    (folder / "alerts.toml").write_text(text, encoding="utf-8")
    return load_config(folder, environ)


def failure(folder: Path, text: str, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        config(folder, text, **environ)
    return str(caught.value).replace(f"{folder}/", "")


def test_without_a_file_every_alert_goes_to_the_log_alone(tmp_path: Path) -> None:
    found = load_config(tmp_path, {})
    assert list(routes(found, replace(ALERT, severity=Severity.INFO))) == ["log"]
    assert list(routes(found, ALERT)) == ["log"]
    assert found.warnings == ()


def test_with_server_and_recipients_notice_and_up_go_by_mail_too(tmp_path: Path) -> None:
    found = load_config(tmp_path, MAIL)
    assert list(routes(found, ALERT)) == ["log", "email:desk@example.org", "email:night@example.org"]
    assert list(routes(found, replace(ALERT, severity=Severity.INFO))) == ["log"]


def test_the_file_says_who_gets_what(tmp_path: Path) -> None:
    text = '[log]\nenabled = false\n[email]\nhost = "h"\nto = ["a@b.org"]\nmin_severity = "important"'
    found = config(tmp_path, text)
    assert list(routes(found, ALERT)) == []
    assert list(routes(found, replace(ALERT, severity=Severity.IMPORTANT))) == ["email:a@b.org"]


def test_a_folder_takes_the_mails_even_where_a_server_is_known(tmp_path: Path) -> None:
    found = config(tmp_path, '[email]\nfolder = "mails"', **MAIL)
    assert list(routes(found, ALERT)) == ["log", "email"]


def test_the_environment_wins_over_the_file_key_by_key(tmp_path: Path) -> None:
    text = '[email]\nhost = "old"\nport = 25\nuser = "u"\nfrom = "f@x.org"\nto = ["old@x.org"]\ntimeout = 5'
    found = config(tmp_path, text, **MAIL, PRESSWATCH_SMTP_PORT="465", PRESSWATCH_MAIL_FROM="Desk <d@x.org>").email
    assert (found.host, found.port, found.security, found.user) == ("smtp.example.org", 465, "tls", "u")
    assert str(found.sender) == "Desk <d@x.org>"
    assert [each.addr_spec for each in found.to] == ["desk@example.org", "night@example.org"]
    assert found.timeout == 5


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, ("starttls", 587)),
        ({"port": 465}, ("tls", 465)),
        ({"security": "tls"}, ("tls", 465)),
        ({"security": "none"}, ("none", 25)),
        ({"security": "starttls", "port": 25}, ("starttls", 25)),
    ],
)
def test_port_and_security_follow_from_each_other(table: dict[str, object], expected: tuple[str, int]) -> None:
    email = EmailSettings.model_validate(table)
    assert (email.security, email.port) == expected


def test_the_sender_is_the_user_or_else_the_recipient() -> None:
    table = {"user": "me@x.org", "to": ["you@x.org"]}
    assert str(EmailSettings.model_validate(table).sender) == "me@x.org"
    assert str(EmailSettings.model_validate(table | {"user": "me"}).sender) == "you@x.org"
    assert EmailSettings().sender is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[email]\nhots = "x"', "alerts.toml: email.hots: unknown key, did you mean 'host'?"),
        ('[email]\nform = "x"', "alerts.toml: email.form: unknown key, did you mean 'from'?"),
        ("[emails]", "alerts.toml: emails: unknown key, did you mean 'email'?"),
        ("[log]\nenabled = 7", "alerts.toml: log.enabled: should be true or false, not 7"),
        ("[email]\nport = 70000", "alerts.toml: email.port: should be less than 65536, not 70000"),
        ('[email]\nsecurity = "ssl"', "email.security: should be 'starttls', 'tls' or 'none', not 'ssl'"),
        ('[email]\nmin_severity = "notce"', "not 'notce', did you mean 'notice'?"),
        ('[email]\nto = ["a@b.org", "desk"]', "alerts.toml: email.to[2]: 'desk' is no e-mail address"),
        ('[email]\nhost = "smtp.x.org:25"', "email.host: 'smtp.x.org:25' is no host name, write it bare"),
        ('[email]\npassword = "hush"', "alerts.toml: email: password: does not belong into a file"),
        ("[email]\nhost = \n", "alerts.toml: line 2, column 8: not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_names_file_key_and_mend(tmp_path: Path, text: str, expected: str) -> None:
    found = failure(tmp_path, text)
    assert expected in found
    assert "hush" not in found


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SMTP_PORT", "x", "environment: PRESSWATCH_SMTP_PORT: should be a whole number, not 'x'"),
        (
            "SMTP_SECURITY",
            "tsl",
            "PRESSWATCH_SMTP_SECURITY: should be 'starttls', 'tls' or 'none', not 'tsl'",
        ),
        ("MAIL_TO", "a@b.org,, c", "PRESSWATCH_MAIL_TO: 'c' is no e-mail address"),
        ("MAIL_FROM", "x@y.org\r\nBcc: z@y.org", "PRESSWATCH_MAIL_FROM: "),
        (
            "SMTP_PASSWORD_FILE",
            "/nowhere/pw",
            "PRESSWATCH_SMTP_PASSWORD_FILE: /nowhere/pw cannot be read: No such",
        ),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path, name: str, value: str, expected: str) -> None:
    found = failure(tmp_path, "", **{f"PRESSWATCH_{name}": value})
    assert expected in found
    assert len(found.splitlines()) == 1


def test_the_password_comes_from_the_environment_or_a_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "pw").write_text("hush hush\n")
    direct = load_config(tmp_path, {"PRESSWATCH_SMTP_PASSWORD": " hush "})
    by_file = load_config(tmp_path, {"PRESSWATCH_SMTP_PASSWORD_FILE": str(tmp_path / "pw")})
    assert (direct.password.get_secret_value(), by_file.password.get_secret_value()) == (
        " hush ",
        "hush hush",
    )
    assert "hush" not in repr(direct) + repr(by_file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[email]\nhost = "h"', "no recipients: set email.to or PRESSWATCH_MAIL_TO"),
        ('[email]\nto = ["a@b.org"]', "no server: set email.host or PRESSWATCH_SMTP_HOST"),
        ('[email]\nhost = "h"\nto = ["a@b.org"]\nuser = "u"', "no password: set PRESSWATCH_SMTP_PASSWORD"),
    ],
)
def test_half_configured_mail_is_warned_of(tmp_path: Path, text: str, expected: str) -> None:
    (warning,) = config(tmp_path, text).warnings
    assert expected in warning


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("desk@example.org", "desk@example.org"),
        (" Desk <desk@Example.ORG> ", "desk@example.org"),
        ('"Desk, the" <desk@example.org>', "desk@example.org"),
        ("редакція@müller.example", "редакція@xn--mller-kva.example"),
        ("a+b.c@localhost", "a+b.c@localhost"),
    ],
)
def test_addresses_are_read_with_an_ascii_domain(text: str, spec: str) -> None:
    assert parse_address(text).addr_spec == spec


@pytest.mark.parametrize(
    "text",
    ["", "desk", "@b.org", "a@", "a b@c.org", "a@b..org", "a@b c", "<a@b.org", "a@b.org>", "a@b.org\nBcc: x@y.z",
     "a@b.org, c@d.org", f"{'a' * 250}@b.org", f"a@{'b' * 64}.org", 3],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: object) -> None:
    with pytest.raises(ValueError):
        parse_address(text)


@given(st.text(max_size=40))
def test_any_accepted_address_is_one_clean_line(text: str) -> None:
    try:
        address = parse_address(text + "@example.org")
    except ValueError:
        return
    assert address.addr_spec.isprintable()
    assert address.domain == "example.org"


def test_host_names_are_ascii_and_addresses_of_hosts_stay() -> None:
    assert ascii_domain("Müller.Example.") == "xn--mller-kva.example"
    assert EmailSettings.model_validate({"host": "[::1]"}).host == "::1"
    assert EmailSettings.model_validate({"host": "127.0.0.1"}).host == "127.0.0.1"
