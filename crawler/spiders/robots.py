"""robots.txt, as RFC 9309 has it: kept for a day, and where it cannot be read, nothing else is asked for.

2xx               its rules hold
4xx               there are none: everything may be asked for (429 aside, which means "later")
5xx, no answer    nothing may be asked for, unless an older copy is known, whose rules then hold
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.classes import dataclass
from crawler.politeness import LONGEST_DELAY
from crawler.spiders.captures import reason_of_error
from crawler.spiders.refusals import PutOffError, RobotsUnreadableError
from crawler.spiders.robots_files import RobotsFiles
from crawler.spiders.seam import visitor_of
from crawler.urls import host_of

FRESH = timedelta(days=1)
OLDEST = timedelta(days=30)  # of a copy that still holds while the file cannot be read (RFC 9309, 2.3.1.4)
MAX_TEXT = 512_000  # characters: RFC 9309 asks for 500 kibibytes at least
_FIRST = 1000  # its priority: before any page


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why."""

    reason: str


class Robots:
    """Downloader middleware in place of Scrapy's, which forgets the file with the run and takes 5xx for "no rules"."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.session = visitor_of(crawler)
        self.clock: Callable[[], datetime] = getattr(self.session or crawler.spider, "clock")  # noqa: B009 - any spider
        self.files: RobotsFiles = self.session.robots if self.session is not None else RobotsFiles()
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, ProtegoRobotParser | Unread] = {}
        self._reading: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules_for(request)
        if isinstance(rules, Unread):
            raise RobotsUnreadableError(f"robots.txt cannot be read ({rules.reason}), so nothing is asked for")
        if not rules.allowed(request.url, self.agent):
            raise IgnoreRequest("forbidden by robots.txt")

    async def _rules_for(self, request: Request) -> ProtegoRobotParser | Unread:
        url = urlparse_cached(request)
        authority = f"{url.scheme}://{url.netloc}"
        if (known := self._rules.get(authority)) is not None:
            return known
        async with self._reading.setdefault(authority, asyncio.Lock()):
            if authority not in self._rules:
                self._rules[authority] = await self._read(authority, request)
        return self._rules[authority]

    async def _read(self, authority: str, request: Request) -> ProtegoRobotParser | Unread:
        text = self.files.get(authority, self.clock(), FRESH)
        if text is None:
            answer = await self._ask(authority)
            if isinstance(answer, str):
                self.files.keep(authority, self.clock(), answer)
                text = answer
            elif (text := self.files.get(authority, self.clock(), OLDEST)) is None:
                return answer
        return self._parsed(text, authority, request)

    async def _ask(self, authority: str) -> str | Unread:
        robots = Request(
            f"{authority}/robots.txt",
            priority=_FIRST,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            response = await self.crawler.engine.download_async(robots)
        except PutOffError:
            raise
        except IgnoreRequest:  # it leads to another site, or in a circle: as if there were none
            return ""
        except Exception as error:  # noqa: BLE001 - whatever a network can do: it was not read
            return Unread(reason_of_error(error))
        return _text_of(response)

    def _parsed(self, text: str, authority: str, request: Request) -> ProtegoRobotParser:
        rules = ProtegoRobotParser(text.encode(), self.crawler.spider)
        if self.session is not None:
            pace = self.session.hosts[host_of(request.url)].pace
            pace.asked[authority] = _delay_of(rules.rp, self.agent)
        self.crawler.signals.send_catch_log(signal=signals.robots_parsed, robotparser=rules, request=request)
        return rules


def _text_of(response: Response) -> str | Unread:
    if response.status in {429, *range(500, 600)}:
        return Unread(f"status {response.status}")
    if not 200 <= response.status < 300:  # noqa: PLR2004
        return ""
    return response.body.decode("utf-8-sig", "ignore")[:MAX_TEXT]


def _delay_of(rules: Any, agent: str) -> float:
    """Seconds between requests that the file asks for, by Crawl-delay or Request-rate."""
    rate = rules.request_rate(agent)
    by_rate = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
    return float(min(max(rules.crawl_delay(agent) or 0.0, by_rate, 0.0), LONGEST_DELAY))
