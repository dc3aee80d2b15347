"""Ranked lists that stand only in the state that a page hands to its scripts (`window.state = {…}`, `application/json`,
pushed rows and flat payloads of frameworks), on pages whose markup is a shell: it shows next to no headlines itself.

Where the markup shows headlines, the state is not looked at: it repeats them, and often holds lists that nobody sees;
but for a list that the markup has a heading for and nothing under it, which a script fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.model import Document, ListItem, RankedList
from crawler.regions.article.embedded import state_of
from crawler.regions.ranked_list.headings import MAX_HEADING, heading_names
from crawler.regions.ranked_list.phrases import key
from crawler.text import fold
from crawler.urls import resolve

MAX_ITEMS = 100
MAX_NODES = 50_000
_NAME = "state lists"
_FEW = 3
_SHELL = 5  # linked headlines that a shell may show
_HEADLINE = 25  # characters
_TITLES = ("headline", "title", "name", "label", "heading")
_ADDRESSES = ("url", "href", "link", "permalink", "canonicalUrl", "path")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")


def state_lists(document: Document, empty: Sequence[str] = ()) -> tuple[RankedList, ...]:
    """The lists in the state of a shell, in no order of worth; of other pages those that are named in `empty`."""
    if _shows_headlines(document):
        wanted = set(map(key, empty))
        return tuple(found for found in _in_state(document) if key(found.name) in wanted) if wanted else ()
    return _in_state(document)


def _in_state(document: Document) -> tuple[RankedList, ...]:
    if _NAME not in document.from_tree and document.root is not None:
        document.from_tree[_NAME] = tuple(_lists(document))
    found: tuple[RankedList, ...] = document.from_tree.get(_NAME, ())
    return found


def _shows_headlines(document: Document) -> bool:
    shown = 0
    for block in document.blocks:
        shown += bool(block.links) and len(block.text) >= _HEADLINE
        if shown > _SHELL:
            return True
    return False


def _lists(document: Document) -> Iterator[RankedList]:
    """Lists of objects with a title and an address, under a name or beside a title that announces a ranked list."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(data, ()) for data in state_of(document)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, names = waiting.pop()
        if isinstance(node, Mapping):
            around = (*names[-1:], _text(node, _TITLES)[: 2 * MAX_HEADING])
            waiting += [(one, (*around, str(key))) for key, one in node.items() if isinstance(one, Mapping | list)]
        elif isinstance(node, list):
            name = next((found[0] for one in reversed(names) if (found := heading_names(_spoken(one)))), "")
            items = tuple(_items(document.url, node)) if name and len(node) >= _FEW else ()
            if len(items) >= _FEW and 2 * len(items) > len(node[:MAX_ITEMS]):
                yield RankedList(name, items)
            else:
                waiting += [(value, ()) for value in node if isinstance(value, Mapping | list)]


def _spoken(name: str) -> str:
    """A name as words: `mostRead` and `most_read` → Most read."""
    words = " ".join(part for part in _HUMP.split(name) if part) if " " not in name else name
    return words[:1].upper() + (words[1:].lower() if " " not in name else words[1:])


def _items(page: str, entries: list[Any]) -> Iterator[ListItem]:
    rank = 0
    for entry in entries[:MAX_ITEMS]:
        if isinstance(entry, Mapping) and (title := _text(entry, _TITLES)) and (to := _text(entry, _ADDRESSES)):
            rank += 1
            yield ListItem(rank, title, resolve(page, to))


def _text(node: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first text under one of these names, as it is or in a small object (`title: {rendered: …}`)."""
    for name in names:
        value = node.get(name)
        if isinstance(value, Mapping):
            value = next((inner for inner in value.values() if isinstance(inner, str)), "")
        if isinstance(value, str) and (text := fold(value)):
            return text
    return ""
