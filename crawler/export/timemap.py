"""TimeMaps: which versions of a page there are, and when each was first seen (RFC 7089, 5; link format: RFC 6690)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

_KEPT = ":/?#[]@!$&'()*+,;=%~"  # what a URL is made of; the rest would end the link or the line


def link_format(original: str, mementos: Sequence[tuple[str, datetime]]) -> str:
    """The TimeMap of a page, a link a line.

    Args:
        original: the address of the page.
        mementos: address and time (aware) of each version, the first one first.
    """
    links = [f'<{_clean(original)}>; rel="original"']
    for place, (address, at) in enumerate(mementos):
        is_first, is_last = place == 0, place == len(mementos) - 1
        rel = " ".join(["first"] * is_first + ["last"] * is_last + ["memento"])
        links.append(f'<{_clean(address)}>; rel="{rel}"; datetime="{format_datetime(at, usegmt=True)}"')
    return ",\n".join(links)


def _clean(url: str) -> str:
    return quote(url, safe=_KEPT, errors="replace")
