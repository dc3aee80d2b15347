"""Filing captures: each in the register, and what it says of its page in the page's row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.guard import Judgement
from crawler.model import Capture, CaptureRecord, PageKind, PageRecord, Verdict
from crawler.recorder.absences import Absence, Absences
from crawler.recorder.identity import article_key
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.setup import SiteSetup
from crawler.schedule import Told, after_look, belief_after, learn_from_look, next_look
from crawler.store import Archive
from crawler.urls import is_local, same_page


@dataclass(slots=True)
class Filing:
    archive: Archive
    setup: SiteSetup
    memory: SiteMemory
    ledger: Ledger
    absences: Absences

    @property
    def site(self) -> str:
        return self.setup.name

    # Captures without anything to read

    def note(self, capture: Capture, key: str, record: PageRecord, judgement: Judgement) -> None:
        """A capture with nothing in it to read: unchanged, failed, gone or doubtful."""
        if not judgement.good and judgement.verdict is not Verdict.STALE:
            self.ledger.tally.problems.append(f"{capture.url}: {judgement.reason}")
        with self.archive.transaction():
            number = self.register(capture, key, judgement)
            # A hint is used up, whatever came of it: a page that fails backs off.
            seen = replace(record, last_look=capture.fetched_at, looks=record.looks + 1, hinted="")
            if judgement.good:
                self.memory.everywhere.unchanged += record.kind is PageKind.ARTICLE
                seen = self._as_it_was(record, number, capture.fetched_at)
                self.archive.touch(article_key(self.site, key), capture.fetched_at)
                self.absences.saw_good(key)
            else:
                self._note_absence(key, record, judgement, number)
            self.archive.save_page(self._rescheduled(seen, capture.fetched_at))

    def _as_it_was(self, record: PageRecord, capture: int, at: datetime) -> PageRecord:
        """The row after a look that found nothing new."""
        belief = belief_after(record, at, self.memory.tempo, changed=False)
        seen = after_look(record, at, changed=False, tempo=self.memory.tempo, belief=belief)
        learn_from_look(self.memory.tempo, record, at, changed=False, belief=belief)
        # It may answer 304 after it was gone: then it is what it was before it went.
        self.tell_if_back(record, capture, at)
        return replace(seen, state="known" if record.state == "gone" else record.state)

    def _note_absence(self, key: str, record: PageRecord, judgement: Judgement, capture: int) -> None:
        how = {
            Verdict.GONE: judgement.reason,
            Verdict.SOFT_404: "soft-404",
            Verdict.REDIRECT: "redirect",
        }.get(judgement.verdict)
        if how is not None:
            was_there = record.last_good is not None and record.state != "gone"
            self.absences.gone[key] = Absence(how, capture, key, was_there)
        elif judgement.verdict is not Verdict.STALE and self._was_good(record):
            self.absences.saw_doubtful(key, judgement, again=_failed(record))
        elif judgement.verdict is Verdict.OUTAGE:
            self.absences.strangers.add(key)

    def _was_good(self, record: PageRecord) -> bool:
        """Whether a failure says anything of the site: of a page that was good once, or of the start page."""
        return record.last_good is not None or same_page(record.url, self.setup.url)

    def register(self, capture: Capture, key: str, judgement: Judgement, sha256: str = "") -> int:
        """The capture's number, under which its raw answer is known too, where that is kept."""
        self.ledger.tally.pages[judgement.verdict.value] += 1
        record = CaptureRecord(
            site=self.site,
            url=key,
            fetched_at=capture.fetched_at,
            status=capture.status,
            verdict=judgement.verdict,
            reason=judgement.reason[:300],
            sha256=sha256,
            source=capture.source,
        )
        if capture.raw is None:
            return self.archive.add_capture(record)
        with self.archive.transaction():
            number = self.archive.add_capture(record)
            self.archive.add_raw(self.site, capture.raw, number)
        return number

    # Good looks

    def register_good(self, look: Look) -> int:
        """The number of a good look's capture. The page's row is written once it is known what changed."""
        capture = self.register(look.capture, look.key, look.judgement, look.sha256)
        self.absences.saw_good(look.key)
        self.tell_if_back(look.record, capture, look.capture.fetched_at)
        return capture

    def tell_if_back(self, record: PageRecord, capture: int, at: datetime) -> None:
        """A page that was told as removed answers again; one that never held an article was never told."""
        if record.state == "gone" and self.archive.latest(article_key(self.site, record.url)) is not None:
            self.ledger.restored(record, capture, at)

    def save_good(self, look: Look, capture: int, *, changed: bool) -> None:
        """Write the page's row: what was seen, and when to look again; and let the site's tempo learn from it."""
        record, page, answer = look.record, look.reading.page, look.capture
        kind = page.kind if record.kind is not PageKind.FRONT else record.kind
        live = page.kind is PageKind.LIVE
        now, tempo, told = answer.fetched_at, self.memory.tempo, _told(look)
        belief = belief_after(record, now, tempo, changed=changed, told=told)
        saved = replace(
            after_look(record, now, changed=changed, live=live, tempo=tempo, belief=belief),
            kind=kind,
            last_origin=max(answer.origin_time, record.last_origin or answer.origin_time),
            published=page.article.published if page.article and page.article.published else record.published,
            # What is to be looked at again must not be answered by "not modified".
            etag="" if look.unsure else answer.headers.get("etag", ""),
            last_modified="" if look.unsure else answer.headers.get("last-modified", ""),
            body_sha256="" if look.unsure else look.sha256,
            last_capture=capture,
            # The template that the stored state was read with, as long as that state stays.
            generation=record.generation if look.unsure else self.memory.template.generation,
            reader=record.reader if look.unsure else self.memory.reader.number,
        )
        self.archive.save_page(self._rescheduled(saved, now))
        learn_from_look(tempo, record, now, changed=changed, told=told, belief=belief)

    def _rescheduled(self, record: PageRecord, now: datetime) -> PageRecord:
        if is_local(record.url):
            return replace(record, next_look=None)  # a file that was taken in: nobody serves it
        when = next_look(record, now, bounds=self.setup.bounds, tempo=self.memory.tempo)
        return replace(record, next_look=when)


def _told(look: Look) -> Told:
    """What a page says of its changes since the look before."""
    article = look.reading.page.article
    # While it is not known whether there was an edit its date says nothing.
    return Told(None if article is None or look.unsure else _moment(article.modified), look.entries)


def _moment(text: str | None) -> datetime | None:
    """A time in ISO 8601, where it is a moment: a bare day is none, nor is a clock without a zone."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _failed(record: PageRecord) -> bool:
    """Whether the last look at a page could not be read."""
    return record.last_look is not None and (record.last_good is None or record.last_good < record.last_look)
