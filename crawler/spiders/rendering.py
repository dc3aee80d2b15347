"""Pages of a site with `render = true` go through a real browser, after they were fetched like all others.

The page itself is asked for once, by Scrapy: its status, its redirects, its pace and its raw bytes are those of every
page. A browser then runs its scripts, and what they load is fetched by Scrapy again, through all its middlewares.
"""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import field, replace
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from crawler.classes import dataclass
from crawler.spiders.browser import Answer, HeadlessBrowser, Part
from crawler.spiders.captures import headers_of
from crawler.spiders.polite import KIND, SOURCE
from crawler.spiders.raw import META as EXCHANGES
from crawler.spiders.seam import Visitor, visitor_of
from crawler.urls import host_of

PART = "part"
MAX_PARTS = 150  # that one page may load
MAX_KEPT = 32_000_000  # bytes of scripts that are kept for the other pages of the run
_OK = 200
_FIRST = 500  # before other pages: a page waits for it
# What the browser must not say for us, or what speaks of a connection that is not the browser's.
_NOT_SENT = frozenset({"accept-encoding", "connection", "content-length", "cookie", "host", "user-agent"})
_NOT_GIVEN = frozenset({"content-encoding", "content-length", "set-cookie", "transfer-encoding"})
# Of the page as it was sent: what its scripts made of it is written otherwise, and may differ where these agree.
_NOT_OF_IT = frozenset({"content-encoding", "content-length", "content-type", "etag", "last-modified"})
_TYPE = ("Content-Type", "text/html; charset=utf-8")


@dataclass(slots=True)
class Scripts:
    """Scripts by URL: they stay the same from page to page. The oldest go first."""

    _kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _size: int = 0
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def turn(self, url: str) -> asyncio.Lock:
        """To be held by the one who asks for a script."""
        return self._turns.setdefault(url, asyncio.Lock())

    def get(self, url: str) -> Answer | None:
        return self._kept.get(url)

    def keep(self, url: str, answer: Answer) -> None:
        if url in self._kept or len(answer.body) > MAX_KEPT:
            return
        self._kept[url] = answer
        self._size += len(answer.body)
        while self._size > MAX_KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


class Rendering:
    """Downloader middleware, above those that mend an answer and below those that forbid a request."""

    def __init__(self, crawler: Crawler, session: Visitor) -> None:
        self.crawler = crawler
        self.session = session
        settings = crawler.settings
        self.browser = HeadlessBrowser(settings["USER_AGENT"], settings.getint("DOWNLOAD_MAXSIZE"))
        self.scripts = Scripts()
        self._public: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = visitor_of(crawler)
        if session is None or not session.profile.crawl.render:
            raise NotConfigured
        made = cls(crawler, session)
        crawler.signals.connect(made.on_closed, signals.spider_closed)
        return made

    async def on_closed(self) -> None:
        await self.browser.close()

    async def process_response(self, request: Request, response: Response) -> Response:
        """Raises RenderError: a page that is half of what readers see would be taken for an edit."""
        if not _is_page(request, response):
            return response
        given = Answer(response.status, _given(headers_of(response)), response.body)
        html = await self.browser.render(response.url, given, _Fetcher(self, response.url).fetch)
        body = html.encode("utf-8", "replace")
        if exchanges := request.meta.get(EXCHANGES):  # what is kept must read as what was compared
            headers = [(name, value) for name, value in exchanges[-1].headers if name.lower() not in _NOT_OF_IT]
            exchanges[-1] = replace(exchanges[-1], headers=[*headers, _TYPE], body=body)
        return response.replace(body=body, encoding="utf-8", headers=_headers(response))

    async def is_public(self, url: str) -> bool:
        """Whether a page may make the crawler ask there: its own site, or the open network, not this machine's."""
        if self.session.owns(url):
            return True
        name = host_of(url)
        if name not in self._public:
            self._public[name] = await _leads_outside(urlsplit(url).hostname or "")
        return self._public[name]


@dataclass(slots=True)
class _Fetcher:
    """What one page loads."""

    rendering: Rendering
    page: str
    _asked: int = 0

    async def fetch(self, part: Part) -> Answer | None:
        if part.kind != "script":
            return await self._ask_for(part)
        scripts = self.rendering.scripts
        async with scripts.turn(part.url):  # pages that are rendered side by side wait for the first one's
            answer = scripts.get(part.url)
            if answer is None:
                answer = await self._ask_for(part)
                if answer is not None and answer.status == _OK:
                    scripts.keep(part.url, answer)
        return answer

    async def _ask_for(self, part: Part) -> Answer | None:
        if self._asked >= MAX_PARTS or not part.url.startswith(("http://", "https://")):
            return None
        self._asked += 1
        return await self._ask(part) if await self.rendering.is_public(part.url) else None

    async def _ask(self, part: Part) -> Answer | None:
        request = Request(
            part.url,
            callback=NO_CALLBACK,
            headers={name: value for name, value in part.headers.items() if name.lower() not in _NOT_SENT},
            priority=_FIRST,
            dont_filter=True,
            meta={KIND: PART, "dont_retry": True},
        )
        try:
            response = await self.rendering.crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001 - forbidden, put off, or whatever a network can do: the page goes without it
            return None
        self.rendering.session.received_source(response.body)
        return Answer(response.status, _given(headers_of(response)), response.body)


def _is_page(request: Request, response: Response) -> bool:
    """A page of the site, not one of its sources, nor something that a page loads."""
    looked_at = "asked" in request.cb_kwargs and request.meta.get(KIND) not in {SOURCE, PART}
    return looked_at and response.status == _OK and isinstance(response, HtmlResponse)


def _given(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in _NOT_GIVEN}


def _headers(response: Response) -> Any:
    headers = response.headers.copy()
    for name in _NOT_OF_IT:
        headers.pop(name, None)
    headers[_TYPE[0]] = _TYPE[1]
    return headers


async def _leads_outside(host: str) -> bool:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ip_address(address[0]).is_global for *_, address in found)
