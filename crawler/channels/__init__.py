"""Channels: the ways an alert leaves the house. One class each, with `name` and `send`."""

from crawler.channels.base import Channel, SendResult, UnansweredError
from crawler.channels.build import CHANNELS, build_channels
from crawler.channels.folder import FolderChannel
from crawler.channels.log import LogChannel
from crawler.channels.mail import MailChannel
from crawler.channels.messages import Envelope, message

__all__ = [
    "CHANNELS",
    "Channel",
    "Envelope",
    "FolderChannel",
    "LogChannel",
    "MailChannel",
    "SendResult",
    "UnansweredError",
    "build_channels",
    "message",
]
