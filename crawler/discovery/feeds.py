"""Feeds: RSS, Atom and RDF (feedparser), JSON Feed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html.entities import html5
from itertools import islice
from typing import Any

from lxml import etree

from crawler.discovery.candidates import (
    MAX_TITLE,
    Candidate,
    as_utf8,
    is_whole,
    iso,
    iso_time,
    make_hint,
    plain,
    unique,
    without_build_time,
)
from crawler.urls import page_key, resolve

MAX_FEED = 8_000_000  # bytes
MAX_ENTRIES = 2_000
_ROOTS = {"rss", "feed", "RDF"}
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}

Said = tuple[Candidate, str]  # a candidate, and the text of its summary


def read_feed(body: bytes, base: str, headers: Mapping[str, str] | None = None) -> list[Candidate]:
    """The entries of a feed, in its order, `MAX_ENTRIES` at most; [] for what is no feed. Never raises.

    Args:
        body: the response, unpacked.
        base: the feed's URL; relative links are resolved against it, and hints are told apart by it.
        headers: lower-case names; only the charset of `content-type` matters.
    """
    body = as_utf8(body[:MAX_FEED])
    entries = _read_json(body, base) if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else None
    said = list(islice(entries if entries is not None else _read_xml(body, base, headers or {}), MAX_ENTRIES))
    found = without_build_time(candidate for candidate, _ in said)
    hinted = [
        replace(candidate, hint=make_hint(base, candidate.modified, candidate.published, candidate.title, text))
        for candidate, (_, text) in zip(found, said, strict=True)
    ]
    return unique(hinted, MAX_ENTRIES)


# Entries are read with dict.get: feedparser's own get guesses and warns where a key is missing.
def _read_xml(body: bytes, base: str, headers: Mapping[str, str]) -> Iterator[Said]:
    for entry in _parse(_well_formed(body, headers), base):
        link = _entry_url(entry, base)
        if not link:
            continue
        published = _time(dict.get(entry, "published_parsed"))
        modified = _time(dict.get(entry, "updated_parsed"))
        title = plain(dict.get(entry, "title"), MAX_TITLE)
        candidate = Candidate(link, title=title, published=published or modified, modified=modified, source=base)
        yield candidate, _entry_text(entry)


def _parse(body: bytes, base: str) -> list[dict[str, Any]]:
    if not body:
        return []
    import feedparser  # with its tables of encodings and dates: not loaded where no feed has news

    try:
        # A stream, since feedparser takes bytes for the name of a file where one is called so.
        feed = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-location": base, "content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return []  # feedparser promises to raise nothing, yet trips over some odd values
    return list(feed.get("entries") or ())


def _well_formed(body: bytes, headers: Mapping[str, str]) -> bytes:
    """The feed as sound XML in UTF-8 without declarations and with `MAX_ENTRIES` entries, or b"" for no feed.

    libxml2 mends, and bounds depth and entities; feedparser's own lenient parser takes time that grows with the
    square of the nesting.
    """
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=_encoding(body, headers),
    )
    try:
        root = etree.fromstring(_NAMED.sub(_numbered, body), parser)
    except (etree.LxmlError, ValueError, LookupError, SyntaxError):
        return b""
    if root is None or etree.QName(root).localname not in _ROOTS:
        return b""
    _shorten(root, whole=is_whole(body, etree.QName(root).localname))
    return etree.tostring(root, encoding="utf-8", with_tail=False)


def _shorten(root: etree._Element, *, whole: bool) -> None:
    """Drop what is above the bound; and the last entry of a feed that was cut off, whose link may be half a link."""
    entries = list(root.iter("{*}item", "{*}entry"))
    for entry in entries[MAX_ENTRIES if whole else min(MAX_ENTRIES, len(entries) - 1) :]:
        parent = entry.getparent()
        if parent is not None:
            parent.remove(entry)


def _encoding(body: bytes, headers: Mapping[str, str]) -> str | None:
    """The encoding where the XML does not tell by itself: UTF-8 unless it can't be; None to let libxml2 find out."""
    if _DECLARED.search(body[:400]):
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        charset = re.search(r"charset=[\"']?([\w.:-]{2,30})", headers.get("content-type", ""))
        name = charset.group(1) if charset else "windows-1252"
        return name if name.lower() not in {"utf-8", "utf8"} else None
    return "utf-8"


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's named characters (&nbsp;) as numbers, since XML knows but five names."""
    name = match.group(1)
    known = html5.get(name.decode("ascii") + ";")
    if name in _OF_XML or known is None:
        return match.group()
    return "".join(f"&#{ord(char)};" for char in known).encode("ascii")


def _entry_url(entry: dict[str, Any], base: str) -> str:
    names = [dict.get(entry, key) for key in ("feedburner_origlink", "link", "id")]
    for name in names:
        if isinstance(name, str) and name.strip() and (url := page_key(resolve(base, name))):
            return url
    return ""


def _entry_text(entry: dict[str, Any]) -> str:
    contents = dict.get(entry, "content") or ()
    whole = " ".join(plain(content.get("value")) for content in contents[:3])
    return whole or plain(dict.get(entry, "summary"))


def _time(parsed: Any) -> str | None:
    """A `time.struct_time` in UTC, which is what feedparser makes of any date, as ISO 8601."""
    if parsed is None:
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return iso(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return None


def _read_json(body: bytes, base: str) -> Iterator[Said] | None:
    """The items of a JSON Feed (jsonfeed.org, version 1.1), or None where the body is no JSON object."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    return _json_entries(items if isinstance(items, list) else [], base)


def _json_entries(items: list[Any], base: str) -> Iterator[Said]:
    for item in items:
        if not isinstance(item, dict):
            continue
        names = (item.get(key) for key in ("url", "external_url", "id"))
        url = next(
            (key for name in names if isinstance(name, str) and name and (key := page_key(resolve(base, name)))), ""
        )
        published, modified = iso_time(item.get("date_published")), iso_time(item.get("date_modified"))
        title = plain(item.get("title"), MAX_TITLE)
        text = " ".join(plain(item.get(key)) for key in ("content_text", "content_html", "summary"))
        if url:
            yield Candidate(url, title=title, published=published or modified, modified=modified, source=base), text
