"""What shows one sealed row to somebody else, and how sealed rows are removed without breaking the chain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from crawler.proof import audit_path, change, leaf_hash
from crawler.proof.sums import SIZE
from crawler.store.chain import Chain, Segment, segment_of
from crawler.store.connection import BATCH, Row
from crawler.store.lanes import BY_NAME, Lane
from crawler.store.lawful import Lawful

_LAST_SEEN = """
SELECT first_seen + seen_for FROM versions WHERE id = :id
UNION ALL SELECT first_seen + seen_for FROM superseded WHERE id = :id
"""


class Retiring(Chain):
    def entry_of(self, lane: str, number: int) -> bytes | None:
        """The line of a row as it was sealed; None where there is no such row."""
        known = BY_NAME[lane]
        rows = self._one(known, number)
        return self._lawful().sealed(known, rows[0], self._read) if rows else None

    def path_of(self, lane: str, number: int) -> tuple[str, int, int, list[bytes]] | None:
        """Text of the link that covers a row, the row's place in its tree, the tree's size, the hashes up to the root.

        None where no link covers it yet.
        """
        for _, text in self.links():
            segment = segment_of(0, json.loads(text).get(lane))
            if segment is not None and segment.first <= number <= segment.last:
                leaves = self._leaves(BY_NAME[lane], segment)
                place = sum(each < number for each in leaves)
                return text, place, len(leaves), audit_path(place, list(leaves.values()))
        return None

    def retire(self, lane: str, numbers: Iterable[int], why: str) -> None:
        """Record that rows are removed, and keep their hashes, so that the chain still holds without them.

        To be called in the transaction that deletes them, before they are deleted.
        """
        known, lawful = BY_NAME[lane], self._lawful()
        wanted = sorted(numbers)
        for start in range(0, len(wanted), BATCH):
            rows = [row for number in wanted[start : start + BATCH] for row in self._one(known, number)]
            facts = [self._retired(known, row, lawful) for row in rows]
            self.record_event("retired", {"lane": lane, "why": why, "rows": facts})

    def _retired(self, lane: Lane, row: Row, lawful: Lawful) -> list[Any]:
        found: list[Any] = [row[0], leaf_hash(lawful.sealed(lane, row, self._read)).hex()]
        if lane.name == "versions":
            last_seen = self._number(_LAST_SEEN, {"id": row[0]})
            found += [row[11], row[5], last_seen]
            self._forget_seen(row[0], last_seen)
        return found

    def _forget_seen(self, version: int, last_seen: int) -> None:
        peaks = self._rows("SELECT peaks FROM lanes WHERE name = 'seen'")[0][0]
        total = change(int.from_bytes(peaks, "big"), version, last_seen, None)
        self._run("UPDATE lanes SET peaks = :sum WHERE name = 'seen'", {"sum": total.to_bytes(SIZE, "big")})

    def _one(self, lane: Lane, number: int) -> list[Row]:
        return [row for _, row in self._rows_of(lane, number, number)]

    def _leaves(self, lane: Lane, segment: Segment) -> dict[int, bytes]:
        """The hashes of the rows of a link, also of those that are retired, in order."""
        lawful = self._lawful()
        found = {number: leaf for (name, number), leaf in lawful.retired.items() if name == lane.name}
        found = {number: leaf for number, leaf in found.items() if segment.first <= number <= segment.last}
        for number, row in self._rows_of(lane, segment.first, segment.last):
            found[number] = leaf_hash(lawful.sealed(lane, row, self._read))
        return dict(sorted(found.items()))

    def _lawful(self) -> Lawful:
        return Lawful.of(self._rows("SELECT id, kind, facts FROM events ORDER BY id"))
