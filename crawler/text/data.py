"""Data for scripts that stands in a page as text, which style sheets hide."""

from __future__ import annotations

import json

_ENDS = {"{": "}", "[": "]"}


def is_data(text: str) -> bool:
    """Whether all of a text is an object or a list of objects in JSON.

    >>> is_data('{ "id": 12, "parts": [{"name": "gallery"}] }'), is_data("[Update] {sic}"), is_data("[1, 2]")
    (True, False, False)
    """
    inner = text[1:-1].strip()
    if _ENDS.get(text[:1]) != text[-1:] or inner[:1] != ('"' if text[0] == "{" else "{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
