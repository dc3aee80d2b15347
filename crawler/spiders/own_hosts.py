"""A redirect to another site is told, not followed: what a page says must not send the crawler anywhere else."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.spiders.refusals import LeadsAwayError
from crawler.spiders.seam import Visitor, visitor_of


class OwnHosts:
    """Downloader middleware. Sources that the profile names may lie, and lead, elsewhere: a person chose them."""

    def __init__(self, session: Visitor) -> None:
        self.session = session
        profile = session.profile
        self.chosen = {*profile.feeds, *profile.sitemaps}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = visitor_of(crawler)
        if session is None:
            raise NotConfigured  # a probe goes where the address that a person typed leads
        return cls(session)

    def process_request(self, request: Request) -> None:
        way = request.meta.get("redirect_urls", ())
        if way and not self.session.owns(request.url) and way[0] not in self.chosen:
            raise LeadsAwayError(request.url)
