"""What is not body inside of the body's element: by the names of elements, and by links in the place of text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from crawler.classes import dataclass
from crawler.model import Document
from crawler.regions.article.candidates import Container
from crawler.regions.article.measures import LINK_BLOCK, ROOM, ROOMY, Measures, small_names
from crawler.regions.article.siblings import parts_of_text
from crawler.regions.article.structure import TEXT_TAGS, tag_of
from crawler.regions.article.words import OUTSIDE, Role, parts_of

LABELS = {
    Role.COMMENT: "comment",
    Role.RELATED: "related",
    Role.SIGNUP: "promo",
    Role.CONSENT: "consent",
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
# What elements of one name together hold, likewise: <p class="paywall"> for every paragraph.
_TRUST_NAME = 0.25
_SECTIONS = 0.6
_CARD = 0.4
_TEASER = 250  # running text under one linked heading
_EXCERPT = 450  # in an entry of a list of articles
_CARD_SHARE = 0.3
_HEADING_LINK = 0.4
_BOX = 400  # running text beside a form
_TEXTS = frozenset({"blockquote", "ol", "p", "ul"})
_PAID = "paywall"  # <p class="paywall"> is a paragraph
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_MOST_PARTS, _LONGEST_SELECTOR = 20, 200


@dataclass(slots=True)
class _Mass:
    prose: int = 0
    links: int = 0
    other: int = 0
    headings: int = 0  # linked ones
    step: str = ""
    is_main: bool = False  # some of the running text stands where most of it does
    children: dict[int, None] = field(default_factory=dict)


def named_outside(
    document: Document, measures: Measures, container: Container, candidates: list[int]
) -> dict[int, str]:
    """What the names of elements put outside, unless there is too much running text in them."""
    masses = _masses(document, measures, container, candidates)
    total = masses[container.number].prose if container.number in masses else 0
    total -= sum(masses[number].prose for number in measures.comments if number in masses)
    untrue = _untrue_names(document, measures, container, candidates, total)
    paid = _paid_names(document)
    reasons = {
        number: reason
        for number, mass in masses.items()
        if number != container.number
        and (mass.prose <= TRUST * total or number in measures.comments)
        and not _is_paid(mass.step, paid)
        and (reason := _name_reason(mass, untrue))
    }
    _keep_sections(reasons, masses, total)
    for number in parts_of_text(document, measures, candidates, container.depth):
        reasons.pop(number, None)
    reasons |= _around_forms(masses, container)
    found = _reasons_of(document, container, candidates, reasons)
    if any(measures.prose[index] and index not in found for index in candidates):
        return found
    _keep_sections(reasons, masses, 0)  # a header with the text's first half, and an <article> with all of it
    return _reasons_of(document, container, candidates, reasons)


def _reasons_of(
    document: Document, container: Container, candidates: Iterable[int], reasons: Mapping[int, str]
) -> dict[int, str]:
    """Why blocks are out: by the outermost element around each that is."""
    return {
        index: reasons[number]
        for index in candidates
        if (number := next((n for n in document.blocks[index].trail[container.depth + 1 :] if n in reasons), None))
    }


def _paid_names(document: Document) -> frozenset[str]:
    """The classes of what is only for subscribers, by schema.org's hasPart (cssSelector: ".paywall")."""
    parts = [part for node in document.head.jsonld for part in _as_list(node.get("hasPart"))]
    told = (str(part.get("cssSelector") or "") for part in parts[:_MOST_PARTS] if isinstance(part, Mapping))
    return frozenset(name for selector in told for name in _CLASS.findall(selector[:_LONGEST_SELECTOR]))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_paid(step: str, paid: frozenset[str]) -> bool:
    """Whether an element is text for subscribers, and no box that asks to become one."""
    names = step.partition(":")[0].partition("#")[0].split(".")
    return not paid.isdisjoint(names[1:]) or (names[0] in TEXT_TAGS and _PAID in names)


def _around_forms(masses: dict[int, _Mass], container: Container) -> dict[int, str]:
    """The boxes that forms stand in: what leads in to a form (a letter to sign up for, a poll) goes with it."""
    if not any(mass.step.startswith("form") for mass in masses.values()):
        return {}
    boxes: dict[int, str] = {}
    for number in reversed(masses):  # those inside first
        mass = masses[number]
        is_box = number != container.number and mass.prose <= _BOX and tag_of(mass.step) not in TEXT_TAGS
        # A wrapper with nothing but the form in it is as good as the form.
        forms = any(
            tag_of(masses[child].step) == "form" or (child in boxes and not masses[child].prose)
            for child in mass.children
        )
        if is_box and forms and not mass.is_main:
            boxes[number] = LABELS[Role.SIGNUP]
    return boxes


