"""What went over the wire for one capture: a request and its answer, as they were."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from crawler.classes import dataclass
from crawler.model import Capture

Headers = Sequence[tuple[str, str]]

_TYPES = {".txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer, with the request it is to. `body` is as received, compressed where it came compressed; only the
    transfer coding (chunks) is taken off, and its header with it. `status` 0: a file, no answer to anything.
    """

    url: str
    status: int
    headers: Headers
    body: bytes
    request: Headers = ()
    method: str = "GET"
    protocol: str = "HTTP/1.1"
    ip: str = ""

    @property
    def block(self) -> bytes:
        """Status line, headers and body."""
        if not self.status:
            return self.body
        return _head(f"{self.protocol} {self.status} {_phrase(self.status)}", self.headers) + self.body

    @property
    def request_block(self) -> bytes:
        path = "/" + self.url.partition("://")[2].partition("/")[2].partition("#")[0]
        return _head(f"{self.method} {path} {self.protocol}", self.request)

    @property
    def content_type(self) -> str:
        found = [value for name, value in self.headers if name.lower() == "content-type"]
        return found[0] if found else "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Found:
    """A capture with the answer that it was made of."""

    capture: Capture
    exchange: Exchange


def of_file(path: Path, url: str, body: bytes) -> Exchange:
    """A file that was handed in: a resource, that no server is known to have sent."""
    kind = _TYPES.get(path.suffix.lower(), "text/html")
    return Exchange(url, 0, (("Content-Type", kind),), body)


def _phrase(status: int) -> str:
    """Scrapy does not say which words came with the status; these are those of the standard."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    safe = [line.replace("\r", " ").replace("\n", " ") for line in lines]
    return ("\r\n".join(safe) + "\r\n\r\n").encode("latin-1", "replace")
