"""Pages as houses of many countries write them, in their own language and in one written without spaces, cold and with
what the site's other pages teach."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs
from family_houses import HOUSES
from family_markup import head
from family_markup import page as whole
from family_words import paper
from test_families import document as captured

from crawler.model import PageKind
from crawler.parsing import learn, read_page
from crawler.regions.article.reading import read_article
from crawler.template import Evidence, Template


@pytest.mark.parametrize("own", [True, False], ids=["own language", "no spaces"])
@pytest.mark.parametrize("name", HOUSES)
def test_a_house_s_pages_are_read_without_configuration(name: str, own: bool) -> None:
    house = HOUSES[name]
    made = paper("".join(filter(str.isalnum, name)), house.language if own else "th", paragraphs=(8, 11))
    documents = [
        captured(
            made.host + story.path,
            whole(
                made,
                house.body(made, story),
                lists=house.lists(made),
                ticker=house.ticker(made),
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
            assert [(one.name, [(item.title, item.url) for item in one.items]) for one in found.lists] == [
                (heading, [(title, made.host + path) for title, path in items]) for heading, items in made.lists
            ]
        assert [item.title or item.text for region in found.live for item in region.items] == list(made.ticker)


def body_with(box: str) -> tuple[str, ...]:
    reading = read_article(document(page(f"<div>{paragraphs(PARAGRAPHS[:2])}{box}{paragraphs(PARAGRAPHS[2:])}</div>")))
    assert reading is not None
    return reading.article.paragraphs


def test_the_heading_of_a_box_of_captioned_links_goes_with_them() -> None:
    links = "".join(
        f'<li><a href="/{n}"><figcaption>The day boats of {n}</figcaption></a></li>' for n in range(1990, 1993)
    )
    assert body_with(f"<section><h2>Around the harbour</h2><ul>{links}</ul></section>") == PARAGRAPHS


def test_a_subhead_in_an_element_of_its_own_stays_and_so_does_one_above_a_picture() -> None:
    assert "Sixty years" in body_with("<div><h2>Sixty years</h2></div>")
    picture = "<figure><img src=/a.jpg><figcaption>The boat at its pier, in May</figcaption></figure>"
    assert "Sixty years" in body_with(f"<section><h2>Sixty years</h2>{picture}</section>")


@pytest.mark.parametrize(
    "name", ["img-desc", "bildetekst", "piefoto", "catcher__desc", "lienquan-box", "bacajuga", "yorumlar"]
)
def test_a_box_is_known_by_the_name_that_houses_of_many_languages_give_it(name: str) -> None:
    assert (
        body_with(f'<div class="{name}"><p>The mainland lies an hour to the east of both, as gulls fly.</p></div>')
        == PARAGRAPHS
    )


def test_a_line_that_asks_to_follow_the_paper_elsewhere_is_no_paragraph() -> None:
    line = "<p>Follow the Harbour Post on <a href='{}'>News</a> and be the first to know what the board decides.</p>"
    assert body_with(line.format("https://news.google.com/publications/CAAq")) == PARAGRAPHS
    assert len(body_with(line.format("https://news.google.com/"))) == len(PARAGRAPHS) + 1
