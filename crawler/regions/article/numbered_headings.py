"""The entries of an article that counts: "1. …", "2. …", each a heading with a picture, a video or a post below it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.model import Document

_MARKED = re.compile(r"#\s?\d{1,3}\b|\d{1,3}\s?[.):：、．]")
# Where all headings of a kind count, a mark behind the number says no more.
_NUMBER = re.compile(r"(?:#\s?(\d{1,3})\b|(\d{1,3})(?:\s?[.):：、．]|\b|(?=[^\W\d_])))\s*(?=\S)")
_ALONE = re.compile(r"#?\s?(\d{1,3})\s?[.):：、．]?")
_FEWEST = 3
_NEAR = 2  # elements around a number and its heading that either may have for itself
_NEVER = frozenset({"title", "shared"})


def numbered_headings(document: Document, inside: Sequence[int], labels: Mapping[int, str]) -> list[int]:
    """Of the blocks `inside` a body's element that have `labels` (why they are no text): headings of one kind that are
    numbered one by one with others that are text. What stands below them may be called a picture or a post, and the
    element around both, too; the heading is an entry of the article all the same."""
    return [
        index
        for entries in _series(document, inside)
        if any(index not in labels for index in entries)
        for index in entries
        if labels.get(index, "title") not in _NEVER
    ]


def without_last_headings(document: Document, body: Sequence[int]) -> list[int]:
    """A body without the headings at its end, which lead to something else, unless they are entries that count."""
    end = len(body)
    entries: set[int] | None = None
    while end and document.blocks[body[end - 1]].level:
        if entries is None:
            entries = {index for found in _series(document, body) if _is_sure(document, found, body) for index in found}
        if body[end - 1] in entries:
            break
        end -= 1
    return list(body[:end])


def _is_sure(document: Document, entries: Sequence[int], body: Sequence[int]) -> bool:
    """Whether headings that count are no list of other stories: their numbers have a mark, as in a sentence, or text
    stands below some of them."""
    is_marked = all(_MARKED.match(document.blocks[index].text) for index in entries)
    return is_marked or any(entries[0] < index < entries[-1] for index in set(body).difference(entries))


def _series(document: Document, indexes: Iterable[int]) -> Iterator[list[int]]:
    """The headings of one kind that are numbered one by one, as many as there are of it."""
    kinds: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for index in indexes:
        block = document.blocks[index]
        if block.level and (number := _number_of(document, index)) is not None:
            kinds[block.path[-1], block.level].append((number, index))
    yield from ([index for _, index in one] for one in kinds.values() if _counts([number for number, _ in one]))


def _number_of(document: Document, index: int) -> int | None:
    """The number that a heading begins with, or that stands right above it in an element of its own."""
    heading = document.blocks[index]
    if found := _NUMBER.match(heading.text):
        return int(found[1] or found[2])
    above = document.blocks[index - 1] if index else heading
    is_beside = len(above.trail) > 1 and above.trail[:-_NEAR] == heading.trail[: len(above.trail) - _NEAR]
    found = _ALONE.fullmatch(above.text) if is_beside else None
    return int(found[1]) if found else None


def _counts(numbers: Sequence[int]) -> bool:
    """Whether numbers go up from 1, or down to it."""
    upwards = list(range(1, len(numbers) + 1))
    return len(numbers) >= _FEWEST and (list(numbers) == upwards or list(reversed(numbers)) == upwards)
