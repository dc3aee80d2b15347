"""The walk over an HTML tree that cuts it into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q rp rt ruby s "
    "samp small source span strike strong sub sup time tt u var wbr output meter progress".split()
)
SKIPPED = frozenset(
    "head script style noscript template svg math iframe frame object embed applet canvas map audio video track select "
    "option datalist textarea input".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KEPT = ("id", "datetime", "itemprop", "itemtype", "role", "aria-label", "start")


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
    open_links: list[tuple[str, int, int]] = field(default_factory=list)  # url, first block, first part
    link_count: int = 0

    def flush(self) -> None:
        """Close the block that was being gathered, if it has text."""
        if self.parts:
            text = fold("".join(self.parts)[:MAX_BLOCK_TEXT])
            self.parts.clear()
            self.open_links = [(url, block, 0) for url, block, _ in self.open_links]
            if text:
                self._close_open_links()
                tag = self.tags[-1] if self.tags else "body"
                level = next((_HEADINGS[t] for t in reversed(self.tags) if t in _HEADINGS), 0)
                self.blocks.append(
                    Block(text, tuple(self.path), tuple(self.trail), tag, level, tuple(self.links))
                )
                self.links.clear()

    def _close_open_links(self) -> None:
        """A link that is still open wraps this block."""
        for url, _, _ in self.open_links:
            if all(link.url != url or not link.text for link in self.links):
                self.links.append(Link(url, ""))

    def enter_link(self, href: str) -> None:
        self.open_links.append((self.absolute(href), len(self.blocks), len(self.parts)))

    def leave_link(self) -> None:
        url, block, part = self.open_links.pop()
        if not url or self.link_count >= MAX_LINKS:
            return
        self.link_count += 1
        if block == len(self.blocks):
            self.links.append(Link(url, fold("".join(self.parts[part:])[:MAX_BLOCK_TEXT])))

    def absolute(self, href: str) -> str:
        """`resolve`, with the two common cases first: it is called for every link of every page."""
        href = href.strip()
        if href.startswith("/") and not href.startswith("//") and self.origin:
            return (self.origin + href).partition("#")[0]
        return resolve(self.base, href)

    def enter(self, element: etree._Element, tag: str, number: int) -> None:
        get = element.get
        style = get("style") or ""
        hidden = (
            get("hidden") is not None
            or get("aria-hidden") == "true"
            or ("display" in style and "display:none" in style.replace(" ", ""))
        )
        self.path.append(step(tag, get("class") or "", get("id") or "", hidden))
        self.trail.append(number)
        self.tags.append(tag)

    def leave(self) -> None:
        self.path.pop()
        self.trail.pop()
        self.tags.pop()

    def keep_attributes(self, element: etree._Element, number: int) -> None:
        """Attributes of inline elements (<time datetime>) count for the block-level element around them."""
        for name, value in element.attrib.items():
            if name in _KEPT or (name.startswith("data-") and name.endswith("id")):
                self.attributes.setdefault(number, {}).setdefault(str(name), str(value)[:2000])


def walk(root: etree._Element, base: str) -> tuple[list[Block], dict[int, dict[str, str]], bool]:
    """Blocks in document order, the kept attributes by element number, and whether a bound cut the walk short."""
    parts = urlsplit(base)
    state = _Walk(base, f"{parts.scheme}://{parts.netloc}" if parts.netloc else "")
    number = 0
    depth = 0
    truncated = False
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in {"comment", "pi"}:
            if element.tail and depth:
                state.parts.append(element.tail)
            continue
        tag = element.tag
        if event == "start":
            number += 1
            depth += 1
            if len(state.blocks) >= MAX_BLOCKS:
                truncated = True
                break
            if tag in SKIPPED or depth > MAX_DEPTH:
                truncated = truncated or tag not in SKIPPED
                walker.skip_subtree()
                continue
            _start(state, element, tag, number)
        else:
            depth -= 1
            if not (tag in SKIPPED or depth >= MAX_DEPTH):
                _end(state, tag)
            if element.tail and depth:
                state.parts.append(element.tail)
    state.flush()
    return state.blocks, state.attributes, truncated


def _start(state: _Walk, element: etree._Element, tag: str, number: int) -> None:
    if tag == "a":
        state.enter_link(element.get("href") or "")
    elif tag == "br":
        state.parts.append("\n")
        if len(state.parts) > 1 and "".join(state.parts[-3:]).replace(" ", "").endswith("\n\n"):
            state.flush()
    elif tag not in INLINE:
        state.flush()
        state.enter(element, tag, number)
    if element.attrib:
        state.keep_attributes(element, number if tag not in INLINE else (state.trail[-1] if state.trail else 0))
    if element.text:
        state.parts.append(element.text)


def _end(state: _Walk, tag: str) -> None:
    if tag == "a":
        if state.open_links:
            state.leave_link()
    elif tag not in INLINE and tag != "br":
        state.flush()
        state.leave()
