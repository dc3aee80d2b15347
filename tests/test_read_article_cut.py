"""Bodies that boxes of links cut in two: both parts are text, and so is the short line above such a box."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs

from crawler.regions.article.reading import read_article

FIRST, REST = PARAGRAPHS[:1], PARAGRAPHS[1:]
RAIL = (
    '<div class="rail"><p class="label">Full coverage</p><div><h2><a href="/sea/seals">Seals are counted again</a></h2>'
    "<p>Wardens went out with the tide on Monday, and came home late.</p></div>"
    '<h4><a href="/tags/ferries">More on the ferries</a></h4></div>'
)
BY_LINK = '<h6 class="byline">By <a href="/people/ann-oak">Ann Oak of the harbour desk</a></h6>'


def read(body: str) -> tuple[str, ...]:
    reading = read_article(document(page(body)))
    assert reading is not None
    return reading.article.paragraphs


@pytest.mark.parametrize("byline", ["", BY_LINK])
def test_the_part_of_a_body_above_a_box_of_other_stories_is_read(byline: str) -> None:
    """The first paragraph of each story of a paper was in no version, and its edits untold."""
    first = f'<div class="articleBody"><font>{paragraphs(FIRST)}</font></div>'
    rest = f'<div class="articleBody">{paragraphs(REST)}</div>'
    comments = "".join(
        f"<div class=comment><b>reader {n}</b><p>So it is, dear reader, and so it was in my days on the boat.</p></div>"
        for n in range(9)
    )
    assert read(f"{byline}{first}{RAIL * 9}{rest}<section class=comments>{comments}</section>") == PARAGRAPHS


def parts(*inner: str) -> str:
    """A body of <article> elements, the headline in none of them."""
    return '<div id="body">' + "".join(f'<div class="text"><article>{one}</article></div>' for one in inner) + "</div>"


@pytest.mark.parametrize("between", ["", RAIL])
def test_a_text_in_article_elements_below_its_headline_is_read_whole(between: str) -> None:
    """The shorter part was taken for a teaser."""
    html = parts(paragraphs(FIRST), paragraphs(REST)).replace(
        '</div><div class="text">', f'</div>{between}<div class="text">'
    )
    assert read(html) == PARAGRAPHS


@pytest.mark.parametrize(
    "other",
    [
        '<h3><a href="/sea/seals">Seals are counted again</a></h3><p>Wardens went out with the tide on Monday.</p>',
        "<h3>Seals are counted again</h3><p>Wardens went out with the tide on Monday, and came home late.</p>",
        '<p>Wardens went out with the tide on Monday, and came home late.</p><p><a href="/sea/seals">Read more</a></p>',
        "<p>So it is, and so it was in my days on the boat, dear editor.</p><p>12 May 2026, 08:30</p>",
    ],
    ids=["card", "story", "teaser", "comment"],
)
def test_an_article_element_of_another_matter_below_the_text_is_none_of_it(other: str) -> None:
    assert read(parts(paragraphs(), other)) == PARAGRAPHS


BOX = '<div class="related"><ul><li><a href="/a">Seals are counted again</a></li></ul></div>'


def test_a_short_sentence_above_a_box_of_links_is_text() -> None:
    """It was told as removed when the box came, and as added when it went."""
    texts = (*PARAGRAPHS[:2], "Not this time.", *PARAGRAPHS[2:])
    with_box = paragraphs(texts[:3]) + BOX + paragraphs(texts[3:])
    assert read(f"<div class=story>{with_box}</div>") == texts == read(f"<div class=story>{paragraphs(texts)}</div>")


@pytest.mark.parametrize("line", ["Read on:", "More on the ferries", "What do you think?"])
def test_a_line_that_leads_in_to_a_box_of_links_goes_with_it(line: str) -> None:
    html = f"{paragraphs(PARAGRAPHS[:3])}<p>{line}</p>{BOX}{paragraphs(PARAGRAPHS[3:])}"
    assert read(f"<div class=story>{html}</div>") == PARAGRAPHS


RULES = tuple(
    f"Rule {number} of the harbour says that no boat may leave the quay by night without a lamp, a bell and two sails."
    for number in range(30)
)
BOXED = f'<div class="inset"><div>{paragraphs(RULES)}</div></div>'
POINTS = "<ul><li>The last boat goes in autumn</li><li>Islanders want to meet the board</li></ul>"


@pytest.mark.parametrize("name", ['class="article-text"', 'itemprop="articleBody"'])
def test_a_box_that_has_more_text_than_the_article_around_it_is_not_all_of_it(name: str) -> None:
    """The article's own paragraphs were in no version."""
    rest = "".join(
        f'<div class="related"><p>Seals are counted again at the bay, {n} of them in all.</p></div>' for n in range(150)
    )
    assert read(f"<div {name}>{paragraphs()}{BOXED}{rest}</div>") == (*PARAGRAPHS, *RULES)


def test_a_line_of_times_and_the_byline_below_key_points_are_no_text() -> None:
    times = "<p>PUBLISHED: 09:29 GMT, 5 June 2026 | UPDATED: 19:08 GMT, 5 June 2026</p>"
    reading = read_article(
        document(page(f'<div class="article-text">{POINTS}<p>By Ann Oak</p>{times}{paragraphs()}</div>'))
    )
    assert reading is not None
    assert reading.article.paragraphs[2:] == PARAGRAPHS
    assert reading.article.authors == ("Ann Oak",)
