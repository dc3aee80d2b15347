"""On which pages the site's regions stand: a list that is missing where it stood is told once, when it lasts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import TypeVar

from crawler import presence
from crawler.classes import dataclass
from crawler.model import LiveRegion, PageKind, RankedList, RegionKey, RegionKind
from crawler.parsing import Reading
from crawler.presence import LASTING, Sight, Standing
from crawler.profile import RegionRules
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look
from crawler.recorder.sightings import Sighting, alike
from crawler.store import Archive
from crawler.template import Template

_LISTINGS = frozenset({PageKind.FRONT, PageKind.SECTION})
MAX_RENAMED = 200
MAX_TOLD = 10  # pages named in an alert

State = TypeVar("State", RankedList, LiveRegion)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A good look: which regions the page showed, with something in them."""

    page: str
    at: datetime
    listing: bool
    names: frozenset[str]  # "KIND:NAME"


@dataclass(slots=True)
class Whereabouts:
    """`rules_at` gives the profile's selectors of a day: what they name is looked for on single pages, too, and what
    may be empty is never missing."""

    archive: Archive
    site: str
    ledger: Ledger
    rules_at: Callable[[datetime], RegionRules | None]
    standings: dict[str, Standing] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)  # "KIND:NAME" as found → as it is known
    _exempt: set[str] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)
    _seen: list[_Seen] = field(default_factory=list)
    _same: list[tuple[str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standings = presence.load(self.archive.meta(self.site, "presence"))
        self.renamed = json.loads(self.archive.meta(self.site, "renamed") or "{}")

    def _follow(self, at: datetime) -> None:
        """Go by the selectors that are valid then."""
        rules = self.rules_at(at)
        lists, live = (rules.list, rules.live) if rules is not None else ((), ())
        self._exempt = {_name(RegionKind.LIST, rule.name) for rule in lists if rule.may_be_empty}
        self._named = {_name(RegionKind.LIST, rule.name) for rule in lists}
        self._named |= {_name(RegionKind.LIVE, rule.name) for rule in live}

    # Names

    def as_named(self, reading: Reading) -> Reading:
        """A reading with its regions under the names that they are known by, unless the page has one of that name."""
        page = reading.page
        if not self.renamed or not (page.lists or page.live):
            return reading
        lists = tuple(self._known(RegionKind.LIST, page.lists))
        live = tuple(self._known(RegionKind.LIVE, page.live))
        if lists == page.lists and live == page.live:
            return reading
        by_place = (now.name for was, now in zip(page.lists, lists, strict=True) if was.name in reading.by_place)
        return replace(reading, page=replace(page, lists=lists, live=live), by_place=frozenset(by_place))

    def _known(self, kind: RegionKind, states: Sequence[State]) -> Iterator[State]:
        names = {state.name for state in states}
        for state in states:
            known = self.renamed.get(_name(kind, state.name), state.name)
            yield replace(state, name=known) if known not in names else state

    def known_sighting(self, seen: Sighting) -> Sighting:
        """A sighting under the name that its region is known by."""
        known = self.renamed.get(_name(seen.kind, seen.name))
        return replace(seen, state=replace(seen.state, name=known)) if known else seen

    def find_renamed(
        self,
        new: Iterable[tuple[RegionKind, RankedList | LiveRegion, str]],
        current: Mapping[tuple[RegionKind, str], RankedList | LiveRegion],
    ) -> bool:
        """Whether regions of names not known until now are ones that are missing in the same looks.

        Args:
            new: each with the name that the template has for its container, "" for none.
            current: the site's regions as they stand.
        """
        shown = self._shown()
        gone = {
            (kind, name): state
            for (kind, name), state in current.items()
            if _name(kind, name) not in shown and self._is_looked_for(_name(kind, name))
        }
        found = False
        for kind, state, in_its_place in new:
            likely = [name for of, name in gone if of is kind and name == in_its_place]
            likely += [name for (of, name), old in gone.items() if of is kind and alike(old, state)]
            if likely and len(self.renamed) < MAX_RENAMED:
                self.renamed[_name(kind, state.name)] = likely[0]
                del gone[kind, likely[0]]
                found = True
        if found:
            self._seen = [replace(one, names=frozenset(map(self._as_known, one.names))) for one in self._seen]
            self.archive.set_meta(self.site, "renamed", json.dumps(self.renamed, ensure_ascii=False, sort_keys=True))
        return found

    def _shown(self) -> frozenset[str]:
        """The names under which regions stand now: what an older copy from a cache shows may have another by now."""
        latest = max((seen.at for seen in self._seen), default=None)
        return frozenset(name for seen in self._seen if latest and latest - seen.at < LASTING for name in seen.names)

    def _as_known(self, name: str) -> str:
        known = self.renamed.get(name)
        return f"{name.partition(':')[0]}:{known}" if known else name

    def _is_looked_for(self, name: str) -> bool:
        standing = self.standings.get(name)
        pages = {seen.page for seen in self._seen}
        return standing is not None and not pages.isdisjoint({*standing.carriers, *standing.absent})

    # Looks

    def saw(self, look: Look) -> None:
        """A good look. One at a text says nothing of what it lacks: texts may have been cut."""
        if look.document.is_text or look.moved_from:
            return
        page = look.reading.page
        names = {_name(RegionKind.LIST, ranked.name) for ranked in page.lists if ranked.items}
        names |= {_name(RegionKind.LIVE, live.name) for live in page.live if live.items}
        listing = page.kind in _LISTINGS or look.record.kind in _LISTINGS
        self._seen.append(_Seen(look.key, look.capture.origin_time, listing, frozenset(names)))

    def disregard(self, sightings: Iterable[Sighting]) -> None:
        """Take back that these were seen: they are of other regions."""
        pages: defaultdict[str, set[str]] = defaultdict(set)
        for seen in sightings:
            pages[seen.url].add(_name(seen.kind, seen.name))
        if pages:
            self._seen = [replace(one, names=one.names - pages.get(one.page, set())) for one in self._seen]

    def is_missed_after(self, kind: RegionKind, name: str, at: datetime) -> bool:
        """Whether newer looks than one at this time miss a region where it stood."""
        standing = self.standings.get(_name(kind, name))
        return standing is not None and standing.is_missed_after(at, self._sights(_name(kind, name), self._seen))

    def _sights(self, name: str, seen: Iterable[_Seen]) -> list[Sight]:
        sure = name in self._named
        return [Sight(one.page, one.at, name in one.names, one.listing or sure) for one in seen]

    def may_lack(self, kind: RegionKind, name: str, page: str) -> bool:
        """Whether it says something that a page has nothing in this region: it stood there, or nowhere until now."""
        standing = self.standings.get(_name(kind, name))
        return standing is None or not standing.carriers or page in standing.carriers

    @property
    def awaited(self) -> set[str]:
        """Pages that are to tell whether a region is missing."""
        doubtful = (each for each in self.standings.values() if each.absent and each.told is None)
        return {page for each in doubtful for page in each.carriers}

    def due(self, now: datetime) -> list[str]:
        """Those of them that should be asked now."""
        doubtful = (each for each in self.standings.values() if each.since and each.told is None)
        return sorted({page for each in doubtful if now - (each.since or now) >= LASTING for page in each.carriers})

    def settle(self, known: Collection[tuple[RegionKind, str]], *, degraded: bool) -> None:
        """Judge by the looks since the last time. `known`: the site's regions; `degraded`: whether the site as a whole
        can't be read, in which case nothing is missing."""
        seen, self._seen = self._seen, []
        if not seen or degraded:
            return
        self._follow(max(one.at for one in seen))
        tracked = {_name(kind, name) for kind, name in known}
        self.standings = {name: each for name, each in self.standings.items() if name in tracked}
        for name in sorted(tracked):
            standing = self.standings.setdefault(name, Standing())
            self._forget_gone(standing)
            sights = self._sights(name, seen)
            turn = standing.note(sights if self._may_miss(name) else [sight for sight in sights if sight.there])
            if turn:
                self._tell(name, standing, turn)
        self.archive.set_meta(self.site, "presence", presence.dump(self.standings))

    def _may_miss(self, name: str) -> bool:
        """Whether it is to be told where a region is missing: tickers that nobody named may go."""
        is_list = name.startswith(f"{RegionKind.LIST.value}:")
        return name not in self._exempt and (is_list or name in self._named)

    def same(self, page: str, at: datetime) -> None:
        """A page answered with the bytes that it had when it was read last: what stood on it stands there still."""
        self._same.append((page, at))

    def touch(self, news: datetime | None) -> None:
        """Note that regions were seen on pages that answered the same bytes; `news`: when one may be another since."""
        same, self._same = [(page, min(at, news or at)) for page, at in self._same], []
        seen: dict[str, datetime] = {}
        for page, at in same:
            for name, standing in self.standings.items():
                if page in standing.carriers and page not in standing.absent:
                    seen[name] = max(at, seen.get(name, at))
        for name, at in seen.items():
            kind, _, region = name.partition(":")
            self.archive.touch(RegionKey(self.site, RegionKind(kind), region), at)

    def _forget_gone(self, standing: Standing) -> None:
        """A page that is gone can't show what it showed."""
        for page in list(standing.carriers) if standing.absent else ():
            record = self.archive.page(self.site, page)
            if record is None or record.state in {"gone", "moved"}:
                del standing.carriers[page]
                standing.absent.pop(page, None)

    def _tell(self, name: str, standing: Standing, turn: str) -> None:
        kind, _, region = name.partition(":")
        key = RegionKey(self.site, RegionKind(kind), region)
        pages = sorted(standing.absent if turn == "missing" else standing.carriers, key=lambda page: (len(page), page))
        if turn == "missing" and standing.since is not None and standing.seen is not None:
            self.ledger.missing(key, pages[:MAX_TOLD], since=standing.since, at=standing.seen)
        elif turn == "back":
            at = max(seen for seen, _ in standing.carriers.values())
            self.ledger.found_again(key, pages[:MAX_TOLD], at)


def _name(kind: RegionKind, name: str) -> str:
    return f"{kind.value}:{name}"


def in_its_place(reading: Reading, name: str, template: Template) -> str:
    """The list that the template knows in the container in which a page now has the one called `name`; "" for none."""
    names = (template.lists.get(container, "") for container, found in reading.lists.items() if found == name)
    return next((known for known in names if known and known != name), "")
