"""What names an entry of a list across time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.model import ListItem
from crawler.text import compare_form
from crawler.urls import host_of, loose_key, stable_id


def url_id(url: str) -> str:
    """The stable id inside a URL together with its host (without www. or m.), or ""."""
    found = stable_id(url) if url else ""
    return f"{host_of(url).removeprefix('www.').removeprefix('m.')}#{found}" if found else ""


def unique_ids(items: Iterable[ListItem]) -> set[str]:
    """The ids that one entry alone has: what many share is the id of a section, not of an article."""
    counts = Counter(url_id(url) for url in {item.url for item in items})
    return {found for found, count in counts.items() if found and count == 1}


def item_identity(item: ListItem) -> str:
    """What names the entry across time: its stable id, else its URL in whatever spelling, else its title in compare
    form."""
    return url_id(item.url) or (loose_key(item.url) if item.url else compare_form(item.title))
