"""A box in an article that has more text than the article itself: rules of a prize, a speech, a timeline."""

from __future__ import annotations

from crawler.model import Document
from crawler.regions.article.measures import Measures
from crawler.regions.article.structure import tag_of
from crawler.regions.article.words import Role, roles

_LEAST, _FEWEST = 300, 2  # letters and paragraphs of running text that stand above the box


def body_around(document: Document, measures: Measures, number: int, depth: int, title: int | None) -> int:
    """The innermost element around one at this `depth` that is called a body, and has paragraphs of its own between the
    headline and that one; `number` itself where there is none, or it is called an article's body, too."""
    first = next((b for b in document.blocks if b.trail[depth : depth + 1] == (number,)), None)
    if first is None or title is None or _is_body(document, first.path[depth], number):
        return number
    around = [
        outer
        for step, outer in zip(first.path[2:depth], first.trail[2:depth], strict=True)
        if _is_body(document, step, outer)
    ]
    if not around:
        return number
    own = 0, 0
    for index in range(title + 1, len(document.blocks)):
        block = document.blocks[index]
        if block is first:
            break
        if block.trail[-2] == around[-1] and measures.prose[index]:
            own = own[0] + measures.weights[index], own[1] + 1
    return around[-1] if own[0] >= _LEAST and own[1] >= _FEWEST else number


def _is_body(document: Document, step: str, number: int) -> bool:
    named = roles(step) & Role.BODY or tag_of(step) == "article"
    return bool(named) or "articleBody" in document.attributes.get(number, {}).get("itemprop", "")
