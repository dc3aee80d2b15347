"""Lines whose figures turn from one fetch to the next, as counters, prices and clocks do: known by their shape."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawler.model import Article
from crawler.recorder.wording import near_pairs, words_of_both
from crawler.text import line_form

# Longer lines (characters) are sentences: in these a figure that differs is worth another look.
LONGEST_LABEL = 120
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def shape(text: str) -> str:
    """A line with every figure as 0: counters, prices and clocks keep their shape when they turn."""
    return _DIGITS.sub("0", line_form(text)) if len(text) <= LONGEST_LABEL else ""


def turning_shapes(first: Article, second: Article) -> set[str]:
    """Shapes of the lines in which two fetches made moments apart differ by figures alone."""
    ours, theirs = ({line_form(p) for p in article.paragraphs} for article in (first, second))
    shapes = [{found for line in lines if (found := shape(line)) != line} for lines in (ours - theirs, theirs - ours)]
    return (shapes[0] & shapes[1]) - {""}


def passing_lines(first: Article, second: Article) -> set[str]:
    """Lines, in comparison form, that one of two fetches made moments apart has and the other has not.

    One that only has a label between its words, in one of them, stands in both.
    """
    ours, theirs = ({line_form(p): p for p in each.paragraphs if len(p) <= LONGEST_LABEL} for each in (first, second))
    here = [form for form in ours if form not in theirs]
    there = [form for form in theirs if form not in ours]
    near = ((here[i], there[j]) for i, j in near_pairs(here, there))
    pairs = [(one, other) for one, other in near if words_of_both(ours[one], theirs[other])]
    return {*here, *there} - {form for pair in pairs for form in pair} - {""}


def without_shapes(article: Article, shapes: Collection[str]) -> Article:
    """`article` without the lines that are known to be made per request, whatever their figures."""
    if not shapes:
        return article
    return article.only([i for i, text in enumerate(article.paragraphs) if shape(text) not in shapes])
