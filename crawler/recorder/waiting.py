"""Pages that came when little was known of their site: the next ones are laid beside them.

What HTML pages share is seen side by side only. A crawl has many of them at once; saved pages may come one at a time, a
call each. So the first few of a site are kept as they came until its template was learned from as many.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from crawler.blocks import read_document
from crawler.classes import dataclass
from crawler.differ import digest_state
from crawler.errors import CaptureError
from crawler.model import Capture, Document, LiveRegion
from crawler.recorder.identity import article_key
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.sightings import Sighting, alike
from crawler.store import Archive
from crawler.urls import loose_key

MOST = 8  # pages
# Bytes of a page, and of all that wait as they are kept: larger ones are not.
MOST_OF_ONE = 1_000_000
MOST_OF_ALL = 2_000_000
_NAME = "waiting"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`capture` is that of the page `key`, without what reading does not need."""

    key: str
    capture: Capture
    document: Document


@dataclass(slots=True)
class WaitingPages:
    archive: Archive
    site: str
    _kept: dict[str, dict[str, str]] | None = None  # page key → its capture, in plain; None: not asked for yet
    _read: dict[str, Waiting] = field(default_factory=dict)
    _live: list[tuple[str, LiveRegion]] = field(default_factory=list)  # what they show, as they were read again

    @property
    def keys(self) -> Collection[str]:
        return self._pages().keys()

    def pages(self) -> list[Waiting]:
        """All of them, read, in the order of their keys."""
        for key, plain in self._pages().items():
            if key not in self._read and (found := _read(key, plain)) is not None:
                self._read[key] = found
        return [self._read[key] for key in sorted(self._read)]

    def keep(self, pages: Mapping[int | None, str]) -> None:
        """Keep captures out of the spool (number → page key); the newest of each page, and no more than there is room
        for."""
        kept = dict(self._pages())
        for number, capture in self.archive.spooled(self.site):
            key = pages.get(number)
            if key is not None and len(capture.body) <= MOST_OF_ONE and (key in kept or len(kept) < MOST):
                kept[key] = _plain(capture)
                self._read.pop(key, None)
        if kept != self._pages() and sum(len(plain["body"]) for plain in kept.values()) <= MOST_OF_ALL:
            self._store(kept)

    def read_again(self, looks: Sequence[Look], memory: SiteMemory, read_with: ReadWith) -> None:
        """Replace what was read of them before it was known what pages share. That is no change: nothing is told.

        Args:
            looks: the batch that it was learned from; what was known of its pages before is replaced, too.
            memory: of the site, with the template that was learned.
            read_with: reads a look with a template.
        """
        in_batch = {look.key: look for look in looks}
        self._live.clear()
        for page in self.pages():
            record = self.archive.page(self.site, page.key)
            version = self.archive.latest(article_key(self.site, page.key))
            if record is None or version is None:
                continue
            own = Look(page.capture, page.key, record, page.document, looks[0].reading)
            before = read_with(own, memory.generation(record.generation), frozenset()).page.article
            reading = read_with(own, memory.template, frozenset())
            self._live.extend((page.key, region) for region in reading.page.live)
            article = reading.page.article
            # A capture that its state was not read from says nothing of it.
            if before is None or article is None or digest_state(before) != version.digest:
                continue
            self.archive.replace_reading(version, article, digest_state(article))
            self.archive.save_page(replace(record, generation=memory.template.generation))
            if page.key in in_batch:
                in_batch[page.key].before = article

    def show_too(self, sightings: Sequence[Sighting]) -> set[str]:
        """The names of live regions among the sightings that one of these pages shows as well, at another address."""
        return {
            seen.name
            for seen in sightings
            for key, region in self._live
            if region.name == seen.name and loose_key(key) != loose_key(seen.url) and alike(region, seen.state)
        }

    def clear(self) -> None:
        if self._pages():
            self._store({})

    def _pages(self) -> dict[str, dict[str, str]]:
        if self._kept is None:
            self._kept = json.loads(self.archive.meta(self.site, _NAME) or "{}")
        return self._kept

    def _store(self, kept: dict[str, dict[str, str]]) -> None:
        self._kept = kept
        self._read = {key: page for key, page in self._read.items() if key in kept}
        self.archive.set_meta(self.site, _NAME, json.dumps(kept, sort_keys=True) if kept else "")


def _plain(capture: Capture) -> dict[str, str]:
    return {
        "url": capture.location,
        "at": capture.fetched_at.isoformat(),
        "type": capture.headers.get("content-type", ""),
        "body": b64encode(zlib.compress(capture.body)).decode(),
    }


def _read(key: str, plain: dict[str, str]) -> Waiting | None:
    body = zlib.decompressobj().decompress(b64decode(plain["body"]), MOST_OF_ONE)
    at = datetime.fromisoformat(plain["at"])
    capture = Capture(plain["url"], at, headers={"content-type": plain["type"]}, body=body)
    try:
        return Waiting(key, capture, read_document(capture))
    except CaptureError:
        return None
