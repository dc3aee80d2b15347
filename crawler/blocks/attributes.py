"""What is kept of the attributes of a page's elements, and what tells an element from others."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from crawler.blocks.parts import Trail
from crawler.blocks.recurring import Progress
from crawler.blocks.shapes import Given
from crawler.classes import dataclass

_KEPT = frozenset({"id", "datetime", "itemprop", "itemtype", "role", "aria-label", "start"})
# Names that most attributes have, and that say nothing of an element inside of a text.
_PASSED = frozenset("target rel title style src alt tabindex onclick type".split())
MAX_ATTRIBUTE = 2000

Element = Any  # of an HTML tree, whose names and texts are never bytes, as lxml's types allow


@dataclass(slots=True)
class Attributes(Progress):
    """`parts`: of the text of the block that is being gathered."""

    parts: list[str] = field(default_factory=list)

    def given(self, element: Element, tag: str, number: int) -> Given:
        """What tells an element's shape; of its other attributes, those worth keeping are kept."""
        classes = ident = ""
        hidden = False
        for name, value in element.items():
            if name == "class":
                classes = value
            elif name in _KEPT:
                self.keep(name, value, number)
                if name == "id":
                    ident = value
            elif name == "style":
                hidden = hidden or ("display" in value and "display:none" in value.replace(" ", ""))
            elif name[:5] == "data-":
                if name[-2:] == "id":
                    self.keep(name, value, number)
            elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                hidden = True
        return tag, classes, ident, hidden

    def keep_of_inline(self, element: Element, trail: Trail) -> tuple[str, str]:
        """Where a link leads, and its class; attributes of inline elements (<time datetime>) count for the block-level
        element."""
        href = classes = ""
        for name, value in element.items():
            if name == "href":
                href = value
            elif name == "class":
                classes = value
            elif name in _PASSED:
                continue
            elif name in _KEPT or (name[:5] == "data-" and name[-2:] == "id"):
                self.keep(name, value, trail[-1] if trail else 0)
                if name == "datetime" and self.parts and self.parts[-1][-1:].isalnum():
                    self.parts.append(" ")  # style sheets set it apart: "By Ann Oak12 May"
        return href, classes

    def keep(self, name: str, value: str, number: int) -> None:
        kept = self.attributes.get(number)
        if kept is None:
            self.attributes[number] = {name: value[:MAX_ATTRIBUTE]}
        elif name not in kept:
            kept[name] = value[:MAX_ATTRIBUTE]
