"""What a page hands to its scripts in forms of its framework's own, as plain data: no script is run.

- React server components (Next.js): strings pushed one after the other, which together are rows `id:value`; values name
  other rows (`$1f`, `$L2`, `$3:props:text`), and an element is a list `["$", type, key, props]`;
- Nuxt: a flat list, whose values give the places of theirs in it; `["Reactive", 3]` and the like are wrappers.

References may lead in circles, or double at each step: what is read has bounds on its size and depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from typing import Any

from crawler.classes import dataclass

PUSHED = "self.__next_f"  # what scripts push to
FLAT = "__NUXT_DATA__"  # the id of the script
MAX_SIZE = 4_000_000  # characters of all pushes
MAX_VALUES = 200_000
MAX_DEPTH = 100
_PUSH = re.compile(r"self\.__next_f\b[^;]{0,60}?\.push\(\s*(?=\[)")
_ROW = re.compile(r"([0-9a-f]{0,8}):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$[LQWF@]?([0-9a-f]{1,8})((?::[\w-]{1,60}){0,20})\Z")
_ELEMENT = 4  # entries of one, at least
_TEXT_PUSH = 1
_UNSHOWN = frozenset("head title meta link script style noscript svg iframe".split())  # elements with no text to read
_LOOKS = frozenset({"className", "class", "style"})
_OPENINGS = frozenset('[{"')
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "NuxtError", "Island"})


def pushed_data(scripts: Iterable[str]) -> list[Any]:
    """The values of the rows that a page's scripts push, in their order, with what they refer to in its place; an
    element is an object of its `type` and its props."""
    stream = "".join(_pushes(scripts))
    if not stream:
        return []
    rows = dict(_rows(stream))
    reading = _Rows(rows)
    return [reading.value(value, frozenset({name}), 0) for name, value in rows.items() if not isinstance(value, str)]


def flat_data(text: str) -> Any:
    """What a flattened payload says; None where it is none."""
    try:
        values = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return _Flat(values).at(0, frozenset(), 0) if isinstance(values, list) and values else None


def strings_in(data: Any) -> Iterator[str]:
    """The texts in data that was read here, which is bounded, in no order."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _pushes(scripts: Iterable[str]) -> Iterator[str]:
    """The strings pushed, as long as there is room for them."""
    left = MAX_SIZE
    decoder = json.JSONDecoder(strict=False)
    for script in scripts:
        for match in _PUSH.finditer(script):
            try:
                pushed = decoder.raw_decode(script, match.end())[0]
            except (ValueError, RecursionError):
                continue
            if pushed[:1] == [_TEXT_PUSH] and isinstance(text := pushed[-1], str):
                left -= len(text)
                if left < 0:
                    return
                yield text


def _rows(stream: str) -> Iterator[tuple[str, Any]]:
    """The rows of a stream: JSON up to the end of its line, or a text of as many bytes as the row says. Lines of
    another kind (hints which files to load) have no id, or a letter before their value."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    while match := _ROW.match(stream, position):
        position = match.end()
        if match[2]:
            text = _of_bytes(stream, position, int(match[2], 16))
            yield match[1], text
            position += len(text)
            continue
        end = stream.find("\n", position)
        end = len(stream) if end < 0 else end
        if stream[position : position + 1] in _OPENINGS:
            with suppress(ValueError, RecursionError):
                yield match[1], decoder.decode(stream[position:end])
        position = end + 1


def _of_bytes(stream: str, start: int, size: int) -> str:
    """So many bytes of a stream as UTF-8, from a character on."""
    return stream[start : start + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


@dataclass(slots=True)
class _Bounds:
    """How many values were made so far: each reference makes its values anew."""

    values: int = 0

    @property
    def leave_room(self) -> bool:
        return self.values < MAX_VALUES

    def are_met(self, depth: int) -> bool:
        self.values += 1
        return self.values > MAX_VALUES or depth > MAX_DEPTH


@dataclass(slots=True)
class _Rows:
    """Rows by their ids."""

    rows: Mapping[str, Any]
    bounds: _Bounds = field(default_factory=_Bounds)

    def value(self, value: Any, inside: frozenset[str], depth: int) -> Any:
        """A value with what it refers to in its place; nothing where that is itself in a row it stands `inside` of."""
        if self.bounds.are_met(depth):
            return None
        if isinstance(value, str):
            return self.text(value, inside, depth) if value.startswith("$") else value
        if isinstance(value, list):
            if value[:1] == ["$"] and len(value) >= _ELEMENT and isinstance(value[3], dict):
                if value[1] in _UNSHOWN:
                    return None
                props = {key: one for key, one in value[3].items() if key not in _LOOKS}
                return {"type": value[1]} | (self.value(props, inside, depth + 1) or {})
            return [self.value(one, inside, depth + 1) for one in value if self.bounds.leave_room]
        if isinstance(value, dict):
            return {key: self.value(one, inside, depth + 1) for key, one in value.items() if self.bounds.leave_room}
        return value

    def text(self, text: str, inside: frozenset[str], depth: int) -> Any:
        """What a text that begins as references do stands for."""
        if text.startswith("$$"):
            return text[1:]
        found = _REFERENCE.match(text)
        if found is None or found[1] in inside or found[1] not in self.rows:
            return None
        value = self.rows[found[1]]
        if isinstance(value, str):
            return value  # a row of text is no reference, though it may begin with the price of something
        for name in found[2].split(":")[1:]:
            value = _inner(value, name)
        return self.value(value, inside | {found[1]}, depth + 1)


def _inner(value: Any, name: str) -> Any:
    """A part of a value: of an element, its props go by that name."""
    if isinstance(value, list):
        if name == "props" and value[:1] == ["$"]:
            name = "3"
        return value[int(name)] if name.isdecimal() and int(name) < len(value) else None
    return value.get(name) if isinstance(value, dict) else None


@dataclass(slots=True)
class _Flat:
    """Values by their places."""

    values: Sequence[Any]
    bounds: _Bounds = field(default_factory=_Bounds)

    def at(self, place: Any, inside: frozenset[int], depth: int) -> Any:
        """The value at a place, with the values at the places that it names; nothing where it stands in itself."""
        if self.bounds.are_met(depth) or not isinstance(place, int) or place in inside:
            return None
        if not 0 <= place < len(self.values):
            return None
        value = self.values[place]
        inside = inside | {place}
        if isinstance(value, dict):
            return {key: self.at(one, inside, depth + 1) for key, one in value.items() if self.bounds.leave_room}
        if not isinstance(value, list):
            return value
        if value and isinstance(value[0], str):
            return self.at(value[1], inside, depth + 1) if value[0] in _WRAPPERS and len(value) > 1 else None
        return [self.at(one, inside, depth + 1) for one in value if self.bounds.leave_room]
