"""Stories that go on at another address: their later pages, which no list of the site names."""

from __future__ import annotations

import re

from crawler.model import PageKind
from crawler.recorder.look import Look
from crawler.urls import beginning, first_pages, is_later_page, page_key

MOST = 9  # the last page that is asked for
_MAX_LABEL = 40  # characters: "2", "Next page", "Continued on page 2"
_NUMBER = re.compile(r"(\d+)\D*\Z")


def later_pages(look: Look) -> set[str]:
    """The addresses of further pages of an article that it links to: its own with a page's number."""
    if look.capture.source != "crawl" or look.reading.page.kind is not PageKind.ARTICLE:
        return set()
    links = {link.url for block in look.document.blocks for link in block.links if len(link.text) <= _MAX_LABEL}
    own = (look.key, *first_pages(look.key))
    found: set[str] = set()
    for first in own:
        part = beginning(first)
        found |= {url for url in links if part in url and url not in own and is_later_page(url, first)}
    pages = map(page_key, found)
    return {url for url in pages if url not in own and (number := _NUMBER.search(url)) and int(number[1]) <= MOST}
