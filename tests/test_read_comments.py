"""What readers write below an article is none of it, however much it is."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from crawler.regions.article.reading import read_article

SAID = "So it is, dear reader, and so it was in my days on the boat, when the bakers came over with the night ferry. "
WRAPPERS = ("{}", "<div>{}</div>", "<div class=story>{}</div>", "<article>{}</article>")
FORMS = (
    ("<ol class=commentlist>{}</ol>", "<li><p>{}</p></li>"),
    ("<div id=comments><ul>{}</ul></div>", "<li><b>reader</b> <p>{}</p></li>"),
    ("<section class=comments>{}</section>", "<article><p>{}</p></article>"),
    ("<section class=kommentare>{}</section>", "<p>{}</p>"),
)


def read(html: str) -> tuple[str, ...]:
    reading = read_article(document(page(html)))
    assert reading is not None
    return reading.article.paragraphs


def comments(form: tuple[str, str], texts: list[str]) -> str:
    return form[0].format("".join(form[1].format(text) for text in texts))


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("form", FORMS)
def test_comments_that_far_outweigh_the_article_are_none_of_it(wrapper: str, form: tuple[str, str]) -> None:
    """Each new comment was told as text added; in an <article> the comments were all that was read."""
    below = comments(form, [f"{number}. {SAID * 3}" for number in range(60)])
    assert read(wrapper.format(paragraphs()) + below) == PARAGRAPHS


@given(
    st.sampled_from(WRAPPERS),
    st.sampled_from(FORMS),
    st.lists(st.integers(1, 12).map(SAID.__mul__).map(str.strip), max_size=40),
)
def test_an_article_reads_the_same_whatever_is_written_below_it(
    wrapper: str, form: tuple[str, str], texts: list[str]
) -> None:
    numbered = [f"{number}. {text}" for number, text in enumerate(texts)]
    assert read(wrapper.format(paragraphs()) + comments(form, numbered)) == PARAGRAPHS


def test_a_body_that_is_called_a_comment_is_read() -> None:
    """An editor's: it stands below no other text."""
    longer = tuple(f"{text} {number}" for number in range(3) for text in PARAGRAPHS)
    assert read(f"<div class=kommentar>{paragraphs(longer)}</div>") == longer
