"""Ranked lists of a document: Most Popular, Most Read, Editors' Picks … in any language and markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice, takewhile
from types import MappingProxyType

from crawler.classes import dataclass
from crawler.model import Block, Document, ListItem, RankedList
from crawler.regions.ranked_list import tabs
from crawler.regions.ranked_list.climb import find_list, items_inside
from crawler.regions.ranked_list.columns import column
from crawler.regions.ranked_list.continued import continued
from crawler.regions.ranked_list.headings import MAX_HEADING, clean_name, is_strong, ranked_names
from crawler.regions.ranked_list.inline import own_titles
from crawler.regions.ranked_list.itemlist import told_lists
from crawler.regions.ranked_list.items import LONG_TITLES, SHORT_TITLES, Items, is_plausible, read_items
from crawler.regions.ranked_list.numbered import numbered_lists
from crawler.regions.ranked_list.phrases import key
from crawler.regions.ranked_list.state_lists import state_lists
from crawler.regions.ranked_list.text_lists import read_text_lists
from crawler.regions.ranked_list.titles import clean_titles
from crawler.regions.ranked_list.unlinked import unlinked_items
from crawler.text import compare_form

MAX_LISTS = 30
MAX_HEADINGS = 300
_FEW, _MANY, _LONG = 2, 3, 20
_NUMBER = re.compile(r"[0-9]{1,9}")
_MENU = re.compile(
    r"^(?:nav|menu)\b|[.#_-](?:nav|navbar|navigation|menu|dropdown|submenu|megamenu)(?:[.#_-]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundList:
    """A ranked list and where it stands."""

    list: RankedList
    blocks: frozenset[int]  # indexes into document.blocks: the heading, and all inside the list's container
    container: str  # " > "-joined container path of the items' common ancestor; "" in text captures
    sure: bool  # heading words say that it is a ranked or picked list
    by_place: bool = False  # it stands where the list of that name stood; no heading says that it is it


def read_lists(document: Document, known: Mapping[str, str] = MappingProxyType({})) -> tuple[FoundList, ...]:
    """The ranked lists of a document, in page order.

    `known` maps container paths to list names, as learned from the site's other pages: a list in such a
    container is read whatever its heading says now, where no list of that name was found by its heading.
    """
    if document.is_text:
        return tuple(FoundList(found, blocks, "", sure=True) for found, blocks in read_text_lists(document))
    empty: list[str] = []
    found = _merged(islice(_by_headings(document, empty), 2 * MAX_LISTS))
    if known:
        found = [*found, *_by_containers(document, known, found)]
    found = [*found, *_by_labels(document, found)]
    found = [*found, *_by_numbers(document, found), *_told(document, found, empty)]
    return tuple(sorted(found[:MAX_LISTS], key=lambda one: min(one.blocks, default=0)))


def _by_headings(document: Document, empty: list[str]) -> Iterator[FoundList]:
    """`empty` gets the names of headings under which there is no list."""
    taken: set[int] = set()
    tried = 0
    for index, block in enumerate(document.blocks):
        text, links = block.text, block.links
        if (len(text) > MAX_HEADING and len(links) < _MANY) or index in taken:
            continue
        names = ranked_names(_label(block) if links else text)
        if not names or (_is_menu(block.path) and not is_strong(block.text)):
            continue
        tried += 1
        if tried > MAX_HEADINGS:
            return
        if (items := column(document, index)) is not None:
            yield _column(document, names[0], items, index)
            taken |= {mention.block for mention in items.mentions}
            continue
        under = list(_under(document, index, names))
        if not under and not links and is_strong(text):
            if (lines := unlinked_items(document, index)) is not None:
                yield FoundList(RankedList(names[0], lines.items), lines.blocks | {index}, lines.container, sure=True)
                taken |= lines.blocks
            elif block.level:
                empty += names
        for name, items in under:
            if _is_counter(name, items):
                continue
            blocks = _with_heading(document, _blocks_of(document, items), items, index)
            held = {mention.block for mention in items.mentions}
            if not held <= taken:
                taken |= blocks - {index}
                yield _found(document, name, items, blocks)


def _column(document: Document, name: str, items: Items, heading: int) -> FoundList:
    """A column of a table; it has no element of its own."""
    blocks = frozenset({heading, *(mention.block for mention in items.mentions)})
    return replace(_found(document, name, items, blocks), container="")


def _is_counter(name: str, items: Items) -> bool:
    """A count of readers ("517 people are reading this") names no list; "7 most read" does, where there are seven."""
    number = _NUMBER.match(name)
    return number is not None and int(number[0]) != len(items)


@lru_cache(maxsize=4096)
def _is_menu(path: tuple[str, ...]) -> bool:
    return any(_MENU.search(step) for step in path)


def _label(block: Block) -> str:
    """A heading's own words: without a "View all" link at its end, or what stands before the links of a whole list."""
    links = block.links
    if not links or (len(links) == 1 and links[0].text == block.text):
        return block.text
    if len(links) >= _MANY and links[0].text:
        return block.text.partition(links[0].text)[0].strip()
    for link in links:
        if link.text and link.text != block.text and block.text.endswith(link.text):
            return block.text.removesuffix(link.text).strip()
    return block.text


