"""A document read with a site's template and profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from crawler.classes import dataclass
from crawler.model import Article, Document, LiveRegion, Page, PageKind, RankedList
from crawler.parsing.addresses import plain_list, plain_live
from crawler.parsing.ignored import patterns_of, without_ignored
from crawler.parsing.kinds import page_kind
from crawler.parsing.selected import Selected, select
from crawler.profile import RegionRules
from crawler.regions.article.reading import ArticleReading, BodySlots, read_article
from crawler.regions.live.reading import FoundLive, read_live_blog, read_tickers
from crawler.regions.ranked_list.reading import FoundList, read_lists
from crawler.template import Marks, Template, apply, text_marks

_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A page, and how it was come by: the article's blocks, the lists' containers, the template's marks."""

    page: Page
    marks: Marks
    body: frozenset[int] = _NOTHING
    lists: Mapping[str, str] = field(default_factory=dict)  # container → name
    article: ArticleReading | None = None
    by_place: frozenset[str] = frozenset()  # lists that only their place says to be those of their names


def read_page(
    document: Document,
    template: Template,
    *,
    rules: RegionRules | None = None,
    url: str = "",
    known: frozenset[str] = frozenset(),
) -> Reading:
    """Tell the regions of a page apart.

    Args:
        document: the capture's blocks.
        template: what is known of the site; the empty template on its first page.
        rules: selectors of the profile, which win over everything found.
        url: the page's key; default the document's own.
        known: for text captures, the lines that other pages or the site's regions have now.
    """
    lists = tuple(replace(found, list=plain_list(found.list)) for found in read_lists(document, template.lists))
    of_lists = frozenset[int]().union(*(found.blocks for found in lists))
    marks = text_marks(document, known, template.text_head, of_lists) if document.is_text else apply(template, document)
    tickers = read_tickers(document, marks.shared, of_lists, marks.rare)
    blog = read_live_blog(document, others=marks.shared)
    of_tickers = frozenset[int]().union(*(found.blocks for found in tickers))
    of_blog = blog.blocks if blog else _NOTHING
    skip = marks.all | of_tickers | of_blog | frozenset[int]().union(*(found.blocks for found in lists if found.sure))
    article = read_article(document, skip=skip, slots=_body_slots(template))
    selected = select(document, rules) if rules is not None else Selected()
    named = tuple(map(plain_list, selected.lists))
    kind = PageKind.LIVE if blog else page_kind(document, article, skip)
    if kind is PageKind.LIVE and blog is None and (blog := read_live_blog(document, is_live=True, others=marks.shared)):
        article = _without(article, blog.blocks)
    page = Page(
        url=url or document.url,
        kind=kind,
        article=_article(kind, article, selected),
        lists=_named(named, tuple(found.list for found in lists)),
        live=tuple(map(plain_live, _named_live(selected.live, tuple(found.region for found in tickers)))),
        live_blog=plain_live(blog.region) if blog else None,
        labels=_labels(document, marks, lists, (*tickers, *((blog,) if blog else ())), article),
    )
    if rules is not None:
        page = without_ignored(page, patterns_of(rules.ignore))
    by_place = {found.list.name for found in lists if found.by_place} - {ranked.name for ranked in named}
    return Reading(page, marks, _blocks_of(article), _containers(lists), article, frozenset(by_place))


def _blocks_of(article: ArticleReading | None) -> frozenset[int]:
    """Title and body."""
    if article is None:
        return _NOTHING
    return frozenset((*article.blocks, *((article.title_block,) if article.title_block is not None else ())))


def _without(reading: ArticleReading | None, blocks: frozenset[int]) -> ArticleReading | None:
    """A reading less what turned out to be no part of the article; None where nothing is left."""
    kept = [place for place, index in enumerate(reading.blocks) if index not in blocks] if reading else []
    if reading is None or not kept:
        return None
    old = reading.article
    article = replace(
        old,
        paragraphs=tuple(old.paragraphs[place] for place in kept),
        slots=tuple(old.slots[place] for place in kept),
    )
    return replace(reading, article=article, blocks=tuple(reading.blocks[place] for place in kept))


def _containers(lists: tuple[FoundList, ...]) -> dict[str, str]:
    """Containers that tell which list they hold; two lists in containers of the same name do not."""
    names: dict[str, set[str]] = {}
    for found in lists:
        names.setdefault(found.container, set()).add(found.list.name)
    return {container: name for container, found in names.items() if container and len(found) == 1 for name in found}


def _body_slots(template: Template) -> BodySlots | None:
    return BodySlots.from_json(template.body) if template.body else None


def _article(kind: PageKind, reading: ArticleReading | None, selected: Selected) -> Article | None:
    """Only articles and live pages have one; a profile's selectors say that there is one."""
    if kind not in {PageKind.ARTICLE, PageKind.LIVE} and not selected.paragraphs:
        return None
    return selected.repair(reading.article if reading else None)


def _named(first: tuple[RankedList, ...], then: tuple[RankedList, ...]) -> tuple[RankedList, ...]:
    """The profile's lists, then those found under other names."""
    names = {ranked.name for ranked in first}
    return (*first, *(ranked for ranked in then if ranked.name not in names))


def _named_live(first: tuple[LiveRegion, ...], then: tuple[LiveRegion, ...]) -> tuple[LiveRegion, ...]:
    names = {region.name for region in first}
    if len(then) <= 1:
        return (*first, *(region for region in then if region.name not in names))
    found: dict[tuple[object, ...], LiveRegion] = {}
    for region in then:  # a page may hold the same ticker twice, for narrow and for wide screens
        if region.name not in names:
            found.setdefault(region.items, region)
    return (*first, *found.values())


def _labels(
    document: Document,
    marks: Marks,
    lists: tuple[FoundList, ...],
    live: tuple[FoundLive, ...],
    article: ArticleReading | None,
) -> tuple[str, ...]:
    """Where each block went; what is written later is the stronger reason."""
    labels = [""] * len(document.blocks)
    if article:
        for index, reason in article.labels.items():
            labels[index] = reason
        for index in article.blocks:
            labels[index] = "article"
        if article.title_block is not None:
            labels[article.title_block] = "title"
    for index in marks.shared:
        labels[index] = "shared"
    for index in marks.noise:
        labels[index] = "noise"
    for found in lists:
        for index in found.blocks:
            labels[index] = f"list:{found.list.name}"
    for region in live:
        for index in region.blocks:
            labels[index] = f"live:{region.region.name}"
    return tuple(labels)
