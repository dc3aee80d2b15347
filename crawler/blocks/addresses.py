"""Where the links of a page lead, in few steps: menus say the same on every page of a site."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import urlsplit

from crawler.urls import MAX_URL, resolve

_ANYWHERE = ("/", "http:", "https:")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:")
_EVERYWHERE_ALIKE = (*_ANYWHERE, *_NOWHERE)


def address(href: str, base: str, on_site: Callable[[str], str]) -> str:
    """The URL that a link means on the page `base`, "" for none. `on_site`: that of a link which means the same on all
    pages of the site."""
    if len(href) > MAX_URL:
        return ""
    if href.startswith(_ANYWHERE):
        return on_site(href)
    if href.startswith(_NOWHERE):
        return ""
    return resolve(base, href)


def is_relative(href: str) -> bool:
    """Whether a link means something else on another page of the site."""
    return not href.startswith(_EVERYWHERE_ALIKE)


@lru_cache(maxsize=16)
def resolver(origin: str) -> Callable[[str], str]:
    """`resolve` for addresses that mean the same on all pages of a site: menus repeat theirs on every page."""
    return lru_cache(maxsize=4096)(partial(resolve, origin))


def origin_of(base: str) -> str:
    try:
        parts = urlsplit(base)
    except ValueError:  # brackets that hold no address
        return ""
    return f"{parts.scheme}://{parts.netloc}/"
