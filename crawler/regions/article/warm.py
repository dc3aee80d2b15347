"""Reading by what was learned of the site: a look-up of slots, checked cheaply."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import field

from crawler.blocks.slots import slot_of_path
from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.datelines import tells_time
from crawler.regions.article.headings import is_crumb
from crawler.regions.article.measures import (
    LINK_BLOCK,
    MOST_ABOVE,
    SENTENCE_END,
    STATEMENT_END,
    is_call,
    is_next_headline,
    is_prose,
    link_share,
    says_itself,
    weight,
)
from crawler.regions.article.numbered_headings import without_last_headings
from crawler.regions.article.slots import BodySlots
from crawler.regions.article.structure import TEXT_TAGS, holder_path, like_start
from crawler.regions.article.words import OUTSIDE, roles

MIN_BODY = 120
MIN_TITLE = 4
_SENTENCE = 40
_LABEL = 60
_LINKED = 0.5
_LISTED = frozenset({"li", "dd", "dt", "td", "th"})


@dataclass(slots=True)
class Found:
    title: int | None = None
    body: list[int] = field(default_factory=list)
    standfirst: int | None = None
    labels: dict[int, str] = field(default_factory=dict)
    strange: list[int] = field(default_factory=list)  # running text in slots that are not known


def look_up(document: Document, slots: BodySlots, skip: Container[int]) -> Found | None:
    """The article's blocks by their slots; None where the page does not fit what was learned."""
    found = Found()
    for index, block in enumerate(document.blocks):
        slot = slot_of_path(block.path)
        if index in skip:
            if _starts_next(document, found, index):
                break  # its headline stands on other pages, too: below their articles, and in their lists
            if slot in slots.body:
                found.labels[index] = "shared"
        elif slot in slots.title and found.title is None:
            found.title = index
        elif block.level and _is_next(document, found, index, slot, slots):
            break
        elif slot in slots.body or (slot not in slots.outside and _fits(block, slots)):
            found.body.append(index)
        elif slot in slots.mixed and is_prose(block, weight(block.text)):
            return None
        else:
            _take_beside(found, index, block, slot, slots)
    if _is_unlike(document, found):
        return None
    _drop_links(document, found)
    if found.title is None and slots.title:
        found.title = _heading(document, found, skip)
    _drop_header(document, found)
    if (slots.title and found.title is None) or sum(weight(document.blocks[i].text) for i in found.body) < MIN_BODY:
        return None
    return found


def _take_beside(found: Found, index: int, block: Block, slot: int, slots: BodySlots) -> None:
    """A block that is neither headline nor text: the standfirst, what is known to be outside, or what is not known."""
    if slot in slots.standfirst:
        if not found.body and found.standfirst is None and not tells_time(block.text):
            found.standfirst = index
            found.labels[index] = "standfirst"
    elif slot not in slots.outside and is_prose(block, weight(block.text)):
        found.strange.append(index)


def _is_unlike(document: Document, found: Found) -> bool:
    """Whether running text that was on none of the pages learned from is more than what is known, or stands like it:
    beside a paragraph in the same element, or before the last of them in an element beside theirs, or between headline
    and text in elements of their kind. It may be text in another layout, or a new kind of box: only a look at the page
    can tell."""
    if not found.strange or not found.body:
        return False
    sizes = [sum(weight(document.blocks[index].text) for index in each) for each in (found.strange, found.body)]
    if sizes[0] > sizes[1]:
        return True
    body = [document.blocks[index] for index in found.body]
    if found.title is not None:
        leading = (document.blocks[index] for index in found.strange if found.title < index < found.body[0])
        ends = {block.path[-1] for block in body if block.tag not in _LISTED}  # key points are a box of their own
        if any(block.path[-1] in ends for block in leading):
            return True
    homes = {block.trail[-2:-1] for block in body}
    beside = {(block.trail[-3:-2], block.path[-1]) for block in body}
    start = found.body[0] if found.title is None else min(found.title, found.body[0])
    inner = {index for index in found.strange if start < index < found.body[-1]}
    texts = ((i, block) for i in found.strange if (block := document.blocks[i]).tag in TEXT_TAGS)
    return any(
        block.trail[-2:-1] in homes or (i in inner and (block.trail[-3:-2], block.path[-1]) in beside)
        for i, block in texts
    )


