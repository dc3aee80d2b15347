"""Where alerts go: `data/alerts.toml` (optional) and, above it, the SMTP settings of the environment.

```toml
[log]
enabled = true                        # data/alerts.jsonl and a readable line; every alert
[email]
host = "smtp.example.org"             # PRESSWATCH_SMTP_HOST
port = 587                            # PRESSWATCH_SMTP_PORT; default: 587, 465 or 25, by security
security = "starttls"                 # PRESSWATCH_SMTP_SECURITY: starttls, tls (port 465) or none
user = "desk"                         # PRESSWATCH_SMTP_USER; the password only in PRESSWATCH_SMTP_PASSWORD
from = "Presswatch <alerts@example.org>"    # PRESSWATCH_MAIL_FROM; default: the user, else the recipient
to = ["desk@example.org"]             # PRESSWATCH_MAIL_TO, separated by commas
min_severity = "notice"               # info, notice or important
timeout = 30                          # seconds to wait for any answer of the server
folder = ""                           # send nothing, write .eml files into this folder of the data folder
```
"""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from crawler.errors import ConfigError
from crawler.model import Alert, Severity
from crawler.toml_files import Problem, config_error, load_toml, problems

FILE_NAME = "alerts.toml"
LOG = "log"
EMAIL = "email"
PASSWORD = "PRESSWATCH_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "PRESSWATCH_SMTP_PASSWORD_FILE"  # noqa: S105 - likewise
VARIABLES = {
    "host": "PRESSWATCH_SMTP_HOST",
    "port": "PRESSWATCH_SMTP_PORT",
    "security": "PRESSWATCH_SMTP_SECURITY",
    "user": "PRESSWATCH_SMTP_USER",
    "from": "PRESSWATCH_MAIL_FROM",
    "to": "PRESSWATCH_MAIL_TO",
}
PORTS = {"starttls": 587, "tls": 465, "none": 25}
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3

Security = Literal["starttls", "tls", "none"]


def parse_address(text: Any) -> Address:
    """`desk@example.org` or `Desk <desk@example.org>`; the domain in its ASCII form. Raises ValueError."""
    if isinstance(text, Address):
        return text
    wrong = f"'{str(text)[:60]}' is no e-mail address, write it like desk@example.org"
    if not isinstance(text, str) or any(unicodedata.category(char).startswith("C") for char in text):
        raise ValueError(wrong.translate(dict.fromkeys(range(32))))
    name, bracket, rest = text.strip().rpartition("<")
    spec = rest.removesuffix(">") if bracket else rest
    user, at, domain = spec.strip().rpartition("@")
    try:
        address = Address(name.strip().strip('"'), user, ascii_domain(domain))
    except (ValueError, MessageError) as error:
        raise ValueError(wrong) from error
    if not at or not user or " " in user or not user.isprintable() or bool(bracket) != rest.endswith(">"):
        raise ValueError(wrong)
    if len(address.addr_spec) > LONGEST_ADDRESS:
        raise ValueError(wrong)
    return address


def ascii_domain(domain: str) -> str:
    """A host name in lower-case ASCII (`müller.example` as `xn--mller-kva.example`). Raises ValueError."""
    try:
        name = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"'{domain[:60]}' is no host name") from error
    labels = name.split(".")
    if not all(label and label.replace("-", "").replace("_", "").isalnum() for label in labels):
        raise ValueError(f"'{domain[:60]}' is no host name")
    return name


def _host(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return str(ipaddress.ip_address(value.strip().strip("[]")))
    except ValueError:
        pass
    try:
        return ascii_domain(value)
    except ValueError as error:
        raise ValueError(f"{error}, write it bare, like smtp.example.org (the port has its own key)") from error


def _sender(value: Any) -> Any:
    return None if value == "" else parse_address(value)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True)


class LogSettings(_Table):
    enabled: bool = True


class EmailSettings(_Table):
    """One mail server and the people it writes to."""

    host: Annotated[str, BeforeValidator(_host)] = ""
    port_: Annotated[int | None, Field(alias="port", gt=0, lt=65536)] = None
    security_: Annotated[Security | None, Field(alias="security")] = None
    user: str = ""
    sender_: Annotated[Address | None, BeforeValidator(_sender), Field(alias="from")] = None
    to: tuple[Annotated[Address, BeforeValidator(parse_address)], ...] = ()
    min_severity: Severity = Severity.NOTICE
    timeout: Annotated[float, Field(ge=1, le=600)] = 30.0
    folder: str = ""

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, table: Any) -> Any:
        if isinstance(table, Mapping) and "password" in table:
            raise ValueError(f"password: does not belong into a file that is shared, set {PASSWORD} instead")
        return table

    @property
    def security(self) -> Security:
        return self.security_ or ("tls" if self.port_ == PORTS["tls"] else "starttls")

    @property
    def port(self) -> int:
        return self.port_ or PORTS[self.security]

    @property
    def sender(self) -> Address | None:
        """`from`, else the user where that is an address, else the first recipient."""
        if self.sender_ is not None:
            return self.sender_
        try:
            return parse_address(self.user)
        except ValueError:
            return self.to[0] if self.to else None

    @property
    def channels(self) -> dict[str, tuple[Address, ...]]:
        """Channel names and whom each writes to.

        Every recipient is a channel with a delivery state of its own, so that a refused or postponed one
        neither holds up the others nor makes them get the mail again.
        """
        if self.folder:
            return {EMAIL: self.to}
        return {f"{EMAIL}:{each.addr_spec}": (each,) for each in self.to} if self.host else {}


class _File(_Table):
    log: LogSettings = LogSettings()
    email: EmailSettings = EmailSettings()


@dataclass(frozen=True, slots=True)
class AlertsConfig:
    log: LogSettings = field(default_factory=LogSettings)
    email: EmailSettings = field(default_factory=EmailSettings)
    password: SecretStr = field(default_factory=lambda: SecretStr(""))

    def channels_for(self, alert: Alert) -> list[str]:
        """Names of the channels that this alert goes to, in the order of sending."""
        names = [LOG] if self.log.enabled else []
        if alert.severity.weight >= self.email.min_severity.weight:
            names += self.email.channels
        return names

    @property
    def warnings(self) -> tuple[str, ...]:
        """What looks forgotten, a line each; nothing here stops a run."""
        email = self.email
        if email.folder:
            return ()
        found = []
        if email.host and not email.to:
            found.append(f"e-mail has a server but no recipients: set email.to or {VARIABLES['to']}")
        if email.to and not email.host:
            found.append(f"e-mail has recipients but no server: set email.host or {VARIABLES['host']}")
        if email.user and not self.password.get_secret_value():
            found.append(f"e-mail has a user but no password: set {PASSWORD} or {PASSWORD_FILE}")
        return tuple(found)


def load_config(data_dir: Path, environ: Mapping[str, str]) -> AlertsConfig:
    """Settings of a data folder; what the environment says wins. Raises ConfigError."""
    path = data_dir / FILE_NAME
    file = load_toml(path, _File) if path.exists() else _File()
    return AlertsConfig(file.log, _overlay(file.email, environ), _password(environ))


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


def _password(environ: Mapping[str, str]) -> SecretStr:
    if environ.get(PASSWORD):
        return SecretStr(environ[PASSWORD])
    name = environ.get(PASSWORD_FILE, "").strip()
    if not name:
        return SecretStr("")
    try:
        return SecretStr(Path(name).read_text("utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise ConfigError(f"environment: {PASSWORD_FILE}: {name} cannot be read: {reason}") from error
