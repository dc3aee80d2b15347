"""Answers as they came over the wire, put by for the archive of raw captures before anything unpacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.exceptions import NotConfigured

from crawler.spiders.seam import visitor_of
from crawler.warc.exchange import Exchange, Headers

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

META = "exchanges"


class KeepRaw:
    """Next to the downloader, so that bodies are still as compressed as they came. Only where the site wants it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        visitor = visitor_of(crawler)
        if visitor is None or visitor.keeper is None:
            raise NotConfigured
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        if "asked" in request.cb_kwargs:  # a page; feeds, sitemaps and robots.txt are no captures
            request.meta.setdefault(META, []).append(exchange_of(request, response))
        return response


def exchange_of(request: Request, response: Response) -> Exchange:
    """Header names are as Scrapy writes them, and in its order; values and body are as received."""
    return Exchange(
        url=response.url,
        status=response.status,
        headers=_headers(response.headers),
        body=response.body,
        request=(("Host", urlsplit(request.url).netloc), *_headers(request.headers)),
        method=request.method,
        protocol=response.protocol if response.protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1",
        ip=str(response.ip_address or ""),
    )


def _headers(headers: Any) -> Headers:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
