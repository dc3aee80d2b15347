"""What the pages of a batch show of the site's lists and tickers, gathered until the batch is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from crawler.classes import dataclass
from crawler.model import LiveRegion, RankedList, RegionKind
from crawler.recorder.by_place import out_of_place
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.sightings import Sighting, own_name
from crawler.recorder.site_regions import SiteRegions
from crawler.recorder.whereabouts import Whereabouts, in_its_place
from crawler.template import Template


@dataclass(slots=True)
class BatchSightings:
    """`passed`: sightings on pages that were filed at once, since nothing else was new on them."""

    memory: SiteMemory
    regions: SiteRegions
    whereabouts: Whereabouts
    passed: list[Sighting] = field(default_factory=list)
    passed_looks: int = 0
    _states: dict[tuple[RegionKind, str, str], RankedList | LiveRegion] = field(default_factory=dict)
    _held: set[tuple[RegionKind, str, str]] = field(default_factory=set)

    def are_news(self, look: Look) -> bool:
        """Whether a look shows a state that is neither known nor seen in this batch yet."""
        new = [seen for seen in self.of(look) if self.regions.is_new(seen) and not self._is_doubtful(seen)]
        unheld = [seen for seen in new if (seen.kind, seen.name, seen.digest) not in self._held]
        self._held.update((seen.kind, seen.name, seen.digest) for seen in unheld)
        return bool(unheld)

    def _is_doubtful(self, seen: Sighting) -> bool:
        """Whether only the other pages can tell that it is the list in whose place it stands."""
        return seen.by_place and bool(out_of_place([seen], self.regions.states()))

    def of(self, look: Look, number: int = -1) -> Iterable[Sighting]:
        """The sightings of a look, which has this number in its batch."""
        origin, seen = look.capture.origin_time, look.capture.fetched_at
        states: list[tuple[RegionKind, RankedList | LiveRegion]] = [
            *((RegionKind.LIST, ranked) for ranked in look.reading.page.lists),
            *((RegionKind.LIVE, live) for live in look.reading.page.live),
        ]
        for kind, state in states:
            if own_name(kind, state.name) in self.memory.page_lists:
                continue
            if state.items or self.whereabouts.may_lack(kind, state.name, look.key):
                digest = look.digest_of(state)
                # Hundreds of pages show one state: it is kept once.
                kept = self._states.setdefault((kind, state.name, digest), state)
                by_place = kind is RegionKind.LIST and state.name in look.reading.by_place
                yield Sighting(kind, kept, digest, origin, seen, look.key, number, by_place)

    def pass_by(self, look: Look) -> None:
        """Keep what a look shows that is not held."""
        self.whereabouts.saw(look)
        self.passed.extend(self.of(look))
        self.passed_looks += 1

    def gather(self, looks: Mapping[int, Look], previous: Template) -> list[Sighting]:
        """All sightings of the batch, regions under the names that they are known by.

        Args:
            looks: those that were held and that count, by their numbers.
            previous: the template before this batch.
        """
        for look in looks.values():
            self.whereabouts.saw(look)
        strangers = set(self._out_of_place(looks))
        self.whereabouts.disregard(strangers)
        new = [
            (seen.kind, seen.state, in_its_place(look.reading, seen.name, previous))
            for number, look in looks.items()
            for seen in self.of(look, number)
            if self.regions.is_unknown(seen)
        ]
        if new and self.whereabouts.find_renamed(new, self.regions.states()):
            for look in looks.values():
                look.reading = self.whereabouts.as_named(look.reading)
            self.passed = list(map(self.whereabouts.known_sighting, self.passed))
        return [
            seen
            for seen in self._all(looks)
            if not (seen.by_place and seen in strangers) and not (self.regions.is_held(seen) and self._is_gone(seen))
        ]

    def _is_gone(self, seen: Sighting) -> bool:
        """Whether only a copy from a cache shows a region that newer looks miss: it confirms nothing of it."""
        return self.whereabouts.is_missed_after(seen.kind, seen.name, seen.origin)

    def _all(self, looks: Mapping[int, Look]) -> list[Sighting]:
        return [*self.passed, *(seen for number, look in looks.items() for seen in self.of(look, number))]

    def _out_of_place(self, looks: Mapping[int, Look]) -> list[Sighting]:
        found = self._all(looks)
        return out_of_place(found, self.regions.states()) if any(seen.by_place for seen in found) else []

    def clear(self) -> None:
        """The batch is settled."""
        self.passed.clear()
        self.passed_looks = 0
        self._states.clear()
        self._held.clear()
