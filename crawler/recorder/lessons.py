"""What a batch of looks teaches of its site, and how its pages read with that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from crawler.classes import dataclass
from crawler.model import Article, Document, PageKind
from crawler.parsing import shared_lines
from crawler.recorder.articles import ArticleWriter
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import MOST_SHAPES, SAMPLE, SiteMemory
from crawler.recorder.redesign import Refit, refit, says_the_same
from crawler.recorder.site_regions import SiteRegions
from crawler.recorder.text_pages import StoredText, read_again, stored_texts
from crawler.recorder.turning import passing_lines
from crawler.recorder.waiting import MOST, Waiting, WaitingPages
from crawler.store import Archive
from crawler.template import Template, foot_lines
from crawler.text import compare_form
from crawler.text import digest as digest_of

Pairs = Sequence[tuple[Document, Document]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """`previous`: the template that the stored states were read with; `change`: what says that it has to go."""

    previous: Template
    change: Refit


@dataclass(frozen=True, slots=True)
class Beside:
    """Pages to lay beside a batch: stored text captures, and HTML pages that came when little was known."""

    stored: Sequence[StoredText]
    waiting: Sequence[Waiting]

    @property
    def any(self) -> bool:
        return bool(self.stored or self.waiting)

    def documents(self, keys: Collection[str]) -> list[Document]:
        """But for those of pages that a batch teaches of themselves (`keys`)."""
        waiting = (each.document for each in self.waiting if each.key not in keys)
        return [*(each.document for each in self.stored), *waiting]


@dataclass(slots=True)
class Learner:
    archive: Archive
    site: str
    memory: SiteMemory
    regions: SiteRegions
    articles: ArticleWriter
    waiting: WaitingPages
    known: frozenset[str] = frozenset()  # lines of text captures that are the site's, as far as the last batch shows

    def teach(self, looks: Sequence[Look], pairs: Pairs, passed: int, read_with: ReadWith) -> Lesson:
        """Learn from a batch, and read it again where that makes a difference.

        Args:
            looks: the batch, each with what was known of its page `before`.
            pairs: fetches of one page moments apart.
            passed: pages that were read without finding anything new.
            read_with: reads a look with a template, and with lines known to be the site's.
        """
        stored = self._stored_texts(looks)
        known = self.known = self._known_lines(looks, stored)
        waiting = self._waiting(looks)
        change = refit(looks, self.memory.template, passed)
        previous = self._learn(looks, pairs, Beside(stored, waiting), change)
        learned = self.memory.template is not previous
        if learned or known:
            read_again(self.archive, stored, self.memory.template, known)
        if learned and waiting:
            self.waiting.read_again(looks, self.memory, read_with)
        for look in looks:
            if look.document.is_text or learned:
                look.reading = read_with(look, self.memory.template, known)
                if look.second_document is not None:
                    look.second_reading = read_with(look.as_second(), self.memory.template, known)
        self._note_foot(looks)
        self._note_noise(looks)
        return Lesson(previous, change)

    def _stored_texts(self, looks: Sequence[Look]) -> list[StoredText]:
        """Pages to lay beside text captures, as long as it is not known what text captures of this site share."""
        texts = [look.key for look in looks if look.document.is_text]
        return stored_texts(self.archive, self.site, texts) if texts and not self.memory.template.text_head else []

    def _known_lines(self, looks: Sequence[Look], stored: Sequence[StoredText]) -> frozenset[str]:
        texts = [look.document for look in looks if look.document.is_text]
        beside = [each.document for each in stored]
        return shared_lines([*texts, *beside]) | self.regions.lines() | self.memory.foot if texts else frozenset()

    def _note_foot(self, looks: Sequence[Look]) -> None:
        """What text captures of the site end with, for those that come alone."""
        for look in looks:
            if look.document.is_text and len(self.memory.foot) < MOST_SHAPES:
                self.memory.foot |= foot_lines(look.document, look.reading.page.labels)

    def read_as_known(self, looks: Sequence[Look], read_with: ReadWith) -> None:
        """Read text captures of pages that are known again, where a line of their own was taken for one of the site's:
        a headline may just have left the site's lists, and two articles may bear the same note."""
        before = {look.key: known for look in looks if look.document.is_text and (known := self._known(look))}
        notes = {line for known in before.values() for line in map(compare_form, known.paragraphs)}
        for look in looks:
            own = notes | ({compare_form(before[look.key].title)} if look.key in before else set())
            if look.document.is_text and own & self.known:
                look.reading = read_with(look, self.memory.template, self.known - own)

    def read_beside(self, look: Look, likely: Article, read_with: ReadWith) -> None:
        """Read a text capture as one of a page whose headline is known, where that is a line of the site's, too."""
        if (title := compare_form(likely.title)) in self.known:
            look.reading = read_with(look, self.memory.template, self.known - {title})

    def _known(self, look: Look) -> Article | None:
        """The article as it was last read, if that was with the template that is still in use."""
        template, record = self.memory.template, self.archive.page(self.site, look.key)
        if record is None or not template.text_head or record.generation != template.generation:
            return None
        return look.before

    def _waiting(self, looks: Sequence[Look]) -> list[Waiting]:
        """Pages to lay beside HTML captures, as long as few pages of the site were seen, and if there are new ones."""
        if self.memory.pages >= MOST or not any(look.is_unknown and not look.document.is_text for look in looks):
            return []
        waiting = self.waiting.pages()
        return waiting if len(waiting) >= self.memory.evidence.pages else []

    def keep(self, looks: Iterable[Look]) -> None:
        """Keep good looks for pages to come, as long as few pages of the site were seen."""
        if self.memory.pages < MOST:
            self.waiting.keep({look.spooled: look.key for look in looks if not look.document.is_text})

    def _learn(self, looks: Sequence[Look], pairs: Pairs, beside: Beside, change: Refit) -> Template:
        """Returns the template that the stored states were read with."""
        documents = sorted((look.document for look in looks), key=lambda document: digest_of(document.url))
        noisy = any(self.articles.is_noisy(look) for look in looks)
        if not looks or not (change or beside.any or noisy or self.memory.wants(documents)):
            return self.memory.template
        # A wall in place of a page teaches nothing about the site; nor do a few pages of another layout, which would
        # make the template fit both, so that a redesign could not be seen any more.
        fitting = [look for look in looks if change or look.fits(self.memory.template)]
        themselves = {look.document.url for look in fitting if look.before is None or says_the_same(look, look.before)}
        teachers = [document for document in documents if document.url in themselves]
        others = beside.documents({look.key for look in looks if look.document.url in themselves})
        at = min(look.capture.fetched_at for look in looks)
        previous = self.memory.learn(
            [*teachers[:SAMPLE], *others], pairs, at, anew=change.whole, whole=bool(beside.waiting)
        )
        if change.whole or self.memory.pages >= MOST:
            self.waiting.clear()
        return previous

    def _note_noise(self, looks: Sequence[Look]) -> None:
        """Whether two fetches of a page still read differently, with all that the template strips."""
        memory = self.memory
        asked = [look for look in looks if look.second_reading is not None]
        if not asked:
            return
        self._note_passing(asked)
        times = [look.capture.fetched_at.isoformat() for look in looks]
        if not any(self.articles.is_noisy(look) for look in asked):
            if not memory.is_noisy and any(look.can_vouch for look in asked):
                memory.quiet_until = max(times)
        elif not memory.is_noisy:
            articles = (look for look in looks if look.reading.page.kind is PageKind.ARTICLE)
            whole = all(look.second_reading is not None for look in articles)  # others may have been asked for, too
            # What was stored at the very moment was not yet compared with a second fetch.
            memory.noisy_since = min(times) if whole else max(times) + "~"

    def _note_passing(self, looks: Sequence[Look]) -> None:
        for look in looks:
            first, second = look.reading.page.article, look.second_reading and look.second_reading.page.article
            if first is not None and second:
                self.memory.learn_passing(look.key, passing_lines(first, second))
                self.memory.labels.learn(look.key, first, second)
