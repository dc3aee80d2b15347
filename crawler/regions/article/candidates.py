"""Where the body stands: the element whose text is mostly running text, and most of the page's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field

from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.boxes import body_around
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.named_alike import named_alike
from crawler.regions.article.next_stories import next_stories
from crawler.regions.article.siblings import articles_on, parts_of_story
from crawler.regions.article.structure import common_prefix, like_start, tag_of, without_ids
from crawler.regions.article.words import Role, roles

_NAMED_BODY = 1.3
_ARTICLE_TAG = 1.15
_TEXT = {"p": 0.5, "blockquote": 0.5, "pre": 0.5, "li": 0.3, "td": 0.15, "dd": 0.3, "th": 0.1}
_TITLE_BEFORE = 1.25
MIN_WEIGHT = 60
_MORE = 1.2
_STILL = 0.5
_AFTER_TITLE = 0.25
_NOT_VOTED = 0.2


@dataclass(slots=True)
class _Element:
    depth: int
    step: str
    parent: int | None = None
    value: float = 0.0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Container:
    """An element instance: its number in trails, its depth (index into path and trail), the blocks in it."""

    number: int
    depth: int
    blocks: tuple[int, ...] = field(repr=False)


def find_container(document: Document, measures: Measures, votes: set[int], title: int | None) -> Container | None:
    """The body's element, or None where the page has no running text.

    Args:
        document: the page.
        measures: of its blocks.
        votes: blocks whose text the page's own metadata calls the article's body.
        title: the block of the headline, where one is known.
    """
    voted = common_prefix([document.blocks[index].trail for index in sorted(votes)]) if len(votes) > 1 else ()
    following = _next_articles(document, measures, title) | next_stories(document, measures, title)
    others = _other_articles(document, measures, title)
    parts = parts_of_story(document, measures, title, others) if others else frozenset()
    elements = _weigh(document, measures, votes, voted, title, (others - parts) | following)
    winner = _best(document, elements, title)
    if winner is None:
        return None
    if voted and elements[voted[-1]].value >= _STILL * elements[winner].value:
        winner = voted[-1] if elements[winner].depth < len(voted) - 1 else winner
    winner = body_around(document, measures, winner, elements[winner].depth, title)
    winner = _widened(document, measures, winner, elements, title, following)
    depth = elements[winner].depth
    inside = tuple(
        i
        for i, block in enumerate(document.blocks)
        if len(block.trail) > depth and block.trail[depth] == winner and following.isdisjoint(block.trail)
    )
    cut_off = named_alike(document, measures, elements[winner].step, inside, title)
    return _around(document, parts, _with(document, Container(winner, depth, inside), cut_off))


def _with(document: Document, found: Container, others: frozenset[int]) -> Container:
    """The element around what was found and other elements, with what stands in these alone."""
    if not others:
        return found
    held = others | {found.number}
    inside = tuple(
        i for i, block in enumerate(document.blocks) if not held.isdisjoint(block.trail) or i in found.blocks
    )
    around = common_prefix([document.blocks[index].trail for index in inside])
    return Container(around[-1], len(around) - 1, inside)


def _around(document: Document, parts: frozenset[int], found: Container) -> Container:
    """The element around all parts of a story, with what stands in them alone, where the text was found in one."""
    inside = tuple(i for i, block in enumerate(document.blocks) if not parts.isdisjoint(block.trail))
    if parts.isdisjoint(number for index in found.blocks for number in document.blocks[index].trail):
        return found
    trail = document.blocks[inside[0]].trail
    depth = next(depth for depth, number in enumerate(trail) if number in parts) - 1
    return Container(trail[depth], depth, inside) if depth <= found.depth else found


def _best(document: Document, elements: dict[int, _Element], title: int | None) -> int | None:
    """The element of most value, the innermost of equals; names and the headline in front count for it."""
    best: tuple[float, int] = (0.0, 0)
    winner = None
    for number, element in elements.items():
        value = element.value
        if value <= 0:
            continue
        if roles(element.step) & Role.BODY or "articleBody" in document.attributes.get(number, {}).get("itemprop", ""):
            value *= _NAMED_BODY
        elif tag_of(element.step) in {"article", "main"}:
            value *= _ARTICLE_TAG
        if title is not None and element.last > title:
            value *= _TITLE_BEFORE
        if (value, element.depth) > best:
            best, winner = (value, element.depth), number
    return winner if best[0] >= MIN_WEIGHT else None


def _widened(
    document: Document,
    measures: Measures,
    winner: int,
    elements: dict[int, _Element],
    title: int | None,
    following: set[int],
) -> int:
    """The lowest element around everything that stands exactly as the winner's running text does, whatever ids name the
    parts: some bodies are cut into sections with other things between them. It ends where another article starts."""
    depth = elements[winner].depth
    inside, path = _main_path(document, measures, winner, depth)
    like = [
        block
        for index, block in enumerate(document.blocks)
        if measures.prose[index] and not (measures.outside[index] or measures.skipped[index])
        if block.path == path or (len(block.path) == len(path) and without_ids(block.path) == without_ids(path))
        if following.isdisjoint(block.trail)
    ]
    if not like or sum(len(block.text) for block in like) < _MORE * inside:
        return winner
    around = common_prefix([block.trail for block in like])
    if len(around) > depth or not around:
        return winner
    number = around[-1]
    # Where all of a page stands side by side, what is not the text outweighs it: one paragraph alone is no body.
    is_one = sum(block.trail[depth : depth + 1] == (winner,) for block in document.blocks) == 1
    enough = is_one or elements[number].value >= _STILL * elements[winner].value
    crosses_article = any(tag_of(step) == "article" for step in path[len(around) : depth + 1])
    if enough and not crosses_article and not _other_headline(document, number, len(around) - 1, title):
        return number
    return winner


def _main_path(document: Document, measures: Measures, winner: int, depth: int) -> tuple[int, tuple[str, ...]]:
    """How much of the winner's running text stands in its main path, and that path."""
    mass: dict[tuple[str, ...], int] = defaultdict(int)
    for index, block in enumerate(document.blocks):
        if measures.prose[index] and len(block.trail) > depth and block.trail[depth] == winner:
            mass[block.path] += len(block.text)
    path = max(mass, key=lambda one: (mass[one], one), default=())
    return mass.get(path, 0), path


