"""A request and a response, free of any server: what a site of the demo turns into one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Protocol

from crawler.classes import dataclass

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` have lower-case names; `seed` is what the noise of this request is drawn from."""

    path: str
    now: datetime
    host: str
    headers: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""

    @property
    def base(self) -> str:
        return f"http://{self.host}"


@dataclass(frozen=True, slots=True)
class Response:
    """`chunks`, where given, are streamed in place of `body`, `pause` seconds apart, until the connection closes.

    `length` is the Content-Length to declare when it is not the true one.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Iterable[bytes] | None = None
    pause: float = 0.0
    length: int | None = None


class Site(Protocol):
    """Anything that the server can serve."""

    def respond(self, request: Request) -> Response: ...
