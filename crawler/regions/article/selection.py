"""Which blocks of the body's element are its paragraphs, and why the others are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.model import Document
from crawler.regions.article.candidates import Container
from crawler.regions.article.measures import Measures
from crawler.regions.article.words import OUTSIDE, Role, roles

LABELS = {
    Role.COMMENT: "comment",
    Role.RELATED: "related",
    Role.SIGNUP: "promo",
    Role.AD: "ad",
    Role.CAPTION: "caption",
    Role.SHARE: "share",
    Role.BIO: "bio",
    Role.BYLINE: "byline",
    Role.TAGS: "tags",
    Role.NAVIGATION: "navigation",
    Role.EMBED: "embed",
    Role.DATE: "date",
    Role.HIDDEN: "hidden",
}
# An element that holds more than this share of the running text is the body, whatever it is called.
TRUST = 0.5
LINK_BLOCK = 0.7
_CARD = 0.4
_CARD_SHARE = 0.3
_TEXT_TAGS = frozenset("p li h2 h3 h4 h5 h6 td th dt dd blockquote pre".split())
_LEAD_IN = 60


@dataclass(slots=True)
class _Mass:
    prose: int = 0
    links: int = 0
    other: int = 0
    children: dict[int, None] = field(default_factory=dict)


def select_paragraphs(
    document: Document, measures: Measures, container: Container, title: int | None, votes: set[int]
) -> tuple[list[int], dict[int, str]]:
    """Indexes of the body's paragraphs in order, and for the container's other blocks why they are out."""
    labels = _by_name(document, measures, container, title)
    candidates = [index for index in container.blocks if index not in labels]
    labels |= _cards(document, measures, container, candidates)
    candidates = [index for index in candidates if index not in labels]
    labels |= _strays(document, measures, candidates)
    labels |= _lead_ins(document, measures, container, labels)
    body = [index for index in candidates if index not in labels]
    while body and document.blocks[body[-1]].level:
        labels[body.pop()] = "heading"
    return body, labels


def _by_name(document: Document, measures: Measures, container: Container, title: int | None) -> dict[int, str]:
    """What the names of elements put outside, unless most of the running text is in them."""
    trusted = _trusted(document, measures, container)
    labels: dict[int, str] = {}
    for index in container.blocks:
        block = document.blocks[index]
        if index == title:
            labels[index] = "title"
        elif measures.skipped[index]:
            labels[index] = "shared"
        else:
            for depth in range(container.depth + 1, len(block.path)):
                if block.trail[depth] not in trusted and (reason := _name_reason(block.path[depth])):
                    labels[index] = reason
                    break
    return labels


def _name_reason(step: str) -> str:
    found = roles(step) & OUTSIDE
    if found:
        return next(name for role, name in LABELS.items() if found & role)
    if step.endswith(":hidden"):
        return "hidden"
    if step.startswith("article"):
        return "related"
    return "header" if step.startswith("header") else ""


def _trusted(document: Document, measures: Measures, container: Container) -> set[int]:
    mass: dict[int, int] = defaultdict(int)
    total = 0
    for index in container.blocks:
        if measures.prose[index] and not measures.skipped[index]:
            total += measures.weights[index]
            for number in document.blocks[index].trail[container.depth + 1 :]:
                mass[number] += measures.weights[index]
    return {number for number, size in mass.items() if size > TRUST * total}


def _cards(document: Document, measures: Measures, container: Container, candidates: Iterable[int]) -> dict[int, str]:
    """Elements below the container that are more links than running text: lists of links, teaser cards."""
    masses: dict[int, _Mass] = {}
    for index in candidates:
        trail = document.blocks[index].trail
        size = measures.weights[index]
        for number, child in zip(trail[container.depth :], (*trail[container.depth + 1 :], None), strict=True):
            mass = masses.setdefault(number, _Mass())
            if measures.prose[index]:
                mass.prose += size
            elif measures.link_shares[index] > LINK_BLOCK:
                mass.links += size
            else:
                mass.other += size
            if child is not None:
                mass.children[child] = None
    out = _card_elements(masses, container.number)
    return {
        index: "link" if measures.link_shares[index] > LINK_BLOCK else "related"
        for index in candidates
        if not out.isdisjoint(document.blocks[index].trail)
    }


def _card_elements(masses: dict[int, _Mass], top: int) -> set[int]:
    out: set[int] = set()
    if top not in masses:
        return out
    total = masses[top].prose or 1
    waiting = [top]
    while waiting:
        for number in masses[waiting.pop()].children:
            mass = masses[number]
            if mass.links > _CARD * mass.prose and mass.prose < _CARD_SHARE * total and mass.links >= mass.other / 2:
                out.add(number)
            else:
                waiting.append(number)
    return out


def _strays(document: Document, measures: Measures, candidates: list[int]) -> dict[int, str]:
    """Short texts in elements that are no text elements and hold no running text elsewhere: labels, counters, buttons."""
    slots = {document.blocks[index].path for index in candidates if measures.prose[index]}
    labels = {}
    for index in candidates:
        block = document.blocks[index]
        if block.tag == "h1":
            labels[index] = "heading"
        elif not (measures.prose[index] or block.tag in _TEXT_TAGS or block.path in slots):
            labels[index] = "aside"
        elif measures.link_shares[index] > LINK_BLOCK:
            labels[index] = "link"
    return labels


def _lead_ins(document: Document, measures: Measures, container: Container, labels: dict[int, str]) -> dict[int, str]:
    """A short line or heading right before links that are out ("Read also:") goes with them."""
    found: dict[int, str] = {}
    following = ""
    for index in reversed(container.blocks):
        block = document.blocks[index]
        reason = labels.get(index, "")
        if not reason and following in {"link", "related"} and not measures.prose[index]:
            if block.level or (measures.weights[index] <= _LEAD_IN and block.tag not in {"li", "td", "th"}):
                found[index] = reason = "read-also"
        following = reason
    return found
