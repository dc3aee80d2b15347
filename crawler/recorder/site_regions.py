"""Versions of the regions that stand on every page: one history each, whichever page shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.differ import compare_states, digest_state
from crawler.model import LiveRegion, RankedList, RegionKey, RegionKind, Version
from crawler.parsing import Reading
from crawler.recorder.holding import HELD, Held, Holding
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.reader import name_of
from crawler.recorder.rereading import Rereading
from crawler.recorder.sightings import (
    Sighting,
    as_whole,
    choose,
    is_of_one_page,
    is_own,
    is_partial,
    is_told_better,
    own_name,
)
from crawler.regions.ranked_list.turnover import are_alien
from crawler.store import Archive
from crawler.template import Template
from crawler.text import compare_form

# Sightings with a longer pause between them show the region at different times.
PAUSE = timedelta(minutes=1)
LATELY = timedelta(days=1)
# All lists of a site may be others after a longer pause.
HOURS = timedelta(hours=6)
MAX_TOLD = 10  # pages named in an alert


@dataclass(slots=True)
class SiteRegions:
    archive: Archive
    site: str
    memory: SiteMemory
    ledger: Ledger
    holding: Holding
    rereading: Rereading
    current: dict[tuple[RegionKind, str], Version] = field(default_factory=dict)
    _alien: frozenset[str] = frozenset()  # lists of a batch in which all are others

    def __post_init__(self) -> None:
        for key in self.archive.regions(self.site):
            if key.page is None and (version := self.archive.latest(key)) is not None:
                self.current[key.kind, key.name] = version

    @property
    def changed_at(self) -> datetime | None:
        """When a region last became what it is now."""
        return max((version.first_seen for version in self.current.values()), default=None)

    def is_new(self, seen: Sighting) -> bool:
        version = self.current.get((seen.kind, seen.name))
        return version is None or (version.digest != seen.digest and not is_partial(seen.state, _state(version)))

    def is_unknown(self, seen: Sighting) -> bool:
        return (seen.kind, seen.name) not in self.current and bool(seen.state.items)

    def is_held(self, seen: Sighting) -> bool:
        """Whether a state of the region waits to be confirmed."""
        return self.holding.holds(RegionKey(self.site, seen.kind, seen.name))

    def states(self) -> dict[tuple[RegionKind, str], RankedList | LiveRegion]:
        return {name: _state(version) for name, version in self.current.items()}

    def lines(self) -> frozenset[str]:
        """Every line that the site's live regions show now, in comparison form (for text captures)."""
        found: set[str] = set()
        for version in self.current.values():
            state = _state(version)
            if isinstance(state, RankedList):
                continue
            found.add(compare_form(state.name))
            for item in state.items:
                found.update(compare_form(text) for text in (item.title, getattr(item, "text", "")) if text)
        return frozenset(found)

    def links(self) -> list[str]:
        """The addresses of all items that the site's regions show now."""
        return sorted({item.url for version in self.current.values() for item in _state(version).items if item.url})

    def settle(
        self,
        sightings: Sequence[Sighting],
        looks: Sequence[Look],
        read_with: ReadWith,
        previous: Template,
        named: Collection[str] = (),
    ) -> None:
        """Write the state of each region that a batch saw; stretches of time one after the other. `read_with` reads a
        look with a template; `named`: regions that the profile names."""
        names = sorted({(seen.kind, seen.name) for seen in sightings})
        self._alien = self._alien_lists(sightings)
        for kind, name in names:
            seen_here = as_whole([seen for seen in sightings if (seen.kind, seen.name) == (kind, name)])
            if (kind, name) not in self.current and any(seen.state.items for seen in seen_here):
                seen_here = [seen for seen in seen_here if seen.state.items]  # it never stood on the others
            if is_own(self._strange(seen_here)):
                self._leave(kind, name, seen_here)
                continue
            stretches = list(_stretches(seen_here))
            if self.holding.holds(RegionKey(self.site, kind, name)):
                del stretches[:-1]  # a cached copy of what is held confirms nothing
            for stretch in stretches:
                chosen = choose(stretch)
                is_sure = (kind, name) in self.current or name in named or all(look.document.is_text for look in looks)
                if not is_sure and is_of_one_page(chosen, stretch):
                    continue
                if self._is_shorter(chosen, stretch):
                    continue
                before, stored = None, self.current.get((kind, name))
                if previous is not self.memory.template and previous.learned and chosen.look >= 0:
                    before = _find(read_with(looks[chosen.look], previous, frozenset()), chosen)
                if name_of(kind, name) in self.memory.reader.unread:
                    numbers = (seen.look for seen in stretch if seen.digest == chosen.digest)
                    look = next((looks[number] for number in numbers if number >= 0), None)
                    self._read_anew(chosen, look, read_with)
                self._settle(chosen, before)
                self._note_pages(chosen, stretch, stored)

    def _alien_lists(self, sightings: Sequence[Sighting]) -> frozenset[str]:
        """The lists that are seen, where all of them are others than they were a few hours ago."""
        pairs: dict[str, tuple[RankedList, RankedList]] = {}
        for (kind, name), version in self.current.items():
            here = [seen for seen in sightings if (seen.kind, seen.name) == (kind, name) and seen.state.items]
            if kind is not RegionKind.LIST or not here:
                continue
            now = choose(list(_stretches(here))[-1])
            before = _state(version)
            if now.digest == version.digest or now.seen - version.last_seen > HOURS:
                return frozenset()
            if not isinstance(before, RankedList):
                return frozenset()
            if isinstance(now.state, RankedList):
                pairs[name] = before, now.state
        return frozenset(pairs) if are_alien(pairs) else frozenset()

    def _strange(self, sightings: Sequence[Sighting]) -> list[Sighting]:
        """The sightings less those of states that the region has had lately: caches show such, each an older one."""
        key = RegionKey(self.site, sightings[0].kind, sightings[0].name) if sightings else None
        if key is None or (key.kind, key.name) not in self.current:
            return list(sightings)
        since = min(seen.origin for seen in sightings) - LATELY
        known = {digest for digest, _ in self.archive.seen_digests(key, since)}
        return [seen for seen in sightings if seen.digest not in known]

    def _leave(self, kind: RegionKind, name: str, sightings: Sequence[Sighting]) -> None:
        """A region that each page fills by itself is none of the site; of one that was known as such that is told."""
        self.memory.page_lists.add(own_name(kind, name))
        if (kind, name) in self.current:
            pages = sorted({seen.url for seen in sightings}, key=lambda page: (len(page), page))
            at = max(seen.seen for seen in sightings)
            self.ledger.left_alone(RegionKey(self.site, kind, name), pages[:MAX_TOLD], at)

    def _is_shorter(self, chosen: Sighting, stretch: Sequence[Sighting]) -> bool:
        """Whether the top of a list that is known was seen, on pages that may show no more of it; not where most pages
        that showed all of it show the top alone now: then its end is gone."""
        stored = self.current.get((chosen.kind, chosen.name))
        if stored is None or not is_partial(chosen.state, _state(stored)):
            return False
        last = self.archive.capture(stored.capture) if stored.capture is not None else None
        whole = {*self.memory.whole_lists.get(chosen.name, ()), *([last.url] if last is not None else ())}
        there = [seen.digest == chosen.digest for seen in stretch if seen.url in whole]
        if there and 2 * sum(there) >= len(there):
            return False
        self.archive.touch(RegionKey(self.site, chosen.kind, chosen.name), chosen.seen)
        return True

    def _read_anew(self, chosen: Sighting, look: Look | None, read_with: ReadWith) -> None:
        """Put a region that another program read last in force as this one would have read it."""
        stored = self.current.get((chosen.kind, chosen.name))
        if stored is not None and stored.digest != chosen.digest:
            if look is None or self._is_older(chosen):
                return
            self.current[chosen.kind, chosen.name] = self.rereading.region(look, stored, chosen.state, read_with)
        self.memory.reader.has_read([name_of(chosen.kind, chosen.name)])

    def _is_older(self, chosen: Sighting) -> bool:
        newest = self.memory.region_times.get(_time_name(chosen))
        return newest is not None and chosen.origin < datetime.fromisoformat(newest)

    def _note_pages(self, chosen: Sighting, stretch: Sequence[Sighting], stored: Version | None) -> None:
        now = self.current.get((chosen.kind, chosen.name))
        if chosen.kind is RegionKind.LIST and now is not None and now.digest == chosen.digest:
            pages = {seen.url for seen in stretch if seen.digest == chosen.digest}
            self.memory.saw_list(chosen.name, pages, changed=stored is None or stored.digest != chosen.digest)

    def _settle(self, chosen: Sighting, before: RankedList | LiveRegion | None) -> None:
        """`before` is the same sighting as the template before this one reads it, where there was another."""
        key = RegionKey(self.site, chosen.kind, chosen.name)
        stored = self.current.get((chosen.kind, chosen.name))
        if stored is not None and self._is_older(chosen):
            return
        self.memory.region_times[_time_name(chosen)] = chosen.origin.isoformat()
        if stored is None:
            self._store(key, chosen)
            self.ledger.tally.versions += 1
        elif stored.digest == chosen.digest:
            self.archive.touch(key, chosen.seen)
            self.holding.drop(key)
            if is_told_better(chosen.state, _state(stored)):
                self.archive.replace_reading(stored, chosen.state, chosen.digest)
                self._reload(key)
        elif before is not None and digest_state(before) == stored.digest:
            self.archive.replace_reading(stored, chosen.state, chosen.digest)
            self._reload(key)
        else:
            self._change(key, stored, chosen)

    def _change(self, key: RegionKey, stored: Version, chosen: Sighting) -> None:
        diff = compare_states(key, self._moved(_state(stored)), self._moved(chosen.state))
        if diff is None:
            self.archive.touch(key, chosen.seen)
            return
        now = Held(chosen.state, chosen.digest, chosen.seen, self._capture(chosen.url), chosen.url, chosen.origin)
        judged = self.holding.judge(key, stored, diff, now, alien=key.name in self._alien)
        if judged.alternates:
            self.ledger.alternates(key, chosen.url, chosen.seen)
        if not judged.states and now.capture is not None:
            self.ledger.explain(now.capture, self.memory.template.generation, f"{key.name}: {HELD}")
        for state in judged.states:
            stored = self._become(key, stored, state)

    def _become(self, key: RegionKey, stored: Version, state: Held) -> Version:
        """Write a state after the one that is stored; the version that stands then."""
        context = self.ledger.context(key, state.seen)
        diff = compare_states(key, self._moved(_state(stored)), self._moved(state.state), context)
        if diff is None:
            self.archive.touch(key, state.seen)
            return stored
        version = self.archive.add_version(key, state.state, state.digest, state.seen, state.capture)
        self.current[key.kind, key.name] = version
        self.ledger.changed(stored, version, diff, url=state.page, before_capture=stored.capture)
        return version

    def _moved(self, state: RankedList | LiveRegion) -> RankedList | LiveRegion:
        """The state with the addresses that its pages have now: an article that moved is no other one."""

        def now(url: str) -> str:
            return self.archive.resolve_alias(self.site, url) if url.startswith(("http://", "https://")) else url

        if isinstance(state, RankedList):
            return replace(state, items=tuple(replace(item, url=now(item.url)) for item in state.items))
        return replace(state, items=tuple(replace(i, url=now(i.url), key=now(i.key)) for i in state.items))

    def _store(self, key: RegionKey, chosen: Sighting) -> Version:
        capture = self._capture(chosen.url)
        version = self.archive.add_version(key, chosen.state, chosen.digest, chosen.seen, capture)
        self.current[key.kind, key.name] = version
        return version

    def _capture(self, url: str) -> int | None:
        page = self.archive.page(self.site, url)
        return page.last_capture if page else None

    def _reload(self, key: RegionKey) -> None:
        if (version := self.archive.latest(key)) is not None:
            self.current[key.kind, key.name] = version


def _state(version: Version) -> RankedList | LiveRegion:
    if not isinstance(version.state, RankedList | LiveRegion):
        raise TypeError(f"{version.key} is no region of a site")
    return version.state


def _time_name(seen: Sighting) -> str:
    return f"{seen.kind.value}:{seen.name}"


def _stretches(sightings: Sequence[Sighting]) -> Iterator[list[Sighting]]:
    stretch: list[Sighting] = []
    for seen in sorted(sightings, key=lambda s: (s.origin, s.url, s.digest)):
        if stretch and seen.origin - stretch[-1].origin > PAUSE:
            yield stretch
            stretch = []
        stretch.append(seen)
    if stretch:
        yield stretch


def _find(reading: Reading, seen: Sighting) -> RankedList | LiveRegion | None:
    states = reading.page.lists if seen.kind is RegionKind.LIST else reading.page.live
    return next((state for state in states if state.name == seen.name), None)
