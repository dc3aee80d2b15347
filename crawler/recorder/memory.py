"""What is kept of a site from run to run: its template, the evidence for it, its health, the times of its regions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import field, replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.guard import is_behind_wall, says_closed, wall_lines
from crawler.model import Document, Version
from crawler.parsing import Reading, learn
from crawler.recorder.alike import Alike
from crawler.recorder.everywhere import Everywhere
from crawler.recorder.headlines import Headlines
from crawler.recorder.labels import Labels
from crawler.recorder.reader import Reader
from crawler.recorder.seen_edits import SeenEdits
from crawler.recorder.stamps import Stamps
from crawler.recorder.turning import shape, without_shapes
from crawler.schedule import Tempo
from crawler.store import Archive
from crawler.template import Evidence, Template, noise_of
from crawler.text import digest as digest_of

# Beyond so many pages more evidence changes nothing; before, every batch of new pages counts.
ENOUGH_PAGES = 60
# Learning reads each page some times over: a batch is sampled, by the digest of the URL, so in no order.
SAMPLE = 16
MIN_BATCH = 3
# It is learned again when a batch adds this share to what it was learned from: few generations, soon final.
GROWTH = 0.4
MOST_SHAPES = 200
MOST_PASSING = 500
MOST_IN_PART = 2_000
MOST_WHOLE = 8  # pages that are remembered of a list
MOST_OPEN = 200  # a site with so many pages whose markup never ends does not end its pages; so with bare ones
# What this share of a batch of pages asks for is a box that stands on all of them.
MOST_PAGES = 0.75

# What is kept as it is of `SiteMemory`: its fields that are sets.
_SETS = ("shapes", "boxes", "in_part", "closed", "doubted", "broken", "open_ended", "bare", "foot")


@dataclass(slots=True)
class SiteMemory:
    archive: Archive
    site: str
    reader: Reader
    template: Template = field(default_factory=Template)
    evidence: Evidence = field(default_factory=Evidence)
    degraded_since: str = ""
    region_times: dict[str, str] = field(default_factory=dict)  # region name → origin time of its newest sighting
    page_lists: set[str] = field(default_factory=set)  # names of lists that every page fills by itself
    # Since when article bodies are known to hold what is made per request, where no container tells it from the rest.
    noisy_since: str = ""
    # When two fetches last read the same, as long as that was always so.
    quiet_until: str = ""
    # Shapes (`noise.shape`) of lines in bodies that count per request.
    shapes: set[str] = field(default_factory=set)
    passing: dict[str, str] = field(default_factory=dict)  # digest of a line that came and went → a page that had it
    # Lines that ask for a subscription on pages that are whole, in comparison form.
    boxes: set[str] = field(default_factory=set)
    foot: set[str] = field(default_factory=set)  # what text captures end with below their lists, in comparison form
    whole_lists: dict[str, list[str]] = field(default_factory=dict)  # name → pages that showed all of its last state
    in_part: set[str] = field(default_factory=set)  # pages whose article was only seen behind a wall yet
    closed: set[str] = field(default_factory=set)  # pages that declared their article closed, in no words of a wall
    walls_move: bool = False  # two fetches of a page behind a wall showed more and less of it
    doubted: set[str] = field(default_factory=set)  # pages that seemed to be served in part when they were read last
    broken: set[str] = field(default_factory=set)  # those of them whose markup broke off
    open_ended: set[str] = field(default_factory=set)  # pages whose markup does not end, though they are whole
    bare: set[str] = field(default_factory=set)  # whole pages with nothing of their site around them
    headlines: Headlines = field(default_factory=Headlines)
    labels: Labels = field(default_factory=Labels)
    alike: Alike = field(default_factory=Alike)
    # What known pages showed in place of their articles → those pages; of this run alone.
    instead: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    edits: SeenEdits = field(default_factory=SeenEdits)  # of pages that do not say which of their addresses counts
    stamps: Stamps = field(default_factory=Stamps)
    everywhere: Everywhere = field(default_factory=Everywhere)
    tempo: Tempo = field(default_factory=Tempo)
    _generations: dict[int, Template] = field(default_factory=dict)

    @classmethod
    def load(cls, archive: Archive, site: str) -> SiteMemory:
        memory = cls(archive, site, Reader(archive, site))
        if (stored := archive.template(site)) is not None:
            memory.template = Template.from_json(stored[1])
        if text := archive.meta(site, "evidence"):
            memory.evidence = Evidence.from_json(text)
        memory.tempo = Tempo.from_json(archive.meta(site, "tempo"))
        if text := archive.meta(site, "memory"):
            plain = json.loads(text)
            memory.degraded_since = plain["degraded_since"]
            memory.region_times = plain["region_times"]
            memory.page_lists = set(plain["page_lists"])
            memory.noisy_since = plain.get("noisy_since", "")
            memory.quiet_until = plain.get("quiet_until", "")
            for name in _SETS:
                setattr(memory, name, set(plain.get(name, ())))
            memory.passing = plain.get("passing", {})
            memory.whole_lists = plain.get("whole_lists", {})
            memory.walls_move = plain.get("walls_move", False)
            memory.headlines = Headlines.of(plain.get("headlines", {}))
            memory.labels = Labels.of(plain.get("labels", {}))
            memory.alike = Alike.of(plain.get("alike", {}))
            memory.edits = SeenEdits.of(plain.get("edits", ()))
            memory.stamps = Stamps.of(plain.get("stamps", ()))
            memory.everywhere = Everywhere.of(plain.get("everywhere", {}))
        return memory

    def save(self) -> None:
        plain = {
            "degraded_since": self.degraded_since,
            "region_times": self.region_times,
            "page_lists": sorted(self.page_lists),
            "noisy_since": self.noisy_since,
            "quiet_until": self.quiet_until,
            **{name: sorted(getattr(self, name)) for name in _SETS},
            "passing": self.passing,
            "whole_lists": self.whole_lists,
            "walls_move": self.walls_move,
            "headlines": self.headlines.plain(),
            "labels": self.labels.plain(),
            "alike": self.alike.plain(),
            "edits": self.edits.plain(),
            "stamps": self.stamps.counts(),
            "everywhere": self.everywhere.plain(),
        }
        self.archive.set_meta(self.site, "memory", json.dumps(plain))  # in order: what is oldest goes first
        self.archive.set_meta(self.site, "tempo", self.tempo.to_json())

    def learn_boxes(self, documents: Sequence[Document]) -> None:
        """Remember what most of the pages of a batch ask for: a wall stands on some of them at most."""
        if len(documents) < MIN_BATCH or len(self.boxes) >= MOST_SHAPES:
            return
        counts = Counter(line for document in documents[:SAMPLE] for line in wall_lines(document))
        most = MOST_PAGES * min(len(documents), SAMPLE)
        self.boxes |= {line for line, count in counts.items() if count >= most}

    def saw_list(self, name: str, pages: Collection[str], *, changed: bool) -> None:
        """Remember on which pages all of a list stands, those with short addresses first. `changed`: it is another
        list than it was when others showed it."""
        known = () if changed else self.whole_lists.get(name, ())
        self.whole_lists[name] = sorted({*known, *pages}, key=lambda page: (len(page), page))[:MOST_WHOLE]

    def note_part(self, page: str, document: Document, labels: Sequence[str]) -> None:
        """Remember of a page's first look whether it was behind a wall; `labels`: what its blocks were read as."""
        if len(self.in_part) + len(self.closed) >= MOST_IN_PART:
            return
        if is_behind_wall(document, self.boxes, labels):
            self.in_part.add(page)
        elif says_closed(document):
            self.closed.add(page)

    def opens(self, page: str, document: Document, labels: Sequence[str]) -> bool:
        """Whether nothing stands before an article any more that was only seen behind a wall yet; said once.

        Of one that was only declared to be closed this is known when that is declared no more: it may have been whole
        all the time.
        """
        if not (page in self.in_part or page in self.closed) or is_behind_wall(document, self.boxes, labels):
            return False
        if page in self.closed and says_closed(document):
            return False
        self.in_part.discard(page)
        self.closed.discard(page)
        return True

    def saw_whole(self, page: str, *, ends: bool, is_bare: bool) -> None:
        """Remember of a page that was read well whether its markup ended, and whether it stood there by itself."""
        self.saw_as_before(page)
        for pages, is_so in ((self.open_ended, not ends), (self.bare, is_bare)):
            if not is_so:
                pages.discard(page)
            elif len(pages) < MOST_OPEN:
                pages.add(page)

    def saw_as_before(self, page: str) -> None:
        """A page that is what it was when it was read well: nothing of it is missing for good."""
        self.doubted.discard(page)
        self.broken.discard(page)

    def doubt(self, page: str, moved_from: str = "", *, broken: bool = False) -> bool:
        """Whether a page that seems to be served in part is to be doubted: at its first look of that kind. `broken`:
        its markup breaks off, of which an earlier look at a page that ended says nothing."""
        known = self.broken if broken else self.doubted
        if not known.isdisjoint({page, moved_from}) or len(self.doubted) >= MOST_IN_PART:
            self.saw_as_before(moved_from)
            return False
        self.doubted.add(page)
        if broken:
            self.broken.add(page)
        return True

    def ought_to_end(self, page: str) -> bool:
        """Whether the markup of a page was always seen to end, on a site that does end its pages."""
        return page not in self.open_ended and len(self.open_ended) < MOST_OPEN

    def ought_to_be_framed(self, page: str) -> bool:
        """Whether a page always had something of its site around it, on a site whose pages have."""
        return page not in self.bare and len(self.bare) < MOST_OPEN

    @property
    def ends_all(self) -> bool:
        """Whether every page of a known site was seen to end."""
        return self.template.learned and not self.open_ended

    def move(self, old: str, new: str, title: str) -> None:
        """An article has another address now, and its history with it; `title`: the stored one."""
        self.headlines.move(old, new, title)
        for pages in (self.in_part, self.closed, self.open_ended, self.bare):
            if old in pages:
                pages.remove(old)
                pages.add(new)

    def learn_shapes(self, shapes: Collection[str]) -> None:
        if len(self.shapes) < MOST_SHAPES:
            self.shapes |= set(shapes)

    def learn_passing(self, page: str, lines: Collection[str]) -> None:
        """Remember lines that came and went between two fetches of a page; those that did so on two pages are made per
        request: an advertisement is one of a few, and two fetches may show the same by chance."""
        for line in sorted(lines):
            name = digest_of(line)
            if self.passing.setdefault(name, page) != page:
                self.learn_shapes([shape(line)])
        for name in list(self.passing)[: max(0, len(self.passing) - MOST_PASSING)]:
            del self.passing[name]

    def less_noise(self, reading: Reading) -> Reading:
        """A reading without the lines that are known to count per request."""
        article = reading.page.article
        if article is None or (less := without_shapes(article, self.shapes)) is article:
            return reading
        return replace(reading, page=replace(reading.page, article=less))

    @property
    def is_noisy(self) -> bool:
        return bool(self.noisy_since)

    def is_clean(self, version: Version) -> bool:
        """Whether a state holds nothing that was made per request: it was stored when nothing was, or when two
        fetches were laid side by side already."""
        seen = version.first_seen.isoformat()
        return seen <= self.quiet_until or (bool(self.noisy_since) and seen >= self.noisy_since)

    def generation(self, number: int) -> Template:
        """The template as it was in an earlier generation; the present one where that is not kept."""
        if number == self.template.generation:
            return self.template
        if number not in self._generations:
            text = self.archive.template_generation(self.site, number) if number else None
            self._generations[number] = Template.from_json(text) if text else Template()
        return self._generations[number]

    def wants(self, documents: Sequence[Document]) -> bool:
        """Whether a batch would teach anything."""
        if not self.template.learned:
            return bool(documents)
        if self.pages >= ENOUGH_PAGES or len(documents) < MIN_BATCH:
            return False
        return min(len(documents), SAMPLE) >= GROWTH * self.pages

    @property
    def pages(self) -> int:
        """How many pages were learned from: the template counts those that last changed it, and others were learned
        from since that said the same."""
        return max(self.template.pages, self.evidence.pages)

    def learn(
        self,
        documents: Sequence[Document],
        pairs: Sequence[tuple[Document, Document]],
        at: datetime,
        *,
        anew: bool = False,
        whole: bool = False,
    ) -> Template:
        """Learn from a batch and store what changed; returns the template that was in use until now.

        `anew`: the site is in new markup, and nothing that was learned of the old one holds. `whole`: all pages that
        were learned from before are in the batch again, laid beside those that are new.
        """
        previous = self.template
        if anew:
            self.evidence, self.page_lists = Evidence(), set()
            if self.noisy_since:  # what was stored since then was compared with a second fetch
                self.noisy_since, self.quiet_until = "", at.isoformat()
        if whole:
            self.evidence = noise_of(self.evidence)
        last = Template(generation=previous.generation) if anew else previous
        learned = learn(documents, previous=last, evidence=self.evidence, pairs=pairs)
        self.evidence = learned.evidence
        self.archive.set_meta(self.site, "evidence", learned.evidence.to_json())
        if anew or learned.template is not last:
            self.template = learned.template
            if learned.template is last:  # nothing is shared in the new markup; what was is not waited for any more
                self.template = replace(last, generation=last.generation + 1)
            self._generations[previous.generation] = previous
            self.archive.save_template(self.site, self.template.generation, self.template.to_json(), at)
        return previous
