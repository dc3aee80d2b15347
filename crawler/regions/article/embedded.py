"""Text that a page has as data for its scripts, where it shows none itself: HTML in a string, or a list of parts.

What leads to it in the data is its container, as an element's path is that of a text on the page: it stays the same
from page to page, until the site is made anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from crawler.blocks.html import walk
from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.parts import MIN_TEXT, Parts, data_of, parts_in
from crawler.regions.payloads import FLAT, PUSHED, flat_data, pushed_data, strings_in

MAX_SCRIPT = 2_000_000
MAX_SCRIPTS = 500
MIN_SCRIPT = 60
_FRAME = ("html", "body")
_CONTAINER = (*_FRAME, "script")
_NAME = "embedded"
_DEEP = 2  # strings in strings
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_MAY_HOLD = re.compile(r"(?:<|\\u003c)p[\s>\\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text as a document of its own, and the names that lead to it in the page's data."""

    document: Document
    names: tuple[str, ...] = ()
    titled: bool = False  # the data says it together with a headline of the page

    def container_of(self, index: int) -> tuple[str, ...]:
        """The container path of a block of the text."""
        return (*_CONTAINER, *self.names, *self.document.blocks[index].path[len(_FRAME) :])


def embedded_text(document: Document, headlines: Sequence[str] = ()) -> Embedded | None:
    """The longest HTML with paragraphs that stands in a string of a script, else the longest list of parts. A short
    text will do where its data says one of the page's `headlines`, too."""
    if document.root is not None and _NAME not in document.from_tree:
        pushed = pushed_data(text for text in _scripts(document) if PUSHED in text)
        document.from_tree[_NAME] = _html(document, pushed) or _parts(document, pushed, frozenset(headlines))
    found: Embedded | None = document.from_tree.get(_NAME)
    return found


def _parts(document: Document, pushed: list[Any], headlines: frozenset[str]) -> Embedded | None:
    found = (parts_in(data, headlines) for data in (*_data(document), *pushed))
    parts = max(found, key=lambda parts: (parts.beside >= 0, parts.size), default=Parts())
    if parts.html:
        return _read(parts.html, document.url, parts.names, titled=True)
    if not parts.texts:
        return None
    path = (*_FRAME, "div", "p")
    blocks = tuple(Block(text, path, (1, 2, 3, n), "p") for n, text in enumerate(parts.texts, 4))
    return Embedded(Document(document.url, blocks), parts.names, titled=parts.beside >= 0)


def state_of(document: Document) -> Iterator[Any]:
    """All that the page's scripts are given as data, or push."""
    yield from _data(document)
    yield from pushed_data(text for text in _scripts(document) if PUSHED in text)


def _data(document: Document) -> Iterator[Any]:
    """What the page's scripts are given as data, but for what they push."""
    for script in islice(document.root.iter("script"), MAX_SCRIPTS):
        text = script.text or ""
        # JSON-LD says what the page is about, and was read for that.
        if MIN_SCRIPT <= len(text) <= MAX_SCRIPT and "ld+json" not in (script.get("type") or "") and PUSHED not in text:
            yield flat_data(text) if script.get("id") == FLAT else data_of(text)


def _scripts(document: Document) -> Iterator[str]:
    return (script.text or "" for script in document.root.iter("script"))


def _html(document: Document, pushed: list[Any]) -> Embedded | None:
    texts = islice(_scripts(document), MAX_SCRIPTS)
    found = [html for text in texts if PUSHED not in text for html in _strings(text, 0)]
    found += (text for text in strings_in(pushed) if len(text) >= MIN_TEXT and _PARAGRAPH.search(text))
    html = max(found, key=len, default="")
    return _read(html, document.url, ()) if len(html) >= MIN_TEXT else None


def _read(html: str, url: str, names: tuple[str, ...], *, titled: bool = False) -> Embedded | None:
    root = _parsed(html)
    if root is None:
        return None
    blocks, attributes, truncated = walk(root, url)
    return Embedded(Document(url, tuple(blocks), attributes=attributes, truncated=truncated), names, titled)


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
