"""Two states of an article: which words changed, what kind of edit that is, and whether the page owns up to it.

Compared are headline, standfirst, body, authors and the time of publication. The modified date is not: it changes
without an edit, and edits happen without it. Typography, white space, Unicode forms, paragraph breaks, relative
times and other spellings of the same instant are no edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from crawler.model import Article, Severity
from crawler.regions.article.alignment import Passage, align
from crawler.regions.article.classify import EDITS, classify, has_other_number, severity
from crawler.regions.edits import edits, number_changes, word_count, words_of
from crawler.text import (
    compare_form,
    digest,
    fold,
    instant,
    is_number,
    is_relative_time,
    is_time_stamp,
    token_key,
    tokens,
    without_relative_times,
)

_DATE_ONLY = len("2026-05-12")
_DATELINE = 60
_DATELINE_WORDS = 3
_FIGURES = re.compile(r"[0-9]{1,4}")
_LONGEST_TOLD = 10_000
_MOST_HUNKS = 500
_MOST_PARAGRAPHS = 10_000
# A look's article is asked for its form and digest several times before it is settled with its batch.
_KEPT = 256
_KEPT_LENGTH = 30_000  # characters; longer ones are worked out anew


@dataclass(frozen=True, slots=True)
class Hunk:
    """A passage that changed, as a person reads it. op: insert, delete, replace or move; `kinds`: what edits."""

    op: str
    before: str
    after: str
    kinds: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, str], ...] = ()  # (before, after), as written


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """The difference between two states. `script` rebuilds the paragraphs: the number of a paragraph of the
    earlier state, or the text of a new one."""

    edits: tuple[str, ...]
    title: tuple[str, str] | None
    hunks: tuple[Hunk, ...]
    added: int  # words
    removed: int
    silent: bool
    severity: Severity
    script: tuple[int | str, ...]
    head: Article  # the later state without its paragraphs

    def to_json(self) -> dict[str, Any]:
        """The contract's `change` of `article.changed`, without `versions`. Very long passages are cut off."""
        return {
            "edits": list(self.edits),
            "title": {"before": self.title[0], "after": self.title[1]} if self.title else None,
            "hunks": [
                {"op": hunk.op, "before": _told(hunk.before), "after": _told(hunk.after)}
                for hunk in self.hunks[:_MOST_HUNKS]
            ],
            "words": {"added": self.added, "removed": self.removed},
            "silent": self.silent,
        }


def _told(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD] + " …"


def comparable(article: Article) -> Article:
    """What of an article is compared, in stored form: without lines that only tell a time, without a standfirst
    that the body repeats, without what is never compared."""
    return _kept_comparable(article) if _is_small(article) else _comparable(article)


def _is_small(article: Article) -> bool:
    return sum(map(len, article.paragraphs)) <= _KEPT_LENGTH


def _comparable(article: Article) -> Article:
    paragraphs = tuple(
        text for text in map(fold, _bounded(article.paragraphs)) if text and not _tells_only_time(text, article)
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
        day = date.fromisoformat(instant(value)[:_DATE_ONLY])
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
        "body=" + _body_form(state),
        *("by=" + name for name in _names(state)),
        "at=" + (state.published or ""),
    )


_kept_digest = lru_cache(maxsize=_KEPT)(_article_digest)


def compare_articles(before: Article, after: Article) -> ArticleDiff | None:
    """What changed from `before` to `after`, or None where no reader would call it an edit."""
    one, other = comparable(before), comparable(after)
    passages = _passages(one, other)
    title = (one.title, other.title) if compare_form(one.title) != compare_form(other.title) else None
    fields = [*_byline(one, other), *_date(one, other)]
    if not (passages or title or fields):
        return None
    hunks = [_hunk(passage) for passage in passages]
    kinds = {kind for hunk in (*hunks, *fields) for kind in hunk.kinds} | _title_kinds(title)
    removed, added = _count(passages, title)
    return ArticleDiff(
        edits=tuple(kind for kind in EDITS if kind in kinds),
        title=title,
        hunks=(*hunks, *fields),
        added=added,
        removed=removed,
        silent=bool(passages or title) and "correction" not in kinds and not _owns_up(before, after),
        severity=severity(kinds, removed, sum(text.count(" ") + 1 for text in one.paragraphs)),
        script=_script(before, after),
        head=replace(after, paragraphs=(), slots=()),
    )


