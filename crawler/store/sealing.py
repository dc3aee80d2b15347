"""Sealing: every transaction adds its new rows to the open link of the chain, and is committed together with it.

Rows are found by their numbers, so whatever wrote them, they are covered. A run's end closes the link: a line of text
that names the rows and the roots of their trees, with the digest of the link before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.classes import dataclass
from crawler.proof import Frontier, change, leaf_hash
from crawler.proof.sums import SIZE as SUM_SIZE
from crawler.store.connection import BATCH, BUSY_SECONDS, Row
from crawler.store.contents import Contents
from crawler.store.lanes import LANES, Lane, Read
from crawler.store.values import to_iso, to_ticks

MARK = 4  # bytes of a row's hash that tell which row was altered
BLOCK = 256  # marks in a row of `marks`

Seen = tuple[int, int | None, int]

_STATE = "SELECT name, last, first, count, peaks, tail_first, tail FROM lanes"
_SAVE = (
    "UPDATE lanes SET last = :last, first = :first, count = :count, peaks = :peaks, tail_first = :tail_first, "
    "tail = :tail WHERE name = :name"
)
_NEWEST = ", ".join(f"(SELECT max({lane.key}) FROM {lane.name})" for lane in LANES)  # noqa: S608 - names of ours


@dataclass(slots=True)
class LaneState:
    """What is sealed of a table: up to row `last`; `tree` and `first` are of the open link."""

    name: str
    last: int
    first: int | None
    tree: Frontier
    tail_first: int | None
    tail: bytes

    @classmethod
    def of(cls, row: Row) -> LaneState:
        name, last, first, count, peaks, tail_first, tail = row
        if name == "seen":
            return cls(name, last, first, Frontier(0, [peaks]), tail_first, tail)
        return cls(name, last, first, Frontier.of(count, peaks), tail_first, tail)


class Sealed(Contents):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._touched: list[Seen] = []  # row of a version, its last_seen before and now
        self._depth = 0  # of nested transactions
        self._read = Read(self._unpack_text, self._sha256_of)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As everywhere; what it wrote is sealed before it is committed."""
        touched = len(self._touched)
        self._depth += 1
        try:
            with super().transaction():
                yield
                if self._depth == 1 and not self.read_only:
                    self._seal()
        except BaseException:
            del self._touched[touched:]
            raise
        finally:
            self._depth -= 1

    def record_event(self, kind: str, facts: Mapping[str, Any]) -> int:
        """Something that lawfully changes what was sealed, or ends it; its number. It is sealed too."""
        with self._writing():
            text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
            sql = "INSERT INTO events (kind, facts) VALUES (:kind, :facts) RETURNING id"
            return self._number(sql, {"kind": kind, "facts": text})

    def close_link(self, at: datetime, facts: Mapping[str, Any]) -> str:
        """End the open link; the digest of the newest one. Where nothing is new, that is the one before.

        Args:
            at: the time that it bears.
            facts: what it is told to be the link of (a run, say).
        """
        with self.transaction():
            self._seal()
            states = {state.name: state for state in map(LaneState.of, self._rows(_STATE))}
            covered = {lane.name: states[lane.name] for lane in LANES if states[lane.name].tree.count}
            if covered:
                self._write_link(at, facts, states, covered)
        return self.head()

    def head(self) -> str:
        """The digest of the newest link, in hexadecimal; "" where there is none yet."""
        row = self._row("SELECT digest FROM links ORDER BY number DESC LIMIT 1")
        return row[0].hex() if row else ""

    def links(self) -> Iterator[tuple[int, str]]:
        """Number and text of every link, the first one first."""
        sql = "SELECT number, text FROM links WHERE number > :after ORDER BY number LIMIT :batch"
        return ((number, text) for number, text in self._stream(sql, {}))

    def _write_link(
        self, at: datetime, facts: Mapping[str, Any], states: Mapping[str, LaneState], covered: Mapping[str, LaneState]
    ) -> None:
        links = states["links"]
        text = json.dumps(
            {
                "link": links.tree.count + 1,
                "before": self.head(),
                "at": to_iso(to_ticks(at)),
                **facts,
                "links": [links.tree.count, links.tree.root.hex()],
                **{name: [each.first, each.last, each.tree.root.hex()] for name, each in covered.items()},
                "seen": sha256(_sum_bytes(states["seen"])).hexdigest(),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        data = text.encode("utf-8")
        number = links.tree.count + 1
        self._run(
            "INSERT INTO links (number, at, digest, text) VALUES (:number, :at, :digest, :text)",
            {"number": number, "at": to_ticks(at), "digest": sha256(data).digest(), "text": text},
        )
        links.tree.add(leaf_hash(data))
        links.last = number
        self._save(links)
        for state in covered.values():
            state.first, state.tree = None, Frontier()
            self._save(state)

    # Sealing what a transaction wrote

    def _seal(self) -> None:
        newest = dict(zip((lane.name for lane in LANES), self._rows(f"SELECT {_NEWEST}")[0], strict=True))
        states = {row[0]: row for row in self._rows(_STATE)}
        sealed = states["versions"][1]
        seen = [each for each in self._touched if each[0] <= sealed]  # the others are new, and added as they are now
        self._touched.clear()
        for lane in LANES:
            if (newest[lane.name] or 0) > states[lane.name][1]:
                self._extend(lane, LaneState.of(states[lane.name]), seen)
        if seen:
            self._add_up(LaneState.of(states["seen"]), seen)
        self._hashes.clear()

    def _extend(self, lane: Lane, state: LaneState, seen: list[Seen]) -> None:
        sql = f"{lane.select} WHERE c.{lane.key} > :after ORDER BY c.{lane.key} LIMIT :batch"
        while rows := self._rows(sql, {"after": state.last, "batch": BATCH}):
            if lane.name == "versions":
                seen.extend((number, None, last_seen) for number, last_seen in self._last_seen(rows[0][0], rows[-1][0]))
            for row in rows:
                self._append(state, row[0], leaf_hash(lane.entry(row, self._read)))
            if len(rows) < BATCH:
                break
        self._save(state)

    def _last_seen(self, first: int, last: int) -> list[Row]:
        sql = "SELECT id, first_seen + seen_for FROM versions WHERE id BETWEEN :first AND :last"
        return self._rows(sql, {"first": first, "last": last})

    def _append(self, state: LaneState, number: int, leaf: bytes) -> None:
        if state.tail_first is not None and number != state.tail_first + len(state.tail) // MARK:
            self._put_marks(state)  # a gap in the numbers
        if state.tail_first is None:
            state.tail_first = number
        state.tail += leaf[:MARK]
        state.first = number if state.first is None else state.first
        state.last = number
        state.tree.add(leaf)
        if len(state.tail) >= MARK * BLOCK:
            self._put_marks(state)

    def _put_marks(self, state: LaneState) -> None:
        self._run(
            "INSERT INTO marks (lane, first, marks) VALUES (:lane, :first, :marks)",
            {"lane": state.name, "first": state.tail_first, "marks": state.tail},
        )
        state.tail_first, state.tail = None, b""

    def _add_up(self, state: LaneState, seen: list[Seen]) -> None:
        total = int.from_bytes(_sum_bytes(state), "big")
        for number, before, now in seen:
            total = change(total, number, before, now)
        state.tree.peaks = [total.to_bytes(SUM_SIZE, "big")]
        self._save(state)

    def _save(self, state: LaneState) -> None:
        self._run(
            _SAVE,
            {
                "name": state.name,
                "last": state.last,
                "first": state.first,
                "count": state.tree.count,
                "peaks": state.tree.data,
                "tail_first": state.tail_first,
                "tail": state.tail,
            },
        )

    # What may change of what is sealed

    def _seen_again(self, row: int, before: int, now: int) -> None:
        """To be called in the transaction that sets the `last_seen` of a version."""
        self._touched.append((row, before, now))

    def _sealed(self, lane: str) -> int:
        """The last row that is sealed."""
        return self._number("SELECT last FROM lanes WHERE name = :name", {"name": lane})


def _sum_bytes(state: LaneState) -> bytes:
    return state.tree.data
