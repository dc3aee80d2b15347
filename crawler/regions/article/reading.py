"""Reading the article of a page from its blocks."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.blocks.slots import slot_of
from crawler.model import Article, Document
from crawler.regions.article.authors import clean_names, from_user_name, is_weak
from crawler.regions.article.bylines import find_byline, find_standfirst, find_time, leading_bylines
from crawler.regions.article.candidates import find_container
from crawler.regions.article.measures import Measures, measure
from crawler.regions.article.metadata import Metadata, read_metadata
from crawler.regions.article.selection import select_paragraphs
from crawler.regions.article.titles import find_title, site_names
from crawler.text import compare_form


@dataclass(frozen=True, slots=True)
class BodySlots:
    slots: frozenset[int] = frozenset()

    def to_json(self) -> dict[str, Any]:
        return {"slots": sorted(self.slots)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> BodySlots:
        return cls(frozenset(value.get("slots", ())))


@dataclass(frozen=True, slots=True)
class ArticleReading:
    article: Article
    blocks: tuple[int, ...]
    title_block: int | None
    labels: Mapping[int, str] = field(default_factory=dict)
    confidence: float = 0.0


def read_article(
    document: Document, *, skip: Container[int] = frozenset(), slots: BodySlots | None = None
) -> ArticleReading | None:
    if document.is_text:
        return _read_text(document, skip)
    metadata = read_metadata(document)
    measures = measure(document, skip)
    title, title_block = find_title(document, measures, metadata)
    votes = _votes(document, measures, metadata)
    container = find_container(document, measures, votes, title_block)
    if container is None:
        return None
    body, labels = select_paragraphs(document, measures, container, title_block, votes)
    house = site_names(document, metadata)
    weak = is_weak(metadata.authors, house)
    bylines = leading_bylines(document, measures, body, () if weak else metadata.authors)
    labels.update(dict.fromkeys(bylines, "byline"))
    body = [index for index in body if index not in labels]
    if not body:
        return None
    authors = metadata.authors
    if weak:
        authors = (
            find_byline(document, title_block, body, metadata.publisher)
            or clean_names([document.blocks[i].text for i in bylines])
            or tuple(map(from_user_name, authors))
        )
    standfirst = find_standfirst(document, measures, title_block, body, labels, metadata.descriptions)
    if standfirst is not None:
        labels[standfirst] = "standfirst"
    article = Article(
        title=title,
        paragraphs=tuple(document.blocks[i].text for i in body),
        standfirst=document.blocks[standfirst].text if standfirst is not None else "",
        authors=authors,
        published=metadata.published or find_time(document, title_block, body),
        modified=metadata.modified,
        language=metadata.language,
        section=metadata.section,
        slots=tuple(slot_of(document.blocks[i]) for i in body),
    )
    return ArticleReading(article, tuple(body), title_block, labels, 0.5)


def _votes(document: Document, measures: Measures, metadata: Metadata) -> set[int]:
    body = _squeeze("".join(metadata.body))
    if len(body) < 200:
        return set()
    return {
        i
        for i, block in enumerate(document.blocks)
        if measures.weights[i] >= 40 and not measures.skipped[i] and _squeeze(block.text) in body
    }


def _squeeze(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def learn_slots(samples: Sequence[tuple[Document, ArticleReading]]) -> BodySlots:
    return BodySlots(frozenset(slot for _, reading in samples for slot in reading.article.slots))


def _read_text(document: Document, skip: Container[int]) -> ArticleReading | None:
    lines = [i for i in range(len(document.blocks)) if i not in skip]
    if len(lines) < 2:
        return None
    title, *body = lines
    article = Article(document.blocks[title].text, tuple(document.blocks[i].text for i in body))
    return ArticleReading(article, tuple(body), title, {}, 0.5)
