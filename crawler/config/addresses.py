"""E-mail addresses and host names as people write them, with the domain in its ASCII form."""

from __future__ import annotations

import ipaddress
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3


def parse_address(text: Any) -> Address:
    """`desk@example.org` or `Desk <desk@example.org>`; the domain in its ASCII form. Raises ValueError."""
    if isinstance(text, Address):
        return text
    wrong = f"'{str(text)[:60]}' is no e-mail address, write it like desk@example.org"
    if not isinstance(text, str) or any(unicodedata.category(char).startswith("C") for char in text):
        raise ValueError(wrong.translate(dict.fromkeys(range(32))))
    name, bracket, rest = text.strip().rpartition("<")
    spec = rest.removesuffix(">") if bracket else rest
    user, at, domain = spec.strip().rpartition("@")
    try:
        address = Address(name.strip().strip('"'), user, ascii_domain(domain))
    except (ValueError, MessageError) as error:
        raise ValueError(wrong) from error
    if not at or not user or " " in user or not user.isprintable() or bool(bracket) != rest.endswith(">"):
        raise ValueError(wrong)
    if len(address.addr_spec) > LONGEST_ADDRESS:
        raise ValueError(wrong)
    return address


def optional_address(value: Any) -> Any:
    return None if value == "" else parse_address(value)


def ascii_domain(domain: str) -> str:
    """A host name in lower-case ASCII (`müller.example` as `xn--mller-kva.example`). Raises ValueError."""
    try:
        name = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"'{domain[:60]}' is no host name") from error
    labels = name.split(".")
    if not all(label and label.replace("-", "").replace("_", "").isalnum() for label in labels):
        raise ValueError(f"'{domain[:60]}' is no host name")
    return name


def host_name(value: Any) -> Any:
    """A host name or an IP address, without a port. Raises ValueError."""
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return str(ipaddress.ip_address(value.strip().strip("[]")))
    except ValueError:
        pass
    try:
        return ascii_domain(value)
    except ValueError as error:
        raise ValueError(f"{error}, write it bare, like smtp.example.org (the port has its own key)") from error
