"""A feed that suddenly lists other things is looked at twice before its entries are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hamlets import Land, land
from hypothesis import given
from hypothesis import strategies as st

from crawler.demo.hamlet import Hamlet
from crawler.demo.web import Response
from crawler.discovery import Candidate, SourceState, is_mass
from crawler.discovery.pacing import APART
from crawler.discovery.turnover import LARGE, LATE
from crawler.schedule import Bounds

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def entries(numbers: Sequence[int], published: datetime | None = None) -> list[Candidate]:
    said = published.isoformat() if published else None
    return [Candidate(f"https://marl.example/{n}", published=said) for n in numbers]


def strange(numbers: Sequence[int], published: datetime | None = None, looked: datetime | None = NOW) -> bool:
    known = {entry.url for entry in entries(range(20))}
    return is_mass(entries(numbers, published), lambda entry: entry.url not in known, looked)


def test_most_entries_unknown_is_strange_unless_they_are_young_few_or_the_first_that_were_ever_read() -> None:
    other = range(50, 62)
    assert strange(other)
    assert strange(other, NOW - LATE - MINUTE)
    assert not strange(other, NOW - LATE)
    assert not strange(other, looked=None)
    assert not strange(other[: LARGE - 1])
    assert not strange([*range(14, 20), *range(50, 56)])
    assert not strange(range(20))


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=30))
def test_a_feed_is_held_until_a_look_some_minutes_later_and_never_for_longer(looks: list[tuple[int, bool]]) -> None:
    state, now, since = SourceState(), NOW, None
    for minutes, is_strange in looks:
        now += minutes * MINUTE
        state = SourceState.of_plain(state.judged(now, strange=is_strange).seen(now, news=False).to_plain())
        if not is_strange or (since is not None and now - since >= APART):
            since = None
        elif since is None:
            since = now
        assert state.held == since
        if since is not None:
            assert state.is_due(now + Bounds().min_interval, Bounds(), eager=False)


def feed(site: Hamlet, stories: Sequence[int]) -> None:
    items = "".join(f"<item><title>Story {n}</title><link>{site.path(n)}</link></item>" for n in stories)
    body = f'<rss version="2.0"><channel><title>Marl</title>{items}</channel></rss>'.encode()
    site.extra["/feed.xml"] = Response(200, body, "application/rss+xml", {"ETag": f'"{stories[0]}"'})


def settled(here: Land) -> Hamlet:
    """A site of twelve stories that was crawled twice, and that has twelve others that nothing links to."""
    site = Hamlet("marl", stories=12, feed=True)
    here.settle(site)
    here.crawl()
    site.extra["/"] = here.servers["marl"].respond("/", {})
    site.stories = 24
    feed(site, range(12))
    here.crawl(here.now + 10 * MINUTE)
    return site


def asked(here: Land, site: Hamlet) -> int:
    paths = set(here.asked("marl"))
    return sum(site.path(n) in paths for n in range(12, 24))


def test_what_a_feed_lists_for_one_look_only_is_not_asked_for(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = settled(here)
        feed(site, range(12, 24))
        told = here.crawl(here.now + 20 * MINUTE)
        assert asked(here, site) == 0
        assert "most of its entries are others than before" in " ".join(told.problems)
        feed(site, range(12))
        here.crawl(here.now + 30 * MINUTE)
        assert asked(here, site) == 0


def test_what_it_still_lists_at_the_next_look_is_asked_for(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = settled(here)
        feed(site, range(12, 24))
        here.crawl(here.now + 20 * MINUTE)
        here.crawl(here.now + 22 * MINUTE)
        assert asked(here, site) == 0, "two minutes later is no other look"
        told = here.crawl(here.now + 30 * MINUTE)
        assert asked(here, site) == 12
        assert not told.problems


def test_some_new_entries_are_asked_for_at_once(tmp_path: Path) -> None:
    with land(tmp_path) as here:
        site = settled(here)
        feed(site, [12, 13, 14, *range(9)])
        here.crawl(here.now + 20 * MINUTE)
        assert asked(here, site) == 3
