"""Parts of a page that its server sent late: they stand at its end, hidden, with a call that puts them in their place.

React's server sends what is slow after the rest (`<div hidden id="S:0">…</div><script>$RC("B:0","S:0")</script>`), so
it depends on the minute whether a list or a text stands in its place or at the end. Browsers make the calls.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

MAX_CALLS = 500
_MARK = b"$R"
# Segment into boundary (RC, RR with its style sheets), segment into segment (RS: the segment is named first).
_CALL = re.compile(rb'\$R([CSR])\("([\w:.-]{1,60})",\s*"([\w:.-]{1,60})"')


def put_in_place(root: etree._Element, body: bytes) -> None:
    """Move the parts to where the page's own calls put them, in their order; the tree is changed."""
    # Its places are templates, and to look for one takes a tenth of the time that a look at all letters does.
    if next(root.iter("template"), None) is None or _MARK not in body:
        return
    calls = [_places(match) for match in islice(_CALL.finditer(body), MAX_CALLS)]
    if not calls:
        return
    wanted = {name for call in calls for name in call}
    elements: dict[str, etree._Element] = {}
    for element in root.iter("*"):
        if (name := element.get("id")) in wanted:
            elements.setdefault(name, element)
    for place, part in calls:
        if place in elements and part in elements:
            _move(elements[part], elements[place])


def _places(match: re.Match[bytes]) -> tuple[str, str]:
    """The names of a place and of what belongs there."""
    first, second = match[2].decode(), match[3].decode()
    return (second, first) if match[1] == b"S" else (first, second)


def _move(part: etree._Element, place: etree._Element) -> None:
    """Put what a hidden element holds before an empty one."""
    if place is part or place.getparent() is None or part in place.iterancestors():
        return
    if part.text and part.text.strip():
        _say_before(place, part.text)
    for inner in list(part):
        place.addprevious(inner)
    part.text = None


def _say_before(place: etree._Element, text: str) -> None:
    before, around = place.getprevious(), place.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif around is not None:
        around.text = (around.text or "") + text
