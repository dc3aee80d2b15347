"""The walk over an HTML tree that cuts it into blocks."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree

from crawler.blocks.steps import step
from crawler.blocks.unseen import is_unseen
from crawler.classes import dataclass
from crawler.model import Block, Link
from crawler.text import fold
from crawler.urls import MAX_URL, resolve

MAX_BLOCKS = 20_000
MAX_BLOCK_TEXT = 100_000
MAX_LINKS = 20_000
MAX_DEPTH = 200

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q rp rt ruby "
    "s samp small source span strike strong sub sup time tt u var wbr output meter progress".split()
)
SKIPPED = frozenset(
    "head script style noscript svg math iframe frame object embed applet canvas map audio video track select "
    "option datalist textarea input".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KEPT = frozenset({"id", "datetime", "itemprop", "itemtype", "role", "aria-label", "start"})
_MAYBE_UNSEEN = frozenset({"span", "button", "template"})
_ANYWHERE = ("/", "http:", "https:")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:")
_OPENING = "\"'“„«‘‚‹「『《【[("
MAX_ATTRIBUTE = 2000
MAX_CLASSES = 1000  # characters; what is longer is no name, and names are kept in memory


# What to do with an element, by its tag; tags that are not here start a block.
_INLINE, _LINK, _BREAK, _SKIP, _ASK, _DONE = range(1, 7)
_DUTY = {
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(SKIPPED, _SKIP),
    **dict.fromkeys(_MAYBE_UNSEEN, _ASK),
    "a": _LINK,
    "br": _BREAK,
}


Items = list[tuple[str, str]]  # an element's attributes


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
    level: int = 0  # of the heading that we are in
    after_break: int = 0  # the part that follows the last <br>; 0 where there was none
    after_leaf: int = 0  # the part that follows the last inline element with nothing but text in it
    last_class: str = ""  # its class

    def enter(self, items: Items, text: str | None, tag: str, duty: int, number: int, *, leaf: bool) -> int:
        """Take an element's start; of a leaf, which has nothing but text in it, all. What is to be done at its end."""
        if leaf and duty != _BREAK and (duty or not self.open_links):
            if duty:
                self.leaf_inline(items, text, duty)
            else:
                self.leaf_block(items, text, tag, number)
            return _DONE
        if duty:
            self.open_inline(items, duty)
        else:
            self.open_block(items, tag, number)
        return duty

    def open_block(self, items: Items, tag: str, number: int) -> None:
        if self.parts:
            self.flush()
        self.path.append(self.step(items, tag, number) if items else tag)
        self.trail.append(number)
        self.tags.append(tag)
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]

    def step(self, items: Items, tag: str, number: int) -> str:
        """The name of an element that has attributes; those worth keeping are kept."""
        classes = ident = ""
        hidden = False
        for name, value in items:
            if name == "class":
                classes = value
            elif name == "id":
                ident = value
                self.keep(name, value, number)
            elif name[:5] == "data-":
                if name[-2:] == "id":
                    self.keep(name, value, number)
            elif name == "style":
                hidden = hidden or ("display" in value and "display:none" in value.replace(" ", ""))
            elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                hidden = True
            elif name in _KEPT:
                self.keep(name, value, number)
        return step(tag, classes[:MAX_CLASSES], ident[:MAX_CLASSES], hidden)

    def leaf_block(self, items: Items, text: str | None, tag: str, number: int) -> None:
        """A block's element with nothing but text in it, outside of any link: `open_block` and `close_block` in one."""
        if self.parts:
            self.flush()
        name = self.step(items, tag, number) if items else tag
        if text and (text := _folded(text)):
            level = _HEADINGS.get(tag, self.level)
            self.blocks.append(Block(text, (*self.path, name), (*self.trail, number), tag, level, tuple(self.links)))
            self.links.clear()
        if tag in _HEADINGS:
            self.level = 0

    def close_block(self) -> None:
        if self.parts:
            self.flush()
        self.path.pop()
        self.trail.pop()
        if self.tags.pop() in _HEADINGS:
            self.level = 0

    def open_inline(self, items: Items, duty: int) -> None:
        if duty == _BREAK:
            self.line_break()
            return
        href = ""
        for name, value in items:
            if name == "href":
                href = value
            elif name in _KEPT or (name[:5] == "data-" and name[-2:] == "id"):
                self.keep(name, value, self.trail[-1] if self.trail else 0)
        if duty == _LINK:
            self.open_links.append(_Open(self.address(href) if href else "", len(self.parts)))

    def leaf_inline(self, items: Items, text: str | None, duty: int) -> None:
        """An inline element with nothing but text in it: `open_inline` and `close_link` in one."""
        href = classes = ""
        for name, value in items:
            if name == "href":
                href = value
            elif name == "class":
                classes = value
            elif name in _KEPT or (name[:5] == "data-" and name[-2:] == "id"):
                self.keep(name, value, self.trail[-1] if self.trail else 0)
        if text and (self.parts or not text.isspace()):
            if classes and classes != self.last_class and (self.open_links or self.level):
                self.set_apart(text)
            self.parts.append(text)
            self.after_leaf, self.last_class = len(self.parts), classes
        if duty == _LINK and href and (url := self.address(href)) and self.link_count < MAX_LINKS:
            self.link_count += 1
            self.links.append(Link(url, _folded(text) if text else ""))

    def set_apart(self, text: str) -> None:
        """Kicker and headline, in elements that follow each other at once, stand apart by their style alone."""
        if self.last_class and self.after_leaf == len(self.parts) > 0:
            before = self.parts[-1]
            if (
                min(len(before), len(text)) > 1
                and not before[-1].isspace()
                and (text[0].isalnum() or text[0] in _OPENING)
            ):
                self.parts.append(" ")

    def address(self, href: str) -> str:
        if len(href) > MAX_URL:
            return ""
        if href.startswith(_ANYWHERE):
            return _resolve_on_site(self.origin, href)
        if href.startswith(_NOWHERE):
            return ""
        return resolve(self.base, href)

    def keep(self, name: str, value: str, number: int) -> None:
        """Attributes of inline elements (<time datetime>) count for the block-level element around them."""
        kept = self.attributes.get(number)
        if kept is None:
            self.attributes[number] = {name: value[:MAX_ATTRIBUTE]}
        elif name not in kept:
            kept[name] = value[:MAX_ATTRIBUTE]

    def line_break(self) -> None:
        """One <br> is white space, two are the end of a paragraph."""
        if self.after_break and "".join(self.parts[self.after_break :]).isspace():
            self.flush()
        elif self.parts:
            self.parts += ("\n", "\n")
            self.after_break = len(self.parts) - 1

    def close_link(self) -> None:
        if not self.open_links:
            return
        link = self.open_links.pop()
        text = self.text_from(link.part)
        if link.url and (text or not link.cut) and self.link_count < MAX_LINKS:
            self.link_count += 1
            self.links.append(Link(link.url, text))

    def text_from(self, part: int) -> str:
        parts = self.parts[part:] if part else self.parts
        return _folded(parts[0] if len(parts) == 1 else "".join(parts)) if parts else ""

    def flush(self) -> None:
        """Close the block that was being gathered, if it has text. A link still open wraps what there is of it."""
        text = self.text_from(0)
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
        self.after_break = self.after_leaf = 0
        for link in self.open_links:
            link.part, link.cut = 0, link.cut or bool(text)


