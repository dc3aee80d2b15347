"""Corrections and editors' notes that stand beside the body: under the headline, or behind the last paragraph in an
element of their own. They are what the article says of itself, and belong to its text."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile

from crawler.model import Block, Document
from crawler.regions.article.corrections import is_note
from crawler.regions.article.measures import LINK_BLOCK, SENTENCE_END, is_next_headline, link_share
from crawler.regions.article.words import Role, roles
from crawler.text import is_time_stamp

_ABOVE = 80  # blocks between headline and body
_BELOW = 8
_SHORTEST = 20  # characters: "Updated:" alone labels a time
_LONGEST = 1_500
_OTHERS = (
    Role.RELATED | Role.COMMENT | Role.NAVIGATION | Role.CAPTION | Role.EMBED | Role.AD | Role.SIGNUP | Role.CONSENT
)


def notes_beside(document: Document, title: int | None, body: Sequence[int], skip: Container[int]) -> list[int]:
    """Blocks around a body that say that the article was corrected, clarified or updated, in whole sentences. What
    stands below the headline of the next article is said of that one.

    Args:
        document: the page.
        title: the headline's block, if there is one.
        body: the body's blocks, in order.
        skip: blocks that are the site's.
    """
    first = title + 1 if title is not None and title < body[0] else body[0]
    above = range(max(first, body[0] - _ABOVE), body[0])
    behind = range(body[-1] + 1, min(body[-1] + 1 + _BELOW, len(document.blocks)))
    below = takewhile(lambda index: not is_next_headline(document.blocks, title, index), behind)
    near = document.blocks[title if title is not None else body[0]], document.blocks[body[-1]]
    return [
        index
        for index in (*above, *below)
        if index not in skip and _is_note(document.blocks[index], near[index > body[0]])
    ]


def _is_note(block: Block, near: Block) -> bool:
    text = block.text
    if block.level or not _SHORTEST <= len(text) <= _LONGEST or link_share(block) > LINK_BLOCK:
        return False
    if not SENTENCE_END.search(text) or not is_note(text) or is_time_stamp(text):
        return False
    return not any(roles(step) & _OTHERS or step.endswith(":hidden") for step in block.path[_shared(block, near) :])


def _shared(block: Block, near: Block) -> int:
    """How many elements hold both: whatever those are called, the article is in them."""
    pairs = enumerate(zip(block.trail, near.trail, strict=False))
    return next((depth for depth, (one, other) in pairs if one != other), min(len(block.trail), len(near.trail)))
