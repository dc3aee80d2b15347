"""Text that was decoded wrongly, and text that only looks a little like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import html

from crawler.model import ListItem, RankedList
from crawler.regions.article.reading import read_article
from crawler.regions.ranked_list.comparing import compare_lists
from crawler.text import compare_form, fold
from crawler.text.scrambled import is_scrambled, unscrambled

WRITTEN = "Le café « à la crème » coûte 3 £ – c’est “cher”, dit l’Élysée, où naît l’œuvre."
ENCODINGS = ("latin-1", "cp1252")


def scrambled(text: str, encoding: str = "latin-1") -> str:
    """As a program reads it that takes UTF-8 for another encoding."""
    return "".join(_char(byte, encoding) for byte in text.encode())


def _char(byte: int, encoding: str) -> str:
    return bytes([byte]).decode(encoding, "ignore") or chr(byte)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text",
    [WRITTEN, "£221", "don’t", "Español", "voilà", "Zażółć gęślą jaźń", "Привет, мир", "最新のニュース", "🙂 ok"],
)
def test_what_was_decoded_wrongly_is_read_as_it_was_written(text: str, encoding: str) -> None:
    assert fold(scrambled(text, encoding)) == fold(text)
    assert compare_form(scrambled(text, encoding)) == compare_form(text)


def test_so_is_what_was_decoded_wrongly_twice_and_what_was_taken_for_cyrillic() -> None:
    assert fold(scrambled(scrambled(WRITTEN))) == fold(WRITTEN)
    assert fold("Привет, мир: «да»".encode().decode("cp1251", "ignore")) == "Привет, мир: «да»"


def test_a_letter_whose_second_half_was_folded_as_white_space_is_known() -> None:
    assert fold("voilÃ le cafÃ©, 5Â £") == "voilà le café, 5 £"


@pytest.mark.parametrize(
    "text",
    ["LA SANTÉ»", "Das macht „Spaß“", "publié\u00a0»", "SÃO PAULO", "MANHÃ – ok", "donâ", "está”", "À l’École « É »",
     "«À»", "Росія «С» Р“", "РСФСР", "naïve donâ€™t", "10 £ — “x”", "Â", "â€"],
)  # fmt: skip
def test_what_was_decoded_rightly_stays(text: str) -> None:
    assert unscrambled(text) == text


@given(st.text(st.sampled_from("aeÉéàÀß«»“”’„ £ÂÃâñ\u00a0.,РСрс"), max_size=40))
def test_a_text_is_left_or_read_as_it_was_written_and_then_stays(text: str) -> None:
    garbled = scrambled(text)
    assert unscrambled(garbled) in {garbled, unscrambled(text), text}
    assert fold(fold(garbled)) == fold(garbled)


@given(st.text())
def test_a_text_that_is_not_asked_about_is_one_that_would_stay(text: str) -> None:
    assert is_scrambled(text) or unscrambled(text) == text


def test_a_list_that_is_shown_with_such_letters_for_an_hour_is_the_same_list() -> None:
    titles = ("Bus fare rises to £3", "Café owner’s “no” to the council", "Nothing but plain words here")
    before, after = (
        RankedList("Most Read", tuple(ListItem(n, read(title), f"https://example.org/{n}") for n, title in enumerate(titles, 1)))
        for read in (str, scrambled)
    )  # fmt: skip
    assert compare_lists(before, after) is None


def test_an_article_is_read_with_its_letters_as_they_were_written() -> None:
    paragraphs = "".join(
        f"<p>{scrambled(WRITTEN)} Paragraph {n} of the article goes on for some words.</p>" for n in range(5)
    )
    reading = read_article(html(f"<article><h1>{scrambled('L’Élysée dit non')}</h1>{paragraphs}</article>"))  # fmt: skip
    assert reading is not None
    assert reading.article.title == "L’Élysée dit non"
    assert all(fold(WRITTEN) in text for text in reading.article.paragraphs)