def _folded(text: str) -> str:
    return _fold_short(text) if len(text) <= _SHORT else fold(text[:MAX_BLOCK_TEXT])


# Menus and lists say the same on every page, and a link most often all that its block says.
_SHORT = 120
_fold_short = lru_cache(maxsize=16_384)(fold)


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


def walk(root: etree._Element, base: str) -> tuple[list[Block], dict[int, dict[str, str]], bool]:
    """Blocks in document order, the kept attributes by element number, and whether a bound cut the walk short."""
    state = _Walk(base, _origin(base))
    parts, blocks = state.parts, state.blocks
    number = 0
    truncated = False
    open_duties: list[int] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            number += 1
            tag = element.tag
            if len(blocks) >= MAX_BLOCKS:
                truncated = True
                break
            duty = _DUTY.get(tag, 0)
            too_deep = len(open_duties) >= MAX_DEPTH
            if duty == _SKIP or too_deep or (duty == _ASK and is_unseen(element, tag)):
                truncated = truncated or (too_deep and duty != _SKIP)
                open_duties.append(_SKIP)
                walker.skip_subtree()
                continue
            if duty == _ASK:
                duty = _INLINE if tag == "span" else 0
            text = element.text
            duty = state.enter(element.items(), text, tag, duty, number, leaf=not len(element))
            open_duties.append(duty)
            if duty == _DONE:
                continue
        else:
            duty = open_duties.pop()
            if not duty:
                state.close_block()
            elif duty == _LINK:
                state.close_link()
            text = element.tail if open_duties else None
        if text and (parts or not text.isspace()):
            parts.append(text)
    state.flush()
    return state.blocks, state.attributes, truncated
