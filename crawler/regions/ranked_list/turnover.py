"""A ranked list replaced as a whole: as likely a fault (another edition's page, a page for those who did not consent)
as news."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.model import RankedList
from crawler.regions.ranked_list.comparing import ListDiff
from crawler.regions.ranked_list.identity import item_identity

# Of so many entries two thirds do not leave at once; a list of ten may turn over within hours.
LARGE = 30
MOST = 2 / 3
# Lists of fewer entries say nothing of the page they stand on.
FEW = 3


def is_mass(before: RankedList, diff: ListDiff) -> bool:
    """Whether most entries of a large list left at once."""
    return len(before.items) >= LARGE and len(diff.left) >= MOST * len(before.items)


def is_alien(before: RankedList, after: RankedList) -> bool:
    """Whether a list has no entry that it had."""
    if min(len(before.items), len(after.items)) < FEW:
        return False
    ours, theirs = ({item_identity(item) for item in state.items} for state in (before, after))
    titles, now = ({item.title for item in state.items} for state in (before, after))
    return ours.isdisjoint(theirs) and titles.isdisjoint(now)


def are_alien(pairs: Mapping[str, tuple[RankedList, RankedList]]) -> bool:
    """Whether all lists of a site, which has more than one and many entries in them, are others at once.

    Lists of a few entries each may all turn over within the hour on a busy site: theirs is told at once.

    Args:
        pairs: by name, each list as it was and as it is.
    """
    many = sum(len(before.items) for before, _ in pairs.values()) >= LARGE
    return many and len(pairs) > 1 and all(is_alien(before, after) for before, after in pairs.values())
