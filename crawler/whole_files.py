"""A file that is replaced whole or not at all, whoever reads it meanwhile."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Write `data` beside `path`, then rename it (POSIX: atomic). Folders are made.

    `synced`: on the disk before it has its name, so that a power cut leaves the old file or the new one. Not worth
    its milliseconds for what can be made again.

    Raises:
        OSError: it cannot be written; the old file stands as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            file.write(data)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
