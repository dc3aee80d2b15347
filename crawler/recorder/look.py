"""A look: one capture on its way into the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.differ import digest_state
from crawler.guard import OK, Judgement
from crawler.model import Article, Block, Capture, Document, LiveRegion, PageRecord, RankedList
from crawler.parsing import Reading
from crawler.recorder.first_reading import FirstReading
from crawler.template import Template, fits
from crawler.text import compare_form

# An article with fewer paragraphs has hardly room for advertisements between them, and says nothing of longer ones.
ROOM = 5
_SHORT = 250


@dataclass(slots=True)
class Look:
    """A capture that may have something new to say, held until its batch is settled.

    `key` is the page it is filed under; `record` what was known of that page before; `second_reading` what a
    fetch of the same page moments later said, to tell what is made per request.
    """

    capture: Capture
    key: str
    record: PageRecord
    document: Document
    reading: Reading
    sha256: str = ""  # of the body
    traces: str = ""  # of its words (`crawler.text.traces`), where what is stored was read by another program
    before: Article | None = None  # the page's last good article
    spooled: int | None = None
    moved_from: str = ""
    same_as: str = ""  # the page that this one is by its words, at another address
    judgement: Judgement = OK
    second_document: Document | None = None
    second_reading: Reading | None = None
    asked_again: bool = False
    more: int = 0  # fetches asked for beyond the second
    awaits_more: bool = False  # the last of these is on its way
    tried_again: bool = False  # since one of these failed outright
    failed_at: datetime | None = None  # when it did, as long as it is not asked for again
    notes: list[str] = field(default_factory=list)  # why it is recorded as it is, in words (for `explain`)
    ends: bool = True  # whether its markup ends, as of an answer that came whole
    unsure: bool = False  # it reads otherwise, and only another look can tell whether it is an edit
    recast: bool | None = None  # it says what it said, in markup that its template does not know
    entries: int = 0  # that its live blog has gained, as far as they are recorded with it
    differs: bool | None = None  # whether the article reads otherwise than its stored version; None: not yet compared
    first: FirstReading | None = None  # spares reading it once more with a template that says the same of it
    _fitted: tuple[Template, tuple[Block, ...], bool] | None = None  # the last answer of `fits`
    _digests: dict[int, tuple[RankedList | LiveRegion, str]] = field(default_factory=dict)  # by the identity of a state

    @property
    def is_new(self) -> bool:
        return self.record.last_good is None

    @property
    def is_unknown(self) -> bool:
        """Whether the page was never seen well, nor at the address that it moved from."""
        return self.is_new and not self.moved_from

    @property
    def awaits_second(self) -> bool:
        """Whether another fetch of the page is on its way."""
        return self.awaits_more or (self.asked_again and self.second_reading is None)

    @property
    def can_vouch(self) -> bool:
        article = self.reading.page.article
        return article is not None and len(article.paragraphs) >= ROOM

    def fits(self, template: Template) -> bool:
        """`template.fits`, which is asked several times of each look on its way."""
        kept, blocks = self._fitted, self.document.blocks
        if kept is None or kept[0] is not template or kept[1] is not blocks:
            self._fitted = kept = template, blocks, fits(template, self.document)
        return kept[2]

    def digest_of(self, state: RankedList | LiveRegion) -> str:
        """`digest_state` of a state that the look shows, which is asked several times of each on its way."""
        kept = self._digests.get(id(state))
        if kept is None:
            # The state is kept beside it, so that no other can have its identity.
            kept = self._digests[id(state)] = (state, digest_state(state))
        return kept[1]

    def own_lines(self) -> set[str]:
        """The short lines of the page that do not belong to its site and are no links, in comparison form; none of
        a page that is new."""
        article = self.reading.page.article
        if self.before is None or article is None:
            return set()
        labels = self.reading.page.labels or ("",) * len(self.document.blocks)
        return {
            compare_form(block.text)
            for block, label in zip(self.document.blocks, labels, strict=True)
            if len(block.text) <= _SHORT and not block.links and not label.startswith(("shared", "list:", "live:"))
        }

    def as_second(self) -> Look:
        """The look as its second fetch alone would have been (for reading it again)."""
        return replace(self, document=self.second_document or self.document)


# A look once more, with a template, and with lines (in comparison form) that are known to be the site's.
ReadWith = Callable[[Look, Template, frozenset[str]], Reading]
