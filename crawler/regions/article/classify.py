"""What kind of edit a passage is, and how much it matters."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz.distance import OSA

from crawler.model import Severity
from crawler.regions.article.alignment import Passage
from crawler.regions.article.corrections import is_note
from crawler.regions.edits import Edit, Words, is_other_figure
from crawler.text import is_number, token_key

# As the contract names them, in the order in which they are told.
EDITS = (
    "headline",
    "correction",
    "number",
    "quote",
    "typo",
    "added",
    "removed",
    "moved",
    "rewrite",
    "byline",
    "date",
)
_IMPORTANT = {"correction", "number", "quote"}
_MINOR = {"typo", "moved", "byline", "date"}
_MUCH_REMOVED = 0.25
_LETTERS_ONE_SLIP = 4
_LETTERS_TWO_SLIPS = 7
_LETTERS_NAME = 6

# Numbers in words; other languages' numbers in words are told as rewrites.
_SPELLED = {
    word: value
    for value, words in {
        0: "zero null zéro cero nul ноль",
        1: "one eins un uno um één jeden один",
        2: "two zwei deux dos dois due twee två dwa два две",
        3: "three drei trois tres três tre drie trzy три",
        4: "four vier quatre cuatro quatro quattro fyra cztery четыре чотири",
        5: "five fünf cinq cinco cinque vijf fem pięć пять п'ять",
        6: "six sechs seis sei zes sex sześć шесть шість",
        7: "seven sieben sept siete sete sette zeven sju siedem семь сім",
        8: "eight acht huit ocho oito otto åtta osiem восемь вісім",
        9: "nine neun neuf nueve nove negen nio dziewięć девять дев'ять",
        10: "ten zehn dix diez dez dieci tien tio dziesięć десять",
        11: "eleven elf onze once undici elva одиннадцать",
        12: "twelve zwölf douze doce doze dodici twaalf tolv двенадцать",
        100: "hundred hundert cent cien cem cento honderd hundra sto сто",
        1000: "thousand tausend mille mil duizend tusen tysiąc тысяча тысяч тисяч",
        10**6: "million millions millionen millón millones milhão milhões milione milioni"
        " miljoen miljoner milion миллион миллионов мільйон мільйонів",
        10**9: "billion billions milliarde milliarden milliard milliards miliardo miljard miliard миллиард миллиардов"
        " мільярд мільярдів",
        10**12: "trillion trillions billionen billones biliões",
    }.items()
    for word in words.split()
}
_GROUPED = re.compile(r"\d{1,3}(?:[ ,']\d{3})+")


def classify(passage: Passage) -> set[str]:
    """The kinds of edit that a passage of the body makes."""
    if passage.op == "insert":
        return {"correction"} if is_note(passage.after) else {"added"}
    if passage.op == "delete":
        return {"removed"}
    kinds = {"moved"} if passage.op == "move" else set()
    if is_note(passage.after) and not is_note(passage.before):
        kinds.add("correction")
    if passage.words is None:
        return kinds or {"rewrite"}
    for edit in passage.edits:
        kinds |= classify_edit(edit, passage)
    return kinds or {"typo"}


def classify_edit(edit: Edit, passage: Passage) -> set[str]:
    """The kinds of one word-level edit: number, quote, typo, or rewrite for what is none of these."""
    gone, came = _plain(edit.gone), _plain(edit.came)
    kinds = set()
    if has_other_number(gone, came):
        kinds.add("number")
    if all(any(_value(word) is not None for word in words) for words in (gone, came)):  # each in the other's place
        gone, came = ([word for word in words if _value(word) is None] for words in (gone, came))
    gone, came = _but_for_figures(gone, came)
    if _is_quoted(edit, passage) and gone != came:
        kinds.add("quote")
    if gone == came or kinds == {"quote"}:
        return kinds or {"typo"}
    if passage.words and is_slip(gone, came, edit, passage.words):
        kinds.add("typo")
    elif "quote" not in kinds:
        kinds.add("rewrite")
    return kinds


def has_other_number(gone: Sequence[str], came: Sequence[str]) -> bool:
    """True where a number (in figures or words) stands in place of another one, or a word of other figures."""
    before = [value for word in gone if (value := _value(word)) is not None]
    after = [value for word in came if (value := _value(word)) is not None]
    if before and after and before != after:
        return True
    return any(is_other_figure(*pair) for pair in zip(gone, came, strict=False))


def _but_for_figures(gone: Sequence[str], came: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that went and came, less those in the same place that differ in their figures alone."""
    figures = {at for at, pair in enumerate(zip(gone, came, strict=False)) if is_other_figure(*pair)}
    one, other = ([word for at, word in enumerate(words) if at not in figures] for words in (gone, came))
    return one, other


def _value(word: str) -> str | None:
    """A number in one spelling: "12,500", "12 500" and "12500" are the same; so are "three" and "3"."""
    key = token_key(word)
    if is_number(key):
        return _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), key)
    value = _SPELLED.get(key.casefold())
    return None if value is None else str(value)


def _plain(tokens: Sequence[str]) -> list[str]:
    return [key for token in tokens if any(map(str.isalnum, key := token_key(token)))]


def _is_quoted(edit: Edit, passage: Passage) -> bool:
    before, after = passage.quotes
    return any(at in before for at in range(edit.i1, edit.i2)) or any(at in after for at in range(edit.j1, edit.j2))


def is_slip(gone: Sequence[str], came: Sequence[str], edit: Edit, words: tuple[Words, Words]) -> bool:
    """A small spelling change: words misspelt by a letter or two, case, a word doubled, words run together."""
    if len(gone) == len(came):
        return all(is_misspelling(*pair) for pair in zip(gone, came, strict=True))
    if gone and came:
        return "".join(gone).casefold() == "".join(came).casefold()
    return _is_doubled(words[0].keys, edit.i1, edit.i2) or _is_doubled(words[1].keys, edit.j1, edit.j2)


def _is_doubled(keys: Sequence[str], start: int, end: int) -> bool:
    """The one token from `start` on stands beside its like."""
    if end - start != 1:
        return False
    beside = (*keys[max(0, start - 1) : start], *keys[end : end + 1])
    return keys[start].casefold() in {key.casefold() for key in beside}


def is_misspelling(one: str, other: str) -> bool:
    """One word for another, and yet the same: only case differs, or a letter (two in long words). Short words and
    names are unlike sooner: "Iran" is not "Iraq", "likely" not "unlikely"."""
    if one.casefold() == other.casefold():
        return True
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    if longer.endswith(shorter) and len(longer) > len(shorter) + 1:
        return False
    slips = OSA.distance(shorter, longer)
    if one[:1].isupper() and other[:1].isupper():
        return len(shorter) >= _LETTERS_NAME and slips == 1
    return len(shorter) >= _LETTERS_ONE_SLIP and slips <= 1 + (len(shorter) >= _LETTERS_TWO_SLIPS)


def severity(edits: Collection[str], removed: int, total: int) -> Severity:
    """How much an edit matters. Figures, quotations, corrections and the loss of a quarter of the words are
    important; spelling, order, byline and date are mere information; the rest is worth a notice."""
    kinds = set(edits)
    if kinds & _IMPORTANT or removed > _MUCH_REMOVED * total:
        return Severity.IMPORTANT
    return Severity.INFO if kinds <= _MINOR else Severity.NOTICE
