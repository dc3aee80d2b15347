"""Responses and failures of Scrapy's as captures."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, cast

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.model import Capture, Redirect
from crawler.spiders.browser import RenderError
from crawler.spiders.refusals import LeadsAwayError

# What these log as errors, with a traceback, is a capture with a verdict and a line of the run's report.
_TOLD_ELSEWHERE = (
    "scrapy.downloadermiddlewares.retry",
    "scrapy.core.scraper",  # which would also print the whole page
)


def quieten() -> None:
    """Keep Scrapy from telling failed requests in its own words; to be called once its logging is set up."""
    for name in _TOLD_ELSEWHERE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def capture_of(response: Response, asked: str, at: datetime) -> Capture:
    """A capture of what was answered to a request for `asked`, through whatever redirects."""
    return Capture(
        url=asked,
        fetched_at=at,
        status=response.status,
        headers=headers_of(response),
        body=response.body,
        final_url=response.url,
        redirects=redirects_of(response.meta),
    )


def headers_of(response: Response) -> dict[str, str]:
    # As a plain dictionary: Scrapy's own `items` brings each name into its form again.
    plain = cast("dict[bytes, list[bytes]]", dict(response.headers))
    return {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in plain.items()}


def redirects_of(meta: dict[str, Any]) -> tuple[Redirect, ...]:
    urls = meta.get("redirect_urls", [])
    reasons = meta.get("redirect_reasons", [])
    return tuple(
        Redirect(reason if isinstance(reason, int) else 302, url) for url, reason in zip(urls, reasons, strict=False)
    )


def failed_capture(failure: Failure, asked: str, at: datetime) -> Capture:
    """A capture that says why there is none: time-out, DNS failure, too large, cut off, forbidden by robots.txt.

    A redirect to another site is an answer, with its status; nobody went there.
    """
    if isinstance(failure.value, LeadsAwayError):
        redirects = redirects_of(failure.request.meta)  # type: ignore[attr-defined]  # Scrapy puts it there
        return Capture(asked, at, status=redirects[-1].status, final_url=failure.value.url, redirects=redirects)
    return Capture(url=asked, fetched_at=at, status=0, error=reason_of(failure))


_REASONS = {
    "DownloadCancelledError": "larger than is read of a page",
    "DNSLookupError": "the host name cannot be resolved",
    "CannotResolveHostError": "the host name cannot be resolved",
    "ConnectionRefusedError": "connection refused",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "no answer in time",
    "TimeoutError": "no answer in time",
    "TCPTimedOutError": "no answer in time",
    "ResponseDataLossError": "the answer was cut off",
    "ResponseFailed": "the answer was cut off",
    "PartialDownload": "the answer was cut off",
    "ConnectionLost": "the connection was lost",
}


def reason_of(failure: Failure) -> str:
    return reason_of_error(failure.value)


def reason_of_error(error: BaseException | None) -> str:
    name = type(error).__name__
    if isinstance(error, RenderError):
        return f"could not be rendered: {error}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "not allowed"
    return _REASONS.get(name, f"{name}: {str(error)[:120]}")
