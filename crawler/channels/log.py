"""The alert log: `alerts.jsonl`, one line of JSON for each alert, once."""

from __future__ import annotations

import contextlib
import glob
import gzip
import json
import logging
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from crawler import render
from crawler.channels.base import SendResult
from crawler.errors import DeliveryError
from crawler.model import Delivery

_log = logging.getLogger("crawler.alerts")
_MODE = 0o644
ROTATED = 3  # rotated files that are looked through


class LogChannel:
    """Appends to a file that other programs follow and rotate.

    Every line is one write at the end of the file, which is opened anew for each batch. A crash between writing and
    marking is why a delivery that was claimed before is first looked up, in the file and in those rotated last.
    """

    def __init__(self, path: Path, name: str = "log") -> None:
        self.name = name
        self.path = path

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        del now, held  # the records have times, and the log gets them all
        try:
            with _opened(self.path) as file:
                return self._append(file, batch)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DeliveryError(
                f"{self.path} cannot be written: {reason}", hint="free the disk or allow writing to it"
            ) from error

    def _append(self, file: int, batch: Sequence[Delivery]) -> SendResult:
        known = _logged({each.alert.id for each in batch if each.attempts > 1}, self._files())
        done: set[int] = set()
        failed: dict[int, DeliveryError] = {}
        for each in batch:
            if each.alert.id not in known:
                try:
                    _write_line(file, render.json_line(each.alert).encode("utf-8"))
                except OSError as error:
                    failed = dict.fromkeys(
                        (rest.id for rest in batch if rest.id not in done), _unwritten(self.path, error)
                    )
                    break
                known.add(each.alert.id)
                _log.info("%s", render.line(each.alert))
            done.add(each.id)
        os.fsync(file)
        return SendResult(frozenset(done), failed)

    def _files(self) -> list[Path]:
        """The log and what it was rotated to last, by whatever name: alerts.jsonl.1, -20260512, .2.gz."""
        rotated = (path for path in self.path.parent.glob(f"{glob.escape(self.path.name)}?*") if path.is_file())
        return [self.path, *sorted(rotated, key=_written, reverse=True)[:ROTATED]]


def _unwritten(path: Path, error: OSError) -> DeliveryError:
    return DeliveryError(f"{path} cannot be written: {error.strerror or error}", hint="free the disk")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file, open for appending and for this process alone (where the system can)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), _MODE)
    try:
        _lock(file)
        yield file
    finally:
        os.close(file)  # which also gives the lock back


def _lock(file: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _write_line(file: int, line: bytes) -> None:
    """One write. What a full disk leaves of a line is taken back, so that no reader ever sees half of one."""
    size = os.lseek(file, 0, os.SEEK_END)
    torn = size > 0 and _last_byte(file, size) != b"\n"
    data = (b"\n" if torn else b"") + line + b"\n"
    try:
        written = os.write(file, data)
    except OSError:
        os.ftruncate(file, size)
        raise
    if written < len(data):
        os.ftruncate(file, size)
        raise OSError(None, "no space left for a whole line")


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def _logged(ids: set[str], files: Iterable[Path]) -> set[str]:
    """Which of `ids` stand in the files. Torn lines count for nothing: what they told was not told."""
    found: set[str] = set()
    for path in files:
        if ids - found:
            with contextlib.suppress(FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error), _lines(path) as lines:
                found |= {name for line in lines if (name := _id(line)) in ids}
    return found


def _lines(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # rotated again, just now
        return 0.0


def _id(line: bytes) -> str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return str(record.get("id", "")) if isinstance(record, dict) else ""
