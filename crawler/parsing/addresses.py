"""Names and addresses of regions in one spelling: quotes and tracking parameters must not make every look differ."""

from __future__ import annotations

from functools import lru_cache

from crawler.model import ListItem, LiveItem, LiveRegion, RankedList
from crawler.urls import page_key

# Pages of one site write the same heading with straight and with typographic quotes.
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def _name(text: str) -> str:
    return text.translate(_QUOTES)


def plain_list(ranked: RankedList) -> RankedList:
    """The list with straight quotes in its name and its URLs as page keys."""
    items = tuple(ListItem(item.rank, item.title, _plain(item.url)) for item in ranked.items)
    return RankedList(_name(ranked.name), items)


def plain_live(region: LiveRegion) -> LiveRegion:
    """The region with straight quotes in its name and its URLs, and the keys that are URLs, as page keys."""
    items = tuple(
        LiveItem(_plain(item.key), item.title, _plain(item.url), item.text, item.published) for item in region.items
    )
    return LiveRegion(_name(region.name), items)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The fragment stays where it names an entry of a page."""
    if not text.startswith(("http://", "https://")):
        return text
    address, mark, fragment = text.partition("#")
    return page_key(address) + mark + fragment
