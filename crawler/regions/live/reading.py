"""Live regions of a document: the entries of a live blog, and the tickers that a site's pages share."""

from __future__ import annotations

from crawler.classes import dataclass
from crawler.model import Document, LiveRegion
from crawler.regions.live.markup import find_entries
from crawler.regions.live.microdata import is_posting, microdata_entries
from crawler.regions.live.posting import Entry, merge, posting_entries, to_items
from crawler.regions.live.ticker import find_text_ticker, find_tickers, says_ticker
from crawler.regions.ranked_list.mentions import shared_depth

BLOG = "Live"
TICKER = "Ticker"


@dataclass(frozen=True, slots=True)
class FoundLive:
    """A live region and where it stands."""

    region: LiveRegion
    blocks: frozenset[int]  # indexes into document.blocks
    container: str  # " > "-joined path of the element that holds the items; "" in text captures


def read_live_blog(
    document: Document, *, is_live: bool = False, others: frozenset[int] = frozenset()
) -> FoundLive | None:
    """The entries of a live blog, newest first, or None where the page is none.

    They come from LiveBlogPosting (JSON-LD, microdata) or from markup: repeated elements that each hold a time and
    a text of their own, on a page that says that it is live, or is known to be (`is_live`); none among the blocks
    `others`, which the site's other pages have, too. Entries that both tell of are merged.
    """
    if document.is_text:
        return None
    told = posting_entries(document)
    says_so = told is not None or is_posting(document)
    shown = (microdata_entries(document) if says_so else None) or find_entries(
        document, is_live=is_live or says_so, others=others
    )
    if not told and (shown is None or not shown.entries):
        return None
    entries = merge(told or (), shown.entries if shown else ())
    blocks = shown.blocks if shown else _saying(document, entries)
    return FoundLive(LiveRegion(BLOG, to_items(entries)), blocks, shown.container if shown else "")


def _saying(document: Document, entries: tuple[Entry, ...]) -> frozenset[int]:
    """The blocks that hold the words of entries known from metadata alone, each with the rest of its element."""
    texts = {line for entry in entries for line in (entry.title, *entry.lines) if line}
    said = [index for index, block in enumerate(document.blocks) if block.text in texts]
    depth = shared_depth([document.blocks[index].trail for index in said]) + 1
    elements = {document.blocks[index].trail[:depth] for index in said}
    return frozenset(i for i, block in enumerate(document.blocks) if block.trail[:depth] in elements)


def read_tickers(
    document: Document,
    shared: frozenset[int],
    taken: frozenset[int] = frozenset(),
    rare: frozenset[int] = frozenset(),
) -> tuple[FoundLive, ...]:
    """The live regions among the blocks that the site's pages share.

    `shared` and `taken` are indexes of blocks: those that the template knows to be shared, and those of ranked
    lists. Of those that few pages have (`rare`), only what calls itself a ticker is one: a front page and a section may
    show the same headlines. A region is named by its heading, else "Ticker", "Ticker 2" …
    """
    free = shared - taken - {index for index in rare if not says_ticker(document, index)}
    if document.is_text:
        run = find_text_ticker(document, shared, taken)
        return (FoundLive(LiveRegion(TICKER, run.items), run.blocks, ""),) if run else ()
    found: list[FoundLive] = []
    names: set[str] = set()
    for ticker in find_tickers(document, free, shared):
        name = number = ticker.name or TICKER
        count = 1
        while number in names:
            count += 1
            number = f"{name} {count}"
        names.add(number)
        found.append(FoundLive(LiveRegion(number, ticker.items), ticker.blocks, ticker.container))
    return tuple(found)
