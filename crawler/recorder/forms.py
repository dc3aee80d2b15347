"""The same page in another form, for narrow screens (AMP) or for the printer: what is watched is the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from urllib.parse import urlsplit

from crawler.classes import dataclass
from crawler.guard import Judgement
from crawler.model import Capture, PageRecord, Verdict
from crawler.recorder.filing import Filing
from crawler.recorder.identity import record_of
from crawler.recorder.setup import SiteSetup
from crawler.store import Archive
from crawler.urls import host_of, page_key

# Parts of an address that name a form. A page at such an address that calls another one its canonical is a copy.
_FORMS = frozenset("amp print printable printer drucken drucker imprimer imprimir mobile mobil m lite".split())
_WORDS = re.compile(r"[^\W_]+")
# <html amp>, as the AMP specification asks for; a lightning bolt stands for it.
_AMP = re.compile(rb"<html\b[^>]*\s(?:amp|\xe2\x9a\xa1)(?:4(?:ads|email))?[\s=>]", re.IGNORECASE)
_START = 4096


@dataclass(slots=True)
class Forms:
    """Captures of other forms are filed and not read, as long as the page itself can be fetched."""

    archive: Archive
    setup: SiteSetup
    filing: Filing
    _copies: dict[str, str] = field(default_factory=dict)  # the address that was asked for → the page
    _wanted: set[str] = field(default_factory=set)

    def put_off(self, key: str, capture: Capture) -> bool:
        """Whether a capture is another form of the page `key`; then the page is `wanted` in its place."""
        asked = page_key(capture.url)  # itself, though it may go by the page's name by now
        if key == asked or not self._is_copy(key, capture):
            return False
        copy = record_of(self.archive, self.setup.name, asked, capture)
        if copy.last_good is not None:
            return False  # it has a history of its own, which goes to the page
        if not self._can_be_seen(key, copy, capture):
            return False
        self.archive.save_page(replace(copy, last_look=capture.fetched_at, looks=copy.looks + 1))
        self.filing.register(capture, key, Judgement(Verdict.UNCHANGED, f"another form of {key}"))
        self._copies[asked] = key
        if capture.source == "crawl":
            self._wanted.add(key)
        return True

    def _is_copy(self, key: str, capture: Capture) -> bool:
        return _AMP.search(capture.body[:_START]) is not None or bool(_words(capture.location) - _words(key))

    def take_wanted(self) -> list[str]:
        """Pages that should be fetched in place of their copies; each is named one time."""
        wanted, self._wanted = sorted(self._wanted), set()
        return wanted

    def close(self) -> None:
        """Whose page could be read is not asked for at its other addresses any more."""
        for asked, key in self._copies.items():
            page = self.archive.page(self.setup.name, key)
            if page is None or page.last_good is None:
                continue
            if (copy := self.archive.page(self.setup.name, asked)) is not None:
                self.archive.save_page(replace(copy, state="moved", moved_to=key, next_look=None))
            self.archive.add_alias(self.setup.name, asked, key)
        self._copies.clear()

    def _can_be_seen(self, key: str, copy: PageRecord, capture: Capture) -> bool:
        """A crawl can fetch the page, unless it did so in vain when it was last shown the copy; of files there may be
        none of it."""
        page = self.archive.page(self.setup.name, key)
        if page is not None and page.last_good is not None:
            return True
        return capture.source == "crawl" and not copy.looks


def _words(url: str) -> set[str]:
    """The words of an address that name a form."""
    return set(_parts(url)) & _FORMS


def _parts(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    yield from _WORDS.findall(host_of(url).partition(".")[0].lower())
    for segment in parts.path.lower().split("/"):
        yield segment
        yield from segment.split(".")[1:]
    yield from _WORDS.findall(parts.query.lower())
