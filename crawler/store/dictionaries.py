"""Dictionaries for texts that have none before them: learned from the texts of a site, numbered, and kept.

What was packed with a dictionary names its number, so an older one stays for what was packed with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from crawler.store.compress import Dictionary, train
from crawler.store.connection import BUSY_SECONDS
from crawler.store.failures import damaged
from crawler.store.packed import Packed

FIRST = 64  # articles of a site from which its first dictionary is learned
GROWTH = 16  # it is learned anew when there are so many times more
SIZES = (64 << 10, 110 << 10)  # bytes of the first dictionary, and of later ones
SAMPLES = 320
SAMPLE_BYTES = 16 << 10  # of one text
OPEN = 8  # dictionaries held ready

_NEWEST = "SELECT number, articles FROM dictionaries WHERE site_id = :site ORDER BY number DESC LIMIT 1"

_ARTICLES = "SELECT 1 FROM pages p JOIN regions r ON r.page_id = p.id WHERE p.site_id = :site LIMIT :limit"

_SAMPLES = """
SELECT max(v.content_id) FROM pages p JOIN regions r ON r.page_id = p.id JOIN versions v ON v.region_id = r.id
WHERE p.site_id = :site GROUP BY r.id ORDER BY r.id DESC LIMIT :limit
"""


class _Trained(NamedTuple):
    """What is known of a site: its newest dictionary (0: none), its articles, and with how many to learn again."""

    number: int
    articles: int
    again: int


class Dictionaries(Packed):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._trained: dict[int, _Trained] = {}
        self._newest_of_sites: dict[int, int] = {}
        self._open: OrderedDict[int, Dictionary] = OrderedDict()

    def _forget(self) -> None:
        super()._forget()
        self._trained.clear()
        self._newest_of_sites.clear()
        self._open.clear()

    def _dictionary_for(self, site: int, unpacked: Callable[[int], bytes]) -> Dictionary | None:
        """The dictionary for the next text of a site that has none before it; learned first, if it is time."""
        trained = self._trained.get(site) or self._known_of(site)
        if trained.articles >= trained.again:
            trained = self._train(site, trained, unpacked)
        self._trained[site] = trained._replace(articles=trained.articles + 1)
        return self._dictionary(trained.number) if trained.number else None

    def _known_of(self, site: int) -> _Trained:
        number, learned = self._row(_NEWEST, {"site": site}) or (0, 0)
        again = learned * GROWTH if number else FIRST
        return _Trained(number, len(self._rows(_ARTICLES, {"site": site, "limit": again})), again)

    def _train(self, site: int, trained: _Trained, unpacked: Callable[[int], bytes]) -> _Trained:
        """Learn a dictionary and keep it. Texts that none can be learned from are tried again when there are more."""
        number = self._number("SELECT coalesce(max(number), 0) + 1 FROM dictionaries")
        size = SIZES[1 if trained.number else 0]
        data = train(list(self._samples(site, unpacked)), size, number)
        if data is None:
            return trained._replace(again=trained.articles * 2)
        self._run(
            "INSERT INTO dictionaries (number, site_id, articles, data) VALUES (:number, :site, :articles, :data)",
            {"number": number, "site": site, "articles": trained.articles, "data": self._zstd.pack_small(data)},
        )
        self._newest_of_sites[site] = number
        return _Trained(number, trained.articles, trained.articles * GROWTH)

    def _samples(self, site: int, unpacked: Callable[[int], bytes]) -> Iterator[bytes]:
        for (content,) in self._rows(_SAMPLES, {"site": site, "limit": SAMPLES}):
            yield unpacked(content)[:SAMPLE_BYTES]

    def _newest_of(self, site: int) -> int:
        """The number of the newest dictionary of a site; 0 where it has none yet."""
        known = self._newest_of_sites.get(site)
        if known is None:
            found = self._row(_NEWEST, {"site": site})
            known = self._newest_of_sites[site] = found[0] if found else 0
        return known

    def _tables(self, number: int) -> bytes:
        """Those of a dictionary, for texts that are packed against another (`deltas`); 0: none."""
        return self._dictionary(number).tables if number else b""

    def _dictionary(self, number: int) -> Dictionary:
        """A dictionary by its number, made ready once."""
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        row = self._row("SELECT data FROM dictionaries WHERE number = :number", {"number": number})
        if row is None:
            raise damaged(self.path, f"dictionary {number} is not there")
        made = self._open[number] = Dictionary(self._zstd.unpack(row[0]))
        if len(self._open) > OPEN:
            self._open.popitem(last=False)
        return made