def _under(document: Document, index: int, names: tuple[str, ...]) -> Iterator[tuple[str, Items]]:
    """The lists that a heading names, usually one; each label of a tab strip has the panel of its place."""
    if (inside := items_inside(document, index)) is not None:
        yield names[0], inside
        return
    first, start = tabs.strip(document, index)
    block = document.blocks[index]
    is_sure = is_strong(block.text) and not _is_menu(block.path)
    found = find_list(document, index, start, SHORT_TITLES if is_sure else LONG_TITLES)
    if found is None:
        return
    items, stop = found
    parts = tabs.panels(document, start, stop, items.slot)
    is_strip = start - first > 1 or len(names) > 1
    before = document.blocks[start : items.mentions[0].block]
    if parts and (is_strip or tabs.are_separate(document, parts, before)):
        if not is_strip:
            names = (*names, *_named_by_tabs(names[0], tabs.labels_of(parts, before)[1:]))
        for name, part in zip(names, parts[index - first :], strict=False):
            panel = read_items(document, *part)
            if panel is not None and len(panel) >= _FEW and is_plausible(panel):
                yield name, panel
    elif index == first or not tabs.is_tab(block):
        yield names[0], continued(document, _first_of_many(document, items, parts), start)


def _named_by_tabs(name: str, labels: Sequence[str]) -> Iterator[str]:
    """Names for the panels behind the first, under one heading: "Most Read: This week". A label that names a list by
    itself is a heading of its own."""
    if not any(map(ranked_names, labels)):
        bare = (clean_name(label) for label in labels)
        yield from takewhile(bool, (f"{name}: {label}" if label else "" for label in bare))


def _first_of_many(document: Document, items: Items, parts: Sequence[tabs.Part]) -> Items:
    """A list far longer than lists are ran on into the boxes after it, and one that has its heading's own box before
    it is that of a longer box: then its own box is the first."""
    is_other = bool(parts) and (len(items) > _LONG or items.mentions[0].block >= parts[0][1])
    first = read_items(document, *parts[0]) if is_other else None
    return first if first is not None and len(first) > _FEW else items


def _by_containers(document: Document, known: Mapping[str, str], found: Iterable[FoundList]) -> Iterator[FoundList]:
    """Lists in known containers; a path that several elements share says nothing, only headings tell them apart."""
    names = {compare_form(one.list.name) for one in found}
    taken = {index for one in found for index in one.blocks}
    wanted = {path: name for path, name in known.items() if path and compare_form(name) not in names}
    for path, (start, stop) in _elements(document, wanted).items():
        items = read_items(document, start, stop)
        if items is not None and len(items) >= _FEW and is_plausible(items):
            blocks = _blocks_of(document, items)
            if not blocks & taken:
                yield replace(_found(document, wanted[path], items, blocks, sure=False), by_place=True)


