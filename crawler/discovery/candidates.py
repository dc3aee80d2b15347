"""Candidate: a URL that a source names, with what the source says of it; and whether that is news."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from crawler.classes import dataclass
from crawler.model import PageKind, PageRecord
from crawler.urls import page_key

MAX_TEXT = 20_000  # characters of a summary that are compared
MAX_TITLE = 500
_MAX_HINTS = 4  # sources whose word on a page is remembered
_ALIKE = 3  # so many equal times are the hour of the build, not of the edits
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL (its page key) that a source names.

    `hint` is what the source last said of the page, as `SOURCE=DIGEST`; `weigh` compares it with what is stored.
    Times are ISO 8601 UTC or None. `score` tells from 0 to 1 how sure it is that the page is of this `kind`.
    """

    url: str
    hint: str = ""
    title: str = ""
    published: str | None = None
    modified: str | None = None
    source: str = ""
    kind: PageKind = PageKind.ARTICLE
    score: float = 1.0


class Hinted(NamedTuple):
    """What to store as a page's `hint`, and whether the page should be looked at now."""

    hint: str
    due: bool


def weigh(page: PageRecord, candidate: Candidate) -> Hinted:
    """Compare what a source says of a known page with what it said before.

    Each source is compared with itself only: a feed and a sitemap that both name a page use different words for the
    same state. A source that is new to the page makes it due where it tells of an edit after the last look.
    """
    if not candidate.hint or candidate.hint in page.hint.split():
        return Hinted(page.hint, due=False)  # word for word what is stored: nothing to write
    said = dict(part.split("=", 1) for part in page.hint.split() if "=" in part)
    source, _, value = candidate.hint.partition("=")
    before = said.pop(source, None)
    said[source] = value
    kept = list(said.items())[-_MAX_HINTS:]
    hint = " ".join(f"{name}={each}" for name, each in kept)
    due = _edited_since(candidate, page) if before is None else before != value
    return Hinted(hint, due)


def _edited_since(candidate: Candidate, page: PageRecord) -> bool:
    edited = _moment(candidate.modified or "")
    return edited is not None and page.last_look is not None and edited > page.last_look


def make_hint(source: str, *said: str | None) -> str:
    """`SOURCE=DIGEST` of what a source says of a page, or "" where it says nothing."""
    words = "\x1f".join(each or "" for each in said)
    return f"{_digest(source)}={_digest(words)}" if words.strip("\x1f") else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def iso_time(value: object) -> str | None:
    """A date as feeds and sitemaps write it (ISO 8601 or RFC 5322) as ISO 8601 UTC, or None."""
    moment = _moment(value.strip()[:64]) if isinstance(value, str) else None
    return iso(moment) if moment is not None else None


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(value: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def plain(text: object, limit: int = MAX_TEXT) -> str:
    """Text without tags, character references and superfluous white space; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    return " ".join(html.unescape(_TAG.sub(" ", text[: 4 * limit])).split())[:limit]


def without_build_time(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Drop a time that is the same for all: the hour at which the source was generated, not of any edit."""
    found = list(candidates)
    if len(found) < _ALIKE:
        return found
    if len({candidate.modified for candidate in found}) == 1:
        found = [replace(candidate, modified=None) for candidate in found]
    if len({candidate.published for candidate in found}) == 1:
        found = [replace(candidate, published=None) for candidate in found]
    return found


def unique(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """The first candidate for each URL, `limit` at most; none for the source itself (what an empty link means)."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        if len(kept) >= limit:
            break
        if candidate.url and candidate.url != page_key(candidate.source):
            kept.setdefault(candidate.url, candidate)
    return list(kept.values())


def is_whole(body: bytes, root: str) -> bool:
    """Whether an XML document was not cut off: its root element is closed at the end."""
    return re.search(rb"</(?:[\w.-]{1,40}:)?" + re.escape(root.encode()) + rb"\s*>", body[-2000:]) is not None


def as_utf8(body: bytes) -> bytes:
    """XML in UTF-16 (told by its byte order mark) as UTF-8; any other as it is."""
    if body[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return body
    text = body.decode("utf-16", "replace")
    head = re.sub(r"encoding\s*=\s*[\"'][^\"']*[\"']", "", text[:200])
    return (head + text[200:]).encode("utf-8", "replace")
