"""The papers by name."""

from __future__ import annotations

from collections.abc import Callable

from outsider.layouts import Sheet, broadsheet, scripted, tabloid, village
from outsider.modern import gutenberg, hashed

LAYOUTS: dict[str, Callable[[Sheet], str]] = {
    "broadsheet": broadsheet,
    "tabloid": tabloid,
    "village": village,
    "scripted": scripted,
    "gutenberg": gutenberg,
    "hashed": hashed,
}
