"""A local web server with a simulated clock, for the demo, the tests and the benchmarks."""

from __future__ import annotations

import gzip
import itertools
import socket
import sys
import threading
import time
from collections import deque
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from crawler.classes import dataclass
from crawler.demo import traps
from crawler.demo.newspaper import Newspaper
from crawler.demo.script import START
from crawler.demo.web import Request, Response, Site

CONNECTIONS = 32  # at once; more wait
IDLE = 10.0  # seconds after which a silent connection is closed
LOG_LENGTH = 100_000
SMALLEST_ZIPPED = 500  # bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the request log; `at` is `time.monotonic()`."""

    path: str
    status: int
    at: float
    agent: str
    conditional: bool


class DemoServer:
    """Serves a site on this machine alone (`host`: 127.0.0.1 to 127.0.0.254) from a thread of its own, as a context
    manager.

    `now` is the simulated time: set it, and every later request is answered as of then. `log` holds the
    requests, `failures` what went wrong inside the server, which should be nothing.
    """

    def __init__(
        self,
        site: Site | None = None,
        *,
        now: datetime = START,
        noise: bool = True,
        port: int = 0,
        host: str = "127.0.0.1",
    ) -> None:
        self.host = host
        self.site = site if site is not None else Newspaper(noise=noise)
        self.now = now
        self.log: deque[Hit] = deque(maxlen=LOG_LENGTH)
        self.failures: deque[str] = deque(maxlen=100)
        self.stopping = threading.Event()
        self._numbers = itertools.count()
        self._http = _Http(self, port)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="demo-server", daemon=True)

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    @property
    def base(self) -> str:
        """The address of the front page without its final slash."""
        return f"http://{self.host}:{self.port}"

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stops listening, closes every connection and waits for the threads; the port is free afterwards."""
        self.stopping.set()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.hang_up()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def respond(self, path: str, headers: dict[str, str]) -> Response:
        """The answer to a request, as of `now`. Safe to call from several threads."""
        host = headers.get("host") or f"{self.host}:{self.port}"
        request = Request(path, self.now, host, headers, seed=f"{path} {next(self._numbers)}")
        return traps.respond(request) or self.site.respond(request)


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close waits for them
    request_queue_size = 128

    def __init__(self, demo: DemoServer, port: int) -> None:
        self.demo = demo
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((demo.host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        while not self._free.acquire(timeout=0.1):
            if self.demo.stopping.is_set():
                self.shutdown_request(request)
                return
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
            super().shutdown_request(request)

    def hang_up(self) -> None:
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:  # the client was quicker
                    continue

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's signature
        import traceback

        if not isinstance(sys.exception(), ConnectionError):  # a client that was killed is no failure of ours
            self.demo.failures.append(traceback.format_exc())


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    timeout = IDLE
    disable_nagle_algorithm = True
    server_version = "TarrowPress/1"
    sys_version = ""

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = self.path.partition("?")[0]
        answer = self.server.demo.respond(path, headers)
        conditional = "if-none-match" in headers or "if-modified-since" in headers
        hit = Hit(path, answer.status, time.monotonic(), headers.get("user-agent", ""), conditional)
        self.server.demo.log.append(hit)
        try:
            self._stream(answer) if answer.chunks is not None else self._send(answer)
        except (ConnectionError, TimeoutError):
            self.close_connection = True  # the client went away, which is its right

    do_HEAD = do_GET  # noqa: N815 - the library looks the method up by this name

    def date_time_string(self, timestamp: float | None = None) -> str:
        moment = self.server.demo.now if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
        return format_datetime(moment, usegmt=True)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's signature
        """Says nothing: `DemoServer.log` has it."""

    def _send(self, answer: Response) -> None:
        body, extra = answer.body, {}
        if self._zips(answer):
            body, extra = gzip.compress(body, 1, mtime=0), {"Content-Encoding": "gzip"}
        length = len(body) if answer.length is None else answer.length
        if answer.status != 304:  # noqa: PLR2004 - it has no body (RFC 9110, 15.4.5)
            extra |= {"Content-Length": str(length), "Content-Type": answer.content_type}
        self._head(answer, extra)
        if self.command != "HEAD":
            self.wfile.write(body)
        if length != len(body):
            self.close_connection = True

    def _stream(self, answer: Response) -> None:
        self.close_connection = True
        self._head(answer, {"Content-Type": answer.content_type, "Connection": "close"})
        for chunk in answer.chunks or ():
            if self.server.demo.stopping.wait(answer.pause) if answer.pause else self.server.demo.stopping.is_set():
                return
            self.wfile.write(chunk)

    def _head(self, answer: Response, extra: dict[str, str]) -> None:
        self.send_response(answer.status)
        for name, value in {"Vary": "Accept-Encoding", **answer.headers, **extra}.items():
            self.send_header(name, value)
        self.end_headers()

    def _zips(self, answer: Response) -> bool:
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        return (
            wanted
            and answer.length is None
            and "Content-Encoding" not in answer.headers
            and len(answer.body) >= SMALLEST_ZIPPED
        )
