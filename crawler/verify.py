"""The whole data folder checked: the archive's file, its contents, the chain, raw captures, the alert log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.channels.sample import is_sample
from crawler.errors import ArchiveError
from crawler.keeper import FOLDER
from crawler.model import RawRecord
from crawler.render import record
from crawler.store import Archive

LOG_FILES = ("alerts.jsonl.1", "alerts.jsonl")
_LOG = "log"
_BLOCK = 1 << 20


def verify(archive: Archive, data: Path, head: str = "") -> Iterator[str]:
    """What is wrong, a line each; nothing where all is as it was recorded.

    Args:
        archive: the archive of the folder.
        data: the data folder.
        head: the digest of a link that has to be in the chain, or its beginning.
    """
    checks: tuple[Callable[[], Iterable[str]], ...] = (
        archive.check_file,
        lambda: archive.check_chain(head),
        archive.check_contents,
        lambda: check_raws(archive, data / FOLDER),
        lambda: check_log(archive, data),
    )
    told: set[str] = set()
    for check in checks:
        try:
            for line in check():
                if line not in told:
                    yield line
                told.add(line)
        except ArchiveError as problem:  # what it could not read, it could not check
            if problem.message not in told:
                yield problem.message
            told.add(problem.message)


# Raw captures


def check_raws(archive: Archive, folder: Path) -> Iterator[str]:
    """WARC files that are missing, altered, or hold what no row tells of.

    What a run that was killed appended may be registered by the next one only: that is no fault.
    """
    open_runs = {name for name, _ in archive.sites() if (run := archive.last_run(name)) and run.outcome == "running"}
    known: dict[str, int] = {}
    missing: set[str] = set()
    for number, _, raw in archive.raw_places():
        path = folder / raw.file
        reached = known.get(raw.file, 0)
        if raw.file not in known and not path.is_file():
            missing.add(raw.file)
            yield f"{path} is missing"
        if raw.start > reached and _site(raw.file) not in open_runs:
            yield f"{path}: bytes {reached} to {raw.start} are covered by no raw capture"
        known[raw.file] = max(reached, raw.end)
        if raw.file not in missing:
            yield from _check_raw(path, number, raw)
    for file, end in known.items():
        size = (folder / file).stat().st_size if file not in missing else end
        if size > end and _site(file) not in open_runs:
            yield f"{folder / file}: {size - end} bytes at its end are of no recorded run"
    for path in sorted(folder.rglob("*.warc.gz")):
        file = path.relative_to(folder).as_posix()
        if file not in known and _site(file) not in open_runs:
            yield f"{path} is of no recorded run"


def _site(file: str) -> str:
    return file.partition("/")[0]


def _check_raw(path: Path, number: int, raw: RawRecord) -> Iterator[str]:
    place = f"raw capture {number} ({path}, bytes {raw.start} to {raw.end})"
    try:
        found = _digest(path, raw.start, raw.end)
    except OSError as problem:
        yield f"{place} cannot be read: {problem.strerror or problem}"
        return
    if found is None:
        yield f"{place} is missing: the file ends before it"
    elif found != raw.sha256:
        yield f"{place} was altered"


def _digest(path: Path, start: int, end: int) -> str | None:
    """SHA-256 of a stretch of a file; None where the file ends before it."""
    digest = sha256()
    left = end - start
    with path.open("rb") as file:
        file.seek(start)
        while left > 0 and (block := file.read(min(left, _BLOCK))):
            digest.update(block)
            left -= len(block)
    return None if left > 0 else digest.hexdigest()


# The alert log


def check_log(archive: Archive, data: Path) -> Iterator[str]:
    """Lines of the alert log that are not what the archive says, and alerts it says were logged that are not there."""
    files = [path for name in LOG_FILES if (path := data / name).is_file()]
    told = {alert.id: (alert.at, _fingerprint(record(alert))) for alert in archive.alerts()}
    seen: set[str] = set()
    for path in files:
        for place, line in _lines(path):
            identity, problem = _check_line(line, told, seen)
            if problem:
                yield f"{path}, line {place}: {problem}"
            if identity:
                seen.add(identity)
    logged = {each["alert"] for each in archive.deliveries() if each["channel"] == _LOG and each["state"] == "sent"}
    first = min((told[identity][0] for identity in seen if identity in told), default=None)
    gone = [identity for identity in sorted(logged - seen) if first is None or told[identity][0] >= first]
    for identity in gone:  # what was logged before the first line may have been rotated away
        yield f"alert {identity} was logged, and is missing from {data / LOG_FILES[-1]}"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from enumerate(file, 1)


def _check_line(line: bytes, told: dict[str, tuple[Any, bytes]], seen: set[str]) -> tuple[str, str]:
    """The id that a line tells, and what is wrong with it."""
    try:
        said = json.loads(line)
        identity = str(said["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", "is no alert record"
    if identity not in told:
        return "", "" if is_sample(said) else f"alert {identity[:80]} is not in the archive"
    if _fingerprint(said) != told[identity][1]:
        return identity, f"alert {identity} is not told as in the archive"
    return identity, f"alert {identity} is told again" if identity in seen else ""


def _fingerprint(said: Any) -> bytes:
    return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).digest()[:16]
