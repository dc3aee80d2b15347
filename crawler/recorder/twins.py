"""One page at several addresses, of which nothing says so but their words: `?id=7` and `?id=7&comments=1`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.guard import Judgement, is_edited, share_kept
from crawler.model import Article, PageKind, Verdict
from crawler.recorder.filing import Filing
from crawler.recorder.identity import article_key, record_of
from crawler.recorder.look import Look
from crawler.recorder.seen_edits import name_of
from crawler.store import Archive
from crawler.text import compare_form
from crawler.urls import is_local, may_be_one_page, place_of

# Two addresses are of one page where they share the title and this much of the text: what is made per request differs.
_SAME_TEXT = 0.8
# Less text (characters) may stand on many pages: an error, a wall.
_SHORT = 200


@dataclass(slots=True)
class Twins:
    """A page that is seen for the first time, and is known at another address of the same place, is not watched twice:
    its address is a name of the known page."""

    archive: Archive
    site: str
    filing: Filing
    _edits: dict[str, str] = field(default_factory=dict)  # page → the name of what it said before
    _here: dict[str, list[str]] = field(default_factory=dict)  # place → the known addresses, as far as asked for

    def identify(self, looks: Sequence[Look]) -> None:
        """Set `same_as` of looks at pages that are others by their words. Of new ones the plainest address counts, of
        known ones that which was found first."""
        self._join_edited(looks)
        own: dict[str, list[Look]] = {}
        for look in sorted(looks, key=_plainness):
            if (article := _article(look)) is None:
                continue
            place = place_of(look.key)
            alike = own.setdefault(place, [])
            look.same_as = next(self._known(look.key, article, place), "") or _among(alike, look.key, article)
            if not look.same_as:
                alike.append(look)
                self._at(place).append(look.key)

    def _join_edited(self, looks: Sequence[Look]) -> None:
        """An article that says the same at two addresses, before an edit and after it, is one: links lead now to its
        number (`/node/7`) and now to its name (`/city/a-story`). Not where a page says which address it has."""
        found: dict[tuple[str, str], str] = {}
        self._edits.clear()
        for look in sorted(looks, key=_age):
            if (edit := _edit_of(look)) is None:
                continue
            self._edits[look.key] = edit[0]
            first = self._edited_before(*edit, look.key) or found.setdefault(edit, look.key)
            look.same_as = first if first != look.key else ""

    def _edited_before(self, before: str, after: str, key: str) -> str:
        """Another page of which an earlier batch recorded the same edit; "" where it is not there any more."""
        recorded = self.filing.memory.edits.pages.get(before)
        page = self.archive.page(self.site, self.archive.resolve_alias(self.site, recorded)) if recorded else None
        if page is None or page.state != "known" or page.url == key:
            return ""
        versions = self.archive.versions(article_key(self.site, page.url))
        said = [name_of(each.state) for each in versions if isinstance(each.state, Article)]
        return page.url if before in said and after in said[said.index(before) :] else ""

    def note_edit(self, look: Look) -> None:
        """The edit of a look was recorded: it is known when it is seen at another address."""
        if look.key in self._edits:
            self.filing.memory.edits.saw(self._edits[look.key], look.key)

    def settle(self, look: Look) -> None:
        """File a look at a page that is another one: nothing of it is stored but that it is one more address."""
        seen, page = look.capture.fetched_at, look.same_as
        copy = record_of(self.archive, self.site, look.key, look.capture)
        self.filing.register(look.capture, page, Judgement(Verdict.UNCHANGED, f"another address of {page}"))
        gone = replace(copy, state="moved", moved_to=page, last_look=seen, looks=copy.looks + 1, next_look=None)
        self.archive.save_page(gone)
        self.archive.add_alias(self.site, look.key, page)

    def _known(self, key: str, article: Article, place: str) -> Iterator[str]:
        for url in self._at(place):
            if url == key or not may_be_one_page(url, key):
                continue
            page = self.archive.page(self.site, url)
            version = self.archive.latest(article_key(self.site, url))
            if page is None or page.state != "known" or version is None or not isinstance(version.state, Article):
                continue
            if _is_same(version.state, article):
                yield url

    def _at(self, place: str) -> list[str]:
        if place not in self._here:
            self._here[place] = self.archive.addresses(self.site, place)
        return self._here[place]


def _edit_of(look: Look) -> tuple[str, str] | None:
    """Names of what is said before an edit and after it, on a page that does not say which address it has."""
    before, after = look.before, look.reading.page.article
    if before is None or after is None or look.moved_from or look.document.head.canonical or is_local(look.key):
        return None
    if len(before.body) < _SHORT or (edit := (name_of(before), name_of(after)))[0] == edit[1]:
        return None
    return edit if is_edited(before, after) else None


def _article(look: Look) -> Article | None:
    """The article of a page that is seen for the first time, where it has enough to be known by."""
    page = look.reading.page
    if not look.is_unknown or is_local(look.key) or page.kind is not PageKind.ARTICLE or page.article is None:
        return None
    return page.article if len(page.article.body) >= _SHORT else None


def _age(look: Look) -> tuple[datetime, tuple[int, str]]:
    return look.record.first_seen or look.capture.fetched_at, _plainness(look)


def _plainness(look: Look) -> tuple[int, str]:
    return look.key.count("&") + look.key.count("?"), look.key


def _among(looks: Sequence[Look], key: str, article: Article) -> str:
    for look in looks:
        other = look.reading.page.article
        if may_be_one_page(look.key, key) and other is not None and _is_same(other, article):
            return look.key
    return ""


def _is_same(known: Article, article: Article) -> bool:
    if compare_form(known.title) != compare_form(article.title):
        return False
    return min(share_kept(known, article), share_kept(article, known)) >= _SAME_TEXT
