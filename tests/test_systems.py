"""Pages as big publishing systems write them, in scripts that are read both ways, with spaces and without, cold and with
what the site's other pages teach."""

from __future__ import annotations

import json

import pytest
from article_pages import PARAGRAPHS, TITLE
from article_pages import document as read
from family_builders import BUILDERS
from family_markup import head, lists, page, ticker
from family_systems import SYSTEMS
from family_words import paper
from test_families import document

from crawler.model import PageKind
from crawler.parsing import learn, read_page
from crawler.regions.article.reading import read_article
from crawler.template import Evidence, Template

PAGES = SYSTEMS | BUILDERS


@pytest.mark.parametrize("language", ["en", "ar", "ja", "th", "ru"])
@pytest.mark.parametrize("name", PAGES)
def test_a_system_s_pages_are_read_without_configuration(name: str, language: str) -> None:
    made = paper(name, language, paragraphs=(8, 11))
    documents = [
        document(
            made.host + story.path,
            page(
                made,
                PAGES[name](made, story),
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


BRIEF = ("The night ferry stops on 30 September, the harbour board said.", "Islanders want to meet the board in June.")
LINES = [
    {"text": f"Line {n} of the strip: a jury of nine is still out in the county hall", "time": n} for n in range(9)
]


@pytest.mark.parametrize(
    "article",
    [
        {"headline": TITLE, "body": list(BRIEF)},
        {"headline": TITLE, "body": {"content": [{"type": "paragraph", "text": text} for text in BRIEF]}},
        {"title": {"rendered": TITLE}, "content": {"rendered": "".join(f"<p>{text}</p>" for text in BRIEF)}},
        {"name": TITLE, "text": "\n\n".join(BRIEF), "teaser": {"lead": "So much more of this on Sunday, dear reader."}},
    ],
)
def test_a_brief_is_read_where_its_data_says_the_headline_too(article: object) -> None:
    data = {"site": {"name": "The Harbour Post", "strip": LINES}, "page": {"article": article}}
    reading = read_article(read(shell(data)))
    assert reading is not None
    assert reading.article.paragraphs == BRIEF


def paragraphs_of(html: str) -> tuple[str, ...]:
    reading = read_article(read(html))
    return reading.article.paragraphs if reading else ()


def test_a_line_of_the_frame_that_no_footer_holds_is_not_taken_for_a_text_that_stands_in_data() -> None:
    data = {"article": {"headline": TITLE, "body": list(PARAGRAPHS)}}
    html = shell(data).replace("<footer>", '<div class="imprint">').replace("</footer>", "</div>")
    assert paragraphs_of(html) == PARAGRAPHS


def test_a_text_that_the_page_shows_is_read_from_it_though_its_data_has_more() -> None:
    data = {"article": {"headline": TITLE, "body": [*PARAGRAPHS, *PARAGRAPHS]}}
    html = shell(data).replace('<div id="root">', f'<div id="root"><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>')
    assert paragraphs_of(html) == PARAGRAPHS[:1]


def test_a_brief_in_data_that_says_no_headline_is_no_article() -> None:
    assert BRIEF[0] not in paragraphs_of(shell({"page": {"body": list(BRIEF)}}))


def test_the_text_is_what_is_longest_though_key_points_stand_beside_the_headline() -> None:
    data = {"article": {"headline": TITLE, "points": list(BRIEF)}, "body": {"content": list(PARAGRAPHS * 3)}}
    reading = read_article(read(shell(data)))
    assert reading is not None
    assert reading.article.paragraphs == PARAGRAPHS * 3


def test_a_part_with_an_address_is_a_teaser() -> None:
    teasers = [{"text": text * 3, "url": f"/story-{n}"} for n, text in enumerate(PARAGRAPHS)]
    assert PARAGRAPHS[0] * 3 not in paragraphs_of(shell({"feed": teasers}))
    assert PARAGRAPHS[0] * 3 in paragraphs_of(shell({"feed": [{"text": teaser["text"]} for teaser in teasers]}))


def test_names_in_the_data_are_the_container_of_a_text_and_numbers_in_them_are_none() -> None:
    def slots(key: str, name: str) -> set[int]:
        reading = read_article(read(shell({"cache": {key: {"headline": TITLE, name: list(PARAGRAPHS)}}})))
        assert reading is not None
        return set(reading.article.slots)

    assert slots("Article:17", "body") == slots("Article:18", "body") != slots("Article:17", "content")


def test_a_short_text_of_the_head_is_read_where_the_page_shows_none() -> None:
    told = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(BRIEF)}
    html = shell({}).replace("</head>", f'<script type="application/ld+json">{json.dumps(told)}</script></head>')
    reading = read_article(read(html))
    assert reading is not None
    assert reading.article.paragraphs == BRIEF
