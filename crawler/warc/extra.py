"""The library that WARC needs is an extra: said in one line where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from crawler.errors import UsageError


def require_warcio(what: str) -> None:
    """Raises UsageError where warcio is not installed; `what` is the thing that needs it."""
    if find_spec("warcio") is None:
        raise UsageError(f"{what} needs warcio, which is not installed", hint="pip install 'presswatch[warc]'")
