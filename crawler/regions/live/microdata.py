"""Entries of live blogs told by microdata: elements with itemprop=liveBlogUpdate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from crawler.model import Document
from crawler.regions.live.markup import TimedEntries, entries_of
from crawler.regions.live.posting import MAX_ENTRIES, Entry, key_of, time_of
from crawler.text import fold
from crawler.urls import resolve

_TYPE = "LiveBlogPosting"
_UPDATE = "liveBlogUpdate"


def is_posting(document: Document) -> bool:
    """Does the page's microdata say that it is a live blog?"""
    return any(one.get("itemtype", "").endswith(_TYPE) for one in document.attributes.values())


def microdata_entries(document: Document) -> TimedEntries | None:
    """Text from the blocks of each update, time, headline and link from its properties; None where it has none."""
    numbers = [n for n, one in document.attributes.items() if _UPDATE in one.get("itemprop", "").split()]
    groups = {number: [] for number in numbers[:MAX_ENTRIES]}  # type: dict[int, list[int]]
    depth = 0
    for index, block in enumerate(document.blocks):
        for at, number in enumerate(block.trail):
            if number in groups:
                groups[number].append(index)
                depth = depth or at + 1
                break
    filled = [group for group in groups.values() if group]
    if not filled:
        return None
    found = entries_of(document, filled, depth)
    updates = _updates(document) if len(found.entries) == len(groups) else ()
    if len(updates) != len(found.entries):
        return found
    told = tuple(_told(document, update, entry) for update, entry in zip(updates, found.entries, strict=True))
    return replace(found, entries=told)


class _Update(NamedTuple):
    url: str
    title: str
    published: str


def _updates(document: Document) -> tuple[_Update, ...]:
    """What the page's updates say of themselves, in order."""
    if document.root is not None and _UPDATE not in document.from_tree:
        document.from_tree[_UPDATE] = tuple(_properties(document.root))
    found: tuple[_Update, ...] = document.from_tree.get(_UPDATE, ())
    return found


def _properties(root: etree._Element) -> Iterator[_Update]:
    for element in root.iter():
        if isinstance(element.tag, str) and _UPDATE in (element.get("itemprop") or "").split():
            url = _property(element, "url") or _property(element, "mainEntityOfPage")
            yield _Update(url, fold(_property(element, "headline")), _property(element, "datePublished"))


def _told(document: Document, update: _Update, entry: Entry) -> Entry:
    url, title = update.url, update.title
    lines = tuple(line for line in entry.lines if line != title)
    if title and lines and lines[0].startswith(title):
        lines = (lines[0].removeprefix(title).strip(), *lines[1:])
    return Entry(
        key=key_of(url) or entry.key,
        title=title or entry.title,
        lines=lines,
        url=resolve(document.url, url) if url else "",
        published=time_of(update.published) or entry.published,
    )


def _property(element: etree._Element, name: str) -> str:
    """The first property of that name: its content, datetime or address, else its text."""
    for one in element.iter():
        if isinstance(one.tag, str) and name in (one.get("itemprop") or "").split():
            value = one.get("content") or one.get("datetime") or one.get("href") or one.xpath("string()")
            return str(value).strip()[:2000]
    return ""
