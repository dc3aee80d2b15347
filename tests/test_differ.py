"""The differ sends each kind of region to its own comparison and gives back JSON, words and severity."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import differ
from crawler.model import (
    Article,
    ListItem,
    LiveItem,
    LiveRegion,
    RankedList,
    RegionKey,
    RegionKind,
    RegionState,
    Severity,
)

ARTICLE = RegionKey("example", RegionKind.ARTICLE, page="https://example.org/a")
MOST_POPULAR = RegionKey("example", RegionKind.LIST, "Most Popular")
TICKER = RegionKey("example", RegionKind.LIVE, "Ticker")
BLOG = RegionKey("example", RegionKind.LIVE, "Live", page="https://example.org/live")


def ranked(*titles: str) -> RankedList:
    return RankedList(
        "Most Popular", tuple(ListItem(at, title, f"https://example.org/{title}") for at, title in enumerate(titles, 1))
    )


def live(*texts: str) -> LiveRegion:
    return LiveRegion("Ticker", tuple(LiveItem(key=text[:1], text=text) for text in texts))


@pytest.mark.parametrize(
    ("key", "before", "after", "kind", "words"),
    [
        (
            ARTICLE,
            Article("Wall", ("Ten boats.",)),
            Article("Wall", ("Two boats.",)),
            "article.changed",
            "Silent edit: ",
        ),
        (MOST_POPULAR, ranked("a", "b"), ranked("a", "c"), "list.changed", "Most Popular: 1 in, 1 out"),
        (TICKER, live("a 1,310 hurt"), live("a 1,190 hurt"), "live.changed", "Ticker: 1,310 → 1,190 in “a 1,190 hurt”"),
    ],
)
def test_each_kind_of_region_is_compared_in_its_own_way(
    key: RegionKey, before: RegionState, after: RegionState, kind: str, words: str
) -> None:
    diff = differ.compare_states(key, before, after)
    assert diff is not None
    assert differ.kind_of(key) == kind
    assert differ.summary(diff, key).startswith(words)
    assert differ.digest_state(before) != differ.digest_state(after)
    assert differ.compare_states(key, before, before) is None


def test_a_live_region_of_a_page_is_a_blog_with_a_window_and_one_of_the_site_is_not() -> None:
    before, after = live("2 Second.", "1 First."), live("3 Third.", "2 Second.")
    ticker, blog = differ.compare_states(TICKER, before, after), differ.compare_states(BLOG, before, after)
    assert ticker is not None
    assert blog is not None
    assert len(differ.to_json(ticker)["removed"]) == 1
    assert differ.to_json(blog)["removed"] == []


def test_what_was_seen_recently_lowers_the_severity_of_a_return() -> None:
    context = differ.Context(seen_recently=differ.identities(ranked("c")))
    diff = differ.compare_states(MOST_POPULAR, ranked("a", "b"), ranked("a", "c"), context)
    assert diff is not None
    assert differ.severity_of(diff) is Severity.INFO


def test_states_of_unlike_kinds_are_a_programming_error() -> None:
    with pytest.raises(TypeError, match="Article cannot be compared with a RankedList"):
        differ.compare_states(ARTICLE, Article("a", ()), ranked("a"))


def test_digests_of_unlike_kinds_differ_even_when_empty() -> None:
    states = (Article("", ()), RankedList("", ()), LiveRegion("", ()))
    assert len({differ.digest_state(state) for state in states}) == 3


def test_the_moment_is_no_part_of_a_state() -> None:
    now = datetime(2026, 5, 12, 8, tzinfo=UTC)
    one, other = (Article("a", ("b",), published=now.isoformat(), modified=str(minute)) for minute in (1, 2))
    assert differ.digest_state(one) == differ.digest_state(other)
