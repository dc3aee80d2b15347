"""The standfirst: what stands between headline and body, in an element called so or in words that the head says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import fuzz

from crawler.model import Block, Document
from crawler.regions.article.datelines import tells_time
from crawler.regions.article.measures import LINK_BLOCK, SENTENCE_END, Measures, link_share
from crawler.regions.article.words import Role, roles
from crawler.text import compare_form

MAX_STANDFIRST = 700
MIN_STANDFIRST = 20
_SAME = 88
_NO_STANDFIRST = (
    Role.AD | Role.RELATED | Role.SIGNUP | Role.SHARE | Role.CAPTION | Role.BYLINE | Role.BIO | Role.COMMENT
    | Role.CONSENT | Role.NAVIGATION | Role.TAGS | Role.DATE | Role.HIDDEN | Role.EMBED
)  # fmt: skip


def find_standfirst(
    document: Document,
    measures: Measures,
    title: int | None,
    body: Sequence[int],
    labels: Mapping[int, str],
    descriptions: Sequence[str],
) -> int | None:
    """The block of the standfirst: what is called so, or what the head gives as description, above the body."""
    if title is None or not body or title >= body[0]:
        return None
    said = [compare_form(text).casefold() for text in descriptions]
    best: tuple[float, int] | None = None
    for index in range(title + 1, body[0]):
        block = document.blocks[index]
        if measures.skipped[index] or not MIN_STANDFIRST <= measures.weights[index] <= MAX_STANDFIRST * 2:
            continue
        if tells_time(block.text) or block.text == document.blocks[title].text:  # a bar that stays when one scrolls
            continue
        value = _standfirst_value(block, measures, index, said, labels)
        if value > 0 and (best is None or value > best[0]):
            best = (value, index)
    return best[1] if best else None


def _standfirst_value(
    block: Block, measures: Measures, index: int, said: Sequence[str], labels: Mapping[int, str]
) -> float:
    named = labels.get(index) == "standfirst" or any(roles(step) & Role.STANDFIRST for step in block.path[-3:])
    named = named and measures.link_shares[index] <= LINK_BLOCK  # boxes of links stand inside of standfirsts, too
    if measures.outside[index] & Role.CAPTION and not named:
        return 0.0  # where the head describes the picture
    text = compare_form(block.text).casefold()
    alike = max((100.0 if text in one else fuzz.ratio(text, one) for one in said), default=0.0)
    if alike >= _SAME or named:
        return alike + 50 * named
    if measures.outside[index] & _NO_STANDFIRST or measures.link_shares[index] > 0.5:  # noqa: PLR2004 - half
        return 0.0
    return 1.0 if measures.prose[index] or block.level in {2, 3} else 0.0


def standfirst_lines(
    document: Document, first: int | None, body: Sequence[int], labels: Mapping[int, str] = MappingProxyType({})
) -> list[int]:
    """The block of the standfirst, with the paragraphs that stand beside it in an element of their own; with further
    headings of its kind, or the sentences right below, where it is one. `labels`: why others are none of them."""
    if first is None or not body or tells_time(document.blocks[first].text):
        return []
    lead, blocks = document.blocks[first], document.blocks
    is_apart = lead.tag == "p" and not any(blocks[index].trail[:-1] == lead.trail[:-1] for index in body)
    if not (lead.level or is_apart):
        return [first]
    lines, text = [first], frozenset(body)
    for step in (1, -1):
        at = first + step
        while 0 <= at < len(blocks) and at not in text and _is_beside(blocks[at], lead):
            lines.append(at)
            at += step
    below = max(lines) + 1
    is_free = below not in text and labels.get(below, "header") == "header"
    if lead.level and is_free and _is_lead(blocks[below : below + 1]):
        lines.append(below)
    whole = sum(len(blocks[index].text) for index in lines)
    return sorted(lines) if whole <= MAX_STANDFIRST * 2 else [first]


def _is_beside(block: Block, lead: Block) -> bool:
    """Whether a block is one more sentence in the element of the standfirst, or one more heading of its kind."""
    is_heading = block.level > 0 and link_share(block) <= LINK_BLOCK
    is_one = is_heading if lead.level else bool(SENTENCE_END.search(block.text))
    return block.path == lead.path and block.trail[:-1] == lead.trail[:-1] and is_one


def _is_lead(blocks: Sequence[Block]) -> bool:
    """Whether a block below a standfirst that is a heading is the lead: sentences in a paragraph, and no time."""
    return any(
        block.tag == "p"
        and MIN_STANDFIRST <= len(block.text) <= MAX_STANDFIRST
        and SENTENCE_END.search(block.text)
        and link_share(block) <= LINK_BLOCK
        and not tells_time(block.text)
        for block in blocks
    )
