"""Mail through an SMTP server. The only place that knows smtplib."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from crawler import render
from crawler.channels.base import SendResult, UnansweredError
from crawler.channels.failures import reason, untrusted
from crawler.channels.messages import Envelope, message
from crawler.classes import dataclass
from crawler.config import PASSWORD, Security
from crawler.errors import DeliveryError
from crawler.model import Delivery

_PERMANENT = 500
_OK = frozenset({250, 251, 252})


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in. `context` is for servers whose certificate no public authority signed."""

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0  # seconds, for each answer
    context: ssl.SSLContext | None = None


class MailChannel:
    """One digest a batch, to the recipients of one envelope (one recipient, as `build_channels` makes them)."""

    def __init__(self, server: Server, envelope: Envelope, name: str = "email") -> None:
        self.name = name
        self.server = server
        self.envelope = envelope
        self.head = ""  # of the archive's chain; set before sending

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        mail = message([each.alert for each in batch], self.envelope, now=now, held=held, head=self.head)
        _refuse_open_password(self.server)
        with _told(self.server), contextlib.ExitStack() as stack:
            session = _connected(self.server)
            stack.callback(session.close)
            _logged_in(session, self.server)
            _hand_in(session, mail, self.envelope)
            # Accepted is accepted, however the goodbye goes.
            with contextlib.suppress(OSError):
                session.quit()
        return SendResult.all_sent(batch)


def _refuse_open_password(server: Server) -> None:
    if not server.user:
        return
    if not server.password:
        raise DeliveryError(f"{server.host} wants a password for {server.user}", hint=f"set {PASSWORD}")
    if server.security == "none" and not _is_here(server.host):
        raise DeliveryError(
            f"the password would cross the net to {server.host} unencrypted", hint='set security to "starttls" or "tls"'
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _connected(server: Server) -> smtplib.SMTP:
    context = server.context or ssl.create_default_context()
    name = _own_name()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, local_hostname=name, timeout=server.timeout, context=context)
    session = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=server.timeout)
    if server.security == "starttls":
        try:
            session.starttls(context=context)
        except BaseException:
            session.close()
            raise
    return session


def _own_name() -> str:
    """This machine's name as RFC 5321 wants it in the greeting; without asking any name server."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", name) else "[127.0.0.1]"


def _logged_in(session: smtplib.SMTP, server: Server) -> None:
    if server.user:
        session.login(server.user, server.password)


def _hand_in(session: smtplib.SMTP, mail: EmailMessage, envelope: Envelope) -> None:
    """MAIL, RCPT, DATA, a step each, so that an error can say which one failed and what that means."""
    session.ehlo_or_helo_if_needed()
    options, policy = [], SMTP
    to = [address.addr_spec for address in envelope.to]
    if not all(map(str.isascii, [envelope.sender.addr_spec, *to])):
        if not session.has_extn("smtputf8"):
            raise DeliveryError("the mail server takes no addresses beyond ASCII (SMTPUTF8)", permanent=True)
        options, policy = ["SMTPUTF8", "BODY=8BITMIME"], SMTPUTF8
    data = mail.as_bytes(policy=policy.clone(cte_type="7bit"))
    if session.has_extn("size"):
        options.append(f"SIZE={len(data)}")
    _expect(session.mail(envelope.sender.addr_spec, options), f"refused the sender {envelope.sender.addr_spec}")
    for address in to:
        _expect(session.rcpt(address), f"refused the recipient {address}", final=True)
    try:
        reply = session.data(data)
    except smtplib.SMTPDataError as error:
        reply = error.smtp_code, _as_bytes(error.smtp_error)
    except OSError as error:
        raise UnansweredError(f"the mail server took the mail and went silent: {reason(error)}") from error
    _expect(reply, "refused the mail", final=True)


def _expect(reply: tuple[int, bytes], failure: str, *, final: bool = False) -> None:
    """Raises DeliveryError unless the server agreed; `final`: its 5xx means that this mail will never do."""
    code, text = reply
    if code not in _OK:
        raise DeliveryError(f"the mail server {failure}: {_answer(code, text)}", permanent=final and code >= _PERMANENT)


@contextlib.contextmanager
def _told(server: Server) -> Iterator[None]:
    """Everything that can go wrong on the way as a DeliveryError with its mend; all of it may be tried again."""
    place = f"{server.host}:{server.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(
            f"{place} refused the login of {server.user}: {_answer(error.smtp_code, error.smtp_error)}",
            hint=f"check the user and {PASSWORD}",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        hint = 'set security to "tls" or "none"' if "STARTTLS" in str(error) else ""
        raise DeliveryError(f"{place}: {render.plain(error, 200)}", hint=hint) from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"{place} refused: {_answer(error.smtp_code, error.smtp_error)}") from error
    except ssl.SSLCertVerificationError as error:
        raise untrusted(place, error) from error
    except ssl.SSLError as error:
        raise DeliveryError(
            f"{place}: no TLS there: {render.plain(error.reason or error, 200)}",
            hint='port 587 wants security = "starttls", port 465 "tls"',
        ) from error
    except socket.gaierror as error:
        raise DeliveryError(
            f"{server.host} has no address: {reason(error)}", hint="check how email.host is spelt, and the network"
        ) from error
    except ConnectionRefusedError as error:
        raise DeliveryError(f"{place}: nothing listens there", hint="check email.host and email.port") from error
    except OSError as error:
        raise DeliveryError(
            f"{place} cannot be reached: {reason(error)}", hint="check host, port and security"
        ) from error


def _answer(code: int, text: bytes | str) -> str:
    return render.plain(f"{code} {_as_bytes(text).decode('utf-8', 'replace')}", 200)


def _as_bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
