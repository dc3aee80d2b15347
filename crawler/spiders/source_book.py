"""What a site's sources (front page, sections, feeds, sitemaps) said last, and when each is to be looked at again."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Self

from scrapy.http import Response

from crawler.classes import dataclass
from crawler.discovery import SitemapRef, SourceState
from crawler.profile import Profile
from crawler.spiders.captures import headers_of
from crawler.store import Archive
from crawler.urls import page_key

META = "source_states"
DAY = timedelta(days=1)
MOST = 300  # sources of which something is remembered


@dataclass(slots=True)
class SourceBook:
    """`eager`: the run was asked for now, by a person or a schedule, rather than by what is due."""

    profile: Profile
    eager: bool = True
    _states: dict[str, SourceState] = field(default_factory=dict)

    @classmethod
    def load(cls, archive: Archive, profile: Profile) -> Self:
        """What earlier runs found; where the profile means other pages now, what the sources say is read again."""
        stored = json.loads(archive.meta(profile.site, META) or "{}")
        states = {url: SourceState.of_plain(plain) for url, plain in stored.get("sources", {}).items()}
        if stored.get("of") != _meaning(profile):
            states = {url: state.forgotten() for url, state in states.items()}
        return cls(profile, _states=states)

    def save(self, archive: Archive) -> None:
        states = [(url, state.to_plain()) for url, state in self._states.items()]
        newest = sorted(states, key=lambda each: each[1]["looked"] or "", reverse=True)
        plain = dict(newest[:MOST])
        archive.set_meta(self.profile.site, META, json.dumps({"of": _meaning(self.profile), "sources": plain}))

    def _state(self, url: str) -> SourceState:
        return self._states.get(page_key(url), SourceState())

    def is_due(self, url: str, now: datetime) -> bool:
        return self._state(url).is_due(now, self.profile.bounds, eager=self.eager)

    def child_is_due(self, child: SitemapRef, now: datetime) -> bool:
        """Whether to read a sitemap that an index names: not where nothing in it changed since the last look."""
        looked = self._state(child.url).looked
        if looked is not None and child.modified and datetime.fromisoformat(child.modified) + DAY < looked:
            return False  # a date without a time means any hour of that day
        return self.is_due(child.url, now)

    def front_is_due(self, now: datetime) -> bool:
        """The front page has no pace but the site's shortest interval: what is new stands there first."""
        looked = self._state(self.profile.url).looked
        return self.eager or looked is None or looked > now or now - looked >= self.profile.bounds.min_interval

    def next_look(self, urls: list[str]) -> datetime | None:
        """When the first of the front page and `urls` is due; None: at once."""
        looked = self._state(self.profile.url).looked
        times = [looked + self.profile.bounds.min_interval if looked is not None else None]
        times += [self._state(url).next_look(self.profile.bounds) for url in urls]
        known = [each for each in times if each is not None]
        return min(known) if len(known) == len(times) else None

    def conditions(self, url: str) -> dict[str, str]:
        return self._state(url).conditions

    def is_news(self, url: str, response: Response) -> bool:
        """Whether an answer has to be read: it is one, and is not what the source said last time."""
        return response.status == 200 and self._state(url).digest != _digest(response.body)  # noqa: PLR2004 - HTTP

    def looked(self, url: str) -> datetime | None:
        """When a source was looked at last."""
        return self._state(url).looked

    def holds(self, url: str, now: datetime, *, strange: bool) -> bool:
        """Whether what a source lists waits for a later look, since most of it is `strange`."""
        state = self._states[page_key(url)] = self._state(url).judged(now, strange=strange)
        return state.held is not None

    def seen(self, url: str, now: datetime, *, news: bool, response: Response | None = None) -> None:
        """Note a look; `response` where it was a whole answer that has been read."""
        state = self._state(url).seen(now, news=news)
        if response is not None:
            state = state.answered(headers_of(response), _digest(response.body), len(response.body))
        self._states[page_key(url)] = state


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=12).hexdigest()


def _meaning(profile: Profile) -> str:
    """What of a profile decides which of a source's entries are pages of the site."""
    return _digest(json.dumps([profile.article_urls, profile.hosts_all]).encode())