def _other_headline(document: Document, number: int, depth: int, title: int | None) -> bool:
    return any(
        block.level == 1 and index != title
        for index, block in enumerate(document.blocks)
        if len(block.trail) > depth and block.trail[depth] == number
    )


def _weigh(
    document: Document,
    measures: Measures,
    votes: set[int],
    voted: tuple[int, ...],
    title: int | None,
    others: set[int],
) -> dict[int, _Element]:
    """Elements by number, with the sum of what their blocks say for and against them."""
    elements: dict[int, _Element] = {}
    start = _start(measures, title)
    for index, block in enumerate(document.blocks):
        value = _value(document, measures, index)
        if index < start:
            value = min(value, 0.0)
        if not others.isdisjoint(block.trail):
            value = -abs(value)
        if index in votes:
            value = abs(value) + measures.weights[index]
        elif voted and value > 0 and block.trail[: len(voted)] != voted:
            value *= _NOT_VOTED
        _add(elements, block, value, index)
    # An element's number is greater than that of the element around it.
    for number in sorted(elements, reverse=True):
        element = elements[number]
        if element.parent is not None:
            around = elements[element.parent]
            around.value += element.value
            around.last = max(around.last, element.last)
    return elements


def _add(elements: dict[int, _Element], block: Block, value: float, index: int) -> None:
    """Count a block for the element that holds it, and make sure that all those around are there."""
    trail = block.trail
    for depth in range(len(trail) - 1, -1, -1):
        if trail[depth] in elements:
            break
        elements[trail[depth]] = _Element(depth, block.path[depth], trail[depth - 1] if depth else None)
    element = elements[trail[-1]]
    element.value += value
    element.last = index


def _value(document: Document, measures: Measures, index: int) -> float:
    """What a block says for (positive) or against its ancestors being the body."""
    block, size = document.blocks[index], float(measures.weights[index])
    if measures.skipped[index] or measures.link_shares[index] > LINK_BLOCK:
        return -min(size, 150.0)
    if measures.prose[index]:
        return -0.3 * size if measures.outside[index] else size
    if block.level or measures.outside[index]:
        return 0.0
    if block.tag in _TEXT:
        return _TEXT[block.tag] * min(size, 150.0)
    return -0.3 * min(size, 100.0)


def _start(measures: Measures, title: int | None) -> int:
    """Bodies follow their headline; 0 where most of the text comes before what looks like one."""
    if title is None:
        return 0
    text = [size if prose else 0 for size, prose in zip(measures.weights, measures.prose, strict=True)]
    return title if sum(text[title:]) >= _AFTER_TITLE * sum(text) else 0


def _other_articles(document: Document, measures: Measures, title: int | None) -> set[int]:
    """Numbers of <article> elements that are not this page's: beside the one that the headline stands in; where it
    stands in none, those that start with a linked headline, unless most of the page's text is in one."""
    text: dict[int, int] = defaultdict(int)
    first: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        for depth in articles_on(block.path):
            number = block.trail[depth]
            text[number] += measures.weights[index] if measures.prose[index] else 0
            first.setdefault(number, index)
    around = document.blocks[title].trail if title is not None else ()
    own = [number for number in first if number in around and text[number] >= MIN_WEIGHT]
    if own:
        inside = {n for block in document.blocks if own[-1] in block.trail for n in block.trail}
        return set(first) - inside
    whole = sum(size for size, prose in zip(measures.weights, measures.prose, strict=True) if prose)
    return {
        number
        for number, index in first.items()
        if document.blocks[index].level and measures.link_shares[index] > LINK_BLOCK
        if number not in around and 2 * text[number] <= whole
    }


def _next_articles(document: Document, measures: Measures, title: int | None) -> set[int]:
    """Numbers of elements of the very kind in which the headline stands with its text, which start with a linked
    headline of their own and have text below it: the articles that follow on a page without an end."""
    if title is None:
        return set()
    found = set[int]()
    for index in range(title + 1, len(document.blocks)):
        block = document.blocks[index]
        if not block.level or measures.link_shares[index] <= LINK_BLOCK:
            continue
        depth = like_start(document.blocks, title, index)
        both = (document.blocks[title], block)
        if depth is not None and all(_prose_in(document, measures, depth, one.trail[depth]) for one in both):
            found.add(block.trail[depth])
    return found


def _prose_in(document: Document, measures: Measures, depth: int, number: int) -> float:
    inside = (i for i, block in enumerate(document.blocks) if len(block.trail) > depth and block.trail[depth] == number)
    return sum(measures.weights[index] for index in inside if measures.prose[index])
