"""A page read with another template than before: worked out anew only where the two say different things of it.

A template is learned from a site's first hundred pages or so, in a few generations, which mostly differ in containers
that the page at hand does not have. What a reading takes from a template are its lists, the blocks that it strips, and
the slots of the article's blocks: where these are the same, so is the reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.blocks import slot_of
from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.parsing import Reading
from crawler.template import Template, apply

# Which of the slots of articles (`Template.body`) are looked up for each block; `holders` for their containers, too.
_OF_BLOCKS = ("body", "outside", "title", "standfirst", "mixed")
_ASKED_AS_A_WHOLE = ("body", "title")  # whether there are any at all


@dataclass(frozen=True, slots=True)
class FirstReading:
    """How an HTML page read as it was taken in, before anything but the template was asked."""

    blocks: tuple[Block, ...]
    url: str
    template: Template
    reading: Reading

    def with_template(self, document: Document, url: str, template: Template) -> Reading | None:
        """What `read_page` gives with another template; None where that has to be found out."""
        if document.blocks is not self.blocks or url != self.url:
            return None
        mine = self.template
        if template is mine or (
            template.lists == mine.lists
            and _same_slots(template.body, mine.body, document)
            and apply(template, document) == self.reading.marks
        ):
            return self.reading
        return None


def _same_slots(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None, document: Document) -> bool:
    """Whether what was learned of articles says the same of each block of a page."""
    if one == other:
        return True
    if not one or not other or one.get("holders") != other.get("holders"):
        return False
    if any(bool(one.get(name)) != bool(other.get(name)) for name in _ASKED_AS_A_WHOLE):
        return False
    here = set(map(slot_of, document.blocks))
    return all(here.isdisjoint(set(one.get(name, ())) ^ set(other.get(name, ()))) for name in _OF_BLOCKS)
