"""The papers by name."""

from __future__ import annotations

from collections.abc import Callable

from outsider.elsewhere import shimbun, wire
from outsider.layouts import Sheet, broadsheet, scripted, tabloid, village
from outsider.manners import JAPANESE, WIRE, Manner
from outsider.modern import gutenberg, hashed

LAYOUTS: dict[str, Callable[[Sheet], str]] = {
    "broadsheet": broadsheet,
    "tabloid": tabloid,
    "village": village,
    "scripted": scripted,
    "gutenberg": gutenberg,
    "hashed": hashed,
    "wire": wire,
    "shimbun": shimbun,
}
MANNERS: dict[str, Manner] = {"wire": WIRE, "shimbun": JAPANESE}  # others write in plain English
