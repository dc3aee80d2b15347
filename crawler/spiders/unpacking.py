"""Answers unpacked at once where they are packed as nearly all are."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, cast

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

if TYPE_CHECKING:
    from scrapy import Request, Spider

_GZIP = zlib.MAX_WBITS | 16  # as zlib is told that there are a header and a checksum around it


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's middleware, with a short way for a whole body in one gzip stream.

    Scrapy unpacks that in pieces of 8 kB; and where the address ends in `.html`, `.xml` or `.txt`, it also guesses the
    charset of the body while that is still packed, which takes longer than reading the page. Other codings, and bodies
    that are broken, cut off or too large, go the long way.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        del spider  # Scrapy names it still, and no longer gives it
        if request.method != "HEAD" and response.headers.getlist("Content-Encoding") == [b"gzip"]:
            most = request.meta.get("download_maxsize", self._max_size)
            if (body := gunzipped(response.body, most)) is not None:
                return _unpacked(response, body)
        return super().process_response(request, response)


def gunzipped(packed: bytes, most: int) -> bytes | None:
    """What was packed; None where that is not one whole gzip stream, or more than `most` bytes (0: any number)."""
    stream = zlib.decompressobj(_GZIP)
    try:
        body = stream.decompress(packed, most + 1 if most else 0)
    except zlib.error:
        return None
    return body if stream.eof and not stream.unused_data and not 0 < most < len(body) else None


def _unpacked(response: Response, body: bytes) -> Response:
    # Plain dictionaries: each copy that Scrapy makes of headers costs as much as all the rest.
    plain = cast("dict[bytes, list[bytes]]", dict(response.headers))
    headers = {name: values for name, values in plain.items() if name != b"Content-Encoding"}
    told = {name: values[-1] for name, values in headers.items() if values}
    kind = responsetypes.from_args(headers=told, url=response.url, body=body)
    return kind(**{name: getattr(response, name) for name in Response.attributes} | {"headers": headers, "body": body})
