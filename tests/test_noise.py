"""Second looks tell edits from what is made per request; what still stands on the page was not taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.model import Article, ListItem, RankedList, RegionKind
from crawler.recorder.memory import MOST_PASSING, SiteMemory
from crawler.recorder.noise import has_noise, reads_otherwise, without_noise
from crawler.recorder.overlooked import longest_form, still_there, with_its_lead
from crawler.recorder.sightings import Sighting, choose, is_own, is_partial
from crawler.recorder.turning import passing_lines, without_shapes
from crawler.recorder.wording import near_pairs, put_back, swaps_words, words_of_both
from crawler.store import open_archive
from crawler.text import line_form

WORDS = st.sampled_from(["The bridge opens.", "The ferry is late.", "A vote is due.", "Rain fell.", "Nobody came."])


def article(*paragraphs: str, title: str = "A title") -> Article:
    return Article(title, paragraphs)


def test_a_paragraph_that_differs_between_two_fetches_is_put_back_to_what_was():
    before = article("One.", "Offer 17, today only.", "Two.")
    first = article("One.", "Offer 23, today only.", "Two.")
    second = article("One.", "Offer 42, today only.", "Two.")
    assert has_noise(first, second)
    assert without_noise(before, first, second) == before


@given(*[st.lists(st.sampled_from("abcdef"), max_size=9)] * 2)
@example(list("abxab"), list("abyab"))
@example(list("axab"), list("ayab"))
def test_words_that_stand_nowhere_else_replace_each_other_however_texts_are_laid_side_by_side(one, other):
    if swaps_words(one, other):
        assert any(step[0] == "replace" for step in SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    assert swaps_words([*one, "!", *other], [*one, "?", *other])


def test_an_edit_beside_noise_is_kept():
    before = article("Twelve were hurt.", "Offer 17.", "Two.")
    first = article("Fourteen were hurt.", "Offer 23.", "Two.")
    second = article("Fourteen were hurt.", "Offer 42.", "Two.")
    assert without_noise(before, first, second).paragraphs == ("Fourteen were hurt.", "Offer 17.", "Two.")


STOOD = Article("A title", ("Twelve were hurt.", "The bridge opens.", "A vote is due."), slots=(1, 1, 1))


def boxed(label: str, offer: str, slot: int) -> Article:
    texts = (STOOD.paragraphs[0], label, offer, *STOOD.paragraphs[1:])
    return replace(STOOD, paragraphs=texts, slots=(1, slot, 2, 1, 1))


def test_a_label_over_what_is_drawn_goes_with_it_in_any_language():
    for label in ("Reklam", "विज्ञापन", "廣告", "ანონსი"):
        first, second = (boxed(label, f"Slippers, {price}.99", 2) for price in (17, 42))
        assert without_noise(STOOD, first, second) == STOOD
        edited = tuple(replace(each, paragraphs=("Nine were hurt.", *each.paragraphs[1:])) for each in (first, second))
        assert without_noise(STOOD, *edited).paragraphs == ("Nine were hurt.", *STOOD.paragraphs[1:])


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("A subhead", 1),  # where the text stands
        ("A subhead", 3),  # in an element where nothing is drawn
        ("Nobody was hurt.", 2),
        ("Correction: twelve people were hurt when the bridge opened, and not fourteen.", 2),
    ],
)
def test_a_line_that_stays_elsewhere_or_says_more_than_a_label_was_put_in(line: str, slot: int):
    first, second = (boxed(line, f"Slippers, {price}.99", slot) for price in (17, 42))
    assert without_noise(STOOD, first, second).paragraphs == (STOOD.paragraphs[0], line, *STOOD.paragraphs[1:])


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_in_elements_where_the_text_stands_no_line_is_a_label(old, one, other):
    before, first, second = (Article("A title", tuple(each)) for each in (old, one, other))
    slotted = [replace(each, slots=(1,) * len(each.paragraphs)) for each in (before, first, second)]
    if old:
        assert without_noise(*slotted).paragraphs == without_noise(before, first, second).paragraphs


SHARES = "Shares of the canal company (CNL {} pence) {} on the news that the lock had been opened again."
AROUND = [f"Paragraph {n} tells what the keeper of the lock saw on that day, and of the barges." for n in range(4)]


def shares(price: str, went: str = "rose") -> Article:
    return article(*AROUND[:2], SHARES.format(price, went), *AROUND[2:])


@pytest.mark.parametrize("clean", [True, False])
def test_a_paragraph_in_which_words_come_to_be_made_per_request_is_neither_edited_nor_taken_out(clean: bool):
    before = shares("41.2")
    assert without_noise(before, shares("42.7"), shares("42.9"), clean=clean) == before


def test_an_edit_of_a_paragraph_is_kept_beside_its_words_that_are_made_per_request():
    read = without_noise(shares("41.2"), shares("42.7", "fell"), shares("42.9", "fell"), clean=True)
    assert read == shares("41.2", "fell")


def test_a_paragraph_that_is_made_per_request_is_left_out_where_nothing_like_it_was_known():
    first, second = shares("42.7"), shares("42.9")
    for before in (
        article(*AROUND),
        article(*AROUND[:2], "Nobody was hurt when the lock was opened, said he.", *AROUND[2:]),
    ):
        assert without_noise(before, first, second, clean=True) == article(*AROUND)


@given(*[st.lists(st.sampled_from(["the", "lock", "opens", "41", "42", "43"]), min_size=1, max_size=12)] * 2)
def test_what_both_fetches_say_stays_and_what_only_one_says_goes_back(known: list[str], now: list[str]):
    assert put_back(" ".join(known), " ".join(now), " ".join(now)) == " ".join(now)
    drawn = [f"{word}-{place}" for place, word in enumerate(now)]
    assert put_back(" ".join(known), " ".join(drawn), " ".join(f"{word}!" for word in drawn)) == " ".join(known)


def test_a_paragraph_that_was_edited_where_the_reading_overlooked_its_neighbours_was_not_taken_out():
    old = [LONG.replace("eleven", number) for number in ("some", "three", "twenty", "sixty")]
    edited = "The keepers of the mill counted three lamps on Monday and wrote each of them down in the long grey book."
    before, after = article(*old), article(old[3])
    on_page = [old[0], edited, old[2], old[3]]
    assert still_there(before, after, on_page).paragraphs == tuple(on_page)
    assert still_there(before, after, [old[0], "A box.", *old[2:]]).paragraphs == (old[0], *old[2:])
    read_beside = still_there(before, article(old[0], *old[2:]), on_page)  # it was read, and left out
    assert read_beside.paragraphs == (old[0], *old[2:])


def test_of_a_text_that_stands_twice_on_the_page_and_is_read_once_no_copy_was_taken_out():
    before, after = article("In short.", "One.", "In short.", "Two."), article("One.", "In short.", "Two.")
    assert still_there(before, after, ["In short.", "One.", "In short.", "Two."]) == before
    assert still_there(before, after, ["One.", "In short.", "Two."]) == after
    moved = article("One.", "In short.", "In short.", "Two.")
    assert still_there(before, moved, ["One.", "In short.", "In short.", "Two."]) == moved


def test_what_is_gone_stays_gone_where_the_whole_story_follows_once_more_below():
    old = [f"Paragraph {n} of the story says what it says." for n in range(6)]
    before, after = article(*old), article(*old[:3], *old[4:])
    follows = [*after.paragraphs, "By Ann Oak", *old]
    assert still_there(before, after, follows, ["By Ann Oak", old[3]]) == after
    assert (
        still_there(before, after, [*after.paragraphs, "By Ann Oak", old[3]], [old[3]]).paragraphs != after.paragraphs
    )


def test_a_standfirst_that_is_overlooked_and_still_on_the_page_was_not_taken_out():
    lead = "Nobody rows at night. The council meets on Monday."
    before = replace(article("One."), standfirst=lead)
    overlooked = replace(before, standfirst="")
    assert with_its_lead(before, overlooked, ["Menu", *lead.split(". ", 1), "One."]).standfirst == ""
    assert with_its_lead(before, overlooked, ["Menu", "Nobody rows at night.", lead[22:], "One."]) == before
    assert with_its_lead(before, overlooked, ["Menu", "One."]) == overlooked
    other = replace(before, standfirst="Somebody rows.")
    assert with_its_lead(before, other, [lead, "Somebody rows."]) == other


def test_an_advertisement_between_the_lines_of_a_standfirst_takes_none_of_them_out():
    lines = ["Nobody rows at night.", "The council meets on Monday.", "So it says."]
    before = replace(article("One."), standfirst=" ".join(lines))
    cut = replace(before, standfirst=" ".join(lines[:2]))
    assert with_its_lead(before, cut, [*lines[:2], "Buy boats", lines[2], "One."]) == before
    assert with_its_lead(before, cut, [*lines[:2], "Buy boats", "One."]) == cut
    moved = replace(cut, paragraphs=("One.", lines[2]))
    assert with_its_lead(before, moved, [*lines[:2], "Buy boats", "One.", lines[2]]) == moved


def test_a_standfirst_that_an_editor_shortened_is_shorter_though_a_summary_still_has_it_whole():
    lines = ["Nobody rows at night.", "The council meets on Monday."]
    before = replace(article("One."), standfirst=" ".join(lines))
    short = replace(before, standfirst=lines[0])
    for texts in ([lines[0], "One.", " ".join(lines)], [" ".join(lines), "Menu", lines[0], "One."]):
        assert with_its_lead(before, short, texts) == short
    assert with_its_lead(before, short, [" ".join(lines), "One."]) == before  # no other reading of the same text
    assert with_its_lead(before, short, [" ".join(lines), lines[0], "Buy boats", lines[1], "One."]) == before


def test_a_standfirst_that_differs_between_two_fetches_is_put_back_and_one_that_does_not_is_new():
    before = replace(article("One."), standfirst="12 people read on.")
    first, second = (replace(before, standfirst=f"{count} people read on.") for count in (13, 14))
    assert without_noise(before, first, second) == before
    assert without_noise(before, first, first) == first


LONG = "The wardens of the mill counted eleven lamps on Monday and wrote each of them down in the long grey book."


def test_a_label_inside_of_a_paragraph_is_no_word_of_it_and_an_edit_beside_it_is_kept():
    before = article("One.", LONG, "Two.")
    edited = LONG.replace("Monday", "Tuesday")
    first = article("One.", edited.replace("lamps on", "lamps Advertisement on"), "Two.")
    second = article("One.", edited.replace("long grey", "long Advertisement grey"), "Two.")
    assert without_noise(before, first, second).paragraphs == ("One.", edited, "Two.")
    assert without_noise(article(), first, second, clean=True).paragraphs == ("One.", edited, "Two.")


def test_a_line_that_says_another_number_each_time_is_made_per_request_however_long_it_is():
    lines = [LONG.replace("eleven", number) for number in ("12", "13")]
    first, second = (article("One.", line, "Two.") for line in lines)
    assert without_noise(article("One.", "Two."), first, second, clean=True).paragraphs == ("One.", "Two.")


def test_a_headline_that_differs_between_two_fetches_is_no_edit():
    before, first, second = (article("One.", title=title) for title in ("A", "B", "A"))
    assert without_noise(before, first, second).title == "A"


def test_the_old_words_of_a_paragraph_stand_no_more_where_only_a_copy_of_the_article_below_has_them():
    before, after = article("One.", LONG, "Two."), article("One.", LONG.replace("eleven", "twelve"), "Two.")
    texts = [*after.paragraphs, *before.paragraphs]
    assert still_there(before, after, texts, below=[LONG]) == after
    assert LONG in still_there(before, article("One.", "Two."), texts, below=[LONG]).paragraphs
    assert LONG in still_there(before, after, texts).paragraphs
    moved = article(LONG.replace("eleven", "twelve"), "One.", "Two.")
    assert still_there(before, moved, [*moved.paragraphs, *before.paragraphs], below=[LONG]) == moved


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_two_equal_fetches_leave_the_first_as_it_is(before, after):
    assert without_noise(article(*before), article(*after), article(*after)) == article(*after)


def test_a_paragraph_that_still_stands_on_the_page_was_not_taken_out():
    before, after = article("One.", "A subhead", "Two."), article("One.", "Two.")
    assert still_there(before, after, ["A subhead"]) == before
    assert still_there(before, after, []) == after


def test_a_moved_paragraph_is_not_put_back_twice():
    before, after = article("One.", "Two.", "Three."), article("Two.", "Three.", "One.")
    assert still_there(before, after, ["One.", "Two.", "Three."]) == after


@given(st.text())
@example("\ufdfa" * 3)
@example("..--''`` \u2044½²")
def test_the_form_of_a_text_is_never_longer_than_it_is_taken_to_be(text):
    assert len(line_form(text)) <= longest_form(text)


# Sightings of one region on many pages

AT = datetime(2026, 5, 12, 8, tzinfo=UTC)


def seen(name: str, minutes: int = 0, url: str = "https://paper.example/a") -> Sighting:
    state = RankedList("Most Popular", (ListItem(1, name, ""),))
    at = AT + timedelta(minutes=minutes)
    return Sighting(RegionKind.LIST, state, name, at, at, url, -1)


def test_the_newest_state_wins_and_of_the_same_moment_the_most_frequent():
    assert choose([seen("old", 0), seen("new", 5)]).digest == "new"
    assert choose([seen("a"), seen("b"), seen("b")]).digest == "b"


def test_a_single_stray_copy_among_many_does_not_win():
    many = [seen("state", 0, f"https://paper.example/{n}") for n in range(9)]
    assert choose([*many, seen("stray", 1)]).digest == "state"


@given(st.permutations([seen("a"), seen("b", 1), seen("b", 1), seen("c", 1), seen("a", 2)]))
def test_the_order_of_pages_does_not_matter(sightings):
    assert choose(sightings).digest == "a"


def test_a_box_that_every_page_fills_by_itself_is_no_region_of_the_site():
    assert is_own([seen(f"state {n}", 0, f"https://paper.example/{n}") for n in range(8)])
    assert not is_own([seen("state", 0, f"https://paper.example/{n}") for n in range(8)])


def test_a_ticker_that_goes_on_while_pages_are_read_is_one_of_the_site():
    def ticker(first: int, page: int) -> Sighting:
        state = RankedList("Ticker", tuple(ListItem(n, f"Line {first - n}", "") for n in range(1, 9)))
        moment = AT + timedelta(seconds=page)
        url = f"https://paper.example/{page}"
        return Sighting(RegionKind.LIST, state, f"from {first}", moment, moment, url, -1)

    assert not is_own([ticker(20 + page // 2, page) for page in range(12)])
    assert is_own([ticker(20 + 7 * page % 12, page) for page in range(12)])
    assert is_own([ticker(20 + 9 * page, page) for page in range(12)])


def test_two_fetches_with_unlike_headlines_say_nothing_of_the_texts_of_the_site():
    first, second = (Article(title, ("The ferry left the quay at seven.",)) for title in ("One", "Another"))
    assert not has_noise(first, second)
    assert reads_otherwise(first, second)


def test_the_top_of_a_longer_list_is_the_same_list():
    whole = RankedList("x", tuple(ListItem(n, f"Headline {n}", "") for n in range(1, 6)))
    top = RankedList("x", whole.items[:3])
    assert is_partial(top, whole)
    assert not is_partial(whole, top)


def test_labels_that_move_past_paragraphs_cost_none_of_them():
    story = tuple(f"Paragraph {n} of the story about the ferry and its new engine." for n in range(6))
    ad = "Advertisement"
    first = Article("Ferry", (*story[:2], ad, story[2], ad, *story[3:]))
    for second in (
        (*story[:4], ad, story[4], ad, story[5]),
        (ad, ad, *story),
        (*story, ad, ad),
        (*story[:3], ad, *story[3:]),
    ):
        read = without_noise(Article("Ferry", ()), first, Article("Ferry", second), clean=True)
        assert tuple(text for text in read.paragraphs if text != ad) == story


def test_an_advertisement_that_came_and_went_on_two_pages_is_known_wherever_it_stands_next(tmp_path):
    offer, added = (
        "Sponsored. Nobody at Lagg ever paid for a phone again",
        "The keeper left on Monday, and took the lamp.",
    )
    with open_archive(tmp_path / "archive.db") as archive:
        memory = SiteMemory.load(archive, "ledger")
        first, second = article("One.", offer, added), article("One.")
        memory.learn_passing("a", passing_lines(first, second))
        memory.learn_passing("a", passing_lines(first, second))
        assert without_shapes(first, memory.shapes) == first  # one page may have been edited between its fetches
        memory.learn_passing("b", passing_lines(article("Two.", offer), article("Two.")))
        memory.save()
        assert without_shapes(first, SiteMemory.load(archive, "ledger").shapes) == article("One.", added)
        for number in range(3 * MOST_PASSING):
            memory.learn_passing("c", {f"line {number}"})
        assert len(memory.passing) == MOST_PASSING


@pytest.mark.parametrize(
    "note", ["Correction: the place was misstated.", "تصحيح: ذكرت نسخة سابقة من هذا المقال مكانا خاطئا."]
)
def test_a_note_under_several_articles_does_not_pass_where_a_label_stands_between_its_words_at_times(note):
    head, rest = note.rsplit(" ", 1)
    labelled = f"{head} Advertisement {rest}"
    assert passing_lines(article("One.", note), article("One.", labelled)) == set()
    assert passing_lines(article("One.", labelled), article("One.", f"Advertisement {note}")) == set()
    assert passing_lines(article("One.", note), article("One.", "Advertisement")) == {line_form(note), "Advertisement"}


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.lists(st.sampled_from("abcdef"), max_size=12))
def test_words_of_both_are_in_each_in_their_order_and_most_of_it(one, other):
    words = words_of_both(" ".join(one), " ".join(other)).split()
    for text in (one, other) if words else ():
        rest = iter(text)
        assert all(word in rest for word in words)
        assert len(words) >= 0.8 * len(text)
    assert words_of_both(" ".join(one), " ".join([*one[:3], "label", *one[3:]])) == (
        " ".join(one) if len(one) > 3 else ""
    )


def test_a_page_of_many_paragraphs_that_are_others_at_each_request_asks_for_few_comparisons():
    assert max(abs(i - j) for i, j in near_pairs(["x"] * 3_000, ["y"] * 3_000)) < 50
    assert list(near_pairs(["a"], ["b", "c"])) == [(0, 0), (0, 1)]