def _drop_header(document: Document, found: Found) -> None:
    """What stands above the headline in elements like those of the body: a date line, a slogan, the weather."""
    title = found.title
    if title is None:
        return
    above = [index for index in found.body if index < title]
    if not above:
        return
    whole = sum(weight(document.blocks[index].text) for index in found.body)
    if sum(weight(document.blocks[index].text) for index in above) <= MOST_ABOVE * whole:
        found.labels.update(dict.fromkeys(above, "header"))
        found.body = [index for index in found.body if index > title]


def _is_next(document: Document, found: Found, index: int, slot: int, slots: BodySlots) -> bool:
    if slot in slots.title and _is_next_title(document, found, index, slot, slots):
        return True
    return _starts_next(document, found, index)


def _is_next_title(document: Document, found: Found, index: int, slot: int, slots: BodySlots) -> bool:
    """Whether the next article's headline stands here, below the text of this one."""
    block = document.blocks[index]
    if found.title is None or not block.level or slot in slots.body or not found.body or found.body[-1] < found.title:
        return False
    return block.text != document.blocks[found.title].text


def _starts_next(document: Document, found: Found, index: int) -> bool:
    """Whether a linked headline stands at the start of an element of the kind that holds this article's headline and
    text."""
    if found.title is None or not found.body or not is_next_headline(document.blocks, found.title, index):
        return False
    depth = like_start(document.blocks, found.title, index)
    own = document.blocks[found.title].trail
    return depth is not None and any(own[: depth + 1] == document.blocks[i].trail[: depth + 1] for i in found.body)


def _heading(document: Document, found: Found, skip: Container[int]) -> int | None:
    """The first-level heading above the body, where the page shows its headline in another place than most."""
    for index in range(found.body[0] if found.body else 0):
        block = document.blocks[index]
        if block.level != 1 or index in skip or is_crumb(block):
            continue
        if link_share(block) <= LINK_BLOCK and len(block.text) >= MIN_TITLE:
            return index
    return None


def _fits(block: Block, slots: BodySlots) -> bool:
    """A kind of paragraph not seen before, in an element that holds paragraphs."""
    if block.tag not in TEXT_TAGS or slot_of_path(path := holder_path(block)) not in slots.holders:
        return False
    return not any(roles(step) & OUTSIDE or step.endswith(":hidden") for step in block.path[len(path) :])


def _drop_links(document: Document, found: Found) -> None:
    """Lines that are links to elsewhere, lists of them, and the short lines that lead in to them."""
    blocks = document.blocks
    kept: list[int] = []
    following = False
    for index in reversed(found.body):
        block = blocks[index]
        reason = ""
        if not any(map(str.isalnum, block.text)):
            reason = "mark"
        elif _is_link(block):
            reason = "link"
        elif is_call(block):
            reason = "promo"
        elif (
            following
            and (block.level or len(block.text) <= _LABEL)
            and block.tag not in {"li", "td", "th"}
            and not SENTENCE_END.search(block.text)
        ):
            reason = "read-also"
        if reason:
            found.labels[index] = reason
        else:
            kept.append(index)
        following = (reason == "link" and not says_itself(block)) or (following and reason == "mark")
    kept.reverse()
    found.body = without_last_headings(document, kept)
    found.labels.update(dict.fromkeys(kept[len(found.body) :], "heading"))


def _is_link(block: Block) -> bool:
    if not block.links or block.tag in {"td", "th"}:
        return False
    share = link_share(block)
    if share > LINK_BLOCK:
        return block.tag == "li" or len(block.text) < _SENTENCE or STATEMENT_END.search(block.text) is None
    return share > _LINKED and block.tag != "li" and SENTENCE_END.search(block.text) is None
