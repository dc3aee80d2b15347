"""Pages as plain text, of papers in several languages: other counts, other blank lines, all at once and one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

import pytest
from family_words import Paper, Story, paper, sentence, words
from text_captures import T0, Data

Lists = Sequence[tuple[str, Sequence[str]]]


def spaced(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = [line for name, items in lists for line in (name, "", "\n\n".join(items), "")]
    return "\n".join([*ticker, story.title, "", *story.paragraphs, "", *foot])


def tight(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = [line for name, items in lists for line in (name, *items, "")]
    return "\n".join([*ticker, story.title, *story.paragraphs, "", *foot])


def without_blank_lines(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    return "\n".join(
        [*ticker, story.title, *story.paragraphs, *(line for name, items in lists for line in (name, *items))]
    )


def with_bylines(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    top = [*ticker, story.title, "", f"By {story.author}", "10 May 2026", ""]
    foot = [line for name, items in lists for line in (name, "", "\n\n".join(items), "")]
    return "\n".join([*top, *story.paragraphs, "", *foot, "© 2026 Harbour Press. All rights reserved."])


def numbered(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    ranked = [(name, [f"{rank}. {title}" for rank, title in enumerate(items, 1)]) for name, items in lists]
    return spaced([*ticker, ""], story, ranked)


def made(language: str, ticker: int, counts: tuple[int, int]) -> tuple[Paper, list[str], Lists]:
    random = Random(f"{language} {ticker}")
    one = paper(f"text{ticker}", language, stories=3, paragraphs=(4, 9))
    lists = [
        (name, [words(language, random, 8) for _ in range(n)]) for (name, _), n in zip(one.lists, counts, strict=True)
    ]
    return one, [sentence(language, random) for _ in range(ticker)], lists


@pytest.mark.parametrize("alone", [False, True], ids=["together", "one by one"])
@pytest.mark.parametrize(
    ("form", "language", "ticker", "counts"),
    [
        (spaced, "de", 9, (10, 4)),
        (spaced, "ja", 15, (5, 3)),
        (tight, "fr", 22, (5, 3)),
        (tight, "zh", 6, (10, 5)),
        (without_blank_lines, "ru", 15, (4, 5)),
        (without_blank_lines, "ar", 12, (5, 3)),
        (with_bylines, "en", 15, (5, 3)),
        (with_bylines, "ko", 8, (6, 3)),
        (numbered, "hi", 15, (5, 3)),
        (numbered, "he", 5, (3, 3)),
    ],
)
def test_a_paper_as_plain_text_is_told_apart(
    tmp_path,
    form: Callable[[Sequence[str], Story, Lists], str],
    language: str,
    ticker: int,
    counts: tuple[int, int],
    alone: bool,
):
    one, lines, lists = made(language, ticker, counts)
    data = Data(tmp_path / "data", "harbour")
    files = [tmp_path / f"{story.number}.txt" for story in one.stories]
    for file, story in zip(files, one.stories, strict=True):
        file.write_text(form(lines, story, lists), "utf-8")
    for hour, batch in enumerate([[file] for file in files] if alone else [files]):
        data.take(*batch, at=T0 + timedelta(hours=hour))
    articles = data.articles()
    assert {title: list(articles[title].paragraphs) for title in articles} == {
        story.title: list(story.paragraphs) for story in one.stories
    }
    assert [data.titles(name) for name, _ in lists] == [items for _, items in lists]
    assert data.ticker() == lines
    assert not data.alerts()
    if form is with_bylines:
        told = {(article.authors, article.published) for article in articles.values()}
        assert told == {((story.author,), "2026-05-10") for story in one.stories}
