"""What is left out of a page, by container, and why."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.blocks import slot_of
from crawler.checking.knowledge import Knowledge
from crawler.classes import dataclass
from crawler.model import Document
from crawler.parsing import Reading
from crawler.template import Evidence

_REGIONS = ("article", "title", "standfirst", "list:", "live:")
# What the readers call the parts of an article's element that are no paragraphs of it.
_WHY = {
    "ad": "an advertisement, by the name of its element",
    "beside": "stands among the paragraphs, in a container that holds none",
    "bio": "about the author, by the name of its element",
    "byline": "a byline",
    "caption": "a caption, by the name of its element",
    "comment": "comments, by the name of its element",
    "consent": "a consent notice, by the name of its element",
    "date": "a date, by the name of its element",
    "embed": "an embedded post, by the name of its element",
    "header": "stands above the first paragraph",
    "heading": "a heading with no text under it",
    "hidden": "hidden from readers",
    "link": "a link in the place of text",
    "mark": "no letter in it",
    "navigation": "navigation, by the name of its element",
    "promo": "a promotion, by the name of its element",
    "read-also": "leads in to links",
    "related": "links to other articles",
    "share": "share buttons, by the name of its element",
    "tags": "tags, by the name of its element",
    "tail": "stands behind the last paragraph",
}


@dataclass(frozen=True, slots=True)
class Stripped:
    """Blocks in one container that are left out for one reason; `of_site` where the template says so."""

    container: str  # " > "-joined path; "" for lines of a text capture
    label: str
    why: str
    blocks: int
    sample: str  # the first of them
    of_site: bool


def stripped_of(document: Document, reading: Reading, knowledge: Knowledge) -> Iterator[Stripped]:
    """In page order, by first block: what the template strips and what the readers leave out."""
    groups: dict[tuple[str, str, int], list[int]] = {}
    for index, label in enumerate(_labels(reading)):
        if label and not label.startswith(_REGIONS):
            block = document.blocks[index]
            groups.setdefault((" > ".join(block.path), label, slot_of(block)), []).append(index)
    for (container, label, slot), found in groups.items():
        why = _why(document, found, label, slot, knowledge)
        of_site = label in {"shared", "noise"}
        yield Stripped(container, label, why, len(found), document.blocks[found[0]].text, of_site)


def _labels(reading: Reading) -> list[str]:
    """The page's labels; what stands among the paragraphs and has none is `beside` them."""
    labels = list(reading.page.labels)
    body = reading.article.blocks if reading.article else ()
    for index in range(body[0], body[-1]) if body else ():
        labels[index] = labels[index] or "beside"
    return labels


def _why(document: Document, found: list[int], label: str, slot: int, knowledge: Knowledge) -> str:
    if label not in {"shared", "noise"}:
        return _WHY.get(label, label)
    if document.is_text:
        return f"lines {found[0] + 1} to {found[-1] + 1}: other pages, or the site's regions, have them"
    return _shared(slot, knowledge.evidence) if label == "shared" else _noise(slot, knowledge)


def _shared(slot: int, evidence: Evidence) -> str:
    counted = evidence.slots.get(slot)
    if counted is None or not counted.pages:
        return "shared by the site's pages"
    return f"{counted.common} of the {counted.blocks} texts seen in it stood on other pages, too"


def _noise(slot: int, knowledge: Knowledge) -> str:
    if slot not in knowledge.template.noise:
        return "the same words stand in the body of most pages"
    counted = knowledge.evidence.slots.get(slot)
    if counted is None or not counted.pairs:
        return "made per request"
    return f"made per request: differed in {counted.varied} of {counted.pairs} pairs of fetches"
