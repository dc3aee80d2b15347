"""What changed, by kind of alert: hunks, the rows of a list, the items of a live region, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crawler.classes import dataclass
from crawler.model import Alert
from crawler.render.labels import edited
from crawler.render.redline import (
    DELETE,
    EQUAL,
    INSERT,
    Segment,
    hunk_segments,
    segments,
    shortened,
)
from crawler.render.safe import cut, link, plain
from crawler.text import is_number, numbers

TITLE = 200
TEXT = 400
NAME = 80
CONTEXT = 160  # characters of unchanged text kept beside an edit
MOST_NUMBERS = 3


class Room(NamedTuple):
    """How much of a change is shown."""

    hunks: int = 12
    rows: int = 30
    items: int = 12
    characters: int = 6_000  # of all hunks together


MAIL = Room()


class Hunk(NamedTuple):
    op: str  # insert | delete | replace | move
    parts: Sequence[Segment]


class Row(NamedTuple):
    """A line of a list's table: `rank` is "" for what left it; `mark` is ↑2, ↓1, new, out, retitled or ""."""

    rank: str
    was: str
    mark: str
    parts: Sequence[Segment]
    url: str


class Item(NamedTuple):
    """Something added to (+), removed from (-) or altered in (~) a live region."""

    sign: str
    parts: Sequence[Segment]
    url: str


@dataclass(frozen=True, slots=True)
class Body:
    """What an alert shows below its headline; most of it is empty for any one kind."""

    numbers: Sequence[tuple[str, str]] = ()
    hunks: Sequence[Hunk] = ()
    rows: Sequence[Row] = ()
    items: Sequence[Item] = ()
    notes: Sequence[str] = ()
    more: int = 0  # hunks, rows or items left out


def body(alert: Alert, room: Room = MAIL) -> Body:
    """The parts of the change, as the contract's table shapes it; what is missing or odd is left out."""
    family = alert.kind.partition(".")[0]
    change = alert.change
    if alert.kind == "article.changed":
        return _article(change, room)
    if family == "list":
        return _list(change, room)
    if family == "live":
        return _live(change, room)
    return Body(notes=_notes(change))


