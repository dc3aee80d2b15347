"""Pages whose news, texts and lists stand in elements of one kind, and lead nowhere: a paper's text, poured into HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import escape

import pytest
from family_words import Story
from test_text_families import Lists, made
from text_captures import T0, Data

Form = Callable[[Sequence[str], Story, Lists], str]


def each(texts: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def flat(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = "".join(f"<h2>{escape(name)}</h2>{each(items)}" for name, items in lists)
    return f"{each(ticker)}<h1>{escape(story.title)}</h1>{each(story.paragraphs)}{foot}"


def bold(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = "".join(f"<p><b>{escape(name)}</b></p>{each(items)}" for name, items in lists)
    return f"{each(ticker)}<h2>{escape(story.title)}</h2>{each(story.paragraphs)}{foot}"


def one_box(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = "".join(f"<div>{escape(name)}</div>{each(items, 'div')}" for name, items in lists)
    body = f"{each(ticker, 'div')}<h1>{escape(story.title)}</h1>{each(story.paragraphs, 'div')}"
    return f"<div id=content>{body}{foot}</div>"


def tables(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    foot = "".join(f"<h3>{escape(name)}</h3><ol>{each(items, 'li')}</ol>" for name, items in lists)
    rows = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in ticker)
    body = f"<h1>{escape(story.title)}</h1>{each(story.paragraphs)}"
    return f"<table>{rows}</table><table><tr><td>{body}</td><td>{foot}</td></tr></table>"


def timed(ticker: Sequence[str], story: Story, lists: Lists) -> str:
    lines = "".join(
        f"<div class=x><span>12:0{n % 10}</span> <span>{escape(line)}</span></div>" for n, line in enumerate(ticker)
    )
    boxes = ""
    for name, items in lists:
        ranked = "".join(f"<div><span>{n}</span><span>{escape(item)}</span></div>" for n, item in enumerate(items, 1))
        boxes += f"<div class=l><span>{escape(name)}</span>{ranked}</div>"
    story_box = f"<div class=h>{escape(story.title)}</div><div class=b>{each(story.paragraphs)}</div>"
    return f"<div class=a>{lines}</div>{story_box}{boxes}"


def page(form: Form, ticker: Sequence[str], story: Story, lists: Lists) -> str:
    head = f'<meta charset="utf-8"><title>{escape(story.title)}</title>'
    return f"<!doctype html><html><head>{head}</head><body>{form(ticker, story, lists)}</body></html>"


@pytest.mark.parametrize(
    ("form", "language", "ticker", "counts"),
    [
        (flat, "en", 15, (5, 3)),
        (flat, "ru", 9, (10, 4)),
        (bold, "de", 15, (5, 3)),
        (one_box, "fr", 12, (5, 3)),
        (one_box, "ar", 15, (5, 3)),
        (tables, "en", 15, (10, 3)),
        (timed, "en", 15, (5, 3)),
    ],
)
def test_what_changes_on_flat_pages_is_told_once_each(
    tmp_path, form: Form, language: str, ticker: int, counts: tuple[int, int]
):
    one, lines, lists = made(language, ticker, counts)
    data = Data(tmp_path / "data", "harbour")
    files = [tmp_path / f"{story.number}.html" for story in one.stories]

    def take(hour: int, news: Sequence[str], stories: Sequence[Story], ranked: Lists) -> None:
        for file, story in zip(files, stories, strict=True):
            file.write_text(page(form, news, story, ranked), "utf-8")
        data.take(*files, at=T0 + timedelta(hours=hour))

    take(0, lines, one.stories, lists)
    take(1, lines, one.stories, lists)
    assert not data.alerts()
    articles = data.articles()
    assert {title: articles[title].paragraphs for title in articles} == {
        story.title: tuple(story.paragraphs) for story in one.stories
    }
    (first, items), *rest = lists
    turned = [(first, [items[1], items[0], *items[2:]]), *rest]
    edited = [*one.stories]
    edited[1] = edited[1].__class__(
        **{**vars(edited[1]), "paragraphs": [*one.stories[1].paragraphs[:-1], lines[-1][::-1]]}
    )
    take(2, [lines[0] + " 1190", *lines[1:]], edited, turned)
    take(3, [lines[0] + " 1190", *lines[1:]], edited, turned)
    assert Counter(alert.kind for alert in data.alerts()) == {
        "article.changed": 1,
        "list.changed": 1,
        "live.changed": 1,
    }
