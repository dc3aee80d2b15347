"""The fictional paper at any simulated time: the first issue, plus every event of the script until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, LiveBlog, SiteState
from crawler.demo.prose import entries, library, teasers
from crawler.demo.script import EVENTS, START

TICKER_LENGTH = 15


@lru_cache(maxsize=64)
def state_at(now: datetime) -> SiteState:
    """The site at `now` (aware UTC): a pure function of the script. Before the start, the first issue."""
    state = replace(_first_issue(), at=now)
    for event in EVENTS:
        at = START + timedelta(minutes=event.minute)
        if at <= now:
            state = event.apply(state, at)
    return state


@lru_cache(maxsize=1)
def _first_issue() -> SiteState:
    stories = {name: story for name, story in library().items() if story.published <= START}
    posted = [entry for entry in entries().values() if entry.at <= START]
    blog = LiveBlog(
        slug="storm-orla",
        title="Storm Orla: how the estuary is coping",
        standfirst="Ferries, schools, power and water: what we know, as we learn it.",
        published=min(entry.at for entry in posted),
        modified=max(entry.at for entry in posted),
        entries=tuple(sorted(posted, key=lambda entry: entry.at, reverse=True)),
    )
    return SiteState(
        at=START,
        stories=stories,
        lists={
            MOST_POPULAR: (
                "rent-index-rises",
                "seal-rescue-record",
                "old-market-roof",
                "night-trams-return",
                "school-meals-count",
            ),
            EDITORS_PICKS: ("clock-tower-keeper", "surge-warning-sirens", "theatre-deficit"),
        },
        ticker=tuple(teasers().values())[:TICKER_LENGTH],
        blog=blog,
    )
