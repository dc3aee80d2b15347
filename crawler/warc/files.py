"""The files of a site's raw captures: appended to, a new one each day and at a size; a torn end is cut off."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from crawler.classes import dataclass
from crawler.errors import ArchiveError

MOST_BYTES = 1_000_000_000  # of one file, as the WARC standard recommends
_NAME = re.compile(r"-(\d{8})-(\d{5})\.warc\.gz\Z")


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an append went: bytes `start` to `end` of `file`, the answer at `offset`, their SHA-256."""

    file: str
    start: int
    offset: int
    end: int
    sha256: str


@dataclass(slots=True)
class WarcFolder:
    """The folder `root/site`. `end_of` says how far into a file (named from `root`) the archive knows it.

    What lies behind that end is of a run that was killed before it recorded what it had fetched: those pages are
    fetched again, so it is cut off.
    """

    root: Path
    site: str
    end_of: Callable[[str], int]
    most_bytes: int = MOST_BYTES
    _file: str = ""
    _size: int = 0
    _day: str = ""
    _dirty: bool = False
    written: list[str] = field(default_factory=list)  # files that were appended to

    def append(
        self,
        at: datetime,
        front: Sequence[bytes],
        behind: Sequence[bytes],
        first: Callable[[str, datetime], bytes],
    ) -> Appended:
        """Append records in one write; the answer is the first of `behind`. `first` makes what a new file begins with.

        Raises:
            ArchiveError: the file cannot be written; nothing is left of the append.
        """
        try:
            self._choose(f"{at:%Y%m%d}")
            begin = b"" if self._size else first(Path(self._file).name, at)
            data = b"".join([begin, *front, *behind])
            start, offset = self._size, self._size + len(begin) + sum(map(len, front))
            self._write(data)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise ArchiveError(
                f"raw captures cannot be written: {self.root / self._file}: {reason}",
                hint="free some space, mend the rights of the folder, or set archive.warc = false",
            ) from problem
        return Appended(self._file, start, offset, self._size, sha256(data).hexdigest())

    def sync(self) -> None:
        """Have what was appended on the disk before the archive says that it is there."""
        if self._dirty:
            with (self.root / self._file).open("rb") as file:
                os.fsync(file.fileno())
            self._dirty = False

    def _write(self, data: bytes) -> None:
        path = self.root / self._file
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            os.lseek(handle, self._size, os.SEEK_SET)
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
        except OSError:
            os.ftruncate(handle, self._size)
            raise
        finally:
            os.close(handle)
        self._size += len(data)
        self._dirty = True
        if self._file not in self.written:
            self.written.append(self._file)

    def _choose(self, day: str) -> None:
        """The file to append to: the newest of the day, mended, unless it is full or damaged."""
        if day == self._day and self._size < self.most_bytes:
            return
        self.sync()
        self._day = day
        (self.root / self.site).mkdir(parents=True, exist_ok=True)
        number = self._newest(day)
        if number and self._mended(self._named(day, number)):
            return
        self._file, self._size = self._named(day, number + 1), 0

    def _newest(self, day: str) -> int:
        names = (_NAME.search(path.name) for path in (self.root / self.site).glob("*.warc.gz"))
        return max((int(name[2]) for name in names if name and name[1] == day), default=0)

    def _named(self, day: str, number: int) -> str:
        return f"{self.site}/{self.site}-{day}-{number:05}.warc.gz"

    def _mended(self, file: str) -> bool:
        """Whether a file may be appended to; what the archive does not know of it is cut off."""
        path = self.root / file
        end = self.end_of(file)
        size = path.stat().st_size
        if size < end or end >= self.most_bytes:
            return False
        if size > end:
            os.truncate(path, end)
        self._file, self._size = file, end
        return True
