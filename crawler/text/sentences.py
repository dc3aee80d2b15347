"""Sentences: cut a text where a reader would, and lose nothing: joining the pieces gives the text back."""

from __future__ import annotations

import re

_OPENING = "\"'“‘«„‚»›‹([{¿¡「『（*-–—•"
_CLOSING = "\"'”’»«“‘)]}」』）"
_FULL = "。！？｡"  # these end a sentence without a space
_ENDS = ".!?…؟۔।॥։።។။"
_CUT = re.compile(rf"[{_FULL}]+[{re.escape(_CLOSING)}]*\s*|[{_ENDS}]+[{re.escape(_CLOSING)}]*\s+")
# Words that stand before a point inside a sentence, lower case; single letters (initials) need no entry.
_ABBREVIATIONS = frozenset(  # one string, because a list of 150 literals is no easier to read
    """
    mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt maj cmdr adm gov sen rep pres messrs mt ft vs
    no nos vol fig ca approx dept est inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec
    bzw evtl ggf inkl nr str usw vgl zzgl abs art bd hrsg dipl ing hl tel mme mm mlle me av env ex chap
    réf sra srta dña dn ud uds vds pág núm dott sig sigg on avv arch dhr mevr mw drs nl bv enz ir kl mio
    mrd mln mlrd tys godz ul tzw inż hab św г гг ул им тыс млн млрд руб см стр проф акад др вул ім грн
    тис р рр
    """.split()
)
_LAST_WORD = re.compile(r"([^\W_]+)$")
_MAX_ORDINAL_DIGITS = 2


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with the white space that follows it; `"".join(sentences(x)) == x`."""
    pieces = []
    start = 0
    for match in _CUT.finditer(text):
        if match.end() < len(text) and _is_end(text, match):
            pieces.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        pieces.append(text[start:])
    return pieces


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match[0][0] in _FULL:
        return True
    following = text[match.end()]
    if following.islower():
        return False
    if match[0].rstrip() == ".":
        return not _is_abbreviation(text[max(0, match.start() - 24) : match.start()])
    return True


def _is_abbreviation(before: str) -> bool:
    """Initials ("J."), "U.S.", "Dr.", and ordinals of the day ("am 3. Mai") do not end a sentence."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[1]
    if word.isdecimal():
        return len(word) <= _MAX_ORDINAL_DIGITS
    is_initial = len(word) == 1 and word.isalpha() and (word.isupper() or before[: last.start()].endswith("."))
    return is_initial or word.lower() in _ABBREVIATIONS
