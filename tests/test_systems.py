"""Pages as big publishing systems write them, in scripts that are read both ways, with spaces and without, cold and with
what the site's other pages teach."""

from __future__ import annotations

import json

import pytest
from article_pages import PARAGRAPHS, TITLE
from article_pages import document as read
from family_markup import head, lists, page, ticker
from family_systems import SYSTEMS
from family_words import paper
from test_families import document

from crawler.model import PageKind
from crawler.parsing import learn, read_page
from crawler.regions.article.reading import read_article
from crawler.template import Evidence, Template


@pytest.mark.parametrize("language", ["en", "ar", "ja", "th", "ru"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_s_pages_are_read_without_configuration(name: str, language: str) -> None:
    made = paper(name, language, paragraphs=(8, 11))
    documents = [
        document(
            made.host + story.path,
            page(
                made,
                SYSTEMS[name](made, story),
                lists=lists(made, "ul with digits"),
                ticker=ticker(made),
                head=head(made, story),
            ),
        )
        for story in made.stories
    ]
    template = learn(documents, previous=Template(), evidence=Evidence()).template
    for story, one in zip(made.stories, documents, strict=True):
        for known in (Template(), template):
            found = read_page(one, known).page
            assert found.kind is PageKind.ARTICLE
            assert found.article is not None
            assert found.article.title == story.title
            assert found.article.paragraphs == story.paragraphs
            assert [[item.title for item in one.items] for one in found.lists] == [
                [title for title, _ in items] for _, items in made.lists
            ]


PARTS = {
    "texts": list(PARAGRAPHS),
    "typed texts": [{"type": "text", "content": text} for text in PARAGRAPHS],
    "runs of text": [
        {"_type": "block", "style": "normal", "children": [{"text": text[:30]}, {"text": text[30:], "marks": ["em"]}]}
        for text in PARAGRAPHS
    ],
    "runs in content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in PARAGRAPHS
    ],
    "data of blocks": [{"id": str(n), "type": "paragraph", "data": {"text": t}} for n, t in enumerate(PARAGRAPHS)],
    "HTML": [{"kind": "html", "html": f"<p>{text[:40]}<b>{text[40:]}</b></p>"} for text in PARAGRAPHS],
    "with others among them": [
        part
        for text in PARAGRAPHS
        for part in (
            {"__typename": "ArticleParagraph", "text": text},
            {"__typename": "ImageBlock", "text": "The ferry at the pier in a photo of last spring, by A. Lind."},
            {"__typename": "RelatedLinks", "text": "Day boats get a new timetable for the summer months"},
        )
    ],
}


def shell(data: object, *, script: str = "{}") -> str:
    told = script.format(json.dumps(data))
    return (
        f'<!doctype html><html lang="en"><head><title>{TITLE}</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{TITLE}"></head><body><div id="root"></div>'
        f"<script>{told}</script><footer><p>Printed on Quay Street since the days of sail, every morning of the week."
        "</p></footer></body></html>"
    )


@pytest.mark.parametrize("form", PARTS)
@pytest.mark.parametrize("script", ["{}", "window.__STATE__ = {}; start();"])
def test_a_text_in_typed_parts_of_data_is_read(form: str, script: str) -> None:
    data = {"page": {"article": {"body": PARTS[form]}, "comments": [{"text": "So it goes. " * 40}] * 9}}
    reading = read_article(read(shell(data, script=script)))
    assert reading is not None
    assert reading.article.paragraphs == PARAGRAPHS
    assert reading.article.title == TITLE


@pytest.mark.parametrize(
    "data",
    [
        {"messages": ["Loading", "Try again", "Sign in"]},
        {"articles": [{"title": "A story", "teaser": "The day boats get a timetable. " * 9}] * 5},
        [[[[[[[[[["deep " * 100]]]]]]]]]],
        "a string",
    ],
)
def test_data_that_holds_no_text_gives_no_article(data: object) -> None:
    reading = read_article(read(shell(data)))
    assert reading is None or "timetable" not in " ".join(reading.article.paragraphs)
