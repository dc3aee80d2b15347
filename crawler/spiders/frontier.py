"""What a run asks for: known pages that are due, new ones that turn up, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime

from crawler.classes import dataclass
from crawler.discovery import Candidate, weigh
from crawler.model import PageKind, PageRecord
from crawler.schedule import added, first, may_follow
from crawler.spiders.session import Session
from crawler.urls import is_service_url, page_key

# Pages asked for without conditions in each run, so that the lists on them are seen to change: an ETag that covers
# the article alone would hide that.
KEEPERS = 2
# The frontier's priorities are spread over this range, between new pages and sections.
_SPREAD = 60
# Where more pages are due than a run may ask for, so many times as many are ranked.
_RANKED = 10
_CONDITIONAL = frozenset({PageKind.ARTICLE, PageKind.LIVE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to ask for; `conditions` are headers that allow the answer "not modified"."""

    url: str
    conditions: Mapping[str, str] = field(default_factory=dict)
    priority: int = 0


@dataclass(slots=True)
class Frontier:
    session: Session
    robots_sitemaps: set[str] = field(default_factory=set)
    _claimed: set[str] = field(default_factory=set)
    _asked: int = 0
    _strangers: int = 0  # of these: pages that nothing is known of
    _most_strangers: int | None = None
    _records: list[PageRecord] | None = None  # what is due, once it was looked up

    def claim(self, url: str) -> bool:
        """Whether `url` is asked for for the first time in this run."""
        key = page_key(url)
        if key in self._claimed:
            return False
        self._claimed.add(key)
        return True

    @property
    def _is_full(self) -> bool:
        return self._asked >= self.session.most_pages

    @property
    def _is_full_of_strangers(self) -> bool:
        """New pages have half of a run where known ones need the rest, and all that those leave: a flood of links must
        not keep edits and removals from being seen."""
        if self.session.everything:
            return False
        if self._most_strangers is None:
            most, known = self.session.most_pages, sum(not _is_strange(record) for record in self._due())
            self._most_strangers = max(most // 2, most - known)
        return self._strangers >= self._most_strangers

    def leave_to_listings(self, *urls: str) -> None:
        """The front page and sections are asked for as such, or not in this run."""
        self._claimed.update(map(page_key, urls))

    def take_robots_sitemaps(self) -> set[str]:
        found, self.robots_sitemaps = self.robots_sitemaps, set()
        return found

    def know(self, url: str, kind: PageKind, now: datetime) -> None:
        """Make sure that a front or section page is known as what it is."""
        archive, site = self.session.archive, self.session.site
        key = archive.resolve_alias(site, page_key(url))
        record = archive.page(site, key)
        if record is None or record.kind is not kind:
            archive.save_page(replace(record or PageRecord(site, key, first_seen=now), kind=kind))

    def due(self) -> Iterator[Wanted]:
        """Known pages to look at, the most promising first; all of them where the run is to see everything."""
        session = self.session
        now = session.clock()
        records = self._due()
        yield from self._carriers(now)
        ranked = first(records, len(records), now, tempo=session.recorder.memory.tempo)
        keepers = 0
        for rank, record in enumerate(ranked):
            if self._is_full and not session.everything:
                return  # what was offered meanwhile took the rest
            if (strange := _is_strange(record)) and self._is_full_of_strangers:
                continue
            if not self.claim(record.url):
                continue
            self._strangers += strange
            conditions = self._conditions(record) if record.state == "known" and record.kind in _CONDITIONAL else {}
            if conditions and keepers < KEEPERS:
                conditions, keepers = {}, keepers + 1
            self._asked += 1
            yield Wanted(record.url, conditions, _SPREAD - _SPREAD * rank // max(1, len(ranked)) + 10)

    def _due(self) -> list[PageRecord]:
        if self._records is None:
            session = self.session
            if session.everything:
                records = list(self._all_known(session.clock()))
            else:
                records = self._worth_most(session.clock())
            # Files that were taken in have addresses of their own, or of hosts that the site does not have.
            self._records = [record for record in records if session.owns(record.url)]
        return self._records

    def _all_known(self, now: datetime) -> Iterator[PageRecord]:
        """Every page, due or not; links that were always dead only when they are due: some sites make thousands."""
        for record in self.session.archive.pages(self.session.site):
            is_dead = record.last_good is None and record.misses > 0
            if record.state != "moved" and not (is_dead and record.next_look is not None and record.next_look > now):
                yield record

    def _worth_most(self, now: datetime) -> list[PageRecord]:
        """What is due; of known pages those of which most is expected, where they are more than a run may ask for."""
        session, tempo = self.session, self.session.recorder.memory.tempo
        due = session.archive.due(session.site, now, _RANKED * session.most_pages)
        looks = [record.next_look for record in due if record.looks and record.next_look]
        tempo.learn_run(looks, now, per_run=session.most_pages, per_hour=session.budget.limit)
        ranked = first(due, len(due), now, tempo=tempo)
        known = [record for record in ranked if not _is_strange(record)]
        return [*known[: session.most_pages], *filter(_is_strange, ranked)]

    def _carriers(self, now: datetime) -> Iterator[Wanted]:
        """Pages asked for whole for the sake of the lists and tickers on them, which have a pace of their own."""
        for url in self.session.recorder.carriers(now):
            record = self.session.archive.page(self.session.site, url)
            if record is None or record.state != "known" or not self.session.owns(record.url):
                continue
            if self.claim(record.url):
                self._asked += 1
                yield Wanted(record.url, {}, _SPREAD + 10)

    def offer(self, candidates: Iterable[Candidate], now: datetime) -> Iterator[Wanted]:
        """Pages among the candidates that are new, or of which a feed or sitemap now says something new."""
        for candidate in candidates:
            if candidate.kind is PageKind.SECTION or not self._is_article(candidate.url):
                continue
            if (wanted := self._consider(candidate, now)) is not None:
                yield wanted

    def is_strange(self, candidate: Candidate) -> bool:
        """Whether a source names a page of the site that nothing is known of."""
        archive, site = self.session.archive, self.session.site
        if not self._is_article(candidate.url):
            return False
        return archive.page(site, archive.resolve_alias(site, page_key(candidate.url))) is None

    def _is_article(self, url: str) -> bool:
        pattern = self.session.profile.article_pattern
        if not self.session.owns(url) or is_service_url(url):
            return False
        return pattern is None or pattern.search(page_path(url)) is not None

    def _consider(self, candidate: Candidate, now: datetime) -> Wanted | None:
        archive, site = self.session.archive, self.session.site
        key = archive.resolve_alias(site, page_key(candidate.url))
        known = archive.page(site, key)
        record = known or PageRecord(site, key, first_seen=now, next_look=now, published=candidate.published)
        hinted, source = weigh(record, candidate), candidate.hint.partition("=")[0]
        is_due = hinted.due and self.session.recorder.memory.tempo.trusts(source)
        if known is None or hinted.hint != record.hint:
            if is_due:
                record = replace(record, hinted=added(record.hinted, source), next_look=now)
            record = replace(record, hint=hinted.hint)
            archive.save_page(record)
        if not is_due and not may_follow(record, now):
            return None
        strange = _is_strange(record)
        if self._is_full or (strange and self._is_full_of_strangers) or not self.claim(record.url):
            return None  # it stays in the frontier, for the next run
        self._asked += 1
        self._strangers += strange
        return Wanted(record.url, self._conditions(record))

    def _conditions(self, record: PageRecord) -> dict[str, str]:
        """None where another program read what is stored: the answer has to be read once by this one's rules."""
        return {} if self.session.recorder.memory.reader.is_other(record) else _conditions(record)


def _is_strange(record: PageRecord) -> bool:
    """Whether a page was never seen: nobody asked for it yet, or it was not there."""
    return record.last_good is None and (record.looks == 0 or record.misses > 0)


def page_path(url: str) -> str:
    """Path and query of a URL, what `article_urls` is matched with."""
    return "/" + url.partition("://")[2].partition("/")[2]


def _conditions(record: PageRecord) -> dict[str, str]:
    found = {}
    if record.etag:
        found["If-None-Match"] = record.etag
    if record.last_modified:
        found["If-Modified-Since"] = record.last_modified
    return found
