"""What is kept of headlines under test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.recorder.headlines import MOST_DRAWN, MOST_PAGES, Headlines

NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)


def test_it_is_read_as_it_was_written() -> None:
    headlines = Headlines()
    headlines.saw("/a", "One", "Two", "One", NOW)
    headlines.saw("/a", "One", "Three", "Two", NOW + timedelta(hours=1))
    assert Headlines.of(headlines.plain()) == headlines
    assert sorted(headlines.drawn["/a"].others) == ["Three", "Two"]


def test_another_headline_that_is_followed_begins_anew() -> None:
    headlines = Headlines()
    headlines.saw("/a", "One", "Two", "One", NOW)
    headlines.saw("/a", "New", "New", "Newer", NOW)
    assert headlines.drawn["/a"].others == {"Newer"}


def test_no_more_is_kept_than_the_last_pages_and_some_headlines_of_each() -> None:
    headlines = Headlines()
    for number in range(3 * MOST_DRAWN):
        headlines.saw("/many", "One", f"Title {number}", "One", NOW)
    assert len(headlines.drawn["/many"].others) == MOST_DRAWN
    for number in range(2 * MOST_PAGES):
        headlines.saw(f"/{number}", "One", "Two", "One", NOW)
    assert len(headlines.drawn) == MOST_PAGES
    assert f"/{2 * MOST_PAGES - 1}" in headlines.drawn
