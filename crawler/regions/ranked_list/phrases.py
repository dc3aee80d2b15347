"""Finding known phrases in a short text, whatever its case, diacritics and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crawler.classes import dataclass

_WORD = re.compile(r"[^\s!-*,-/:-@\[-`{-~¡-§©«-±´¶-¸»¿‐-⁞←-⯿、-〿・︰-﹏！-／：-＠｜]+")
_APOSTROPHES = frozenset("'’‘`´ʼ")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-ÞА-ЯŁŚŻŠŽČ][a-zß-öø-ÿа-яłśżšžč])")
# Letters that Unicode does not take apart, and spellings of one letter that newsrooms mix.
_FLAT = str.maketrans("łøđıðŋħةىیک", "lodidnhهييك")
_START = 3  # letters that phrases are found by: no open first word (`*`) may have fewer
_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})
_LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th"}


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that drops combining marks and joiners without width; it fills itself."""

    def __missing__(self, char: int) -> int | None:
        self[char] = None if unicodedata.category(chr(char)) in _UNSEEN else char
        return self[char]


_MARKS = _Marks()


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
    text = unicodedata.normalize("NFC", text.translate(_MARKS))
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


def keys(text: str) -> list[str]:
    """The keys of the words of a text, without the care of `words`: quick."""
    return _WORD.findall(key(text))


def _is_plain(text: str) -> bool:
    """Whether `keys` are those of `words`: nothing is glued together and nothing is a possessive."""
    return text.isascii() and "'" not in text and "`" not in text and _CAMEL.search(text) is None


def flat(text: str) -> str:
    """The key of a text without spaces and punctuation, for scripts that write without them."""
    return key("".join(_WORD.findall(text)))


class Phrases:
    """A set of phrases. In the source, `;` stands between them and `*` after a word for any ending of it."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._by_start: dict[str, list[tuple[str, ...]]] = {}
        for source in sources:
            for parts in _phrases(source):
                self._by_start.setdefault(parts[0].rstrip("*")[:_START], []).append(parts)
        for phrases in self._by_start.values():
            phrases.sort(key=len, reverse=True)
        self._first_words = {
            start: tuple({phrase[0].rstrip("*") for phrase in phrases}) for start, phrases in self._by_start.items()
        }

    def may_be_in(self, text: str) -> bool:
        """A quick look at a text: False where `hits` finds nothing in its words."""
        found = keys(text)
        first = self._first_words
        places = [at for at, word in enumerate(found) if word.startswith(first.get(word[:_START], ()))]
        return bool(places) and (not _is_plain(text) or any(self._length(found, at) for at in places))

    def hits(self, text: list[Word]) -> Iterator[tuple[int, int]]:
        """Runs of words that are phrases, longest first at each place, without overlap."""
        found = [word.key for word in text]
        position = 0
        while position < len(found):
            length = self._length(found, position)
            if length:
                yield position, position + length
            position += length or 1

    def _length(self, keys: Sequence[str], position: int) -> int:
        """Words of the longest phrase that begins at a place; 0 where none does."""
        phrases = self._by_start.get(keys[position][:_START], ())
        return next((len(phrase) for phrase in phrases if _fits(keys, position, phrase)), 0)


@cache
def _phrases(source: str) -> list[tuple[str, ...]]:
    phrases = zip(source.split(";"), key(source).split(";"), strict=True)
    return [parts for phrase, quick in phrases if (parts := tuple(_parts(phrase, quick)))]


def _parts(phrase: str, quick: str) -> Iterator[str]:
    """The keys of a phrase's words. Without capitals and possessives they stand in its own key, `quick`, already."""
    careful = phrase != phrase.lower() or not _APOSTROPHES.isdisjoint(phrase)
    for part in (phrase if careful else quick).split():
        keys = [word.key for word in words(part)] if careful else _WORD.findall(part)
        yield from keys[:-1]
        if keys:
            yield keys[-1] + "*" * part.endswith("*")


def _fits(keys: Sequence[str], position: int, phrase: tuple[str, ...]) -> bool:
    if position + len(phrase) > len(keys):
        return False
    for offset, part in enumerate(phrase):
        word = keys[position + offset]
        if not (word.startswith(part[:-1]) if part[-1] == "*" else word == part):
            return False
    return True
