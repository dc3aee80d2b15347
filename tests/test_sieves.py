"""A sieve lets everything through in which a pattern is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard.words import WALL_KINDS, may_ask
from crawler.regions.article.corrections import head, may_own_up, phrase
from crawler.text.sieves import sieve


@given(st.sampled_from(WALL_KINDS).flatmap(st.from_regex), st.sampled_from([str, str.upper, str.title, str.casefold]))
def test_what_a_wall_asks_for_is_let_through_in_any_case(text, spelt):
    text = spelt(text)
    assert may_ask(text) or not any(kind.search(text) for kind in WALL_KINDS)


@given(
    st.sampled_from([head(), phrase()]).flatmap(st.from_regex),
    st.sampled_from([str, str.upper, str.title, str.casefold]),
)
def test_what_owns_up_to_a_change_is_let_through_in_any_case(text, spelt):
    text = spelt(text)
    assert may_own_up()(text) or not (head().match(text) or phrase().search(text))


@given(st.text(st.sampled_from("sSſiİıIgnN lL-.")))
def test_letters_that_python_takes_for_one_are_let_through(text):
    pattern = re.compile(r"(?<!\w)sig+n(?!s|ing|(?:al|i))|lı\b", re.IGNORECASE)
    assert sieve(pattern.pattern)(text) or not pattern.search(text)


@pytest.mark.parametrize("text", ["GİRİŞ YAP", "giriş yap", "GIRIŞ YAP", "devamını oku", "DEVAMINI OKU", "Log in"])
def test_turkish_walls_are_let_through_however_they_are_spelt(text):
    assert may_ask(text)


@pytest.mark.parametrize("text", ["", "The ferry was late again.", "Паром снова опоздал.", "渡し船がまた遅れた。"])
def test_what_holds_no_such_word_is_kept_back(text):
    assert not may_ask(text)
