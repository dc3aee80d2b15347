"""Reading the article of a page from its blocks.

Warm, where the site's slots are known: a look-up. Cold, or where the look-up does not fit the page:

1. metadata: JSON-LD, OpenGraph, meta tags, microdata (`metadata`);
2. the headline (`titles`);
3. the element that holds the body: most running text, fewest links (`candidates`); where the head carries the article's
   text (articleBody), blocks that repeat it vote;
4. which of its blocks are paragraphs (`selection`): names of elements, links, what stands where the others stand;
5. byline, time and standfirst around it, where the head is silent (`bylines`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field

from crawler.blocks.slots import slot_of, slot_of_path
from crawler.classes import dataclass
from crawler.model import Article, Document
from crawler.regions.article.authors import from_user_name, is_weak
from crawler.regions.article.bylines import find_byline, more_names
from crawler.regions.article.candidates import find_container
from crawler.regions.article.datelines import is_dateline, names_of
from crawler.regions.article.echoes import echoes
from crawler.regions.article.measures import Measures, main_text, measure
from crawler.regions.article.metadata import Metadata, read_metadata, told_body, told_descriptions
from crawler.regions.article.notes import notes_beside
from crawler.regions.article.own_lines import (
    closing_bio,
    leading_bylines,
    mastheads,
    names_in,
    opening_lines,
    text_bylines,
    trailing_bylines,
)
from crawler.regions.article.selection import select_paragraphs
from crawler.regions.article.shown_times import find_time, find_update
from crawler.regions.article.slots import BodySlots, learn_slots
from crawler.regions.article.standfirsts import find_standfirst, standfirst_lines
from crawler.regions.article.structure import is_hidden
from crawler.regions.article.times import iso_time
from crawler.regions.article.titles import complete_title, find_title, heading_above, headline_in_path, site_names
from crawler.regions.article.told import Line, lines_unseen
from crawler.regions.article.warm import Found, look_up
from crawler.regions.article.words import Role

__all__ = ["ArticleReading", "BodySlots", "learn_slots", "read_article", "slot_of"]

MIN_ARTICLE_BODY = 200
_MIN_VOTE = 40
_HONEST = 0.6  # of the told body is on the page
_LOOKED_UP = 0.95
_TOLD = 0.4
_COPIED = 3  # blocks
_MOSTLY_ONCE = 0.6


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and where it stands in the document.

    `blocks` are indexes of the body's paragraphs, parallel to `article.paragraphs`; there are none where the text is
    only in the page's head (articleBody). `labels` says of the other
    blocks in and around the body's element why they are out: title, standfirst, byline, caption, related, read-also,
    promo, share … `confidence` is 0 to 1.
    """

    article: Article
    blocks: tuple[int, ...]
    title_block: int | None
    labels: Mapping[int, str] = field(default_factory=dict)
    confidence: float = 0.0


def read_article(
    document: Document, *, skip: Container[int] = frozenset(), slots: BodySlots | None = None
) -> ArticleReading | None:
    """The article of a page, or None where nothing on it reads like one. Never raises on what a page contains.

    Args:
        document: the page.
        skip: indexes of blocks that the site's template knows as shared or noise; never title or body.
        slots: where this site's articles stand; the page is read cold where it does not fit.
    """
    if document.is_text:
        return _read_text(document, skip)
    metadata = read_metadata(document)
    if slots and (found := look_up(document, slots, skip)):
        return _reading(document, metadata, found, skip, confidence=_LOOKED_UP)
    return _read_cold(document, metadata, skip)


