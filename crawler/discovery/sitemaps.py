"""Sitemaps and news sitemaps (sitemaps.org, protocol 0.9), their indexes, plain-text lists; gzip or not."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from lxml import etree

from crawler.classes import dataclass
from crawler.discovery.candidates import (
    MAX_TITLE,
    Candidate,
    as_utf8,
    is_whole,
    iso_time,
    make_hint,
    plain,
    unique,
    without_build_time,
)
from crawler.discovery.feeds import read_feed
from crawler.urls import page_key, resolve

MAX_SITEMAP_DEPTH = 3  # indexes of indexes that a crawl follows
MAX_UNPACKED = 16_000_000  # bytes; the protocol allows 52 million, news sitemaps hold a thousand URLs
MAX_READ = 50_000  # entries read, which is the protocol's own bound
MAX_URLS = 5_000  # of which the newest are kept
MAX_CHILDREN = 1_000

_KIND = re.compile(rb"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex|rss|feed|rdf)\b", re.IGNORECASE)
_FIELDS = {"loc", "lastmod", "title", "publication_date"}


@dataclass(frozen=True, slots=True)
class SitemapRef:
    """A sitemap that an index names; `modified` is ISO 8601 UTC or None."""

    url: str
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap says: further sitemaps and pages, the newest first."""

    children: tuple[SitemapRef, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def read_sitemap(body: bytes, base: str) -> Sitemap:
    """Read a sitemap, an index, a feed that serves as one, or a list of URLs. Never raises.

    Bombs do nothing: at most `MAX_UNPACKED` bytes are unpacked, entities are not expanded, nothing is loaded. Where
    there is more than can be kept, the newest `MAX_URLS` pages are.
    """
    body = as_utf8(_unpacked(body))
    found = _KIND.search(body[:20_000])
    kind = found.group(1).lower() if found else b""
    if kind in {b"rss", b"feed", b"rdf"}:
        return Sitemap(candidates=tuple(read_feed(body, base)))
    entries = list(_entries(body)) if kind else [("url", {"loc": url}) for url in _lines(body)]
    if found and len(entries) < MAX_READ and not is_whole(body, found.group(1).decode()):
        entries = entries[:-1]  # cut off: the last address may be half an address
    refs = {resolve(base, entry.get("loc", "")): entry for name, entry in entries if name == "sitemap"}
    for nowhere in ("", resolve("", base)):
        refs.pop(nowhere, None)
    children = [SitemapRef(url, iso_time(entry.get("lastmod"))) for url, entry in refs.items()]
    pages = (_candidate(entry, base) for name, entry in entries if name == "url")
    newest = sorted(children, key=lambda ref: ref.modified or "", reverse=True)
    return Sitemap(tuple(newest[:MAX_CHILDREN]), tuple(_newest(unique(pages, MAX_READ), base)))


def newest_children(children: Sequence[SitemapRef], limit: int) -> list[SitemapRef]:
    """Of a long index the sitemaps that changed last; where it does not say, both ends: some sites put the newest
    first, some last."""
    ranked = sorted(children, key=lambda child: child.modified or "", reverse=True)
    if len(children) > limit and not any(child.modified for child in children):
        half = limit // 2
        ranked = [*children[:half], *children[-half:]]
    return ranked[:limit]


def _newest(candidates: list[Candidate], base: str) -> list[Candidate]:
    found = without_build_time(candidates)
    found.sort(key=lambda each: each.modified or each.published or "", reverse=True)
    return [replace(each, hint=make_hint(base, *_SAID(each))) for each in found[:MAX_URLS]]


_SAID = attrgetter("modified", "title")


def _candidate(entry: dict[str, str], base: str) -> Candidate:
    published, modified = iso_time(entry.get("publication_date")), iso_time(entry.get("lastmod"))
    title = plain(entry.get("title"), MAX_TITLE)
    url = page_key(resolve(base, entry.get("loc", "")))
    return Candidate(url, title=title, published=published, modified=modified, source=base)


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body[:MAX_UNPACKED]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_UNPACKED)
    except zlib.error:
        return b""


def _entries(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """`url` and `sitemap` elements with the texts of the fields that matter, as far as the XML can be read."""
    parser = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    count = 0
    try:
        for _, element in parser:
            yield etree.QName(element).localname, _fields(element)
            _forget(element)
            count += 1
            if count >= MAX_READ:
                return
    except (etree.LxmlError, ValueError, SyntaxError):  # not even lenient reading goes on from here
        return


def _fields(element: etree._Element) -> dict[str, str]:
    """Texts by local name; the first of a name counts (an image's title comes after the article's)."""
    fields: dict[str, str] = {}
    for child in element.iter("{*}loc", "{*}lastmod", "{*}title", "{*}publication_date"):
        name = etree.QName(child).localname
        if child.text and name in _FIELDS:
            fields.setdefault(name, child.text.strip()[:8192])
    return fields


def _forget(element: etree._Element) -> None:
    """Free what was read: memory stays flat however many entries come."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _lines(body: bytes) -> list[str]:
    lines = body[: MAX_UNPACKED // 4].decode("utf-8-sig", "replace").splitlines()[:MAX_READ]
    return [line.strip() for line in lines if line.strip().startswith(("http://", "https://"))]
