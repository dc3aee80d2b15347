"""The walk over an HTML tree that cuts it into blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from itertools import islice

from lxml import etree

from crawler.blocks.addresses import address, is_relative, origin_of, resolver
from crawler.blocks.attributes import Attributes, Element
from crawler.blocks.bands import is_band, is_followed
from crawler.blocks.duties import BLOCK, BREAK, DUTIES, INLINE, LINK, SKIP, STRANGE
from crawler.blocks.lines import LOUD, PARAGRAPHS, folded, is_cut, is_indented, stands_alone
from crawler.blocks.parts import Trail
from crawler.blocks.recurring import FEWEST, MAX_BLOCKS, MAX_LINKS
from crawler.blocks.shapes import Shape, shapes_of
from crawler.blocks.strangers import is_word
from crawler.blocks.unseen import is_unseen
from crawler.blocks.writers import WRITER, is_writers
from crawler.classes import dataclass
from crawler.model import Block, Link

MAX_DEPTH = 200  # the walk calls itself for each: two frames of Python's thousand

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_OPENING = "\"'“„«‘‚‹「『《【[("
_MANY = 8  # blocks; so many are more than a card


class _EnoughError(Exception):
    """There are as many blocks as are read of a page."""


@dataclass(slots=True)
class _Open:
    """A link that is not closed yet: where it leads, and its first part in the text being gathered."""

    url: str
    part: int
    relative: bool
    cut: bool = False  # a block ended inside of it


@dataclass(slots=True)
class _Walk(Attributes):
    """What is known on the way, of the block that is being gathered as well: its links beside its text."""

    on_site: Callable[[str], str] = str  # addresses that mean the same on all pages of the site
    links: list[Link] = field(default_factory=list)
    open_links: list[_Open] = field(default_factory=list)
    level: int = 0  # of the heading that we are in
    after_break: int = 0  # the part that follows the last <br>; 0 where there was none
    after_leaf: int = 0  # the part that follows the last inline element with nothing but text in it
    last_class: str = ""  # its class
    loud: int = 0  # the part that follows what is in bold, or of another size, from the start of the text on

    def inside(
        self, elements: Iterable[Element], shape: Shape, trail: Trail, depth: int, *, are_lines: bool = False
    ) -> None:
        """Take elements that stand side by side, and the text behind each; `depth` elements are around them.
        `are_lines`: inline ones are lines of their own."""
        parts = self.parts
        too_deep = depth >= MAX_DEPTH
        for element in elements:
            if len(self.blocks) >= MAX_BLOCKS:
                self.flush(shape, trail)
                raise _EnoughError
            number = self.number = self.number + 1
            tag = element.tag
            duty = DUTIES.get(tag, STRANGE)
            if too_deep or duty >= SKIP:
                duty = self.asked(element, tag, duty, shape, too_deep=too_deep)
            if duty == BLOCK or (are_lines and duty == INLINE):
                if parts:
                    self.flush(shape, trail)
                self.block(element, tag, shape, (*trail, number), depth)
            elif duty == LINK:
                self.link(element, shape, trail, depth)
            elif duty != SKIP:
                self.inline(element, duty, shape, trail, depth)
            text = element.tail if depth else None
            if text and (parts or not text.isspace()):
                parts.append(text)

    def asked(self, element: Element, tag: str, duty: int, shape: Shape, *, too_deep: bool) -> int:
        """What to do with an element that may not be looked into."""
        if too_deep:
            self.truncated = self.truncated or duty != SKIP
            return SKIP
        if duty == STRANGE:
            is_part = is_word(element, tag, in_paragraph=shape.tag == "p", in_text=bool(self.parts))
            return INLINE if is_part else BLOCK
        if duty == SKIP or is_unseen(element, tag):
            return SKIP
        return INLINE if tag == "span" else BLOCK

    def block(self, element: Element, tag: str, around: Shape, trail: Trail, depth: int) -> None:
        """Take an element that starts a block and ends one."""
        given = self.given(element, tag, trail[-1])
        level = _HEADINGS.get(tag)
        if level:
            self.level = level
        text = element.text
        if len(element) or self.open_links:
            shape = around.inner.get(given) or self.shapes.add(around, given)
            is_alone = not (self.links or self.level or self.open_links)
            spelling = self.spelt(element) if is_alone and shape.chances > 0 and self.spell > 0 else b""
            if spelling and self.put_in(shape, spelling, trail, depth):
                return
            since = self.so_far() if is_alone else None
            if text and not text.isspace():
                self.parts.append(text)
            self.inside(element, shape, trail, depth + 1, are_lines=is_band(element))
            if self.parts:
                self.flush(shape, trail)
            elif self.links:
                self.give_back(trail)
            if since and self.number - trail[-1] >= FEWEST and not self.links:
                self.look_back(element, shape, spelling, trail, depth, since)
        elif text and (text := folded(text)):
            shape = around.inner.get(given) or self.shapes.add(around, given)
            self.blocks.append(Block(text, shape.path, trail, tag, self.level, tuple(self.links)))
            self.links.clear()
        if level:
            self.level = 0

    def give_back(self, trail: Trail) -> None:
        """Links without words behind the last text of a small element, as they cover a card: they are of its heading,
        or of its one text. Else they go to the text that follows."""
        inside = [block for block in self.blocks[-_MANY:] if block.trail[: len(trail)] == trail]
        if len(inside) >= _MANY:
            return
        headings = [block for block in inside if block.level > 1]
        for block in headings[:1] or (inside if len(inside) == 1 else ()):
            if not block.links:
                at = len(self.blocks) - len(inside) + inside.index(block)
                self.blocks[at] = block._replace(links=tuple(self.links))
                self.links.clear()

    def inline(self, element: Element, duty: int, shape: Shape, trail: Trail, depth: int) -> None:
        """Take an element inside of a text that is no link, or a line break."""
        classes = ""
        if duty == BREAK:
            self.line_break(shape, trail, before=element.tail)
        else:
            _, classes = self.keep_of_inline(element, trail)
        if self.after_break and self.links and not self.open_links and stands_alone(element, self.parts):
            self.end_list(shape, trail)
        is_leaf, first, start = not len(element), not self.parts, len(self.parts)
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.gather(text, classes, is_leaf=is_leaf and duty != BREAK)
        if not is_leaf:
            self.inside(element, shape, trail, depth + 1)
        if first and element.tag in LOUD:
            self.loud = len(self.parts)
        elif element.tag == "time" and self.parts and is_followed(element, self.parts[-1]):
            self.parts.append(" ")
        if classes and is_writers(classes):
            self.keep(WRITER, self.text_from(start), trail[-1] if trail else 0)

    def link(self, element: Element, shape: Shape, trail: Trail, depth: int) -> None:
        """Take a link; one that is around blocks is a link of each."""
        href, classes = self.keep_of_inline(element, trail)
        url = address(href, self.base, self.on_site) if href else ""
        relative = bool(href) and is_relative(href)
        if relative:
            self.relative.append(href)
        is_leaf = not len(element)
        text = element.text
        start = len(self.parts)
        if text and (start or not text.isspace()):
            self.gather(text, classes, is_leaf=is_leaf)
        if is_leaf:
            text = folded(text) if text else ""
        else:
            self.open_links.append(_Open(url, start, relative))
            self.inside(element, shape, trail, depth + 1)
            link = self.open_links.pop()
            text = self.text_from(link.part)
            if not text and link.cut:
                return
        if classes and is_writers(classes):
            self.keep(WRITER, text, trail[-1] if trail else 0)
        if url and self.link_count < MAX_LINKS:
            self.link_count += 1
            self.relative_links += relative
            self.links.append(Link(url, text))

    def gather(self, text: str, classes: str, *, is_leaf: bool) -> None:
        """Take the text that an inline element begins with; a leaf has no more than that."""
        if not is_leaf:
            self.parts.append(text)
            return
        if classes and classes != self.last_class and (self.open_links or self.level):
            self.set_apart(text)
        self.parts.append(text)
        self.after_leaf, self.last_class = len(self.parts), classes

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

    def line_break(self, shape: Shape, trail: Trail, *, before: str | None) -> None:
        """One <br> is white space, two are the end of a paragraph, and so is one `before` an indented line, or behind
        a line that is all in bold or of another size where there are no paragraphs: a headline."""
        is_second = self.after_break and "".join(self.parts[self.after_break :]).isspace()
        if is_second or is_indented(before) or self.is_loud(shape):
            self.flush(shape, trail)
        elif self.parts:
            self.parts += ("\n", "\n")
            self.after_break = len(self.parts) - 1

    def is_loud(self, shape: Shape) -> bool:
        if not self.loud or shape.tag in PARAGRAPHS:
            return False
        if any(not part.isspace() for part in islice(self.parts, self.loud, None) if part):
            self.loud = 0  # what follows was said: no later line is looked through for it once more
        return bool(self.loud)

    def end_list(self, shape: Shape, trail: Trail) -> None:
        """A line in bold behind one that ends with a link is the heading of a second list in the same box."""
        if self.text_from(0).endswith(self.links[-1].text):
            self.flush(shape, trail)

    def text_from(self, part: int) -> str:
        parts = self.parts[part:] if part else self.parts
        return folded(parts[0] if len(parts) == 1 else "".join(parts)) if parts else ""

    def flush(self, shape: Shape, trail: Trail) -> None:
        """Close the block that was being gathered, if it has text. A link still open wraps what there is of it."""
        text = self.text_from(0)
        if text:
            for link in self.open_links:
                covered = self.text_from(link.part) if link.part else text
                if link.url and covered and self.link_count < MAX_LINKS:
                    self.link_count += 1
                    self.relative_links += link.relative
                    self.links.append(Link(link.url, covered))
            self.blocks.append(Block(text, shape.path, trail, shape.tag, self.level, tuple(self.links)))
            self.links.clear()
        self.parts.clear()
        self.after_break = self.after_leaf = self.loud = 0
        for link in self.open_links:
            link.part, link.cut = 0, link.cut or bool(text)


def walk(root: etree._Element, base: str) -> tuple[list[Block], dict[int, dict[str, str]], bool]:
    """Blocks in document order, the kept attributes by element number, and whether a bound cut the walk or a text."""
    origin = origin_of(base)
    state = _Walk(base, shapes_of(origin), on_site=resolver(origin))
    try:
        state.inside((root,), state.shapes.around, (), 0)
        state.flush(Shape(), ())
    except _EnoughError:
        state.truncated = True
    truncated = state.truncated or any(is_cut(block.text) for block in state.blocks)
    return state.blocks, state.attributes, truncated
