"""Which page a capture is a capture of: redirects, canonical links, copies of files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol
from urllib.parse import urlsplit

from crawler.guard import share_kept
from crawler.model import Article, Capture, Document, LiveRegion, PageRecord, RegionKey, RegionKind
from crawler.regions.article.corrections import is_note
from crawler.store import Archive
from crawler.text import compare_form, line_form
from crawler.urls import host_of, is_later_page, is_local, other_spellings, page_key, same_site

# A page with the same title, or this share of the text, is the page that moved.
MOVED_TEXT = 0.3
_SENTENCE = 40  # characters: shorter lines may stand on any page


class Site(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...


def article_key(site: str, page: str) -> RegionKey:
    return RegionKey(site, RegionKind.ARTICLE, "", page)


def blog_key(site: str, page: str, blog: LiveRegion) -> RegionKey:
    return RegionKey(site, RegionKind.LIVE, blog.name, page)


def page_of(archive: Archive, site: Site, capture: Capture, document: Document) -> str:
    """The key under which a capture is filed: its canonical link where that is to be believed, else its address.

    Later pages of an article often name its first one; by their words they are pages of their own.
    """
    own, address = own_key(site, capture, document), page_key(capture.location)
    key = archive.resolve_alias(site.name, own)
    if own != address and is_later_page(address, own) and not says_it(archive, site, key, document, most=True):
        return archive.resolve_alias(site.name, address)
    return key


def says_it(archive: Archive, site: Site, key: str, document: Document, *, most: bool = False) -> bool:
    """Whether a document has a paragraph of the article that is known under a key; `most`: half of them at least, notes
    aside, which stand on each page of an article."""
    version = archive.latest(article_key(site.name, key))
    if version is None or not isinstance(version.state, Article):
        return False
    texts = {line_form(block.text) for block in document.blocks if len(block.text) >= _SENTENCE}
    known = [text for text in version.state.paragraphs if len(text) >= _SENTENCE and not (most and is_note(text))]
    found = sum(line_form(text) in texts for text in known)
    return found > 0 and (not most or 2 * found >= len(known))


def own_key(site: Site, capture: Capture, document: Document) -> str:
    """The key that a page gives itself, before it is known what the archive calls it."""
    address = page_key(capture.location)
    canonical = page_key(document.head.canonical) if document.head.canonical else ""
    return canonical if _is_credible(canonical, address, site) else address


def _is_credible(canonical: str, address: str, site: Site) -> bool:
    """A canonical link to another site, or from every page to the front page, is a mistake of the page's."""
    if not canonical or canonical == address:
        return bool(canonical)
    if is_local(address):
        return True
    hosts: Collection[str] = (host_of(site.url), host_of(address), *site.hosts)
    path = urlsplit(canonical).path
    return same_site(canonical, hosts) and (path not in {"", "/"} or urlsplit(address).path in {"", "/"})


def asked_key(archive: Archive, site: Site, capture: Capture) -> str:
    return archive.resolve_alias(site.name, page_key(capture.url))


def record_of(archive: Archive, site: str, key: str, capture: Capture) -> PageRecord:
    """What is known of a page; a fresh row where this capture is the first of it."""
    return archive.page(site, key) or PageRecord(site, key, first_seen=capture.fetched_at)


def redirected(archive: Archive, site: Site, capture: Capture, key: str) -> str:
    """The key of the known page that was asked for where another answered, else ""."""
    asked = asked_key(archive, site, capture)
    return asked if asked != key and archive.page(site.name, asked) is not None else ""


def is_same_blog(before: LiveRegion, after: LiveRegion | None) -> bool:
    """Whether two live blogs have at least half of the entries of the shorter one."""
    if after is None:
        return False
    ours, theirs = ({line_form(item.text or item.title) for item in blog.items} - {""} for blog in (before, after))
    return 2 * len(ours & theirs) >= max(1, min(len(ours), len(theirs)))


def known_as(archive: Archive, site: str, page: str, article: Article | None, blog: LiveRegion | None) -> bool | None:
    """Whether what is stored of a page is this article, or where it holds none this live blog; None: neither is."""
    version = archive.latest(article_key(site, page))
    if version is not None and isinstance(version.state, Article):
        return is_same_story(version.state, article)
    version = archive.latest(blog_key(site, page, blog)) if blog is not None else None
    return is_same_blog(version.state, blog) if version and isinstance(version.state, LiveRegion) else None


def respelled(archive: Archive, site: Site, key: str, article: Article | None, blog: LiveRegion | None) -> str:
    """The known page that `key`, of which nothing is known, is another spelling of, where both tell one story; else "".

    Links lead to `https://` from one hour to the next, and nothing asks for the old address, which would lead there.
    """
    for other in other_spellings(key):
        page = archive.page(site.name, other)
        is_known = page is not None and page.state != "moved" and page.last_good is not None
        if is_known and known_as(archive, site.name, other, article, blog):
            return other
    return ""


def is_permanent(capture: Capture) -> bool:
    """301 and 308 on the way, or a changed canonical link (no redirect at all)."""
    return all(redirect.status in {301, 308} for redirect in capture.redirects)


def is_same_story(before: Article, after: Article | None) -> bool:
    if after is None:
        return False
    same_title = bool(before.title) and compare_form(before.title) == compare_form(after.title)
    return same_title or share_kept(before, after) >= MOVED_TEXT
