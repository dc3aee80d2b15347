"""Entries of live blogs as metadata tells them (schema.org LiveBlogPosting in JSON-LD), and merged with markup's."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag

from crawler.classes import dataclass
from crawler.model import Document, LiveItem
from crawler.text import compare_form, fold, instant
from crawler.urls import resolve

MAX_ENTRIES = 1000
MAX_TEXT = 20_000
_POSTING = "LiveBlogPosting"
_TAG = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]{0,500}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, from metadata or from markup; `published` is ISO 8601 UTC or ""."""

    key: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    url: str = ""
    published: str = ""


def posting_entries(document: Document) -> tuple[Entry, ...] | None:
    """The updates of the page's LiveBlogPosting in JSON-LD; None where it has none, () where it tells no updates."""
    postings = [node for node in document.head.jsonld if _is_posting(node)]
    if not postings:
        return None
    updates = max((_list(node.get("liveBlogUpdate")) for node in postings), key=len)
    entries = (_entry(document.url, update) for update in updates[:MAX_ENTRIES] if isinstance(update, Mapping))
    return tuple(entry for entry in entries if entry.title or entry.lines)


def _is_posting(node: Mapping[str, Any]) -> bool:
    return any(str(kind).endswith(_POSTING) for kind in _list(node.get("@type")))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _entry(page: str, update: Mapping[str, Any]) -> Entry:
    url = _text(update.get("url") or update.get("@id") or update.get("mainEntityOfPage"), "@id")
    lines = _lines(_text(update.get("articleBody") or update.get("description") or update.get("text")))
    title = " ".join(_lines(_text(update.get("headline") or update.get("name"))))
    time = _text(update.get("datePublished") or update.get("dateModified") or update.get("dateCreated"))
    return Entry(key_of(url), title, lines, resolve(page, url) if url else "", time_of(time))


def key_of(url: str) -> str:
    """What names an entry across captures: the fragment of its link, which markup has as an id too, else the link."""
    bare, fragment = urldefrag(url.strip())
    return (fragment or bare)[:500]


def _text(value: Any, key: str = "@value") -> str:
    value = _list(value)[0] if _list(value) else ""
    if isinstance(value, Mapping):
        value = value.get(key) or value.get("url") or ""
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def time_of(value: str) -> str:
    time = instant(value)
    return time if time[:4].isdecimal() else ""


def _lines(text: str) -> tuple[str, ...]:
    """Paragraphs of a text that may be HTML, once or twice escaped."""
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = _ANY_TAG.sub("", _TAG.sub("\n", text))
    return tuple(line for raw in text.splitlines() if (line := fold(raw)))


def merge(told: Sequence[Entry], shown: Sequence[Entry]) -> tuple[Entry, ...]:
    """One entry where metadata and markup tell of the same: by key, else by title and text.

    Metadata wins field by field; what only the markup shows is added. Newest first, where all have a time.
    """
    by_key = {entry.key: i for i, entry in enumerate(told) if entry.key}
    by_words = {words: i for i, entry in enumerate(told) for words in _words(entry)}
    merged = list(told)
    for entry in shown:
        at = by_key.get(entry.key) if entry.key else None
        if at is None:
            at = next((by_words[words] for words in _words(entry) if words in by_words), None)
        if at is None:
            merged.append(entry)
        else:
            merged[at] = _both(merged[at], entry)
    return tuple(_ordered(merged)[:MAX_ENTRIES])


def _words(entry: Entry) -> list[str]:
    return [compare_form(words) for words in (entry.title, *entry.lines[:1]) if words]


def _both(told: Entry, shown: Entry) -> Entry:
    return replace(
        told,
        key=told.key or shown.key,
        title=told.title or shown.title,
        lines=told.lines or shown.lines,
        url=told.url or shown.url,
        published=told.published or shown.published,
    )


def _ordered(entries: list[Entry]) -> list[Entry]:
    if any(len(entry.published) < len("2026-05-12T08:00") for entry in entries):
        return entries
    return sorted(entries, key=lambda entry: entry.published, reverse=True)


def to_items(entries: Iterable[Entry]) -> tuple[LiveItem, ...]:
    return tuple(
        LiveItem(entry.key, entry.title, entry.url, "\n".join(entry.lines), entry.published or None)
        for entry in entries
    )
