"""What is learned of a site's articles: the slots (container paths) of bodies, headlines and standfirsts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from crawler.blocks.slots import slot_of, slot_of_path
from crawler.classes import dataclass
from crawler.model import Article, Document
from crawler.regions.article.measures import LINK_BLOCK, link_share
from crawler.regions.article.structure import holder_path, like_start
from crawler.text import compare_form

# Of the blocks seen in a slot, this share at least was body.
_MOSTLY = 0.6
# Running text that is body in only one of several pages may be a mistake of the first reading.
_PAGES = 2
_TITLE_SHARE = 0.5
_HOLDER_SHARE = 0.1
# Where a slot holds so much of the text of all bodies, its paragraphs cannot be left out for what else stands in it.
_MIXED_SHARE = 0.25
_COMMON = 0.6  # of the lines
_MOST = 8_000  # slots; a site that names its containers anew each day is not remembered for ever


class Read(Protocol):
    """The part of an article reading that slots are learned from."""

    @property
    def article(self) -> Article: ...
    @property
    def blocks(self) -> tuple[int, ...]: ...
    @property
    def title_block(self) -> int | None: ...
    @property
    def labels(self) -> Mapping[int, str]: ...


@dataclass(frozen=True, slots=True)
class BodySlots:
    """Slots by what stands in them; `holders` are those of the elements around the paragraphs. `mixed` are outside, and
    yet much of the text stands in them: nothing but a look at the page tells which blocks there are its paragraphs.
    `above`: of those with text of the body, those in which stands above the headline what other pages have there, as on
    a site that puts its news and its texts into elements of one kind."""

    body: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()
    holders: frozenset[int] = frozenset()
    title: frozenset[int] = frozenset()
    standfirst: frozenset[int] = frozenset()
    mixed: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()

    def to_json(self) -> dict[str, Any]:
        return {name: sorted(getattr(self, name)) for name in _FIELDS}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> BodySlots:
        return cls(**{name: frozenset(map(int, value.get(name, ()))) for name in _FIELDS})

    def __bool__(self) -> bool:
        return bool(self.body)

    def on_top_of(self, older: BodySlots) -> BodySlots:
        """What was learned now, and of what was learned before whatever these pages say nothing of: pages in the
        markup of before are read as before."""
        seen = self.body | self.outside | self.title | self.standfirst
        kept = {name: getattr(self, name) | (getattr(older, name) - seen) for name in _FIELDS}
        return BodySlots(
            **{name: found if len(found) <= _MOST else getattr(self, name) for name, found in kept.items()}
        )


_FIELDS = ("body", "outside", "holders", "title", "standfirst", "mixed", "above")


@dataclass(slots=True)
class _Tally:
    """How often the blocks of a slot were body, on how many pages, and how often not."""

    inside: Counter[int] = field(default_factory=Counter)
    pages: Counter[int] = field(default_factory=Counter)
    outside: Counter[int] = field(default_factory=Counter)
    holders: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # slot → slots of holders
    text: Counter[int] = field(default_factory=Counter)  # holder's slot → length of body text in it
    own_text: Counter[int] = field(default_factory=Counter)  # slot → length of body text in it


def learn_slots(samples: Sequence[tuple[Document, Read]]) -> BodySlots:
    """Learn from pages that were read; in any order, the same samples teach the same."""
    tally = _Tally()
    titles: Counter[int] = Counter()
    standfirsts: Counter[int] = Counter()
    there: Counter[int] = Counter()
    for document, read in samples:
        _count(tally, document, read)
        there.update({slot_of(block) for block in document.blocks})
        if read.title_block is not None:
            titles[slot_of(document.blocks[read.title_block])] += 1
        standfirsts.update({slot_of(document.blocks[i]) for i, why in read.labels.items() if why == "standfirst"})
    holders = _main_holders(tally)
    body = frozenset(slot for slot in tally.inside if _is_body(tally, slot, holders, len(samples)))
    mixed = _mixed(tally) - body
    return BodySlots(
        body=body,
        outside=frozenset(tally.outside) - body,
        holders=holders,
        title=_often(titles, there, len(samples)),
        standfirst=_often(standfirsts, there, len(samples)) - body,
        mixed=mixed,
        above=_above(samples, body | mixed),
    )


def _count(tally: _Tally, document: Document, read: Read) -> None:
    if not read.blocks:
        _count_unseen(tally, read.article)
    body = set(read.blocks)
    texts = Counter(block.trail[-1] for block in document.blocks if block.trail)
    for index in body:
        block = document.blocks[index]
        slot, path = slot_of(block), holder_path(block)
        # Where each paragraph is a <div> of its own, the element around holds them: quotes and lists stand beside it.
        is_paragraph = block.tag == "div" and block.trail and texts[block.trail[-1]] == 1
        holder = slot_of_path(path[:-1] if is_paragraph else path)
        tally.inside[slot] += 1
        tally.holders[slot].add(holder)
        tally.text[holder] += len(block.text)
        tally.own_text[slot] += len(block.text)
    tally.pages.update({slot_of(document.blocks[index]) for index in body})
    others = _following(document, read)
    rest = (block for index, block in enumerate(document.blocks) if index not in body)
    tally.outside.update(slot_of(block) for block in rest if others.isdisjoint(block.trail))


def _count_unseen(tally: _Tally, article: Article) -> None:
    """A text that the page does not show stands where its data has it."""
    tally.inside.update(article.slots)
    tally.pages.update(set(article.slots))


def _following(document: Document, read: Read) -> set[int]:
    """Numbers of the elements in which the next articles stand, whose bodies are in the slots of bodies, too."""
    blocks, title = document.blocks, read.title_block
    if title is None:
        return set()
    headlines = (i for i in range(title + 1, len(blocks)) if blocks[i].level and link_share(blocks[i]) > LINK_BLOCK)
    starts = ((index, like_start(blocks, title, index)) for index in headlines)
    return {blocks[index].trail[depth] for index, depth in starts if depth is not None}


def _above(samples: Sequence[tuple[Document, Read]], body: frozenset[int]) -> frozenset[int]:
    """Slots with text of the body of which most lines that stand above headlines stand so on several pages."""
    lines: dict[int, Counter[str]] = defaultdict(Counter)
    for document, read in samples:
        blocks = document.blocks[: read.title_block or 0]
        said = {(slot, compare_form(block.text)) for block in blocks if (slot := slot_of(block)) in body}
        for slot, text in said:
            lines[slot][text] += 1
    return frozenset(slot for slot, found in lines.items() if _is_common(found))


def _is_common(found: Counter[str]) -> bool:
    return sum(count for count in found.values() if count >= _PAGES) >= _COMMON * found.total()


def _main_holders(tally: _Tally) -> frozenset[int]:
    """The holders of a good part of the text."""
    total = sum(tally.text.values())
    return frozenset(holder for holder, size in tally.text.items() if size >= _HOLDER_SHARE * total)


def _mixed(tally: _Tally) -> frozenset[int]:
    """Slots of much of the text in which, block for block, mostly other things stand."""
    least = _MIXED_SHARE * sum(tally.own_text.values())
    return frozenset(slot for slot, size in tally.own_text.items() if tally.outside[slot] and size >= least)


def _is_body(tally: _Tally, slot: int, holders: Iterable[int], pages: int) -> bool:
    inside = tally.inside[slot]
    if inside < _MOSTLY * (inside + tally.outside[slot]):
        return False
    return tally.pages[slot] >= min(_PAGES, pages) or not tally.holders[slot].isdisjoint(holders)


def _often(counts: Counter[int], there: Counter[int], pages: int) -> frozenset[int]:
    """Slots that are it on most pages, or on all pages that have them: sections of a site differ in markup."""
    return frozenset(slot for slot, count in counts.items() if count >= _TITLE_SHARE * pages or count == there[slot])
