"""Text whose letters were decoded wrongly on its way to the page: "Â£221", "donâ€™t", "РџСЂРёРІРµС‚".

Pages, archives and feeds show it for a day or an hour, and the same words rightly before and after: that is no edit.
Such a text was written in UTF-8, and each of its bytes taken for a character of windows-1252 (or ISO-8859-1) or of
windows-1251. (ftfy mends more than that, and takes a time by the square of a text's length: half a minute for 10,000
characters that were made for it.)
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TOP = range(0x80, 0x100)
_FOLLOWING = range(0x80, 0xC0)  # bytes that go on with a character (RFC 3629)
_MOST_PASSES = 8  # for what was decoded wrongly more than once
_ENOUGH = 4


def _bytes_by_character(encoding: str, *, controls: bool) -> dict[str, int]:
    read = {bytes([byte]).decode(encoding, "ignore"): byte for byte in _TOP}
    return read | ({chr(byte): byte for byte in _TOP} if controls else {})


_WESTERN = _bytes_by_character("cp1252", controls=True)
_CYRILLIC = _bytes_by_character("cp1251", controls=False)


def _among(table: dict[str, int], values: range) -> str:
    return "[" + re.escape("".join(char for char, byte in table.items() if char and byte in values)) + "]"


_W = _among(_WESTERN, _FOLLOWING)
_C = _among(_CYRILLIC, _FOLLOWING)
_W_TWO, _W_THREE, _W_FOUR = (
    _among(_WESTERN, values) for values in (range(0xC2, 0xE0), range(0xE0, 0xF0), range(0xF0, 0xF5))
)
# One class at the head lets the search run over texts that hold nothing of the kind.
_MAYBE = re.compile(
    rf"[\u00c2-\u00f4РС](?:(?<={_W_TWO}){_W}|(?<={_W_THREE}){_W}{{2}}|(?<={_W_FOUR}){_W}{{3}}|(?<=[РС]){_C}(?:[РС]{_C}){{2}})"
)
_WEST = re.compile(rf"{_W_TWO}{_W}|{_W_THREE}{_W}{{2}}|{_W_FOUR}{_W}{{3}}|[\u00c2\u00c3](?=\s|\Z)")
_EAST = re.compile(rf"[РСТ]{_C}|В{_C}|вЂ{_C}")
# These begin what is decoded wrongly in nearly all texts of Western languages, and next to no word ends with them.
_TELLING = frozenset("\u00c2\u00c3\u00e2\u00f0")
# White space was folded, and with it what the second byte of these was taken for: a space that does not break.
_CUT_SHORT = {"\u00c2": "", "\u00c3": "à"}
_LATIN_LETTER = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


def is_scrambled(text: str) -> bool:
    """Whether a text may be one that was decoded wrongly; few texts are asked about that are not."""
    return _MAYBE.search(text) is not None


def unscrambled(text: str) -> str:
    """The text as it was written, where it is plain that all of it was decoded wrongly; else as it is.

    >>> unscrambled("Â£221 for a cafÃ©, donâ€™t ask")
    '£221 for a café, don’t ask'
    >>> unscrambled("РџСЂРёРІРµС‚, РјРёСЂ")
    'Привет, мир'
    >>> unscrambled("LA SANTÉ» - DAS MACHT „SPAß“")
    'LA SANTÉ» - DAS MACHT „SPAß“'
    """
    mended = text
    for _ in range(_MOST_PASSES):
        before = mended
        mended = _once(_once(before, _WEST, _WESTERN, _is_western), _EAST, _CYRILLIC, _is_cyrillic)
        if mended == before:
            return mended
    return text


def _once(
    text: str, pattern: re.Pattern[str], table: dict[str, int], is_plain: Callable[[str, list[str]], bool]
) -> str:
    found = pattern.findall(text)
    if not found or not is_plain(pattern.sub("", text), found):
        return text
    return pattern.sub(lambda match: _decoded(match[0], table), text)


def _is_western(rest: str, found: list[str]) -> bool:
    """Where a letter with an accent stands by itself, the text is in order, and what seems wrong is a word's end."""
    told = [piece for piece in found if len(piece) > 1]
    is_telling = any(piece[0] in _TELLING for piece in told) or len(told) >= _ENOUGH
    return is_telling and _LATIN_LETTER.search(rest) is None


def _is_cyrillic(rest: str, found: list[str]) -> bool:
    return len(found) >= _ENOUGH and _CYRILLIC_LETTER.search(rest) is None


def _decoded(piece: str, table: dict[str, int]) -> str:
    if piece in _CUT_SHORT:
        return _CUT_SHORT[piece]
    try:
        return bytes(table[char] for char in piece).decode()
    except UnicodeDecodeError:
        return piece
