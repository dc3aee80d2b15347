"""Reading the settings: `data/alerts.toml` (optional) and, above it, the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, create_model

from crawler.config.alerts import APPRISE, WEBHOOK, AlertsConfig, variable
from crawler.config.choice import Rule
from crawler.config.tables import (
    PASSWORD,
    PASSWORD_FILE,
    AppriseSettings,
    ChannelSettings,
    EmailSettings,
    FeedSettings,
    LogSettings,
    Table,
    WebhookSettings,
)
from crawler.errors import ConfigError
from crawler.toml_files import Problem, config_error, did_you_mean, problems, read_toml, validated

FILE_NAME = "alerts.toml"
GROUP = "presswatch.channels"
VARIABLES = {
    "host": "PRESSWATCH_SMTP_HOST",
    "port": "PRESSWATCH_SMTP_PORT",
    "security": "PRESSWATCH_SMTP_SECURITY",
    "user": "PRESSWATCH_SMTP_USER",
    "from": "PRESSWATCH_MAIL_FROM",
    "to": "PRESSWATCH_MAIL_TO",
}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _named(value: Any) -> Any:
    """Checks the names of `[webhook.NAME]` tables. Raises ValueError."""
    if not isinstance(value, Mapping):
        return value
    for name, table in value.items():
        if not isinstance(table, Mapping):
            raise ValueError(f"{name[:40]}: stands in a table with a name, such as [webhook.desk]")  # noqa: TRY004 - pydantic wants it
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name[:40]!r} is no name for a channel: small letters, digits and hyphens")
    return value


Tables = BeforeValidator(_named)


class _File(Table):
    log: LogSettings = LogSettings.model_construct()
    email: EmailSettings = EmailSettings.model_construct()
    feed: FeedSettings | None = None
    webhook: Annotated[dict[str, WebhookSettings], Tables] = Field(default_factory=dict)
    apprise: Annotated[dict[str, AppriseSettings], Tables] = Field(default_factory=dict)
    rule: tuple[Rule, ...] = ()


def load_config(data_dir: Path, environ: Mapping[str, str]) -> AlertsConfig:
    """Settings of a data folder; what the environment says wins. Raises ConfigError."""
    path = data_dir / FILE_NAME
    file = _read(path) if path.exists() else _File.model_construct()
    own = [WEBHOOK, APPRISE, *sorted(type(file).model_fields.keys() - _File.model_fields.keys())]
    named = {kind: getattr(file, kind) for kind in own}
    config = AlertsConfig(
        log=file.log,
        email=_overlay(file.email, environ),
        password=_secret(PASSWORD, PASSWORD_FILE, environ),
        feed=file.feed,
        named=named,
        rules=file.rule,
        secrets=_secrets(named, environ),
    )
    _check_rules(config, str(path))
    return config


def strangers() -> dict[str, EntryPoint]:
    """Kinds of channels that other packages bring, by the name of their table."""
    return {each.name: each for each in entry_points(group=GROUP) if each.name not in _File.model_fields}


def _read(path: Path) -> _File:
    table = read_toml(path)
    return validated(table, _model_for(table), str(path))


def _model_for(table: Mapping[str, Any]) -> type[_File]:
    """The form of the file, with the tables of strangers' channels that it has."""
    unknown = table.keys() - _File.model_fields.keys()
    found = {name: point for name, point in strangers().items() if name in unknown} if unknown else {}
    if not found:
        return _File
    fields: dict[str, Any] = {name: (_tables_of(point), Field(default_factory=dict)) for name, point in found.items()}
    return create_model("_File", __base__=_File, **fields)


def _tables_of(point: EntryPoint) -> Any:
    """The form of a stranger's tables. Raises ConfigError where its package is broken."""
    try:
        settings = point.load().Settings
    except Exception as error:
        raise ConfigError(
            f"{FILE_NAME}: {point.name}: the package of this channel ({point.value}) cannot be loaded: {error}"
        ) from error
    if not (isinstance(settings, type) and issubclass(settings, ChannelSettings)):
        raise ConfigError(f"{FILE_NAME}: {point.name}: {point.value}.Settings is no ChannelSettings")
    return Annotated[dict[str, settings], Tables]  # type: ignore[valid-type]  # a type known at run time only


def _check_rules(config: AlertsConfig, name: str) -> None:
    """Names of rules are told apart, those of channels known. Raises ConfigError."""
    seen: set[str] = set()
    for number, rule in enumerate(config.rules, 1):
        if rule.name in seen:
            raise config_error([Problem(f"rule[{number}].name", f"there is a rule '{rule.name}' already")], name)
        seen.add(rule.name)
        for each in rule.channels:
            # A kind may be set up elsewhere (e-mail, in the environment of another run): that is a warning only.
            if each not in config.kinds and not each.startswith("email:") and not config.meant(each):
                known = [*config.kinds, *config.channels]
                what = f"no channel {each[:40]!r}{did_you_mean(each, known)}"
                raise config_error([Problem(f"rule[{number}].channels", what)], name)


def _overlay(email: EmailSettings, environ: Mapping[str, str]) -> EmailSettings:
    given: dict[str, Any] = {
        key: environ[name].strip() for key, name in VARIABLES.items() if environ.get(name, "").strip()
    }
    if not given:
        return email
    if "to" in given:
        given["to"] = [part for part in map(str.strip, given["to"].split(",")) if part]
    table = {name: getattr(email, name) for name in email.model_fields_set}
    aliased = {EmailSettings.model_fields[name].alias or name: value for name, value in table.items()}
    try:
        return EmailSettings.model_validate(aliased | given)
    except ValidationError as error:
        found = [_of_variable(each) for each in problems(error, EmailSettings)]
        raise config_error(found, "environment") from error


def _of_variable(problem: Problem) -> Problem:
    key = problem.key.partition("[")[0]
    return Problem(VARIABLES.get(key, key), problem.what)


def _secrets(named: Mapping[str, Mapping[str, object]], environ: Mapping[str, str]) -> dict[str, SecretStr]:
    channels: Sequence[str] = [f"{kind}:{name}" for kind, tables in named.items() for name in tables]
    found = {each: _secret(variable(each), f"{variable(each)}_FILE", environ) for each in channels}
    return {name: secret for name, secret in found.items() if secret.get_secret_value()}


def _secret(name: str, file_name: str, environ: Mapping[str, str]) -> SecretStr:
    """A variable's value, or the content of the file that the other variable names. Raises ConfigError."""
    if environ.get(name):
        return SecretStr(environ[name])
    path = environ.get(file_name, "").strip()
    if not path:
        return SecretStr("")
    try:
        return SecretStr(Path(path).read_text("utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise ConfigError(f"environment: {file_name}: {path} cannot be read: {reason}") from error
