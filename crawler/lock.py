"""One run at a time over one data folder. The lock goes with the process, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.errors import ArchiveError, LockedError

LOCK_FILE = ".run.lock"
HOLDER_FILE = ".run.holder"


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """Hold the run lock of a data folder.

    Raises:
        LockedError: another process holds it; the message says which.
        ArchiveError: the data folder cannot be written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / LOCK_FILE, timeout=0)
        lock.acquire()
    except Timeout:
        raise LockedError(
            f"{data}: another run is going on{_holder(data)}", hint="wait for it to end, or stop it"
        ) from None
    except OSError as error:
        raise ArchiveError(
            f"{data}: cannot be written: {error.strerror or error}", hint="name a writable folder with --data"
        ) from error
    try:
        with suppress(OSError):  # it only says who holds the lock
            (data / HOLDER_FILE).write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            (data / HOLDER_FILE).unlink()
        lock.release()


def _holder(data: Path) -> str:
    try:
        pid = (data / HOLDER_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return f" (process {pid})" if pid.isdigit() else ""
