"""One run at a time over one data folder. The lock goes with the process, however it ends."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from filelock import FileLock, Timeout

from crawler.errors import ArchiveError, LockedError

LOCK_FILE = ".run.lock"
HOLDER_FILE = ".run.holder"
_MOST = 1000  # characters of it that are read
_WORD = re.compile(r"[\w.:-]{1,100}")


@contextmanager
def run_lock(data: Path, command: str = "") -> Iterator[None]:
    """Hold the run lock of a data folder. `command` is who holds it, for whoever comes second.

    The lock is the system's (flock), so it goes with the process, however that ends; the file beside it only says who
    holds it, and is believed only while somebody does.

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
            since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            holder = (str(os.getpid()), command, gethostname(), since)
            (data / HOLDER_FILE).write_text("\n".join(holder) + "\n", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (data / HOLDER_FILE).unlink()
        lock.release()


def _holder(data: Path) -> str:
    """` (presswatch crawl, process 12 on desk, since …)`, as far as that is known."""
    try:
        text = (data / HOLDER_FILE).read_text(encoding="utf-8")[:_MOST]
    except (OSError, ValueError):
        return ""
    pid, command, host, since, *_ = [*text.splitlines(), "", "", "", ""]
    if not (pid.isascii() and pid.isdigit()):
        return ""
    told = [f"presswatch {command}" if _WORD.fullmatch(command) else "", f"process {pid}"]
    told[1] += f" on {host}" if _WORD.fullmatch(host) and host != gethostname() else ""
    told.append(f"since {since}" if _WORD.fullmatch(since) else "")
    return f" ({', '.join(filter(None, told))})"
