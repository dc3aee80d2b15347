"""Tickers: repeated headlines or sentences in what the pages of a site share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from crawler.blocks.bands import CALLED_TICKER
from crawler.classes import dataclass
from crawler.model import Block, Document, LiveItem
from crawler.regions.article.words import Role, roles
from crawler.regions.ranked_list.mentions import is_headline, shared_depth, weight
from crawler.text import fold, without_relative_times
from crawler.text.kept import kept_if_short

_FEW = 3
_FEW_AT_FOOT = 5  # lines; a foot has legal ones as well
_MAX_ITEMS = 200
_NAMED = 4  # of so many elements around a block one has a class or an id, or none has a name
_MIN_WEIGHT = 25
_MIN_CALLED = 16  # in what calls itself a ticker
_MIN_WORDS = 4
_MAX_HEADING = 40
_LINKED = 0.6  # of a block's text
_NOT_LIVE = frozenset({"nav", "footer", "form", "menu", "dialog"})
_NAVIGATION = frozenset({"nav", "menu"})
_NAVIGATION_CLASS = re.compile(r"\b(?:nav|menu)", re.IGNORECASE)
_NO_TICKER = re.compile(
    r"\b(?:footer|cookie|consent|gdpr|legal|copyright|disclaimer|newsletter|subscri\w*|breadcrumb|modal|popup"
    r"|related|recommend\w*|sponsor\w*|outbrain|taboola|promo\w*|comment\w*)",
    re.IGNORECASE,
)
# What turns by the minute, and is no news of the site's own.
_OWN_PACE = re.compile(r"stock|market|weather|wetter|meteo|currenc|crypto|forex|b(?:oe|ö|ou)rs|clock", re.IGNORECASE)
_BUTTON = re.compile(r"button\b")
_MAX_FIGURE = 60
_NEAR = 4  # elements around a line
_PAGE_FORM = 2  # some frameworks put the whole page into a form: html, body, form
# Clock times at the edges of a line. Set apart by a point they may be other figures ("Fuel rises to 1.49"), unless
# something tells.
_HOURS, _MINUTES, _MARKS = r"(?:[01]?\d|2[0-3])", r"[0-5]\d", r"[\s|,–•·-]"
_UNIT = r"\s?(?:GMT|UTC|Uhr|h|[AaPp]\.?[Mm]\.?)(?![^\W\d_])"
_CLOCK, _POINTED = rf"{_HOURS}[:h]{_MINUTES}(?:{_UNIT})?", rf"{_HOURS}\.{_MINUTES}"
_LEADING = re.compile(rf"^[\[(]?(?:{_CLOCK}(?![.,]?\d)|{_POINTED}(?:{_UNIT}|(?=\s?[|•·])))[\])]?{_MARKS}*(?=\S)")
_TRAILING = re.compile(rf"(?:{_MARKS}+[\[(]?(?:{_CLOCK}|{_POINTED}{_UNIT})[\])]?|\s?[|•·]\s*{_POINTED})$")


@dataclass(frozen=True, slots=True)
class Ticker:
    name: str  # its heading, "" where it has none
    items: tuple[LiveItem, ...]
    blocks: frozenset[int]
    container: str


def find_text_ticker(document: Document, shared: frozenset[int], taken: frozenset[int]) -> Ticker | None:
    """In a text capture: the headline-like lines of the shared run that it begins with, below lists if there are; or of
    one that it ends with, where there are more of them."""
    start = stop = next((index for index in range(len(document.blocks)) if index not in taken), 0)
    while stop in shared and stop not in taken:
        stop += 1
    lines = [index for index in range(start, stop) if is_headline(document.blocks[index].text)]
    if len(lines) < _FEW:
        start = stop = len(document.blocks)
        while start - 1 in shared and start - 1 not in taken:
            start -= 1
        lines = [index for index in range(start, stop) if is_headline(document.blocks[index].text)]
        if len(lines) < _FEW_AT_FOOT:
            return None
    items = tuple(LiveItem("", text=document.blocks[index].text) for index in lines)
    return Ticker("", items, frozenset(range(start, stop)), "")


def find_tickers(document: Document, free: frozenset[int], shared: frozenset[int]) -> Iterator[Ticker]:
    """Runs of siblings among the blocks `free`, in page order; no menus, no legal text, no promotion, and nothing that
    stands between the paragraphs of the page: what is not `shared`."""
    used: set[int] = set()
    for slot in _slots(document, free):
        depth = shared_depth([document.blocks[index].trail for index in slot])
        entries = _entries(document, slot, depth)
        if len(entries) < _FEW or used & set(slot) or _are_scattered(entries, shared):
            continue
        inside = document.blocks[slot[0]].trail[:depth]
        blocks = {i for i in free if document.blocks[i].trail[:depth] == inside}
        used |= blocks
        heading = _heading(document, min(blocks), slot[0])
        if heading is None and _is_heading(document, slot):
            heading, entries = slot[0], entries[1:]
        found = (_item(document, _wording(document, entry), depth) for entry in entries[:_MAX_ITEMS])
        items = tuple(dict.fromkeys(found))  # bands that run through without end hold each item twice
        if len(items) < _FEW:
            continue
        if heading is not None:
            blocks.add(heading)
        name = document.blocks[heading].text if heading is not None else ""
        yield Ticker(name, items, frozenset(blocks), " > ".join(document.blocks[slot[0]].path[:depth]))
    yield from _in_lines(document, free - used)


def _slots(document: Document, free: frozenset[int]) -> list[list[int]]:
    """Blocks of the same path that read like headlines, the fullest slots first within a container, in page order."""
    by_path: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in sorted(free):
        by_path[document.blocks[index].path].append(index)
    found = [slot for path, slot in by_path.items() if len(slot) >= _FEW and not _is_other(path)]
    slots = [part for slot in found for part in _boxes(document, slot)]
    return [slot for slot in slots if _is_live([document.blocks[i] for i in slot], says_ticker(document, slot[0]))]


def _boxes(document: Document, slot: list[int]) -> list[list[int]]:
    """A slot as it is where names tell it from others; elements without names (the cells of tables in tables) are
    told apart by the innermost element that holds several of them."""
    path = document.blocks[slot[0]].path
    # What is around the whole page tells nothing apart.
    page = shared_depth((document.blocks[0].trail, document.blocks[-1].trail))
    if any(mark in step for step in path[max(page, len(path) - _NAMED) :] for mark in ".#"):
        return [slot]
    found: list[list[int]] = []
    rest = slot
    for depth in range(len(document.blocks[slot[0]].trail) - 1, 0, -1):
        boxes: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for index in rest:
            boxes[document.blocks[index].trail[:depth]].append(index)
        found += [box for box in boxes.values() if len(box) >= _FEW]
        rest = [index for box in boxes.values() if len(box) < _FEW for index in box]
    return sorted(found)


@lru_cache(maxsize=16_384)
def _is_other(path: tuple[str, ...]) -> bool:
    """Whether the names of elements say that what stands there is none. What calls itself a ticker may stand inside of
    what is called navigation: the head of the page, often."""
    tags = [step.partition(":")[0].partition("#")[0].partition(".")[0] for step in path]
    ticker = next((depth for depth, step in enumerate(path) if CALLED_TICKER.search(step)), 0)
    for depth, (tag, step) in enumerate(zip(tags, path, strict=True)):
        is_form = tag == "form" and depth <= _PAGE_FORM
        if tag in _NOT_LIVE and not is_form and not (depth < ticker and tag in _NAVIGATION):
            return True
        if CALLED_TICKER.search(step):
            continue
        if _NO_TICKER.search(step) or roles(step) & Role.COMMENT:
            return True
        if _NAVIGATION_CLASS.search(step) and depth >= ticker:
            return True
    return False


def _is_live(blocks: list[Block], says_so: bool) -> bool:
    return _says_news(blocks, _MIN_CALLED if says_so else _MIN_WEIGHT) or (says_so and _tells_figures(blocks))


def _tells_figures(blocks: list[Block]) -> bool:
    """Whether entries of what calls itself a ticker each say a thing and its figure: "Evacuated 1,860"."""
    return all(
        len(block.text) <= _MAX_FIGURE and any(map(str.isdigit, block.text)) and any(map(str.isalpha, block.text))
        for block in blocks
    )


def says_ticker(document: Document, index: int) -> bool:
    """Whether an element around a block says that it is a ticker: by its name, its role, or what screen readers say."""
    block = document.blocks[index]
    if is_called_ticker(block.path):
        return True
    around = (document.attributes.get(number, {}) for number in block.trail[-_NEAR:])
    return any(kept.get("role") == "marquee" or CALLED_TICKER.search(kept.get("aria-label", "")) for kept in around)


@lru_cache(maxsize=16_384)
def is_called_ticker(path: tuple[str, ...]) -> bool:
    """Whether an element says that it is a ticker, and not one of stocks or the weather."""
    return any(map(CALLED_TICKER.search, path)) and not any(map(_OWN_PACE.search, path))


def _says_news(blocks: list[Block], least: int) -> bool:
    texts = [block.text for block in blocks if not _is_menu(block)]
    if len(texts) < _FEW or sum(map(weight, texts)) < least * len(texts):
        return False
    words = sum(len(text.split()) for text in texts)
    return words >= _MIN_WORDS * len(texts) or sum(map(is_headline, texts)) > len(texts) / 2


def _is_menu(block: Block) -> bool:
    """Labels in a row: "World Sport Culture"."""
    if len(block.links) < _FEW:
        return False
    worded = [link.text for link in block.links if link.text]
    return len(worded) >= _FEW and not any(map(is_headline, worded))


def _entries(document: Document, slot: list[int], depth: int) -> list[list[int]]:
    entries: dict[tuple[int, ...], list[int]] = {}
    for index in slot:
        entries.setdefault(document.blocks[index].trail[: depth + 1], []).append(index)
    return list(entries.values())


def _are_scattered(entries: list[list[int]], shared: frozenset[int]) -> bool:
    """Whether the page's own text stands between most of them, as it does between the advertisements in it."""
    between = [range(one[-1] + 1, other[0]) for one, other in pairwise(entries)]
    return 2 * sum(any(index not in shared for index in gap) for gap in between) > len(between)


