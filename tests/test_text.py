"""Text: what is stored, what is compared, tokens, sentences, relative times, digests."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text import (
    compare_form,
    digest,
    fold,
    instant,
    is_number,
    is_relative_time,
    is_time_stamp,
    joined_form,
    numbers,
    sentences,
    token_key,
    token_spans,
    tokens,
    without_relative_times,
)

TEXTS = st.text(max_size=200) | st.text(
    alphabet=" .,'\"-–—’“”«»…½²10aéßक्षि日。\u00ad\u200b\u200d\u0301Mr!?", max_size=80
)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=" ab5.,-–—’”…\"'`", max_size=40))
def test_a_letter_of_another_language_changes_nothing_of_the_marks_before_it(text: str) -> None:
    """Where all but the marks is ASCII, nothing else is looked for: that must not show."""
    quoted = f"“{text}"
    assert compare_form(f"{quoted}é")[:-1].strip() == compare_form(quoted)


@given(TEXTS)
def test_a_text_and_its_stored_form_compare_equal(text: str) -> None:
    assert compare_form(fold(text)) == compare_form(text)


PIECES = TEXTS | st.lists(
    st.sampled_from([*" 5.:-\"`'–,(", "..", "½", "²", "\u200b", "\u0301", "ﬁ", "a"]), max_size=6
).map("".join)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=4))
def test_the_form_of_texts_one_after_the_other_is_that_of_the_whole(texts: list[str]) -> None:
    assert joined_form(texts) == compare_form(" ".join(texts))


def test_a_figure_at_the_end_of_a_paragraph_keeps_the_space_behind_its_mark() -> None:
    assert joined_form(["They came in 2015.", "50 left."]) == "They came in 2015. 50 left."
    assert joined_form(["They came in 2015 .", "50 left."]) == "They came in 2015.50 left."


@given(TEXTS)
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(TEXTS)
def test_between_tokens_there_is_only_white_space(text: str) -> None:
    rest, at = "", 0
    for start, end in token_spans(text):
        rest += text[at:start]
        at = end
    assert not (rest + text[at:]).strip()


@given(st.text())
def test_digests_take_any_text_and_are_stable(text: str) -> None:
    assert digest(text) == digest(text, "") == digest("", text)
    assert len(digest(text)) == 33


def test_digests_keep_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_no_white_space_that_can_be_printed_is_other_than_a_blank() -> None:
    # `fold` takes a text that can be printed, with single blanks, for folded.
    spaces = [chr(number) for number in range(sys.maxunicode + 1) if chr(number).isspace()]
    assert [space for space in spaces if space.isprintable()] == [" "]
    assert {fold(f"a{space}b") for space in spaces} | {fold(f" {space} a b ") for space in spaces} == {"a b"}


def test_folding_keeps_typography_and_drops_the_invisible() -> None:
    assert fold(" «\u00a0so\u00adft\u200b»\n– it’s\tfine… ") == "« soft» – it’s fine…"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “fine” – really…", 'It\'s "fine" - really...'),
        ("« Mot » !", '"Mot"!'),
        ("word—word", "word - word"),
        ("caf\u00e9", "cafe\u0301"),
        ("ﬁnally １２", "finally 12"),
        ("co\u00adoperate", "cooperate"),
        ("87\u202f%", "87%"),
        ("می\u200cروم", "میروم"),
        ("1½ litres", "1 1/2 litres"),
    ],
)
def test_typography_is_no_difference(one: str, other: str) -> None:
    assert compare_form(one) == compare_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5 million", "15 million"),
        ("12 killed", "14 killed"),
        ("US", "us"),
        ("10² metres", "102 metres"),
        ("1. 5 people", "1.5 people"),
        ("no, never", "no never"),
        ("a lot", "alot"),
        ("5 people", "-5 people"),
    ],
)
def test_what_a_reader_sees_is_a_difference(one: str, other: str) -> None:
    assert compare_form(one) != compare_form(other)


def test_numbers_are_one_token_with_their_signs() -> None:
    text = "1,310 of €3.5m on 12.05.2026 at 19:30: 87 %, 12 500 F-16 and CO2"
    assert numbers(text) == ["1,310", "€3.5m", "12.05.2026", "19:30", "87 %", "12 500", "16"]
    assert is_number("$5")
    assert not is_number("$")


def test_words_with_marks_stay_whole_and_unspaced_scripts_go_by_character() -> None:
    assert tokens("हिन्दी में") == ["हिन्दी", "में"]
    assert tokens("日本語") == ["日", "本", "語"]
    assert tokens("l’homme didn't") == ["l’homme", "didn't"]


def test_token_keys_do_not_tell_typography() -> None:
    assert token_key("didn’t") == token_key("didn't")
    assert token_key("87 %") == token_key("87%")
    assert token_key("…") == token_key("...")


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = 'He said: "No." Then J. Smith of the U.S. Army left on 3. Mai at 1.5 km/h! Dr. No came. 日本。はい。'
    assert sentences(text) == [
        'He said: "No." ',
        "Then J. Smith of the U.S. Army left on 3. Mai at 1.5 km/h! ",
        "Dr. No came. ",
        "日本。",
        "はい。",
    ]


RELATIVE_TIMES = (
    "2 hours ago|vor 3 Stunden|il y a 5 minutes|hace 2 horas|3 ore fa|há 2 horas|5 минут назад|10 хвилин тому|2時間前"
    "|3小时前|5분 전|قبل 3 ساعات|לפני 5 דקות|3 घंटे पहले|2 saat önce|3 giờ trước|2 jam yang lalu|5 นาทีที่แล้ว|πριν από 2 ώρες"
    "|przed 5 minutami|5 minut temu|před 2 hodinami|2 órája|acum 3 ore|för 2 timmar sedan|for 2 timer siden"
    "|2 tuntia sitten|преди 3 часа|prije 2 sata|fa 2 hores|5m|2h|Updated 5 minutes ago|just now|an hour ago"
)


@pytest.mark.parametrize("text", RELATIVE_TIMES.split("|"))
def test_relative_times_are_known_in_many_languages(text: str) -> None:
    assert is_relative_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5 ministers",
        "Five people killed",
        "2026",
        "12 May 2026",
        "1,310 casualties",
        "3 killed",
        "Mayday",
    ],
)
def test_other_short_texts_are_no_relative_times(text: str) -> None:
    assert not is_relative_time(text)


def test_relative_times_inside_a_text_go_but_years_stay() -> None:
    assert without_relative_times("Storm nears 5 minutes ago").split() == ["Storm", "nears"]
    assert without_relative_times("Killed 3 years ago") == "Killed 3 years ago"


@pytest.mark.parametrize(
    "text", ["10 hours ago", "vor 3 Stunden", "il y a 5 minutes", "3小时前", "5นาทีที่แล้ว", "5 минут назад"]
)
def test_relative_times_go_from_long_texts_too(text: str) -> None:
    padding = "The mayor of Northport spoke of the wall again. " * 10
    assert text not in without_relative_times(f"{padding}{text}. {padding}")


@pytest.mark.parametrize(
    "text",
    "3 godz. temu|5 min. geleden|5 мин. назад|3 ч. назад|3 tim. sedan|3 t. siden|il y a 3 h|há 5 min.|5 dk. önce".split(
        "|"
    ),
)
def test_relative_times_in_letters_and_with_a_point_go_too(text: str) -> None:
    assert is_relative_time(text)
    assert without_relative_times(f"Ann Oak {text}").strip(" .") == "Ann Oak"


@pytest.mark.parametrize("text", ["Il y a 3 hommes ici", "He ran for 3 h yesterday", "3 t of sand", "il y a 3 morts"])
def test_figures_before_words_are_no_times(text: str) -> None:
    assert without_relative_times(text) == text


def test_a_line_that_stamps_an_update_is_known() -> None:
    assert is_time_stamp("Last updated: 12 May 2026, 10:30")
    assert is_time_stamp("Aktualisiert am 12.05.2026 um 10:30")
    assert not is_time_stamp("Updated 3 new photos")


def test_equal_instants_are_spelt_alike() -> None:
    assert instant("2026-05-12T10:00:00+02:00") == instant("2026-05-12T08:00:00Z") == instant("2026-05-12T08:00:00.5Z")
    assert instant(None) == ""
    assert instant("2026-05-12") == "2026-05-12"
    assert instant("soon after noon") == "soon after noon"


def test_hostile_runs_of_marks_do_not_cost_quadratic_time() -> None:
    started = time.perf_counter()
    assert len(fold("a" + "\u0951\u0952" * 100_000)) < 50
    assert time.perf_counter() - started < 2
