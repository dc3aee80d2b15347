"""What is in some WARC files: read through once, a few numbers a record, so that they can be taken oldest first."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from dataclasses import field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from crawler.classes import dataclass
from crawler.errors import CaptureError
from crawler.warc.reading import BROKEN, WarcRecord, parse_date, read_at, with_payload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WANTED = frozenset({"response", "revisit", "resource"})
_PAGES = ("text/html", "application/xhtml+xml")
_MOST_PROBLEMS = 200
_WINDOW = 1 << 16  # bytes that are searched at a time for the next record


@dataclass(slots=True)
class WarcIndex:
    """Place and time of every record that may be a page: some sixty bytes each, however large it is.

    `problems` has a line for each record that can't be used.
    """

    paths: Sequence[Path]
    problems: list[str]
    _told: int = 0
    _times: array[int] = field(default_factory=lambda: array("q"))
    _files: array[int] = field(default_factory=lambda: array("L"))
    _offsets: array[int] = field(default_factory=lambda: array("Q"))
    _needed: set[int] = field(default_factory=set)
    _keys: array[int] = field(default_factory=lambda: array("Q"))  # three a record: digest, address and time, identity
    _originals: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Sequence[Path], problems: list[str]) -> WarcIndex:
        """Read the files through. What cannot be read is a line of `problems`."""
        index = cls(paths, problems)
        for number, path in enumerate(paths):
            before = len(index), index._told
            try:
                with path.open("rb") as file:
                    for offset, record in records(file, partial(index.tell, path)):
                        index._add(number, offset, record)
            except OSError as problem:
                index.tell(path, problem.strerror or str(problem))
            if (len(index), index._told) == before:
                index.tell(path, "holds no page: no answer in it is HTML")
        index._find_originals()
        return index

    def tell(self, path: Path, problem: str) -> None:
        self._told += 1
        if self._told <= _MOST_PROBLEMS:
            self.problems.append(f"{path}: {problem}")

    def __len__(self) -> int:
        return len(self._times)

    def __iter__(self) -> Iterator[tuple[datetime, Path, int]]:
        """Time, file and offset, oldest first; of one moment in the order of the files."""
        for number in sorted(range(len(self._times)), key=self._times.__getitem__):
            at = _EPOCH + timedelta(microseconds=self._times[number])
            yield at, self.paths[self._files[number]], self._offsets[number]

    def complete(self, record: WarcRecord) -> WarcRecord:
        """A record with its payload, also where that lies in another.

        Raises:
            CaptureError: the record that it refers to is not in the files.
        """
        if record.revisit is None or not record.revisit.same_payload:
            return record
        revisit = record.revisit
        for key in _keys(revisit.digest, revisit.url, revisit.date, revisit.identity):
            if key in self._originals:
                number = self._originals[key]
                return with_payload(record, read_at(self.paths[self._files[number]], self._offsets[number]))
        raise CaptureError(f"{record.url}: the record that holds its payload is not in these files")

    def _add(self, file: int, offset: int, record: Any) -> None:
        kind = record.rec_type
        if kind not in _WANTED or not _may_be_page(record):
            return
        headers = record.rec_headers
        url, date = headers.get_header("WARC-Target-URI") or "", headers.get_header("WARC-Date") or ""
        at = parse_date(date)
        if at is None:
            self.tell(self.paths[file], f"the record at byte {offset} has no date: {date[:40]!r}")
            return
        identity, digest = headers.get_header("WARC-Record-ID") or "", headers.get_header("WARC-Payload-Digest") or ""
        if kind == "revisit":
            told = [headers.get_header(f"WARC-Refers-To{part}") or "" for part in ("-Target-URI", "-Date", "")]
            self._needed.update(_keys(digest, *told))
        self._times.append((at - _EPOCH) // timedelta(microseconds=1))
        self._files.append(file)
        self._offsets.append(offset)
        none = kind == "revisit"
        self._keys.extend((0, 0, 0) if none else _own_keys(digest, url, date, identity))

    def _find_originals(self) -> None:
        for place, key in enumerate(self._keys):
            if key and key in self._needed:
                self._originals.setdefault(key, place // 3)


def _may_be_page(record: Any) -> bool:
    """HTML, whatever the status; or an answer without a type that leads elsewhere or says that nothing changed."""
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        return kind.lower().startswith(_PAGES) or (kind.lower().startswith("text/plain") and url.startswith("file:"))
    http = record.http_headers
    if http is None:
        return bool(record.rec_type == "revisit")
    status = (http.get_statuscode() or "")[:3]
    kind = (http.get_header("Content-Type") or "").lower()
    return kind.startswith(_PAGES) or status == "304" or (status.startswith("3") and bool(http.get_header("Location")))


def _keys(digest: str, url: str, date: str, identity: str) -> list[int]:
    return [key for key in _own_keys(digest, url, date, identity) if key]


def _own_keys(digest: str, url: str, date: str, identity: str) -> tuple[int, int, int]:
    """Sixty-four bits for each way to name a record; 0 where it can't be named so."""
    return (
        _hash(f"d {digest.lower()}") if digest else 0,
        _hash(f"u {url} {date}") if url and date else 0,
        _hash(f"i {identity}") if identity else 0,
    )


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") or 1


def records(file: BinaryIO, tell: Callable[[str], None]) -> Iterator[tuple[int, Any]]:
    """Offset and record of all that can be read. Behind a damaged one, reading goes on at the next.

    Args:
        file: a WARC file, each record compressed by itself or none.
        tell: gets a line for each stretch that is damaged.
    """
    start: int | None = 0
    told = False
    while start is not None:
        file.seek(start)
        place = start
        try:
            for place, record in _records(file):
                told = False
                yield place, record
        except _Broken as broken:
            place = broken.place
            if not told:
                tell(f"the record at byte {place} is damaged: {broken}")
            told = True
            start = _next_start(file, max(place, start) + 1)
        else:
            return


class _Broken(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, place: int, why: str) -> None:
        super().__init__(why)
        self.place = place


def _records(file: BinaryIO) -> Iterator[tuple[int, Any]]:
    """What warcio reads, as far as it can. It writes to standard error what it finds odd; that is not for here."""
    place = file.tell()
    try:
        iterator = ArchiveIterator(file)
        while True:
            with redirect_stderr(StringIO()):
                record = next(iterator, None)
            if record is None:
                return
            place = iterator.offset
            yield place, record
            with redirect_stderr(StringIO()):
                iterator.read_to_end()
            place = iterator.offset
    except BROKEN as problem:
        words = " ".join((str(problem) or type(problem).__name__).split())
        raise _Broken(place, words[:120]) from problem


def _next_start(file: BinaryIO, start: int) -> int | None:
    """Where the next record seems to begin: a gzip member, or a version line."""
    marks = (b"\x1f\x8b\x08", b"WARC/1.")
    position = start
    while True:
        file.seek(position)
        window = file.read(_WINDOW)
        found = [place for mark in marks if (place := window.find(mark)) >= 0]
        if found:
            return position + min(found)
        if len(window) < _WINDOW:
            return None
        position += _WINDOW - 8
