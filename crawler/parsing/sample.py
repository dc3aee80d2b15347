"""Learning a site's template from documents that were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.classes import dataclass
from crawler.model import Document, PageKind
from crawler.parsing.page import Reading, read_page
from crawler.regions.article.measures import next_articles
from crawler.regions.article.reading import BodySlots, learn_slots
from crawler.regions.ranked_list.text_lists import listed_lines
from crawler.template import (
    Evidence,
    Sample,
    Template,
    common_lines,
    decide,
    gather,
    gather_noise,
    head_length,
    merge,
)

# Body slots are learned from that many articles at least: one or two may stand in an unusual place.
MIN_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Learned:
    template: Template
    evidence: Evidence


def sample_of(document: Document, reading: Reading) -> Sample:
    return Sample(document, reading.body, reading.lists, _below(document, reading))


def _below(document: Document, reading: Reading) -> frozenset[int]:
    """The blocks of the articles that follow on the page of one."""
    if reading.article is None or reading.page.kind is not PageKind.ARTICLE:
        return frozenset()
    following = {element for element, _ in next_articles(document.blocks, reading.article.title_block)}
    if not following:
        return frozenset()
    return frozenset(i for i, block in enumerate(document.blocks) if not following.isdisjoint(block.trail))


def learn(
    documents: Sequence[Document],
    *,
    previous: Template,
    evidence: Evidence,
    pairs: Sequence[tuple[Document, Document]] = (),
) -> Learned:
    """The next template of a site. Twice over the pages: what they share is learned from cold readings, and where
    their bodies stand is learned from readings without the shared.

    Args:
        documents: different pages, captured at about the same time, in any order.
        previous: the template in use; it is returned again where nothing new is known.
        evidence: what was counted before.
        pairs: two fetches each of one page, moments apart.
    """
    pages = [d for d in documents if not d.is_text]
    texts = [d for d in documents if d.is_text]
    cold = [sample_of(d, read_page(d, Template())) for d in pages]
    merged = merge(merge(evidence, gather(cold)), gather_noise(pairs))
    head = head_length(texts, shared_lines(texts), [listed_lines(d) for d in texts]) or previous.text_head
    first = decide(merged, previous, body=previous.body, text_head=head)
    return Learned(decide(merged, previous, body=_learn_body(pages, first, previous), text_head=head), merged)


def shared_lines(documents: Sequence[Document]) -> frozenset[str]:
    """The lines that text captures of different pages share, in comparison form, but for those of ranked lists: a
    headline that stands in the list of another page is no line of the site."""
    return common_lines([_without_lists(document) for document in documents])


def _without_lists(document: Document) -> Document:
    listed = listed_lines(document)
    return replace(document, blocks=tuple(b for at, b in enumerate(document.blocks) if at not in listed))


def _learn_body(pages: Sequence[Document], template: Template, previous: Template) -> dict[str, object] | None:
    readings = [(d, read_page(d, template)) for d in sorted(pages, key=lambda d: d.url)]
    samples = [(d, r.article) for d, r in readings if r.article is not None and r.page.kind is PageKind.ARTICLE]
    if len(samples) < MIN_ARTICLES:
        return dict(previous.body) if previous.body else None
    found = learn_slots(samples)
    return dict((found.on_top_of(BodySlots.from_json(previous.body)) if previous.body else found).to_json())
