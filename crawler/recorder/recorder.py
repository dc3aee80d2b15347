"""Taking captures in: what they are worth, what may be new in them, and when a batch of them is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from crawler.blocks import read_document
from crawler.errors import CaptureError
from crawler.guard import STALE, Judgement, flaws, judge_answer
from crawler.model import Article, Capture, Document, PageRecord, Verdict
from crawler.parsing import Reading, read_page
from crawler.recorder.absences import Absences
from crawler.recorder.articles import ArticleWriter
from crawler.recorder.closing import close_run
from crawler.recorder.freshness import carriers
from crawler.recorder.hook import hooked
from crawler.recorder.identity import article_key, asked_key, is_permanent, is_same_story, page_of, redirected
from crawler.recorder.ledger import Ledger
from crawler.recorder.listings import as_listed
from crawler.recorder.look import Look
from crawler.recorder.memory import SAMPLE, SiteMemory
from crawler.recorder.second_looks import SecondLooks, is_second
from crawler.recorder.settling import Settler
from crawler.recorder.setup import SiteSetup, Tally
from crawler.recorder.site_regions import SiteRegions
from crawler.store import Archive
from crawler.template import Template, fits

# Looks held before they are settled together: enough to judge them by each other, few enough for little memory.
BATCH = 48
# More are held only while second looks are awaited.
MOST_HELD = 96
# Captures further apart than this are not compared with each other; those of an unknown site may be, within hours.
TOGETHER = timedelta(minutes=10)
TOGETHER_UNKNOWN = timedelta(hours=6)
# An unknown site is learned from so many pages that are held together, where there are so many.
FEW = 3


class Recorder:
    """Records the captures of one site.

    `take` each capture, ask `wanted_again` for pages that should be fetched a second time at once (only where
    `second_looks` is set: a crawl can, files cannot), and `finish` at the end. Captures that may have news are
    spooled in the archive until their batch is settled in one transaction, so that a crash loses none of them.
    """

    def __init__(self, archive: Archive, setup: SiteSetup, *, second_looks: bool = False) -> None:
        self.archive = archive
        self.setup = setup
        self.tally = Tally()
        archive.ensure_site(setup.name, setup.url)
        first_run = archive.last_run(setup.name) is None and archive.page_count(setup.name) == 0
        self.memory = SiteMemory.load(archive, setup.name)
        self._absences = Absences()
        self._ledger = Ledger(archive, setup.name, setup.route, self.tally)
        self._settler = Settler(
            archive,
            setup,
            self.memory,
            self._ledger,
            self._absences,
            SiteRegions(archive, setup.name, self.memory, self._ledger),
            ArticleWriter(archive, setup.name, self.memory, self._ledger, first_run),
        )
        self._second = SecondLooks(self.memory, self._settler.articles, self._read_with, wanted=second_looks)
        self._held: dict[str, Look] = {}
        self._replay()

    def _replay(self) -> None:
        """Take in again what a run that was cut short had fetched and not settled."""
        for number, capture in self.archive.spooled(self.setup.name):
            self.take(capture, spooled=number)

    # Taking in

    def take(self, capture: Capture, spooled: int | None = None) -> None:
        """Take one capture in: `read`, then `record` what there is to record."""
        if (look := self.read(capture, spooled=spooled)) is not None:
            self.record(look)

    def read(self, capture: Capture, document: Document | None = None, spooled: int | None = None) -> Look | None:
        """Read a capture with the site's template. None where that is all: it says nothing, or nothing new.

        Args:
            capture: the answer to a fetch.
            document: its blocks, where they have been read already.
            spooled: its number in the spool, where it comes from there.
        """
        self.tally.saw(capture.fetched_at)
        digest = sha256(capture.body).hexdigest()
        judgement = judge_answer(capture)
        if judgement.verdict is Verdict.OK and self._same_bytes(capture, digest):
            judgement = Judgement(Verdict.UNCHANGED, "the same bytes")
        if judgement.verdict is Verdict.OK:
            try:
                return self._read_page(capture, document or read_document(capture), digest, spooled)
            except CaptureError as error:
                judgement = Judgement(Verdict.UNREADABLE, error.message.removeprefix(f"{capture.url}: "))
        self._note(capture, asked_key(self.archive, self.setup, capture), judgement, spooled)
        return None

    def _note(self, capture: Capture, key: str, judgement: Judgement, spooled: int | None) -> None:
        """File a capture that there is nothing to read in."""
        if key in self._held and not judgement.good and not self._held[key].asked_again:
            self.settle()
        self._settler.note(capture, key, self._record(key, capture), judgement)
        self._drop(spooled)

    def _drop(self, spooled: int | None) -> None:
        if spooled is not None:
            self.archive.unspool([spooled])

    def _read_page(self, capture: Capture, document: Document, digest: str, spooled: int | None) -> Look | None:
        self.tally.problems.extend(f"{capture.url}: {flaw}" for flaw in flaws(capture, document))
        key = page_of(self.archive, self.setup, capture, document)
        held = self._held.get(key)
        if held is not None and is_second(held, capture):
            self._take_second(held, capture, document)
            self._drop(spooled)
            return None
        if self._moves_here(key, capture) or self._leads_away(key, capture) or self._is_held_already(key, capture):
            self._drop(spooled)
            return None
        if self._must_settle_first(key, capture):
            self.settle()
        record = self._record(key, capture)
        if record.last_origin is not None and capture.origin_time < record.last_origin:
            self._note(capture, key, STALE, spooled)
            return None
        reading = self._read(document, record, capture)
        look = Look(capture, key, record, document, reading, sha256=digest, spooled=spooled)
        look.moved_from = redirected(self.archive, self.setup, capture, key)
        return look

    def _moves_here(self, key: str, capture: Capture) -> bool:
        """Whether the answer says that a known page is now the new one that is held: its history goes there."""
        held = self._held.get(key)
        if held is None or held.record.last_good is not None or held.moved_from or not is_permanent(capture):
            return False
        held.moved_from = redirected(self.archive, self.setup, capture, key)
        if held.moved_from:
            judgement = Judgement(Verdict.UNCHANGED, f"answers from {key}")
            self._settler.note(capture, held.moved_from, self._record(held.moved_from, capture), judgement)
        return bool(held.moved_from)

    def _leads_away(self, key: str, capture: Capture) -> bool:
        """Whether a known page leads to another that is held, and that tells another story (the front page, say)."""
        asked = redirected(self.archive, self.setup, capture, key) if key in self._held else ""
        if not asked:
            return False
        version = self.archive.latest(article_key(self.setup.name, asked))
        if version is None or not isinstance(version.state, Article):
            return False
        if is_same_story(version.state, self._held[key].reading.page.article):
            return False
        judgement = Judgement(Verdict.REDIRECT, f"answers from {key}")
        self._settler.note(capture, asked, self._record(asked, capture), judgement)
        return True

    def _is_held_already(self, key: str, capture: Capture) -> bool:
        """Whether a page that is held answered at another of its addresses too, just now: that says nothing new, and
        to settle a batch for it would leave too few pages to judge each other by."""
        held = self._held.get(key)
        if held is None or capture.url == held.capture.url or redirected(self.archive, self.setup, capture, key):
            return False
        if abs(capture.origin_time - held.capture.origin_time) > TOGETHER:
            return False
        judgement = Judgement(Verdict.UNCHANGED, f"the same page as {held.capture.url}")
        self._settler.file(capture, key, judgement)
        return True

    def record(self, look: Look) -> None:
        """Hold a look that has news until its batch is settled; file one that has none."""
        if self._has_news(look):
            self._hold(look)
        else:
            self._settler.pass_by(look)
            self._drop(look.spooled)

    def _record(self, key: str, capture: Capture) -> PageRecord:
        known = self.archive.page(self.setup.name, key)
        return known or PageRecord(self.setup.name, key, first_seen=capture.fetched_at)

    def _read(self, document: Document, record: PageRecord, capture: Capture) -> Reading:
        return self._read_by(document, record, capture, self.memory.template, frozenset())

    def _read_by(
        self, document: Document, record: PageRecord, capture: Capture, template: Template, known: frozenset[str]
    ) -> Reading:
        rules = self.setup.rules_at(capture.fetched_at)
        reading = read_page(document, template, rules=rules, url=record.url, known=known)
        reading = as_listed(reading, record.kind, document)
        reading = self.memory.less_noise(reading)
        return hooked(reading, document, self.setup.hook, self.tally) if self.setup.hook else reading

    def _same_bytes(self, capture: Capture, digest: str) -> bool:
        """The same bytes say the same, unless a region of the site has moved on since they were read."""
        key = asked_key(self.archive, self.setup, capture)
        record = (
            None if self.holds(key) else self.archive.page(self.setup.name, key)
        )  # held: it was seen otherwise since
        if record is None or record.body_sha256 != digest or record.state != "known" or record.last_good is None:
            return False
        if record.generation != self.memory.template.generation or capture.redirects:
            return False
        changed = self._settler.regions.changed_at
        return changed is None or record.last_good >= changed

    def _has_news(self, look: Look) -> bool:
        if look.record.last_good is None or look.document.is_text or not self.memory.template.learned:
            return True
        if look.record.generation != self.memory.template.generation or look.record.state != "known":
            return True
        return bool(look.moved_from) or self._settler.is_news(look) or not fits(self.memory.template, look.document)

    # Holding

    def _hold(self, look: Look) -> None:
        if look.spooled is None:
            look.spooled = self.archive.spool(self.setup.name, look.capture)
        if not self.setup.needs_trees(look.capture.fetched_at):
            look.document = replace(look.document, root=None)
        look.capture = replace(look.capture, body=b"")  # it is in the spool
        self._held[look.key] = look
        if self._is_full():
            self.settle()

    def _is_full(self) -> bool:
        looks = list(self._held.values())
        held = len(looks)
        if held < SAMPLE or held >= MOST_HELD:
            return held >= MOST_HELD
        if self._second.is_awaited(looks):
            return False
        return held >= BATCH or (not self.memory.template.learned and self._second.has_probed(looks))

    def _must_settle_first(self, key: str, capture: Capture) -> bool:
        """A batch holds one capture of a page, and captures of about the same time."""
        if key in self._held:
            return True
        if not self._held:
            return False
        gap = abs(capture.fetched_at - next(iter(self._held.values())).capture.fetched_at)
        if self.memory.template.learned:
            return gap > TOGETHER
        return gap > TOGETHER_UNKNOWN and len(self._held) >= FEW

    # Second looks

    def wanted_again(self) -> list[str]:
        """URLs that should be fetched once more at once; each is named one time."""
        return self._second.ask(list(self._held.values()))

    def _take_second(self, look: Look, capture: Capture, document: Document) -> None:
        if capture.raw is not None:
            self.archive.add_raw(self.setup.name, capture.raw, None)
        self._second.take(look, document, self._read(document, look.record, capture))
        if self._is_full():
            self.settle()

    # Settling

    def settle(self) -> None:
        """Learn from the held looks, judge them by each other, and write what they say in one transaction."""
        looks = sorted(self._held.values(), key=lambda held: (held.capture.origin_time, held.key))
        self._settler.settle(looks, self._second.take_pairs(), self._read_with)
        self._held = {}

    def _read_with(self, look: Look, template: Template, known: frozenset[str]) -> Reading:
        return self._read_by(look.document, replace(look.record, url=look.key), look.capture, template, known)

    def seen_links(self) -> list[str]:
        """Addresses that the site's lists and tickers show now."""
        return self._settler.regions.links()

    def carriers(self, now: datetime) -> list[str]:
        """Pages to ask for whole now, since they carry lists or tickers that are due to be seen."""
        regions = self._settler.regions
        return list(carriers(self.archive, regions.current, self.memory.region_times, now, self.setup.bounds))

    def holds(self, key: str) -> bool:
        """Whether a look at a page waits to be settled."""
        return key in self._held

    def finish(self, now: datetime) -> None:
        """Settle what is held, then judge the run as a whole: what is gone, whether the site could be read."""
        self.settle()
        close_run(self.archive, self.setup, self.memory, self._ledger, self._absences, now)
