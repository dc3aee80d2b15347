"""Who wrote it, by what stands around the body, for pages whose head does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from crawler.model import Block, Document
from crawler.regions.article.authors import (
    clean_names,
    is_house,
    looks_like_name,
    says_by,
    without_house,
)
from crawler.regions.article.byline_boxes import menu_links, names_nobody
from crawler.regions.article.measures import (
    is_next_headline,
)
from crawler.regions.article.own_lines import is_counter, is_labelled
from crawler.regions.article.signatures import MAX_BYLINE, named_inside
from crawler.regions.article.words import Role, path_roles, roles

_NEAR = 60  # blocks
_BEHIND = 9
_STANDFIRSTS = 2
_POINTS = 8
_MORE = 3
_OF_OTHERS = Role.RELATED | Role.COMMENT


def find_byline(
    document: Document, title: int | None, body: Sequence[int], publisher: str, house: Sequence[str] = ()
) -> tuple[str, ...]:
    """Names in elements called byline, author and the like, or marked up as author, near the article; else in the
    line right above its first paragraph, in the same element, that holds nothing else. A name with one of
    the `house` in it counts for nothing."""
    for index in _said_and_named(document, title, body):
        block = document.blocks[index]
        names = _linked(block, clean_names([block.text], publisher=publisher))
        names = tuple(without_house(name, house) for name in names)
        if found := tuple(name for name in names if looks_like_name(name) and not is_house(name, house)):
            return found
    return named_inside(document, title, body, house) or _line_above(document, title, body, house)


def _linked(block: Block, names: Sequence[str]) -> tuple[str, ...]:
    """Names as far as they are links to their authors: behind them may stand a day, a post, a place ("Ann Oak on June
    30"), set apart by style alone ("Ann OakJune 30")."""
    persons = [link.text for link in block.links if looks_like_name(link.text)]
    return tuple(next((one for one in persons if _ends_there(name, one)), name) for name in names)


def _ends_there(name: str, person: str) -> bool:
    behind = name[len(person) : len(person) + 1]
    return name.startswith(person) and (behind == " " or behind.isupper())


def _line_above(document: Document, title: int | None, body: Sequence[int], house: Sequence[str]) -> tuple[str, ...]:
    index, first = body[0] - 1, document.blocks[body[0]]
    if index < 0 or index == title:
        return ()
    block = document.blocks[index]
    if block.path != first.path or block.trail[:-1] != first.trail[:-1] or len(block.text) > MAX_BYLINE:
        return ()
    if is_labelled(block.text):
        return ()
    names = clean_names([block.text])
    return names if all(looks_like_name(name) and not is_house(name, house) for name in names) else ()


def more_names(document: Document, title: int | None, body: Sequence[int], known: Sequence[str]) -> tuple[str, ...]:
    """The names of the byline, where they are those that the head tells and others in the same place: some heads tell
    only the first."""
    if title is None or title >= body[0]:
        return ()
    told = {name.casefold() for name in known}
    by_path: dict[tuple[str, ...], list[str]] = {}
    for block in document.blocks[title + 1 : body[0]]:
        if len(block.text) <= MAX_BYLINE and any(roles(step) & Role.BYLINE for step in block.path[-3:]):
            by_path.setdefault(block.path, []).append(block.text)
    for texts in by_path.values():
        names = clean_names(texts)
        if told < {name.casefold() for name in names} and len(names) <= len(told) + _MORE:
            return names if all(map(looks_like_name, names)) else ()
    return ()


def _around(document: Document, title: int | None, body: Sequence[int]) -> list[int]:
    """Blocks before the body, from the headline on, then those right behind it, counters that are read as its last
    lines and other stories' cards apart."""
    counted = (index for index in reversed(body) if not is_counter(document.blocks[index].text))
    first, last = body[0], next(counted, body[-1])
    start = title if title is not None and title < first else max(0, first - _NEAR)
    near = range(last + 1, min(last + _NEAR, len(document.blocks)))
    behind = takewhile(lambda index: not is_next_headline(document.blocks, title, index), near)
    own = (index for index in behind if not path_roles(document.blocks[index].path) & _OF_OTHERS)
    return [*range(start, first), *_below_opening(document, body), *islice(own, _BEHIND)]


def _below_opening(document: Document, body: Sequence[int]) -> list[int]:
    """Lines between the first paragraphs that are called a byline and say that they are one: below a standfirst that
    is read as text; or below key points, in a list, where saying so is enough."""
    points = sum(1 for _ in takewhile(lambda index: document.blocks[index].tag == "li", body[:_POINTS]))
    end = body[: max(_STANDFIRSTS, points) + 1][-1]
    between = (index for index in range(body[0], end) if index not in body)
    lines = ((index, document.blocks[index]) for index in between)
    return [i for i, block in lines if says_by(block.text) and (points or _is_called_byline(document, block))]


def _said_and_named(document: Document, title: int | None, body: Sequence[int]) -> list[int]:
    """Lines around the body that may be its byline, likelier ones first: above it what is called so, before what only
    says so ("By Ann Oak | Maps by Ben Elm" below the picture on top)."""
    found: list[tuple[bool, bool, int]] = []
    menus: dict[tuple[str, str], int] | None = None
    for index in _around(document, title, body):
        block = document.blocks[index]
        if len(block.text) > MAX_BYLINE or any(step.startswith("figcaption") for step in block.path):
            continue  # whose picture it is
        is_called, says = _is_called_byline(document, block), says_by(block.text)
        if is_called and not says and menus is None:
            menus = menu_links(document)
        if says or (is_called and not names_nobody(document, index, menus or {})):
            is_behind = index > body[0]
            found.append((is_behind, not (is_called or is_behind), index))
    return [index for *_, index in sorted(found)]


def _is_called_byline(document: Document, block: Block) -> bool:
    if any(roles(step) & Role.BYLINE and not roles(step) & Role.SHARE for step in block.path[-3:]):
        return True
    return any("author" in document.attributes.get(number, {}).get("itemprop", "") for number in block.trail[-3:])
