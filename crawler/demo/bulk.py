"""The inline styles, scripts and drawings that make up most of a news page's bytes. They mean nothing."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from functools import lru_cache

_PARTS = (
    "masthead",
    "strip",
    "story",
    "card",
    "rail",
    "ranked",
    "promo",
    "player",
    "gallery",
    "share",
    "modal",
)
_ELEMENTS = ("title", "meta", "body", "media", "link", "icon", "label", "inner", "track", "badge")
_RULES = (
    "display:flex;align-items:center;gap:{a}px",
    "margin:{a}px {b}px;padding:{b}px",
    "font:{a}00 {b}px/1.{a} Georgia,serif",
    "color:#{c};background:#{d}",
    "border-top:1px solid #{c}",
    "max-width:{b}rem;grid-column:span {a}",
    "transition:opacity .{b}s ease-in,transform .{a}s",
)
_CALLS = ("observe", "measure", "hydrate", "defer", "enqueue", "track", "resolve", "layout", "throttle")


@lru_cache(maxsize=8)
def styles(size: int) -> str:
    """About `size` bytes of CSS, the same at every call."""
    rng = _rng("styles")
    return _fill(size, lambda: f".{_name(rng)}{{{_rule(rng)}}}")


@lru_cache(maxsize=8)
def drawings(size: int) -> str:
    """About `size` bytes of SVG symbols."""
    rng = _rng("drawings")
    return _fill(size, lambda: f'<symbol id="i-{_name(rng)}" viewBox="0 0 24 24"><path d="{_path(rng)}"/></symbol>')


@lru_cache(maxsize=64)
def scripts(size: int) -> str:
    """About `size` bytes of JavaScript that does nothing."""
    rng = _rng(f"scripts {size}")
    return f"(function(w){{var q=w.__q=w.__q||[];{_fill(size, lambda: _statement(rng))}}})(window);"


def weight(path: str) -> int:
    """Bytes of script on the page at `path`: 14,000 to 44,000, in steps, so that pages differ in size."""
    return 14_000 + 2_000 * (zlib.crc32(path.encode()) % 16)


def _fill(size: int, piece: Callable[[], str]) -> str:
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(piece())
        length += len(pieces[-1])
    return "".join(pieces)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_PARTS)}__{rng.choice(_ELEMENTS)}--{rng.randrange(1000)}"


def _rule(rng: random.Random) -> str:
    colour = f"{rng.randrange(1 << 24):06x}"
    return rng.choice(_RULES).format(a=rng.randrange(1, 10), b=rng.randrange(8, 40), c=colour, d=colour[::-1])


def _path(rng: random.Random) -> str:
    return "M" + " ".join(f"L{rng.randrange(240) / 10} {rng.randrange(240) / 10}" for _ in range(14)) + "z"


def _statement(rng: random.Random) -> str:
    name, call = rng.choice(_PARTS), rng.choice(_CALLS)
    values = f'"{_name(rng)}",{rng.randrange(9999)},e.{name}'
    return f"q.push(function(e){{if(e&&e.{name})return w.{call}({values})}});"


def _rng(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - decoration, and it must be the same each time
