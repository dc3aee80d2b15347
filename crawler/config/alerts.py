"""The settings of a data folder's alerts as a whole: channels, rules, secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from pydantic import SecretStr

from crawler.classes import dataclass
from crawler.config.addresses import parse_address
from crawler.config.choice import Rule
from crawler.config.tables import (
    EMAIL,
    FEED,
    LOG,
    PASSWORD,
    PASSWORD_FILE,
    ChannelSettings,
    EmailSettings,
    FeedSettings,
    LogSettings,
)
from crawler.config.timing import Digest, Timing
from crawler.model import Severity

WEBHOOK = "webhook"
APPRISE = "apprise"

# Defaults are made without a check, which would have to be built first (see `Table`).
_DEFAULT = ChannelSettings.model_construct()
_EVERYTHING = ChannelSettings.model_construct({"min_severity"}, min_severity=Severity.INFO)


@dataclass(frozen=True, slots=True)
class AlertsConfig:
    """`named`: channels by kind and name, as the tables `[webhook.NAME]` have them; `secrets` by channel name."""

    log: LogSettings = field(default_factory=LogSettings.model_construct)
    email: EmailSettings = field(default_factory=EmailSettings.model_construct)
    password: SecretStr = field(default_factory=lambda: SecretStr(""))
    feed: FeedSettings | None = None
    named: Mapping[str, Mapping[str, ChannelSettings]] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    secrets: Mapping[str, SecretStr] = field(default_factory=dict)

    @property
    def channels(self) -> dict[str, ChannelSettings]:
        """The settings of every channel by its name, in the order of sending."""
        return dict(self._channels())

    def _channels(self) -> Iterator[tuple[str, ChannelSettings]]:
        if self.log.enabled:
            yield LOG, _EVERYTHING
        if self.feed is not None and self.feed.enabled:
            yield FEED, self.feed
        for name in self.email.channels:
            yield name, self.email
        for kind, tables in self.named.items():
            yield from ((f"{kind}:{name}", settings) for name, settings in tables.items())

    @property
    def kinds(self) -> list[str]:
        """The names that a rule may give to whole kinds of channels, set up or not."""
        return [LOG, FEED, EMAIL, *self.named]

    def meant(self, reference: str) -> list[str]:
        """The channels that a rule means: one by its name, or all of a kind ("email")."""
        named = _normal(reference)
        return [name for name in self.channels if name == named or name.partition(":")[0] == named]

    def timing(self, channel: str, rule: str = "") -> Timing:
        """When alerts go out through a channel that came to it by a rule ("": by none); a rule's word is first. The log
        never waits."""
        if channel == LOG:
            return Timing()
        settings = self.channels.get(channel, _DEFAULT)
        found = next((each for each in self.rules if each.name == rule), None)
        digest = (found.digest if found else None) or settings.digest or Digest()
        return Timing(digest, (found.quiet if found else None) or settings.quiet)

    def cap(self, channel: str) -> int | None:
        """The most alerts an hour for a channel."""
        return self.channels.get(channel, _DEFAULT).max_per_hour

    @property
    def warnings(self) -> tuple[str, ...]:
        """What looks forgotten, a line each; nothing here stops a run."""
        return (*self._of_rules(), *self._of_services(), *self._of_email())

    def _of_rules(self) -> Iterator[str]:
        for rule in self.rules:
            for reference in rule.channels:
                if not self.meant(reference):
                    yield f"rule '{rule.name}' names the channel {reference}, which is not set up"

    def _of_services(self) -> Iterator[str]:
        for name in self.named.get(APPRISE, ()):
            if f"{APPRISE}:{name}" not in self.secrets:
                yield f"{APPRISE}:{name} has no address: set {variable(f'{APPRISE}:{name}')}"

    def _of_email(self) -> Iterator[str]:
        email = self.email
        if email.folder:
            return
        if email.host and not email.to:
            yield "e-mail has a server but no recipients: set email.to or PRESSWATCH_MAIL_TO"
        if email.to and not email.host:
            yield "e-mail has recipients but no server: set email.host or PRESSWATCH_SMTP_HOST"
        if email.user and not self.password.get_secret_value():
            yield f"e-mail has a user but no password: set {PASSWORD} or {PASSWORD_FILE}"


def variable(channel: str) -> str:
    """The variable that holds a channel's secret: PRESSWATCH_WEBHOOK_DESK for "webhook:desk"."""
    return "PRESSWATCH_" + re.sub(r"[^A-Z0-9]", "_", channel.upper())


def _normal(reference: str) -> str:
    """The name of a channel for one recipient, however the address is spelt."""
    kind, _, address = reference.partition(":")
    try:
        return f"{EMAIL}:{parse_address(address).addr_spec}" if kind == EMAIL and address else reference
    except ValueError:
        return reference
