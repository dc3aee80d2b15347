"""Two states of an article: which words changed, what kind of edit that is, and whether the page owns up to it.

Compared are headline, standfirst, body, authors and the time of publication. The modified date is not: it changes
without an edit, and edits happen without it. Typography, white space, Unicode forms, paragraph breaks, relative
times and other spellings of the same instant are no edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crawler.classes import dataclass
from crawler.model import Article, Severity
from crawler.regions.article.alignment import Passage, align
from crawler.regions.article.classify import EDITS, classify, has_other_number, severity
from crawler.regions.article.comparable import DATE_ONLY, body_form, comparable, names, units
from crawler.regions.edits import edits, number_changes, word_count, words_of
from crawler.text import (
    compare_form,
    fold,
    instant,
    is_relative_time,
    is_time_stamp,
    token_key,
    tokens,
)

_LONGEST_TOLD = 10_000
_MOST_HUNKS = 500


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


def _passages(one: Article, other: Article) -> list[Passage]:
    before, after = units(one), units(other)
    if before == after:
        return []
    passages = align(before, after)
    # The same words in the same order in other paragraphs: alignment may see moves where there are none.
    if passages and _may_cancel(passages) and body_form(one) == body_form(other):
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


def _byline(one: Article, other: Article) -> list[Hunk]:
    if names(one) == names(other):
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
    if len(before) != len(after) and min(len(before), len(after)) <= DATE_ONLY:
        return []
    return [Hunk("replace", before, after, frozenset({"date"}))]


def _op(before: Sequence[str], after: Sequence[str]) -> str:
    return "replace" if before and after else "delete" if before else "insert"


def _owns_up(before: Article, after: Article) -> bool:
    """Does the later state say that it was changed: a newer modified date, or a new line that stamps an update?"""
    earlier, later = instant(before.modified), instant(after.modified)
    if later > earlier and later not in {instant(before.published), instant(after.published)}:
        return True
    stamps = [text for text in map(fold, after.paragraphs) if is_time_stamp(text) and not is_relative_time(text)]
    return bool(stamps) and not set(map(compare_form, before.paragraphs)).issuperset(map(compare_form, stamps))
