"""Settling a batch of looks: read them alike, judge them by each other, write what is new in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.differ import digest_state
from crawler.guard import (
    IN_PART,
    MAX_TOLD,
    STALE,
    Judgement,
    is_halved,
    judge_copies,
    judge_ends,
    judge_page,
    keeps_its_end,
    text_digest,
)
from crawler.model import (
    Article,
    Capture,
    CaptureRecord,
    Document,
    LiveRegion,
    PageKind,
    PageRecord,
    RankedList,
    RegionKey,
    RegionKind,
    Verdict,
)
from crawler.parsing import Reading
from crawler.recorder.absences import Absence, Absences
from crawler.recorder.articles import ArticleWriter
from crawler.recorder.identity import article_key, copied_from, is_permanent, is_same_story
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.recorder.memory import SAMPLE, SiteMemory
from crawler.recorder.redesign import Refit, refit, says_the_same
from crawler.recorder.setup import SiteSetup
from crawler.recorder.sightings import Sighting, own_name
from crawler.recorder.site_regions import SiteRegions
from crawler.recorder.text_pages import StoredText, read_again, stored_texts
from crawler.schedule import after_look, learn_from_look, next_look
from crawler.store import Archive
from crawler.template import Template, common_lines, fits
from crawler.text import digest as digest_of
from crawler.urls import same_page

ReadWith = Callable[[Look, Template, frozenset[str]], Reading]
Pairs = Sequence[tuple[Document, Document]]


@dataclass(slots=True)
class Settler:
    """Writes looks into the archive. What it keeps between batches is of one run only."""

    archive: Archive
    setup: SiteSetup
    memory: SiteMemory
    ledger: Ledger
    absences: Absences
    regions: SiteRegions
    articles: ArticleWriter
    _passed: list[Sighting] = field(default_factory=list)
    _passed_looks: int = 0
    _states: dict[tuple[RegionKind, str, str], RankedList | LiveRegion] = field(default_factory=dict)
    _held_digests: set[tuple[RegionKind, str, str]] = field(default_factory=set)

    @property
    def site(self) -> str:
        return self.setup.name

    # What is new in a look?

    def is_news(self, look: Look) -> bool:
        """Whether a look differs from what is known, or from what this batch has seen already."""
        page = look.reading.page
        look.differs = self.articles.differs(look)
        if look.differs or (page.article is None and look.record.kind is PageKind.ARTICLE):
            return True
        if page.live_blog is not None and self._blog_differs(look, page.live_blog):
            return True
        new = [seen for seen in self._sightings(look) if self.regions.is_new(seen)]
        unheld = [seen for seen in new if (seen.kind, seen.name, seen.digest) not in self._held_digests]
        self._held_digests.update((seen.kind, seen.name, seen.digest) for seen in unheld)
        return bool(unheld)

    def _blog_differs(self, look: Look, blog: LiveRegion) -> bool:
        return self.archive.latest_digest(blog_key(self.site, look.key, blog)) != digest_state(blog)

    def _sightings(self, look: Look, number: int = -1) -> Iterable[Sighting]:
        capture = look.capture
        states: list[tuple[RegionKind, RankedList | LiveRegion]] = [
            *((RegionKind.LIST, ranked) for ranked in look.reading.page.lists),
            *((RegionKind.LIVE, live) for live in look.reading.page.live),
        ]
        for kind, state in states:
            if own_name(kind, state.name) not in self.memory.page_lists:
                digest = digest_state(state)
                # Hundreds of pages show one state: it is kept once.
                kept = self._states.setdefault((kind, state.name, digest), state)
                yield Sighting(kind, kept, digest, capture.origin_time, capture.fetched_at, look.key, number)

    # Looks without news

    def pass_by(self, look: Look) -> None:
        """A good look at a page on which nothing is new."""
        with self.archive.transaction():
            self._file_good(look, changed=False)
            self.archive.touch(article_key(self.site, look.key), look.capture.fetched_at)
            if blog := look.reading.page.live_blog:
                self.archive.touch(blog_key(self.site, look.key, blog), look.capture.fetched_at)
            self._learn_tempo(look.record, look.capture.fetched_at, changed=False)
        self._passed.extend(self._sightings(look))
        self._passed_looks += 1

    def note(self, capture: Capture, key: str, record: PageRecord, judgement: Judgement) -> None:
        """A capture with nothing in it to read: unchanged, failed, gone or doubtful."""
        if not judgement.good and judgement.verdict is not Verdict.STALE:
            self.ledger.tally.problems.append(f"{capture.url}: {judgement.reason}")
        with self.archive.transaction():
            number = self.file(capture, key, judgement)
            # A hint is used up, whatever came of it: a page that fails backs off.
            seen = replace(record, last_look=capture.fetched_at, looks=record.looks + 1, hinted="")
            if judgement.good:
                seen = after_look(record, capture.fetched_at, changed=False, tempo=self.memory.tempo)
                self._learn_tempo(record, capture.fetched_at, changed=False)
                # It may answer 304 after it was gone: then it is what it was before it went.
                self._tell_if_back(record, number, capture.fetched_at)
                seen = replace(seen, state="known" if record.state == "gone" else record.state)
                self.archive.touch(article_key(self.site, key), capture.fetched_at)
                self.absences.saw_good(key)
            elif judgement.verdict is Verdict.GONE:
                self.absences.gone[key] = Absence(judgement.reason, number, key)
            elif judgement.verdict in {Verdict.SOFT_404, Verdict.REDIRECT}:
                how = "redirect" if judgement.verdict is Verdict.REDIRECT else "soft-404"
                self.absences.gone[key] = Absence(how, number, key)
            elif judgement.verdict is not Verdict.STALE and self._was_good(record):
                self.absences.doubtful[key] = judgement
            if record.looks or judgement.verdict is not Verdict.GONE:
                self.archive.save_page(self._rescheduled(seen, capture.fetched_at))

    def _was_good(self, record: PageRecord) -> bool:
        """Whether a failure says anything of the site: of a page that was good once, or of the start page."""
        return record.last_good is not None or same_page(record.url, self.setup.url)

    def _rescheduled(self, record: PageRecord, now: datetime) -> PageRecord:
        when = next_look(record, now, bounds=self.setup.bounds, tempo=self.memory.tempo)
        return replace(record, next_look=when)

    def _learn_tempo(self, record: PageRecord, now: datetime, *, changed: bool) -> None:
        learn_from_look(self.memory.tempo, record, now, changed=changed)

    def file(self, capture: Capture, key: str, judgement: Judgement, sha256: str = "") -> int:
        self.ledger.tally.pages[judgement.verdict.value] += 1
        with self.archive.transaction():
            number = self._file(capture, key, judgement, sha256)
            if capture.raw is not None:
                self.archive.add_raw(self.site, capture.raw, number)
        return number

    def _file(self, capture: Capture, key: str, judgement: Judgement, sha256: str) -> int:
        return self.archive.add_capture(
            CaptureRecord(
                site=self.site,
                url=key,
                fetched_at=capture.fetched_at,
                status=capture.status,
                verdict=judgement.verdict,
                reason=judgement.reason[:300],
                sha256=sha256,
                source=capture.source,
            )
        )

    # Settling

    def settle(self, looks: Sequence[Look], pairs: Pairs, read_with: ReadWith) -> None:
        if not looks and not self._passed:
            return
        with self.archive.transaction():
            self._recall(looks)
            stored = self._stored_texts(looks)
            known = self._known_lines(looks, stored)
            change = refit(looks, self.memory.template, self._passed_looks)
            previous = self._learn(looks, pairs, stored, change)
            if self.memory.template is not previous:
                read_again(self.archive, stored, self.memory.template, known)
            for look in looks:
                if look.document.is_text or self.memory.template is not previous:
                    look.reading = read_with(look, self.memory.template, known)
                    if look.second_document is not None:
                        look.second_reading = read_with(look.as_second(), self.memory.template, known)
            self._note_noise(looks)
            self._identify_files(looks)
            self._judge(looks)
            sightings = list(self._passed)
            for number, look in enumerate(looks):
                if self._settle_look(look, read_with):
                    sightings.extend(self._sightings(look, number))
            self.regions.settle(
                sightings, looks, lambda look: read_with(look, previous, frozenset()), previous, self._named(looks)
            )
            if change.whole:
                reason = f"{len(change.pages)} pages say the same in other markup"
                at = min(look.capture.fetched_at for look in looks)
                self.ledger.redesigned(self.setup.url, reason, change.pages[:MAX_TOLD], at)
            self.archive.unspool(look.spooled for look in looks if look.spooled is not None)
            self.memory.save()
        self._passed = []
        self._passed_looks = 0
        self._states = {}
        self._held_digests = set()

    def _named(self, looks: Sequence[Look]) -> set[str]:
        """The live regions that the profile names."""
        rules = (self.setup.rules_at(look.capture.fetched_at) for look in looks[:1])
        return {rule.name for found in rules if found is not None for rule in found.live}

    def _recall(self, looks: Sequence[Look]) -> None:
        """What was last known of each page."""
        for look in looks:
            stored = self.archive.latest(article_key(self.site, look.moved_from or look.key))
            look.before = stored.state if stored and isinstance(stored.state, Article) else None

    def _stored_texts(self, looks: Sequence[Look]) -> list[StoredText]:
        """Pages to lay beside text captures, as long as it is not known what text captures of this site share."""
        texts = [look.key for look in looks if look.document.is_text]
        return stored_texts(self.archive, self.site, texts) if texts and not self.memory.template.text_head else []

    def _known_lines(self, looks: Sequence[Look], stored: Sequence[StoredText]) -> frozenset[str]:
        texts = [look.document for look in looks if look.document.is_text]
        beside = [each.document for each in stored]
        return common_lines([*texts, *beside]) | self.regions.lines() if texts else frozenset()

    def _learn(self, looks: Sequence[Look], pairs: Pairs, stored: Sequence[StoredText], change: Refit) -> Template:
        """Returns the template that the stored states were read with."""
        documents = sorted((look.document for look in looks), key=lambda document: digest_of(document.url))
        noisy = any(self.articles.is_noisy(look) for look in looks)
        if not looks or not (change or stored or noisy or self.memory.wants(documents)):
            return self.memory.template
        # A wall in place of a page teaches nothing about the site; nor do a few pages of another layout, which would
        # make the template fit both, so that a redesign could not be seen any more.
        fitting = [look for look in looks if change or fits(self.memory.template, look.document)]
        themselves = {look.document.url for look in fitting if look.before is None or says_the_same(look, look.before)}
        teachers = [document for document in documents if document.url in themselves]
        sample = [*teachers[:SAMPLE], *(each.document for each in stored)]
        at = min(look.capture.fetched_at for look in looks)
        return self.memory.learn(sample, pairs, at, anew=change.whole)

    def _note_noise(self, looks: Sequence[Look]) -> None:
        """Whether two fetches of a page still read differently, with all that the template strips."""
        memory = self.memory
        asked = [look for look in looks if look.second_reading is not None]
        if not asked:
            return
        times = [look.capture.fetched_at.isoformat() for look in looks]
        if not any(self.articles.is_noisy(look) for look in asked):
            if not memory.is_noisy and any(look.can_vouch for look in asked):
                memory.quiet_until = max(times)
        elif not memory.is_noisy:
            whole = len(asked) == sum(look.reading.page.kind is PageKind.ARTICLE for look in looks)
            # What was stored at the very moment was not yet compared with a second fetch.
            memory.noisy_since = min(times) if whole else max(times) + "~"

    def _identify_files(self, looks: Sequence[Look]) -> None:
        for look in looks:
            if source := copied_from(self.archive, self.site, look.key, look.reading.page.article):
                self.archive.add_alias(self.site, look.key, source)
                look.key = source
                self._recall([look])

    def _judge(self, looks: Sequence[Look]) -> None:
        known: dict[str, str] = {}
        self.memory.learn_boxes([look.document for look in looks if _is_whole(look)])
        for look in looks:
            if look.before is not None:
                known[look.key] = text_digest(look.before)
            look.judgement = judge_page(look.document, look.reading.page, look.before, self.memory.boxes)
        copies = judge_copies(
            [(look.key, look.reading.page.article) for look in looks if look.judgement.good and not look.moved_from],
            known,
        )
        ends = judge_ends([(look.key, look.before, look.reading.page.article, look.own_lines()) for look in looks])
        for look in looks:
            if look.judgement.good:
                look.judgement = copies.get(look.key, ends.get(look.key, look.judgement))
            if look.judgement.good and _is_in_part(look):
                look.judgement = IN_PART

    def _settle_look(self, look: Look, read_with: ReadWith) -> bool:
        """Write one look; whether its sightings of the site's regions count."""
        look.record = self.archive.page(self.site, look.key) or replace(look.record, url=look.key)
        if look.record.last_origin is not None and look.capture.origin_time < look.record.last_origin:
            self.note(look.capture, look.key, look.record, STALE)
            return False
        if look.moved_from and not self._settle_move(look):
            return True
        if not look.judgement.good:
            self.note(look.capture, look.key, look.record, look.judgement)
            return False
        capture = self._file_good(look, changed=False)
        changed = self.articles.settle(look, capture, read_with)
        if blog := look.reading.page.live_blog:
            changed |= self.articles.settle_blog(look, blog_key(self.site, look.key, blog), blog, capture)
        if look.notes:
            self.archive.add_note(capture, self.memory.template.generation, "; ".join(look.notes))
        if changed or look.unsure:
            self._save_good(look, capture, changed=changed)
        self._learn_tempo(look.record, look.capture.fetched_at, changed=changed)
        return True

    def _settle_move(self, look: Look) -> bool:
        """A known page answered from another address. Whether the look goes on as a look at that address."""
        old = self.archive.page(self.site, look.moved_from)
        permanent = is_permanent(look.capture)
        if look.before is None or old is None or old.state == "moved":
            if permanent:
                self.archive.add_alias(self.site, look.moved_from, look.key)
            return True
        if not is_same_story(look.before, look.reading.page.article):
            reason = f"answers from {look.key}"
            self.note(look.capture, look.moved_from, old, Judgement(Verdict.REDIRECT, reason))
            return False
        if not permanent:
            look.key, look.record, look.moved_from = look.moved_from, old, ""
            return True
        return self._move(look, old)

    def _move(self, look: Look, old: PageRecord) -> bool:
        """The history goes with the page, unless the new address has one of its own."""
        target_known = self.archive.latest(article_key(self.site, look.key)) is not None
        if not target_known:
            self.archive.move_page(self.site, old.url, look.key)
            look.record = self.archive.page(self.site, look.key) or look.record
        capture = self._file_good(look, changed=False)
        if target_known:
            self.archive.save_page(replace(old, state="moved", moved_to=look.key, next_look=None))
            self.archive.add_alias(self.site, old.url, look.key)
        self.ledger.moved(old, look.key, capture, look.capture.fetched_at)
        return True

    def _file_good(self, look: Look, *, changed: bool) -> int:
        capture = self.file(look.capture, look.key, look.judgement, look.sha256)
        self._save_good(look, capture, changed=changed)
        self.absences.saw_good(look.key)
        self._tell_if_back(look.record, capture, look.capture.fetched_at)
        return capture

    def _tell_if_back(self, record: PageRecord, capture: int, at: datetime) -> None:
        """A page that was told as removed answers again; one that never held an article was never told."""
        if record.state == "gone" and self.archive.latest(article_key(self.site, record.url)) is not None:
            self.ledger.restored(record, capture, at)

    def _save_good(self, look: Look, capture: int, *, changed: bool) -> None:
        record, page, answer = look.record, look.reading.page, look.capture
        kind = page.kind if record.kind is not PageKind.FRONT else record.kind
        live = page.kind is PageKind.LIVE
        saved = replace(
            after_look(record, answer.fetched_at, changed=changed, live=live, tempo=self.memory.tempo),
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
        )
        self.archive.save_page(self._rescheduled(saved, answer.fetched_at))


def _is_in_part(look: Look) -> bool:
    """Whether most of an article is missing at its end. The next look believes it, where it finds it so again."""
    record, after = look.record, look.reading.page.article
    if look.before is None or after is None or not is_halved(look.before, after):
        return False
    return record.last_look is None or record.last_good is None or record.last_look <= record.last_good


def _is_whole(look: Look) -> bool:
    article = look.reading.page.article
    return article is not None and (look.before is None or keeps_its_end(look.before, article))


def blog_key(site: str, page: str, blog: LiveRegion) -> RegionKey:
    return RegionKey(site, RegionKind.LIVE, blog.name, page)
