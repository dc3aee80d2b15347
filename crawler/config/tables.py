"""The tables of `data/alerts.toml` that set up a channel each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from w3lib.url import safe_url_string

from crawler.config.addresses import host_name, optional_address, parse_address
from crawler.config.timing import Digest, Quiet, parse_digest, parse_quiet
from crawler.model import Severity

LOG = "log"
EMAIL = "email"
FEED = "feed"
PASSWORD = "PRESSWATCH_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "PRESSWATCH_SMTP_PASSWORD_FILE"  # noqa: S105 - likewise
PORTS = {"starttls": 587, "tls": 465, "none": 25}
LONGEST_URL = 2_000

Security = Literal["starttls", "tls", "none"]


def utc_moment(value: Any) -> Any:
    """A day as its first moment, a time without an offset as UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value


def _sendable(value: Any) -> Any:
    """An address as HTTP takes it: the host in ASCII, the path percent-encoded."""
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return value
    try:
        return safe_url_string(value)
    except ValueError:  # told by the check of the table
        return value


DigestField = Annotated[Digest | None, BeforeValidator(parse_digest)]
QuietField = Annotated[Quiet | None, BeforeValidator(parse_quiet)]
MomentField = Annotated[datetime | None, BeforeValidator(utc_moment)]


class Table(BaseModel):
    """Built when a table is first read: most data folders have no alerts.toml, and every command would wait for it."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True, defer_build=True
    )


class ChannelSettings(Table):
    """What every channel but the log has. A channel of one's own adds to it (see `crawler.channels.seam`)."""

    min_severity: Severity = Severity.NOTICE  # of what it gets where no rule names it
    digest: DigestField = None
    quiet: QuietField = None
    max_per_hour: Annotated[int | None, Field(ge=1)] = None


class LogSettings(Table):
    enabled: bool = True


class FeedSettings(ChannelSettings):
    """The Atom feed. `url`: where the folder of the feeds can be read, for the feeds' links to themselves."""

    enabled: bool = True
    entries: Annotated[int, Field(ge=1, le=1000)] = 100
    url: str = ""


class WebhookSettings(ChannelSettings):
    """One receiver of alert records over HTTP."""

    url: Annotated[str, BeforeValidator(_sendable)]
    timeout: Annotated[float, Field(ge=1, le=120)] = 15.0
    allow_private: bool = False  # receivers in private networks and on this machine

    @model_validator(mode="after")
    def _usable(self) -> WebhookSettings:
        wrong = f"'{self.url[:60]}' is no address of a web page, write it like https://example.org/hook"
        try:
            parts = urlsplit(self.url)
            parts.port  # noqa: B018 - raises where it is none
        except ValueError as error:
            raise ValueError(wrong) from error
        if parts.scheme not in {"http", "https"} or not parts.hostname or not self.url.isprintable():
            raise ValueError(wrong)
        if " " in self.url or len(self.url) > LONGEST_URL:
            raise ValueError(wrong)
        if parts.username or parts.password:
            raise ValueError("url: no user and password in it; the signature says who sends")
        host_name(parts.hostname)
        return self


class AppriseSettings(ChannelSettings):
    """One service that Apprise knows; its address holds secrets and stands in the environment."""


class EmailSettings(ChannelSettings):
    """One mail server and the people it writes to."""

    host: Annotated[str, BeforeValidator(host_name)] = ""
    port_: Annotated[int | None, Field(alias="port", gt=0, lt=65536)] = None
    security_: Annotated[Security | None, Field(alias="security")] = None
    user: str = ""
    sender_: Annotated[Address | None, BeforeValidator(optional_address), Field(alias="from")] = None
    reply_to: Annotated[Address | None, BeforeValidator(optional_address)] = None
    to: tuple[Annotated[Address, BeforeValidator(parse_address)], ...] = ()
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
