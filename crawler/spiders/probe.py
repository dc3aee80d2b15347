"""A first look at a site nobody has described: where its news is announced, and what is read from its pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.blocks import read_document
from crawler.classes import dataclass
from crawler.discovery import Candidate, Sources, find_sources, read_feed, read_links, read_sitemap
from crawler.errors import CaptureError
from crawler.guard import judge_answer
from crawler.model import Capture, Document, PageKind, Verdict
from crawler.spiders.captures import capture_of, headers_of, quieten, reason_of
from crawler.spiders.handlers import import_handler
from crawler.urls import host_of, is_service_url, page_key, same_site

# Articles looked at: enough to see what the site's pages share.
SAMPLE = 5
# Usual addresses tried where nothing is announced.
TRIES = 4
_TITLE_PARTS = re.compile(r"\s*[|｜·•»]\s*|\s+[-–—]\s+")


@dataclass(slots=True)
class Probe:
    """What was found. `guessed` feeds and sitemaps answered at a usual address, but nothing names them."""

    url: str
    problem: str = ""
    answered: bool = False  # with whatever
    interrupted: bool = False
    front: Document | None = None
    sources: Sources = field(default_factory=Sources)
    feeds: dict[str, int] = field(default_factory=dict)  # feed → entries
    sitemaps: dict[str, int] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    crawl_delay: float | None = None
    captures: list[Capture] = field(default_factory=list)  # the start page, then articles; all of them can be read
    titles: list[str] = field(default_factory=list)  # of the articles
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the site calls itself: by its metadata, else the part of its front page's title that the titles of its
        articles have, too, else the first part."""
        if self.front is None:
            return ""
        parts = _TITLE_PARTS.split(self.front.head.title)
        on_all = (part for part in parts if part and any(part in _TITLE_PARTS.split(title) for title in self.titles))
        return next(iter(self.front.head.meta.get("og:site_name", ())), "") or next(on_all, parts[0])


class ProbeSpider(scrapy.Spider):
    """Fetches robots.txt, the start page, its feeds and sitemaps, and some articles; politely, once each."""

    name = "probe"
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, probe: Probe, clock: Callable[[], datetime], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.probe = probe
        self.clock = clock
        self._asked: set[str] = set()
        self._candidates: dict[str, Candidate] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        quieten()
        import_handler()
        crawler.signals.connect(spider.on_robots, signals.robots_parsed)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.probe.url, self.parse_front, errback=self.front_failed, dont_filter=True)

    def on_robots(self, robotparser: Any, request: Request) -> None:  # noqa: ARG002 - Scrapy's signature
        rules = getattr(robotparser, "rp", None)
        if rules is not None:
            self.probe.crawl_delay = rules.crawl_delay(self.settings["ROBOTSTXT_USER_AGENT"])
            self._robots = "\n".join(f"Sitemap: {url}" for url in rules.sitemaps)

    _robots = ""

    def parse_front(self, response: Response) -> Iterator[Request]:
        probe = self.probe
        capture = capture_of(response, probe.url, self.clock())
        probe.answered = True
        document = self._readable(capture)
        if document is None:
            probe.problem = probe.problems[-1].removeprefix(f"{capture.url}: ")
            return
        probe.url = response.url
        probe.front = document
        probe.captures.append(capture)
        probe.sources = find_sources(document, self._robots, (host_of(response.url),))
        self._remember(read_links(document))
        yield from self._ask(probe.sources.feeds or probe.sources.try_feeds[:TRIES], self.parse_feed)
        yield from self._ask(probe.sources.sitemaps or probe.sources.try_sitemaps[:TRIES], self.parse_sitemap)

    def front_failed(self, failure: Failure) -> None:
        self.probe.problem = reason_of(failure)

    def _ask(self, urls: Sequence[str], callback: Callable[..., Any]) -> Iterator[Request]:
        for url in urls[:20]:
            if url not in self._asked:
                self._asked.add(url)
                yield Request(url, callback, errback=self.failed, dont_filter=True)

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.probe.problems.append(f"{request.url}: {reason_of(failure)}")

    def parse_feed(self, response: Response) -> None:
        found = read_feed(response.body, response.url, headers_of(response)) if response.status == 200 else []  # noqa: PLR2004
        self._announced(response.url, self.probe.feeds, found, self.probe.sources.feeds)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        if response.status != 200:  # noqa: PLR2004
            return
        sitemap = read_sitemap(response.body, response.url)
        self._announced(response.url, self.probe.sitemaps, list(sitemap.candidates), self.probe.sources.sitemaps)
        if sitemap.children and response.url not in self.probe.sitemaps:
            self.probe.sitemaps[response.url] = 0
        newest = sorted(sitemap.children, key=lambda child: child.modified or "", reverse=True)[:1]
        yield from self._ask([child.url for child in newest], self.parse_sitemap)

    def _announced(self, url: str, where: dict[str, int], found: list[Candidate], named: Sequence[str]) -> None:
        if not found:
            return
        where[url] = len(found)
        if url not in named:
            self.probe.guessed.add(url)
        self._remember(found)

    def _remember(self, candidates: Sequence[Candidate]) -> None:
        for candidate in candidates:
            own = same_site(candidate.url, (host_of(self.probe.url),)) and not is_service_url(candidate.url)
            key = page_key(candidate.url)
            if own and candidate.kind is PageKind.ARTICLE and key != page_key(self.probe.url):
                self._candidates.setdefault(key, candidate)

    def on_idle(self) -> None:
        """When all sources have answered: the articles."""
        likely = sorted(self._candidates.values(), key=lambda each: (-each.score, each.url))[:SAMPLE]
        requests = list(self._ask([each.url for each in likely], self.parse_article))
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise scrapy.exceptions.DontCloseSpider

    def parse_article(self, response: Response) -> None:
        capture = capture_of(response, response.url, self.clock())
        if self._readable(capture) is not None:
            self.probe.captures.append(capture)

    def _readable(self, capture: Capture) -> Document | None:
        """The capture's blocks; None where it is no page, which is noted as a problem."""
        judgement = judge_answer(capture)
        if judgement.verdict is not Verdict.OK:
            self.probe.problems.append(f"{capture.url}: {judgement.reason}")
            return None
        try:
            return read_document(capture)
        except CaptureError as error:
            self.probe.problems.append(error.message)
            return None

    def closed(self, reason: str) -> None:
        """Scrapy calls it at the end."""
        self.probe.interrupted = reason == "shutdown"
