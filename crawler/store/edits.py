"""A text as what it has of the one before it, and what was put in between.

To compress against a text that is used once, zstandard has to set up a context and go through that text each time,
which takes longer than the edit is worth. Here long runs that both texts have are found by looking for short samples
of the new one in the old one, and only the words put in are compressed, with the dictionary of the site and a context
that is kept.

    mark · dictionary (0: the words are as they are) · runs · length of the run at the start
    · for each run: words put in before it, how far on it begins in the text before, its length
    · length of the run at the end · the words put in, all of them together

Numbers are written as in `numbers`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import zstandard

from crawler.store.numbers import Numbers, written

_MARK = b"\x09"  # neither a frame nor one without its magic number can begin so: the bit of 8 is reserved
LONGEST = 128 << 10  # bytes of a text, and of the words put in
SHORTEST = 12  # bytes of words that are worth compressing

_SAMPLE = 20  # bytes that are looked for
_FIRST, _STEP = 8, 40  # bytes from the end of a run to the first sample, and from one to the next
_NEAR = 512  # bytes of the text before in which a sample is looked for at first
_NEARBY = 8  # samples that are looked for only there
_MOST = 40  # samples that are not found, before texts are taken to be unlike
_CHUNK = 256  # bytes that are compared at once

_number = int.from_bytes


class Run(NamedTuple):
    """Bytes put in, then a run that stands `skip` bytes on in the text before from where the last one ended."""

    put_in: int
    skip: int
    length: int


class Edit(NamedTuple):
    start: int  # bytes that both texts begin with
    runs: list[Run]
    end: int  # bytes that both end with
    words: bytes  # put in, all of them together


class Packer(Protocol):
    """Compresses words: a dictionary of the archive."""

    @property
    def number(self) -> int: ...
    def pack_words(self, words: bytes) -> bytes | None: ...
    def unpack_words(self, data: bytes) -> bytes: ...


def is_edit(data: bytes) -> bool:
    """Whether `pack_edit` made it."""
    return data.startswith(_MARK)


def pack_edit(raw: bytes, base: bytes, packer: Packer) -> bytes | None:
    """What gives `raw` again beside `base`; None where the two are unlike, or too long."""
    edit = find_edit(raw, base) if max(len(raw), len(base)) <= LONGEST else None
    if edit is None:
        return None
    packed = packer.pack_words(edit.words) if len(edit.words) >= SHORTEST else None
    numbers = [0 if packed is None else packer.number, len(edit.runs), edit.start]
    for put_in, skip, length in edit.runs:
        numbers += (put_in, _unsigned(skip), length)
    return _MARK + written([*numbers, edit.end]) + (edit.words if packed is None else packed)


def unpack_edit(data: bytes, base: bytes, packer: Callable[[int], Packer]) -> bytes:
    """The bytes that were packed; `packer` gives a dictionary by its number.

    Raises:
        zstandard.ZstdError: it is damaged.
    """
    numbers = Numbers(data, len(_MARK), "an edit")
    number, runs, start = numbers.next(), numbers.next(), numbers.next()
    told = [Run(numbers.next(), _signed(numbers.next()), numbers.next()) for _ in range(runs)]
    end = numbers.next()
    rest = data[numbers.place :]
    words = packer(number).unpack_words(rest) if number else rest
    if start + end + len(words) + sum(run.length for run in told) > LONGEST:
        raise zstandard.ZstdError("an edit is damaged: it makes more than was packed")
    found, used, at = [_part(base, 0, start)], 0, start
    for put_in, skip, length in told:
        at += skip
        found += (_part(words, used, put_in), _part(base, at, length))
        used, at = used + put_in, at + length
    found += (words[used:], _part(base, len(base) - end, end))
    return b"".join(found)


def find_edit(raw: bytes, base: bytes) -> Edit | None:
    """What `raw` has of `base`; None where that is little. Runs shorter than two samples may go unseen."""
    shorter = min(len(raw), len(base))
    start = _same_after(raw, 0, base, 0, shorter)
    end = _same_before(raw, len(raw), base, len(base), shorter - start)
    place, at, stop = start, start, len(raw) - end
    runs, words, left = [], [], _MOST
    while place < stop:
        sample, found, left = _sample(raw, place, stop, base, at, left)
        if left < 0:
            return None
        if found < 0:
            break
        back = _same_before(raw, sample, base, found, min(sample - place, found))
        sample, found = sample - back, found - back
        known = back + _SAMPLE
        limit = min(stop - sample, len(base) - found) - known
        length = known + _same_after(raw, sample + known, base, found + known, limit)
        words.append(raw[place:sample])
        runs.append(Run(sample - place, found - at, length))
        place, at = sample + length, found + length
    words.append(raw[place:stop])
    return Edit(start, runs, end, b"".join(words))


def _sample(raw: bytes, place: int, stop: int, base: bytes, at: int, left: int) -> tuple[int, int, int]:
    """Where a sample of `raw` from `place` on is, where it is in `base` (-1: none is), and how many may yet be missed.

    It is looked for near `at` first, then from there on, then before.
    """
    near = left - _NEARBY
    for sample in range(place + _FIRST, stop - _SAMPLE + 1, _STEP):
        wanted = raw[sample : sample + _SAMPLE]
        found = base.find(wanted, at, at + _NEAR)
        if found < 0 and left <= near:
            found = base.find(wanted, at)
            if found < 0:
                found = base.find(wanted, 0, at)
        if found >= 0:
            return sample, found, left
        left -= 1
        if left < 0:
            break
    return 0, -1, left


def _same_after(a: bytes, i: int, b: bytes, j: int, limit: int) -> int:
    """How many bytes, at most `limit`, are the same from `i` in the one and `j` in the other on."""
    stop = i + limit
    while i + _CHUNK <= stop and a[i : i + _CHUNK] == b[j : j + _CHUNK]:
        i, j = i + _CHUNK, j + _CHUNK
    size = _CHUNK if i + _CHUNK <= stop else stop - i
    differing = _number(a[i : i + size], "little") ^ _number(b[j : j + size], "little")
    same = (differing & -differing).bit_length() - 1 >> 3 if differing else size  # its low bytes that are zero
    return limit - (stop - i) + same


def _same_before(a: bytes, i: int, b: bytes, j: int, limit: int) -> int:
    """How many bytes, at most `limit`, are the same before `i` in the one and `j` in the other."""
    stop = i - limit
    while i - _CHUNK >= stop and a[i - _CHUNK : i] == b[j - _CHUNK : j]:
        i, j = i - _CHUNK, j - _CHUNK
    size = _CHUNK if i - _CHUNK >= stop else i - stop
    differing = _number(a[i - size : i], "big") ^ _number(b[j - size : j], "big")
    same = (differing & -differing).bit_length() - 1 >> 3 if differing else size
    return limit - (i - stop) + same


def _part(text: bytes, start: int, length: int) -> bytes:
    part = text[start : start + length] if start >= 0 else b""
    if len(part) != length:
        raise zstandard.ZstdError("an edit is damaged: it goes beyond the text before it")
    return part


def _unsigned(skip: int) -> int:
    """The sign as the lowest bit."""
    return skip << 1 if skip >= 0 else -skip << 1 | 1


def _signed(number: int) -> int:
    return -(number >> 1) if number & 1 else number >> 1
