"""What kind of page a document is: an article, a live blog, a front or section page, or none that is versioned."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urlsplit

from crawler.model import Block, Document, PageKind
from crawler.regions.article.measures import LINK_BLOCK, link_share, weight
from crawler.regions.article.metadata import types_of
from crawler.regions.article.reading import ArticleReading
from crawler.regions.article.structure import holder
from crawler.regions.live.markup import is_clock

_LIVE = "LiveBlogPosting"
_INDEX = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_OTHER = frozenset(
    {"VideoObject", "ImageGallery", "MediaGallery", "VideoGallery", "ContactPage", "AboutPage", "FAQPage"}
)
_FRONT_PATH = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?|(?:index|home|default)(?:\.\w{2,5})?)?\Z", re.IGNORECASE)
MIN_TIMED_ENTRIES = 8
MANY_HEADLINES = 12
HEADLINE = 25  # characters
MIN_ARTICLE = 80  # characters of body, where a date or an author is known
_DAY = 3  # digits: "9. 12.", "22-11-2026"
MIN_UNDATED = 450
_FEW_TEASERS = 5
_BOX = 3  # elements from a headline link up


def page_kind(document: Document, reading: ArticleReading | None, others: Container[int] = frozenset()) -> PageKind:
    """The kind of a page, from what it declares, then from how much running text and how many headlines it has.

    `others`: blocks of what the site shows on its other pages, too: the headlines in a strip of news say nothing of
    this page, however short it is.
    """
    if document.is_text:
        return PageKind.ARTICLE if reading else PageKind.OTHER
    declared = {name for node in document.head.jsonld for name in types_of(node)}
    if _LIVE in declared or any(_LIVE in kept.get("itemtype", "") for kept in document.attributes.values()):
        return PageKind.LIVE
    says_so = _says_article(document, declared)
    url = urlsplit(document.url)
    if _FRONT_PATH.match(url.path) and not (url.query or says_so or url.scheme == "file"):
        return PageKind.FRONT
    if reading is not None and _is_article(document, reading, declared, says_so, others):
        return PageKind.LIVE if _timed_entries(document, reading) >= MIN_TIMED_ENTRIES else PageKind.ARTICLE
    if declared & _INDEX or _headline_links(document, others) >= MANY_HEADLINES:
        return PageKind.SECTION
    return PageKind.OTHER


def _says_article(document: Document, declared: set[str]) -> bool:
    return any(name.endswith("Article") or name == "BlogPosting" for name in declared) or (
        "article" in document.head.meta.get("og:type", ())
    )


def _is_article(
    document: Document, reading: ArticleReading, declared: set[str], says_so: bool, others: Container[int]
) -> bool:
    article = reading.article
    text = sum(map(weight, article.paragraphs))
    if not article.title or not text:
        return False
    if says_so:
        return not (declared & _INDEX) or text >= MIN_UNDATED
    if declared & (_INDEX | _OTHER) or _reads_like_teasers(document, reading):
        return False
    headlines = _headline_links(document, others)
    if not (article.published or article.authors or _shows_day(document, reading)):
        return text >= MIN_UNDATED and headlines * HEADLINE < 2 * text
    return text >= MIN_ARTICLE and (headlines < MANY_HEADLINES or headlines * HEADLINE < 4 * text)


def _shows_day(document: Document, reading: ArticleReading) -> bool:
    """Whether an element that says that it is a date stands between headline and text: notices of a few lines have
    their day in figures that nothing tells the order of, and no author."""
    if reading.title_block is None or not reading.blocks:
        return False
    above = range(reading.title_block + 1, reading.blocks[0])
    dates = (document.blocks[index].text for index in above if reading.labels.get(index) == "date")
    return any(sum(map(str.isdecimal, text)) >= _DAY for text in dates)


def _reads_like_teasers(document: Document, reading: ArticleReading) -> bool:
    """Paragraphs of an article stand together; teasers each in a box of their own, with a headline link."""
    linked = {number for block in document.blocks if _is_headline_link(block) for number in block.trail[-_BOX:]}
    boxes = {holder(document.blocks[index]) for index in reading.blocks}
    enough = len(reading.blocks) >= _FEW_TEASERS and 2 * len(boxes) > len(reading.blocks)
    return enough and 2 * len(boxes & linked) > len(boxes)


def _timed_entries(document: Document, reading: ArticleReading) -> int:
    """Times with a machine-readable form, or alone on their lines, that stand between the body's paragraphs."""
    if len(reading.blocks) < MIN_TIMED_ENTRIES:
        return 0
    low, high = (document.blocks[index].trail[-1] for index in (reading.blocks[0], reading.blocks[-1]))
    marked = {kept["datetime"] for n, kept in document.attributes.items() if low < n < high and "datetime" in kept}
    clocks = {text for i in range(reading.blocks[0], reading.blocks[-1]) if is_clock(text := document.blocks[i].text)}
    return max(len(marked), len(clocks))


def _headline_links(document: Document, others: Container[int]) -> int:
    return sum(_is_headline_link(block) for index, block in enumerate(document.blocks) if index not in others)


def _is_headline_link(block: Block) -> bool:
    """A block that is one long link."""
    return bool(block.links) and len(block.text) >= HEADLINE and link_share(block) > LINK_BLOCK
