"""What kind of page a document is: an article, a live blog, a front or section page, or none that is versioned."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.model import Document, PageKind
from crawler.regions.article.metadata import types_of
from crawler.regions.article.reading import ArticleReading

_LIVE = frozenset({"LiveBlogPosting"})
_INDEX = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_OTHER = frozenset(
    {
        "VideoObject",
        "ImageGallery",
        "MediaGallery",
        "VideoGallery",
        "ContactPage",
        "AboutPage",
        "FAQPage",
        "Recipe",
        "Product",
    }
)
_FRONT_PATHS = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home.html"})
MIN_TIMED_ENTRIES = 8
MANY_HEADLINES = 12
HEADLINE = 25
MIN_ARTICLE = 140
MIN_SURE = 600


def page_kind(document: Document, reading: ArticleReading | None) -> PageKind:
    """The kind of a page, from what it declares, then from how much running text and how many headlines it has."""
    if document.is_text:
        return PageKind.ARTICLE if reading else PageKind.OTHER
    declared = {name for node in document.head.jsonld for name in types_of(node)}
    if declared & _LIVE or _has_live_microdata(document):
        return PageKind.LIVE
    url = urlsplit(document.url)
    if url.path.casefold() in _FRONT_PATHS and not url.query:
        return PageKind.FRONT
    if reading is not None and _is_article(document, reading, declared):
        return PageKind.LIVE if _timed_entries(document, reading) >= MIN_TIMED_ENTRIES else PageKind.ARTICLE
    if declared & _INDEX or _headline_links(document) >= MANY_HEADLINES:
        return PageKind.SECTION
    return PageKind.OTHER


def _is_article(document: Document, reading: ArticleReading, declared: set[str]) -> bool:
    article = reading.article
    text = sum(map(len, article.paragraphs))
    says_so = any(name.endswith("Article") or name in {"BlogPosting", "ReportageNewsArticle"} for name in declared)
    says_so = says_so or "article" in document.head.meta.get("og:type", ())
    if not article.title or not text:
        return False
    if says_so:
        return not (declared & _INDEX and text < MIN_SURE)
    if declared & (_INDEX | _OTHER):
        return text >= 2 * MIN_SURE
    dated = bool(article.published or article.authors)
    if _headline_links(document) >= MANY_HEADLINES * 3 and text < MIN_SURE:
        return dated and text >= MIN_ARTICLE
    return text >= (MIN_ARTICLE if dated else MIN_SURE)


def _has_live_microdata(document: Document) -> bool:
    return any("LiveBlogPosting" in kept.get("itemtype", "") for kept in document.attributes.values())


def _timed_entries(document: Document, reading: ArticleReading) -> int:
    """Times with a machine-readable form that stand between the body's paragraphs."""
    if len(reading.blocks) < MIN_TIMED_ENTRIES:
        return 0
    first, last = document.blocks[reading.blocks[0]], document.blocks[reading.blocks[-1]]
    if not first.trail or not last.trail:
        return 0
    low, high = first.trail[-1], last.trail[-1]
    return len(
        {kept["datetime"] for number, kept in document.attributes.items() if low < number < high and "datetime" in kept}
    )


def _headline_links(document: Document) -> int:
    """Blocks that are one long link each."""
    return sum(
        1
        for block in document.blocks
        if len(block.text) >= HEADLINE and len({link.url for link in block.links}) == 1 and not block.text.endswith(".")
    )
