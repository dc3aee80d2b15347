"""A list that only its place says to be the one of its name: is it?

Where a list goes, the box below it moves up into its container. So what stands there is believed where it resembles
the list and pages agree on it; a box that each page fills for itself is no list of the site's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crawler.model import LiveRegion, RankedList, RegionKind
from crawler.recorder.sightings import Sighting, alike, is_partial

# Pages agree where this share of them shows the same there.
AGREED = 0.5

State = RankedList | LiveRegion


def out_of_place(sightings: Iterable[Sighting], known: Mapping[tuple[RegionKind, str], State]) -> list[Sighting]:
    """Those of a batch's sightings that are of other boxes in a list's place.

    Args:
        sightings: of a batch.
        known: the site's regions as they stand.
    """
    placed: defaultdict[str, list[Sighting]] = defaultdict(list)
    named: defaultdict[str, dict[str, State]] = defaultdict(dict)
    for seen in sightings:
        if seen.by_place:
            placed[seen.name].append(seen)
        elif seen.kind is RegionKind.LIST:
            named[seen.name].setdefault(seen.digest, seen.state)
    found: list[Sighting] = []
    for name, here in placed.items():
        state = known.get((RegionKind.LIST, name))
        believed = [*named[name].values(), *([state] if state is not None else [])]
        found += [] if _is_believed(here, believed) else here
    return found


def _is_believed(sightings: Sequence[Sighting], believed: Sequence[State]) -> bool:
    """Whether what pages show in a list's place is that list, as it is known or as other pages show it."""
    pages = {seen.url: seen for seen in sorted(sightings, key=lambda seen: (seen.origin, seen.digest))}
    if len(pages) == 1:  # a box of few entries shares some of them by chance
        return all(_resembles(state, seen.state) for seen in pages.values() for state in believed[-1:])
    digest, agree = Counter(seen.digest for seen in pages.values()).most_common(1)[0]
    if agree < max(2, AGREED * len(pages)):
        return False
    shown = next(seen.state for seen in pages.values() if seen.digest == digest)
    return not believed or any(alike(state, shown) for state in believed)


def _resembles(known: State, seen: State) -> bool:
    return is_partial(seen, known) or alike(known, seen, of_longer=True)
