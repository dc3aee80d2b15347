"""A link at the end of a headline that is none of it: a section, a button, how many comments there are."""

from __future__ import annotations

import pytest
from article_pages import TITLE, document, page, paragraphs

from crawler.regions.article.reading import read_article


def title(heading: str, head: str = TITLE) -> str:
    html = page(paragraphs(), title=head).replace(f"<h1>{head}</h1>", f"<h1>{heading}</h1>")
    reading = read_article(document(html))
    assert reading is not None
    return reading.article.title


@pytest.mark.parametrize("link", ["Sea", "12 comments", "Add to …"])
def test_a_link_behind_the_headline_is_none_of_it(link: str) -> None:
    """Each new comment was told as an edit of the headline."""
    assert title(f'{TITLE} <a href="/other">{link}</a>') == TITLE


def test_a_link_that_the_head_says_too_is_part_of_the_headline() -> None:
    said = "The night ferry of Ann Oak"
    assert title('The night ferry of <a href="/ann-oak">Ann Oak</a>', said) == said


def test_a_headline_of_which_the_end_is_another_than_the_head_says_is_shown_whole() -> None:
    assert (
        title('The night ferry of <a href="/ben-elm">Ben Elm</a>', "The night ferry of Ann Oak")
        == "The night ferry of Ben Elm"
    )
