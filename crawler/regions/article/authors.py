"""Names of authors, freed of what pages write around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.text import fold

MAX_AUTHORS = 20
MAX_NAME = 80
# "By", "Von", "Par" … in front of a name; only with a space or colon behind, so that names that start so stay.
_BY = re.compile(
    r"\s*(?:(?:written|posted|reported|published|words|story|text|texto|texte|testo)\s+)?"
    r"(?:by|von|vom|par|por|per|di|da|door|av|af|od|autor(?:in|a|en)?|auteure?|author|autore|kirjoittanut|przez|автор|от|від|oleh|"
    r"reporter|text|texto|texte|foto|記者|文|撰文|作者)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_ROLES = (
    r"correspondent|reporter|editor|staff writer|redakteur(?:in)?|journalist(?:in|e)?|columnist|redaktion"
)
_AFTER = re.compile(rf"\s*(?:[|•·]|\s[-–—]\s|,\s*(?:[\w-]+\s+){{0,3}}(?:{_ROLES})\b).*\Z", re.IGNORECASE)
_MAIL = re.compile(r"\s*[<(\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?\s*")
_HANDLE = re.compile(r"\s+@\w+|\s*\([^)]*\)\s*\Z")
_BETWEEN = re.compile(
    r"\s*(?:[;/&|、]|,\s*(?:and|und|et|y|e|en|og|och|i|и|та|dan)\s|,|\s(?:and|und|et|y|og|och|und|dan|with|mit)\s)\s*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?\s?d|m\.?d|esq|ii|iii|iv)\.?\Z", re.IGNORECASE)
_URL = re.compile(r"(?:https?:)?//|www\.|\.(?:com|org|net)/", re.IGNORECASE)


def clean_names(values: Iterable[str], *, publisher: str = "") -> tuple[str, ...]:
    """Names in order, once each: no "By", no URLs or mail addresses, several names in one text taken apart.

    The publisher's own name counts only where nobody else is named.
    """
    names: dict[str, str] = {}
    for value in values:
        for name in split_names(value):
            names.setdefault(name.casefold(), name)
    own = publisher.casefold()
    if len(names) > 1 and own in names:
        del names[own]
    return tuple(names.values())[:MAX_AUTHORS]


def split_names(text: str) -> list[str]:
    text = fold(_BY.sub("", fold(text[:1000]), count=1))
    names: list[str] = []
    for part in _BETWEEN.split(text):
        name = _HANDLE.sub("", _AFTER.sub("", _MAIL.sub(" ", part))).strip(" .,:;-–—|*•\"'“”")
        if _SUFFIX.match(name) and names:
            names[-1] += f", {name}"
        elif _is_name(name):
            names.append(_BY.sub("", name, count=1))
    return names


def _is_name(name: str) -> bool:
    return 1 < len(name) <= MAX_NAME and not _URL.search(name) and any(char.isalpha() for char in name)


def names_of(value: Any, depth: int = 0) -> list[str]:
    """Names in an `author` of JSON-LD: a text, a node with a name, or a list of them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and depth < 3:  # noqa: PLR2004 - lists of lists of lists are no authors
        return [name for item in value[:MAX_AUTHORS] for name in names_of(item, depth + 1)]
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("@value")
        if isinstance(name, (str, list)):
            return names_of(name, depth + 1)
        given, family = value.get("givenName"), value.get("familyName")
        if isinstance(given, str) and isinstance(family, str):
            return [f"{given} {family}"]
    return []
