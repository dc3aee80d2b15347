"""The walk over an HTML tree that cuts it into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from lxml import etree

from crawler.blocks.steps import step
from crawler.model import Block, Link
from crawler.text import fold
from crawler.urls import resolve

MAX_BLOCKS = 20_000
MAX_BLOCK_TEXT = 100_000
MAX_LINKS = 20_000
MAX_DEPTH = 200

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q rp rt ruby "
    "s samp small source span strike strong sub sup time tt u var wbr output meter progress".split()
)
SKIPPED = frozenset(
    "head script style noscript template svg math iframe frame object embed applet canvas map audio video track select "
    "option datalist textarea input".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KEPT = frozenset({"id", "datetime", "itemprop", "itemtype", "role", "aria-label", "start"})
_CLIPPED = re.compile(r"display:\s*none|clip(?:-path)?:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\((?:50|100)%)")
_UNSEEN = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:visually-?hidden|hidden-visually)|sr-only|screen-?reader(?:-?(?:text|only))?|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_MAYBE_UNSEEN = frozenset({"span", "button"})
_ANYWHERE = ("/", "http:", "https:")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:")
MAX_ATTRIBUTE = 2000


@dataclass(slots=True)
class _Open:
    """A link that is not closed yet: where it leads, and its first part in the text being gathered."""

    url: str
    part: int
    cut: bool = False  # a block ended inside of it


@dataclass(slots=True)
class _Walk:
    """What is known on the way: where we are, and the text and links of the block that is being gathered."""

    base: str
    origin: str
    blocks: list[Block] = field(default_factory=list)
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    trail: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    open_links: list[_Open] = field(default_factory=list)
    link_count: int = 0
    number: int = 0
    level: int = 0  # of the heading that we are in
    after_break: int = 0  # the part that follows the last <br>; 0 where there was none

    def start(self, element: etree._Element, tag: str) -> None:
        if tag not in INLINE:
            if self.parts:
                self.flush()
            self.enter(element, tag)
        elif tag == "br":
            self.line_break()
        else:
            if tag == "a":
                self.open_links.append(_Open(self.address(element.get("href") or ""), len(self.parts)))
            for name, value in cast("list[tuple[str, str]]", element.items()):
                if name in _KEPT or (name[:5] == "data-" and name[-2:] == "id"):
                    self.keep(name, value, self.trail[-1] if self.trail else 0)
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.parts.append(text)

    def address(self, href: str) -> str:
        if href.startswith(_ANYWHERE):
            return _resolve_on_site(self.origin, href)
        if not href or href.startswith(_NOWHERE):
            return ""
        return resolve(self.base, href)

    def end(self, tag: str) -> None:
        if tag not in INLINE:
            if self.parts:
                self.flush()
            self.path.pop()
            self.trail.pop()
            self.tags.pop()
            if tag in _HEADINGS:
                self.level = 0
        elif tag == "a" and self.open_links:
            self.leave_link(self.open_links.pop())

    def enter(self, element: etree._Element, tag: str) -> None:
        classes = ident = ""
        hidden = False
        number = self.number
        for name, value in cast("list[tuple[str, str]]", element.items()):
            if name == "class":
                classes = value
            elif name == "id":
                ident = value
                self.keep(name, value, number)
            elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                hidden = True
            elif name == "style":
                hidden = hidden or ("display" in value and "display:none" in value.replace(" ", ""))
            elif name in _KEPT or (name[:5] == "data-" and name[-2:] == "id"):
                self.keep(name, value, number)
        self.path.append(step(tag, classes, ident, hidden))
        self.trail.append(number)
        self.tags.append(tag)
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]

    def keep(self, name: str, value: str, number: int) -> None:
        """Attributes of inline elements (<time datetime>) count for the block-level element around them."""
        self.attributes.setdefault(number, {}).setdefault(name, value[:MAX_ATTRIBUTE])

    def line_break(self) -> None:
        """One <br> is white space, two are the end of a paragraph."""
        if self.after_break and "".join(self.parts[self.after_break :]).isspace():
            self.flush()
        elif self.parts:
            self.parts += ("\n", "\n")
            self.after_break = len(self.parts) - 1

    def leave_link(self, link: _Open) -> None:
        text = self.text_from(link.part)
        if link.url and (text or not link.cut) and self.link_count < MAX_LINKS:
            self.link_count += 1
            self.links.append(Link(link.url, text))

    def text_from(self, part: int) -> str:
        return fold("".join(self.parts[part:])[:MAX_BLOCK_TEXT]) if part < len(self.parts) else ""

    def flush(self) -> None:
        """Close the block that was being gathered, if it has text. A link still open wraps what there is of it."""
        text = fold("".join(self.parts)[:MAX_BLOCK_TEXT])
        if text:
            for link in self.open_links:
                covered = self.text_from(link.part) if link.part else text
                if link.url and covered and self.link_count < MAX_LINKS:
                    self.link_count += 1
                    self.links.append(Link(link.url, covered))
            tag = self.tags[-1] if self.tags else "body"
            links = tuple(self.links)
            self.blocks.append(Block(text, tuple(self.path), tuple(self.trail), tag, self.level, links))
            self.links.clear()
        self.parts.clear()
        self.after_break = 0
        for link in self.open_links:
            link.part, link.cut = 0, link.cut or bool(text)


def _origin(base: str) -> str:
    try:
        parts = urlsplit(base)
    except ValueError:  # brackets that hold no address
        return ""
    return f"{parts.scheme}://{parts.netloc}/"


@lru_cache(maxsize=32_768)
def _resolve_on_site(origin: str, href: str) -> str:
    """`resolve` for addresses that mean the same on all pages of a site: menus repeat theirs on every page."""
    return resolve(origin, href)


def _is_unseen(element: etree._Element, tag: str) -> bool:
    """Inside of a text: what only screen readers say ("opens new tab"), and buttons with nothing on them."""
    if tag == "button":
        return not "".join(cast("Iterator[str]", element.itertext())).strip()
    style = element.get("style")
    if style and _CLIPPED.search(style):
        return True
    classes = element.get("class")
    return classes is not None and _UNSEEN.search(classes) is not None


def walk(root: etree._Element, base: str) -> tuple[list[Block], dict[int, dict[str, str]], bool]:
    """Blocks in document order, the kept attributes by element number, and whether a bound cut the walk short."""
    state = _Walk(base, _origin(base))
    depth = 0
    truncated = False
    skipped = None
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            state.number += 1
            depth += 1
            if len(state.blocks) >= MAX_BLOCKS:
                truncated = True
                break
            if tag in SKIPPED or depth > MAX_DEPTH or (tag in _MAYBE_UNSEEN and _is_unseen(element, tag)):
                truncated = truncated or (depth > MAX_DEPTH and tag not in SKIPPED)
                skipped = element
                walker.skip_subtree()
            else:
                state.start(element, tag)
        else:
            depth -= 1
            if element is skipped:
                skipped = None
            else:
                state.end(tag)
            tail = element.tail
            if tail and depth and (state.parts or not tail.isspace()):
                state.parts.append(tail)
    state.flush()
    return state.blocks, state.attributes, truncated