def _wording(document: Document, entry: list[int]) -> Block:
    """The block of an entry that says something: rows of tables have cells for the time, too."""
    if len(entry) == 1:
        return document.blocks[entry[0]]
    blocks = [document.blocks[index] for index in entry]
    return next((block for block in blocks if is_headline(block.text)), blocks[0])


def _in_lines(document: Document, free: frozenset[int]) -> Iterator[Ticker]:
    """Headlines of which each is a link, side by side in one block."""
    for index in sorted(free):
        block = document.blocks[index]
        if len(block.links) < _FEW or _is_other(block.path):
            continue
        headlines = [link for link in block.links if link.url and is_headline(link.text)]
        links = {link.url: link for link in headlines}
        if len(links) < _FEW or sum(len(link.text) for link in headlines) < _LINKED * len(block.text):
            continue
        items = tuple(LiveItem(url, without_time(link.text), url) for url, link in islice(links.items(), _MAX_ITEMS))
        heading = _heading(document, index, index)
        blocks = frozenset({index} if heading is None else {index, heading})
        name = document.blocks[heading].text if heading is not None else ""
        yield Ticker(name, items, blocks, " > ".join(block.path))


def _item(document: Document, block: Block, depth: int) -> LiveItem:
    links = [link for link in block.links if link.url]
    worded = [link for link in links if link.text and is_headline(link.text)]
    url = (worded or links)[-1].url if links else ""
    text = without_time(worded[0].text if worded else block.text)
    key = url or next(
        (i for number in reversed(block.trail[depth:]) if (i := document.attributes.get(number, {}).get("id", ""))), ""
    )
    return LiveItem(key, text, url) if url else LiveItem(key, "", "", text)


