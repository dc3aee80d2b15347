"""What a page says of itself: title, language, canonical link, meta tags, feeds, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import islice
from typing import Any

from lxml import etree

from crawler.blocks.items import is_of_another
from crawler.classes import dataclass
from crawler.model import Head
from crawler.text import fold
from crawler.urls import resolve

MAX_JSONLD_BYTES = 4_000_000
MAX_JSONLD_NODES = 500
MAX_META_LENGTH = 4_000
MAX_META = 300
MAX_FEEDS = 20
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def read_head(root: etree._Element, base: str) -> Head:
    """One pass over the elements that tell something."""
    found = _Head(base)
    title = ""
    for element in root.iter("meta", "link", "script", "title"):
        tag = element.tag
        if tag == "meta":
            found.meta_tag(element)
        elif tag == "link":
            found.link(element)
        elif tag == "script":
            found.script(element)
        else:
            title = title or fold(element.text or "")[:MAX_META_LENGTH]
    return Head(
        title=title,
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:35],
        canonical=found.canonical,
        meta={name: tuple(values) for name, values in found.meta.items()},
        jsonld=tuple(found.jsonld),
        feeds=tuple(found.feeds),
    )


@dataclass(slots=True)
class _Head:
    base: str
    canonical: str = ""
    feeds: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    jsonld: list[Mapping[str, Any]] = field(default_factory=list)
    metas: int = 0

    def link(self, element: etree._Element) -> None:
        rel = (element.get("rel") or "").lower().split()
        if not self.canonical and "canonical" in rel:
            self.canonical = resolve(self.base, element.get("href") or "")
        elif "alternate" in rel and (element.get("type") or "").lower() in _FEED_TYPES and len(self.feeds) < MAX_FEEDS:
            href = resolve(self.base, element.get("href") or "")
            if href:
                self.feeds.append(href)

    def meta_tag(self, element: etree._Element) -> None:
        self.metas += 1
        if self.metas > MAX_META:
            return
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and not (name == element.get("itemprop") and is_of_another(element)):
            self.meta.setdefault(name.strip().lower(), []).append(fold(content[:MAX_META_LENGTH]))

    def script(self, element: etree._Element) -> None:
        if len(self.jsonld) < MAX_JSONLD_NODES and "ld+json" in (element.get("type") or "").lower() and element.text:
            self.jsonld += islice(_nodes(_load(element.text)), MAX_JSONLD_NODES - len(self.jsonld))


def _load(text: str) -> Any:
    """The JSON of a script element; pages wrap it in comments or CDATA and put raw line breaks into strings."""
    if len(text) > MAX_JSONLD_BYTES:
        return None
    text = text.strip()
    for opening, closing in (
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
    ):
        text = text.removeprefix(opening).removesuffix(closing).strip()
    try:
        return json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Typed nodes: lists and @graph opened, the main entity of a page too, in document order."""
    if depth > 5:  # noqa: PLR2004 - deeper is not metadata any more
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity"):
            if key in value:
                yield from _nodes(value[key], depth + 1)
