"""What is kept, and for how long, where no profile says otherwise: `data/archive.toml` (optional).

```toml
[archive]
warc = false                          # true: keep raw captures as WARC of all sites whose profile doesn't say

[keep]
raw = "forever"                       # raw captures (WARC): forever, or an age such as 90d, 12w
versions = "forever"                  # versions are never removed: this is the only value
```
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool

from crawler.toml_files import load_toml

ARCHIVE_FILE = "archive.toml"
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


class _Table(BaseModel):
    # Built when such a file is read: most data folders have none, and every command would wait for it.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


class Keeping(_Table):
    """How long what is kept; None: for ever."""

    raw: Annotated[timedelta | None, BeforeValidator(_age)] = None
    versions: Annotated[Literal["forever"], BeforeValidator(_versions)] = "forever"


class Recording(_Table):
    """What is kept at all."""

    warc: StrictBool = False


class ArchiveConfig(_Table):
    archive: Recording = Recording.model_construct()
    keep: Keeping = Keeping.model_construct()


def load_archive_config(data: Path) -> ArchiveConfig:
    """Of a data folder; the defaults where it has no such file. Raises ConfigError."""
    path = data / ARCHIVE_FILE
    return load_toml(path, ArchiveConfig) if path.exists() else ArchiveConfig.model_construct()
