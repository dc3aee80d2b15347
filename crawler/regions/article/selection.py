"""Which blocks of the body's element are its paragraphs, and why the others are not."""

from __future__ import annotations

from collections import defaultdict

from crawler.model import Document
from crawler.regions.article.candidates import Container
from crawler.regions.article.measures import Measures
from crawler.regions.article.metadata import Metadata
from crawler.regions.article.words import OUTSIDE, Role, roles
from crawler.text import compare_form

_LABELS = {
    Role.AD: "ad",
    Role.RELATED: "related",
    Role.SIGNUP: "promo",
    Role.SHARE: "share",
    Role.CAPTION: "caption",
    Role.BYLINE: "byline",
    Role.BIO: "bio",
    Role.COMMENT: "comment",
    Role.NAVIGATION: "navigation",
    Role.TAGS: "tags",
    Role.DATE: "date",
    Role.HIDDEN: "hidden",
    Role.EMBED: "embed",
}
_TRUST = 0.4


def select_paragraphs(
    document: Document,
    measures: Measures,
    container: Container,
    title: int | None,
    metadata: Metadata,
    votes: set[int],
) -> tuple[list[int], dict[int, str]]:
    blocks = document.blocks
    trusted = _trusted(document, measures, container)
    labels: dict[int, str] = {}
    body: list[int] = []
    for index in container.blocks:
        if index == title:
            continue
        reason = _reason(document, measures, container, index, trusted, metadata)
        if reason:
            labels[index] = reason
        else:
            body.append(index)
    while body and blocks[body[-1]].level:
        labels[body.pop()] = "heading"
    return body, labels


def _trusted(document: Document, measures: Measures, container: Container) -> set[int]:
    """Elements that hold so much of the running text that their names cannot put it outside."""
    mass: dict[int, int] = defaultdict(int)
    total = 0
    for index in container.blocks:
        if measures.prose[index] and not measures.skipped[index]:
            total += measures.weights[index]
            for number in document.blocks[index].trail[container.depth + 1 :]:
                mass[number] += measures.weights[index]
    return {number for number, size in mass.items() if size > _TRUST * total}


def _reason(
    document: Document,
    measures: Measures,
    container: Container,
    index: int,
    trusted: set[int],
    metadata: Metadata,
) -> str:
    block = document.blocks[index]
    if measures.skipped[index]:
        return "shared"
    for depth in range(container.depth + 1, len(block.path)):
        if block.trail[depth] in trusted:
            continue
        step = block.path[depth]
        found = roles(step) & OUTSIDE
        if found and not (
            block.tag == "p"
            and depth == len(block.path) - 1
            and measures.prose[index]
            and found in (Role.DATE,)
        ):
            return next((name for role, name in _LABELS.items() if found & role), "aside")
        if step.endswith(":hidden"):
            return "hidden"
    if block.tag == "h1":
        return "heading"
    if measures.link_shares[index] > 0.7:
        return "link"
    return ""
