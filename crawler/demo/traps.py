"""Resources that misbehave, each in the way that its name says, below /trap/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from crawler.demo.web import Request, Response

HUGE = 50 * 1024 * 1024
DEEP = 100_000
MISSING = 5_000  # bytes that the truncated page promises and does not send
TRICKLES = 600
_CHUNK = 64 * 1024

_SENTENCE = "The harbour master counted the boats twice and came to two different numbers. "
_BODY = "".join(f"<p>{number}. {_SENTENCE * 2}</p>\n" for number in range(1, 13))
_OPEN = (
    '<!DOCTYPE html><html lang="en"><head><title>A page that misbehaves</title></head><body><article>'
    "<h1>A page that misbehaves</h1>\n"
)
_CLOSE = "</article></body></html>"


def respond(request: Request) -> Response | None:
    """The trap at the request's path, or None where there is none."""
    trap = TRAPS.get(request.path.removeprefix("/trap/").strip("/"))
    return trap(request) if trap and request.path.startswith("/trap/") else None


def _huge(_request: Request) -> Response:
    return Response(chunks=_endless(HUGE))


def _deep(_request: Request) -> Response:
    return Response(body=f"{_OPEN}{_BODY}{'<div>' * DEEP}deep{'</div>' * DEEP}{_CLOSE}".encode())


def _charset(_request: Request) -> Response:
    """Says UTF-8 in the header and Shift_JIS in the page, and is each of UTF-8 and windows-1252 in parts."""
    head = _OPEN.replace("<head>", '<head><meta charset="shift_jis">')
    text = "<p>The café at the quay charges £4 for a “small” coffee — and means it.</p>" * 2
    body = f"{head}{text}".encode() + f"{text}{_CLOSE}".encode("cp1252")
    return Response(body=body, content_type="text/html; charset=utf-8")


def _truncated(_request: Request) -> Response:
    body = f"{_OPEN}{_BODY}".encode()
    return Response(body=body, length=len(body) + MISSING)


def _slow(_request: Request) -> Response:
    return Response(chunks=(b"<p>drip</p>\n" for _ in range(TRICKLES)), pause=0.25)


def _loop(request: Request) -> Response:
    return Response(302, headers={"Location": f"{request.base}/trap/loop/"})


def _binary(_request: Request) -> Response:
    """A picture's bytes under the name of a page."""
    return Response(body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64)


def _empty(_request: Request) -> Response:
    return Response()


def _endless(size: int) -> Iterator[bytes]:
    yield f"{_OPEN}{_BODY}".encode()
    chunk = (f"<p>{_SENTENCE}</p>".encode() * (_CHUNK // len(_SENTENCE)))[:_CHUNK]
    for _ in range(size // len(chunk)):
        yield chunk


TRAPS: Mapping[str, Callable[[Request], Response]] = {
    "huge": _huge,
    "deep": _deep,
    "charset": _charset,
    "truncated": _truncated,
    "slow": _slow,
    "loop": _loop,
    "binary": _binary,
    "empty": _empty,
}
