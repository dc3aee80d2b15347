"""Two states of a live region: which items came and went, and which say something else now.

The order of the items is not content (tickers rotate), nor are times relative to now. An item is the same where
its text is the same; then where its key or URL is the same; of entries without keys, where their time is the same
and no other's; then where its text is the most alike, all items weighed together.

A live blog shows its latest N entries only, so an old entry that drops off the far end was not taken back. An
entry counts as fallen off, not removed, where it belongs to the unbroken run of vanished entries at the far end (of
the oldest), and no more entries fell off than came elsewhere. In the same way an entry that appears at the far end,
in place of a deleted one, is an old one that shows again, not news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crawler.classes import dataclass
from crawler.model import LiveItem, LiveRegion, Severity
from crawler.regions.assignment import assign
from crawler.regions.edits import edits, number_changes, words_of
from crawler.regions.sequences import similar_pairs, similarity
from crawler.text import compare_form, digest, instant, is_number, token_key, tokens, without_relative_times
from crawler.urls import stable_id

# Teasers of unlike stories share up to a third of their words; the same one with new figures keeps most.
_ALIKE = 0.5
# Where keys are made anew at each answer.
_SAME_BUT_KEY = 0.8
_LONGEST_SHOWN = 10_000
_SENTENCE = 6  # words; what is shorter may be little more than its figures
_FEW = 3  # so few keys may stand in order by chance
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h]\d\d(?!\d)(?:\s?(?:[ap]\.?m\b\.?|uhr\b|gmt\b|utc\b|c?est\b|cet\b|e[ds]t\b|bst\b))?[\s\-–—:·|,.]*",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"[0-9]{1,15}$")
# Where so many items are gone and few are left, two with unlike addresses that say nearly the same do so by chance.
_MANY, _TURNED = 12, 4
# Among items equally alike, the nearest in place wins.
_PER_PLACE = 0.0005
_FAR = 100


@dataclass(frozen=True, slots=True)
class Updated:
    """An item that says something else now. `numbers`: (before, after) as written."""

    before: LiveItem
    after: LiveItem
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LiveDiff:
    """The difference between two states. `fallen` and `resurfaced` are items that only the window of a live blog
    hid or showed; they are no part of the change that is told."""

    added: tuple[LiveItem, ...]
    removed: tuple[LiveItem, ...]
    updated: tuple[Updated, ...]
    severity: Severity
    fallen: tuple[LiveItem, ...] = ()
    resurfaced: tuple[LiveItem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's `change` of `live.changed`."""
        return {
            "added": [_item(item) for item in self.added],
            "removed": [_item(item) for item in self.removed],
            "updated": [
                {
                    "key": change.after.key or change.before.key,
                    "before": shown(change.before)[:_LONGEST_SHOWN],
                    "after": shown(change.after)[:_LONGEST_SHOWN],
                    "numbers": [{"before": one, "after": other} for one, other in change.numbers],
                }
                for change in self.updated
            ],
        }


def shown(item: LiveItem) -> str:
    """What an item says, on one line: its title, then its text."""
    if not item.title or item.text.startswith(item.title):
        return item.text
    return f"{item.title} — {item.text}" if item.text else item.title


def _item(item: LiveItem) -> dict[str, Any]:
    return {"key": item.key, "title": item.title, "url": item.url, "text": item.text[:_LONGEST_SHOWN]}


def live_digest(region: LiveRegion) -> str:
    """Equal for regions that say the same, in whatever order and at whatever moment."""
    return digest("live", *sorted(f"item={item_form(item)}" for item in region.items))


def item_form(item: LiveItem) -> str:
    """What is compared of an item: title and text, in compare form, without relative times."""
    forms = (compare_form(without_relative_times(text)) for text in (item.title, item.text))
    return "\n".join(filter(None, forms))  # a teaser that loses its link says the same, as text and not as title


