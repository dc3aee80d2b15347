"""Where a site tells what is new: feeds, sitemaps and sections, found or worth a try."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.classes import dataclass
from crawler.discovery.links import headline_score, is_section_link, read_links
from crawler.model import Document, PageKind
from crawler.urls import (
    host_of,
    is_feed_url,
    is_file_url,
    is_service_url,
    looks_like_article,
    page_key,
    resolve,
    same_page,
    same_site,
)

MAX_SOURCES = 20
MAX_SECTIONS = 40
_MENU = 3
MAX_ROBOTS = 500_000  # characters: RFC 9309 asks for 500 kibibytes at least

USUAL_FEEDS = (
    "/feed",
    "/feed/",
    "/rss",
    "/rss/",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds",
    "/feed.json",
)
USUAL_SITEMAPS = (
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/googlenews.xml",
    "/sitemap_index.xml",
    "/sitemap/news.xml",
)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_COMMENTS = re.compile(r"comment|kommentar|reactie|coment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources of a site. `try_feeds` and `try_sitemaps` are usual addresses that nobody has promised."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    try_feeds: tuple[str, ...] = ()
    try_sitemaps: tuple[str, ...] = ()


def find_sources(document: Document, robots: str = "", hosts: Iterable[str] = ()) -> Sources:
    """What the start page (and robots.txt) say of feeds, sitemaps and sections, and what is worth a try."""
    declared = [url for url in document.head.feeds if resolve("", url)]
    linked = [link.url for block in document.blocks for link in block.links if is_feed_url(link.url)]
    feeds = _distinct(url for url in (*declared, *linked) if not _COMMENTS.search(url))
    sitemaps = robots_sitemaps(robots, document.url)
    return Sources(
        feeds=feeds,
        sitemaps=sitemaps,
        sections=_sections(document, tuple(hosts)),
        try_feeds=_usual(document.url, USUAL_FEEDS, feeds),
        try_sitemaps=_usual(document.url, USUAL_SITEMAPS, sitemaps),
    )


def robots_sitemaps(text: str, base: str = "") -> tuple[str, ...]:
    """The sitemaps that a robots.txt names (sitemaps.org), in its order, `MAX_SOURCES` at most."""
    found = (resolve(base, url) for url in _SITEMAP_LINE.findall(text[:MAX_ROBOTS].lstrip("\ufeff")))
    return _distinct(found)


def _sections(document: Document, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Sections in menus, in document order; where none is known as a menu, short links to short paths. Of those
    that a parameter tells apart it takes three, none of them a headline."""
    known = {each.url for each in read_links(document, hosts) if each.kind is PageKind.SECTION}
    own = hosts or (host_of(document.url),)
    links = [(page_key(link.url), link.text) for block in document.blocks for link in block.links]
    alike = _alike(links) if not known else {}
    found: list[str] = []
    for url, text in links:
        plain = not known and same_site(url, own) and not same_page(url, document.url)
        if url in known or (plain and _plain_section(url, text) and alike.get(_of(url), _MENU) >= _MENU):
            found.append(url)
    return _distinct(found, MAX_SECTIONS)


def _alike(links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many links there are of each address but for what its one parameter says; none where one is a headline's."""
    values: dict[str, set[str]] = {}
    headlines: set[str] = set()
    for url, text in links:
        if address := _of(url):
            values.setdefault(address, set()).add(url)
            if headline_score(text):
                headlines.add(address)
    return {address: 0 if address in headlines else len(urls) for address, urls in values.items()}


def _of(url: str) -> str:
    """An address up to the value of its one parameter, or "" where it has none."""
    address, mark, query = url.partition("?")
    return f"{address}?{query.partition('=')[0]}" if mark else ""


def _plain_section(url: str, text: str) -> bool:
    other = is_file_url(url) or is_feed_url(url) or is_service_url(url)
    return not other and is_section_link(url, text, looks_like_article(url))


def _usual(base: str, paths: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(url for path in paths if (url := resolve(base, path)) and url not in known)


def _distinct(urls: Iterable[str], limit: int = MAX_SOURCES) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for url in urls if url))[:limit]
