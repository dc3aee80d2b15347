"""What a page is read with: the site's template, its profile, its hook, and for text captures the known lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.model import Article, Capture, Document, PageKind
from crawler.parsing import learn, shared_lines
from crawler.profile import HookFunction, Profile, RegionRules
from crawler.recorder.holding import Holding
from crawler.recorder.identity import article_key, own_key
from crawler.recorder.ledger import Ledger
from crawler.recorder.memory import SiteMemory
from crawler.recorder.rereading import Rereading
from crawler.recorder.setup import SiteSetup, Tally
from crawler.recorder.site_regions import SiteRegions
from crawler.recorder.text_pages import stored_texts
from crawler.store import Archive
from crawler.template import Evidence, Template


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`source` says in words where the template is from; `kinds` are those of pages known as sections."""

    site: str
    profile: Profile | None = None
    hook: HookFunction | None = None
    template: Template = field(default_factory=Template)
    evidence: Evidence = field(default_factory=Evidence)
    source: str = ""
    lines: frozenset[str] = frozenset()  # of the site's regions and the like, in comparison form
    texts: tuple[Document, ...] = ()  # text captures of other pages, for the lines that they share
    sections: frozenset[str] = frozenset()
    archive: Archive | None = None  # for what a page was called and said before; read only

    def rules_at(self, at: datetime) -> RegionRules | None:
        """The profile's selectors that were valid then."""
        return self.profile.layout_at(at) if self.profile else None

    def lines_for(self, document: Document) -> frozenset[str]:
        """For a text capture: the lines that other pages or the site's regions have."""
        if not document.is_text:
            return frozenset()
        return self.lines | shared_lines([document, *self.texts])

    def with_lines(self, lines: frozenset[str]) -> Knowledge:
        return replace(self, lines=self.lines | lines)

    def key_of(self, capture: Capture, document: Document) -> str:
        """The key that the page is filed under."""
        hosts = self.profile.hosts_all if self.profile else ()
        key = own_key(SiteSetup(self.site, self.profile.url if self.profile else "", hosts), capture, document)
        return self.archive.resolve_alias(self.site, key) if self.archive else key

    def article_before(self, page: str) -> Article | None:
        """The page's last good article, by which the guard judges."""
        version = self.archive.latest(article_key(self.site, page)) if self.archive else None
        return version.state if version is not None and isinstance(version.state, Article) else None

    def kind_of(self, page: str) -> PageKind:
        """What the archive knows a page as; OTHER where that says nothing about how to read it."""
        return PageKind.SECTION if page in self.sections else PageKind.OTHER


def from_archive(archive: Archive, site: str, profile: Profile | None, hook: HookFunction | None) -> Knowledge:
    """Everything that was learned of a site. Reads only."""
    memory = SiteMemory.load(archive, site)
    ledger = Ledger(archive, site, lambda *_: {}, Tally())
    rereading = Rereading(archive, memory, lambda _: None)
    regions = SiteRegions(archive, site, memory, ledger, Holding(archive, site), rereading)
    return Knowledge(
        site,
        profile,
        hook,
        memory.template,
        memory.evidence,
        _told(memory.template, archive.template_times(site)),
        regions.lines() | memory.foot,
        tuple(each.document for each in stored_texts(archive, site, ())),
        frozenset(page.url for page in archive.pages(site, kinds={PageKind.SECTION})),
        archive,
    )


def _told(template: Template, times: Sequence[tuple[int, datetime]]) -> str:
    if not template.learned:
        return ""
    at = dict(times).get(template.generation)
    when = f", {at:%Y-%m-%dT%H:%M:%SZ}" if at else ""
    of = f"{template.pages} pages" if template.pages else "text captures"
    return f"template generation {template.generation} (of {of}{when})"


def from_pages(
    documents: Sequence[Document], site: str, profile: Profile | None, hook: HookFunction | None
) -> Knowledge:
    """What the pages at hand have in common; with fewer than two there is nothing to learn from."""
    bare = [_bare(document) for document in documents]
    if len(bare) < 2:  # noqa: PLR2004 - one page shares with none
        return Knowledge(site, profile, hook)
    learned = learn(bare, previous=Template(), evidence=Evidence())
    texts = tuple(document for document in bare if document.is_text)
    source = f"a template learned from these {len(bare)} pages"
    return Knowledge(site, profile, hook, learned.template, learned.evidence, source, texts=texts)


def _bare(document: Document) -> Document:
    """Without its tree, which learning doesn't need and which is the most of its memory."""
    return Document(
        document.url, document.blocks, document.head, document.attributes, document.is_text, document.truncated
    )


def names_of(slots: Mapping[int, str]) -> list[str]:
    return sorted(set(slots.values()))
