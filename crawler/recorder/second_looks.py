"""Second looks: what differs between two fetches of a page made moments apart is made per request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.guard import keeps_words
from crawler.model import Capture, Document, PageKind
from crawler.parsing import Reading, learn
from crawler.recorder.articles import ArticleWriter
from crawler.recorder.blogs import BlogWriter
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SAMPLE, SiteMemory
from crawler.recorder.noise import has_noise, is_like_noise
from crawler.recorder.turning import turning_shapes
from crawler.template import Evidence, Template
from crawler.text import compare_form

# Fetches of one page that lie closer than this can only differ by what is made per request.
MOMENTS = timedelta(minutes=15)
# So many second looks in a run that find nothing made per request vouch for the rest of the run.
VOUCHES = 3
# So many pages of an unknown site are fetched twice, for what differs on them to be learned.
PROBES = 3
# A headline under test is one of a few, drawn at each request: two fetches often agree by chance, eight seldom.
MORE_FOR_HEADLINES = 6
# A fetch that failed outright is tried once more, so much later or at the end of the run, whichever comes first.
LATER = timedelta(minutes=1)
# Of so many pages a run; where more fail, it is the site that does.
MOST_FAILED = 20
# Of so many pages a run; where more have new headlines, it is the site that writes them otherwise.
MOST_HEADLINES = 20
# How often the pages held of an unknown site are tried to be read as they will be: at each doubling of their number.
_FIRST_TRY = 4


@dataclass(slots=True)
class SecondLooks:
    """Which of the pages that are held are asked for once more; `wanted`: whether they can be."""

    memory: SiteMemory
    articles: ArticleWriter
    blogs: BlogWriter
    read_with: ReadWith
    wanted: bool
    _pairs: list[tuple[Document, Document]] = field(default_factory=list)
    _vouches: int = 0
    _noisy: bool = False
    _tried: int = 0
    _headlines: int = 0  # pages asked for because of theirs
    _failed: int = 0  # pages of which another fetch is tried again
    # Pages held that were asked about, and are in no doubt; each with the address that it was known to have moved from.
    _clear: set[tuple[str, str]] = field(default_factory=set)
    _known: tuple[bool, ...] = ()  # what was known of the site when they were

    def ask(self, held: Sequence[Look], now: datetime, *, last: bool = False) -> list[str]:
        """URLs that should be fetched once more at once; each is named one time. `last`: nothing else is asked for any
        more, and what failed a moment ago can't wait."""
        if not self.wanted:
            return []
        self._foresee(held)
        found = []
        for look in held:
            if look.failed_at is not None and (last or now - look.failed_at >= LATER):
                look.failed_at = None
                found.append(look.capture.url)
        for look in self._doubtful(held):
            look.asked_again = True
            found.append(look.capture.url)
        for look in held:
            if look.asked_again and self._wants_more(look):
                self._headlines += not look.more
                look.more += 1
                look.awaits_more = True
                found.append(look.capture.url)
        return found

    def is_awaited(self, held: Sequence[Look]) -> bool:
        """Whether a second look is on its way, or will be asked for."""
        if not self.wanted:
            return False
        self._foresee(held)
        if any(look.asked_again and (look.awaits_second or self._wants_more(look)) for look in held):
            return True
        return next(self._doubtful(held), None) is not None

    def has_probed(self, held: Sequence[Look]) -> bool:
        """Whether enough is known of what an unknown site makes per request."""
        return not self.wanted or sum(look.second_reading is not None for look in held) >= PROBES

    def take(self, look: Look, document: Document, reading: Reading) -> None:
        """The second fetch of a page that is held, and how it reads; or one more."""
        if look.awaits_more:
            look.awaits_more = False
            if not _shows_it(look, reading):
                return
            if self._is_drawn(look, reading) or not _shows_it(look, look.second_reading):
                look.second_document, look.second_reading = replace(document, root=None), reading
            return
        look.second_document = replace(document, root=None)
        look.second_reading = reading
        if _shows_it(look, reading):
            self._is_drawn(look, reading)
        self._pairs.append((look.document, look.second_document))
        # What only this page taught to leave out may stand on each of the others in words of their own.
        quiet = not self.articles.is_noisy(look)
        first, second = look.reading.page.article, reading.page.article
        if first is not None and second is not None:
            self.memory.learn_shapes(turning_shapes(first, second))
        if not self.memory.template.learned:
            return  # read as nothing is known yet, it says little
        self._noisy = self._noisy or self.articles.is_noisy(look)
        self._vouches += quiet and look.can_vouch

    def fail(self, held: Sequence[Look], capture: Capture) -> None:
        """Another fetch of a page had no answer, an error or a refusal for one: that says nothing of what is made per
        request."""
        look = next((each for each in held if is_second(each, capture)), None)
        if look is not None and not look.tried_again and self._failed < MOST_FAILED:
            self._failed += 1
            look.tried_again, look.failed_at = True, capture.fetched_at

    def _is_drawn(self, look: Look, reading: Reading) -> bool:
        """Whether another fetch shows another headline; it is remembered."""
        first, second = look.reading.page.article, reading.page.article
        if first is None or second is None or compare_form(first.title) == compare_form(second.title):
            return False
        known = self.articles.known(look)
        self.memory.headlines.saw(look.key, (known or first).title, first.title, second.title, look.capture.fetched_at)
        return True

    def _wants_more(self, look: Look) -> bool:
        """Whether two fetches agree on a headline that is new, by chance maybe, or the second was of a wall."""
        if look.awaits_more or look.more >= MORE_FOR_HEADLINES or look.second_reading is None:
            return False
        if _shows_it(look, look.second_reading) and not _has_headline_of(look.reading, look.second_reading):
            return False
        return self._has_new_headline(look)

    def _has_new_headline(self, look: Look) -> bool:
        if look.is_unknown or not look.differs or self._headlines >= MOST_HEADLINES:
            return False
        before, after = self.articles.known(look), look.reading.page.article
        return before is not None and after is not None and compare_form(before.title) != compare_form(after.title)

    def take_pairs(self) -> list[tuple[Document, Document]]:
        """The pairs of fetches since the last time."""
        pairs, self._pairs = self._pairs, []
        self._clear.clear()
        return pairs

    def _doubtful(self, held: Sequence[Look]) -> Iterator[Look]:
        """Looks that were not asked for again yet, and are to be. Each is asked about once, as long as nothing more
        is known of the site."""
        known = (self.memory.template.learned, self._noisy or self.memory.is_noisy, self._vouches < VOUCHES)
        if known != self._known:
            self._known = known
            self._clear.clear()
        for look in held:
            if look.asked_again or (look.key, look.moved_from) in self._clear:
                continue
            if self._is_doubtful(look, held):
                yield look
            else:
                self._clear.add((look.key, look.moved_from))

    def _is_doubtful(self, look: Look, held: Sequence[Look]) -> bool:
        """Whether what is made per request could be taken for the article's own words."""
        noisy = self._noisy or self.memory.is_noisy
        is_article = look.reading.page.kind is PageKind.ARTICLE
        if not self.memory.template.learned:
            asked = sum(each.asked_again for each in held)
            return is_article and (noisy or (asked < PROBES and look.can_vouch))
        if look.is_unknown:
            # On a site that is known to mix advertisements into its articles even the first state must be clean:
            # what it holds too much would be missed at the next look, and told as taken out.
            return is_article and noisy
        if look.differs is None:
            look.differs = self.articles.differs(look)
        if look.recast is None:
            look.recast = self.articles.is_recast(look)
        if not look.differs and not look.recast and self.blogs.rewrites_entries(look):
            return True  # entries are seldom edited, and what is made per request stands inside of them, too
        # In new markup it is not known yet what is made per request.
        if look.recast or not look.differs:
            return bool(look.recast)
        if noisy or self._vouches < VOUCHES or self._is_like_noise(look) or self._has_new_headline(look):
            return True
        return self.articles.is_relaid(look)

    def _is_like_noise(self, look: Look) -> bool:
        """Whether a look differs by so little that nothing vouches for it: what comes and goes seldom may have been on
        none of the pages that were fetched twice."""
        before, after = self.articles.known(look), look.reading.page.article
        return before is not None and after is not None and is_like_noise(before, after)

    def _foresee(self, held: Sequence[Look]) -> None:
        """Whether the pages of a site that is yet to be learned will differ at each fetch even when it is.

        Then all of them have to be fetched twice before the first of them is stored.
        """
        if self.memory.template.learned or self._noisy or len(held) < max(_FIRST_TRY, 2 * self._tried):
            return
        probed = [look for look in held if look.second_document is not None]
        if len(probed) < PROBES or any(look.asked_again and look.second_document is None for look in held):
            return
        self._tried = len(held)
        documents = [look.document for look in (*probed, *(each for each in held if each not in probed))][:SAMPLE]
        template = learn(documents, previous=Template(), evidence=Evidence(), pairs=self._pairs).template
        self._noisy = any(self._differs_by(look, template) for look in probed)

    def _differs_by(self, look: Look, template: Template) -> bool:
        first, second = (self.read_with(each, template, frozenset()).page.article for each in (look, look.as_second()))
        return first is not None and second is not None and has_noise(first, second)


def _shows_it(look: Look, reading: Reading | None) -> bool:
    """Whether another fetch shows the article, and not a wall in its place, which has a headline of its own."""
    first, other = look.reading.page.article, reading.page.article if reading else None
    return first is not None and other is not None and keeps_words(first, other)


def _has_headline_of(one: Reading, other: Reading) -> bool:
    first, second = one.page.article, other.page.article
    return first is not None and second is not None and compare_form(first.title) == compare_form(second.title)


def is_second(look: Look, capture: Capture) -> bool:
    """Whether a capture is the second fetch, or one more, that was asked for of a page that is held."""
    if not look.awaits_second or capture.url != look.capture.url:
        return False
    return abs(capture.fetched_at - look.capture.fetched_at) <= MOMENTS
