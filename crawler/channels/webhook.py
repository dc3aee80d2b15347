"""Webhook: each alert as one POST of its record, signed as the Standard Webhooks specification has it.

`webhook-id` is the alert's id (the same when it is sent again), `webhook-timestamp` the seconds since 1970 of this try,
and `webhook-signature` "v1," and the base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY" with the shared secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler import __version__, render
from crawler.channels.base import Place, SendResult
from crawler.channels.http import Answer, post
from crawler.config import WebhookSettings, variable
from crawler.errors import DeliveryError
from crawler.model import Delivery

PREFIX = "whsec_"
# What the same request will never do: the record itself is refused, or the receiver is gone for good.
_FINAL = frozenset({400, 410, 413, 415, 422})
_REDIRECTS = range(300, 400)
_OK = range(200, 300)


class WebhookChannel:
    """One alert a request, so that one request at most is in doubt after a crash."""

    most = 1

    def __init__(
        self, name: str, settings: WebhookSettings, place: Place, context: ssl.SSLContext | None = None
    ) -> None:
        self.name = name
        self.settings = settings
        self.secret = place.secret
        self.context = context

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        del held  # a record has no place for it
        for each in batch:
            body = render.json_line(each.alert).encode("utf-8")
            answer = post(
                self.settings.url,
                body,
                self._headers(each.alert.id, body, now),
                timeout=self.settings.timeout,
                allow_private=self.settings.allow_private,
                context=self.context,
            )
            _expect(answer, now)
        return SendResult.all_sent(batch)

    def _headers(self, alert_id: str, body: bytes, now: datetime) -> dict[str, str]:
        stamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"Presswatch/{__version__}",
            "webhook-id": alert_id,
            "webhook-timestamp": stamp,
        }
        if self.secret:
            headers["webhook-signature"] = signature(self._key(), alert_id, stamp, body)
        return headers

    def _key(self) -> bytes:
        try:
            return key_of(self.secret)
        except ValueError as error:
            raise DeliveryError(f"{variable(self.name)} begins with {PREFIX} but is no base64") from error


def key_of(secret: str) -> bytes:
    """The key in a secret: base64 after "whsec_", else the text itself. Raises ValueError."""
    if not secret.startswith(PREFIX):
        return secret.encode("utf-8")
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def signature(key: bytes, message_id: str, stamp: str, body: bytes) -> str:
    """The value of `webhook-signature`."""
    signed = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def _expect(answer: Answer, now: datetime) -> None:
    """Raises DeliveryError unless the receiver took it."""
    if answer.status in _OK:
        return
    if answer.status in _REDIRECTS:
        to = render.plain(answer.headers.get("location", "nowhere"), 200)
        raise DeliveryError(
            f"answered {answer.status}, a redirect to {to}", hint="no redirect is followed: set that url"
        )
    said = render.plain(answer.body, 120)
    raise DeliveryError(
        f"answered {answer.status}{f': {said}' if said else ''}",
        permanent=answer.status in _FINAL,
        retry_after=retry_after(answer.headers.get("retry-after", ""), now),
    )


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3: seconds or a date); None where it says nothing."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
