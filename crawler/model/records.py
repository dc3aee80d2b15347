"""What the archive keeps beside versions: pages (which are also the frontier), captures, changes, runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from crawler.classes import dataclass
from crawler.model.captures import Verdict
from crawler.model.regions import PageKind, RegionKey


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A known page and when to look at it next. All times aware UTC."""

    site: str
    url: str
    kind: PageKind = PageKind.ARTICLE
    first_seen: datetime | None = None
    last_look: datetime | None = None  # last fetch, whatever came of it
    last_good: datetime | None = None  # last fetch with verdict ok or unchanged
    last_origin: datetime | None = None  # origin time of the newest good copy
    last_change: datetime | None = None  # when its article (or live blog) last changed
    next_look: datetime | None = None  # None: never by itself
    looks: int = 0
    changes: int = 0
    misses: int = 0  # looks in a row that found the page gone (404, soft 404)
    state: str = "new"  # new | known | gone | moved
    moved_to: str = ""
    published: str | None = None
    hint: str = ""  # what a feed or sitemap last said of it (updated/lastmod); a new value makes it due
    hinted: str = ""  # the sources that have told of a change since the last good look
    rate: str = ""  # what its looks say of how often it changes: see `schedule.belief`
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""  # of the raw bytes of the last good answer
    last_capture: int | None = None
    generation: int = 0  # of the site's template with which its stored state was read
    reader: int = 0  # which of the programs that read the site read it (see `recorder.reader`)


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """A row of the capture register (contract: `export captures`)."""

    site: str
    url: str
    fetched_at: datetime
    status: int
    verdict: Verdict
    reason: str = ""
    sha256: str = ""
    source: str = "crawl"
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """The typed difference between two successive versions, as `export changes` shows it."""

    site: str
    kind: str
    key: RegionKey | None  # None: of the site as a whole
    at: datetime
    from_version: int | None
    to_version: int | None
    change: Mapping[str, Any]
    url: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    site: str
    started: datetime
    ended: datetime | None = None
    outcome: str = "running"  # running | ok | interrupted | failed
    requests: int = 0
    pages: Mapping[str, int] = field(default_factory=dict)  # verdict → count
    changes: int = 0
    alerts: int = 0
    bytes: int = 0
    errors: int = 0
    id: int | None = None
