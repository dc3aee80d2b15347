"""A page that is held answers once more, at another of its addresses: does that say anything new?"""

from __future__ import annotations

from collections.abc import Mapping

from crawler.classes import dataclass
from crawler.guard import Judgement, judge_redirect
from crawler.model import Article, Capture, Document, Verdict
from crawler.recorder.filing import Filing
from crawler.recorder.held import TOGETHER
from crawler.recorder.identity import (
    article_key,
    is_permanent,
    is_same_story,
    known_as,
    record_of,
    redirected,
    says_it,
)
from crawler.recorder.look import Look
from crawler.recorder.setup import SiteSetup
from crawler.store import Archive


@dataclass(slots=True)
class Addresses:
    archive: Archive
    setup: SiteSetup
    filing: Filing

    def join(self, key: str, capture: Capture, document: Document, held: Mapping[str, Look]) -> bool:
        """File a capture of the page `key`, read as `document`, that adds nothing to what is held but an address.

        False: it is to be read as any other.
        """
        look = held.get(key)
        if look is None:
            return False
        asked = redirected(self.archive, self.setup, capture, key)
        if asked and (self._moves_here(look, capture, asked) or self._leads_away(look, capture, asked)):
            return True
        if says_it(self.archive, self.setup, key, document) and not says_it(
            self.archive, self.setup, key, look.document
        ):
            return False  # what is held may be a wall that stands at one address, or for one request
        return self._is_held_already(look, capture, asked)

    def _moves_here(self, held: Look, capture: Capture, asked: str) -> bool:
        """Whether the answer says that a known page is now the new one that is held: its history goes there."""
        if held.record.last_good is not None or held.moved_from or not is_permanent(capture):
            return False
        page = held.reading.page
        if known_as(self.archive, self.setup.name, asked, page.article, page.live_blog) is False:
            return False  # it is another story, and the page that is held is its own
        held.moved_from, held.differs = asked, None
        judgement = Judgement(Verdict.UNCHANGED, f"answers from {held.key}")
        if record_of(self.archive, self.setup.name, asked, capture).state == "gone":
            self.filing.register(capture, asked, judgement)  # that it is back is told of where it moved to
        else:
            self._note(capture, asked, judgement)
        return True

    def _leads_away(self, held: Look, capture: Capture, asked: str) -> bool:
        """Whether a known page leads to another that is held, and that tells another story (the front page, say)."""
        version = self.archive.latest(article_key(self.setup.name, asked))
        if version is None or not isinstance(version.state, Article):
            return False
        if is_same_story(version.state, held.reading.page.article):
            return False
        self._note(capture, asked, judge_redirect(capture, f"answers from {held.key}"))
        return True

    def _is_held_already(self, held: Look, capture: Capture, asked: str) -> bool:
        """Whether a page that is held answered at another of its addresses too, just now: that says nothing new, and
        to settle a batch for it would leave too few pages to judge each other by."""
        if capture.url == held.capture.url or abs(capture.origin_time - held.capture.origin_time) > TOGETHER:
            return False
        if asked:
            known = record_of(self.archive, self.setup.name, asked, capture)
            if known.last_good is not None and known.moved_to != held.key:
                return False  # it has a history of its own
            if is_permanent(capture):
                self.archive.add_alias(self.setup.name, asked, held.key)
        self.filing.register(capture, held.key, Judgement(Verdict.UNCHANGED, f"the same page as {held.capture.url}"))
        return True

    def _note(self, capture: Capture, key: str, judgement: Judgement) -> None:
        self.filing.note(capture, key, record_of(self.archive, self.setup.name, key, capture), judgement)
