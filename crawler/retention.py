"""How long what is kept: `data/archive.toml`, and doing what it says.

```toml
[keep]
raw = "forever"                       # raw captures (WARC): forever, or an age such as 90d, 12w
versions = "forever"                  # versions are never removed: this is the only value
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from crawler.errors import ArchiveError
from crawler.keeper import FOLDER
from crawler.store import Archive
from crawler.toml_files import load_toml

FILE_NAME = "archive.toml"
FOREVER = "forever"
_AGE = re.compile(r"([1-9][0-9]{0,4})([dw])")
_DAYS = {"d": 1, "w": 7}


def _age(value: Any) -> timedelta | None:
    if value is None or value == FOREVER or isinstance(value, timedelta):
        return None if value == FOREVER else value
    found = _AGE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{str(value)[:40]!r} is no time to keep for, write '{FOREVER}', or an age like '90d', '12w'")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])


def _versions(value: Any) -> Any:
    if value != FOREVER:
        raise ValueError(f"versions are what the archive is for: only '{FOREVER}' is possible")
    return value


class _Keep(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    raw: Annotated[timedelta | None, BeforeValidator(_age)] = None
    versions: Annotated[Literal["forever"], BeforeValidator(_versions)] = "forever"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    keep: _Keep = _Keep()


@dataclass(frozen=True, slots=True)
class Pruned:
    """A file of raw captures that went, or would go; `captures` is 0 where only the file was left."""

    file: str
    captures: int
    bytes: int


def keep_raw(data: Path) -> timedelta | None:
    """For how long raw captures are kept; None: for ever. Raises ConfigError."""
    path = data / FILE_NAME
    return load_toml(path, _File).keep.raw if path.exists() else None


def prune(archive: Archive, data: Path, now: datetime, *, dry: bool = False) -> Iterator[Pruned]:
    """Remove whole files of raw captures that are older than they are kept, each recorded in the chain first.

    A file stays as long as one of its captures is young enough, or a younger file refers to one. A file that a run
    cut short left behind goes too. With `dry` nothing is removed.

    Raises:
        ConfigError: of `archive.toml`.
        ArchiveError: a file cannot be removed.
    """
    folder = data / FOLDER
    for file in archive.forgotten_files():
        if (folder / file).is_file():
            yield _removed(folder / file, file, 0, dry=dry)
    age = keep_raw(data)
    if age is None:
        return
    for file in archive.prunable_files(now - age):
        captures = _count(archive, file) if dry else archive.forget_file(file, f"keep raw {age.days}d")
        yield _removed(folder / file, file, captures, dry=dry)


def _count(archive: Archive, file: str) -> int:
    return sum(raw.file == file for _, _, raw in archive.raw_places())


def _removed(path: Path, file: str, captures: int, *, dry: bool) -> Pruned:
    try:
        size = path.stat().st_size if path.is_file() else 0
        if not dry:
            path.unlink(missing_ok=True)
    except OSError as problem:
        raise ArchiveError(
            f"{path} cannot be removed: {problem.strerror}",
            hint="mend its rights and run again: it is taken out already",
        ) from problem
    return Pruned(file, captures, size)
