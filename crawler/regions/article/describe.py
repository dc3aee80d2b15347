"""An article's change in words."""

from __future__ import annotations

from crawler.regions.article.comparing import ArticleDiff
from crawler.regions.wording import shortened

_NAMES = {
    "correction": "correction",
    "quote": "quote changed",
    "typo": "typo",
    "added": "text added",
    "removed": "text removed",
    "moved": "text moved",
    "rewrite": "reworded",
    "byline": "byline",
    "date": "date of publication",
}
_TITLE_LENGTH = 70


def describe_article(diff: ArticleDiff) -> str:
    """For example "Silent edit: 1,310 → 1,190, reworded (+4 −2 words) — Title of the article"."""
    parts = []
    if diff.title:
        before, after = (shortened(title, _TITLE_LENGTH) for title in diff.title)
        parts.append(f"headline “{before}” → “{after}”")
    if "number" in diff.edits:
        parts += [f"{before} → {after}" for before, after in _numbers(diff)[:2]] or ["number changed"]
    parts += [_NAMES[kind] for kind in diff.edits if kind in _NAMES]
    words = f" (+{diff.added} −{diff.removed} words)" if diff.added or diff.removed else ""
    tail = "" if diff.title else f" — {shortened(diff.head.title)}"
    return f"{'Silent edit' if diff.silent else 'Edit'}: {', '.join(parts)}{words}{tail}"


def _numbers(diff: ArticleDiff) -> list[tuple[str, str]]:
    return [pair for hunk in diff.hunks if "number" in hunk.kinds for pair in hunk.numbers]
