"""Counting, per container path, how often a site's pages say the same thing in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field, fields

from crawler.blocks import slot_of
from crawler.classes import dataclass
from crawler.model import Document
from crawler.text import compare_form, digest, without_relative_times

MAX_SLOTS = 4_000
MAX_PHRASES = 400
# A text shorter than this is a mark. Longer ones, even labels ("Advertisement"), are no story's own when they recur.
_PHRASE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to learn from. `body` holds the indexes of the blocks that a cold reading took for title and body;
    `lists` maps the containers of its ranked lists to their names; `below`: blocks of the articles that follow on a
    page without an end, which say on each page what another one is."""

    document: Document
    body: frozenset[int] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)
    below: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SlotEvidence:
    """Counts for one container path: pages that have it, blocks in it, those whose text stood in it on another page
    too, those that were read as body; then pairs of fetches of one page, and pairs in which its text differed; and of
    the blocks of those pairs, all and those that one of the two fetches did not have. `own`: pages with a block that
    was read as body and stands nowhere else."""

    path: str
    pages: int = 0
    blocks: int = 0
    common: int = 0
    body: int = 0
    pairs: int = 0
    varied: int = 0
    compared: int = 0
    differing: int = 0
    own: int = 0

    def __add__(self, other: SlotEvidence) -> SlotEvidence:
        return SlotEvidence(
            self.path,
            self.pages + other.pages,
            self.blocks + other.blocks,
            self.common + other.common,
            self.body + other.body,
            self.pairs + other.pairs,
            self.varied + other.varied,
            self.compared + other.compared,
            self.differing + other.differing,
            self.own + other.own,
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    pages: int = 0
    slots: Mapping[int, SlotEvidence] = field(default_factory=dict)
    phrases: Mapping[str, int] = field(default_factory=dict)  # digest of a body text → pages that had it
    lists: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # container → name → pages

    def to_json(self) -> str:
        slots = {
            slot: [e.path, e.pages, e.blocks, e.common, e.body, e.pairs, e.varied, e.compared, e.differing, e.own]
            for slot, e in self.slots.items()
        }
        plain = {
            "pages": self.pages,
            "slots": slots,
            "phrases": dict(self.phrases),
            "lists": dict(self.lists),
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Evidence:
        plain = json.loads(text)
        known = len(fields(SlotEvidence))  # a later release may count more
        slots = {int(slot): SlotEvidence(*values[:known]) for slot, values in plain["slots"].items()}
        return cls(plain["pages"], slots, plain["phrases"], plain["lists"])


def gather(samples: Sequence[Sample]) -> Evidence:
    """Evidence from different pages of one site, captured at about the same time.

    Copies of one page under several URLs would make its body look shared: of pages with the same title one counts.
    """
    distinct = _distinct(samples)
    texts: dict[int, list[dict[str, _Stands]]] = {}
    paths: dict[int, str] = {}
    phrases: Counter[str] = Counter()
    lists: dict[str, Counter[str]] = {}
    for sample in distinct:
        here: dict[int, dict[str, _Stands]] = {}
        for index, block in enumerate(sample.document.blocks):
            if index in sample.below:
                continue
            slot = slot_of(block)
            text = compare_form(without_relative_times(block.text))
            stands = here.setdefault(slot, {}).setdefault(text, _Stands())
            stands.times += 1
            stands.body += index in sample.body
            if slot not in paths:
                paths[slot] = " > ".join(block.path)
        for slot, found in here.items():
            texts.setdefault(slot, []).append(found)
        phrases.update(_phrases(sample))
        for container, name in sample.lists.items():
            lists.setdefault(container, Counter())[name] += 1
    slots = {slot: _count(paths[slot], pages) for slot, pages in texts.items()}
    return _bounded(Evidence(len(distinct), slots, phrases, lists))


@dataclass(slots=True)
class _Stands:
    """How often a text stands in a slot of a page, and how often as the page's title or body."""

    times: int = 0
    body: int = 0


def _distinct(samples: Sequence[Sample]) -> list[Sample]:
    by_title: dict[str, Sample] = {}
    for sample in sorted(samples, key=lambda s: s.document.url, reverse=True):
        by_title[sample.document.head.title or sample.document.url] = sample
    return list(by_title.values())


def _count(path: str, pages: Sequence[Mapping[str, _Stands]]) -> SlotEvidence:
    on_pages = Counter(text for page in pages for text in page)
    owners = Counter(text for page in pages for text, stands in page.items() if stands.body)
    common = body = blocks = own_pages = 0
    for page in pages:
        own_pages += any(stands.body and on_pages[text] == 1 for text, stands in page.items())
        for text, stands in page.items():
            blocks, body = blocks + stands.times, body + stands.body
            # The body of one page that others show below theirs (the next article) is not shared for that.
            others = on_pages[text] - (owners[text] == 1 and not stands.body)
            own = owners[text] == 1 and stands.body > 0
            common += stands.times if others > 1 and not own else 0
    return SlotEvidence(path, len(pages), blocks, common, body, own=own_pages)


def _phrases(sample: Sample) -> set[str]:
    blocks = sample.document.blocks
    return {digest(compare_form(blocks[i].text)) for i in sample.body if len(blocks[i].text) >= _PHRASE_LENGTH}


def gather_noise(pairs: Iterable[tuple[Document, Document]]) -> Evidence:
    """Evidence from two fetches of the same page within moments: what differs is made per request.

    What both say, each in a container that the other has not at all, does not differ: a site that tries a new layout
    draws one of two at each request.
    """
    slots: dict[int, SlotEvidence] = {}
    for first, second in pairs:
        before, after = _texts_by_slot(first), _texts_by_slot(second)
        elsewhere = _only_in(before, after) & _only_in(after, before)
        paths = {slot_of(block): " > ".join(block.path) for block in (*first.blocks, *second.blocks)}
        for slot, path in paths.items():
            ours, theirs = before.get(slot, Counter()), after.get(slot, Counter())
            found = _compared(path, ours, theirs, frozenset() if ours and theirs else elsewhere)
            slots[slot] = slots[slot] + found if slot in slots else found
    return _bounded(Evidence(0, slots))


def _only_in(one: Mapping[int, Counter[str]], other: Mapping[int, Counter[str]]) -> set[str]:
    """The texts in those containers of one fetch that the other has not."""
    return {text for slot, texts in one.items() if slot not in other for text in texts}


def _compared(path: str, before: Counter[str], after: Counter[str], elsewhere: Container[str]) -> SlotEvidence:
    gone, came = before - after, after - before
    differing = max(sum(count for text, count in each.items() if text not in elsewhere) for each in (gone, came))
    compared = max(before.total(), after.total())
    return SlotEvidence(path, pairs=1, varied=int(differing > 0), compared=compared, differing=differing)


def _texts_by_slot(document: Document) -> dict[int, Counter[str]]:
    """Texts as a bag: an order that changes from fetch to fetch is no other text."""
    found: dict[int, Counter[str]] = {}
    for block in document.blocks:
        found.setdefault(slot_of(block), Counter())[compare_form(block.text)] += 1
    return found


def noise_of(evidence: Evidence) -> Evidence:
    """What pairs of fetches showed, without what pages showed side by side."""
    slots = {
        slot: SlotEvidence(e.path, pairs=e.pairs, varied=e.varied, compared=e.compared, differing=e.differing)
        for slot, e in evidence.slots.items()
        if e.pairs
    }
    return Evidence(slots=slots)


def merge(first: Evidence, second: Evidence) -> Evidence:
    slots = dict(first.slots)
    for slot, found in second.slots.items():
        slots[slot] = slots[slot] + found if slot in slots else found
    lists = {container: Counter(names) for container, names in first.lists.items()}
    for container, names in second.lists.items():
        lists.setdefault(container, Counter()).update(names)
    phrases = Counter(first.phrases)
    phrases.update(second.phrases)
    return _bounded(Evidence(first.pages + second.pages, slots, phrases, lists))


def _bounded(evidence: Evidence) -> Evidence:
    """The best-attested slots and phrases; a hostile site cannot make the template grow without bound."""
    slots = evidence.slots
    if len(slots) > MAX_SLOTS:
        slots = dict(sorted(slots.items(), key=lambda kv: (-kv[1].pages - kv[1].pairs, kv[0]))[:MAX_SLOTS])
    recurring = {text: pages for text, pages in evidence.phrases.items() if pages > 1 or evidence.pages <= 1}
    phrases = dict(sorted(recurring.items(), key=lambda kv: (-kv[1], kv[0]))[:MAX_PHRASES])
    return Evidence(evidence.pages, slots, phrases, evidence.lists)
