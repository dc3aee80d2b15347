"""Names of files, which are bytes of whatever charset, as text."""

from __future__ import annotations

import os


def readable_path(path: os.PathLike[str] | str) -> str:
    r"""A path as text that may be stored and shown.

    >>> readable_path("news/caf\udce9.txt") == "news/caf\ufffd.txt"
    True
    """
    return os.fsencode(path).decode("utf-8", "replace")
