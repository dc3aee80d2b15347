"""Who wrote: inline elements that say so by their class, in a line that tells other things as well."""

from __future__ import annotations

import re
from functools import lru_cache

WRITER = "writer"  # the attribute of the block-level element under which the first such text is kept
_WORD = re.compile(
    r"(?<![a-z])(?:authors?|autor(?:a|as|es|en|ka|in)?|auteure?s?|autor[ei]|byline|writers?|reporters?|contributors?|firma"
    r"|redactor|journalist[ae]?s?|periodista|giornalista|verfasser|forfatter|skribent|yazar|muhabir|kirjoittaja|toimittaja"
    r"|szerzo)(?:[-_]?(?:name|link|url|names|nom|nombre))?(?![a-z]|[-_][a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_writers(classes: str) -> bool:
    """Whether an element of these classes holds a writer's name.

    >>> is_writers("meta__author"), is_writers("author-name small"), is_writers("author-image"), is_writers("authority")
    (True, True, False, False)
    """
    return _WORD.search(classes) is not None
