"""The robots.txt files of a site's hosts, kept from run to run."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime, timedelta
from typing import Self

from crawler.classes import dataclass
from crawler.store import Archive

META = "robots"
MAX_HOSTS = 50


@dataclass(slots=True)
class RobotsFiles:
    """The robots.txt files of a site's hosts as they were read last: authority (`https://host:port`) → time, text."""

    archive: Archive | None = None
    site: str = ""
    _files: dict[str, tuple[datetime, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, archive: Archive, site: str) -> Self:
        stored = json.loads(archive.meta(site, META) or "{}")
        return cls(archive, site, {name: (datetime.fromisoformat(at), text) for name, (at, text) in stored.items()})

    def get(self, authority: str, now: datetime, age: timedelta) -> str | None:
        at, text = self._files.get(authority, (None, ""))
        return text if at is not None and timedelta(0) <= now - at <= age else None

    def keep(self, authority: str, now: datetime, text: str) -> None:
        self._files.pop(authority, None)
        self._files[authority] = (now, text)
        while len(self._files) > MAX_HOSTS:
            self._files.pop(next(iter(self._files)))
        if self.archive is not None:
            plain = {name: (at.isoformat(), each) for name, (at, each) in self._files.items()}
            self.archive.set_meta(self.site, META, json.dumps(plain))
