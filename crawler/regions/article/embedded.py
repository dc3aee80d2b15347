"""Text that a page has as data for its scripts, where it shows none itself: HTML in a string, or a list of parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from crawler.blocks.html import walk
from crawler.model import Block, Document
from crawler.regions.article.parts import parts_of

MAX_SCRIPT = 2_000_000
MAX_SCRIPTS = 500
MIN_TEXT = 400
_NAME = "embedded"
_DEEP = 2  # strings in strings
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_MAY_HOLD = re.compile(r"(?:<|\\u003c)p[\s>\\]", re.IGNORECASE)


def embedded_document(document: Document) -> Document | None:
    """The longest HTML with paragraphs that stands in a string of a script, else the longest list of parts, as a
    document of its own."""
    if document.root is not None and _NAME not in document.from_tree:
        document.from_tree[_NAME] = _embedded(document)
    found: Document | None = document.from_tree.get(_NAME)
    return found


def _embedded(document: Document) -> Document | None:
    return _html(document) or _parts(document)


def _parts(document: Document) -> Document | None:
    scripts = islice(document.root.iter("script"), MAX_SCRIPTS)
    # JSON-LD says what the page is about, and was read for that.
    told = (script.text or "" for script in scripts if "ld+json" not in (script.get("type") or ""))
    found = (parts_of(text) for text in told if MIN_TEXT <= len(text) <= MAX_SCRIPT)
    texts = max(found, key=lambda parts: sum(map(len, parts)), default=[])
    if sum(map(len, texts)) < MIN_TEXT:
        return None
    path = ("html", "body", "div", "p")
    return Document(document.url, tuple(Block(text, path, (1, 2, 3, n), "p") for n, text in enumerate(texts, 4)))


def _html(document: Document) -> Document | None:
    scripts = islice(document.root.iter("script"), MAX_SCRIPTS)
    found = (html for script in scripts for html in _strings(script.text or "", 0))
    html = max(found, key=len, default="")
    root = _parsed(html) if len(html) >= MIN_TEXT else None
    if root is None:
        return None
    blocks, attributes, truncated = walk(root, document.url)
    return Document(document.url, tuple(blocks), attributes=attributes, truncated=truncated)


def _strings(script: str, depth: int) -> Iterator[str]:
    if len(script) > MAX_SCRIPT or depth > _DEEP or not _MAY_HOLD.search(script):
        return
    for match in _STRING.finditer(script):
        if len(match[1]) >= MIN_TEXT and (text := _decoded(match[0])):
            if _PARAGRAPH.search(text):
                yield text
            else:
                yield from _strings(text, depth + 1)


def _decoded(literal: str) -> str:
    try:
        text = json.loads(literal, strict=False)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""


def _parsed(html: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
