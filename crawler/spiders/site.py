"""The spider: asks for what is due and what is new, and hands every answer on as a capture."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.blocks import is_html, read_document
from crawler.discovery import (
    Candidate,
    Sources,
    find_sources,
    read_links,
)
from crawler.errors import ArchiveError, CaptureError, PresswatchError
from crawler.model import Capture, PageKind
from crawler.pipelines import Fetched
from crawler.politeness import user_agent
from crawler.spiders.captures import capture_of, failed_capture, quieten
from crawler.spiders.frontier import Frontier, Wanted
from crawler.spiders.handlers import import_handler
from crawler.spiders.polite import FRONT, KIND, PAGE
from crawler.spiders.session import Session, data_folder, open_session
from crawler.spiders.sources import SourceSpider

log = logging.getLogger(__name__)

_FRONT, _AGAIN = 90, 80  # after the sources, before all other pages


class SiteSpider(SourceSpider):
    """`scrapy crawl site -a site=NAME [-a all=1]`; `presswatch crawl` passes a session that it has opened."""

    name = "site"
    # Every answer is evidence, errors too. Redirects are followed by Scrapy's middleware.
    handle_httpstatus_list = (304, *range(400, 600))

    def __init__(self, site: str = "", all: str = "", session: Session | None = None, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(**kwargs)
        self._own = ExitStack()
        self.owns_session = session is None
        if session is None:
            try:
                opened = open_session(data_folder(), site, everything=all.lower() in {"1", "true", "yes"})
                session = self._own.enter_context(opened)
            except PresswatchError as error:
                log.error("%s", error)  # noqa: TRY400 - a person's mistake, not ours: no traceback
                raise SystemExit(error.exit_status) from None
        self.session = session
        self.frontier = Frontier(session)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        quieten()
        import_handler()
        # The profile's pace is the pace, however the run was started: `Politeness` keeps it. Settings freeze here.
        profile = spider.session.profile
        crawler.settings.set("DOWNLOAD_DELAY", 0, priority="spider")
        if profile.crawl.contact:
            crawler.settings.set("USER_AGENT", user_agent(profile.crawl.contact), priority="spider")
        if profile.crawl.delay:
            # What waits for its turn is not in order of priority any more: few wait at a time.
            crawler.settings.set("CONCURRENT_REQUESTS", len(profile.hosts_all) + 1, priority="spider")
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        crawler.signals.connect(spider.on_closed, signals.spider_closed)
        crawler.signals.connect(spider.on_error, signals.spider_error)
        crawler.signals.connect(spider.on_error, signals.item_error)
        crawler.signals.connect(spider.on_robots, signals.robots_parsed)
        return spider

    # Asking

    async def start(self) -> AsyncIterator[Request]:
        for request in self._first_requests():
            yield request

    def _first_requests(self) -> Iterator[Request]:
        session = self.session
        if session.urls:
            yield from (self._page(Wanted(url)) for url in session.urls)
            return
        now = session.clock()
        feeds, sitemaps, sections = session.all_sources()
        yield from self._sources(session.due_sources(feeds, now), self.parse_feed)
        yield from self._sources(session.due_sources(sitemaps, now), self.parse_sitemap)
        self.frontier.leave_to_listings(session.profile.url, *sections)
        if session.everything or session.book.front_is_due(now):
            yield self._listing(session.profile.url, PageKind.FRONT)
        yield from (self._listing(url, PageKind.SECTION) for url in session.due_sources(sections, now))
        yield from (self._page(wanted) for wanted in self.frontier.due())

    def _listing(self, url: str, kind: PageKind) -> Request:
        """The front page and sections: always asked for whole, since their lists must be seen to change."""
        self.session.planned += 1
        return Request(
            url,
            self.parse_listing,
            errback=self.page_failed,
            priority=_FRONT,
            meta={KIND: FRONT if kind is PageKind.FRONT else PAGE},
            dont_filter=True,
            cb_kwargs={"asked": url, "kind": kind},
        )

    # Answers

    def parse_page(self, response: Response, asked: str) -> Iterator[Fetched | Request]:
        yield Fetched(self._capture(response, asked))
        yield from self._again()

    def parse_listing(self, response: Response, asked: str, kind: PageKind) -> Iterator[Fetched | Request]:
        """A front or section page: a capture like every other, and links to what is new."""
        capture = self._capture(response, asked)
        document, news = None, 0
        if self.session.book.is_news(asked, response) and is_html(capture):
            try:
                document = read_document(capture)
            except CaptureError as error:
                log.info("%s", error)
        if document is not None:
            self.frontier.know(asked, kind, self.session.clock())
            if kind is PageKind.FRONT:
                yield from self._new_sources(
                    self.session.learn_sources(find_sources(document, hosts=self.session.profile.hosts_all))
                )
            for request in self._offer(read_links(document, self.session.profile.hosts_all)):
                news += 1
                yield request
        self._note(asked, response, news)
        yield Fetched(capture, document)
        yield from self._again()

    def _new_sources(self, found: Sources) -> Iterator[Request]:
        yield from self._sources(found.feeds, self.parse_feed)
        yield from self._sources(found.sitemaps, self.parse_sitemap)
        yield from (self._listing(url, PageKind.SECTION) for url in found.sections if self.frontier.claim(url))

    def _again(self, *, last: bool = False) -> Iterator[Request]:
        """Pages that the recorder wants to see a second time at once, since what differs is made per request; and those
        of which it was given copies. `last`: where the run would end otherwise."""
        for url in self.session.recorder.wanted_again(last=last):
            yield self._page(Wanted(url), _AGAIN)
        for url in self.session.recorder.wanted_instead():
            if self.frontier.claim(url):
                yield self._page(Wanted(url))

    def _capture(self, response: Response, asked: str) -> Capture:
        capture = self.session.keep(capture_of(response, asked, self.session.clock()), response.meta)
        self.session.received_capture(capture)
        return capture

    # Failures

    def page_failed(self, failure: Failure) -> Iterator[Fetched | Request]:
        if self.session.is_over or self._is_put_off(failure):
            return
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        asked = request.cb_kwargs.get("asked", request.url)
        capture = self.session.keep(failed_capture(failure, asked, self.session.clock()), request.meta)
        log.info("%s: %s", asked, capture.error)
        self.session.received_capture(capture)
        yield Fetched(capture)
        yield from self._again()

    # Signals

    def on_robots(self, robotparser: Any, request: Request) -> None:
        """Sitemaps named in robots.txt are sources."""
        del request
        if not self.session.urls:
            found = self.session.learn_sources(Sources(sitemaps=tuple(robotparser.rp.sitemaps)))
            self.frontier.robots_sitemaps.update(found.sitemaps)

    def on_error(self, failure: Failure, response: Any) -> None:
        """An archive that cannot be written ends the run; any other fault costs the page on which it showed."""
        if isinstance(failure.value, ArchiveError):
            if self.session.failure is None:
                self.session.failure = failure.value
                closing = self.crawler.engine.close_spider_async(reason="archive")
                asyncio.ensure_future(closing)  # noqa: RUF006 - the engine waits for it
            return
        log.debug("%s", failure.getTraceback())
        where = getattr(response, "url", self.session.profile.url)  # a request that failed has no response
        fault = f"{type(failure.value).__name__}: {failure.getErrorMessage()[:200]}"
        self.session.recorder.tally.problems.append(f"{where}: unexpected {fault} (a bug: please report it)")

    def on_idle(self) -> None:
        """Before the run ends: sitemaps that robots.txt named, second looks, links seen in tickers and lists."""
        try:
            more = self._last_requests()
        except ArchiveError as error:
            self.session.failure = error
            return
        for request in more:
            self.crawler.engine.crawl(request)
        if more:
            raise DontCloseSpider

    def _last_requests(self) -> list[Request]:
        sitemaps = sorted(self.frontier.take_robots_sitemaps())
        more = [*self._sources(sitemaps, self.parse_sitemap), *self._again(last=True)]
        if not self.session.urls:
            seen = (*self.session.recorder.seen_links(), *self.session.recorder.wanted_further())
            more.extend(self._offer(Candidate(url) for url in seen if self.session.owns(url)))
        return more

    def on_closed(self, reason: str) -> None:
        try:
            with self._own:
                # Stopped before its first request, a spider of Scrapy's is told to have finished.
                stopped = not self.session.requests and self.session.told_to_stop()
                self.session.close(interrupted=stopped or reason != "finished")
                log.info("%s: %s", self.session.site, self.session.run.outcome)
        except PresswatchError as error:
            self.session.failure = self.session.failure or error
        if self.owns_session and self.session.failure is not None:
            log.error("%s", self.session.failure)
