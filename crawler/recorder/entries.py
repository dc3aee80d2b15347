"""Entries of a live blog in two fetches made moments apart: what only one of them says is made per request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from crawler.differ import compare_states
from crawler.model import Article, LiveItem, LiveRegion, RegionKey
from crawler.recorder.noise import without_noise
from crawler.recorder.turning import shape, turning_shapes
from crawler.regions.live.comparing import LiveDiff, item_form


def rewrites_entries(key: RegionKey, before: LiveRegion, after: LiveRegion) -> bool:
    """Whether entries that were known say something else now: they were edited, or show what is made per request."""
    diff = compare_states(key, before, after)
    return isinstance(diff, LiveDiff) and bool(diff.updated)


def lasting_entries(before: LiveRegion, first: LiveRegion, second: LiveRegion) -> LiveRegion:
    """`first`, in whose entries whatever `second` does not say is put back to what `before` said in its place.

    Where lines of an entry differ by figures alone ("Share 61"), those of its kind are put back in all others, too:
    of many entries with counters one or two agree by chance. An entry that cannot be told from the others (it has no
    key, title nor time of its own) stays as it is.
    """
    known, own, others = map(_by_name, (before, first, second))
    pairs = ((item, others[name]) for name, item in own.items() if name in others)
    turning = {each for one, other in pairs for each in turning_shapes(_as_article(one), _as_article(other))}
    items = (
        _without_turning(known.get(name), _lasting(known.get(name), item, others.get(name)), turning)
        if name in own
        else item
        for name, item in _named(first)
    )
    return replace(first, items=tuple(items))


def _lasting(before: LiveItem | None, first: LiveItem, second: LiveItem | None) -> LiveItem:
    if second is None or item_form(first) == item_form(second):
        return first
    known = _as_article(before) if before is not None else Article(first.title, ())
    kept = without_noise(known, _as_article(first), _as_article(second), clean=before is None)
    return replace(first, title=kept.title, text="\n".join(kept.paragraphs))


def _without_turning(before: LiveItem | None, item: LiveItem, turning: Container[str]) -> LiveItem:
    """An entry whose lines of the shapes `turning` are as they were before; those that were not there are left out."""
    lines = item.text.splitlines()
    if not any(shape(line) in turning for line in lines):
        return item
    earlier = (line for line in (before.text.splitlines() if before else ()) if shape(line) in turning)
    kept = (next(earlier, "") if shape(line) in turning else line for line in lines)
    return replace(item, text="\n".join(filter(None, kept)))


def _as_article(item: LiveItem) -> Article:
    return Article(item.title, tuple(item.text.splitlines()))


def _by_name(region: LiveRegion) -> Mapping[str, LiveItem]:
    counts = Counter(name for name, _ in _named(region))
    return {name: item for name, item in _named(region) if name and counts[name] == 1}


def _named(region: LiveRegion) -> list[tuple[str, LiveItem]]:
    return [(item.key or item.published or item.title, item) for item in region.items]
