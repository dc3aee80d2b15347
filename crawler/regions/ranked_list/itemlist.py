"""Ranked lists that a page's JSON-LD tells (schema.org ItemList), for pages whose markup shows them in no other way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.model import Document, ListItem, RankedList
from crawler.regions.ranked_list.headings import MAX_HEADING, ranked_names
from crawler.text import fold
from crawler.urls import resolve

MAX_ITEMS = 100
_FEW = 2


def told_lists(document: Document) -> Iterator[RankedList]:
    """Each ItemList whose name is that of a ranked list, in the order of its positions."""
    for node in document.head.jsonld:
        name = node.get("name")
        if not isinstance(name, str) or len(name) > 2 * MAX_HEADING or "ItemList" not in str(node.get("@type"))[:100]:
            continue
        names = ranked_names(fold(name))
        elements = node.get("itemListElement")
        if names and isinstance(elements, list):
            items = tuple(_items(document.url, elements[:MAX_ITEMS]))
            if len(items) >= _FEW:
                yield RankedList(names[0], items)


def _items(page: str, elements: list[Any]) -> Iterator[ListItem]:
    placed = [element for element in elements if isinstance(element, Mapping)]
    placed.sort(key=lambda element: _position(element.get("position")))
    rank = 0
    for element in placed:
        item = element.get("item")
        inner = item if isinstance(item, Mapping) else element
        title = inner.get("headline") or inner.get("name") or element.get("name")
        url = inner.get("url") or inner.get("@id") or element.get("url") or (item if isinstance(item, str) else "")
        if isinstance(title, str) and isinstance(url, str) and fold(title):
            rank += 1
            yield ListItem(rank, fold(title), resolve(page, url))


def _position(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("inf")
