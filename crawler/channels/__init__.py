"""Channels: the ways an alert leaves the house. One class each, with `name` and `send`, in a module of its own, which
is loaded where such a channel is set up."""

from crawler.channels.base import Channel, Place, SendResult, UnansweredError
from crawler.channels.build import build_channels

__all__ = ["Channel", "Place", "SendResult", "UnansweredError", "build_channels"]
