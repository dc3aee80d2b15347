"""From evidence to a template, and from a template to marks on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crawler.blocks import slot_of
from crawler.model import Document
from crawler.template.evidence import Evidence, SlotEvidence
from crawler.template.model import Marks, Template
from crawler.text import compare_form, digest

# Half of what stands in a container was on another page too: it belongs to the site.
SHARED = 0.5
# A container that was read as body must be shared nearly always before the reading is overruled.
SHARED_THOUGH_BODY = 0.85
# Of what stands in a container so much was read as body, or on so many of the pages a text of their own was.
BODY = 0.25
OWN_BODY = 0.5
# What so small a part of the pages have is none that stands on every page.
RARE = 1 / 6
# A sentence in the body of this share of the pages (and of at least so many) is the site's, not the story's.
PHRASE = 0.4
PHRASE_PAGES = 4
NOISE = 0.5
NOISE_PAIRS = 2
NOISE_BLOCKS = 0.6
# A container that holds more than this share of all body blocks is where the stories stand, unless another holds
# several times as many: short articles have as many advertisements as paragraphs, almost.
MAIN_BODY = 0.2
BESIDE_MAIN = 1 / 3
# Where a page still has this share of the containers that its site shares, its layout is the same, whichever they are.
MOST_PATHS = 0.5
_HEADING = re.compile(r"> (?:h[2-6]|dt)(?:[.#:][^>]*)?\Z")


def decide(evidence: Evidence, previous: Template, *, body: Mapping[str, Any] | None, text_head: int) -> Template:
    """The template that the evidence supports; `previous` itself where it would say the same."""
    bodies = sum(e.body for e in evidence.slots.values())
    shared = {slot: e.path for slot, e in evidence.slots.items() if _is_shared(e)}
    most = max((e.body for e in evidence.slots.values()), default=0)
    noise = {slot: e.path for slot, e in evidence.slots.items() if _is_noise(e, bodies, most) and slot not in shared}
    rare = {slot for slot in shared if evidence.slots[slot].pages <= RARE * evidence.pages}
    threshold = max(PHRASE_PAGES, PHRASE * evidence.pages)
    template = Template(
        generation=previous.generation + 1,
        pages=evidence.pages,
        shared=shared,
        noise=noise,
        phrases=frozenset(text for text, pages in evidence.phrases.items() if pages >= threshold),
        lists={
            container: max(sorted(names), key=lambda name: names[name])
            for container, names in sorted(evidence.lists.items())
            if sum(names.values()) > 1
        },
        body=body,
        text_head=text_head,
        rare=frozenset(rare - (previous.shared.keys() - previous.rare)),  # a ticker that is known stays one
    )
    return previous if previous.learned and previous.says_the_same(template) else template


def _is_shared(found: SlotEvidence) -> bool:
    if found.pages < 2 or not found.path:  # noqa: PLR2004 - two pages share, one does not
        return False
    # Where nothing has a class, lists and the paragraphs of short articles stand in containers of one name.
    is_body = found.body > BODY * found.blocks or found.own >= OWN_BODY * found.pages
    if is_body and _HEADING.search(found.path):
        return False  # subheads may be the same on each page: whether they are the site's is asked of their texts
    needed = SHARED_THOUGH_BODY if is_body else SHARED
    return found.common >= needed * found.blocks


def _is_noise(found: SlotEvidence, bodies: int, most: int) -> bool:
    """`bodies`: blocks read as body in all containers; `most`: in that which holds most of them."""
    if found.pairs < NOISE_PAIRS or found.varied < NOISE * found.pairs:
        return False
    if found.differing < NOISE_BLOCKS * found.compared:
        return False  # paragraphs that stay, with advertisements among them: the container tells nothing
    return bodies == 0 or found.body <= max(MAIN_BODY * bodies, BESIDE_MAIN * most)


def apply(template: Template, document: Document) -> Marks:
    """Which blocks of an HTML document the template strips (text captures: see `text_marks`)."""
    shared = _above_headline(template, document)
    noise: set[int] = set()
    headings: list[int] = []
    known, noisy = template.shared, template.noise
    for index, block in enumerate(document.blocks):
        slot = slot_of(block)
        if slot in known:
            shared.add(index)
        elif slot in noisy:
            noise.add(index)
        elif template.phrases and digest(compare_form(block.text)) in template.phrases:
            noise.add(index)
            if block.level or block.tag == "dt":
                headings.append(index)
    for index in reversed(headings):
        if _leads_in(document, index) and index + 1 not in shared and index + 1 not in noise:
            noise.discard(index)
    rare = {index for index in shared if slot_of(document.blocks[index]) in template.rare} if template.rare else ()
    return Marks(frozenset(shared), frozenset(noise), frozenset(rare))


def _above_headline(template: Template, document: Document) -> set[int]:
    """What stands above the headline as the text does below, where the site's pages share it."""
    above = frozenset((template.body or {}).get("above", ()))
    if not above:
        return set()
    slots = [slot_of(block) for block in document.blocks]
    titles = frozenset((template.body or {}).get("title", ()))
    title = next((index for index, slot in enumerate(slots) if slot in titles), 0)
    return {index for index in range(title) if slots[index] in above}


def _leads_in(document: Document, index: int) -> bool:
    """Whether text follows a heading in its element: "Ingredients" stands in every recipe, and belongs to each."""
    following = document.blocks[index + 1 : index + 2]
    around = document.blocks[index].trail[:-1]
    return any(block.trail[: len(around)] == around and not block.links for block in following)


def fits(template: Template, document: Document) -> bool:
    """Whether a page still looks like the pages that the template was learned from."""
    if document.is_text or not template.shared:
        return True
    found = [path for block in document.blocks if (path := template.shared.get(slot_of(block))) is not None]
    if len(set(found)) >= MOST_PATHS * len(set(template.shared.values())):
        return True
    # A link right below the body outlives any redesign: where the site has names, containers without one say nothing.
    named = sum(_is_named(path) for path in found)
    known = named if named or any(map(_is_named, template.shared.values())) else len(found)
    return known >= max(1, len(template.shared) // 20)


def share_of_frame(template: Template, document: Document) -> float:
    """How much (0 to 1, by kinds of containers) of what the site's pages share stands on a page."""
    paths = set(template.shared.values())
    found = {path for block in document.blocks if (path := template.shared.get(slot_of(block))) is not None}
    return len(found) / len(paths) if paths else 1.0


def _is_named(path: str) -> bool:
    return "." in path or "#" in path
