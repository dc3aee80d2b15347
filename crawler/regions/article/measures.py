"""What is measured on the blocks of a document before anything is decided: weight, links, names, ancestors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache, lru_cache

from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.comments import comments_below
from crawler.regions.article.structure import like_start
from crawler.regions.article.words import OUTSIDE, TAG_ROLES, Role, Roles, parts_of, path_roles, roles
from crawler.urls import is_signup_url

# A CJK character says about as much as this many letters.
CJK_WEIGHT = 2
_STOPS = ".!?…。！？｡؟۔।॥։።။។"
_CLOSING = r"['\"”’»)\]」』]*"
_ENDS = re.compile(rf"[{_STOPS}:;]{_CLOSING}\Z|[{_STOPS}]{_CLOSING}\s")
SENTENCE_END = re.compile(rf"[{_STOPS}]{_CLOSING}\Z")
# A line that is a link from end to end, and asks, calls out or breaks off, is another story's headline.
_STATES = _STOPS.translate(dict.fromkeys(map(ord, "!?！？؟…")))
STATEMENT_END = re.compile(rf"(?<![{_STOPS}])[{_STATES}]{_CLOSING}\Z")
# Thai and Lao end a sentence with a space, and have spaces inside of sentences too.
_WITHOUT_STOPS = re.compile(r"[\u0e00-\u0eff]{20}")
PROSE = 80
SHORT_PROSE = 25
LONG_PROSE = 200  # notes and labels, which a page may say several times, are shorter
MAX_LINK_SHARE = 0.4
LINK_BLOCK = 0.7
# So much of the text at most stands above its headline; where it is more, the headline is another's.
MOST_ABOVE = 0.4
REPEATED = 3
TRUST = 0.4
MIN_REST = 0.1
# Small things: an element with more running text than this has a name that means something else, unless it is
# called comments, related and the like.
ROOM = 900
DOUBTFUL = OUTSIDE & ~(Role.COMMENT | Role.RELATED | Role.BIO | Role.CAPTION | Role.CONSENT | Role.NAVIGATION)
_OTHERS = Role.COMMENT | Role.CONSENT
ROOMY = Role.NAVIGATION | Role.CONSENT | Role.COMMENT | Role.RELATED | Role.BIO | Role.HIDDEN | Role.AD
_PARAGRAPHS = frozenset({"p", "blockquote", "pre", "dd"})


@cache  # a range of thousands of letters takes milliseconds, and many sites have none of these
def _cjk() -> re.Pattern[str]:
    return re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u0e00-\u0e7f]")


def weight(text: str) -> int:
    """Length of a text in Latin letters' worth."""
    if text.isascii():
        return len(text)
    return len(text) + (CJK_WEIGHT - 1) * len(_cjk().findall(text))


_MIN_LABEL = 4
_CALL = 260


def link_share(block: Block) -> float:
    """Share of a block's text that is in links; 1 where one link wraps the whole."""
    if not block.links:
        return 0.0
    return min(1.0, sum(len(link.text) for link in block.links) / len(block.text))


def is_next_headline(blocks: Sequence[Block], title: int | None, index: int) -> bool:
    """Whether the article that follows on a page without an end begins here: with a headline that is linked, or is of
    the first level as this article's is, at the start of an element of the very kind in which that stands."""
    level = blocks[index].level
    if title is None or not level:
        return False
    if link_share(blocks[index]) <= LINK_BLOCK and not level == 1 == blocks[title].level:
        return False
    return like_start(blocks, title, index) is not None


def next_articles(blocks: Sequence[Block], title: int | None) -> Iterator[tuple[int, int]]:
    """The elements of the articles that follow on a page without an end, each with the block of its headline."""
    if title is None:
        return
    for index in range(title + 1, len(blocks)):
        if is_next_headline(blocks, title, index) and (depth := like_start(blocks, title, index)) is not None:
            yield blocks[index].trail[depth], index


def says_itself(block: Block) -> bool:
    """Whether links need no heading to lead in to them: they stand in a box with its own heading, whose first block
    this is, or are one line that begins with a label ("Read also: …")."""
    if not block.links:
        return block.level > 0
    first = block.links[0].text
    return bool(first) and len(block.text.partition(first)[0].strip()) >= _MIN_LABEL


def is_call(block: Block) -> bool:
    """Whether a line asks to subscribe or to follow: all its links lead to where that is done. A longer text with such
    links is about it."""
    links = block.links
    return bool(links) and all(is_signup_url(link.url) for link in links) and weight(block.text) <= _CALL


@dataclass(frozen=True, slots=True)
class Measures:
    """Per block, parallel to `document.blocks`; and the elements that are too full of text to be put outside."""

    weights: list[int]
    link_shares: list[float]
    prose: list[bool]  # reads like running text
    outside: list[Roles]  # what names on any element around it say, where they can be trusted; roles of OUTSIDE only
    skipped: list[bool]
    repeated: list[bool]  # the page says just this several times
    trusted: frozenset[int]  # element numbers whose names count for nothing
    untrue: frozenset[str]  # names that count for nothing: too much of the text stands in elements called so
    belied: frozenset[str]  # those of them that stand around what is known to be the article's text
    comments: frozenset[int]  # element numbers of what readers wrote below the article, however much it is


