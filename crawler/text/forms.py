"""Two normal forms of a text: `fold` for storing and showing, `compare_form` for comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from crawler.text.escaped import is_escaped, unescaped
from crawler.text.kept import kept_if_short
from crawler.text.scrambled import is_scrambled, unscrambled

# Invisible and never meant: control characters, soft hyphen, zero-width space, word joiner, direction
# overrides; lone surrogates, which cannot be written to any file.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# Normalising sorts each run of combining marks by insertion, which is quadratic: a run longer than in any
# language is cut off (UAX #15 calls 30 stream-safe).
_LONGEST_RUN = 30
_LONG_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{_LONGEST_RUN + 1},}}")

_JOINERS = "\u200c\u200d\u200e\u200f\u061c\ufe00-\ufe0f\u034f\u180e"
_DOUBLE_QUOTES = "“”„‟«»″‶〝〞〟「」『』"
_SINGLE_QUOTES = "‘’‚‛‹›′‵`´ʼʹʻʽˈ＇"
_DASHES = "‐‑‒–—―−⸺⸻﹘﹣－\u2043"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

_JOINED = re.compile(f"[{_JOINERS}]+")
# "10²" is not "102" and "1½" is not "11/2", though NFKC says so.
_RAISED = re.compile(f"(?<=[0-9])(?=[{_SUPERSCRIPTS}])")
_FRACTION = re.compile(f"(?<=[0-9])(?=[{_FRACTIONS}])")
_UNIFIED = {
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    "\u2044": "/",
    "…": "...",
}
_SELDOM = re.compile(f"[{_JOINERS}{_SUPERSCRIPTS}{_FRACTIONS}]")
_TYPOGRAPHIC = re.compile("[" + re.escape("".join(_UNIFIED)) + "]")
_RUNS = re.compile(r"--+|''+|,,|``|\.\.+")
# White space beside a mark is typography ("mot !", "87 %", "a - b"); but "1. 5" is not "1.5".
_MARK = re.compile(r"[^\w\s]")
_AFTER_FIGURE = re.compile(r"\d[.,:/\-]")
_SPACE_BY_MARK = re.compile(r" (?:(?=[^\w\s])|(?<=[^\w\s] )(?<!\d[.,:/\-] ))")


def fold(text: str) -> str:
    """The form that is stored: NFC, white space folded to single spaces, nothing invisible, what was decoded wrongly or
    escaped twice as it was written. Typographic characters stay. `fold(fold(x)) == fold(x)`."""
    if "&" in text and is_escaped(text):
        text = unescaped(text)
    if not text.isascii() and is_scrambled(text):
        text = unscrambled(text)
    # White space that can be printed is blanks, and a text that was folded before has single ones.
    is_shown = text.isprintable()
    folded = text
    if not is_shown or "  " in text or text[:1] == " " or text[-1:] == " ":
        folded = " ".join(text.split())
        is_shown = folded.isprintable()
    if is_shown and (folded.isascii() or unicodedata.is_normalized("NFC", folded)):
        return folded  # nearly every text of every page
    bare = _UNSEEN.sub("", text)
    if not bare.isascii():
        bare = unicodedata.normalize("NFC", _LONG_RUN.sub(_bounded, bare))
    folded = " ".join(bare.split())
    # Something unseen may have stood between the halves of a letter.
    return fold(folded) if folded != text and _may_be_garbled(folded) else folded


@kept_if_short(8192)
def compare_form(text: str) -> str:
    """The form in which texts are compared: equal forms read the same.

    Case, words and digits count; the kind of quotes, dashes, apostrophes and spaces, Unicode compatibility
    forms and invisible marks do not.

    Not for showing: the spaces beside punctuation are gone.
    """
    text = fold(text)
    if not text.isascii():
        text = _plain(text)
    text = _RUNS.sub(_one_mark, text)
    return _SPACE_BY_MARK.sub("", text).strip()


def joined_form(texts: Sequence[str]) -> str:
    """`compare_form(" ".join(texts))`, put together from the forms of the texts, which are mostly at hand.

    What one text may change in another is left to the whole: a grave accent is a quotation mark where anything is not
    ASCII, and one text that was decoded wrongly speaks for another, as does one that is escaped too deep.
    """
    if any("`" in text or _may_be_garbled(text) for text in texts):
        return compare_form(" ".join(texts))
    forms = [(form, text) for text in texts if (form := compare_form(text))]
    pieces = [form for form, _ in forms[:1]]
    for (form, text), (following, _) in pairwise(forms):
        between = _between(form, text, following)
        if between is None:
            return compare_form(" ".join(texts))
        pieces += between, following
    return "".join(pieces)


def _between(form: str, text: str, following: str) -> str | None:
    """What stands between two forms: a space, but beside marks; None where that is not known. "5." before another text
    is a figure and its mark, and "5 ." is not, though both have the same form."""
    if _MARK.match(following):
        return ""
    if _AFTER_FIGURE.fullmatch(form[-2:]):
        return " " if text.rstrip()[-2:] == form[-2:] else None
    return "" if _MARK.match(form[-1]) else " "


def _may_be_garbled(text: str) -> bool:
    return is_escaped(text) or (not text.isascii() and is_scrambled(text))


def _bounded(match: re.Match[str]) -> str:
    run = match[0]
    return run[:_LONGEST_RUN] if any(map(unicodedata.combining, run)) else run


def _plain(text: str) -> str:
    """A folded text with plain marks for typographic ones, and without compatibility forms."""
    bare = _FRACTION.sub(" ", _RAISED.sub("^", _JOINED.sub("", text))) if _SELDOM.search(text) else text
    unified = _unify(bare)
    if bare is text and unified.isascii():
        return unified  # most: marks took the place of marks, so it is folded still
    # Only now, and then the marks once more: NFKC would take "´" and "″" apart, and brings forth new ones.
    return " ".join(_unify(unicodedata.normalize("NFKC", unified)).split())


def _unify(text: str) -> str:
    return _TYPOGRAPHIC.sub(lambda match: _UNIFIED[match[0]], text)


def _one_mark(match: re.Match[str]) -> str:
    mark = match[0][0]
    return {"-": "-", ".": "..."}.get(mark, '"')
