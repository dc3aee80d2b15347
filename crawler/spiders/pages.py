"""A few pages of a site, fetched once each and politely, for `check`: nothing is stored and nothing is compared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, Self

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.blocks import read_document
from crawler.budget import HourlyBudget
from crawler.classes import dataclass
from crawler.discovery import read_links
from crawler.errors import CaptureError
from crawler.model import Capture, PageKind
from crawler.politeness import user_agent
from crawler.profile import Profile
from crawler.spiders.captures import capture_of, failed_capture, quieten
from crawler.spiders.handlers import import_handler
from crawler.spiders.hosts import Hosts
from crawler.spiders.robots_files import RobotsFiles
from crawler.urls import is_service_url, page_key, same_site


@dataclass(slots=True)
class Visit:
    """What the middlewares ask of a session, where nothing is stored: pace, robots.txt, and whose pages these are."""

    profile: Profile
    clock: Callable[[], datetime]
    hosts: Hosts = field(default_factory=Hosts)
    robots: RobotsFiles = field(default_factory=RobotsFiles)
    budget: HourlyBudget = field(default_factory=HourlyBudget)  # a person asks, for a few pages: no limit
    failure: None = None
    keeper: None = None
    interrupted: bool = False

    @property
    def site(self) -> str:
        return self.profile.site

    def owns(self, url: str) -> bool:
        return same_site(url, self.profile.hosts_all)

    def keep_hosts(self) -> None:
        """What a host asked for is not stored: the archive is only read."""

    def received_source(self, body: bytes) -> None:
        """Nobody counts here."""


class PagesSpider(scrapy.Spider):
    """Fetches `urls`, and up to `more` articles that the first of them links to; `captures` keeps their order."""

    name = "pages"
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(
        self, visit: Visit, urls: Sequence[str], captures: dict[str, Capture | None], more: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.session, self.urls, self.captures, self.more = visit, urls, captures, more

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        quieten()
        import_handler()
        crawler.settings.set("DOWNLOAD_DELAY", 0, priority="spider")  # `Politeness` keeps the profile's
        if contact := spider.session.profile.crawl.contact:
            crawler.settings.set("USER_AGENT", user_agent(contact), priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield self._ask(url)

    def _ask(self, url: str) -> Request:
        self.captures.setdefault(url, None)
        return Request(url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> Iterator[Request]:
        capture = capture_of(response, asked, self.session.clock())
        self.captures[asked] = capture
        if self.more and asked == self.urls[0]:
            yield from map(self._ask, self._articles(capture))

    def failed(self, failure: Failure) -> None:
        asked: str = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]  # Scrapy puts it there
        self.captures[asked] = failed_capture(failure, asked, self.session.clock())

    def closed(self, reason: str) -> None:
        """Scrapy calls it at the end."""
        self.session.interrupted = reason == "shutdown"

    def _articles(self, capture: Capture) -> list[str]:
        try:
            links = read_links(read_document(capture))
        except CaptureError:
            return []
        own = {
            page_key(link.url): link
            for link in links
            if link.kind is PageKind.ARTICLE and self.session.owns(link.url) and not is_service_url(link.url)
        }
        own.pop(page_key(capture.location), None)
        return [link.url for link in sorted(own.values(), key=lambda each: (-each.score, each.url))[: self.more]]
