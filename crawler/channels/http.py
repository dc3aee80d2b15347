"""One POST over HTTP(S) to addresses that were judged before; no redirect is followed, no proxy asked."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from crawler.channels.addresses import Target, resolve
from crawler.channels.base import UnansweredError
from crawler.channels.failures import reason, untrusted
from crawler.classes import dataclass
from crawler.errors import DeliveryError
from crawler.render import plain

MOST_READ = 2_000  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: str


class _Plain(http.client.HTTPConnection):
    """Connects to the addresses it is given, whatever its host's name may mean by now."""

    def __init__(self, host: str, targets: Sequence[Target], timeout: float) -> None:
        super().__init__(host, targets[0].port, timeout=timeout)
        self.targets = targets
        self.wait = timeout

    def connect(self) -> None:
        self.sock = _connected(self.targets, self.wait)


class _Secure(_Plain):
    def __init__(self, host: str, targets: Sequence[Target], timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, targets, timeout)
        self.context = context

    def connect(self) -> None:
        super().connect()
        self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    timeout: float,
    allow_private: bool,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Sends `body`; whatever the server answers is an Answer. `timeout`: seconds for each step.

    Raises:
        UnansweredError: it was sent, and no answer came.
        DeliveryError: it could not be sent.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    targets = resolve(host, port, allow_private=allow_private)
    session = (
        _Secure(host, targets, timeout, context or ssl.create_default_context())
        if secure
        else _Plain(host, targets, timeout)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {"Host": parts.netloc, "Connection": "close", **headers}
    with contextlib.closing(session):
        _connect(session, f"{host}:{port}")
        return _exchange(session, path, body, named, f"{host}:{port}")


def _connected(targets: Sequence[Target], timeout: float) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    failure: OSError = OSError("no address")
    for family, address, port in targets:
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(timeout)
        try:
            sock.connect((address, port))
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure


def _connect(session: _Plain, place: str) -> None:
    try:
        session.connect()
    except ssl.SSLCertVerificationError as error:
        raise untrusted(place, error) from error
    except ssl.SSLError as error:
        raise DeliveryError(
            f"{place}: no TLS: {plain(error.reason or error, 200)}", hint="is it https at all, and at this port?"
        ) from error
    except ConnectionRefusedError as error:
        raise DeliveryError(f"{place}: nothing listens there", hint="check host and port, and that it runs") from error
    except OSError as error:
        raise DeliveryError(f"{place} cannot be reached: {reason(error)}") from error


def _exchange(session: _Plain, path: str, body: bytes, headers: Mapping[str, str], place: str) -> Answer:
    try:
        session.request("POST", path, body, dict(headers))
        answer = session.getresponse()
        text = answer.read(MOST_READ).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        told = reason(error) if isinstance(error, OSError) else f"no HTTP: {plain(error, 200)}"
        raise UnansweredError(f"{place} got the alert and did not answer: {told}") from error
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
