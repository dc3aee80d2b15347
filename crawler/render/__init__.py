"""Render: alerts in words, for a log, a terminal and a mail. Everything shown was written by strangers and is
made harmless here, in one place."""

from crawler.render.digests import Digest, digest
from crawler.render.html import redline_html
from crawler.render.records import json_line, line, record
from crawler.render.redline import Segment, redline_text, segments
from crawler.render.safe import cut, link, plain
from crawler.render.texts import terminal
from crawler.render.views import View, view

__all__ = [
    "Digest",
    "Segment",
    "View",
    "cut",
    "digest",
    "json_line",
    "line",
    "link",
    "plain",
    "record",
    "redline_html",
    "redline_text",
    "segments",
    "terminal",
    "view",
]
