"""Packed answers: the short way gives what Scrapy's own does, and takes no more than whole gzip bodies."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils.test import get_crawler

from crawler.spiders.unpacking import Unpacking, gunzipped

PAGE = "<html><head><meta charset=utf-8></head><p>Zwölf Boxkämpfer jagen Viktor</p></html>".encode()
CRAWLER = get_crawler(Spider, {"DOWNLOAD_MAXSIZE": 10_000, "DOWNLOAD_WARNSIZE": 0})


def answered(body: bytes, coding: str = "gzip", url: str = "http://example.org/a", kind: str = "text/html") -> Response:
    return Response(
        url,
        headers={"Content-Type": kind, "Content-Encoding": coding, "ETag": '"1"'},
        body=body,
        request=Request(url),
        protocol="HTTP/1.1",
    )


def through(middleware: HttpCompressionMiddleware, response: Response) -> Response:
    got = middleware.process_response(Request(response.url), response)
    assert isinstance(got, Response)
    return got


@given(st.binary(max_size=2_000), st.integers(0, 9))
def test_what_was_packed_is_given_back(body, level):
    assert gunzipped(gzip.compress(body, level), 2_000) == body


@given(st.binary(max_size=300), st.data())
def test_what_is_cut_off_or_altered_is_never_taken_for_a_whole(body, data):
    packed = gzip.compress(body)
    end = data.draw(st.integers(0, len(packed) - 1))
    assert gunzipped(packed[:end], 0) is None
    assert gunzipped(packed + b"more", 0) is None
    assert gunzipped(packed[:-8] + bytes([packed[-8] ^ 1]) + packed[-7:], 0) is None


@given(st.integers(0, 3_000), st.integers(1, 3_000))
@example(1_000, 1_000)
@example(1_001, 1_000)
def test_no_more_than_allowed_is_unpacked(size, most):
    body = gunzipped(gzip.compress(bytes(size)), most)
    assert (body is None) is (size > most)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://example.org/a", "text/html; charset=utf-8"),
        ("http://example.org/a.html", "text/html"),
        ("http://example.org/robots.txt", "text/plain"),
        ("http://example.org/sitemap.xml", "application/xml"),
        ("http://example.org/a", "image/png"),
        ("http://example.org/a", ""),
    ],
)
@pytest.mark.parametrize("pack", [gzip.compress, lambda body: gzip.compress(body)[:-9], lambda b: zlib.compress(b, 9)])
def test_an_answer_is_the_one_that_scrapys_own_gives(url, kind, pack):
    coding = "deflate" if pack(b"")[:1] == b"x" else "gzip"
    ours, theirs = (
        through(middleware(crawler=CRAWLER), answered(pack(PAGE), coding, url, kind))
        for middleware in (Unpacking, HttpCompressionMiddleware)
    )
    assert (type(ours), ours.body, ours.headers, ours.status) == (
        type(theirs),
        theirs.body,
        theirs.headers,
        theirs.status,
    )
    assert (ours.protocol, ours.request is not None) == ("HTTP/1.1", True)


def test_the_charset_is_not_guessed_while_the_body_is_packed(monkeypatch):
    packed = HtmlResponse("http://example.org/a.html", headers={"Content-Encoding": "gzip"}, body=gzip.compress(PAGE))
    monkeypatch.setattr(TextResponse, "_body_inferred_encoding", lambda self: pytest.fail("it was guessed"))
    assert through(Unpacking(crawler=CRAWLER), packed).body == PAGE


def test_a_body_that_unpacks_to_too_much_is_refused():
    with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
        through(Unpacking(crawler=CRAWLER), answered(gzip.compress(bytes(10_001))))
    assert len(through(Unpacking(crawler=CRAWLER), answered(gzip.compress(bytes(10_000)))).body) == 10_000


def test_what_was_received_is_not_altered():
    response = answered(gzip.compress(PAGE))
    through(Unpacking(crawler=CRAWLER), response)
    assert response.headers["Content-Encoding"] == b"gzip"


def test_two_codings_and_heads_are_left_to_scrapy():
    twice = answered(gzip.compress(gzip.compress(PAGE)), "gzip, gzip")
    assert through(Unpacking(crawler=CRAWLER), twice).body == PAGE
    head = Unpacking(crawler=CRAWLER).process_response(Request("http://example.org/a", method="HEAD"), answered(b""))
    assert isinstance(head, Response)
    assert head.headers["Content-Encoding"] == b"gzip"