def _by_labels(document: Document, found: Iterable[FoundList]) -> Iterator[FoundList]:
    """Lists whose name only screen readers say: the label of the element around them."""
    labels = {number: kept["aria-label"] for number, kept in document.attributes.items() if "aria-label" in kept}
    wanted = {number: label for number, label in labels.items() if ranked_names(label) and is_strong(label)}
    if not wanted:
        return
    taken = {index for one in found for index in one.blocks}
    for number, label in wanted.items():
        inside = [index for index, block in enumerate(document.blocks) if number in block.trail]
        items = read_items(document, inside[0], inside[-1] + 1) if inside else None
        if items is not None and len(items) > _FEW and is_plausible(items) and taken.isdisjoint(inside):
            taken |= set(inside)
            yield _found(document, ranked_names(label)[0], items, frozenset(inside))


def _by_numbers(document: Document, found: Iterable[FoundList]) -> Iterator[FoundList]:
    """Numbered lists under words that we do not know."""
    names = {one.list.name for one in found}
    taken = {index for one in found for index in one.blocks}
    for name, items, heading in numbered_lists(document):
        blocks = _blocks_of(document, items) | {heading}
        if name not in names and not blocks & taken:
            names.add(name)
            yield _found(document, name, items, blocks, sure=False)


def _told(document: Document, found: Iterable[FoundList], empty: Sequence[str]) -> Iterator[FoundList]:
    """Lists of the page's metadata, or of its state, that the markup does not show, or shows the headings of alone."""
    names = {key(one.list.name) for one in found}
    seen = {item.url for one in found for item in one.list.items}
    for told in chain(told_lists(document), state_lists(document, empty)):
        if key(told.name) not in names and not seen & {item.url for item in told.items}:
            names.add(key(told.name))
            yield FoundList(told, frozenset(), "", sure=True)


def _elements(document: Document, wanted: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """The blocks of the one element of each wanted path."""
    depths = {path.count(" > ") + 1 for path in wanted}
    spans: dict[str, tuple[int, int]] = {}
    owners: dict[str, set[int]] = {}
    for index, block in enumerate(document.blocks):
        for depth in depths:
            if len(block.path) < depth:
                continue
            path = " > ".join(block.path[:depth])
            if path in wanted:
                spans[path] = (spans.get(path, (index, 0))[0], index + 1)
                owners.setdefault(path, set()).add(block.trail[depth - 1])
    return {path: span for path, span in spans.items() if len(owners[path]) == 1}


def _blocks_of(document: Document, items: Items) -> frozenset[int]:
    """All blocks inside the element that holds the items."""
    trail, depth = items.trail, items.depth
    first, last = items.mentions[0].block, items.mentions[-1].block
    while first > 0 and document.blocks[first - 1].trail[:depth] == trail:
        first -= 1
    while last + 1 < len(document.blocks) and document.blocks[last + 1].trail[:depth] == trail:
        last += 1
    return frozenset(range(first, last + 1))


def _with_heading(document: Document, blocks: frozenset[int], items: Items, heading: int) -> frozenset[int]:
    """Where a heading stands among its items, in an element that holds other lists as well, the next one ends it."""
    if document.blocks[heading].trail[: items.depth] != items.trail:
        return blocks | {heading}
    last = items.mentions[-1].block
    after = (i for i in range(last + 1, max(blocks) + 1) if ranked_names(_label(document.blocks[i])))
    return frozenset(range(heading, next(after, max(blocks) + 1)))


def _found(document: Document, name: str, items: Items, blocks: frozenset[int], *, sure: bool = True) -> FoundList:
    own = own_titles(document, items.mentions)
    titles = clean_titles([own.get(url, title) for url, title in items.pairs])
    urls = [url for url, _ in items.pairs]
    entries = tuple(ListItem(rank, title, url) for rank, (title, url) in enumerate(zip(titles, urls, strict=True), 1))
    return FoundList(RankedList(name, entries), blocks, items.container, sure)


def _merged(found: Iterable[FoundList]) -> list[FoundList]:
    """One list where a page shows it twice (for phones, in the margin); others of the same name are numbered."""
    merged: dict[str, FoundList] = {}
    for one in found:
        name, number = one.list.name, 1
        while (other := merged.get(name)) is not None and other.list.items != one.list.items:
            number += 1
            name = f"{one.list.name} {number}"
        if other is None:
            merged[name] = FoundList(RankedList(name, one.list.items), one.blocks, one.container, one.sure)
        else:
            merged[name] = FoundList(other.list, other.blocks | one.blocks, other.container, other.sure)
    return list(merged.values())
