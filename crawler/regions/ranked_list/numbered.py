"""Lists that only their numbers give away: 1, 2, 3 … as texts of their own, a headline each, under unknown words."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.model import Document
from crawler.regions.ranked_list.headings import clean_name
from crawler.regions.ranked_list.items import LONG_TITLES, Items, is_plausible, read_items
from crawler.regions.ranked_list.mentions import shared_depth
from crawler.regions.ranked_list.phrases import key
from crawler.regions.ranked_list.titles import LONGEST_RANK, is_rank

_MANY = 4
_MAX_STEP = 12  # blocks from one number to the next
_MAX_NAME = 40
# "Latest", "breaking": boxes that go by time are live regions.
_BY_TIME = tuple(
    map(
        key,
        "latest newest recent breaking neuest neues aktuell dernier ultim laatste nieuwste senaste "
        "siste seneste nyeste uusim viimeis najnow nejnov najnov legfriss последн новости останні "
        "новини dakika τελευτ ροη 最新 速報 快讯 即時 최신 속보 احدث اخر terkini terbaru mới ताजा ताज़ा "
        "সর্বশেষ".split(),
    )
)


def numbered_lists(document: Document) -> Iterator[tuple[str, Items, int]]:
    """Name, items and the heading's index of each list whose every item has the number of its place."""
    end = 0  # behind the ranks before
    blocks = document.blocks
    for first, block in enumerate(blocks):
        if len(block.text) > LONGEST_RANK or first < end or not is_rank(block.text, 1):
            continue
        ranks = _ranks(document, first)
        end = ranks[-1] + 1
        if len(ranks) >= _MANY:
            depth = shared_depth([blocks[rank].trail for rank in ranks])
            start, stop = _inside(document, ranks, depth)
            items = read_items(document, start, stop) if stop - start <= _MAX_STEP * len(ranks) else None
            name = _name(document, start)
            if name and items is not None and len(items) == len(ranks) and is_plausible(items, LONG_TITLES):
                yield name, items, start - 1


def _ranks(document: Document, first: int) -> list[int]:
    """Blocks 1, 2, 3 … of one path."""
    ranks = [first]
    index = first + 1
    while index < len(document.blocks) and index - ranks[-1] <= _MAX_STEP:
        block = document.blocks[index]
        if is_rank(block.text, len(ranks) + 1) and block.path == document.blocks[first].path:
            ranks.append(index)
        index += 1
    return ranks


def _inside(document: Document, ranks: list[int], depth: int) -> tuple[int, int]:
    inside = document.blocks[ranks[0]].trail[:depth]
    start, stop = ranks[0], ranks[-1] + 1
    bound = _MAX_STEP * len(ranks)  # more than that around the numbers is no list
    while start > max(0, ranks[0] - bound) and document.blocks[start - 1].trail[:depth] == inside:
        start -= 1
    while stop < min(len(document.blocks), start + bound + 1) and document.blocks[stop].trail[:depth] == inside:
        stop += 1
    return start, stop


def _name(document: Document, start: int) -> str:
    """The short text right before the list; "" where that is a sentence, a link or nothing."""
    before = document.blocks[start - 1] if start else None
    if before is None or len(before.text) > _MAX_NAME or any(link.text for link in before.links):
        return ""
    said = key(before.text)
    if any(word in said for word in _BY_TIME) or not any(char.isalpha() for char in said):
        return ""
    return clean_name(before.text)
