"""The same paragraph in all articles of a site from one look to the next: one change, told once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region_lab import Bench, Reed, bench, paragraphs

from crawler.explaining import explain
from crawler.model import Article
from crawler.recorder.everywhere import MANY, Everywhere
from crawler.regions.article.comparing import compare_articles

ASK = "Get our newsletter every morning, with the news that matters. Sign up for free."
NOTE = "Editor’s note: this story rests on interviews that never took place."
ALL = 30  # of fewer, a site is still learned from
NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)


@dataclass
class Asking(Reed):
    """A site with lines of its own below the second paragraph of some articles."""

    stories: Collection[int] = tuple(range(ALL))
    below: dict[str, Collection[int]] = field(default_factory=dict)
    edited: Collection[int] = ()

    def _article(self, number: int) -> str:
        text = super()._article(number)
        second = f"<p>{paragraphs(number)[1]}</p>"
        lines = "".join(f"<p>{line}</p>" for line, on in self.below.items() if number in on)
        if number in self.edited:
            text = text.replace(f"Paragraph 4 of story {number}", f"Paragraph 9 of story {number}")
        return text.replace(second, second + lines)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Asking()) as each:
        yield each


def told(made: Bench, paths: list[str] | None = None, **site: Any) -> list[str]:
    made.reed = Asking(**site)
    return [alert.summary for alert in made.run(paths)]


def test_a_line_that_comes_into_all_articles_is_told_once_and_once_when_it_goes(made: Bench) -> None:
    (came,) = told(made, below={ASK: range(ALL)})
    assert came.startswith("The same in 30 articles at once, told once: Silent edit: text added")
    assert told(made, below={ASK: range(ALL)}) == []
    (gone,) = told(made)
    assert gone.startswith("The same in 30 articles at once, told once: Silent edit: text removed")
    assert told(made) == []


def test_articles_that_are_seen_later_say_nothing_new(made: Bench) -> None:
    first = ["/", *map(made.reed.path, range(8))]
    assert len(told(made, first, below={ASK: range(ALL)})) == 1
    assert told(made, below={ASK: range(ALL)}) == []


def test_an_edit_of_one_of_them_is_told_beside_it(made: Bench) -> None:
    alerts = told(made, below={ASK: range(ALL)}, edited=[3])
    assert len(alerts) == 2
    assert len([each for each in alerts if "4 → 9" in each]) == 1


@pytest.mark.parametrize("on", [range(4), range(20)])
def test_a_note_under_some_articles_is_told_of_each(made: Bench, on: Collection[int]) -> None:
    assert len(told(made, below={NOTE: on})) == len(on)


def test_explain_says_why_the_others_were_not_told(made: Bench, tmp_path: Path) -> None:
    told(made, below={ASK: range(ALL)})
    pages = [made.archive.page("reed", f"http://reed.example/news/story-{number}/") for number in range(ALL)]
    why = [each.why for page in pages if page for each in explain(made.archive, page, None, data=tmp_path).told]
    assert len([each for each in why if "most articles of the site at once" in each]) == ALL - 1


def test_a_line_that_goes_from_a_few_articles_first_is_told_once(made: Bench) -> None:
    told(made, below={ASK: range(ALL)})
    kept = [1, *range(4, ALL)]
    assert len(told(made, below={ASK: kept})) == 1
    assert told(made) == []


def test_a_line_that_was_told_long_ago_is_news_of_one_article(made: Bench) -> None:
    told(made, below={ASK: range(ALL)})
    told(made)
    made.now += timedelta(days=9)
    assert len(told(made, below={ASK: [2]})) == 1


def test_a_correction_is_told_of_each_article(made: Bench) -> None:
    note = "Correction: an earlier version of this article named a wrong year."
    alerts = told(made, ["/", *map(made.reed.path, range(8))], below={note: range(ALL)})
    assert len([each for each in alerts if "correction" in each]) == 8


def article(*texts: str) -> Article:
    return Article("A headline of six words stands here", paragraphs=texts)


@given(st.integers(1, 12), st.integers(0, 12), st.integers(0, 4))
def test_no_change_is_kept_quiet_that_was_not_told_once(has: int, lacks: int, passed: int) -> None:
    before = [article(*paragraphs(number)) for number in range(has + lacks)]
    after = [article(*paragraphs(k), ASK) if k < has else before[k] for k in range(has + lacks)]
    everywhere = Everywhere(unchanged=passed)
    everywhere.weigh(list(zip(before, after, strict=True)))
    diffs = [diff for one, other in zip(before, after, strict=True) if (diff := compare_articles(one, other))]
    counts = [everywhere.pages(diff, NOW) for diff in diffs]
    site_wide = has >= MANY and has >= 0.8 * (has + lacks + passed)
    assert counts == ([has] + [0] * (has - 1) if site_wide and has > 1 else [1] * has)
    assert Everywhere.of(everywhere.plain()) == Everywhere(everywhere.told)
