"""Moves that are none: a line that a site's template once knew as made per request stands elsewhere on the page."""

from __future__ import annotations

from collections.abc import Collection

from crawler.differ import StateDiff, compare_states
from crawler.model import Article, RegionKey
from crawler.parsing import Reading
from crawler.recorder.look import Look
from crawler.regions.article.comparing import ArticleDiff
from crawler.text import line_form

_MOVED = "moved"
_FEW = 0.25  # of the paragraphs


def tells_move(diff: StateDiff | None) -> bool:
    return isinstance(diff, ArticleDiff) and _MOVED in diff.edits


def drawn_lines(look: Look, reading: Reading) -> frozenset[str]:
    """The forms of what a reading took for made per request."""
    labelled = zip(look.document.blocks, reading.page.labels, strict=True)
    return frozenset(line_form(block.text) for block, label in labelled if label == "noise")


def without_quiet_moves(key: RegionKey, before: Article, after: Article, lines: Collection[str]) -> StateDiff | None:
    """The difference between two states without those of the `lines` that both have; the whole difference where
    something moved without these, too, or they are more than a few. Which of two texts moved past the other nothing
    tells, so a paragraph was told as moved where a call to subscribe had another place."""
    whole = compare_states(key, before, after)
    both = {*map(line_form, before.paragraphs)} & {*map(line_form, after.paragraphs)} & {*lines}
    if not both or len(both) > _FEW * len(before.paragraphs):
        return whole
    less = compare_states(key, _without(before, both), _without(after, both))
    return whole if tells_move(less) else less


def _without(article: Article, lines: Collection[str]) -> Article:
    return article.only([i for i, text in enumerate(article.paragraphs) if line_form(text) not in lines])
