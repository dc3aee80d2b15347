"""Records of the archive as plain dictionaries, keys in the contract's order, times ISO 8601 UTC or None."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from crawler.model import (
    Article,
    CaptureRecord,
    ChangeRecord,
    LiveRegion,
    PageKind,
    PageRecord,
    RankedList,
    Version,
)
from crawler.render.records import stamp
from crawler.store import Archive

Record = dict[str, Any]


def article_record(version: Version, article: Article, kind: PageKind) -> Record:
    """`kind` is that of its page; `sha256` is of the body in UTF-8, so that anyone can check it."""
    return {
        "site": version.key.site,
        "url": version.key.page or "",
        "kind": kind.value,
        "version": version.number,
        "first_seen": stamp(version.first_seen),
        "last_seen": stamp(version.last_seen),
        "title": article.title,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "section": article.section,
        "body": article.body,
        "sha256": sha256_of(article.body),
    }


def list_record(version: Version, state: RankedList, url: str) -> Record:
    """`url` is the page that the list was seen on (`seen_at`)."""
    return _region(version, url) | {"items": [asdict(item) for item in state.items]}


def live_record(version: Version, state: LiveRegion, url: str) -> Record:
    """`url` is the page that the region was seen on (`seen_at`)."""
    return _region(version, url) | {"items": [asdict(item) for item in state.items]}


def _region(version: Version, url: str) -> Record:
    return {
        "site": version.key.site,
        "region": version.key.name,
        "url": url,
        "version": version.number,
        "first_seen": stamp(version.first_seen),
        "last_seen": stamp(version.last_seen),
    }


def seen_at(archive: Archive, version: Version) -> str:
    """The page of a region, or the one that a region of the site was seen on; "" where that is not known."""
    if version.key.page is not None:
        return version.key.page
    capture = None if version.capture is None else archive.capture(version.capture)
    return capture.url if capture else ""


def page_record(page: PageRecord) -> Record:
    return {
        "site": page.site,
        "url": page.url,
        "kind": page.kind.value,
        "state": page.state,
        "first_seen": _stamp(page.first_seen),
        "last_look": _stamp(page.last_look),
        "last_good": _stamp(page.last_good),
        "last_change": _stamp(page.last_change),
        "next_look": _stamp(page.next_look),
        "looks": page.looks,
        "changes": page.changes,
        "misses": page.misses,
        "moved_to": page.moved_to,
        "published": page.published,
        "sha256": page.body_sha256,
    }


def capture_record(capture: CaptureRecord) -> Record:
    return {
        "id": capture.id,
        "site": capture.site,
        "url": capture.url,
        "fetched_at": stamp(capture.fetched_at),
        "status": capture.status,
        "verdict": capture.verdict.value,
        "reason": capture.reason,
        "sha256": capture.sha256,
        "source": capture.source,
    }


def change_record(change: ChangeRecord) -> Record:
    return {
        "id": change.id,
        "at": stamp(change.at),
        "site": change.site,
        "kind": change.kind,
        "region": change.key.name if change.key else "",
        "url": change.url,
        "from_version": change.from_version,
        "to_version": change.to_version,
        "change": dict(change.change),
    }


def sha256_of(text: str) -> str:
    """Hexadecimal digest of the text in UTF-8; what UTF-8 cannot hold counts as a question mark."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
