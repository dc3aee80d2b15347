"""Web addresses as people type them: the scheme may be missing, and may be misspelt."""

from __future__ import annotations

import re
from difflib import get_close_matches

from crawler.errors import UsageError

_SCHEMES = ("https", "http")
# A word and a colon, but for a host and its port; or "http" and two slashes, with another sign for the colon or none.
_BEGINNING = re.compile(r"([a-z][a-z0-9+-]*):(?!\d+(?:[/?#]|\Z))|([a-z]{4,5})[;,.]?(?=//)", re.IGNORECASE)
_LONGEST = 80


def with_scheme(text: str) -> str:
    """The address with `https://` before it where it has no scheme.

    >>> with_scheme("example.org:8080/news"), with_scheme("http://example.org/")
    ('https://example.org:8080/news', 'http://example.org/')

    Raises:
        UsageError: it has one that is not of the web; where that is a slip, the hint says what may be meant.
    """
    text = text.strip()
    found = _BEGINNING.match(text)
    if found is None:
        return text if "://" in text else f"https://{text}"
    name, rest = (found[1] or found[2]).lower(), text[found.end() :]
    if name in _SCHEMES and found[1] and re.match(r"[/\\]{2}", rest):
        return text
    near = get_close_matches(name, _SCHEMES, 1)
    if not found[1] and not near:
        return f"https://{text}"
    meant = f"{near[0]}://{rest.lstrip('/')}" if near else ""
    shown = "".join(char for char in text[:_LONGEST] if char.isprintable())
    wrong = "it lacks '://'" if name in _SCHEMES else f"the scheme '{name[:20]}' is not known"
    raise UsageError(
        f"{shown}: is no web address, {wrong}",
        hint=f"did you mean {meant}?" if meant and len(meant) <= _LONGEST else "only http:// and https:// are read",
    )
