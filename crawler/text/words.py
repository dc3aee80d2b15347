"""Text made ready for a full-text index, and what a person asks it for.

The index cuts words where letters and digits end (FTS5's `unicode61`), which finds nothing in scripts that are written
without spaces. Runs of such letters are cut into single letters here, and a word of them is a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from crawler.classes import dataclass
from crawler.errors import UsageError

# Han, kana, bopomofo; Thai, Lao, Myanmar, Khmer, Tibetan with their marks. Korean is written with spaces.
_UNSPACED = (
    "\u0e01-\u0e4e\u0e80-\u0edf\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
# Vowel signs that most texts leave out: Hebrew, Arabic.
_POINTS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_BETWEEN = "\u200b"  # parts words and is not seen; texts never hold it, for it is stripped when they are read
_TERM = re.compile(r'"([^"]*)"(\*?)|(\S+)')
_OF_WORDS = frozenset("Lu Ll Lt Lm Lo Nd Nl No Co Mn Mc".split())
# What surely parts words for the index. It knows more that does; a part is then several words, which does no harm.
_PARTS = "[\\s\\x00-/:-@\\[-`{-\\x7f\u00a0\u00a1\u00a7\u00ab\u00b6\u00bb\u00bf\u2000-\u206f\u3000-\u3002]"
_PARTING = re.compile(f"{_PARTS}+")
_UNSURE = re.compile(f"[^\x00-\x7f{_PARTS[1:]}")
_NOTHING = re.compile("(?!)")
MOST_TERMS = 24
LONGEST = 200  # characters of a term


def lettered(text: str) -> str:
    """The text for the index: letters of a run without spaces stand apart, invisibly."""
    return _RUN.sub(lambda run: f"{_BETWEEN}{_BETWEEN.join(run[0])}{_BETWEEN}", _normal(text))


def shown(text: str) -> str:
    """What `lettered` was given, near enough to be read."""
    return text.replace(_BETWEEN, "")


def parts_of(text: str) -> frozenset[str]:
    """What a `lettered` text falls into: each of its words is in one of these, and in no two halves."""
    return frozenset(part.lower() if part.isascii() else part for part in _PARTING.split(text) if part)


@dataclass(frozen=True)
class Term:
    """Words that stand in a row. `prefix`: the last one may go on."""

    text: str
    prefix: bool = False

    @property
    def phrase(self) -> str:
        """As a query to an index of `lettered` texts: FTS5 reads what stands in quotation marks as words in a row."""
        quoted = lettered(self.text).replace('"', " ")
        return f'"{quoted}" *' if self.prefix else f'"{quoted}"'

    @property
    def is_word(self) -> bool:
        """Whether it is one word, or the beginning of one, for the index."""
        return lettered(self.text).strip(_BETWEEN).isalnum()

    def surely_in(self, text: str) -> bool:
        """Whether a text that `plain` made says it letter by letter: the index, which finds more, would find it too."""
        return self._letters.search(text) is not None

    @cached_property
    def _letters(self) -> re.Pattern[str]:
        """Its words between what surely parts words; the first one comes first, for that is searched fastest."""
        words = [re.escape(word) for word in _PARTING.split(plain(_normal(self.text))) if word]
        if not words:
            return _NOTHING
        first, *others = words
        rest = "".join(f"{_PARTS}+{word}" for word in others)
        return re.compile(f"{first}(?<={_PARTS}{first}){rest}" + ("" if self.prefix else f"(?={_PARTS})"))


Query = tuple[tuple[Term, ...], ...]  # of one of these groups, all terms


def may_say(query: Query, text: str) -> bool:
    """Whether the index would find the query in a text that `plain` made: False is sure, True is not.

    In a text of ASCII and of what parts words, it finds what stands there letter by letter and no more.
    """
    return bool(_UNSURE.search(text)) or any(
        all(term.surely_in(text) or _UNSURE.search(term.text) for term in group) for group in query
    )


def plain(text: str) -> str:
    """The text with small ASCII letters, in lines of its own: other letters the index makes small in its own way."""
    return f"\n{text.encode('utf-8', 'surrogatepass').lower().decode('utf-8', 'surrogatepass')}\n"


def parse_query(text: str) -> Query:
    """What is asked for: words that must all stand in a version, "a phrase", a beginn*, OR between two choices.

    Raises UsageError, one line, for what is no query.
    """
    if text.count('"') % 2:
        raise UsageError("a quotation mark in the query is not closed", hint='write phrases like "the harbour board"')
    groups: list[list[Term]] = [[]]
    for phrase, star, word in _TERM.findall(text):
        if word == "OR":
            groups.append([])
        elif term := _term(phrase or word.rstrip("*"), prefix=bool(star) or word.endswith("*")):
            groups[-1].append(term)
    if not all(groups):
        raise UsageError("the query has nothing to look for", hint='give words, "a phrase", a beginn*, or A OR B')
    if sum(map(len, groups)) > MOST_TERMS:
        raise UsageError(f"the query has more than {MOST_TERMS} terms", hint="leave some out")
    return tuple(map(tuple, groups))


def _term(text: str, *, prefix: bool) -> Term | None:
    if not _has_words(text):
        return None
    if len(text) > LONGEST:
        raise UsageError(f"a term of the query is longer than {LONGEST} characters", hint="leave some of it out")
    return Term(text, prefix)


def _normal(text: str) -> str:
    return _POINTS.sub("", unicodedata.normalize("NFC", text).replace("\x00", " "))


def _has_words(text: str) -> bool:
    """Whether the index sees anything in it: letters, digits, marks."""
    return any(unicodedata.category(char) in _OF_WORDS for char in text)
