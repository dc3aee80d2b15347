"""Which charset of Latin letters bytes are in that say nothing of it: told by the letters of the languages written so.

The charsets have letters in the same places, so almost any bytes are text in all of them. But no language has all of
those letters: a Polish text read as windows-1252 has superscript digits in its words, a Turkish one the letters of
Icelandic beside those of German. Where a language of windows-1252 has nearly all the letters of the text, it is that.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 32_768
_FEWEST = 10  # letters with a mark, to tell anything
_MOST = 0.95  # of such letters are the language's own, at least; names of other languages have theirs
_MARGIN = 0.03
WESTERN = "cp1252"
_CENTRAL = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšž",
    "ăâîşţșț",
)
_ALPHABETS = {
    WESTERN: (
        "àâæçèéêëîïôœùûüÿ",
        "äöüßé",
        "áéíñóúüªº",
        "àçèéíïòóúü·",
        "àáâãçéêíóôõúüªº",
        "àèéìíîòóùúªº",
        "áèéêëïíóôöûü",
        "åäöéàü",
        "æøåéèêóòôäöü",
        "áðéíóúýþæö",
        "áðíóúýæø",
        "äõöüšž",
        "çë",
    ),
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıöşüâîûi\u0307",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņōŗšūž"),
}
_MARKED = re.compile(r"[^\W\d_\x00-\x7f]|(?<=[^\W\d_])[^\x00-\x7f\s](?=[^\W\d_])")
_QUOTES = frozenset("’‘“”„«»‹›–—…\u00ad")


def latin_charset(body: bytes) -> str:
    """The charset of a text in Latin letters: windows-1252, unless a language of another one fits much better.

    >>> latin_charset("Żółta łódź odpłynie, ale nikt jej już nie życzy źle".encode("cp1250"))
    'cp1250'
    >>> latin_charset("Les élèves ont été prévenus à la fin de l'été".encode("cp1252"))
    'cp1252'
    """
    fits = {charset: _fit(body[:_SAMPLE], charset) for charset in _ALPHABETS}
    western = fits.pop(WESTERN)
    best, *others = sorted(fits, key=lambda charset: fits[charset], reverse=True)
    rivals = [fits[other] for other in others if _ALPHABETS[other] is not _ALPHABETS[best]]
    is_sure = fits[best] >= _MOST and fits[best] - max(rivals) >= _MARGIN
    return best if is_sure and 0 < western <= fits[best] - _MARGIN else WESTERN


def _fit(body: bytes, charset: str) -> float:
    """Of the marked letters, the share that one language has: the best of those written in a charset; 0 where there are
    too few to tell."""
    marked = Counter(map(str.lower, _MARKED.findall(body.decode(charset, "replace"))))
    counts = {char: count for char, count in marked.items() if char not in _QUOTES}
    whole = sum(counts.values())
    if whole < _FEWEST:
        return 0.0
    return max(sum(count for char, count in counts.items() if char in own) for own in _ALPHABETS[charset]) / whole
