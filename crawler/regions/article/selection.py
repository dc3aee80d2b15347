"""Which blocks of the body's element are its paragraphs, and why the others are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crawler.blocks.asides import is_aside
from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.boilerplate import LABELS, cards, named_outside
from crawler.regions.article.candidates import Container
from crawler.regions.article.lead_ins import headings_of_boxes, lead_ins
from crawler.regions.article.measures import LINK_BLOCK, MOST_ABOVE, STATEMENT_END, Measures, is_call, link_share
from crawler.regions.article.numbered_headings import numbered_headings, without_last_headings
from crawler.regions.article.structure import TEXT_TAGS, holder, tag_of
from crawler.regions.article.words import OUTSIDE, Role, parts_of, roles
from crawler.text.data import is_data

_SENTENCE = 40
_NOTE = 18  # a line about the page, said several times: "Article continues below"
_MAIN_SHARE = 0.15
_LINKED_LABEL = 0.5
_LINKED_LIST = 0.35
_MIN_COVER = 0.5
_QUOTE_MARKS = " \"'“”„‟«»‘’‚‹›「」『』"


@dataclass(frozen=True, slots=True)
class _Core:
    """Where most of the running text stands: the paths of its blocks and the elements around them."""

    paths: frozenset[tuple[str, ...]]
    elements: frozenset[int]
    parents: frozenset[int]  # around running text that is in no text element: their children are paragraphs
    names: frozenset[str]  # of the elements that hold the text, where they are no text elements
    cover: float  # share of the running text that is in `paths`

    def holds(self, block: Block) -> bool:
        return block.path in self.paths or holder(block) in self.elements


def select_paragraphs(
    document: Document, measures: Measures, container: Container, title: int | None
) -> tuple[list[int], dict[int, str]]:
    """Indexes of the body's paragraphs in order, and for the container's other blocks why they are out."""
    inside = container.blocks
    labels: dict[int, str] = {}
    for index in inside:
        if index == title:
            labels[index] = "title"
        elif measures.skipped[index]:
            labels[index] = "shared"
    labels |= _before_title(measures, inside, title, labels)
    labels |= named_outside(document, measures, container, _left(inside, labels))
    for index in _quotes(document, container, inside, labels):
        del labels[index]
    labels |= cards(document, measures, container, _left(inside, labels))
    core = _core(document, measures, _left(inside, labels))
    labels |= _strays(document, measures, _left(inside, labels), core)
    labels |= _linked_lists(document, measures, _left(inside, labels))
    labels |= _ends(document, measures, container, _left(inside, labels), core)
    labels |= lead_ins(document, measures, inside, labels, core.paths)
    labels |= headings_of_boxes(document, measures, inside, labels)
    for index in numbered_headings(document, inside, labels):
        del labels[index]
    body = _left(inside, labels)
    kept = without_last_headings(document, body)
    labels |= dict.fromkeys(body[len(kept) :], "heading")
    return kept, labels


def _quotes(document: Document, container: Container, inside: Sequence[int], labels: dict[int, str]) -> list[int]:
    """A quotation may be a figure, its source the caption. One that the body says too is there to catch the eye."""
    said = " ".join(document.blocks[index].text for index in inside if index not in labels)
    return [
        index
        for index in inside
        if labels.get(index) == "caption"
        and _is_quote(document.blocks[index].path[container.depth + 1 :])
        and document.blocks[index].text.strip(_QUOTE_MARKS) not in said
    ]


@lru_cache(maxsize=4096)
def _is_quote(path: tuple[str, ...]) -> bool:
    tags = [tag_of(step) for step in path]
    if "figure" not in tags or "blockquote" not in tags[tags.index("figure") :] or "figcaption" in tags:
        return False
    return not any(role & OUTSIDE for step in path for name, role in parts_of(step) if name != "figure")


def _left(inside: Sequence[int], labels: dict[int, str]) -> list[int]:
    return [index for index in inside if index not in labels]


def _before_title(
    measures: Measures, inside: Sequence[int], title: int | None, labels: dict[int, str]
) -> dict[int, str]:
    if title is None or title not in labels:
        return {}
    before = [index for index in inside if index < title]
    text = sum(measures.weights[i] for i in before if measures.prose[i])
    whole = sum(measures.weights[i] for i in inside if measures.prose[i])
    return dict.fromkeys(before, "header") if text <= MOST_ABOVE * whole else {}


def _core(document: Document, measures: Measures, candidates: Iterable[int]) -> _Core:
    mass: dict[tuple[str, ...], int] = defaultdict(int)
    prose = [index for index in candidates if measures.prose[index]]
    for index in prose:
        mass[document.blocks[index].path] += measures.weights[index]
    total = sum(mass.values())
    most = max(mass.values(), default=0)
    paths = frozenset(path for path, size in mass.items() if size >= _MAIN_SHARE * total or size == most)
    elements: set[int] = set()
    div_holders: set[int] = set()
    names = {name for path in paths if tag_of(path[-1]) not in TEXT_TAGS for name in path[-1].split(".")[1:]}
    for index in prose:
        block = document.blocks[index]
        if block.path in paths:
            elements.add(holder(block))
            if block.tag not in TEXT_TAGS and len(block.trail) > 1:
                elements.add(block.trail[-2])
                div_holders.add(block.trail[-2])
    return _Core(
        paths,
        frozenset(elements),
        frozenset(div_holders),
        frozenset(names),
        sum(mass[path] for path in paths) / total if total else 0.0,
    )


def _strays(document: Document, measures: Measures, candidates: list[int], core: _Core) -> dict[int, str]:
    """Texts in elements that are no text elements (labels, counters, boxes), and lines that are links."""
    labels = {}
    for index in candidates:
        block = document.blocks[index]
        if block.tag == "h1" and not core.holds(block):
            labels[index] = "heading"
        elif not block.text[0].isalnum() and not any(map(str.isalnum, block.text)):
            labels[index] = "mark"
        elif block.tag not in TEXT_TAGS and is_data(block.text):
            labels[index] = "data"
        elif (
            measures.repeated[index]
            and block.path not in core.paths
            and measures.weights[index] >= (_NOTE if block.tag == "p" else _SENTENCE)
            and block.tag not in {"td", "th"}
        ):
            labels[index] = "repeated"
        elif block.tag not in TEXT_TAGS and block.tag != "h1" and not _is_loose(block, measures.prose[index], core):
            labels[index] = _stray_name(document, index)
        elif _is_link(block, measures, index, core) and not _leads_to_quotation(document, index, core):
            labels[index] = "link"
        elif is_call(block):
            labels[index] = LABELS[Role.SIGNUP]
    return labels


def _is_loose(block: Block, is_prose: bool, core: _Core) -> bool:
    """Text in a <div> or the like that stands where the running text stands, is called as it is, or is quoted there."""
    if block.path in core.paths or block.trail[-1] in core.elements or block.trail[-2] in core.parents:
        return True
    return not core.names.isdisjoint(block.path[-1].split(".")[1:]) or (is_prose and _is_quoted(block, core))


def _is_quoted(block: Block, core: _Core) -> bool:
    """Whether a block stands in a quotation between the paragraphs."""
    tags = [tag_of(step) for step in block.path]
    return "blockquote" in tags and block.trail[tags.index("blockquote") - 1] in core.elements


def _leads_to_quotation(document: Document, index: int, core: _Core) -> bool:
    """Whether a line, linked though it may be, is a paragraph that says whose words follow."""
    block, following = document.blocks[index], document.blocks[index + 1 : index + 2]
    is_led = block.text.endswith((":", "：")) and block.path in core.paths
    return is_led and any(_is_quoted(other, core) and link_share(other) <= _LINKED_LABEL for other in following)


def _is_link(block: Block, measures: Measures, index: int, core: _Core) -> bool:
    share = measures.link_shares[index]
    if block.tag in {"td", "th"}:
        return False
    if share <= _LINKED_LABEL or measures.prose[index] or block.tag == "li":
        return share > LINK_BLOCK
    whole_sentence = (
        block.path in core.paths and measures.weights[index] >= _SENTENCE and STATEMENT_END.search(block.text)
    )
    return not whole_sentence or is_aside(block)


def _stray_name(document: Document, index: int) -> str:
    return "standfirst" if roles(document.blocks[index].path[-1]) & Role.STANDFIRST else "aside"


def _linked_lists(document: Document, measures: Measures, candidates: list[int]) -> dict[int, str]:
    """Lists whose items are mostly links to elsewhere."""
    lists: dict[int, list[int]] = defaultdict(list)
    for index in candidates:
        block = document.blocks[index]
        if block.tag == "li" and len(block.trail) > 1:
            lists[block.trail[-2]].append(index)
    found: dict[int, str] = {}
    for items in lists.values():
        linked = sum(measures.link_shares[i] * measures.weights[i] for i in items)
        if len(items) > 1 and linked > _LINKED_LIST * sum(measures.weights[i] for i in items):
            found |= dict.fromkeys(items, "link")
    return found


def _ends(
    document: Document, measures: Measures, container: Container, candidates: list[int], core: _Core
) -> dict[int, str]:
    """What stands before the first and after the last block of the core, in other elements: bylines, notes, boxes."""
    positions = [index for index in candidates if core.holds(document.blocks[index])]
    if not positions or core.cover < _MIN_COVER:
        return {}
    branch = container.depth + 1
    branches = {
        document.blocks[index].trail[branch] for index in positions if len(document.blocks[index].trail) > branch
    }
    found: dict[int, str] = {}
    for index in candidates:
        block = document.blocks[index]
        if index < positions[0]:
            name = _head_name(document, container, index)
            if name == "standfirst" or not (measures.prose[index] or block.tag == "li"):
                found[index] = name
        elif index > positions[-1]:
            own_branch = len(block.trail) > branch and block.trail[branch] not in branches
            if own_branch or not (measures.prose[index] or block.tag in {"li", "td"}):
                found[index] = "tail"
    return found


def _head_name(document: Document, container: Container, index: int) -> str:
    steps = document.blocks[index].path[container.depth + 1 :]
    return "standfirst" if any(roles(step) & Role.STANDFIRST for step in steps) else "header"
