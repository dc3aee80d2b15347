"""A known page answered from another address: is it the same page, and does its history go there?"""

from __future__ import annotations

from dataclasses import replace

from crawler.classes import dataclass
from crawler.differ import compare_states, digest_state
from crawler.guard import is_halved, is_part_of, judge_redirect
from crawler.model import Article, PageRecord, Version
from crawler.recorder.filing import Filing
from crawler.recorder.identity import article_key, blog_key, is_permanent, known_as
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.overlooked import as_read_now
from crawler.recorder.turning import without_shapes
from crawler.store import Archive
from crawler.urls import is_local, page_key


@dataclass(slots=True)
class Moves:
    archive: Archive
    site: str
    memory: SiteMemory
    ledger: Ledger
    filing: Filing

    def settle(self, look: Look) -> bool:
        """Write what a look with `moved_from` says of the page that was asked for. Whether the look goes on as a
        look at the address that answered, or at the one that was asked for."""
        old = self.archive.page(self.site, look.moved_from)
        permanent = is_permanent(look.capture)
        page = look.reading.page
        same = known_as(self.archive, self.site, look.moved_from, page.article, page.live_blog)
        if same is None or old is None or old.state == "moved":
            if permanent:
                self.archive.add_alias(self.site, look.moved_from, look.key)
            return True
        if not same:
            judgement = judge_redirect(look.capture, f"answers from {look.key}")
            self.filing.note(look.capture, look.moved_from, old, judgement)
            return False
        if not permanent:
            look.key, look.record, look.moved_from = look.moved_from, old, ""
            self._follow_headline(look)
            return True
        self._move(look, old)
        return True

    def name(self, look: Look) -> None:
        """The address that a page was first seen at is a name of it, where it gives itself another: when that address
        is gone one day, so is the page."""
        asked = page_key(look.capture.url)
        if look.record.last_good is not None or asked == look.key or is_local(asked) or not is_permanent(look.capture):
            return
        if self.archive.page(self.site, asked) is None and self.archive.resolve_alias(self.site, asked) == asked:
            self.archive.add_alias(self.site, asked, look.key)

    def _move(self, look: Look, old: PageRecord) -> None:
        """The history goes with the page, unless the new address has one of its own."""
        blog = look.reading.page.live_blog
        keys = [article_key(self.site, look.key), *([blog_key(self.site, look.key, blog)] if blog else [])]
        target_known = any(self.archive.latest(key) is not None for key in keys)
        if not target_known:
            self.archive.move_page(self.site, old.url, look.key)
            look.record = self.archive.page(self.site, look.key) or look.record
            self._move_memory(look, old)
        capture = self.filing.register_good(look)
        if target_known:
            self._tell_edit(look, old)
            self.archive.save_page(replace(old, state="moved", moved_to=look.key, next_look=None))
            self.archive.add_alias(self.site, old.url, look.key)
        else:  # told as removed, it is back where it moved to
            self.filing.tell_if_back(replace(old, url=look.key), capture, look.capture.fetched_at)
        self.ledger.moved(old, look.key, capture, look.capture.fetched_at)

    def _move_memory(self, look: Look, old: PageRecord) -> None:
        """What is known of the page holds for its new address, where it was read as a page that nothing is known of."""
        stored = self.archive.latest(article_key(self.site, look.key))
        if stored is not None and isinstance(stored.state, Article):
            self.memory.move(old.url, look.key, stored.state.title)
            self._follow_headline(look)

    def _follow_headline(self, look: Look) -> None:
        """A look was read before it was known which page it is of: of the headlines that this draws one is followed."""
        headlines, at = self.memory.headlines, look.capture.fetched_at
        look.reading = headlines.settled(look.key, look.reading, at)
        look.second_reading = look.second_reading and headlines.settled(look.key, look.second_reading, at)

    def _tell_edit(self, look: Look, old: PageRecord) -> None:
        """Tell what was edited on the way to an address that was found, and read as a new page, before the old one led
        there. The history at the old address ends with the state in which the article was found at the new one."""
        key = article_key(self.site, old.url)
        stored, found = self.archive.latest(key), self._found(look.key)
        if stored is None or found is None or not isinstance(stored.state, Article):
            return
        if old.last_good is None or found[0].first_seen <= old.last_good:
            return  # the two stood side by side: what became of each was told of it
        shown = self.memory.headlines.followed(old.url, found[1], found[0].first_seen)
        before, after = (without_shapes(state, self.memory.shapes) for state in (stored.state, shown))
        if old.generation != look.record.generation:
            before = as_read_now(before, after)
        diff = compare_states(key, before, self.memory.stamps.undated(before, after))
        if diff is None or is_halved(before, after):
            return
        version = self.archive.add_version(key, after, digest_state(after), found[0].first_seen, found[0].capture)
        self.ledger.changed(stored, version, diff, url=look.key, before_capture=old.last_capture or stored.capture)

    def _found(self, page: str) -> tuple[Version, Article] | None:
        """The state in which an article was first seen whole at an address, None while it was not."""
        key = article_key(self.site, page)
        first, second = (self.archive.version(key, number) for number in (1, 2))
        if page in self.memory.in_part or first is None or not isinstance(first.state, Article):
            return None
        if second is not None and isinstance(second.state, Article) and is_part_of(first.state, second.state):
            return second, second.state
        return first, first.state
