"""What lawfully changed since it was sealed, as the events tell it: with them, the sealed facts of a row are known.

`reread`: a version's reading was replaced. `moved`: regions went with their page to another URL. `retired`: rows were
removed by a rule of retention; the hashes of their facts are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from crawler.classes import dataclass
from crawler.store.lanes import Lane, Read, Row
from crawler.store.values import from_blob

_URL, _NUMBER, _CONTENT, _DIGEST, _BEFORE, _REGION = 4, 5, 6, 7, 10, 11
Reading = tuple[str, str]  # digests: of the content, and of what is compared


class AlteredError(Exception):
    """A row is not what the last event left of it."""


@dataclass(slots=True)
class Lawful:
    readings: dict[int, tuple[Reading, Reading]] = field(default_factory=dict)  # version: as sealed, as it is now
    moves: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)  # region: last version, from, to
    retired: dict[tuple[str, int], bytes] = field(default_factory=dict)
    last_seen: dict[tuple[int, int], int] = field(default_factory=dict)  # of versions that were removed
    superseded: dict[int, int] = field(default_factory=dict)  # version: until which generation it was in force

    @classmethod
    def of(cls, events: Iterable[tuple[int, str, str]]) -> Lawful:
        """From rows of `events`. What cannot be read is left out: the events' own seals tell of it."""
        known = cls()
        for _, kind, text in events:
            try:
                known.add(kind, json.loads(text))
            except (ValueError, KeyError, TypeError, IndexError):
                continue
        return known

    def add(self, kind: str, facts: Any) -> None:
        """Take an event in. Raises KeyError, TypeError, ValueError or IndexError where its facts are none of ours."""
        if kind == "reread":
            number, before, after = facts["version"], tuple(facts["before"]), tuple(facts["after"])
            self.readings[number] = (self.readings[number][0] if number in self.readings else before, after)
        elif kind == "moved":
            for region in facts["regions"]:
                self.moves.setdefault(region, []).append((facts["versions"], facts["from"], facts["to"]))
        elif kind == "retired":
            self._retire(facts["lane"], facts["rows"])
        elif kind == "reprocessed":
            self.superseded |= dict.fromkeys(facts["versions"], facts["generation"])

    def _retire(self, lane: str, rows: Any) -> None:
        for number, leaf, *version in rows:
            self.retired[lane, number] = bytes.fromhex(leaf)
            if version:
                region, place, last_seen = version
                self.last_seen[region, place] = last_seen

    def sealed(self, lane: Lane, row: Row, read: Read) -> bytes:
        """The line of a row as it was sealed. Raises AlteredError where the row is not what an event left of it."""
        return lane.entry(self._as_sealed(row, read) if lane.name == "versions" else row, read)

    def _as_sealed(self, row: Row, read: Read) -> Row:
        fields = list(row)
        if (reading := self.readings.get(row[0])) is not None:
            if (read.sha256(row[_CONTENT]), from_blob(row[_DIGEST])) != reading[1]:
                raise AlteredError
            fields[_CONTENT], fields[_DIGEST] = reading[0]
        if (moves := self.moves.get(row[_REGION])) is not None:
            if row[_URL] != moves[-1][2]:
                raise AlteredError
            fields[_URL] = next((came for last, came, _ in moves if row[0] <= last), row[_URL])
        if row[_BEFORE] is None and row[_NUMBER] is not None:
            fields[_BEFORE] = self.last_seen.get((row[_REGION], row[_NUMBER] - 1))
        return tuple(fields)