def measure(document: Document, skip: Container[int], said: Collection[int] = ()) -> Measures:
    """The measures of a page's blocks.

    Args:
        document: the page.
        skip: indexes of blocks that are none of the article's.
        said: indexes of blocks that are known to be its text, as by the page's head: names cannot put them outside.
    """
    weights = [weight(block.text) for block in document.blocks]
    shares = [link_share(block) for block in document.blocks]
    counts = Counter(block.text for block in document.blocks)
    skipped = [index in skip for index in range(len(document.blocks))]
    repeated = [counts[block.text] >= REPEATED and index not in said for index, block in enumerate(document.blocks)]
    prose = [
        share <= MAX_LINK_SHARE and not (block.level or again) and is_prose(block, size)
        for block, size, share, again in zip(document.blocks, weights, shares, repeated, strict=True)
    ]
    mass = [w if p and not s else 0 for w, p, s in zip(weights, prose, skipped, strict=True)]
    comments = comments_below(document, mass)
    trusted = _trusted(document, mass, comments)
    belied = _belied(document, weights, said)
    untrue = _untrue(document, weights, prose) | belied
    outside = [_outside(block, trusted, untrue) for block in document.blocks]
    return Measures(weights, shares, prose, outside, skipped, repeated, trusted, untrue, belied, comments)


def is_prose(block: Block, size: int) -> bool:
    if block.tag in _PARAGRAPHS:
        return size >= PROSE or (size >= SHORT_PROSE and _ENDS.search(block.text) is not None)
    return size >= PROSE and (_ENDS.search(block.text) or _WITHOUT_STOPS.search(block.text)) is not None


def _trusted(document: Document, mass: list[int], comments: frozenset[int]) -> frozenset[int]:
    """Elements that cannot be put outside by a name: the headline is in them, or too much of the running text.

    Comments and consent boxes may well be longer than the article; they are left out of the count unless nothing
    else is there.
    """
    headed = {
        number
        for block in document.blocks
        if block.level == 1 and link_share(block) <= LINK_BLOCK
        for number in block.trail
    }
    without = [0 if _is_other(block, headed) else size for block, size in zip(document.blocks, mass, strict=True)]
    if comments or sum(without) >= MIN_REST * sum(mass):
        mass = without
    held: dict[int, int] = defaultdict(int)
    steps: dict[int, str] = {}
    for block, size in zip(document.blocks, mass, strict=True):
        if size:
            for number, step in zip(block.trail, block.path, strict=True):
                held[number] += size
                steps[number] = step
    least = TRUST * sum(mass)
    full = {n for n, size in held.items() if size > least or (size > ROOM and not roles(steps[n]) & ROOMY)}
    return frozenset((full - comments) | headed)


def _is_other(block: Block, headed: set[int]) -> bool:
    if not path_roles(block.path) & _OTHERS:
        return False
    return any(
        roles(step) & _OTHERS and number not in headed for number, step in zip(block.trail, block.path, strict=True)
    )


def _untrue(document: Document, weights: list[int], prose: list[bool]) -> frozenset[str]:
    """<p class="paywall"> for every paragraph: names of small things that together hold most of the text."""
    held: dict[str, int] = defaultdict(int)
    total = 0
    for block, size, is_text in zip(document.blocks, weights, prose, strict=True):
        if is_text:
            total += size
            for name in small_names(block.path):
                held[name] += size
    return frozenset(name for name, size in held.items() if size > TRUST * total)


def _belied(document: Document, weights: list[int], said: Collection[int]) -> frozenset[str]:
    """<p class="inline-placeholder"> for every paragraph: names of whatever role on elements that hold most of what is
    known to be the text."""
    held: dict[str, int] = defaultdict(int)
    for index in said:
        for name in {name for step in document.blocks[index].path for name, role in parts_of(step) if role & OUTSIDE}:
            held[name] += weights[index]
    total = sum(weights[index] for index in said)
    return frozenset(name for name, size in held.items() if size > TRUST * total and name not in TAG_ROLES)


def main_text(document: Document, measures: Measures, trusted: Roles = Role.NONE) -> frozenset[int]:
    """The blocks of running text of the kind that has most of it, where that is an article's worth: also where the page
    says the same several times, and in elements whose names say nothing but the `trusted` roles."""
    kinds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        is_text = measures.prose[index] or (measures.repeated[index] and measures.weights[index] >= LONG_PROSE)
        if is_text and not measures.skipped[index] and not measures.outside[index] & ~trusted:
            kinds[block.path].append(index)
    sizes = {path: sum(measures.weights[index] for index in found) for path, found in kinds.items()}
    most = max(sizes, key=lambda path: sizes[path], default=())
    return frozenset(kinds[most]) if sizes.get(most, 0) > ROOM else frozenset()


@lru_cache(maxsize=16384)
def small_names(path: tuple[str, ...]) -> frozenset[str]:
    """Class and id names on a path that put small things outside; tags are no names."""
    return frozenset(
        name for step in path for name, role in parts_of(step) if role & DOUBTFUL and name not in TAG_ROLES
    )


def _outside(block: Block, trusted: frozenset[int], untrue: frozenset[str]) -> Roles:
    if not path_roles(block.path) & OUTSIDE:
        return Role.NONE
    found = Role.NONE
    for number, step in zip(block.trail, block.path, strict=True):
        if number not in trusted and roles(step) & OUTSIDE:
            for name, role in parts_of(step):
                if name not in untrue:
                    found |= role
    return found & OUTSIDE