def compare_live(before: LiveRegion, after: LiveRegion, *, windowed: bool = False) -> LiveDiff | None:
    """What changed from `before` to `after`, or None. `windowed`: a live blog, which shows its latest entries
    only; False: a ticker, where every item that goes is told as removed."""
    forms = [item_form(item) for item in before.items], [item_form(item) for item in after.items]
    same = _same(before.items, after.items, *forms)
    pairs = dict(same)
    _join_keys(pairs, before.items, after.items)
    _join_times(pairs, before.items, after.items)
    _join_alike(pairs, before.items, after.items)
    updated = tuple(
        _updated(before.items[i], after.items[j])
        for i, j in sorted(pairs.items(), key=lambda pair: pair[1])
        if forms[0][i] != forms[1][j] and not _says_the_same(before.items[i], after.items[j])
    )
    gone = [i for i in range(len(before.items)) if i not in pairs]
    taken = set(pairs.values())
    came = [j for j in range(len(after.items)) if j not in taken]
    fallen, resurfaced = _window(before.items, after.items, gone, came) if windowed else (set(), set())
    added = tuple(after.items[j] for j in came if j not in resurfaced)
    removed = tuple(before.items[i] for i in gone if i not in fallen)
    if not (added or removed or updated):
        return None
    return LiveDiff(
        added=added,
        removed=removed,
        updated=updated,
        severity=_severity(updated, removed, windowed=windowed),
        fallen=tuple(before.items[i] for i in sorted(fallen)),
        resurfaced=tuple(after.items[j] for j in sorted(resurfaced)),
    )


def _says_the_same(before: LiveItem, after: LiveItem) -> bool:
    """Whether other markup is all that changed: title and text run on, a title that only begins the text is gone, or
    the entry's clock time stands before its words now, or no more."""
    one, other = _plain(before), _plain(after)
    if one == other:
        return True
    if bool(_CLOCK.match(one)) == bool(_CLOCK.match(other)):
        return False
    return _CLOCK.sub("", one, count=1) == _CLOCK.sub("", other, count=1) != ""


def _plain(item: LiveItem) -> str:
    title = "" if item.text.startswith(item.title.rstrip(" .…")) else item.title
    return compare_form(without_relative_times(f"{title} {item.text}"))


def apply_live(before: Sequence[LiveItem], diff: LiveDiff) -> list[LiveItem]:
    """The later items, rebuilt from the earlier ones (in no particular order)."""
    items = list(before)
    for item in (*diff.removed, *diff.fallen, *(change.before for change in diff.updated)):
        items.remove(item)
    return [*items, *diff.added, *diff.resurfaced, *(change.after for change in diff.updated)]


def _severity(updated: Sequence[Updated], removed: Sequence[LiveItem], *, windowed: bool) -> Severity:
    """Figures that change, entries of a live blog edited or taken back: notice. What only comes and goes: info."""
    told = any(change.numbers for change in updated) or (windowed and (updated or removed))
    return Severity.NOTICE if told else Severity.INFO


def _updated(before: LiveItem, after: LiveItem) -> Updated:
    one, other = (words_of(without_relative_times(shown(item))) for item in (before, after))
    words = _words(before), _words(after)
    if min(map(len, words)) >= _SENTENCE and similarity(*words) < _ALIKE:
        return Updated(before, after, ())  # another story at the same address: its figures are no later ones
    return Updated(before, after, tuple(number_changes(edits(one, other))))


def _same(
    before: Sequence[LiveItem], after: Sequence[LiveItem], forms: Sequence[str], later: Sequence[str]
) -> dict[int, int]:
    """Items that say the same: with the same key first, then whatever the key."""
    pairs: dict[int, int] = {}
    _join(
        pairs,
        [(f, b.key) for f, b in zip(forms, before, strict=True)],
        [(f, a.key) for f, a in zip(later, after, strict=True)],
    )
    _join(pairs, forms, later)
    return pairs


def _join_keys(pairs: dict[int, int], before: Sequence[LiveItem], after: Sequence[LiveItem]) -> None:
    _join(pairs, [item.key or None for item in before], [item.key or None for item in after])
    keys: tuple[Callable[[LiveItem], str], ...] = (lambda item: item.url, lambda item: stable_id(item.url))
    for key in keys:
        _join(pairs, *_of_items([key(item) for item in before], [key(item) for item in after]))


def _of_items(*sides: Sequence[str]) -> Iterator[list[str | None]]:
    """What names one item, on each side; what several share names the page that they all stand on."""
    counts = [Counter(side) for side in sides]
    for side in sides:
        yield [name if name and all(count[name] <= 1 for count in counts) else None for name in side]


def _join_times(pairs: dict[int, int], before: Sequence[LiveItem], after: Sequence[LiveItem]) -> None:
    """Entries that have no key, and a time that no other entry has: an edit leaves it as it was."""
    times = [[instant(item.published) for item in items] for items in (before, after)]
    counts = [Counter(each) for each in times]
    alone = {time for time in counts[0] if time and counts[0][time] == counts[1][time] == 1}
    marks = (
        [time if time in alone and not item.key else None for time, item in zip(each, items, strict=True)]
        for each, items in zip(times, (before, after), strict=True)
    )
    _join(pairs, *marks)


