"""How the pages of one site are read: its profile's rules, what was learned of it, its own hook."""

from __future__ import annotations

from dataclasses import replace

from crawler.classes import dataclass
from crawler.model import Article, Capture, Document, PageKind, PageRecord
from crawler.parsing import Reading, read_page
from crawler.recorder.first_reading import FirstReading
from crawler.recorder.hook import hooked
from crawler.recorder.identity import article_key
from crawler.recorder.listings import as_known, as_listed
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.setup import SiteSetup, Tally
from crawler.recorder.whereabouts import Whereabouts
from crawler.template import Template


@dataclass(slots=True)
class PageReader:
    setup: SiteSetup
    memory: SiteMemory
    tally: Tally
    whereabouts: Whereabouts

    def read(self, document: Document, record: PageRecord, capture: Capture) -> tuple[Reading, FirstReading | None]:
        """As the site is known now; and what spares reading it again (HTML only)."""
        template = self.memory.template
        reading = self._read_page(document, template, capture, record.url, frozenset())
        first = None if document.is_text else FirstReading(document.blocks, record.url, template, reading)
        return self._as_known(reading, document, record, capture), first

    def read_with(self, look: Look, template: Template, known: frozenset[str]) -> Reading:
        """A look once more, with a template, and with lines (in comparison form) that are known to be the site's."""
        document, record = look.document, replace(look.record, url=look.key)
        reading = look.first.with_template(document, record.url, template) if look.first is not None else None
        if reading is None:
            reading = self._read_page(document, template, look.capture, record.url, known)
        return self._as_known(reading, document, record, look.capture)

    def _read_page(
        self, document: Document, template: Template, capture: Capture, url: str, known: frozenset[str]
    ) -> Reading:
        return read_page(document, template, rules=self.setup.rules_at(capture.fetched_at), url=url, known=known)

    def _as_known(self, reading: Reading, document: Document, record: PageRecord, capture: Capture) -> Reading:
        """With what is known of the page and its site besides the template."""
        reading = as_listed(reading, record.kind, document)
        if reading.page.article is None and record.kind is PageKind.ARTICLE and record.last_good is not None:
            stored = self.memory.archive.latest(article_key(self.setup.name, record.url))
            before = stored.state if stored is not None and isinstance(stored.state, Article) else None
            reading = as_known(reading, before)
        reading = self.whereabouts.as_named(self.memory.less_noise(reading))
        reading = self.memory.headlines.settled(record.url, reading, capture.fetched_at)
        return hooked(reading, document, self.setup.hook, self.tally) if self.setup.hook else reading
