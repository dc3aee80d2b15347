"""What the walk made of an element, kept for when it stands on a page again."""

from __future__ import annotations

from typing import NamedTuple

from crawler.model import Block, Link
from crawler.urls import resolve

Trail = tuple[int, ...]


class Relative(NamedTuple):
    """What the links of an element say that mean something else on another page, and how many links they became."""

    hrefs: tuple[str, ...] = ()
    made: int = 0


class Part(NamedTuple):
    """An element as it was spelt, and what was read of it there and then."""

    spelling: bytes
    depth: int
    trail: Trail  # of the element itself
    last: int  # number of the last element inside
    blocks: tuple[Block, ...]
    attributes: tuple[tuple[int, dict[str, str]], ...]
    links: int
    base: str  # of the page
    relative: Relative

    def at(self, trail: Trail) -> Part:
        """The same part where the element stands now: elements have the numbers of their page."""
        if trail == self.trail:
            return self
        inside, shift = len(trail), trail[-1] - self.trail[-1]
        blocks = [
            Block(text, path, trail + tuple([number + shift for number in inner[inside:]]), tag, level, links)
            for text, path, inner, tag, level, links, _ in self.blocks
        ]
        attributes = [(number + shift, kept) for number, kept in self.attributes]
        return self._replace(trail=trail, last=self.last + shift, blocks=tuple(blocks), attributes=tuple(attributes))

    def on(self, base: str) -> Part | None:
        """The same part on the page `base`; None where it can't be told which of its links lead elsewhere there."""
        if base == self.base or not self.relative.hrefs:
            return self
        led: dict[str, str] = {}
        for href in self.relative.hrefs:
            before, now = resolve(self.base, href), resolve(base, href)
            if led.setdefault(before, now) != now or bool(before) != bool(now):
                return None
        changed = sum(link.url in led for block in self.blocks for link in block.links)
        if changed != self.relative.made:
            return None  # one of its own links names a page in full that another one names as its own
        blocks = tuple(
            block._replace(links=tuple(Link(led.get(url, url), text) for url, text in block.links))
            if any(link.url in led for link in block.links)
            else block
            for block in self.blocks
        )
        return self._replace(base=base, blocks=blocks)
