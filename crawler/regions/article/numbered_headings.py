"""The entries of an article that counts: "1. …", "2. …", each a heading with a picture, a video or a post below it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.model import Document

_NUMBER = re.compile(r"(?:#\s?(\d{1,3})\b|(\d{1,3})\s?[.):：、．])\s*(?=\S)")
_FEWEST = 3
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
            entries = {index for found in _series(document, body) for index in found}
        if body[end - 1] in entries:
            break
        end -= 1
    return list(body[:end])


def _series(document: Document, indexes: Iterable[int]) -> Iterator[list[int]]:
    """The headings of one kind that are numbered one by one, as many as there are of it."""
    kinds: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for index in indexes:
        block = document.blocks[index]
        if block.level and (found := _NUMBER.match(block.text)):
            kinds[block.path[-1], block.level].append((int(found[1] or found[2]), index))
    yield from ([index for _, index in one] for one in kinds.values() if _counts([number for number, _ in one]))


def _counts(numbers: Sequence[int]) -> bool:
    """Whether numbers go up from 1, or down to it."""
    upwards = list(range(1, len(numbers) + 1))
    return len(numbers) >= _FEWEST and (list(numbers) == upwards or list(reversed(numbers)) == upwards)
