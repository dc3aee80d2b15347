"""Links with words: what the items of a list are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from crawler.classes import dataclass
from crawler.model import Document
from crawler.text.kept import LONGEST

_MIN_WEIGHT = 20
_MIN_WORDS = 3
_LONGEST_TITLE = 220
_MIN_UNSPACED = 6


# Scripts that write without spaces: Thai to Myanmar, Khmer, and all of CJK.
@cache  # a range of thousands of letters takes milliseconds, and many sites have none of these
def _unspaced() -> re.Pattern[str]:
    return re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]")


# So many links of the same words, and about as many headlines beside them (times, one way or the other), are no
# entries themselves.
_SERVICE_LINKS = 3
_ABOUT = 2
_CARD = 3  # blocks
_FIGURES = re.compile(r"\d+(?:[.,\s]\d+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A link as it stands in a block: its words, and the path and trail of that block."""

    url: str
    text: str
    block: int  # index into the document's blocks
    path: tuple[str, ...]
    trail: tuple[int, ...]
    level: int
    is_headline: bool


def weight(text: str) -> int:
    """Length of a text, with the letters of dense scripts counted twice."""
    return len(text) if text.isascii() else len(text) + len(_unspaced().findall(text))


def is_headline(text: str) -> bool:
    """Long enough for a headline, in any script; labels, names and menu entries are shorter."""
    return _is_headline(text) if len(text) <= LONGEST else _is_headline.__wrapped__(text)


@lru_cache(maxsize=8192)
def _is_headline(text: str) -> bool:
    if weight(text) < _MIN_WEIGHT:
        return False
    return len(text.split()) >= _MIN_WORDS or weight(text) - len(text) >= _MIN_UNSPACED


def mentions(document: Document, start: int, stop: int) -> list[Mention]:
    """The links with words in blocks `start` to `stop`, in order."""
    found: list[Mention] = []
    blocks = document.blocks
    for index in range(start, stop):
        block = blocks[index]
        if not block.links:
            continue
        worded = [(link.url, link.text) for link in block.links if link.url and link.text]
        if not worded:
            found += _around(document, index)
        elif len(worded) == 1 and (above := _headline_above(document, start, index)) is not None:
            one = blocks[above]
            found.append(Mention(worded[0][0], one.text, above, one.path, one.trail, one.level, is_headline=True))
        for url, text in worded:
            found.append(Mention(url, text, index, block.path, block.trail, block.level, is_headline(text)))
    return found


def _around(document: Document, index: int) -> Iterator[Mention]:
    """Where none of a block's links has words, its text stands for the link around it, or the heading below that. A
    long paragraph does not: a button lies over the picture in it."""
    block = document.blocks[index]
    if block.tag == "p" and len(block.text) > _LONGEST_TITLE:
        return
    # Of several links without words the first ones are images; the one around the block closes last.
    if url := block.links[-1].url:
        index = _headline_of(document, index)
        block = document.blocks[index]
        yield Mention(url, block.text, index, block.path, block.trail, block.level, is_headline(block.text))


def _headline_of(document: Document, index: int) -> int:
    """The heading below a kicker, where one link covers the card of both."""
    block, below = document.blocks[index], document.blocks[min(index + 1, len(document.blocks) - 1)]
    if not below.level or below.links or is_headline(block.text) or not is_headline(below.text):
        return index
    return index + 1 if shared_depth((block.trail, below.trail)) >= len(block.trail) - 1 else index


def _headline_above(document: Document, start: int, index: int) -> int | None:
    """The headline, a heading that leads nowhere, of the card in which a link "View" or "Read more" stands at the end,
    alone; a line or two may stand between them."""
    block = document.blocks[index]
    if block.text != block.links[0].text or is_headline(block.text):
        return None
    card = block.trail[:-1]
    for above in range(index - 1, max(start, index - _CARD) - 1, -1):
        one = document.blocks[above]
        if one.links or one.trail[: len(card)] != card:
            return None
        if one.level:
            return above if is_headline(one.text) else None
    return None


def without_service_links(found: Sequence[Mention]) -> Sequence[Mention]:
    """Less what most entries link besides their headline, in the same words but for the figures: "Comments (12)"."""
    if len(found) <= _SERVICE_LINKS:
        return found
    shapes = [_shape(mention.text) for mention in found]
    linked = {(shape, mention.url): mention.is_headline for shape, mention in zip(shapes, found, strict=True)}
    headlines = Counter(shape for (shape, _), is_headline in linked.items() if is_headline)
    counts = Counter(shape for shape, _ in linked)
    service = {shape for shape, n in counts.items() if _is_service(n, headlines.total() - headlines[shape])}
    return [mention for mention, shape in zip(found, shapes, strict=True) if shape not in service] if service else found


@lru_cache(maxsize=8192)  # each heading of a page has the same links looked through
def _shape(text: str) -> str:
    return _FIGURES.sub("0", text)


def _is_service(count: int, headlines: int) -> bool:
    return count >= _SERVICE_LINKS and count <= _ABOUT * headlines and headlines <= _ABOUT * count


def shared_depth(trails: Sequence[tuple[int, ...]]) -> int:
    """How many ancestors all these trails share."""
    if not trails:
        return 0
    low, high = min(trails), max(trails)
    depth = 0
    for a, b in zip(low, high, strict=False):
        if a != b:
            break
        depth += 1
    return depth
