"""A request waits here for its host's turn, and an answer tells how the host wants to be asked."""

from __future__ import annotations

from collections import Counter
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from crawler.politeness import retry_after
from crawler.spiders.captures import headers_of
from crawler.spiders.hosts import SHORT, Host, turn
from crawler.spiders.refusals import PutOffError
from crawler.spiders.seam import Visitor, visitor_of
from crawler.urls import host_of

_TURN = "presswatch_turn"
_ASKED_AGAIN = "presswatch_asked_again"
_REFUSALS = frozenset({429, 503})
# So many requests in a row that a host does not answer, or with errors of its own, and the rest of the run is spared.
# Sources and pages are counted apart, since a site's feeds may be down while its pages are not, and the front page is
# always tried: it decides whether the site can be read.
SILENT = 8
KIND = "presswatch_kind"
SOURCE, FRONT, PAGE = "source", "front", "page"


class Politeness:
    """Downloader middleware, the one nearest to the network: what passes it is sent."""

    def __init__(self, crawler: Crawler, session: Visitor) -> None:
        self.crawler = crawler
        self.session = session
        self.hosts = session.hosts
        self.delay: float = session.profile.crawl.delay
        self.tries: int = crawler.settings.getint("RETRY_TIMES")
        self._silent: Counter[tuple[str, str]] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = visitor_of(crawler)
        if session is None:
            raise NotConfigured  # a probe has a pace of its own
        return cls(crawler, session)

    async def process_request(self, request: Request) -> None:
        name = host_of(request.url)
        host = self.hosts[name]
        self._check(name, host)
        if self._silent[name, _kind(request)] >= SILENT:
            raise PutOffError(f"{name} does not answer")
        if not host.pace.delay(self.delay) and not host.pace.wait(self.hosts.steady(), self.delay):
            self._spend()
            return
        if not await turn(host, self.delay, self.hosts, self._is_wanted):
            self._check(name, host)
            raise PutOffError("the run was stopped")
        try:
            self._spend()
        except PutOffError:
            host.turn.release()
            raise
        request.meta[_TURN] = (host, self.hosts.steady())

    def _spend(self) -> None:
        if not self.session.budget.spend(self.session.clock()):
            limit = self.session.budget.limit
            raise PutOffError(f"{self.session.site}: its {limit} requests of this hour are spent", told=True)

    def _is_wanted(self) -> bool:
        return self.crawler.crawling and self.session.failure is None

    def _check(self, name: str, host: Host) -> None:
        if not self._is_wanted():
            raise PutOffError("the run was stopped")
        left = host.pace.closed_until - self.hosts.steady()
        if left > SHORT:
            raise PutOffError(f"{name}: asked to be left alone", told=True)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        took = request.meta.get("download_latency", 0.0)
        good = response.status < 400  # noqa: PLR2004 - HTTP statuses speak for themselves
        self._end_turn(request, took, good=good)
        self._heard(request, answered=response.status < 500)  # noqa: PLR2004 - likewise
        return self._refused(request, response) if response.status in _REFUSALS else response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest):
            self._heard(request, answered=False)
        began = request.meta.get(_TURN, (None, 0.0))[1]
        self._end_turn(request, self.hosts.steady() - began, good=False)

    def _heard(self, request: Request, *, answered: bool) -> None:
        key = host_of(request.url), _kind(request)
        if answered:
            self._silent[key] = 0
        elif request.meta.get("retry_times", 0) >= self.tries:
            self._silent[key] += 1

    def _end_turn(self, request: Request, took: float, *, good: bool) -> None:
        host, _ = request.meta.pop(_TURN, (None, 0.0))
        if host is not None:
            host.pace.answered(self.hosts.steady(), took, good=good, chance=self.hosts.chance())
            host.turn.release()

    def _refused(self, request: Request, response: Response) -> Request | Response:
        """Remember how long the host wants to be left alone; ask once more afterwards where that is soon."""
        asked = retry_after(headers_of(response), self.session.clock())
        if asked is None and response.status != 429:  # noqa: PLR2004
            return response
        name = host_of(request.url)
        self.hosts[name].pace.refused(self.hosts.steady(), asked)
        self.session.keep_hosts()
        request.meta["dont_retry"] = True
        if asked is None or asked > SHORT or request.meta.get(_ASKED_AGAIN):
            return response
        again = request.replace(dont_filter=True)
        again.meta[_ASKED_AGAIN] = True
        return again


def _kind(request: Request) -> str:
    return str(request.meta.get(KIND, PAGE))
