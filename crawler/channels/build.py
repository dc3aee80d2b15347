"""Channels from settings. A new kind of channel is a class, and a line in `CHANNELS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from email.headerregistry import Address
from pathlib import Path

from crawler.channels.base import Channel
from crawler.channels.folder import FolderChannel
from crawler.channels.log import LogChannel
from crawler.channels.mail import MailChannel, Server
from crawler.channels.messages import Envelope
from crawler.config import EMAIL, LOG, AlertsConfig

LOG_FILE = "alerts.jsonl"
_NOBODY = Address("Presswatch", "presswatch", "localhost")  # who writes into a folder, where nobody is named


def build_channels(config: AlertsConfig, data_dir: Path) -> dict[str, Channel]:
    """The configured channels by name, in the order of sending. Nothing is opened before something is sent."""
    return {channel.name: channel for build in CHANNELS.values() for channel in build(config, data_dir)}


def _log(config: AlertsConfig, data_dir: Path) -> Iterator[Channel]:
    if config.log.enabled:
        yield LogChannel(data_dir / LOG_FILE, LOG)


def _email(config: AlertsConfig, data_dir: Path) -> Iterator[Channel]:
    email = config.email
    sender = email.sender or _NOBODY
    server = Server(
        email.host, email.port, email.security, email.user, config.password.get_secret_value(), email.timeout
    )
    for name, to in email.channels.items():
        if email.folder:
            yield FolderChannel(data_dir / email.folder, Envelope(sender, to), name)
        else:
            yield MailChannel(server, Envelope(sender, to), name)


CHANNELS: Mapping[str, Callable[[AlertsConfig, Path], Iterable[Channel]]] = {LOG: _log, EMAIL: _email}
