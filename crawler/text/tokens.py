"""Tokens: what is compared word by word: words, numbers with their signs, marks; CJK by character."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawler.text.forms import compare_form

_CURRENCY = "$€£¥₴₽₹₩₺₪₫₦₱₿฿"
# Scripts written without spaces between words: a token for each character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
# Marks that belong to the letter before them; `\w` leaves them out, though Hindi and Arabic are full of them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0d83"
    "\u0dca-\u0ddf\u0f71-\u0f84\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u200c\u200d\ufe00-\ufe0f\u00ad"
)
_WORD = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_SIGNS = "%‰°"
_NUMBER = (
    rf"(?:[{_CURRENCY}]\s?)?"
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:[.,:/]\d+|['’]\d{3}(?!\d))*"
    rf"(?:\s?[{_SIGNS}{_CURRENCY}](?!\w)|(?!\d){_WORD}+)?"
)


@cache  # compiled when it is first wanted: a run that finds nothing new never does
def _token() -> re.Pattern[str]:
    return re.compile(
        # First what most tokens are, because it is matched several times faster; the rest tells it no differently.
        r"[A-Za-z]++(?![^\s.,;:!?\"()\-])|"
        rf"{_NUMBER}|(?!\d){_WORD}+(?:['’ʼ]{_WORD}+)*"
        r"|\.\.+|[-‐‑‒–—―−]+|''|,,|``|\S"
    )


_DIGIT = re.compile(r"\d")
_LONGEST_CACHED = 40


def token_spans(text: str) -> list[tuple[int, int]]:
    """Where each token of `text` starts and ends. Between tokens there is only white space."""
    return [match.span() for match in _token().finditer(text)]


def tokens(text: str) -> list[str]:
    """Words, numbers ("1,310", "€3.5m", "12.05.2026", "19:30", "87 %") and marks, as written.

    >>> tokens("It didn’t cost €3.5m: 87% said so…")
    ['It', 'didn’t', 'cost', '€3.5m', ':', '87%', 'said', 'so', '…']
    """
    return _token().findall(text)


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"(\s*)([{_UNSPACED}]|[^\s{_UNSPACED}]+)")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


def pieces(text: str) -> list[str]:
    """What stands between white space, each but the first with a blank before it; of scripts written without, a
    character each. Put together they are the text.

    >>> pieces("It cost  3.5m 大约")
    ['It', ' cost', ' 3.5m', ' 大', '约']
    """
    if text.isascii() or _unspaced().search(text) is None:
        first, *others = text.split() or [""]
        return [first, *(f" {word}" for word in others)] if first else []
    found = [f" {piece}" if space else piece for space, piece in _piece().findall(text)]
    return [found[0].lstrip(), *found[1:]] if found else []


def is_unspaced(piece: str) -> bool:
    """Whether it begins with a character of a script that is written without spaces."""
    return _unspaced().match(piece.lstrip()) is not None


def is_number(token: str) -> bool:
    """True for a token that begins with a digit or with a sign of currency and a digit."""
    return token[:1].isdecimal() or (token[:1] in _CURRENCY and _DIGIT.search(token, 0, 3) is not None)


def numbers(text: str) -> list[str]:
    """The tokens of `text` that are numbers, as written, in order."""
    return [token for token in tokens(text) if is_number(token)]


def token_key(token: str) -> str:
    """What makes two tokens the same: the token in compare form."""
    if token.isascii() and token.isalnum():
        return token
    return _cached_key(token) if len(token) <= _LONGEST_CACHED else compare_form(token)


@lru_cache(maxsize=1 << 14)
def _cached_key(token: str) -> str:
    return compare_form(token)
