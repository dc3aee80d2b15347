"""One region of a site is seen on many pages: which of the sightings of a run is its state?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from crawler.classes import dataclass
from crawler.model import ListItem, LiveItem, LiveRegion, RankedList, RegionKind
from crawler.regions.live.comparing import item_form
from crawler.regions.ranked_list.identity import item_identity
from crawler.text import compare_form
from crawler.urls import loose_key

# Of many sightings, a state that fewer than this share shows is a stray copy, or too new to be sure of.
STRAY = 0.2
# A "list" of which every third page shows another is filled by each page itself.
OWN_STATES = 3
# A box goes on where so many of the steps from state to state put something new on top of what was there.
MOST_STEPS = 0.8
# A region under another name, or by its place alone, is the one that is known where it holds so much of what that held.
_SAME = 0.5
_FEW = 2


@dataclass(frozen=True, slots=True)
class Sighting:
    kind: RegionKind
    state: RankedList | LiveRegion
    digest: str
    origin: datetime  # when the origin made the copy in which it was seen
    seen: datetime  # when that copy was fetched
    url: str
    look: int  # number of the look in the batch, -1 where it was not held
    by_place: bool = False  # only its place says that it is the region of its name

    @property
    def name(self) -> str:
        return self.state.name


def choose(sightings: Sequence[Sighting]) -> Sighting:
    """The newest of the states that are not strays; of those seen at the same time, the most frequent.
    Of equal sightings the one with the shortest address: a front page rather than an article.

    Does not depend on the order of `sightings`.
    """
    counts: dict[str, int] = {}
    for seen in sightings:
        counts[seen.digest] = counts.get(seen.digest, 0) + 1
    serious = [seen for seen in sightings if counts[seen.digest] >= STRAY * len(sightings)] or list(sightings)
    return max(serious, key=lambda seen: (seen.origin, counts[seen.digest], seen.digest, -len(seen.url), seen.url))


def as_whole(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings; those of pages that leave out themselves, as sightings of what most pages show of the region."""
    counts = Counter(seen.digest for seen in sightings)
    if len(counts) <= 1:
        return list(sightings)
    most, pages = max(counts.items(), key=lambda count: (count[1], count[0]))
    whole = next(seen for seen in sightings if seen.digest == most)
    if pages < _FEW:
        return list(sightings)
    items = tuple[ListItem | LiveItem, ...](whole.state.items)
    places = {loose_key(item.url): place for place, item in enumerate(items) if item.url}
    return [
        replace(seen, state=whole.state, digest=most) if _leaves_out_itself(seen, whole.state, places) else seen
        for seen in sightings
    ]


def _leaves_out_itself(seen: Sighting, whole: RankedList | LiveRegion, places: Mapping[str, int]) -> bool:
    """Whether what a page shows of a region lacks the one entry that leads to that page; the next one may follow.
    `places`: of the entries of the `whole` region, by their addresses."""
    place = places.get(loose_key(seen.url))
    if place is None:
        return False
    shown, rest = _in_order(seen.state), _in_order(whole)
    del rest[place]
    return len(rest) > 0 and shown[: len(rest)] == rest and len(shown) <= len(whole.items)


def is_own(sightings: Sequence[Sighting]) -> bool:
    """Whether pages disagree so much that each of them must fill this box by itself."""
    pages = len({seen.url for seen in sightings})
    states = len({seen.digest for seen in sightings})
    return pages > OWN_STATES and states >= max(OWN_STATES, pages / 3) and not _moves_on(sightings)


def _moves_on(sightings: Sequence[Sighting]) -> bool:
    """Whether the states are those of one box that goes on while the pages are read: each is the one before with
    something new on top."""
    in_time = sorted(sightings, key=lambda seen: (seen.origin, seen.seen))
    steps = [(one.state, other.state) for one, other in pairwise(in_time) if one.digest != other.digest]
    return sum(_goes_on(*step) for step in steps) >= MOST_STEPS * len(steps)


def _goes_on(before: RankedList | LiveRegion, after: RankedList | LiveRegion) -> bool:
    old, new = _in_order(before), _in_order(after)
    known = set(old)
    kept = [item for item in new if item in known]
    return len(kept) >= max(_FEW, _SAME * min(len(old), len(new))) and kept == old[: len(kept)]


def _in_order(state: RankedList | LiveRegion) -> list[str]:
    if isinstance(state, RankedList):
        return [item_identity(item) for item in state.items]
    return [item_form(item) for item in state.items]


def own_name(kind: RegionKind, name: str) -> str:
    """By what the memory knows a box that each page fills by itself."""
    return name if kind is RegionKind.LIST else f"{kind.value}:{name}"


def is_of_one_page(chosen: Sighting, sightings: Sequence[Sighting]) -> bool:
    """Whether a live region that nobody named stands on one page only: it is part of that page, not of its site.

    A ranked list may well stand on the front page alone; its heading says what it is. Two spellings of an address are
    one page: an article that is gone may lead to its section at another one than the menus do.
    """
    pages = {loose_key(seen.url) for seen in sightings if seen.digest == chosen.digest}
    return chosen.kind is RegionKind.LIVE and len(pages) == 1


def is_partial(seen: RankedList | LiveRegion, known: RankedList | LiveRegion) -> bool:
    """Whether what was seen is the top of a longer list that is known: a page that shows fewer items."""
    if not isinstance(seen, RankedList) or not isinstance(known, RankedList) or len(seen.items) >= len(known.items):
        return False
    return all(
        (a.url or compare_form(a.title)) == (b.url or compare_form(b.title))
        for a, b in zip(seen.items, known.items, strict=False)
    )


def is_told_better(seen: RankedList | LiveRegion, known: RankedList | LiveRegion) -> bool:
    """Whether what was seen says the same as what is known, and has addresses where that has none."""
    if len(seen.items) != len(known.items):
        return False
    return all(item.url for item in seen.items) and not any(item.url for item in known.items)


def alike(one: RankedList | LiveRegion, other: RankedList | LiveRegion, *, of_longer: bool = False) -> bool:
    """Whether two states share at least half of the shorter one (or `of_longer`)."""
    ours, theirs = _items(one), _items(other)
    common, sizes = len(ours & theirs), (len(ours), len(theirs))
    return type(one) is type(other) and common >= max(_FEW, _SAME * (max if of_longer else min)(sizes))


def _items(state: RankedList | LiveRegion) -> set[str]:
    return set(_in_order(state))
