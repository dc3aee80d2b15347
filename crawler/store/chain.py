"""The chain checked against the rows that it covers: what is altered, missing, or covered by no link."""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Iterator
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any

from crawler.classes import dataclass
from crawler.errors import ArchiveError
from crawler.proof import EMPTY, Frontier, change, leaf_hash
from crawler.store.connection import BATCH, BUSY_SECONDS, Row
from crawler.store.lanes import LANES, Lane, Read, stamp
from crawler.store.lawful import AlteredError, Lawful
from crawler.store.sealing import MARK, LaneState, Sealed

_STATE = "SELECT name, last, first, count, peaks, tail_first, tail FROM lanes"
_TOLD = {
    "captures": ("capture", 3, 2),
    "versions": ("version", 8, 4),
    "changes": ("change", 3, 6),
    "alerts": ("alert", 3, 7),
    "raws": ("raw capture", None, 3),
    "events": ("event", None, 1),
}
_SUSPECTS = """
SELECT v.id FROM versions v JOIN regions r ON r.id = v.region_id
WHERE NOT EXISTS (SELECT 1 FROM versions n WHERE n.region_id = v.region_id AND n.number > v.number)
  AND (v.seen_for < 0 OR v.first_seen + v.seen_for NOT IN (SELECT fetched_at FROM captures))
ORDER BY v.id LIMIT 10
"""


@dataclass(slots=True)
class Segment:
    """Rows of a lane that one link covers, or (`link` 0) that the next one will."""

    link: int
    first: int
    last: int
    root: str


class Chain(Sealed):
    """Reading the chain; what is found wrong is a line each."""

    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._check = Read(self._unpack_text, self._whole_sha256)

    def check_chain(self, head: str = "") -> Iterator[str]:
        """Links that do not follow from each other, then rows that are altered, missing or not covered.

        Args:
            head: the digest of a link that has to be in the chain, as a mail or a timestamp had it.
        """
        states = self._states()
        segments: dict[str, list[Segment]] = {lane.name: [] for lane in LANES}
        yield from self._check_links(states, segments, head)
        lawful = Lawful.of(self._rows("SELECT id, kind, facts FROM events ORDER BY id"))
        for lane in reversed(LANES):  # events first: the others rest on them
            try:
                yield from self._check_lane(lane, states.get(lane.name), segments[lane.name], lawful)
            except ArchiveError as problem:
                yield f"{lane.name}: {problem.message}"
        yield from self._check_last_seen(states.get("seen"))
        yield from self._check_generations(lawful)

    def _states(self) -> dict[str, LaneState]:
        found = {}
        for row in self._rows(_STATE):
            try:
                found[row[0]] = LaneState.of(row)
            except (ValueError, TypeError):
                continue  # told as a lane whose seal is not there
        return found

    def _check_links(
        self, states: dict[str, LaneState], segments: dict[str, list[Segment]], head: str
    ) -> Iterator[str]:
        tree, before, expected, seen_head = Frontier(), "", 1, not head
        for number, digest, text in self._link_rows():
            data = text.encode("utf-8", "surrogatepass")
            said = _link(text)
            if number != expected:
                yield f"link {expected} is missing" if number > expected else f"link {number} is out of order"
            if sha256(data).digest() != digest or said.get("link") != number:
                yield f"link {number} was altered: its text is not what its digest says"
            elif said.get("before") != before:
                yield f"link {number} does not follow from link {number - 1}: one of them was altered"
            elif said.get("links") != [tree.count, tree.root.hex()]:
                yield f"link {number} does not cover the links before it as they are now"
            for name, found in segments.items():
                if (segment := segment_of(number, said.get(name))) is not None:
                    found.append(segment)
            tree.add(leaf_hash(data))
            before, expected = sha256(data).hexdigest(), number + 1
            seen_head = seen_head or before.startswith(head.lower())
        state = states.get("links")
        if state is None or (state.tree.count, state.tree.data) != (tree.count, tree.data):
            yield f"the chain ends at link {expected - 1}, and was longer or other when it was written"
        if not seen_head:
            yield f"no link of this chain has the digest {head}"

    def _link_rows(self) -> Iterator[Row]:
        sql = "SELECT number, digest, text FROM links WHERE number > :after ORDER BY number LIMIT :batch"
        return self._stream(sql, {})

    # The rows of a lane

    def _check_lane(
        self, lane: Lane, state: LaneState | None, segments: list[Segment], lawful: Lawful
    ) -> Iterator[str]:
        if state is None:
            yield f"{lane.name}: the seal of their rows is not there, or damaged"
            return
        if state.tree.count:
            segments.append(Segment(0, state.first or 0, state.last, state.tree.root.hex()))
        rest = iter(segments)
        segment, tree, told = next(rest, None), Frontier(), False
        for number, mark, row in _aligned(self._marks(lane, state), self._rows_of(lane)):
            while segment is not None and number > segment.last:
                yield from _sum_of(lane, segment, tree, told)
                segment, tree, told = next(rest, None), Frontier(), False
            leaf, problem = self._leaf(lane, number, mark, row, lawful)
            if segment is None or number < segment.first or number > state.last:
                problem = problem or "is covered by no link: it was put in by another program"
            else:
                tree.add(leaf)
            if problem:
                told = True
                yield f"{_named(lane, number, row)} {problem}"
        while segment is not None:
            yield from _sum_of(lane, segment, tree, told)
            segment, tree, told = next(rest, None), Frontier(), False

    def _leaf(self, lane: Lane, number: int, mark: bytes | None, row: Row | None, lawful: Lawful) -> tuple[bytes, str]:
        """The hash of a row, and what is wrong with it, if anything is."""
        if row is None:
            retired = lawful.retired.get((lane.name, number))
            return retired or b"", "" if retired else "is missing"
        try:
            leaf = leaf_hash(lawful.sealed(lane, row, self._check))
        except (AlteredError, ArchiveError, TypeError, ValueError, OverflowError, AttributeError):
            return b"", "was altered"
        return leaf, "" if mark is None or leaf[:MARK] == mark else "was altered"

    def _marks(self, lane: Lane, state: LaneState) -> Iterator[tuple[int, bytes]]:
        blocks: list[Row] = self._rows(
            "SELECT first, marks FROM marks WHERE lane = :lane ORDER BY first", {"lane": lane.name}
        )
        if state.tail_first is not None:
            blocks.append((state.tail_first, state.tail))
        for first, marks in blocks:
            for place in range(0, len(marks), MARK):
                yield first + place // MARK, marks[place : place + MARK]

    def _rows_of(self, lane: Lane, first: int = 1, last: int = 2**62) -> Iterator[tuple[int, Row]]:
        """Number and row of what a lane holds, from `first` to `last`, wherever it is."""
        streams = (self._between(select, lane.key, first, last) for select in lane.selects)
        return ((row[0], row) for row in heapq.merge(*streams, key=itemgetter(0)))

    def _between(self, select: str, key: str, first: int, last: int) -> Iterator[Row]:
        sql = f"{select} WHERE c.{key} > :after AND c.{key} <= :last ORDER BY c.{key} LIMIT :batch"
        after = first - 1
        while rows := self._rows(sql, {"after": after, "last": last, "batch": BATCH}):
            yield from rows
            after = rows[-1][0]

    # What changes

    def _check_last_seen(self, state: LaneState | None) -> Iterator[str]:
        sealed = self._sealed("versions")
        total = EMPTY
        sql = "SELECT id, first_seen + seen_for FROM {} WHERE id > :after AND id <= :sealed ORDER BY id LIMIT :batch"
        tables = (self._stream(sql.format(name), {"sealed": sealed}) for name in ("versions", "superseded"))
        for number, last_seen in itertools.chain(*tables):
            if not isinstance(last_seen, int):
                yield f"version {number}: last_seen was altered"
                return
            total = change(total, number, None, last_seen)
        if state is not None and total == int.from_bytes(state.tree.data, "big"):
            return
        suspects = [str(row[0]) for row in self._rows(_SUSPECTS)]
        which = f"likely of version {', '.join(suspects)}" if suspects else "of the newest version of a region"
        yield f"last_seen was altered ({which}): the times do not add up to what was sealed"

    def _check_generations(self, lawful: Lawful) -> Iterator[str]:
        """Which versions are out of force, and since which generation, is told by events."""
        there = {row[0]: row[1] for row in self._rows("SELECT id, generation FROM superseded")}
        for number in sorted(there.keys() | lawful.superseded.keys()):
            if ("versions", number) in lawful.retired or there.get(number) == lawful.superseded.get(number):
                continue
            put = "out of force" if number in there else "back in force"
            yield f"version {number} was put {put}, and no reprocessing did that"


