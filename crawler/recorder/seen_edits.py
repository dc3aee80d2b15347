"""What edited articles said before, for the same edit to be known at another address of the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Self

from crawler.classes import dataclass
from crawler.guard import text_of
from crawler.model import Article
from crawler.text import compare_form, digest

MOST_EDITS = 200  # the last ones: an edit is seen at another address within a few runs


@dataclass(slots=True)
class SeenEdits:
    """By the name of what an article said before an edit (`name_of`) the page on which that was recorded."""

    pages: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Iterable[tuple[str, str]]) -> Self:
        return cls(dict(plain))

    def plain(self) -> list[tuple[str, str]]:
        """In their order, which tells their age."""
        return list(self.pages.items())

    def saw(self, before: str, page: str) -> None:
        self.pages.pop(before, None)
        self.pages[before] = page
        for oldest in list(self.pages)[: max(0, len(self.pages) - MOST_EDITS)]:
            del self.pages[oldest]


def name_of(article: Article) -> str:
    """A short name of what an article says, by its headline and text."""
    return digest("\n".join((compare_form(article.title), *text_of(article))))