def _read_cold(document: Document, metadata: Metadata, skip: Container[int]) -> ArticleReading | None:
    measures = measure(document, skip)
    title = find_title(document, measures, metadata)
    told = told_body(document.head)
    votes = _votes(document, measures, told)
    if any(measures.outside[index] for index in votes):
        measures = measure(document, skip, votes)
    body, labels = _select(document, measures, votes, title)
    if not body and (bulk := main_text(document, measures, Role.CONSENT if metadata.is_article else Role.NONE)):
        measures = measure(document, skip, bulk)
        body, labels = _select(document, measures, votes, title)
    if lines := lines_unseen(document, metadata, measures, told, body):
        return _told(document, metadata, lines, title)
    if title is None and (title := heading_above(document, measures, body, metadata)) is not None:
        labels[title] = "title"
        body = [index for index in body if index > title]
    found = Found(title, body, None, labels)
    if body:
        said = told_descriptions(document.head)
        found.standfirst = find_standfirst(document, measures, title, body, labels, said)
    if found.standfirst is not None:
        labels[found.standfirst] = "standfirst"
    return _reading(document, metadata, found, skip, confidence=_confidence(measures, found, votes))


def _select(
    document: Document, measures: Measures, votes: set[int], title: int | None
) -> tuple[list[int], dict[int, str]]:
    container = find_container(document, measures, votes, title)
    return select_paragraphs(document, measures, container, title) if container else ([], {})


def _told(document: Document, metadata: Metadata, told: Sequence[Line], title: int | None) -> ArticleReading:
    article = Article(
        title=complete_title(document, title, metadata),
        paragraphs=tuple(text for text, _ in told),
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        section=metadata.section,
        slots=tuple(slot_of_path(container) for _, container in told),
    )
    return ArticleReading(article, (), title, {}, _TOLD)


def _reading(
    document: Document, metadata: Metadata, found: Found, skip: Container[int], *, confidence: float
) -> ArticleReading | None:
    house = site_names(document, metadata)
    weak = is_weak(metadata.authors, house)
    own = mastheads(document, found.body)
    found.labels.update(dict.fromkeys(own, "navigation"))
    title = complete_title(document, found.title, metadata)
    body = _without_copies(document, found.body[len(own) :], title)
    opening = opening_lines(document, body, title)
    found.labels.update(dict.fromkeys(opening, "title"))
    body = _less(body, opening)
    again = echoes(document, body)
    found.labels.update(dict.fromkeys(again, "repeated"))
    body = _less(body, again)
    trailing = trailing_bylines(document, body)  # first: below a short text it might be taken for one above the next
    inner = _less(body, trailing)
    bylines = leading_bylines(document, inner, () if weak else metadata.authors) + trailing
    found.labels.update(dict.fromkeys(bylines, "byline"))
    body = _less(body, bylines)
    if bylines and (below := opening_lines(document, body, title)):  # the day below the byline
        found.labels.update(dict.fromkeys(below, "title"))
        body, opening = _less(body, below), [*opening, *below]
    if not body:
        return None
    datelines = [text for index in opening if is_dateline(text := document.blocks[index].text)]
    authors = _authors(document, metadata, found, body, bylines) or names_of(datelines, house)
    bio = closing_bio(document, body, authors)
    found.labels.update(dict.fromkeys(bio, "bio"))
    body = body[: len(body) - len(bio)]
    if body and (notes := notes_beside(document, found.title, body, skip)):
        body = sorted((*body, *notes))
        found.standfirst = None if found.standfirst in notes else found.standfirst
    lead = standfirst_lines(document, found.standfirst, body, found.labels)
    found.labels.update(dict.fromkeys(lead, "standfirst"))
    below = [found.title] if found.title is not None and headline_in_path(document, found.title) else []
    published = metadata.published or find_time(document, found.title, body, skip=skip, language=metadata.language)
    article = Article(
        title=title,
        paragraphs=tuple(document.blocks[index].text for index in body),
        standfirst=" ".join(document.blocks[index].text for index in below + lead),
        authors=authors,
        published=published,
        modified=metadata.modified
        or find_update(document, found.title, body, language=metadata.language, published=published),
        language=metadata.language,
        section=metadata.section,
        slots=tuple(slot_of(document.blocks[index]) for index in body),
    )
    return ArticleReading(article, tuple(body), found.title, found.labels, confidence)


