"""Failures of the network in words for the person who must act: what every channel that connects has to say."""

from __future__ import annotations

import ssl

from crawler.errors import DeliveryError
from crawler.render import plain


def reason(error: OSError) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    return plain(error.strerror or error, 200)


def untrusted(place: str, error: ssl.SSLCertVerificationError) -> DeliveryError:
    return DeliveryError(
        f"{place}: its certificate is not trusted: {error.verify_message}",
        hint="use the host name it was made for, or name its authority in SSL_CERT_FILE",
    )
