"""A page that went well is named in the log where that is shown, and costs nothing where it is not."""

from __future__ import annotations

import logging

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.runs import base_settings
from crawler.spiders.log_lines import WantedLines


class AnySpider(Spider):
    name = "any"


URL = "https://paper.example/lock"


def lines(level: int | str | None) -> WantedLines:
    settings = base_settings()
    if level is not None:
        settings.set("LOG_LEVEL", level, priority="cmdline")
    return WantedLines.from_crawler(Crawler(AnySpider, settings))


def told(found: WantedLines) -> list[object]:
    request = Request(URL)
    response = Response(URL, request=request)
    return [found.crawled(request, response, AnySpider()), found.scraped({}, response, AnySpider())]


@pytest.mark.parametrize("level", [None, "WARNING", "INFO", logging.ERROR])
def test_no_line_is_made_that_is_not_shown(level):
    assert told(lines(level)) == [None, None]


@pytest.mark.parametrize("level", ["DEBUG", logging.DEBUG, "NOTSET", 1])
def test_every_page_has_its_lines_where_they_are_shown(level):
    crawled, scraped = told(lines(level))
    assert crawled["msg"] % crawled["args"] == f"Crawled (200) <GET {URL}> (referer: None)"
    assert URL in scraped["msg"] % scraped["args"]


def test_what_went_wrong_is_told_at_any_level():
    found = lines("WARNING").spider_error(None, Request(URL), Response(URL), AnySpider())
    assert found["level"] == logging.ERROR


def test_a_crawl_uses_it():
    assert base_settings()["LOG_FORMATTER"] == f"{WantedLines.__module__}.{WantedLines.__name__}"