def _join(pairs: dict[int, int], before: Sequence[object], after: Sequence[object]) -> None:
    """Pair what is equal and not None, the first with the first, the second with the second …"""
    taken = set(pairs.values())
    waiting: dict[object, list[int]] = defaultdict(list)
    for j in range(len(after) - 1, -1, -1):
        if j not in taken:
            waiting[after[j]].append(j)
    for i, wanted in enumerate(before):
        if i not in pairs and wanted is not None and waiting.get(wanted):
            pairs[i] = waiting[wanted].pop()


def _join_alike(pairs: dict[int, int], before: Sequence[LiveItem], after: Sequence[LiveItem]) -> None:
    taken = set(pairs.values())
    gone = [i for i in range(len(before)) if i not in pairs]
    came = [j for j in range(len(after)) if j not in taken]
    keys_hold = not {item.key for item in before if item.key}.isdisjoint(item.key for item in after)
    scores = similar_pairs([_words(before[i]) for i in gone], [_words(after[j]) for j in came], _ALIKE)
    likely = {
        (gone[a], came[b]): score - _PER_PLACE * min(abs(gone[a] - came[b]), _FAR)
        for (a, b), score in scores.items()
        if _may_be_one(before[gone[a]], after[came[b]], keys_hold=keys_hold)
    }
    found = dict(assign(likely))
    turned = min(len(gone), len(came)) >= max(_MANY, _TURNED * (len(pairs) + len(found)))
    pairs.update({i: j for i, j in found.items() if not (turned and before[i].url and after[j].url)})


def _may_be_one(before: LiveItem, after: LiveItem, *, keys_hold: bool) -> bool:
    """Items with unlike keys are two, unless no key at all outlived the moment: then keys are made anew at each
    answer, and the text has to be nearly the same. So it has where their times are unlike."""
    if not (before.key and after.key):
        unlike = before.published and after.published and instant(before.published) != instant(after.published)
        return not unlike or similarity(tokens(shown(before)), tokens(shown(after))) >= _SAME_BUT_KEY
    return not keys_hold and similarity(tokens(shown(before)), tokens(shown(after))) >= _SAME_BUT_KEY


def _words(item: LiveItem) -> list[str]:
    """The words of an item, any number standing for any other: figures are what changes."""
    words = tokens(without_relative_times(shown(item)))
    return ["0" if is_number(word) else token_key(word) for word in words]


def _window(
    before: Sequence[LiveItem], after: Sequence[LiveItem], gone: Sequence[int], came: Sequence[int]
) -> tuple[set[int], set[int]]:
    """Which items of `gone` fell off the far end, and which of `came` only show again there."""
    turned = _newest_last(before) or _newest_last(after)
    trailing = _run(gone, len(before), from_end=not turned)
    refill = _run(came, len(after), from_end=not turned)
    # A pinned entry may stand above the new ones, so what counts is only that they are not at the far end.
    fresh = len(came) - len(refill)
    if trailing and len(trailing) <= (fresh or _all_new(came, after)):
        return trailing, set()
    return set(), _older(after, refill, before) if len(refill) <= len(gone) else set()


def _all_new(came: Sequence[int], after: Sequence[LiveItem]) -> int:
    """How many entries came, where none of the earlier ones is left; else 0."""
    return len(came) if len(came) == len(after) else 0


def _run(places: Iterable[int], length: int, *, from_end: bool) -> set[int]:
    """The unbroken run of `places` that begins at the first (or the last) of `length` places."""
    wanted = set(places)
    order = range(length - 1, -1, -1) if from_end else range(length)
    run: set[int] = set()
    for place in order:
        if place not in wanted:
            break
        run.add(place)
    return run


def _newest_last(items: Sequence[LiveItem]) -> bool:
    """By their times, or else by keys that count up."""
    marks: list[str] | list[int] = [instant(item.published) for item in items if item.published]
    if not marks and len(items) > _FEW:
        marks = [int(match[0]) for item in items if (match := _COUNTER.search(item.key))]
    return len(marks) > 1 and marks == sorted(marks) and marks[0] < marks[-1]  # type: ignore[operator]  # one type


def _older(after: Sequence[LiveItem], places: set[int], before: Sequence[LiveItem]) -> set[int]:
    """Those of `places` that, if times are known, are older than all that was shown before."""
    known = [instant(item.published) for item in before if item.published]
    oldest = min(known, default="")
    return {at for at in places if not oldest or not after[at].published or instant(after[at].published) <= oldest}
