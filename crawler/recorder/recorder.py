"""Taking captures in: what they are worth, what may be new in them, and when a batch of them is settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from crawler.blocks import decode, read_document
from crawler.errors import CaptureError
from crawler.guard import STALE, Judgement, flaws, is_ended, judge_answer
from crawler.health import RUNS, is_known
from crawler.model import Capture, Document, PageKind, RegionKind, Verdict
from crawler.recorder.absences import Absences
from crawler.recorder.addresses import Addresses
from crawler.recorder.closing import close_run
from crawler.recorder.continued import later_pages
from crawler.recorder.filing import Filing
from crawler.recorder.forms import Forms
from crawler.recorder.freshness import carriers
from crawler.recorder.held import Held
from crawler.recorder.identity import asked_key, page_of, record_of, redirected, respelled
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.page_reader import PageReader
from crawler.recorder.reader import Reader, name_of
from crawler.recorder.reading_rules import rules_of
from crawler.recorder.redesign import is_reframed
from crawler.recorder.second_looks import SecondLooks, is_second
from crawler.recorder.settling import Settler
from crawler.recorder.setup import SiteSetup, Tally
from crawler.recorder.whereabouts import Whereabouts
from crawler.store import Archive
from crawler.text import traces


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
        first_run = _is_first(archive, setup.name)
        self.memory = SiteMemory.load(archive, setup.name)
        self.memory.reader = Reader.of(archive, setup.name, rules_of(setup))
        self._absences = Absences()
        self._ledger = Ledger(archive, setup.name, setup.route, self.tally)
        self._filing = Filing(archive, setup, self.memory, self._ledger, self._absences)
        self._whereabouts = Whereabouts(archive, setup.name, self._ledger, setup.rules_at)
        self._settler = Settler.of(archive, setup, self.memory, self._filing, self._whereabouts, first_run=first_run)
        self._addresses = Addresses(archive, setup, self._filing)
        self._forms = Forms(archive, setup, self._filing)
        self._reader = PageReader(setup, self.memory, self.tally, self._whereabouts)
        self._second = SecondLooks(
            self.memory, self._settler.articles, self._settler.blogs, self._reader.read_with, wanted=second_looks
        )
        self._held = Held()
        self._later: set[str] = set()
        self._replay()

    def _replay(self) -> None:
        """Take in again what a run that was cut short had fetched and not settled."""
        for number, capture in self.archive.spooled(self.setup.name):
            self.tally.took_over(capture)
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
            self._whereabouts.same(asked_key(self.archive, self.setup, capture), capture.fetched_at)
        if judgement.verdict is Verdict.OK:
            try:
                return self._read_page(capture, document or read_document(capture), digest, spooled)
            except CaptureError as error:
                judgement = Judgement(Verdict.UNREADABLE, error.message.removeprefix(f"{capture.url}: "))
        self._note(capture, asked_key(self.archive, self.setup, capture), judgement, spooled)
        return None

    def _same_bytes(self, capture: Capture, digest: str) -> bool:
        """The same bytes say the same, unless a region of the site has moved on since they were read."""
        key = asked_key(self.archive, self.setup, capture)
        if self.holds(key):
            return False  # it was seen otherwise since
        record = self.archive.page(self.setup.name, key)
        if record is None or record.body_sha256 != digest or record.state != "known" or record.last_good is None:
            return False
        if record.generation != self.memory.template.generation or capture.redirects:
            return False
        if self.memory.reader.is_other(record):
            return False
        holding = self._settler.holding
        if key in self._whereabouts.awaited or key in holding.pages() or holding.turns:
            return False
        changed = self._settler.regions.changed_at
        return changed is None or record.last_good >= changed

    def _note(self, capture: Capture, key: str, judgement: Judgement, spooled: int | None) -> None:
        """File a capture that there is nothing to read in."""
        if judgement.verdict in {Verdict.OUTAGE, Verdict.BLOCKED}:
            self._second.fail(self._held.looks(), capture)
        held = self._held.by_page.get(key)
        if held is not None and not judgement.good and not held.asked_again:
            self.settle(self._awaited(key))
        if judgement.good:
            self.memory.saw_as_before(key)
        self._filing.note(capture, key, record_of(self.archive, self.setup.name, key, capture), judgement)
        self._drop(spooled)

    def _drop(self, spooled: int | None) -> None:
        if spooled is not None:
            self.archive.unspool([spooled])

    def _read_page(self, capture: Capture, document: Document, digest: str, spooled: int | None) -> Look | None:
        self.tally.problems.extend(f"{capture.url}: {flaw}" for flaw in flaws(capture, document))
        key = page_of(self.archive, self.setup, capture, document)
        held = self._held.by_page.get(key)
        if held is not None and is_second(held, capture):
            self._take_second(held, capture, document)
            self._drop(spooled)
            return None
        if self._forms.put_off(key, capture) or self._addresses.join(key, capture, document, self._held.by_page):
            self._drop(spooled)
            return None
        if self._held.must_go_first(key, capture, learned=self.memory.template.learned):
            self.settle(self._awaited(key) if held is not None else ())
        record = record_of(self.archive, self.setup.name, key, capture)
        if record.last_origin is not None and capture.origin_time < record.last_origin:
            self._note(capture, key, STALE, spooled)
            return None
        reading, first = self._reader.read(document, record, capture)
        ends = document.is_text or is_ended(capture)
        look = Look(capture, key, record, document, reading, sha256=digest, spooled=spooled, ends=ends, first=first)
        look.moved_from = redirected(self.archive, self.setup, capture, key) or self._respelled(look)
        return look

    def _respelled(self, look: Look) -> str:
        """Another spelling of the address of a page that is new; not one that is held itself, which counts as it is."""
        page = look.reading.page
        if not look.is_new or self._settler.articles.first_run or page.kind not in {PageKind.ARTICLE, PageKind.LIVE}:
            return ""
        known = respelled(self.archive, self.setup, look.key, page.article, page.live_blog)
        return "" if self.holds(known) else known

    def record(self, look: Look) -> None:
        """Hold a look that has news until its batch is settled; file one that has none."""
        if self._has_news(look):
            self._hold(look)
        else:
            self._settler.pass_by(look)
            self._drop(look.spooled)

    def _has_news(self, look: Look) -> bool:
        if look.record.last_good is None or look.document.is_text or not self.memory.template.learned:
            return True
        if look.record.generation != self.memory.template.generation or look.record.state != "known":
            return True
        if look.moved_from or self._settler.is_news(look) or not look.fits(self.memory.template):
            return True
        return is_reframed(look, self.memory.template, self._settler.articles.known(look))

    # Holding

    def _hold(self, look: Look) -> None:
        if look.spooled is None:
            look.spooled = self.archive.spool(self.setup.name, look.capture)
        if not self.setup.needs_trees(look.capture.fetched_at):
            look.document = replace(look.document, root=None)
        self._later |= later_pages(look)
        if self._was_read_otherwise(look):
            look.traces = traces(_source(look))
        look.capture = replace(look.capture, body=b"")  # it is in the spool
        self._held.add(look)
        self._settle_if_full()

    def _was_read_otherwise(self, look: Look) -> bool:
        """Whether another program read what is stored of the page, or of a region that it shows."""
        reader, page = self.memory.reader, look.reading.page
        if reader.is_other(look.record) or (look.moved_from and reader.number):
            return True
        names = {name_of(RegionKind.LIST, ranked.name) for ranked in page.lists}
        return not reader.unread.isdisjoint(names | {name_of(RegionKind.LIVE, live.name) for live in page.live})

    def _settle_if_full(self) -> None:
        if self._held.is_full(self._second, learned=self.memory.template.learned):
            self.settle()

    def holds(self, key: str) -> bool:
        """Whether a look at a page waits to be settled."""
        return key in self._held.by_page

    # Second looks

    def wanted_again(self, *, last: bool = False) -> list[str]:
        """URLs that should be fetched once more at once; each is named one time. `last`: the run asks for nothing else
        any more, so what failed and was to be tried again later is to be now."""
        now = self.tally.last
        return self._second.ask(self._held.looks(), now, last=last) if now is not None else []

    def wanted_instead(self) -> list[str]:
        """Pages that should be fetched, since other forms of them answered; each is named one time."""
        return self._forms.take_wanted()

    def wanted_further(self) -> list[str]:
        """Later pages of the articles that were new or changed; each is named one time."""
        wanted, self._later = sorted(self._later), set()
        return wanted

    def _take_second(self, look: Look, capture: Capture, document: Document) -> None:
        if capture.raw is not None:
            self.archive.add_raw(self.setup.name, capture.raw, None)
        self._second.take(look, document, self._reader.read(document, look.record, capture)[0])
        self._settle_if_full()

    # Settling

    def settle(self, kept: Collection[str] = ()) -> None:
        """Learn from the held looks, judge them by each other, and write what they say in one transaction; but for
        pages that are `kept`."""
        looks = [look for look in self._held.in_order() if look.key not in kept]
        self._settler.settle(looks, self._second.take_pairs(), self._reader.read_with)
        self._held.clear(kept)

    def _awaited(self, key: str) -> set[str]:
        """Pages of a known site that are fetched once more just now; but for `key`, which has to go."""
        if not self.memory.template.learned:
            return set()
        return {look.key for look in self._held.looks() if look.awaits_second} - {key}

    def finish(self, now: datetime) -> None:
        """Settle what is held, then judge the run as a whole: what is gone, whether the site could be read."""
        self.settle()
        self._forms.close()
        close_run(self.archive, self.setup, self.memory, self._ledger, self._absences, now)

    # What the site's regions show

    def seen_links(self) -> list[str]:
        """Addresses that the site's lists and tickers show now."""
        return self._settler.regions.links()

    def carriers(self, now: datetime) -> list[str]:
        """Pages to ask for whole now, since they carry lists or tickers that are due to be seen."""
        regions = self._settler.regions
        due = carriers(self.archive, regions.current, self.memory.region_times, now, self.setup.bounds)
        return list(dict.fromkeys((*due, *sorted(self._settler.holding.pages()), *self._whereabouts.due(now))))


def _is_first(archive: Archive, site: str) -> bool:
    """Whether a site is not known yet: then all of it is new to us, and nothing is published."""
    runs = archive.recent_runs(site, RUNS)
    return not is_known(runs) if runs else archive.page_count(site) == 0


def _source(look: Look) -> str:
    if look.document.is_text:
        return "\n".join(block.text for block in look.document.blocks)
    return decode(look.capture.body, look.capture.headers.get("content-type", ""))
