"""The same paragraph put into the articles of a site, or taken out of them: one change, however many pages show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Self

from crawler.classes import dataclass
from crawler.model import Article
from crawler.regions.article.comparing import ArticleDiff, Hunk
from crawler.text import digest, line_form

# So many articles, and this share of those of a batch: a note under some of them is news of each.
MANY = 5
_SHARE = 0.8
# Old articles are looked at once a week: so long after the last one more that show it may follow.
_LASTS = timedelta(days=8)
_MOST = 100


@dataclass(slots=True)
class Everywhere:
    """`told`: name of a paragraph that came (or went), told once → when it was last found so; `here`: of the batch that
    is being settled, on how many of its pages."""

    told: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0  # articles that this run found as they were
    here: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(dict(plain))

    def plain(self) -> dict[str, str]:
        return dict(sorted(self.told.items(), key=lambda item: item[1])[-_MOST:])

    def weigh(self, pairs: Sequence[tuple[Article, Article]]) -> None:
        """Take note of what came into most articles of a batch, or went from them, at once; `pairs`: each article as it
        was, and as it is."""
        counts = Counter(name for before, after in pairs for name in _between(before, after))
        least = max(MANY, _SHARE * (len(pairs) + self.unchanged))
        self.here = {name: count for name, count in counts.items() if count >= least}

    def pages(self, diff: ArticleDiff, at: datetime) -> int:
        """How many pages a change is told for: 1, unless all of it is what befell most articles of a site at once; 0
        where that was told already. What came as the site's goes as such, from whichever page it goes first. A
        correction is each article's own."""
        names = [name for hunk in diff.hunks for name in _named(hunk)]
        if diff.title is not None or not names or "correction" in diff.edits:
            return 1
        since = (at - _LASTS).isoformat()
        if not all(name in self.here or self._last(name) >= since for name in names):
            return 1
        new = [name for name in names if self.told.get(name, "") < since]
        self.told |= dict.fromkeys(names, at.isoformat())
        return max((self.here.get(name, 1) for name in new), default=0)

    def _last(self, name: str) -> str:
        """When a paragraph was last found to come into articles as the site's, or to go as such."""
        return max(self.told.get(way + name[1:], "") for way in "+-")


def _between(before: Article, after: Article) -> set[str]:
    ours, theirs = ({*map(line_form, article.paragraphs)} for article in (before, after))
    return {*_names("-", ours - theirs), *_names("+", theirs - ours)}


def _named(hunk: Hunk) -> Iterator[str]:
    """The names of the paragraphs of a passage; of one that moved, none that anything else has."""
    if hunk.op == "move":
        yield "move"
        return
    yield from _names("-", map(line_form, hunk.before.splitlines()))
    yield from _names("+", map(line_form, hunk.after.splitlines()))


def _names(way: str, lines: Iterable[str]) -> Iterator[str]:
    return (way + digest(line) for line in lines if line)
