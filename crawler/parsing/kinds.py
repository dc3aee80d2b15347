"""What kind of page a document is: an article, a live blog, a front or section page, or none that is versioned."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Container, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.model import Article, Block, Document, PageKind
from crawler.regions.article.measures import LINK_BLOCK, link_share, weight
from crawler.regions.article.metadata import types_of
from crawler.regions.article.reading import ArticleReading
from crawler.regions.article.structure import holder
from crawler.regions.live.markup import is_clock
from crawler.text import is_relative_time
from crawler.urls import host_of, same_page

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
_FEW_LED = 3
_LED = 1.5  # of the gaps between teasers, so many hold a headline link: two of three
_FIGURES = re.compile(r"\d+")
_ONE_WAY = 3
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
    if _FRONT_PATH.match(url.path) and not (url.query or url.scheme == "file"):
        # Plugins for search engines call a start page an Article, too; one that is has a text that outweighs the rest.
        stands_alone = says_so and reading is not None and not _is_outweighed(document, reading, others)
        if not stands_alone:
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
    text = _weight(article)
    if not article.title or not text:
        return False
    if says_so:
        return not (declared & _INDEX) or text >= MIN_UNDATED
    if declared & (_INDEX | _OTHER) or _reads_like_teasers(document, reading):
        return False
    headlines = _headline_links(document, others)
    if not (article.published or article.authors or _shows_day(document, reading)):
        return text >= MIN_UNDATED and headlines * HEADLINE < 2 * text and not _begin_with_headlines(document, reading)
    return text >= MIN_ARTICLE and not _too_many(headlines, text)


def _is_outweighed(document: Document, reading: ArticleReading, others: Container[int]) -> bool:
    """Whether headlines of other pages say more than the body does, or lead each of its paragraphs."""
    text = _weight(reading.article)
    return _too_many(_headline_links(document, others), text) or _reads_like_teasers(document, reading)


def _weight(article: Article) -> int:
    """Of what the article says; ages of other stories, read as its last lines, say nothing."""
    return sum(weight(text) for text in article.paragraphs if not is_relative_time(text))


def _too_many(headlines: int, text: int) -> bool:
    return headlines >= MANY_HEADLINES and headlines * HEADLINE >= 4 * text


def _shows_day(document: Document, reading: ArticleReading) -> bool:
    """Whether an element that says that it is a date stands between headline and text: notices of a few lines have
    their day in figures that nothing tells the order of, and no author."""
    if reading.title_block is None or not reading.blocks:
        return False
    above = range(reading.title_block + 1, reading.blocks[0])
    dates = (document.blocks[index].text for index in above if reading.labels.get(index) == "date")
    return any(sum(map(str.isdecimal, text)) >= _DAY for text in dates)


def _reads_like_teasers(document: Document, reading: ArticleReading) -> bool:
    """Paragraphs of an article stand together; teasers each below a headline link, or in a box of its own with one."""
    told = [index for index in reading.blocks if not is_relative_time(document.blocks[index].text)]
    if len(told) < _FEW_TEASERS:
        return False
    linked = [index for index, block in enumerate(document.blocks) if _is_headline_link(block)]
    leading = [index for index in linked if _leads_on(document, document.blocks[index])]
    runs = {bisect(leading, index) for index in told}  # of paragraphs without one between them
    if _LED * (len(runs) - 1) > len(told) - 1:
        return True
    near = {number for index in linked for number in document.blocks[index].trail[-_BOX:]}
    boxes = {holder(document.blocks[index]) for index in told}
    return 2 * len(boxes) > len(told) and 2 * len(boxes & near) > len(boxes)


def _begin_with_headlines(document: Document, reading: ArticleReading) -> bool:
    """Whether most paragraphs begin with a long link to another page of the site: teasers of which headline and excerpt
    are one paragraph, with no more than a `<br>` between them."""
    blocks = [document.blocks[index] for index in reading.blocks]
    leading = {
        link.url
        for block in blocks
        for link in block.links[:1]
        if block.text.startswith(link.text) and weight(link.text) >= HEADLINE and _leads_on(document, block)
    }
    return len(blocks) >= _FEW_LED and 3 * len(leading) >= 2 * len(blocks)


def _leads_on(document: Document, block: Block) -> bool:
    """Whether a headline leads to another page of its site: neither an entry's anchor nor a book in a list."""
    url = block.links[0].url
    return host_of(url) == host_of(document.url) and not same_page(url, document.url)


def _timed_entries(document: Document, reading: ArticleReading) -> int:
    """Times with a machine-readable form, or alone on their lines, that stand between the body's paragraphs."""
    if len(reading.blocks) < MIN_TIMED_ENTRIES:
        return 0
    low, high = (document.blocks[index].trail[-1] for index in (reading.blocks[0], reading.blocks[-1]))
    marked = {kept["datetime"] for n, kept in document.attributes.items() if low < n < high and "datetime" in kept}
    clocks = [text for i in range(reading.blocks[0], reading.blocks[-1]) if is_clock(text := document.blocks[i].text)]
    return max(len(marked), len(set(clocks)) if _run_one_way(clocks) else 0)


def _run_one_way(clocks: Sequence[str]) -> bool:
    """Whether clocks go on from one to the next, give or take midnight and noon; a table's figures ("7.14") don't."""
    times = [tuple(map(int, _FIGURES.findall(clock)[:2])) for clock in clocks]
    later = sum(one < other for one, other in pairwise(times))
    earlier = sum(one > other for one, other in pairwise(times))
    return _ONE_WAY * min(later, earlier) <= max(later, earlier)


def _headline_links(document: Document, others: Container[int]) -> int:
    return sum(_is_headline_link(block) for index, block in enumerate(document.blocks) if index not in others)


def _is_headline_link(block: Block) -> bool:
    """A block that is one long link."""
    return bool(block.links) and len(block.text) >= HEADLINE and link_share(block) > LINK_BLOCK
