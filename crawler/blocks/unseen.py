"""Elements that are in a page and not to be seen on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from crawler.text.kept import kept_if_short

_CLIPPED = re.compile(r"display:\s*none|clip(?:-path)?:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\((?:50|100)%)")
_UNSEEN = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:visually-?hidden|hidden-visually)|sr-only|screen-?reader(?:-?(?:text|only))?|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)


def is_unseen(element: etree._Element, tag: str) -> bool:
    """Inside of a text: what only screen readers say ("opens new tab"), and buttons with nothing on them; templates
    that browsers do not show as the inside of a component (declarative shadow DOM)."""
    if tag == "template":
        return element.get("shadowrootmode") is None
    if tag == "button":
        return not "".join(cast("Iterator[str]", element.itertext())).strip()
    style = element.get("style")
    if style and _CLIPPED.search(style):
        return True
    classes = element.get("class")
    if classes is None or not _names_unseen(classes):
        return False
    # A mark that parts two labels for those who listen (": ") parts them in the text, too.
    return any(map(str.isalnum, "".join(cast("Iterator[str]", element.itertext()))))


@kept_if_short(4096)
def _names_unseen(classes: str) -> bool:
    return _UNSEEN.search(classes) is not None
