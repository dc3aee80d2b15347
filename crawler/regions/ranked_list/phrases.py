"""Finding known phrases in a short text, whatever its case, diacritics and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\s!-*,-/:-@\[-`{-~¡-§©«-±´¶-¸»¿‐-⁞←-⯿、-〿・︰-﹏！-／：-＠｜]+")
_APOSTROPHES = frozenset("'’‘`´ʼ")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-ÞА-ЯŁŚŻŠŽČ][a-zß-öø-ÿа-яłśżšžč])")
# Letters that Unicode does not take apart, and spellings of one letter that newsrooms mix.
_FLAT = str.maketrans("łøđıðŋħةىیک", "lodidnhهييك")
_STARTS = (4, 3, 2, 1)  # letters that open phrases are found by, as far as they have them
_LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key, and where it stands."""

    key: str
    start: int
    end: int


def key(text: str) -> str:
    """A text without case, diacritics and vowel marks: what words are compared by."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    text = unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c)[0] != "M"))
    for letter, letters in _LIGATURES.items():
        text = text.replace(letter, letters)
    return text.translate(_FLAT)


def words(text: str) -> list[Word]:
    """The words of a text; words glued together by lost white space ("Most readComments") are cut apart."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        if match[0] in "sS" and text[match.start() - 1 : match.start()] in _APOSTROPHES:
            continue  # a possessive: "Editor's", "Editors'" and "Editor" are one word here
        cuts = [m.start() for m in _CAMEL.finditer(match[0])]
        for a, b in zip([0, *cuts], [*cuts, len(match[0])], strict=True):
            found.append(Word(key(match[0][a:b]), match.start() + a, match.start() + b))
    return found


def flat(text: str) -> str:
    """The key of a text without spaces and punctuation, for scripts that write without them."""
    return key("".join(_WORD.findall(text)))


class Phrases:
    """A set of phrases. In the source, `;` stands between them and `*` after a word for any ending of it."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._closed: dict[str, list[tuple[str, ...]]] = {}  # by the first word
        self._open: dict[str, list[tuple[str, ...]]] = {}  # by how the first word begins, where it may end in any way
        for source in sources:
            for phrase in source.split(";"):
                parts = tuple(_parts(phrase))
                if parts and parts[0].endswith("*"):
                    self._open.setdefault(parts[0][:-1][: _STARTS[0]], []).append(parts)
                elif parts:
                    self._closed.setdefault(parts[0], []).append(parts)
        for phrases in (*self._closed.values(), *self._open.values()):
            phrases.sort(key=len, reverse=True)

    def hits(self, text: list[Word]) -> Iterator[tuple[int, int]]:
        """Runs of words that are phrases, longest first at each place, without overlap."""
        position = 0
        while position < len(text):
            length = self._length_at(text, position)
            if length:
                yield position, position + length
            position += length or 1

    def _length_at(self, text: list[Word], position: int) -> int:
        first = text[position].key
        found = list(self._closed.get(first, ()))
        for start in _STARTS:
            if len(first) >= start:
                found += self._open.get(first[:start], ())
        return max((len(phrase) for phrase in found if _fits(text, position, phrase)), default=0)


def _parts(phrase: str) -> Iterator[str]:
    for part in phrase.split():
        keys = [word.key for word in words(part)]
        yield from keys[:-1]
        if keys:
            yield keys[-1] + "*" * part.endswith("*")


def _fits(text: list[Word], position: int, phrase: tuple[str, ...]) -> bool:
    if position + len(phrase) > len(text):
        return False
    return all(
        word.key.startswith(part[:-1]) if part[-1] == "*" else word.key == part
        for word, part in zip(text[position:], phrase, strict=False)
    )
