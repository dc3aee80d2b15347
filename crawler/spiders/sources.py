"""The part of the spider that asks the site's sources (feeds, sitemaps) what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import (
    MAX_SITEMAP_DEPTH,
    Candidate,
    SitemapRef,
    is_mass,
    newest_children,
    read_feed,
    read_sitemap,
)
from crawler.spiders.captures import headers_of, reason_of
from crawler.spiders.frontier import Frontier, Wanted
from crawler.spiders.polite import KIND, SOURCE
from crawler.spiders.refusals import PutOffError
from crawler.spiders.session import Session

# Sources first: what they say decides what else is asked for.
_SOURCE, _NEW = 100, 10
_MAX_CHILD_SITEMAPS = 20


class SourceSpider(scrapy.Spider):
    """Asks for feeds and sitemaps, and for the pages that they announce."""

    session: Session
    frontier: Frontier

    def parse_page(self, response: Response, asked: str) -> Iterator[Any]:
        raise NotImplementedError

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        raise NotImplementedError

    # Asking

    def _sources(self, urls: Iterable[str], callback: Any) -> Iterator[Request]:
        for url in urls:
            if self.frontier.claim(url):
                yield self._source(url, callback)

    def _source(self, url: str, callback: Any, **more: Any) -> Request:
        self.session.planned += 1
        return Request(
            url,
            callback,
            errback=self.source_failed,
            headers=self.session.book.conditions(url),
            priority=_SOURCE,
            meta={KIND: SOURCE},
            dont_filter=True,
            cb_kwargs={"asked": url, **more},
        )

    def _page(self, wanted: Wanted, priority: int | None = None) -> Request:
        self.session.planned += 1
        return Request(
            wanted.url,
            self.parse_page,
            errback=self.page_failed,
            # What a page loads may have changed where its own bytes have not.
            headers={} if self.session.profile.crawl.render else wanted.conditions,
            priority=wanted.priority if priority is None else priority,
            dont_filter=True,
            cb_kwargs={"asked": wanted.url},
        )

    def _offer(self, candidates: Iterable[Candidate]) -> Iterator[Request]:
        for wanted in self.frontier.offer(candidates, self.session.clock()):
            yield self._page(wanted, _NEW)

    # Answers

    def parse_feed(self, response: Response, asked: str) -> Iterator[Request]:
        self.session.received_source(response.body)
        news = 0
        entries = []
        if self.session.book.is_news(asked, response):
            entries = read_feed(response.body, response.url, headers_of(response))
        if self._is_held(asked, entries):
            self._note(asked, None, 0)  # the next look must not be answered by "not modified"
            return
        for request in self._offer(entries):
            news += 1
            yield request
        self._note(asked, response, news)

    def _is_held(self, asked: str, entries: Sequence[Candidate]) -> bool:
        """Whether a feed suddenly lists other things, which a later look is to confirm."""
        session = self.session
        strange = is_mass(entries, self.frontier.is_strange, session.book.looked(asked))
        if not session.book.holds(asked, session.clock(), strange=strange):
            return False
        session.put_off[f"{asked}: most of its entries are others than before, a later look is to confirm them"] += len(
            entries
        )
        return True

    def parse_sitemap(self, response: Response, asked: str, depth: int = 0) -> Iterator[Request]:
        self.session.received_source(response.body)
        news, dated = 0, True
        if self.session.book.is_news(asked, response):
            sitemap = read_sitemap(response.body, response.url)
            if depth < MAX_SITEMAP_DEPTH:
                yield from self._children(sitemap.children, depth + 1)
            dated = all(child.modified for child in sitemap.children)
            for request in self._offer(sitemap.candidates):
                news += 1
                yield request
        # An index without dates says nothing of what changed in its sitemaps: it is read each time for their sake.
        self._note(asked, response if dated else None, news)

    def _children(self, children: Sequence[SitemapRef], depth: int) -> Iterator[Request]:
        session = self.session
        for child in newest_children(children, _MAX_CHILD_SITEMAPS):
            due = session.everything or session.book.child_is_due(child, session.clock())
            if due and session.owns(child.url) and self.frontier.claim(child.url):
                yield self._source(child.url, self.parse_sitemap, depth=depth)

    def _note(self, asked: str, response: Response | None, news: int) -> None:
        whole = response if response is not None and response.status == 200 else None  # noqa: PLR2004 - HTTP
        self.session.book.seen(asked, self.session.clock(), news=news > 0, response=whole)

    def _is_put_off(self, failure: Failure) -> bool:
        """Whether nothing was asked for, and nothing is known: no capture."""
        error = failure.value
        if not isinstance(error, PutOffError):
            return False
        self.session.planned -= 1
        if error.told:
            self.session.put_off[str(error)] += 1
        return True

    def source_failed(self, failure: Failure) -> None:
        if self._is_put_off(failure):
            return
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.session.requests += 1
        self.session.book.seen(request.cb_kwargs["asked"], self.session.clock(), news=False)
        self.session.recorder.tally.problems.append(f"{request.url}: {reason_of(failure)}")
