"""Stored states that another program read: put in force as this one reads them, before they are compared with."""

from __future__ import annotations

from dataclasses import replace

from crawler.blocks import read_document
from crawler.classes import dataclass
from crawler.differ import digest_state
from crawler.errors import CaptureError
from crawler.model import Article, LiveRegion, RankedList, RegionKey, RegionKind, RegionState, Version
from crawler.parsing import Reading
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.read_anew import article_as_today, article_read_again, list_as_today, live_as_today
from crawler.recorder.setup import Kept
from crawler.store import Archive

# Why a look is recorded as it is: kept with its capture, shown by `presswatch explain`.
FROM_CAPTURE = "the version before was stored by a program with other reading rules: its capture was read again"
FROM_PAGE = (
    "the version before was stored by a program with other reading rules: only words that stand nowhere on the page "
    "any more were taken for edited"
)


@dataclass(slots=True)
class Rereading:
    archive: Archive
    memory: SiteMemory
    kept: Kept

    def article(self, look: Look, stored: Version, before: Article, after: Article, read_with: ReadWith) -> Version:
        """The newest version of an article as this program would have stored it; it is put in force.

        Args:
            look: at the page today.
            stored: the version.
            before: its state.
            after: what the look says.
            read_with: reads a look with a template.
        """
        again = self._again(look, stored, read_with)
        if again is not None and again.page.article is not None:
            state = article_read_again(before, again.page.article, after)
            look.notes.append(FROM_CAPTURE)
        else:
            state = article_as_today(before, after, look.traces)
            look.notes.append(FROM_PAGE)
        return self._put(stored, state)

    def region(self, look: Look, stored: Version, after: RankedList | LiveRegion, read_with: ReadWith) -> Version:
        """The same of a list, a ticker or a live blog; `after`: what the look shows of it."""
        again = self._again(look, stored, read_with)
        found = _region_of(again, stored.key) if again is not None else None
        return self._put(stored, found if found is not None else _as_today(stored, after, look.traces))

    def _again(self, look: Look, stored: Version, read_with: ReadWith) -> Reading | None:
        """The capture that first showed a version, as it reads today, where it is kept."""
        record = self.archive.capture(stored.capture) if stored.capture is not None else None
        capture = self.kept(record) if record is not None else None
        if record is None or capture is None:
            return None
        try:
            document = read_document(capture)
        except CaptureError:
            return None
        if document.is_text:
            return None  # what is the site's in it is told from the captures beside it
        page = replace(look.record, url=record.url)
        old = replace(look, capture=capture, document=document, key=record.url, record=page)
        return read_with(old, self.memory.template, frozenset())

    def _put(self, stored: Version, state: RegionState) -> Version:
        digest = digest_state(state)
        if digest == stored.digest:
            return stored
        self.archive.replace_reading(stored, state, digest)
        return replace(stored, state=state, digest=digest)


def _region_of(reading: Reading, key: RegionKey) -> RankedList | LiveRegion | None:
    page = reading.page
    live = (*page.live, *((page.live_blog,) if page.live_blog else ()))
    states = page.lists if key.kind is RegionKind.LIST else live
    return next((state for state in states if state.name == key.name and state.items), None)


def _as_today(stored: Version, after: RankedList | LiveRegion, page: str) -> RankedList | LiveRegion:
    before = stored.state
    if isinstance(before, RankedList) and isinstance(after, RankedList):
        return list_as_today(before, after, page)
    if isinstance(before, LiveRegion) and isinstance(after, LiveRegion):
        return live_as_today(before, after, page, seen=stored.last_seen.isoformat())
    return after
