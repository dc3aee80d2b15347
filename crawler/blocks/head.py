"""What a page says of itself: title, language, canonical link, meta tags, feeds, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from crawler.model import Head
from crawler.text import fold
from crawler.urls import resolve

MAX_JSONLD_BYTES = 4_000_000
MAX_JSONLD_NODES = 500
MAX_META_LENGTH = 4_000
MAX_META = 300
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def read_head(root: etree._Element, base: str) -> Head:
    canonical, feeds = _links(root, base)
    return Head(
        title=fold(root.findtext(".//title") or "")[:MAX_META_LENGTH],
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:35],
        canonical=canonical,
        meta=_meta(root),
        jsonld=tuple(_jsonld(root)),
        feeds=feeds,
    )


def _links(root: etree._Element, base: str) -> tuple[str, tuple[str, ...]]:
    canonical = ""
    feeds: list[str] = []
    for link in root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        href = resolve(base, link.get("href") or "")
        if not href:
            continue
        if "canonical" in rel and not canonical:
            canonical = href
        elif "alternate" in rel and (link.get("type") or "").lower() in _FEED_TYPES and len(feeds) < 20:  # noqa: PLR2004
            feeds.append(href)
    return canonical, tuple(feeds)


def _meta(root: etree._Element) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for count, meta in enumerate(root.iter("meta")):
        if count >= MAX_META:
            break
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(fold(content[:MAX_META_LENGTH]))
    return {name: tuple(values) for name, values in found.items()}


def _jsonld(root: etree._Element) -> Iterator[Mapping[str, Any]]:
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for node in _nodes(_load(script.text)):
            if count >= MAX_JSONLD_NODES:
                return
            count += 1
            yield node


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
