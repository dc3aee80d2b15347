"""A known page answered from another address: is it the same page, and does its history go there?"""

from __future__ import annotations

from dataclasses import replace

from crawler.classes import dataclass
from crawler.guard import Judgement
from crawler.model import PageRecord, Verdict
from crawler.recorder.filing import Filing
from crawler.recorder.identity import article_key, is_permanent, is_same_story
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.store import Archive


@dataclass(slots=True)
class Moves:
    archive: Archive
    site: str
    ledger: Ledger
    filing: Filing

    def settle(self, look: Look) -> bool:
        """Write what a look with `moved_from` says of the page that was asked for. Whether the look goes on as a
        look at the address that answered, or at the one that was asked for."""
        old = self.archive.page(self.site, look.moved_from)
        permanent = is_permanent(look.capture)
        if look.before is None or old is None or old.state == "moved":
            if permanent:
                self.archive.add_alias(self.site, look.moved_from, look.key)
            return True
        if not is_same_story(look.before, look.reading.page.article):
            reason = f"answers from {look.key}"
            self.filing.note(look.capture, look.moved_from, old, Judgement(Verdict.REDIRECT, reason))
            return False
        if not permanent:
            look.key, look.record, look.moved_from = look.moved_from, old, ""
            return True
        self._move(look, old)
        return True

    def _move(self, look: Look, old: PageRecord) -> None:
        """The history goes with the page, unless the new address has one of its own."""
        target_known = self.archive.latest(article_key(self.site, look.key)) is not None
        if not target_known:
            self.archive.move_page(self.site, old.url, look.key)
            look.record = self.archive.page(self.site, look.key) or look.record
        capture = self.filing.register_good(look)
        if target_known:
            self.archive.save_page(replace(old, state="moved", moved_to=look.key, next_look=None))
            self.archive.add_alias(self.site, old.url, look.key)
        else:  # told as removed, it is back where it moved to
            self.filing.tell_if_back(replace(old, url=look.key), capture, look.capture.fetched_at)
        self.ledger.moved(old, look.key, capture, look.capture.fetched_at)
