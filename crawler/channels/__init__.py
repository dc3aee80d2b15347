"""Channels: the ways an alert leaves the house. One class each, with `name` and `send`."""

from crawler.channels.base import Channel, Place, SendResult, UnansweredError
from crawler.channels.build import build_channels
from crawler.channels.folder import FolderChannel
from crawler.channels.log import LogChannel
from crawler.channels.mail import MailChannel
from crawler.channels.messages import Envelope, message

__all__ = [
    "Channel",
    "Envelope",
    "FolderChannel",
    "LogChannel",
    "MailChannel",
    "Place",
    "SendResult",
    "UnansweredError",
    "build_channels",
    "message",
]