def _less(body: Iterable[int], out: Iterable[int]) -> list[int]:
    left_out = frozenset(out)
    return [index for index in body if index not in left_out]


def _without_copies(document: Document, body: list[int], title: str) -> list[int]:
    """A body less what the page hides of it and shows as well (a copy to print), and less all that it says twice,
    where that is most of it: one copy for phones, one for wide screens."""
    hidden = {index for index in body if is_hidden(document.blocks[index].path)}
    if 0 < len(hidden) < len(body):
        shown = {title, *(document.blocks[index].text for index in body if index not in hidden)}
        body = [index for index in body if index not in hidden or document.blocks[index].text not in shown]
    first: dict[str, int] = {}
    for index in body:
        first.setdefault(document.blocks[index].text, index)
    if len(body) - len(first) < _COPIED:
        return body
    whole = sum(len(document.blocks[index].text) for index in body)
    return sorted(first.values()) if sum(map(len, first)) <= _MOSTLY_ONCE * whole else body


def _authors(
    document: Document, metadata: Metadata, found: Found, body: Sequence[int], bylines: Sequence[int]
) -> tuple[str, ...]:
    """Whom the head names, unless that is nobody or only the house: then whom the page names."""
    house = site_names(document, metadata)
    if not is_weak(metadata.authors, house):
        return more_names(document, found.title, body, metadata.authors) or metadata.authors
    return (
        names_in(document, bylines)
        or find_byline(document, found.title, body, metadata.publisher, house)
        or tuple(map(from_user_name, metadata.authors))
        or find_byline(document, found.title, body, metadata.publisher)
        or metadata.account
    )


def _votes(document: Document, measures: Measures, told: Sequence[str]) -> set[int]:
    """Blocks whose text the head calls the article's body. Heads lie now and then: they vote, no more."""
    body = _squeeze("".join(told))
    if len(body) < MIN_ARTICLE_BODY:
        return set()
    votes: set[int] = set()
    found = 0
    for index, block in enumerate(document.blocks):
        if measures.weights[index] >= _MIN_VOTE and not measures.skipped[index]:
            text = _squeeze(block.text)
            if text in body:
                votes.add(index)
                found += len(text)
    return votes if found >= _HONEST * len(body) else set()


def _squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _confidence(measures: Measures, found: Found, votes: set[int]) -> float:
    """Half for the body's share of the page's running text, the rest for a headline, votes and being long enough."""
    text = [size if prose else 0 for size, prose in zip(measures.weights, measures.prose, strict=True)]
    share = sum(text[index] for index in found.body) / (sum(text) or 1)
    agreed = len(votes.intersection(found.body)) / len(votes) if votes else 0.5
    long_enough = min(1.0, sum(measures.weights[index] for index in found.body) / 1000)
    return round(0.5 * share + 0.2 * (found.title is not None) + 0.15 * agreed + 0.15 * long_enough, 3)


def _read_text(document: Document, skip: Container[int]) -> ArticleReading | None:
    """Plain text: the first line is the headline, the others are paragraphs, after those that say by whom and when."""
    lines = [index for index in range(len(document.blocks)) if index not in skip]
    if len(lines) < 2:  # noqa: PLR2004 - a headline and a line
        return None
    title, *body = lines
    bylines = text_bylines(document, body)
    days = (iso_time(document.blocks[index].text) for index in bylines)
    body = [index for index in body if index not in bylines] or body
    article = Article(
        title=document.blocks[title].text,
        paragraphs=tuple(document.blocks[index].text for index in body),
        authors=names_in(document, bylines),
        published=next(filter(None, days), None),
        slots=tuple(slot_of(document.blocks[index]) for index in body),
    )
    return ArticleReading(article, tuple(body), title, dict.fromkeys(bylines, "byline"), 0.5)
