"""A body that is cut in two where its first advertisement stands: two elements that are called the body alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from crawler.model import Document
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.structure import classes_of
from crawler.regions.article.words import Role, parts_of


def named_alike(
    document: Document, measures: Measures, step: str, inside: Sequence[int], title: int | None
) -> frozenset[int]:
    """Numbers of the elements between the headline and the text found `inside` an element of this `step` that have
    running text and are called the body as that is; none below another story's headline, a linked one, for that has a
    text, too. Above it nothing is another story's: a box of them may be what cuts the body in two.

    Which of two such elements has most of the text, and whether one around both outweighs it, hangs on what else
    stands around: with comments below them the first part was lost.
    """
    if title is None or not inside or not _names(step)[0]:
        return frozenset()
    return frozenset(
        number
        for index in takewhile(lambda index: not _leads_on(document, measures, index), range(title + 1, inside[0]))
        if measures.prose[index] and not (measures.outside[index] or measures.skipped[index])
        for number, other in zip(document.blocks[index].trail, document.blocks[index].path, strict=True)
        if _are_alike(step, other) and number not in document.blocks[title].trail
    )


def _leads_on(document: Document, measures: Measures, index: int) -> bool:
    is_linked = document.blocks[index].level > 0 and measures.link_shares[index] > LINK_BLOCK
    return is_linked and not measures.outside[index] & Role.BYLINE


@lru_cache(maxsize=4096)
def _are_alike(one: str, other: str) -> bool:
    """Whether two elements are called the body, and one has no class that the other has not."""
    (named, classes), (also, others) = _names(one), _names(other)
    return bool(named & also) and (classes <= others or others <= classes)


@lru_cache(maxsize=4096)
def _names(step: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of an element that call it a body, and all its classes."""
    body = frozenset(name for name, role in parts_of(step) if role & Role.BODY)
    return body, classes_of(step)
