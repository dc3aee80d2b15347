"""Answers for short texts are worked out once, within bounds, and are those that the function gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.text.kept import LONGEST, kept_if_short


def asked(most: int, texts: list[str]) -> tuple[list[str], list[str]]:
    """What a function answers for these texts in turn, and the texts that it had to work on."""
    worked: list[str] = []

    @kept_if_short(most)
    def work(text: str) -> str:
        worked.append(text)
        return text.upper()

    return [work(text) for text in texts], worked


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(1, 5))
def test_the_answers_are_those_of_the_function_however_few_are_kept(texts: list[str], most: int) -> None:
    assert asked(most, texts)[0] == [text.upper() for text in texts]


def test_a_short_text_is_worked_on_once() -> None:
    assert asked(2, ["a", "b", "a", "b", "a"])[1] == ["a", "b"]


def test_no_more_are_kept_than_said() -> None:
    assert asked(2, ["a", "b", "c", "a"])[1] == ["a", "b", "c", "a"]


def test_a_long_text_is_worked_on_each_time() -> None:
    long = "a" * (LONGEST + 1)
    assert asked(2, [long, long])[1] == [long, long]
