"""Headlines under test: a page that draws one of a few at each request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from crawler.classes import dataclass
from crawler.model import Article
from crawler.parsing import Reading
from crawler.text import compare_form

# As long after the first headline was seen last, the other one is what the page says.
TEST = timedelta(days=1)
MOST_PAGES = 200
MOST_DRAWN = 8


@dataclass(slots=True)
class Drawn:
    """`kept`: the headline that is followed; `others`, in comparison form, that were seen in its place within moments;
    `seen`: when the first was seen last, or two of them side by side."""

    kept: str
    others: frozenset[str]
    seen: datetime


@dataclass(slots=True)
class Headlines:
    """By page, what it draws from."""

    drawn: dict[str, Drawn] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            {
                page: Drawn(each["kept"], frozenset(each["others"]), datetime.fromisoformat(each["seen"]))
                for page, each in plain.items()
            }
        )

    def plain(self) -> dict[str, Any]:
        return {
            page: {"kept": each.kept, "others": sorted(each.others), "seen": each.seen.isoformat()}
            for page, each in self.drawn.items()
        }

    def saw(self, page: str, kept: str, first: str, second: str, at: datetime) -> None:
        """Two fetches within moments, with unlike headlines. `kept`: the one that is stored."""
        known = self.drawn.pop(page, None)
        others = {compare_form(title) for title in (first, second)} - {compare_form(kept)}
        others |= known.others if known is not None and known.kept == kept else set()
        self.drawn[page] = Drawn(kept, frozenset(sorted(others)[:MOST_DRAWN]), at)
        for oldest in list(self.drawn)[: max(0, len(self.drawn) - MOST_PAGES)]:
            del self.drawn[oldest]

    def forget(self, page: str) -> None:
        """Another headline is stored than the one that was followed."""
        self.drawn.pop(page, None)

    def move(self, old: str, new: str, title: str) -> None:
        """An article has another address now, and its history with it: it goes on to draw, and `title`, which is
        stored, is followed."""
        here, there = self.drawn.pop(new, None), self.drawn.pop(old, None)
        known = [each for each in (here, there) if each is not None]
        forms = {form for each in known for form in (compare_form(each.kept), *each.others)}
        if (kept := compare_form(title)) in forms:
            seen = max(each.seen for each in known)
            self.drawn[new] = Drawn(title, frozenset(sorted(forms - {kept})[:MOST_DRAWN]), seen)
        elif here is not None:
            self.drawn[new] = here

    def settled(self, page: str, reading: Reading, at: datetime) -> Reading:
        """A reading under the headline that is followed, where it shows one that the page draws in its place."""
        article = reading.page.article
        if article is None or (followed := self.followed(page, article, at)) is article:
            return reading
        return replace(reading, page=replace(reading.page, article=followed))

    def followed(self, page: str, article: Article, at: datetime) -> Article:
        """An article, as it was seen on a page at a time, under the headline that is followed."""
        known = self.drawn.get(page)
        if known is None:
            return article
        if article.title == known.kept:
            known.seen = max(known.seen, at)
            return article
        if compare_form(article.title) not in known.others or at - known.seen > TEST:
            return article
        return replace(article, title=known.kept)
