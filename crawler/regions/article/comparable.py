"""What of an article is compared, in one form; and its digest, which tells whether there is anything to compare.

The modified date is not: it changes without an edit, and edits happen without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from crawler.model import Article
from crawler.text import (
    LONGEST_STAMP,
    compare_form,
    digest,
    fold,
    instant,
    is_number,
    is_relative_time,
    is_time_stamp,
    joined_form,
    tokens,
    without_relative_times,
)

DATE_ONLY = len("2026-05-12")
_DATELINE = 60
_LONGEST_TIME = max(_DATELINE, LONGEST_STAMP)  # characters: a longer line tells something else
_DATELINE_WORDS = 3
_FIGURES = re.compile(r"[0-9]{1,4}")
_MOST_PARAGRAPHS = 10_000
# A look's article is asked for its form and digest several times before it is settled with its batch.
_KEPT = 256
_KEPT_LENGTH = 30_000  # characters; longer ones are worked out anew


def comparable(article: Article) -> Article:
    """What of an article is compared, in stored form: without lines that only tell a time, without a standfirst
    that the body repeats, without what is never compared."""
    return _kept_comparable(article) if _is_small(article) else _comparable(article)


def _is_small(article: Article) -> bool:
    return sum(map(len, article.paragraphs)) <= _KEPT_LENGTH


def _comparable(article: Article) -> Article:
    paragraphs = tuple(
        text
        for text in map(fold, _bounded(article.paragraphs))
        if len(text) > _LONGEST_TIME or (text and not _tells_only_time(text, article))
    )
    standfirst = fold(article.standfirst)
    if standfirst and any(text.startswith(standfirst) for text in paragraphs):
        standfirst = ""
    return Article(
        title=fold(article.title),
        paragraphs=paragraphs,
        standfirst=standfirst,
        authors=tuple(fold(name) for name in article.authors),
        published=instant(article.published) or None,
    )


_kept_comparable = lru_cache(maxsize=_KEPT)(_comparable)


def _tells_only_time(text: str, article: Article) -> bool:
    return is_relative_time(text) or is_time_stamp(text) or _is_dateline(text, article)


def _is_dateline(text: str, article: Article) -> bool:
    """A line that spells the article's own date, in whatever language: its year, its day (give or take one, for
    time zones) and three words at most."""
    if len(text) > _DATELINE:
        return False
    words = tokens(text)
    figures = {int(number) for word in words if is_number(word) for number in _FIGURES.findall(word)}
    if len(figures) < 2 or sum(word[0].isalpha() for word in words) > _DATELINE_WORDS:  # noqa: PLR2004 - day and year
        return False
    return any(_names_day(figures, value) for value in (article.published, article.modified))


def _names_day(figures: set[int], value: str | None) -> bool:
    try:
        day = date.fromisoformat(instant(value)[:DATE_ONLY])
        near = {(day + timedelta(days=shift)).day for shift in (-1, 0, 1)}
    except (ValueError, OverflowError):
        return False
    return day.year in figures and not near.isdisjoint(figures)


def _bounded(paragraphs: Sequence[str]) -> Sequence[str]:
    """At most 10,000 paragraphs: of a text in more pieces than that, neighbours are taken together."""
    step = -(-len(paragraphs) // _MOST_PARAGRAPHS)
    if step <= 1:
        return paragraphs
    return [" ".join(paragraphs[at : at + step]) for at in range(0, len(paragraphs), step)]


def article_digest(article: Article) -> str:
    """Equal digests: nothing to compare. Unlike ones may still differ in nothing that is an edit (see
    `compare_articles`)."""
    return _kept_digest(article) if _is_small(article) else _article_digest(article)


def _article_digest(article: Article) -> str:
    state = comparable(article)
    return digest(
        "article",
        "title=" + compare_form(state.title),
        "body=" + body_form(state),
        *("by=" + name for name in names(state)),
        "at=" + (state.published or ""),
    )


_kept_digest = lru_cache(maxsize=_KEPT)(_article_digest)


def units(state: Article) -> list[str]:
    """The texts of the body of what `comparable` gave, standfirst first."""
    return [state.standfirst, *state.paragraphs] if state.standfirst else list(state.paragraphs)


def body_form(state: Article) -> str:
    """The words of the body, however they are broken into paragraphs."""
    return joined_form(list(map(without_relative_times, units(state))))


def names(state: Article) -> list[str]:
    """The authors, in whatever order and capitals the page has them."""
    return sorted({compare_form(name).casefold() for name in state.authors if name})