@kept_if_short(4096)
def without_time(text: str) -> str:
    """A text without the clock time at its edges and without relative times."""
    bare = fold(without_relative_times(_TRAILING.sub("", _LEADING.sub("", text))))
    return bare or text


def _heading(document: Document, first: int, slot_start: int) -> int | None:
    """The short text right before the items, where it is a heading or all that stands before them in their box."""
    for index in (slot_start - 1, first - 1):
        if index < 0:
            continue
        block, item = document.blocks[index], document.blocks[slot_start]
        if not any(map(str.isalpha, block.text)) or any(map(str.isdigit, block.text)):
            continue  # a clock or the weather, which would give the region another name at each look
        if block.path and _BUTTON.match(block.path[-1]):
            continue  # it belongs to what stands above, which is not on every page
        near = shared_depth((block.trail, item.trail)) >= len(block.trail) - 3
        if near and len(block.text) <= _MAX_HEADING and (block.level or not block.links) and block.path != item.path:
            return index
    return None


def _is_heading(document: Document, slot: list[int]) -> bool:
    """Whether the first of blocks that are built alike is a label over the headlines that the others are."""
    first, *others = (document.blocks[index] for index in slot)
    if len(others) < _FEW or first.links or is_headline(first.text) or any(map(str.isdigit, first.text)):
        return False
    return all(is_headline(block.text) for block in others)
