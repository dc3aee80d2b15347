"""Which network addresses a webhook may reach: the public ones, unless its settings allow more.

The name is resolved once, every address it has is judged, and the connection goes to one of those very addresses. So a
name server that answers otherwise the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple

from crawler.errors import DeliveryError


class Target(NamedTuple):
    family: int
    address: str
    port: int


def resolve(host: str, port: int, *, allow_private: bool) -> list[Target]:
    """The addresses of a host that may be connected to.

    Raises:
        DeliveryError: the host has no address, or one that is not public (see `is_public`) and not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise DeliveryError(
            f"{host} has no address: {error.strerror or error}", hint="check how the host is spelt, and the network"
        ) from error
    targets = [Target(int(family), str(place[0]), port) for family, _, _, _, place in found]
    for each in targets:
        if not allow_private and not is_public(each.address):
            raise _refused(host, each.address)
    return list(dict.fromkeys(targets))


def _refused(host: str, address: str) -> DeliveryError:
    try:
        here = ipaddress.ip_address(address).is_loopback
    except ValueError:
        here = False
    named = f"{host} is" if host == address else f"{host} is {address},"
    told = f"{named} an address of {'this machine' if here else 'no public network'}"
    return DeliveryError(told, hint="set allow_private = true if it is meant")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not loopback, private, link-local, multicast, reserved, nor
    an IPv6 form of such an IPv4 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is None and parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
