"""Alerts as text: the plain part of a mail, and the terminal with or without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.model import Alert
from crawler.render.bodies import Hunk
from crawler.render.records import RESET, TINTS
from crawler.render.redline import DELETE, EQUAL, INSERT, Segment, hunk_segments, marked
from crawler.render.views import View, view

WIDTH = 78
_INDENT = "  "
_COLOURS = {EQUAL: "", DELETE: "\x1b[31;9m", INSERT: "\x1b[32;4m"}
_SIGNS = {"insert": "+", "delete": "−", "replace": "~", "move": "⇅"}

Paint = Callable[[Sequence[Segment]], str]


def terminal(shown: Alert | Iterable[Mapping[str, Any]], *, colour: bool) -> str:
    """An alert, or the hunks of an article, in some lines; escape sequences are ours, and need `colour`."""
    paint = coloured if colour else uncoloured
    if not isinstance(shown, Alert):
        return "\n".join(hunk_lines(_hunks(shown), paint))
    seen = view(shown)
    tint, reset = (TINTS[seen.severity], RESET) if colour else ("", "")
    head = f"{seen.at} {seen.site} {tint}{seen.label}{reset}: {paint(seen.title)}"
    return "\n".join([head, *details(seen, paint)])


def card(seen: View, *, brief: bool = False) -> str:
    """An alert as a paragraph of a mail's plain part; `brief` leaves out what changed."""
    head = wrapped(f"{seen.label.upper()}: {uncoloured(seen.title)}", "", _INDENT)
    place = wrapped(" · ".join(filter(None, (seen.at, seen.site, seen.region))), _INDENT, _INDENT)
    return "\n".join([*head, *place, *details(seen, uncoloured, brief=brief)])


def details(seen: View, paint: Paint, *, brief: bool = False) -> Iterator[str]:
    """The indented lines below an alert's first one."""
    yield from wrapped(seen.summary, _INDENT, _INDENT)
    if not brief:
        yield from (f"{_INDENT}{before} → {after}" for before, after in seen.body.numbers)
        yield from hunk_lines(seen.body.hunks, paint)
        yield from _table(seen, paint)
        for item in seen.body.items:
            yield from wrapped(f"{item.sign} {paint(item.parts)}", _INDENT, _INDENT * 2)
        if seen.body.more:
            yield f"{_INDENT}… and {seen.body.more} more"
        for note in seen.body.notes:
            yield from wrapped(note, _INDENT, _INDENT)
    if seen.address:
        yield f"{_INDENT}{seen.url or seen.address}"


def hunk_lines(hunks: Iterable[Hunk], paint: Paint) -> Iterator[str]:
    for hunk in hunks:
        yield from wrapped(f"{_SIGNS.get(hunk.op, '~')} {paint(hunk.parts)}", _INDENT, _INDENT * 2)


def coloured(parts: Sequence[Segment]) -> str:
    return "".join(f"{_COLOURS[op]}{text}{RESET}" if _COLOURS[op] else text for op, text in parts)


def uncoloured(parts: Sequence[Segment]) -> str:
    """`[-old-]{+new+}`; a text that is all new or all gone is told by its sign alone."""
    if len(parts) == 1:
        return parts[0].text
    return "".join(map(marked, parts))


def wrapped(text: str, first: str, following: str) -> list[str]:
    """Lines of at most `WIDTH`, but no word broken; coloured text is left to the terminal to fold."""
    if "\x1b" in text:
        return [first + text]
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(seen: View, paint: Paint) -> Iterator[str]:
    """The list as it stands now: rank, what became of the item, its title."""
    for row in seen.body.rows:
        rank = f"{row.rank:>2}." if row.rank else f"({row.was})".rjust(3)
        title = row.parts[0].text if row.mark in {"out", "new"} and paint is uncoloured else paint(row.parts)
        yield f"{_INDENT}{rank} {row.mark:<4} {title}"


def _hunks(hunks: Iterable[Mapping[str, Any]]) -> Iterator[Hunk]:
    for hunk in hunks:
        yield Hunk(str(hunk.get("op")), hunk_segments(hunk))
