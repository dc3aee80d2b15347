"""What every kind of noise draws from, and how it puts things beside the words of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lxml import etree
from mutation_sites import MARK, RealPage, block_of, nodes, plain

from crawler.text import compare_form


@dataclass(frozen=True, slots=True)
class Scene:
    """What a kind may draw from: `pool` has headlines of other pages, in the page's language where there are any."""

    page: RealPage
    steady: Random
    fresh: Random
    pool: Sequence[str]
    sweep: int


Noise = Callable[[etree._Element, Scene], bool]  # noqa: SLF001 - lxml names the type of its elements so


def gold(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter(etree.Element) if MARK in element.attrib]


def outside(root: etree._Element, page: RealPage) -> Iterator[tuple[etree._Element, bool, str]]:
    """Text nodes that stand in no paragraph of the gold's."""
    for element, tail, text in nodes(root):
        block = block_of(element, tail=tail)
        if MARK not in block.attrib and compare_form(plain("".join(block.itertext()))[:300]) not in page.gold:
            yield element, tail, text


def set_text(element: etree._Element, text: str, *, tail: bool) -> None:
    if tail:
        element.tail = text
    else:
        element.text = text


def made(tag: str, attributes: dict[str, str], text: str = "") -> etree._Element:
    element = etree.Element(tag, attributes)
    element.text = text
    return element


def put_after(element: etree._Element, new: etree._Element) -> None:
    new.tail, element.tail = element.tail, None
    element.addnext(new)


def between(root: etree._Element, rng: Random, count: int) -> list[etree._Element]:
    spots = [element for element in gold(root) if element.tag == "p" and not len(element)]
    return rng.sample(spots[:-1], min(count, max(0, len(spots) - 1)))
