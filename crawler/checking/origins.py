"""Where a field came from, as far as that can be known: the readers are asked again with one source left.

A field that two sources tell alike is put down to the one that the readers trust more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from crawler.blocks.slots import slot_of_path
from crawler.checking.knowledge import Knowledge
from crawler.model import Article, Document, Head, LiveRegion, PageKind, RankedList
from crawler.parsing import Reading
from crawler.parsing.addresses import plain_list
from crawler.parsing.selected import select
from crawler.profile import RegionRules
from crawler.regions.article.metadata import read_metadata, types_of
from crawler.regions.article.reading import BodySlots, slot_of
from crawler.regions.article.times import date_of_url, iso_time
from crawler.regions.article.titles import complete_title
from crawler.regions.article.told import HEAD
from crawler.regions.live.microdata import is_posting
from crawler.regions.live.posting import posting_entries
from crawler.regions.live.reading import read_tickers
from crawler.regions.ranked_list.itemlist import told_lists
from crawler.regions.ranked_list.reading import read_lists

STEPS = 4  # of a container path that are shown
MOST_SOURCES = 400  # of a page's head that are asked one by one
_HEAD = "the page's head"
_EMPTY = Head()


def short_path(path: Sequence[str]) -> str:
    """The last steps of a container path, the element itself last."""
    return " > ".join(("…", *path[-STEPS:]) if len(path) > STEPS else path)


def in_markup(paths: Sequence[str]) -> str:
    if not paths:
        return ""
    return f"markup: {paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")


def of_kind(document: Document, kind: PageKind, known: PageKind) -> str:
    """What made it a page of this kind."""
    types = [name for node in document.head.jsonld for name in types_of(node)]
    if kind is PageKind.LIVE:
        return "JSON-LD LiveBlogPosting" if "LiveBlogPosting" in types else "its markup: entries with times"
    if kind is PageKind.SECTION:
        return "known as a section" if known is PageKind.SECTION else "its headline links"
    if kind is PageKind.FRONT:
        return "its address"
    if kind is not PageKind.ARTICLE:
        return "it is neither an article nor a list of them"
    declared = next((name for name in types if name.endswith(("Article", "Posting"))), "")
    if declared:
        return f"JSON-LD {declared}"
    return "meta og:type" if "article" in document.head.meta.get("og:type", ()) else "its running text"


# The article


def of_article(
    document: Document, reading: Reading, article: Article, knowledge: Knowledge, rules: RegionRules | None
) -> Mapping[str, str]:
    """Field of the article → where it came from."""
    selected = select(document, rules) if rules is not None else None
    told = {
        "title": _title(document, reading, article, knowledge),
        "standfirst": _standfirst(document, reading),
        "authors": _from_head(document, "authors", article) or _names(document, article),
        "published": _from_head(document, "published", article) or _time(document, article.published),
        "modified": _from_head(document, "modified", article) or _time(document, article.modified),
        "section": _from_head(document, "section", article),
        "language": "html lang" if document.head.language else _from_head(document, "language", article),
        "paragraphs": _body(document, reading, knowledge),
    }
    if selected and selected.title:
        told["title"] = "profile: regions.title"
    if selected and selected.paragraphs:
        told["paragraphs"] = "profile: regions.body"
    return told


def _title(document: Document, reading: Reading, article: Article, knowledge: Knowledge) -> str:
    block = reading.article.title_block if reading.article else None
    source = next(
        (
            name
            for name, alone in _sources(document)
            if complete_title(alone, None, read_metadata(alone)) == article.title
        ),
        _HEAD,
    )
    if block is None:
        return source
    shown = document.blocks[block]
    if document.is_text:
        return f"line {block + 1}"
    slots = _slots(knowledge)
    how = "learned container" if slots and slot_of(shown) in slots.title else "markup"
    if shown.text == article.title:
        return f"{how}: {short_path(shown.path)}"
    return f"{source}, fuller than “{shown.text[:60]}” in {short_path(shown.path)}"


def _standfirst(document: Document, reading: Reading) -> str:
    labels = reading.article.labels if reading.article else {}
    text = reading.page.article.standfirst if reading.page.article else ""
    places = [i for i, label in labels.items() if label == "standfirst" and document.blocks[i].text == text]
    return in_markup([short_path(document.blocks[i].path) for i in places[:1]])


def _body(document: Document, reading: Reading, knowledge: Knowledge) -> str:
    blocks = reading.article.blocks if reading.article else ()
    if not blocks:
        in_head = reading.article is not None and slot_of_path(HEAD) in reading.article.article.slots
        return f"{'JSON-LD articleBody' if in_head else 'the data of a script'}: the page itself does not show it"
    if document.is_text:
        return f"lines {blocks[0] + 1} to {blocks[-1] + 1}"
    slots = _slots(knowledge)
    known = slots is not None and all(slot_of(document.blocks[index]) in slots.body for index in blocks)
    return f"{'learned container' if known else 'markup'}: {short_path(_around(document, blocks))}"


def _slots(knowledge: Knowledge) -> BodySlots | None:
    return BodySlots.from_json(knowledge.template.body) if knowledge.template.body else None


def _around(document: Document, blocks: Sequence[int]) -> tuple[str, ...]:
    """The path of the innermost element around these blocks."""
    first, *others = (document.blocks[index] for index in blocks)
    depth = len(first.trail)
    for block in others:
        same = (i for i, (a, b) in enumerate(zip(first.trail, block.trail, strict=False)) if a != b)
        depth = min(depth, next(same, len(block.trail)))
    return first.path[:depth]


def _names(document: Document, article: Article) -> str:
    """The shortest block that holds all names."""
    have = [name.casefold() for name in article.authors]
    found = [b for b in document.blocks if have and all(name in b.text.casefold() for name in have)]
    return in_markup([short_path(min(found, key=lambda block: len(block.text)).path)]) if found else ""


def _time(document: Document, time: str | None) -> str:
    if not time:
        return ""
    numbers = {n for n, kept in document.attributes.items() if iso_time(kept.get("datetime", "")) == time}
    for block in document.blocks:
        for depth, number in enumerate(block.trail):
            if number in numbers:
                return f"markup: datetime of {short_path(block.path[: depth + 1])}"
    if numbers:
        return "markup: a datetime attribute"
    return "the day in its address" if date_of_url(document.url) == time else "markup"


def _from_head(document: Document, name: str, article: Article) -> str:
    """The source in the head that alone gives this value."""
    value = getattr(article, name)
    if not value or getattr(read_metadata(document), name) != value:
        return ""
    alike = (source for source, alone in _sources(document) if getattr(read_metadata(alone), name) == value)
    return next(alike, _HEAD)


def _sources(document: Document) -> Iterator[tuple[str, Document]]:
    """The page with one source of its head left at a time, and no block."""
    head = document.head
    bare = partial(Document, document.url, ())
    for node in head.jsonld[:MOST_SOURCES]:
        yield f"JSON-LD {' '.join(types_of(node))[:60]}", bare(head=replace(_EMPTY, jsonld=(node,)))
    for name in list(head.meta)[:MOST_SOURCES]:
        yield f"meta {name}", bare(head=replace(_EMPTY, meta={name: head.meta[name]}))
    yield "title of the page", bare(head=replace(_EMPTY, title=head.title, meta=_site_name(head)))


def _site_name(head: Head) -> Mapping[str, Any]:
    """What is left out of titles."""
    return {key: head.meta[key] for key in ("og:site_name",) if key in head.meta}


# Lists and live regions


def of_list(document: Document, ranked: RankedList, knowledge: Knowledge, rules: RegionRules | None) -> str:
    if rules is not None and any(rule.name == ranked.name for rule in rules.list):
        return "profile: regions.list"
    found = next((f for f in read_lists(document, knowledge.template.lists) if plain_list(f.list) == ranked), None)
    if found is None:
        return ""
    if document.is_text:
        return "a heading among the lines"
    if any(told == found.list for told in told_lists(document)):
        return "JSON-LD ItemList"
    where = short_path(found.container.split(" > "))
    if found.sure:
        return f"the heading's words, in {where}"
    learned = found.container in knowledge.template.lists
    return f"{'learned container' if learned else 'numbers before its items'}: {where}"


def of_live(document: Document, reading: Reading, region: LiveRegion, rules: RegionRules | None) -> str:
    if rules is not None and any(rule.name == region.name for rule in rules.live):
        return "profile: regions.live"
    if document.is_text:
        return "lines that other pages have, too"
    found = read_tickers(document, reading.marks.shared, rare=reading.marks.rare)
    container = next((f.container for f in found if f.region.name == region.name), "")
    where = f", in {short_path(container.split(' > '))}" if container else ""
    return f"headlines that the site's pages share{where}"


def of_blog(document: Document) -> str:
    if posting_entries(document):
        return "JSON-LD LiveBlogPosting"
    return "microdata LiveBlogPosting" if is_posting(document) else "markup: repeated entries with times"
