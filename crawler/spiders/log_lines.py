"""Scrapy's log, less the lines on every page that went well, where nobody is shown them."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult


class WantedLines(LogFormatter):
    """Scrapy's root logger lets every record through, and its handler drops those below `LOG_LEVEL`: two records a
    page would be made and filled, with the item in one of them, for nothing."""

    def __init__(self, level: int) -> None:
        self.all = level <= logging.DEBUG

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        level = crawler.settings.get("LOG_LEVEL")
        return cls(level if isinstance(level, int) else logging.getLevelName(str(level)))

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]  # None is Scrapy's way to say nothing, which its own types leave out
        return super().crawled(request, response, spider) if self.all else None

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]  # likewise
        return super().scraped(item, response, spider) if self.all else None