def apply_article(before: Article, diff: ArticleDiff) -> Article:
    """The later state, rebuilt from the earlier one (typography of unchanged paragraphs apart)."""
    paragraphs = tuple(before.paragraphs[step] if isinstance(step, int) else step for step in diff.script)
    return replace(diff.head, paragraphs=paragraphs)


def _script(before: Article, after: Article) -> tuple[int | str, ...]:
    places: dict[str, int] = {}
    for at, text in enumerate(before.paragraphs):
        places.setdefault(text, at)
    return tuple(places.get(text, text) for text in after.paragraphs)


def _units(state: Article) -> list[str]:
    return [state.standfirst, *state.paragraphs] if state.standfirst else list(state.paragraphs)


def _body_form(state: Article) -> str:
    return compare_form(" ".join(map(without_relative_times, _units(state))))


def _passages(one: Article, other: Article) -> list[Passage]:
    before, after = _units(one), _units(other)
    if before == after:
        return []
    passages = align(before, after)
    # The same words in the same order in other paragraphs: alignment may see moves where there are none.
    if passages and _may_cancel(passages) and _body_form(one) == _body_form(other):
        return []
    return passages


def _may_cancel(passages: Sequence[Passage]) -> bool:
    """Whether what went and what came could be the same words: as many, and where each is known, the same ones."""
    removed, added = _count(passages, None)
    if removed != added:
        return False
    if any(passage.words is None or passage.op == "move" for passage in passages):
        return True
    changes = [edit for passage in passages for edit in passage.edits]
    gone = Counter(token_key(word) for edit in changes for word in edit.gone)
    return gone == Counter(token_key(word) for edit in changes for word in edit.came)


def _hunk(passage: Passage) -> Hunk:
    numbers = tuple(pair for pair in number_changes(passage.edits) if all(pair))
    return Hunk(passage.op, passage.before, passage.after, frozenset(classify(passage)), numbers)


def _title_kinds(title: tuple[str, str] | None) -> set[str]:
    if title is None:
        return set()
    changes = edits(*map(words_of, title))
    return {"headline"} | ({"number"} if any(has_other_number(e.gone, e.came) for e in changes) else set())


def _count(passages: Sequence[Passage], title: tuple[str, str] | None) -> tuple[int, int]:
    """Words removed and added. What only moved counts as neither."""
    removed = added = 0
    changes = [edit for passage in passages for edit in passage.edits]
    changes += edits(*map(words_of, title)) if title else []
    for edit in changes:
        removed += word_count(edit.gone)
        added += word_count(edit.came)
    for passage in passages:
        if passage.words is None and passage.op != "move":
            removed += _rough_count(passage.before)
            added += _rough_count(passage.after)
    return removed, added


def _rough_count(text: str) -> int:
    return word_count(tokens(text)) if len(text) <= _LONGEST_TOLD else len(text.split())


def _names(state: Article) -> list[str]:
    return sorted({compare_form(name).casefold() for name in state.authors if name})


def _byline(one: Article, other: Article) -> list[Hunk]:
    if _names(one) == _names(other):
        return []
    return [
        Hunk(_op(one.authors, other.authors), ", ".join(one.authors), ", ".join(other.authors), frozenset({"byline"}))
    ]


def _date(one: Article, other: Article) -> list[Hunk]:
    """A published time that names another instant. A time that is told more or less exactly, or on one side only,
    is told in another way, not changed."""
    before, after = one.published or "", other.published or ""
    if not before or not after or before == after:
        return []
    if len(before) != len(after) and min(len(before), len(after)) <= _DATE_ONLY:
        return []
    return [Hunk("replace", before, after, frozenset({"date"}))]


def _op(before: Sequence[str], after: Sequence[str]) -> str:
    return "replace" if before and after else "delete" if before else "insert"


def _owns_up(before: Article, after: Article) -> bool:
    """Does the later state say that it was changed: a newer modified date, or a new line that stamps an update?"""
    earlier, later = instant(before.modified), instant(after.modified)
    if later > earlier and later not in {instant(before.published), instant(after.published)}:
        return True
    known = set(map(compare_form, before.paragraphs))
    return any(
        is_time_stamp(text) and not is_relative_time(text) and compare_form(text) not in known
        for text in map(fold, after.paragraphs)
    )
