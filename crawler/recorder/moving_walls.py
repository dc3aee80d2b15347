"""Walls that let through now more and now less of an article: how much of it a page shows is made per request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.guard import is_behind_wall, is_part_of, says_closed, with_rest
from crawler.model import Article, Document
from crawler.parsing import Reading
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory


def shows_more_or_less(look: Look, memory: SiteMemory) -> bool:
    """Whether two fetches made moments apart show the same article behind a wall, one of them more of it."""
    if look.second_document is None or look.second_reading is None:
        return False
    first, second = look.reading.page.article, look.second_reading.page.article
    if first is None or second is None or not (is_part_of(first, second) or is_part_of(second, first)):
        return False
    return _is_closed(look.document, look.reading, memory) and _is_closed(
        look.second_document, look.second_reading, memory
    )


def put_back_hidden(looks: Sequence[Look], memory: SiteMemory) -> None:
    """Learn whether the walls of the site move, and where they do put back what they hid this time below what they
    let through: else it would be told as taken out, or an edit above it not at all."""
    memory.walls_move = memory.walls_move or any(shows_more_or_less(look, memory) for look in looks)
    for look in looks:
        if look.before is None or not is_behind_moving_wall(look, memory):
            continue
        look.reading = _completed(look.reading, look.before)
        look.second_reading = look.second_reading and _completed(look.second_reading, look.before)


def is_behind_moving_wall(look: Look, memory: SiteMemory) -> bool:
    """Whether the page of a look was only seen behind a wall yet, on a site whose walls move, and is behind one now."""
    page = look.moved_from or look.key
    if not memory.walls_move or page not in memory.in_part | memory.closed:
        return False
    return _is_closed(look.document, look.reading, memory)


def _is_closed(document: Document, reading: Reading, memory: SiteMemory) -> bool:
    return says_closed(document) or is_behind_wall(document, memory.boxes, reading.page.labels)


def _completed(reading: Reading, before: Article) -> Reading:
    article = reading.page.article
    if article is None or (whole := with_rest(article, before)) is article:
        return reading
    return replace(reading, page=replace(reading.page, article=whole))
