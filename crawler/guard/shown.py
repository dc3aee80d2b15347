"""What a page shows of an article that was read otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crawler.guard.likeness import keeps_words
from crawler.model import Article
from crawler.text import compare_form, line_form


def as_shown(before: Article, after: Article, lines: Iterable[str]) -> Article:
    """`after`; where it has the headline of `before` and none of its text, the paragraphs of `before` that stand among
    the page's own `lines` all the same: a wall may leave so little of an article that something else is read for it.
    """
    if compare_form(before.title) != compare_form(after.title) or keeps_words(before, after):
        return after
    shown = {line_form(line) for line in lines}
    left = tuple(text for text in before.paragraphs if line_form(text) in shown)
    return replace(after, paragraphs=left, slots=()) if left else after
