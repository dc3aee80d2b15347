"""Two states of a region ─► their typed difference, in JSON and in words; whatever the kind of the region.

A region is recorded as a new version where `digest_state` differs *and* `compare_states` finds something: digests
that differ with no difference found tell of two spellings of one state.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from crawler.classes import dataclass
from crawler.model import Article, LiveRegion, RankedList, RegionKey, RegionKind, RegionState, Severity
from crawler.regions.article.comparable import article_digest
from crawler.regions.article.comparing import ArticleDiff, compare_articles
from crawler.regions.article.describe import describe_article
from crawler.regions.live.comparing import LiveDiff, compare_live, item_form, live_digest
from crawler.regions.live.describe import describe_live
from crawler.regions.ranked_list.comparing import ListDiff, compare_lists, list_digest
from crawler.regions.ranked_list.describe import describe_list
from crawler.regions.ranked_list.identity import item_identity
from crawler.text import compare_form

StateDiff = ArticleDiff | ListDiff | LiveDiff

_KINDS = {
    RegionKind.ARTICLE: "article.changed",
    RegionKind.LIST: "list.changed",
    RegionKind.LIVE: "live.changed",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a comparison may know beside the two states.

    `seen_recently`: identities (`identities`) of all entries that stood in the list in the last 24 hours.
    """

    seen_recently: Collection[str] = frozenset()


def kind_of(key: RegionKey) -> str:
    """The alert kind of a change of this region: "article.changed", "list.changed" or "live.changed"."""
    return _KINDS[key.kind]


@lru_cache(maxsize=256)
def digest_state(state: RegionState) -> str:
    """A short name of what is compared of a state; equal names mean that there is no difference.

    Kept for the last states asked for: the lists and tickers of a site are the same on page after page.
    """
    if isinstance(state, Article):
        return article_digest(state)
    return list_digest(state) if isinstance(state, RankedList) else live_digest(state)


def compare_states(
    key: RegionKey, before: RegionState, after: RegionState, context: Context | None = None
) -> StateDiff | None:
    """The difference, or None where there is none to tell. A live region that belongs to a page is a live blog,
    which shows its latest entries only; one of the site is a ticker."""
    if isinstance(before, Article) and isinstance(after, Article):
        return compare_articles(before, after)
    if isinstance(before, RankedList) and isinstance(after, RankedList):
        return compare_lists(before, after, seen_recently=(context or Context()).seen_recently)
    if isinstance(before, LiveRegion) and isinstance(after, LiveRegion):
        return compare_live(before, after, windowed=key.page is not None)
    raise TypeError(f"a {type(before).__name__} cannot be compared with a {type(after).__name__}")


def identities(state: RankedList) -> set[str]:
    """What names the entries of a list across time, for `Context.seen_recently`."""
    return {item_identity(item) for item in state.items}


def entries_of(state: RegionState) -> frozenset[str]:
    """What the entries of a list or live region say, each in a comparable form; none of an article."""
    if isinstance(state, RankedList):
        return frozenset(f"{item_identity(item)}\n{compare_form(item.title)}" for item in state.items)
    return frozenset(map(item_form, state.items)) if isinstance(state, LiveRegion) else frozenset()


def to_json(diff: StateDiff) -> dict[str, Any]:
    """The contract's `change`; for an article without `versions`, which the rules add."""
    return diff.to_json()


def summary(diff: StateDiff, key: RegionKey) -> str:
    """One line in words: "Most Popular: 2 in, 2 out, 1 moved"."""
    if isinstance(diff, ArticleDiff):
        return describe_article(diff)
    if isinstance(diff, ListDiff):
        return describe_list(diff, key.name)
    return describe_live(diff, key.name)


def severity_of(diff: StateDiff) -> Severity:
    return diff.severity
