"""Elements that HTML does not know: names of persons, firms and places that an editing system marks in a paragraph
(`<person>`, `<st1:City>`), or boxes that scripts make something of (`<newsletter-box>`)."""

from __future__ import annotations

from itertools import chain, islice
from typing import Any

from crawler.blocks.duties import BLOCK, DUTIES, STRANGE

_MOST = 24  # elements inside that are looked at
_NEXT = 6  # elements behind


def is_word(element: Any, tag: str, *, in_paragraph: bool, in_text: bool) -> bool:
    """Whether a strange element is part of the sentence around it, as browsers show it: it stands in a paragraph, with
    text right before or behind it, and has no block in it; one that scripts may know, by the hyphen in its name, no
    element at all.

    `in_text`: whether text was read before it in the same block.
    """
    if not in_paragraph or not (in_text or _is_followed(element)):
        return False
    if "-" in tag:
        return not len(element)
    inner = list(islice(element.iterdescendants(), _MOST))
    return len(inner) < _MOST and all(DUTIES.get(one.tag, STRANGE) != BLOCK for one in inner)


def _is_followed(element: Any) -> bool:
    """Whether text of the same paragraph follows, be it behind other elements."""
    near = chain((element,), islice(element.itersiblings(), _NEXT))
    return any(one.tail and not one.tail.isspace() for one in near)