def _aligned(
    marks: Iterator[tuple[int, bytes]], rows: Iterator[tuple[int, Row]]
) -> Iterator[tuple[int, bytes | None, Row | None]]:
    """What should be there beside what is there, by number."""
    mark, row = next(marks, None), next(rows, None)
    while mark is not None or row is not None:
        number = min(each[0] for each in (mark, row) if each is not None)
        expected = mark is not None and mark[0] == number
        present = row is not None and row[0] == number
        yield number, mark[1] if mark and expected else None, row[1] if row and present else None
        mark = next(marks, None) if expected else mark
        row = next(rows, None) if present else row


def _link(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def segment_of(number: int, said: Any) -> Segment | None:
    """The rows of a lane that a link says it covers."""
    match said:
        case [int() as first, int() as last, str() as root]:
            return Segment(number, first, last, root)
    return None


def _sum_of(lane: Lane, segment: Segment, tree: Frontier, told: bool) -> Iterator[str]:
    """Something is wrong with the rows of a link, though with none that could be named."""
    if not told and tree.root.hex() != segment.root:
        which = f"link {segment.link}" if segment.link else "the open link"
        rows = f"rows {segment.first} to {segment.last} of {lane.name}"
        yield f"{rows} do not add up to what {which} says of them: a row or its mark was altered"


def _named(lane: Lane, number: int, row: Row | None) -> str:
    """`version 17 (https://…, 2026-05-12T08:00:03Z)`."""
    word, at, what = _TOLD[lane.name]
    if row is None:
        return f"{word} {number}"
    when = stamp(row[at]) if at is not None and isinstance(row[at], int) else None
    told = [str(each)[:200] for each in (row[what], when) if each is not None]
    return f"{word} {number} ({', '.join(told)})" if told else f"{word} {number}"
