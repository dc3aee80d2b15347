"""Two states of a ranked list: who entered, who left, who moved, whose headline changed.

Identity is the URL; a stable id inside the URL outweighs a changed slug; without URLs it is the title, and a
vanished headline is paired with a new one only if most of its words stand in the same order at about its rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from crawler.classes import dataclass
from crawler.model import ListItem, RankedList, Severity
from crawler.regions.assignment import assign
from crawler.regions.ranked_list.identity import item_identity, unique_ids, url_id
from crawler.regions.ranked_list.labels import is_label_only
from crawler.regions.sequences import similar_pairs, stayed
from crawler.text import compare_form, digest, token_key, tokens
from crawler.urls import loose_key

# Measured on home pages without URLs: a word-sequence ratio of 0.6 finds 55 % of the retitled at 99 % precision,
# and two thirds of them move by one rank at most. What moved further has to be more alike.
_ALIKE = 0.6
_NEAR = 3
_VERY_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry that changed its place relative to the others. Ranks count from 1."""

    title: str
    url: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Retitled:
    """The same entry under another headline; `rank` is the new one, `before_rank` the old one."""

    url: str
    rank: int
    before: str
    after: str
    before_rank: int


@dataclass(frozen=True, slots=True)
class ListDiff:
    """The difference between two states of a list; `apply_list` makes the later one of the earlier one."""

    entered: tuple[ListItem, ...]
    left: tuple[ListItem, ...]
    moved: tuple[Moved, ...]
    retitled: tuple[Retitled, ...]
    before: tuple[ListItem, ...]
    after: tuple[ListItem, ...]
    severity: Severity

    def to_json(self) -> dict[str, Any]:
        """The contract's `change` of `list.changed`."""
        return {
            "entered": [_item(item) for item in self.entered],
            "left": [_item(item) for item in self.left],
            "moved": [
                {"title": move.title, "url": move.url, "from": move.before, "to": move.after} for move in self.moved
            ],
            "retitled": [
                {"url": entry.url, "rank": entry.rank, "before": entry.before, "after": entry.after}
                for entry in self.retitled
            ],
            "before": [_item(item) for item in self.before],
            "after": [_item(item) for item in self.after],
        }


def _item(item: ListItem) -> dict[str, Any]:
    return {"rank": item.rank, "title": item.title, "url": item.url}


def list_digest(ranked: RankedList) -> str:
    """Equal for lists whose entries are the same, in the same order, under the same headlines, however their addresses
    are spelt: old systems link a page with a slash at its end and without."""
    alone = unique_ids(ranked.items)
    names = (found if (found := url_id(item.url)) in alone else loose_key(item.url) for item in ranked.items)
    titles = (compare_form(item.title) for item in ranked.items)
    return digest("list", *(f"{name}\n{title}" for name, title in zip(names, titles, strict=True)))


def compare_lists(before: RankedList, after: RankedList, *, seen_recently: Collection[str] = ()) -> ListDiff | None:
    """What changed from `before` to `after`, or None. `seen_recently` holds the identities (`item_identity`) that
    stood in the list in the last 24 hours: their return is no news."""
    pairs = _pair(before.items, after.items)
    came = set(range(len(after.items))) - {j for _, j in pairs}
    gone = set(range(len(before.items))) - {i for i, _ in pairs}
    retitled = tuple(_retitled(before.items[i], after.items[j]) for i, j in pairs if _unlike(before, after, i, j))
    moved = tuple(_moved(before.items, after.items, pairs))
    if not (came or gone or retitled or moved):
        return None
    entered = tuple(after.items[j] for j in sorted(came))
    news = any(item_identity(item) not in seen_recently for item in entered)
    relabelled = all(is_label_only(entry.before, entry.after) for entry in retitled)
    first = _has_new_first(pairs, len(after.items))
    return ListDiff(
        entered=entered,
        left=tuple(before.items[i] for i in sorted(gone)),
        moved=moved,
        retitled=retitled,
        before=before.items,
        after=after.items,
        severity=Severity.NOTICE if news or first or not relabelled else Severity.INFO,
    )


def apply_list(before: Sequence[ListItem], diff: ListDiff) -> tuple[ListItem, ...]:
    """The later list, rebuilt from the earlier one and the events alone."""
    gone = {item.rank for item in diff.left}
    moves = {move.before: move.after for move in diff.moved}
    titles = {entry.before_rank: entry.after for entry in diff.retitled}
    placed = {item.rank: (item.title, item.url) for item in diff.entered}
    rest = []
    for item in before:
        if item.rank in gone:
            continue
        renamed = (titles.get(item.rank, item.title), item.url)
        if item.rank in moves:
            placed[moves[item.rank]] = renamed
        else:
            rest.append(renamed)
    waiting = iter(rest)
    ranks = range(1, len(placed) + len(rest) + 1)
    entries = (placed[rank] if rank in placed else next(waiting) for rank in ranks)
    return tuple(ListItem(rank, *entry) for rank, entry in zip(ranks, entries, strict=True))