def rows(value: Any) -> list[Mapping[str, Any]]:
    """The records of a payload's list; whatever else stands there is left out."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _article(change: Mapping[str, Any], room: Room) -> Body:
    found = rows(change.get("hunks"))
    shown: list[Hunk] = []
    left = room.characters
    for hunk in found[: room.hunks]:
        parts = shortened(hunk_segments(hunk), CONTEXT)
        left -= sum(len(text) for _, text in parts)
        if left < 0 and shown:
            break
        shown.append(Hunk(str(hunk.get("op")), _bounded(parts, room.characters)))
    notes = ["The page does not say that it was edited."] if change.get("silent") else []
    swaps = _swaps(shown) if "number" in edited(change) else []
    return Body(numbers=swaps, hunks=shown, notes=notes, more=len(found) - len(shown))


def _swaps(hunks: Sequence[Hunk]) -> list[tuple[str, str]]:
    """Numbers that took the place of one another: a number struck out right before a number put in."""
    found: list[tuple[str, str]] = []
    for hunk in hunks:
        for one, two in zip(hunk.parts, hunk.parts[1:], strict=False):
            if (one.op, two.op) == (DELETE, INSERT):
                old, new = numbers(one.text), numbers(two.text)
                if len(old) == len(new) == 1 and is_number(one.text.strip()):
                    found.append((cut(old[0], NAME), cut(new[0], NAME)))
    return list(dict.fromkeys(found))[:MOST_NUMBERS]


def _list(change: Mapping[str, Any], room: Room) -> Body:
    after, left = rows(change.get("after")), rows(change.get("left"))
    if not after:
        after = [*rows(change.get("entered")), *rows(change.get("moved"))]
    marks = _Marks(change)
    found = [marks.row(item) for item in after]
    found += [_row("", _rank(item), "out", [Segment(DELETE, plain(item.get("title"), TITLE))], item) for item in left]
    shown = found[: room.rows]
    return Body(rows=shown, more=len(found) - len(shown))


class _Marks:
    """What became of each item of a list. Items are told apart by address and title."""

    def __init__(self, change: Mapping[str, Any]) -> None:
        self.was = {_same(item): _rank(item) for item in rows(change.get("before"))}
        self.entered = {_same(item) for item in rows(change.get("entered"))}
        self.moved = {_same(item): item for item in rows(change.get("moved"))}
        self.retitled = {(str(item.get("url")), str(item.get("after"))): item for item in rows(change.get("retitled"))}

    def row(self, item: Mapping[str, Any]) -> Row:
        key = _same(item)
        renamed = self.retitled.get(key)
        title = [Segment(EQUAL, plain(item.get("title"), TITLE))] if renamed is None else redlined(renamed, TITLE)
        was = self.was.get(key if renamed is None else (key[0], str(renamed.get("before"))), "")
        return _row(_rank(item), was, self._mark(key, renamed is not None), title, item)

    def _mark(self, key: tuple[str, str], renamed: bool) -> str:
        if key in self.entered:
            return "new"
        if (move := self.moved.get(key)) is not None:
            return arrow(move.get("from"), move.get("to"))
        return "retitled" if renamed else ""


def arrow(before: Any, after: Any) -> str:
    """↑2 for a rise by two ranks, ↓1 for a fall by one; "" where a rank is unknown."""
    if not isinstance(before, int) or not isinstance(after, int) or before == after:
        return ""
    return f"↑{before - after}" if after < before else f"↓{after - before}"


def _row(rank: str, was: str, mark: str, parts: Sequence[Segment], item: Mapping[str, Any]) -> Row:
    return Row(rank, was, mark, parts, link(item.get("url") or ""))


def _rank(item: Mapping[str, Any]) -> str:
    return plain(item.get("rank") or item.get("to") or "", 6)


def _same(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("url") or ""), str(item.get("title") or "")


def _live(change: Mapping[str, Any], room: Room) -> Body:
    updated = rows(change.get("updated"))
    found = [Item("~", shortened(redlined(item, TEXT * 4), CONTEXT), link(item.get("url") or "")) for item in updated]
    found += [_item("+", INSERT, item) for item in rows(change.get("added"))]
    found += [_item("−", DELETE, item) for item in rows(change.get("removed"))]
    swaps = [
        (plain(pair.get("before") or "–", NAME), plain(pair.get("after") or "–", NAME))
        for item in updated
        for pair in rows(item.get("numbers"))
    ]
    shown = found[: room.items]
    return Body(numbers=swaps[:MOST_NUMBERS], items=shown, more=len(found) - len(shown))


def _item(sign: str, op: str, item: Mapping[str, Any]) -> Item:
    title, text = plain(item.get("title") or "", TITLE), plain(item.get("text") or "", TEXT)
    said = title if text.startswith(title) and text == title else " — ".join(filter(None, (title, text)))
    if title and text.startswith(title):
        said = text
    return Item(sign, [Segment(op, said)], link(item.get("url") or ""))


_NOTED = {"how": "How it was seen", "from": "From", "to": "To", "reason": "Reason"}


def _notes(change: Mapping[str, Any]) -> list[str]:
    found = [f"{name}: {plain(change[key], TEXT)}" for key, name in _NOTED.items() if change.get(key)]
    pages = change.get("pages")
    if isinstance(pages, int):
        found.append(f"Pages: {pages}")
    elif isinstance(pages, list | tuple) and pages:
        found.append(f"Pages: {', '.join(_few(pages))}")
    return found


def _few(pages: Sequence[Any]) -> Iterable[str]:
    yield from (plain(page, TITLE) for page in pages[:3])
    if len(pages) > 3:  # noqa: PLR2004 - as above
        yield f"and {len(pages) - 3} more"


def redlined(pair: Mapping[str, Any], limit: int) -> list[Segment]:
    """What differs between two texts, each shown up to `limit` characters. They are cut only once they are compared:
    cut at a length of their own, two long headlines would seem to differ at their ends."""
    before, after = (plain(pair.get(key) or "", 2 * limit) for key in ("before", "after"))
    parts = segments(before, after)
    return parts if max(len(before), len(after)) <= limit else list(_side_by_side(parts, limit))


def _side_by_side(parts: Sequence[Segment], limit: int) -> Iterator[Segment]:
    left = {DELETE: limit, INSERT: limit}
    for op, text in parts:
        sides = [op] if op in left else [*left]
        room = min(left[side] for side in sides)
        if room > 0:
            yield Segment(op, cut(text, room))
        elif op == EQUAL:
            return
        for side in sides:
            left[side] -= len(text)


def _bounded(parts: Sequence[Segment], limit: int) -> list[Segment]:
    """At most `limit` characters in all."""
    found = []
    for op, text in parts:
        if limit <= 0:
            break
        found.append(Segment(op, cut(text, limit)))
        limit -= len(text)
    return found
