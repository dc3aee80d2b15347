"""Channels from settings: our own kinds, and those that other packages bring as entry points."""

from __future__ import annotations

from collections.abc import Iterator
from email.headerregistry import Address
from pathlib import Path
from typing import Any

from crawler.channels.base import Channel, Place
from crawler.channels.log import LogChannel
from crawler.config import FEED, LOG, AlertsConfig, strangers
from crawler.errors import ConfigError

LOG_FILE = "alerts.jsonl"
_NOBODY = Address("Presswatch", "presswatch", "localhost")  # who writes into a folder, where nobody is named


def build_channels(config: AlertsConfig, data_dir: Path) -> dict[str, Channel]:
    """The configured channels by name, in the order of sending. Nothing is opened before something is sent.

    Raises:
        ConfigError: the package of a channel is gone, or does not accept its settings.
    """
    return {channel.name: channel for channel in _built(config, data_dir)}


def _built(config: AlertsConfig, data_dir: Path) -> Iterator[Channel]:
    if config.log.enabled:
        yield LogChannel(data_dir / LOG_FILE, LOG)
    if config.feed is not None and config.feed.enabled:
        from crawler.channels.feed import FeedChannel

        yield FeedChannel(data_dir, config.feed, FEED)
    yield from _email(config, data_dir)
    for kind, tables in config.named.items():
        made = _kind(kind) if tables else None
        for name, settings in tables.items():
            channel = f"{kind}:{name}"
            secret = config.secrets[channel].get_secret_value() if channel in config.secrets else ""
            assert made is not None
            yield made(channel, settings, Place(data_dir, secret))


def _email(config: AlertsConfig, data_dir: Path) -> Iterator[Channel]:
    email = config.email
    if not email.channels:
        return
    # Only who sends mail loads templates and all that mail needs.
    from crawler.channels.folder import FolderChannel
    from crawler.channels.mail import MailChannel, Server
    from crawler.channels.messages import Envelope

    sender = email.sender or _NOBODY
    server = Server(
        email.host, email.port, email.security, email.user, config.password.get_secret_value(), email.timeout
    )
    for name, to in email.channels.items():
        envelope = Envelope(sender, to, email.reply_to)
        if email.folder:
            yield FolderChannel(data_dir / email.folder, envelope, name)
        else:
            yield MailChannel(server, envelope, name)


def _kind(kind: str) -> Any:
    """The class of a kind of channel: ours, or a stranger's."""
    if kind == "webhook":
        from crawler.channels.webhook import WebhookChannel

        return WebhookChannel
    if kind == "apprise":
        from crawler.channels.services import AppriseChannel

        return AppriseChannel
    found = strangers().get(kind)
    if found is None:
        raise ConfigError(f"no channel '{kind}'", hint="install the package that brings it")
    return found.load()
