"""What a heading says for being the headline, by itself and by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.model import Block
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.structure import tag_of
from crawler.regions.article.words import Role, roles
from crawler.text.kept import kept_if_short

MIN_SOLE = 12  # letters of a headline that is known by its place alone
_FIRST_LEVEL = 25.0
_SECOND_LEVEL = 5.0
_NAMED = 3.0
_CLOSE = 4  # steps of a path
_CRUMBS = frozenset({"li", "nav", "menu"})
_NOT_TEXT = re.compile(r"[\W_]+")


def is_first(block: Block, measures: Measures, index: int) -> bool:
    aside = measures.outside[index] & (Role.RELATED | Role.NAVIGATION | Role.COMMENT | Role.CONSENT)
    return (
        block.level == 1
        and not aside
        and not is_crumb(block)
        and measures.link_shares[index] <= LINK_BLOCK
        and measures.weights[index] >= MIN_SOLE
    )


def is_called_headline(block: Block, measures: Measures, index: int) -> bool:
    """Whether a first-level heading is called a headline, though it may stand in what is called a sidebar: some sites
    put the headline beside the text, with the author and the date."""
    aside = measures.outside[index] & (Role.RELATED | Role.COMMENT | Role.CONSENT)
    named = roles(block.path[-1])
    return (
        block.level == 1
        and not aside
        and bool(named & Role.TITLE)
        and not named & Role.NAVIGATION
        and not any(tag_of(step) in _CRUMBS for step in block.path[-_CLOSE:])
        and measures.link_shares[index] <= LINK_BLOCK
        and measures.weights[index] >= MIN_SOLE
    )


def is_crumb(block: Block) -> bool:
    """The end of a path (Home > Politics > …), where some sites write a title for search engines as a first-level
    heading; the headline that readers see stands below."""
    return any(tag_of(step) in _CRUMBS or roles(step) & Role.NAVIGATION for step in block.path[-_CLOSE:])


def may_be_title(block: Block) -> bool:
    if not block.path or block.path[-1].endswith(":hidden") or roles(block.path[-1]) & Role.HIDDEN:
        return False
    return bool(block.level) or bool(roles(block.path[-1]) & Role.TITLE)


def heading_value(block: Block, measures: Measures, index: int, likeness: float) -> float:
    value = likeness + (0.0 if is_crumb(block) else {1: _FIRST_LEVEL, 2: _SECOND_LEVEL}.get(block.level, 0.0))
    value += _NAMED if roles(block.path[-1]) & Role.TITLE else 0.0
    value -= _FIRST_LEVEL if measures.link_shares[index] > LINK_BLOCK else 0.0
    return value - (10.0 if measures.outside[index] & (Role.RELATED | Role.NAVIGATION) else 0.0)


def without_link(block: Block, said: Iterable[str]) -> str:
    """A heading without the link at its end, where the head says just the rest: a section, or how many comments there
    are. The whole text elsewhere."""
    last = block.links[-1].text if block.links else ""
    rest = block.text.removesuffix(last).rstrip() if last else block.text
    is_said = rest and rest != block.text and any(bare_form(text) == bare_form(rest) for text in said)
    return rest if is_said else block.text


@kept_if_short(4096)
def bare_form(text: str) -> str:
    """Letters and digits only, case folded, for telling the same title in two spellings."""
    return _NOT_TEXT.sub("", text.casefold()).removeprefix("the")
