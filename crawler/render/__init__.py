"""Render: alerts in words, for a log, a terminal and a mail. Everything shown was written by strangers and is
made harmless here, in one place."""

from crawler.render.digests import Brief, Digest, about, brief, digest
from crawler.render.html import entry_html, redline_html
from crawler.render.records import json_line, line, record
from crawler.render.redline import Segment, redline_text, segments
from crawler.render.safe import cut, link, plain
from crawler.render.texts import terminal
from crawler.render.views import View, view

__all__ = [
    "Brief",
    "Digest",
    "Segment",
    "View",
    "about",
    "brief",
    "cut",
    "digest",
    "entry_html",
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
