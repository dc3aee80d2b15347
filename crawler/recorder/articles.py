"""Versions of articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from crawler.classes import dataclass
from crawler.differ import StateDiff, digest_state
from crawler.guard import is_other_story, is_part_of, with_rest, without_wall
from crawler.model import Article, PageKind, RegionKey, RegionState, Version
from crawler.recorder.edited import as_edited, as_first_seen, compared, smallest
from crawler.recorder.identity import article_key
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.moving_walls import is_behind_moving_wall, shows_more_or_less
from crawler.recorder.noise import has_noise, reads_otherwise, without_noise
from crawler.recorder.overlooked import as_read_now
from crawler.recorder.quiet_moves import drawn_lines, tells_move, without_quiet_moves
from crawler.recorder.redesign import is_relaid, says_the_same
from crawler.recorder.rereading import Rereading
from crawler.recorder.turning import without_shapes
from crawler.regions.article.comparing import ArticleDiff
from crawler.store import Archive
from crawler.urls import first_pages

# Why a look is recorded as it is: kept with its capture, shown by `presswatch explain`.
ANOTHER_STORY = "another article at this address: not compared with the one before"
NOISE = "a second fetch moments later read otherwise: what only one of them has is made per request"
AGREED = "a second fetch moments later read the same"
NO_SECOND = "no second fetch was made"
UNSURE = "reads otherwise, but this site mixes what is made per request into its articles: the next look will tell"
SEEN_WHOLE = "first seen in part, behind a wall: what it hid is no edit"
SEEN_MORE = "behind a wall that lets through now more and now less: what it hid before is no edit"
ALIKE = "the site changed most of its pages in the same way: that is no edit of each"
NO_EDIT = "nothing that differs from the version before is an edit"


@dataclass(slots=True)
class ArticleWriter:
    archive: Archive
    site: str
    memory: SiteMemory
    ledger: Ledger
    first_run: bool
    rereading: Rereading

    def differs(self, look: Look) -> bool:
        """Whether the article reads otherwise than the stored version does."""
        after = look.reading.page.article
        if after is None:
            return False
        stored = self.archive.latest_digest(article_key(self.site, look.key))
        if stored is None and look.moved_from:
            stored = self.archive.latest_digest(article_key(self.site, look.moved_from))
        return stored != digest_state(after)

    def known(self, look: Look) -> Article | None:
        """The article as it was stored last, be it at the address that it moved from."""
        return self.stored(look.key) or (self.stored(look.moved_from) if look.moved_from else None)

    def stored(self, page: str) -> Article | None:
        stored = self.archive.latest(article_key(self.site, page))
        return stored.state if stored is not None and isinstance(stored.state, Article) else None

    def pass_by(self, look: Look) -> None:
        """An article that reads as it is stored: note that it was seen, and whether its date moved all the same."""
        key = article_key(self.site, look.key)
        self.archive.touch(key, look.capture.fetched_at)
        stamps, after = self.memory.stamps, look.reading.page.article
        if stamps.is_wanted and after is not None and after.modified and (before := self.known(look)) is not None:
            stamps.saw(before, after)

    def is_noisy(self, look: Look) -> bool:
        """Whether the texts of two fetches within moments differ, not just in how much of them a wall lets through."""
        if look.second_reading is None or shows_more_or_less(look, self.memory):
            return False
        first, second = (self.memory.less_noise(each).page.article for each in (look.reading, look.second_reading))
        return first is not None and second is not None and has_noise(first, second)

    def is_recast(self, look: Look) -> bool:
        """Whether a page says what it said, in markup that the template it was last read with does not know."""
        template = self.memory.generation(look.record.generation)
        if look.record.last_good is None or look.document.is_text or look.fits(template):
            return False
        before = self.known(look)
        return before is not None and says_the_same(look, before)

    def is_relaid(self, look: Look) -> bool:
        """Whether the article alone says what it said in a new layout."""
        return (before := self.known(look)) is not None and is_relaid(look, before)

    def settle(self, look: Look, capture: int, read_with: ReadWith) -> bool:
        """Store what is new in the article of a good look; whether it is an edit."""
        look.reading = self.memory.less_noise(look.reading)
        look.second_reading = look.second_reading and self.memory.less_noise(look.second_reading)
        after = look.reading.page.article
        if after is None or not (after.paragraphs or look.reading.page.kind is PageKind.LIVE):
            return False
        key = article_key(self.site, look.key)
        stored = self.archive.latest(key)
        if stored is None or not isinstance(stored.state, Article):
            self._first(look, key, after, capture)
            return False
        if is_other_story(stored.state, after):
            look.notes.append(ANOTHER_STORY)
            self._first(look, key, after, capture)
            return False
        if self._is_whole_at_last(look, stored.state, after):
            look.notes.append(SEEN_WHOLE)
            self._add(look, key, as_first_seen(after, look), capture)
            return False
        if self._shows_more(look, stored.state, after):
            look.notes.append(SEEN_MORE)
            self._add(look, key, after, capture)
            return False
        return self._compare(look, stored, after, capture, read_with)

    def _compare(self, look: Look, stored: Version, after: Article, capture: int, read_with: ReadWith) -> bool:
        """Hold a look against the stored version of its article, and store what is new; whether it is an edit."""
        key = stored.key
        if not isinstance(stored.state, Article):
            raise TypeError("an article was compared with what is none")
        known = self.memory.labels.without(without_shapes(stored.state, self.memory.shapes), after)
        as_site = self.memory.alike.applied(known, after, look.record.last_good)
        if as_site is not known:
            look.notes.append(ALIKE)
            known = as_site
        if is_behind_moving_wall(look, self.memory):
            known = with_rest(known, after)
        if self._was_read_otherwise(look, stored):
            stored, known = self._as_read_now(look, stored, known, after, read_with)
        readings = list(self._like_with_like(look, stored, known, read_with))
        asked = digest_state(after) != stored.digest or look.second_reading is not None
        notes = self._how_compared(look, len(readings)) if asked else []
        before = known
        if look.recast is None:
            look.recast = self.is_recast(look)
        if look.recast or look.record.generation != self.memory.template.generation:
            before = as_read_now(known, readings[0], readings[1] if len(readings) > 1 else None)
        elif asked and is_relaid(look, known):
            before = as_read_now(known, readings[0], lines_only=True)
        pairs = list(zip((before, known), readings, strict=False))
        if self._goes_on(look, known, readings[0]):
            pairs = [(_under(after, before), after) for before, after in pairs]
        pairs = [(one, self.memory.stamps.undated(one, other)) for one, other in pairs]
        diffs = compared(key, pairs)
        if lines := self._once_drawn(look, read_with) if tells_move(smallest(diffs)) else frozenset():
            diffs = [without_quiet_moves(key, one, other, lines) for one, other in pairs]
        if self._is_unsure(look):
            look.notes += notes and [*notes, UNSURE]
            look.unsure = bool(notes)
            self.archive.touch(key, look.capture.fetched_at)
            return False
        if any(diff is None for diff in diffs):
            look.notes += notes and [*notes, NO_EDIT]
            # What another template, or more knowledge of noise, makes of it is what the next look is compared with.
            is_newer = look.record.generation != self.memory.template.generation
            reread = is_newer or known is not stored.state or bool(lines)
            self._unchanged(look, stored, readings[0], reread=reread)
            return False
        look.notes += notes
        self._change(look, key, stored, readings[0], smallest(diffs), capture)
        return True

    def _first(self, look: Look, key: RegionKey, after: Article, capture: int) -> None:
        """The first state of an article: of a new page, or of another article at an address that had one."""
        after = as_first_seen(after, look)
        self.memory.note_part(look.key, look.document, look.reading.page.labels)
        self._add(look, key, after, capture)
        if not self.first_run and (look.is_new or look.before is not None):
            self.ledger.published(look.key, after, capture, look.capture.fetched_at)

    def _add(self, look: Look, key: RegionKey, after: Article, capture: int) -> None:
        """A version that nobody is told of."""
        self.archive.add_version(key, after, digest_state(after), look.capture.fetched_at, capture)
        self.ledger.tally.versions += 1

    def _is_whole_at_last(self, look: Look, before: Article, after: Article) -> bool:
        """Whether an article that was only seen behind a wall yet is there with what the wall hid."""
        return self.memory.opens(look.key, look.document, look.reading.page.labels) and is_part_of(before, after)

    def _shows_more(self, look: Look, before: Article, after: Article) -> bool:
        """Whether an article behind a wall that moves says what it said, and goes on."""
        return is_behind_moving_wall(look, self.memory) and is_part_of(before, after) and _head(before) == _head(after)

    def _was_read_otherwise(self, look: Look, stored: Version) -> bool:
        """Whether the stored state was read by other rules, and they, or an edit, make it differ from the look."""
        if not self.memory.reader.is_other(look.record) or self._is_unsure(look):
            return False
        after = look.reading.page.article
        return after is not None and digest_state(after) != stored.digest

    def _as_read_now(
        self, look: Look, stored: Version, before: Article, after: Article, read_with: ReadWith
    ) -> tuple[Version, Article]:
        """The stored version, and its state less noise, as if they had been read by today's rules and template."""
        after = without_wall(before, after)
        if look.second_reading is not None and (second := look.second_reading.page.article) is not None:
            after = without_noise(before, after, second, clean=self.memory.is_clean(stored))
        stored = self.rereading.article(look, stored, before, after, read_with)
        look.record = replace(look.record, generation=self.memory.template.generation)
        state = stored.state if isinstance(stored.state, Article) else before
        return stored, without_shapes(state, self.memory.shapes)

    def _like_with_like(self, look: Look, stored: Version, before: Article, read_with: ReadWith) -> Iterator[Article]:
        """The look read with today's template and, where the stored state is older, with the one of its time.

        What only today's template strips or finds is no edit: one of the readings then equals the stored state.
        """
        clean = self.memory.is_clean(stored)
        digest = stored.digest if before is stored.state else digest_state(before)
        yield as_edited(before, digest, look.reading, look.second_reading, look, self.memory.labels, clean=clean)
        generation = look.record.generation
        if look.record.last_good is None or generation == self.memory.template.generation:
            return
        if look.recast and look.fits(self.memory.template):
            return  # the old template says nothing of the new markup: without it an edit may be overlooked
        template = self.memory.generation(generation)
        old = read_with(look, template, frozenset())
        second = read_with(look.as_second(), template, frozenset()) if look.second_document else None
        if (found := old.page.article) is not None:
            if not found.authors and (today := look.reading.page.article):  # in new markup it may not find the byline
                old = replace(old, page=replace(old.page, article=replace(found, authors=today.authors)))
            yield as_edited(before, digest, old, second, look, self.memory.labels, clean=clean)

    def _once_drawn(self, look: Look, read_with: ReadWith) -> frozenset[str]:
        """The lines of a page that the template before today's knew as made per request: they came into its article
        in silence, when the page was read with today's."""
        number = self.memory.template.generation - 1
        if number < 1 or look.document.is_text:
            return frozenset()
        return drawn_lines(look, read_with(look, self.memory.generation(number), frozenset()))

    def _goes_on(self, look: Look, before: Article, after: Article) -> bool:
        """Whether a page is a later page of an article that is known, and only shows that one's headline and byline:
        what becomes of these is told of the first page."""
        if _head(before) == _head(after):
            return False
        shown = {before.title, after.title}
        firsts = (self.archive.resolve_alias(self.site, page) for page in first_pages(look.key))
        return any(self._bore(page, shown) for page in firsts)

    def _bore(self, page: str, titles: Collection[str]) -> bool:
        """Whether a page bears, or bore, one of these headlines: a cache may show the first page as it was, long after
        the later ones."""
        versions = self.archive.versions(article_key(self.site, page))
        return any(isinstance(each.state, Article) and each.state.title in titles for each in versions)

    def _how_compared(self, look: Look, readings: int) -> list[str]:
        """For who asks why: what a look that reads otherwise than its stored version was held against."""
        second = NO_SECOND
        if look.second_reading is not None:
            first, other = look.reading.page.article, look.second_reading.page.article
            second = NOISE if first and other and reads_otherwise(first, other) else AGREED
        return [second, *([f"read with template generation {look.record.generation}, too"] if readings > 1 else [])]

    def _is_unsure(self, look: Look) -> bool:
        """On a site that mixes advertisements into its articles, a single fetch that reads otherwise says nothing.
        The next look will tell."""
        return self.memory.is_noisy and look.second_reading is None and look.capture.source == "crawl"

    def _unchanged(self, look: Look, stored: Version, after: Article, *, reread: bool) -> None:
        self.archive.touch(stored.key, look.capture.fetched_at)
        if reread and digest_state(after) != stored.digest:
            self.archive.replace_reading(stored, after, digest_state(after))

    def _change(
        self, look: Look, key: RegionKey, stored: Version, after: RegionState, diff: StateDiff | None, capture: int
    ) -> None:
        if diff is None:
            return
        if isinstance(diff, ArticleDiff) and diff.title is not None:
            self.memory.headlines.forget(look.key)
        version = self.archive.add_version(key, after, digest_state(after), look.capture.fetched_at, capture)
        before = look.record.last_capture or stored.capture
        pages = self.memory.everywhere.pages(diff, look.capture.fetched_at) if isinstance(diff, ArticleDiff) else 1
        self.ledger.changed(stored, version, diff, url=look.key, before_capture=before, pages=pages)


def _head(article: Article) -> tuple[str, str, tuple[str, ...]]:
    return article.title, article.standfirst, article.authors


def _under(head: Article, body: Article) -> Article:
    """An article's text under what stands above another one's."""
    return replace(body, title=head.title, standfirst=head.standfirst, authors=head.authors)
