"""The captures in some WARC files, oldest first: redirects joined to where they led, what is no page left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from crawler.classes import dataclass
from crawler.errors import CaptureError
from crawler.model import Capture, Redirect
from crawler.text import readable_path
from crawler.warc.exchange import Found
from crawler.warc.index import WarcIndex
from crawler.warc.reading import WarcRecord, capture_of, read_at

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SOON = timedelta(minutes=5)  # an answer this long after a redirect is no answer to it
_MOST_OPEN = 1_000  # redirects that wait for where they led


@dataclass(slots=True)
class _Way:
    """Redirects that led to an address."""

    at: datetime
    asked: str
    redirects: tuple[Redirect, ...]


@dataclass(slots=True)
class WarcPages:
    """Iterating gives the captures; what cannot be read is a line of the index's `problems`."""

    index: WarcIndex
    _ways: dict[str, _Way] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Found]:
        for at, path, offset in self.index:
            try:
                record = self.index.complete(read_at(path, offset))
                if not self._leads_on(record, at):
                    yield Found(self._joined(capture_of(record, at, readable_path(path)), at), record.exchange)
            except CaptureError as problem:
                self.index.tell(path, str(problem).removeprefix(f"{path}: "))

    def _leads_on(self, record: WarcRecord, at: datetime) -> bool:
        """Whether an answer is a redirect: the one to come is the capture."""
        if record.exchange.status not in _REDIRECTS:
            return False
        places = [value for name, value in record.exchange.headers if name.lower() == "location"]
        if places:
            before = self._ways.pop(record.url, None)
            way = before if before is not None and at - before.at <= _SOON else _Way(at, record.url, ())
            hop = Redirect(record.exchange.status, record.url)
            if len(self._ways) >= _MOST_OPEN:
                self._ways.clear()
            self._ways[_target(record.url, places[0])] = replace(way, at=at, redirects=(*way.redirects, hop))
        return True

    def _joined(self, capture: Capture, at: datetime) -> Capture:
        way = self._ways.pop(capture.url, None)
        if way is None or capture.redirects or at - way.at > _SOON:
            return capture
        return replace(capture, url=way.asked, final_url=capture.location, redirects=way.redirects)


def _target(url: str, place: str) -> str:
    try:
        return urljoin(url, place.strip()).partition("#")[0]
    except ValueError:
        return ""
