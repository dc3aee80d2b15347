"""The fields of a page, each with its value and with where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from crawler.checking import origins
from crawler.checking.access import paywall
from crawler.checking.knowledge import Knowledge
from crawler.classes import dataclass
from crawler.model import Article, Document, Page
from crawler.parsing import Reading
from crawler.profile import RegionRules
from crawler.regions.article.words import Role, roles

PROFILE = "the profile"
HOOK = "the site's hook"


@dataclass(frozen=True, slots=True)
class Field:
    """`value` is JSON-ready: a text, None, a flag, or a list; `origin` says in words where it came from, "" where
    there is nothing or that cannot be told."""

    name: str
    value: Any
    origin: str = ""

    @property
    def empty(self) -> bool:
        return self.value in (None, "", [])


def fields_of(
    document: Document, reading: Reading, page: Page, knowledge: Knowledge, rules: RegionRules | None
) -> Iterator[Field]:
    """In the order in which a person would check them.

    Args:
        document: the page.
        reading: of it, before the site's hook.
        page: after the hook.
        knowledge: of the site.
        rules: the selectors that were used.
    """
    yield Field("kind", page.kind.value, origins.of_kind(document, page.kind, knowledge.kind_of(page.url)))
    yield from _article_fields(document, reading, page.article, knowledge, rules)
    canonical = document.head.canonical
    yield Field("canonical", canonical, "link rel=canonical" if canonical else "")
    yield Field("paywall", *paywall(document))
    yield from _beside(document, reading)
    yield from _regions(document, reading, page, knowledge, rules)


def _article_fields(
    document: Document, reading: Reading, article: Article | None, knowledge: Knowledge, rules: RegionRules | None
) -> Iterator[Field]:
    now = article or Article("", ())
    was = reading.page.article or Article("", ())
    told = origins.of_article(document, reading, was, knowledge, rules) if reading.page.article else {}
    for name in ("title", "standfirst", "authors", "published", "modified", "section", "language", "paragraphs"):
        value = getattr(now, name)
        origin = told.get(name, "") if value == getattr(was, name) else HOOK
        plain = list(value) if isinstance(value, tuple) else value
        yield Field("body" if name == "paragraphs" else name, plain, origin if value else "")


def _beside(document: Document, reading: Reading) -> Iterator[Field]:
    """Captions and embedded posts between the headline and the end of the body."""
    article = reading.article
    places = [*(article.blocks if article else ()), *_number(article.title_block if article else None)]
    around = range(min(places, default=0), max(places, default=-1) + 1)
    inside = set(article.blocks) if article else set()
    for name, role in (("captions", Role.CAPTION), ("embedded", Role.EMBED)):
        found = [i for i in around if i not in inside and any(roles(step) & role for step in document.blocks[i].path)]
        paths = sorted({origins.short_path(document.blocks[i].path) for i in found})
        yield Field(name, [document.blocks[i].text for i in found], origins.in_markup(paths))


def _number(index: int | None) -> tuple[int, ...]:
    return () if index is None else (index,)


def _regions(
    document: Document, reading: Reading, page: Page, knowledge: Knowledge, rules: RegionRules | None
) -> Iterator[Field]:
    for ranked in page.lists:
        items = [asdict(item) for item in ranked.items]
        yield Field(f"lists.{ranked.name}", items, origins.of_list(document, ranked, knowledge, rules))
    for region in page.live:
        entries = [asdict(item) for item in region.items]
        yield Field(f"live.{region.name}", entries, origins.of_live(document, reading, region, rules))
    if page.live_blog is not None:
        entries = [asdict(item) for item in page.live_blog.items]
        yield Field("entries", entries, origins.of_blog(document))
