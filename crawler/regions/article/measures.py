"""What is measured on the blocks of a document before anything is decided: weight, links, names, ancestors."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from crawler.model import Block, Document
from crawler.regions.article.words import OUTSIDE, Role, roles

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u0e00-\u0e7f]")
# A CJK character says about as much as this many letters.
CJK_WEIGHT = 2
_ENDS = re.compile(r"[.!?…:;。！？؟।]['\"”’»)\]]*\Z|[.!?…。！？؟।]['\"”’»)\]]*\s")
PROSE = 80
SHORT_PROSE = 25
MAX_LINK_SHARE = 0.4
_PARAGRAPHS = frozenset({"p", "blockquote", "pre", "dd"})


def weight(text: str) -> int:
    """Length of a text in Latin letters' worth."""
    if text.isascii() or max(text) < "\u0e00":
        return len(text)
    return len(text) + (CJK_WEIGHT - 1) * len(_CJK.findall(text))


def link_share(block: Block) -> float:
    """Share of a block's text that is in links; 1 where one link wraps the whole."""
    if not block.links:
        return 0.0
    return min(1.0, sum(len(link.text) for link in block.links) / len(block.text))


@dataclass(frozen=True, slots=True)
class Measures:
    """Per block, parallel to `document.blocks`."""

    weights: list[int]
    link_shares: list[float]
    prose: list[bool]  # reads like running text
    outside: list[Role]  # what names on any element around it say (or its own), roles of OUTSIDE only
    skipped: list[bool]


def measure(document: Document, skip: Container[int]) -> Measures:
    by_path: dict[tuple[str, ...], Role] = {}
    weights, shares, prose, outside, skipped = [], [], [], [], []
    for index, block in enumerate(document.blocks):
        names = by_path.get(block.path)
        if names is None:
            names = by_path[block.path] = _named(block.path)
        size, share = weight(block.text), link_share(block)
        weights.append(size)
        link_shares_ok = share <= MAX_LINK_SHARE
        shares.append(share)
        prose.append(link_shares_ok and not block.level and is_prose(block, size))
        outside.append(names)
        skipped.append(index in skip)
    return Measures(weights, shares, prose, outside, skipped)


def is_prose(block: Block, size: int) -> bool:
    if block.tag in _PARAGRAPHS:
        return size >= PROSE or (size >= SHORT_PROSE and _ENDS.search(block.text) is not None)
    return size >= PROSE and _ENDS.search(block.text) is not None


def _named(path: tuple[str, ...]) -> Role:
    found = Role.NONE
    for step in path[2:]:
        found |= roles(step)
    return found & OUTSIDE