def _retitled(before: ListItem, after: ListItem) -> Retitled:
    return Retitled(after.url, after.rank, before.title, after.title, before.rank)


def _unlike(before: RankedList, after: RankedList, i: int, j: int) -> bool:
    one, other = before.items[i].title, after.items[j].title
    return one != other and compare_form(one) != compare_form(other)


def _has_new_first(pairs: Iterable[tuple[int, int]], length: int) -> bool:
    return length > 0 and (0, 0) not in pairs


def _moved(before: Sequence[ListItem], after: Sequence[ListItem], pairs: Sequence[tuple[int, int]]) -> Iterable[Moved]:
    in_after_order = sorted(pairs, key=lambda pair: pair[1])
    still = stayed([i for i, _ in in_after_order])
    for at, (i, j) in enumerate(in_after_order):
        if at not in still:
            yield Moved(after[j].title, after[j].url, before[i].rank, after[j].rank)


def _pair(before: Sequence[ListItem], after: Sequence[ListItem]) -> list[tuple[int, int]]:
    """Which entry of `before` is which entry of `after`, as (i, j), in order of i. Each rule sees what the one
    before it left over."""
    pairs: dict[int, int] = {}
    _join(pairs, before, after, lambda item: (loose_key(item.url), compare_form(item.title)) if item.url else None)
    _join(pairs, before, after, lambda item: loose_key(item.url) if item.url else None)
    ids = unique_ids(before) & unique_ids(after)
    _join(pairs, before, after, lambda item: found if (found := url_id(item.url)) in ids else None)
    _join_moved(pairs, before, after)
    _join_untold(pairs, before, after)
    return sorted(pairs.items())


def _join(
    pairs: dict[int, int],
    before: Sequence[ListItem],
    after: Sequence[ListItem],
    key: Callable[[ListItem], object],
) -> None:
    """Pair entries of equal key, the first with the first, the second with the second …"""
    taken = set(pairs.values())
    waiting: dict[object, list[int]] = defaultdict(list)
    for j in range(len(after) - 1, -1, -1):
        if j not in taken:
            waiting[key(after[j])].append(j)
    for i, item in enumerate(before):
        wanted = None if i in pairs else key(item)
        if wanted is not None and waiting.get(wanted):
            pairs[i] = waiting[wanted].pop()


def _join_moved(pairs: dict[int, int], before: Sequence[ListItem], after: Sequence[ListItem]) -> None:
    """Entries of equal title: the reader sees one headline that stays, its article moved to another address.

    Where both addresses have an id, other ids are other articles under one headline, unless more entries than kept
    their address have new ids: then it is the addresses of the site that changed.
    """
    moved = dict(pairs)
    _join(moved, before, after, lambda item: compare_form(item.title))
    found = {i: j for i, j in moved.items() if i not in pairs}
    renumbered = {i for i, j in found.items() if url_id(before[i].url) and url_id(after[j].url)}
    if len(renumbered) <= len(pairs):
        found = {i: j for i, j in found.items() if i not in renumbered}
    pairs.update(found)


def _join_untold(pairs: dict[int, int], before: Sequence[ListItem], after: Sequence[ListItem]) -> None:
    """Entries that lack a URL on a side: by equal title, then by likeness."""
    _join_titles(pairs, before, after)
    taken = set(pairs.values())
    left = [i for i in range(len(before)) if i not in pairs]
    came = [j for j in range(len(after)) if j not in taken]
    words_before = [_words(before[i].title) for i in left]
    words_after = [_words(after[j].title) for j in came]
    likely = {
        (left[a], came[b]): score
        for (a, b), score in similar_pairs(words_before, words_after, _ALIKE).items()
        if not (before[left[a]].url and after[came[b]].url)
        and (score >= _VERY_ALIKE or abs(before[left[a]].rank - after[came[b]].rank) <= _NEAR)
    }
    pairs.update(assign(likely))


def _join_titles(pairs: dict[int, int], before: Sequence[ListItem], after: Sequence[ListItem]) -> None:
    for bare_before, bare_after in ((True, True), (True, False), (False, True)):
        ours = {i for i, item in enumerate(before) if (not item.url) is bare_before}
        theirs = {j for j, item in enumerate(after) if (not item.url) is bare_after}
        taken = set(pairs.values())
        waiting: dict[str, list[int]] = defaultdict(list)
        for j in sorted(theirs - taken, reverse=True):
            waiting[compare_form(after[j].title)].append(j)
        for i in sorted(ours - pairs.keys()):
            same = waiting.get(compare_form(before[i].title))
            if same:
                pairs[i] = same.pop()


def _words(title: str) -> list[str]:
    return [token_key(token).casefold() for token in tokens(title)]