def _keep_sections(reasons: dict[int, str], masses: dict[int, _Mass], total: int) -> None:
    """Where most of the text is in <article> elements, they are the body's sections and no teasers."""
    sections = [number for number in reasons if masses[number].step.startswith("article")]
    if sum(masses[number].prose for number in sections) > _SECTIONS * total:
        for number in sections:
            del reasons[number]


def _untrue_names(
    document: Document, measures: Measures, container: Container, candidates: Iterable[int], total: int
) -> set[str]:
    """Names whose elements together hold too much of the running text to mean what they say."""
    held: dict[str, int] = defaultdict(int)
    for index in candidates:
        if measures.prose[index]:
            steps = document.blocks[index].path[container.depth + 1 :]
            names = set(small_names(steps))
            if any(step.endswith(":hidden") for step in steps):
                names.add("hidden")
            for name in names:
                held[name] += measures.weights[index]
    return {name for name, size in held.items() if size > _TRUST_NAME * total} | measures.belied


def _name_reason(mass: _Mass, untrue: set[str]) -> str:
    found = Role.NONE
    for name, role in parts_of(mass.step):
        if name not in untrue:
            found |= role
    found &= OUTSIDE
    if mass.prose > ROOM and not found & ROOMY:
        found = Role.NONE
    if found == Role.TAGS and tag_of(mass.step) in _TEXTS and mass.prose > mass.links + mass.other:
        found = Role.NONE  # <blockquote class="edTag">: an editing system's tag, and no tags
    if found:
        return next(name for role, name in LABELS.items() if found & role)
    if mass.step.endswith(":hidden") and "hidden" not in untrue:
        return "hidden"
    if mass.step.startswith("article"):
        return "related"
    return "header" if mass.step.startswith("header") else ""


def cards(document: Document, measures: Measures, container: Container, candidates: list[int]) -> dict[int, str]:
    """Elements below the container that are more links than running text: lists of links, teaser cards."""
    masses = _masses(document, measures, container, candidates)
    if container.number not in masses:
        return {}
    total = masses[container.number].prose or 1
    out: set[int] = set()
    waiting = [container.number]
    while waiting:
        for number in masses[waiting.pop()].children:
            mass = masses[number]
            if _is_card(mass, total) and not mass.is_main:
                out.add(number)
            else:
                waiting.append(number)
    return {
        index: "link" if measures.link_shares[index] > LINK_BLOCK else "related"
        for index in candidates
        if not out.isdisjoint(document.blocks[index].trail)
    }


def _is_card(mass: _Mass, total: int) -> bool:
    is_entry = tag_of(mass.step) == "li" and mass.headings > 0
    if (tag_of(mass.step) in TEXT_TAGS and not is_entry) or mass.prose >= _CARD_SHARE * total:
        return False
    if is_entry:
        return mass.prose + mass.other <= _EXCERPT * mass.headings
    if mass.headings:
        return mass.prose <= _TEASER * mass.headings and mass.links >= mass.other / 2
    return mass.links > _CARD * mass.prose and mass.links >= mass.other / 2


def _main_paths(document: Document, measures: Measures, candidates: Iterable[int]) -> set[tuple[str, ...]]:
    """Where the most running text stands, and what has half as much."""
    mass: dict[tuple[str, ...], int] = defaultdict(int)
    for index in candidates:
        if measures.prose[index]:
            mass[document.blocks[index].path] += measures.weights[index]
    most = max(mass.values(), default=0)
    return {path for path, size in mass.items() if 2 * size > most}


def _masses(
    document: Document, measures: Measures, container: Container, candidates: Sequence[int]
) -> dict[int, _Mass]:
    """For every element from the container down: how much running text, link text and other text is in it."""
    masses: dict[int, _Mass] = {}
    main = _main_paths(document, measures, candidates)
    for index in candidates:
        block = document.blocks[index]
        is_main = measures.prose[index] and block.path in main
        size, share = measures.weights[index], measures.link_shares[index]
        linked = share > LINK_BLOCK or (share > _HEADING_LINK and block.level > 0)
        trail = block.trail[container.depth :]
        for offset, number in enumerate(trail):
            mass = masses.get(number)
            if mass is None:
                mass = masses[number] = _Mass(step=block.path[container.depth + offset])
            if measures.prose[index]:
                mass.prose += size
                mass.is_main = mass.is_main or is_main
            elif linked:
                mass.links += size
                mass.headings += block.level > 0
            else:
                mass.other += size
            if offset + 1 < len(trail):
                mass.children[trail[offset + 1]] = None
    return masses
