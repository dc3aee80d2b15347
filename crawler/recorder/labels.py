"""Labels that are put between the words of paragraphs at each request, at another place each time: "Advertisement"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Self

from crawler.classes import dataclass
from crawler.model import Article
from crawler.recorder.wording import near_pairs, words_beside, words_of_both
from crawler.text import compare_form, line_form

MOST_LABELS = 100
# So many paragraphs at most are laid beside each other: more that differ are no labels' doing.
_MOST_UNLIKE = 40


@dataclass(slots=True)
class Labels:
    """`known`: labels, in comparison form, that came or went between two fetches of two pages; `seen`: those of one
    page yet, and which. An editor may work between two fetches of one page, not of two in the same words."""

    known: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(set(plain.get("known", ())), dict(plain.get("seen", {})))

    def plain(self) -> dict[str, Any]:
        return {"known": sorted(self.known), "seen": self.seen}

    def learn(self, page: str, first: Article, second: Article) -> None:
        """From two fetches of a page, made moments apart."""
        for one, other in _unlike(first, second):
            if words_of_both(one, other):
                for words in (*words_beside(one, other), *words_beside(other, one)):
                    self._saw(page, compare_form(words))

    def _saw(self, page: str, label: str) -> None:
        if self.seen.setdefault(label, page) != page and len(self.known) < MOST_LABELS:
            self.known.add(label)
        for oldest in list(self.seen)[: max(0, len(self.seen) - MOST_LABELS)]:
            del self.seen[oldest]

    def without(self, before: Article, after: Article) -> Article:
        """`before`, without known labels between the words of paragraphs that stand in `after` without them, or with
        labels at other places."""
        if not self.known or before.paragraphs == after.paragraphs:
            return before
        bare = {one: words for one, other in _unlike(before, after) if (words := self._bare(one, other))}
        if not bare:
            return before
        return replace(before, paragraphs=tuple(bare.get(text, text) for text in before.paragraphs))

    def _bare(self, one: str, other: str) -> str:
        """What two wordings share, where all else that they have are known labels."""
        words = words_of_both(one, other)
        beside = (*words_beside(one, other), *words_beside(other, one)) if words else ()
        return words if all(compare_form(each) in self.known for each in beside) else ""


def _unlike(first: Article, second: Article) -> Iterator[tuple[str, str]]:
    """Pairs of paragraphs of which each stands in one of two articles only."""
    ours, theirs = ({line_form(text): text for text in article.paragraphs} for article in (first, second))
    here, there = _only(ours, theirs), _only(theirs, ours)
    if max(len(here), len(there)) <= _MOST_UNLIKE:
        yield from ((here[i], there[j]) for i, j in near_pairs(here, there))


def _only(these: Mapping[str, str], others: Collection[str]) -> list[str]:
    return [text for form, text in these.items() if form not in others]
