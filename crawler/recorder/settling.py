"""Settling a batch of looks: learn from them, judge them by each other, write what is new in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.classes import dataclass
from crawler.differ import digest_state
from crawler.guard import MAX_TOLD, STALE, is_furnished
from crawler.model import Article, LiveRegion, PageKind
from crawler.recorder.alike import Pair, summary
from crawler.recorder.articles import ArticleWriter
from crawler.recorder.batch_sightings import BatchSightings
from crawler.recorder.blogs import BlogWriter
from crawler.recorder.filing import Filing
from crawler.recorder.holding import Holding
from crawler.recorder.identity import article_key, blog_key
from crawler.recorder.judging import judge
from crawler.recorder.known_files import KnownFiles
from crawler.recorder.ledger import Ledger
from crawler.recorder.lessons import Learner, Pairs
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.moves import Moves
from crawler.recorder.reader import name_of
from crawler.recorder.redesign import Refit
from crawler.recorder.rereading import Rereading
from crawler.recorder.setup import SiteSetup
from crawler.recorder.site_regions import SiteRegions
from crawler.recorder.twins import Twins
from crawler.recorder.waiting import WaitingPages
from crawler.recorder.whereabouts import Whereabouts
from crawler.store import Archive
from crawler.template import Template
from crawler.urls import page_key


@dataclass(slots=True)
class Settler:
    """Writes looks into the archive. What it keeps between batches is of one run only."""

    archive: Archive
    setup: SiteSetup
    memory: SiteMemory
    ledger: Ledger
    filing: Filing
    regions: SiteRegions
    articles: ArticleWriter
    blogs: BlogWriter
    learner: Learner
    moves: Moves
    twins: Twins
    sightings: BatchSightings
    whereabouts: Whereabouts
    holding: Holding

    @classmethod
    def of(
        cls,
        archive: Archive,
        setup: SiteSetup,
        memory: SiteMemory,
        filing: Filing,
        whereabouts: Whereabouts,
        *,
        first_run: bool,
    ) -> Settler:
        """`first_run`: nothing is known of the site yet, so everything is new."""
        ledger = filing.ledger
        holding = Holding(archive, setup.name)
        rereading = Rereading(archive, memory, setup.kept)
        regions = SiteRegions(archive, setup.name, memory, ledger, holding, rereading)
        articles = ArticleWriter(archive, setup.name, memory, ledger, first_run, rereading)
        blogs = BlogWriter(archive, setup.name, memory, ledger, holding, rereading)
        waiting = WaitingPages(archive, setup.name)
        learner = Learner(archive, setup.name, memory, regions, articles, waiting)
        moves = Moves(archive, setup.name, memory, ledger, filing)
        sightings = BatchSightings(memory, regions, whereabouts)
        return cls(
            archive,
            setup,
            memory,
            ledger,
            filing,
            regions,
            articles,
            blogs,
            learner,
            moves,
            Twins(archive, setup.name, filing),
            sightings,
            whereabouts,
            holding,
        )

    @property
    def site(self) -> str:
        return self.setup.name

    # One look

    def is_news(self, look: Look) -> bool:
        """Whether a look differs from what is known, or from what this batch has seen already."""
        page = look.reading.page
        look.differs = self.articles.differs(look)
        if look.differs or (page.article is None and look.record.kind is PageKind.ARTICLE):
            return True
        if page.live_blog is not None and self._blog_differs(look, page.live_blog):
            return True
        return self.sightings.are_news(look)

    def _blog_differs(self, look: Look, blog: LiveRegion) -> bool:
        return self.archive.latest_digest(blog_key(self.site, look.key, blog)) != digest_state(blog)

    def pass_by(self, look: Look) -> None:
        """A good look at a page on which nothing is new."""
        seen = look.capture.fetched_at
        self.memory.everywhere.unchanged += look.reading.page.kind is PageKind.ARTICLE
        with self.archive.transaction():
            capture = self.filing.register_good(look)
            self.articles.pass_by(look)
            if blog := look.reading.page.live_blog:
                self.archive.touch(blog_key(self.site, look.key, blog), seen)
                self.holding.drop(blog_key(self.site, look.key, blog))
            self.filing.save_good(look, capture, changed=False)
            self._note_end(look)
        self.sightings.pass_by(look)

    # A batch

    def settle(self, looks: Sequence[Look], pairs: Pairs, read_with: ReadWith) -> None:
        """Learn from the looks of a batch, judge them by each other, and write what they say in one transaction."""
        with self.archive.transaction():
            self.whereabouts.touch(min((look.capture.fetched_at for look in looks), default=None))
        if not looks and not self.sightings.passed_looks:
            return
        with self.archive.transaction():
            self._recall(looks)
            stored = {look.key: look.before for look in looks}
            alike = self._changed_alike(looks, stored)
            lesson = self.learner.teach(looks, pairs, self.sightings.passed_looks, read_with)
            self._identify_files(looks, read_with)
            self.learner.read_as_known(looks, read_with)
            if alike or self.memory.template is not lesson.previous:  # it reads otherwise now
                alike |= self._changed_alike(looks, stored)
            self.twins.identify(looks)
            judge([look for look in looks if not look.same_as], self.memory)
            self._weigh_everywhere(looks)
            counting = {number: look for number, look in enumerate(looks) if self._settle_look(look, read_with)}
            self.learner.keep(counting.values())
            self._settle_regions(looks, counting, lesson.previous, read_with)
            self._tell_redesign(looks, lesson.change, alike)
            self.archive.unspool(look.spooled for look in looks if look.spooled is not None)
            self.memory.save()
        self.sightings.clear()

    def _weigh_everywhere(self, looks: Sequence[Look]) -> None:
        """What befell most articles of the batch at once."""
        good = [look for look in looks if look.judgement.good and not look.same_as]
        pairs = [(look.before, after) for look in good if look.before and (after := look.reading.page.article)]
        self.memory.everywhere.weigh(pairs)

    def _recall(self, looks: Sequence[Look]) -> None:
        """What was last known of each page."""
        for look in looks:
            stored = self.archive.latest(article_key(self.site, look.moved_from or look.key))
            look.before = stored.state if stored and isinstance(stored.state, Article) else None

    def _changed_alike(self, looks: Sequence[Look], stored: Mapping[str, Article | None]) -> dict[str, list[str]]:
        """Learn what most pages changed in the same way, and hold each against its past as that would read today;
        returns the ways that are new, each with its pages. `stored`: what was last known of each page."""
        pages = {}
        for look in looks:
            before, after = stored.get(look.key, look.before), look.reading.page.article
            if before is not None and after is not None and not self.memory.reader.is_other(look.record):
                pages[look.key] = Pair(before, after, look.record.last_good, look.document.blocks)
        if not pages:
            return {}
        at = min(look.capture.fetched_at for look in looks)
        found = self.memory.alike.learn(pages, self.sightings.passed_looks, at)
        for look in looks:
            if (pair := pages.get(look.key)) is not None:
                look.before = self.memory.alike.applied(pair.before, pair.after, pair.seen)
        return found

    def _identify_files(self, looks: Sequence[Look], read_with: ReadWith) -> None:
        files = KnownFiles(self.archive, self.site)
        for look in looks:
            if look.document.is_text and (known := files.namesake(look.key)):
                self.learner.read_beside(look, known, read_with)
            if source := files.copied_from(look.key, look.reading.page.article):
                self.archive.add_alias(self.site, look.key, source)
                look.key = source
                self._recall([look])

    def _settle_look(self, look: Look, read_with: ReadWith) -> bool:
        """Write one look; whether its sightings of the site's regions count."""
        if look.same_as:
            self.twins.settle(look)
            return True
        look.record = self.archive.page(self.site, look.key) or replace(look.record, url=look.key)
        if look.record.last_origin is not None and look.capture.origin_time < look.record.last_origin:
            self.filing.note(look.capture, look.key, look.record, STALE)
            return False
        if look.moved_from and not self.moves.settle(look):
            return True
        if not look.judgement.good:
            self.filing.note(look.capture, look.key, look.record, look.judgement)
            return False
        self._settle_good(look, read_with)
        return True

    def _note_end(self, look: Look) -> None:
        if look.reading.page.article is not None:
            is_bare = not look.fits(self.memory.template) and not is_furnished(look.document)
            self.memory.saw_whole(look.key, ends=look.ends, is_bare=is_bare)

    def _settle_good(self, look: Look, read_with: ReadWith) -> None:
        self._note_end(look)
        capture = self.filing.register_good(look)
        self.moves.name(look)
        if changed := self.articles.settle(look, capture, read_with):
            self.twins.note_edit(look)
        if blog := look.reading.page.live_blog:
            changed |= self.blogs.settle(look, blog_key(self.site, look.key, blog), blog, capture, read_with)
        if look.notes:
            self.archive.add_note(capture, self.memory.template.generation, "; ".join(look.notes))
        self.filing.save_good(look, capture, changed=changed)

    def _settle_regions(
        self, looks: Sequence[Look], counting: Mapping[int, Look], previous: Template, read_with: ReadWith
    ) -> None:
        """What the looks show of the regions that stand on every page; `counting`: those of them that count."""
        sightings = self.sightings.gather(counting, previous)
        named = self._named(looks) | self.learner.waiting.show_too(sightings)
        self.regions.settle(sightings, looks, read_with, previous, named)
        health = self.filing.absences.health(page_key(self.setup.url))
        known = [name for name in self.regions.current if name_of(*name) not in self.memory.reader.unread]
        self.whereabouts.settle(known, degraded=health is not None and health.degraded)

    def _named(self, looks: Sequence[Look]) -> set[str]:
        """The live regions that the profile names."""
        rules = (self.setup.rules_at(look.capture.fetched_at) for look in looks[:1])
        return {rule.name for found in rules if found is not None for rule in found.live}

    def _tell_redesign(self, looks: Sequence[Look], change: Refit, alike: Mapping[str, Sequence[str]]) -> None:
        """Tell of a new layout, if there is one, and of what texts changed alike: what left pages that share nothing
        else was no more than a box."""
        if any(self.memory.reader.is_other(look.record) for look in looks):
            return
        pages, reasons = change.pages, []
        if change.whole and self.memory.template.shared:
            reasons.append(f"{len(change.pages)} pages say the same in other markup")
        if alike:
            reasons.append(summary(alike))
            pages = tuple(sorted({*pages, *(page for each in alike.values() for page in each)}))
        if reasons:
            at = min(look.capture.fetched_at for look in looks)
            self.ledger.redesigned(self.setup.url, "; ".join(reasons), pages[:MAX_TOLD], at)
