"""Article edits: found, told apart, sized; and what no reader would call an edit is none."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import Article, Severity
from crawler.regions.article.alignment import Forms, paragraph_gaps, read_form
from crawler.regions.article.comparable import article_digest, comparable
from crawler.regions.article.comparing import (
    ArticleDiff,
    apply_article,
    compare_articles,
)
from crawler.regions.article.corrections import is_note
from crawler.regions.article.describe import describe_article
from crawler.regions.sequences import gaps
from crawler.text import compare_form

BODY = (
    "The harbour wall of Northport will cost €3.5m, the council said on Monday.",
    "Mayor Ellen Frost told reporters: “We must act before winter comes.” Critics in the old town disagree.",
    "Some 120 fishermen signed a letter against the plan. It was handed over at noon by their spokesman.",
    "The wall dates from 1931. Parts of it collapsed in the storm of last autumn, killing two people.",
)
BEFORE = Article(
    "Harbour wall vote delayed",
    BODY,
    standfirst="Northport waits for money from the capital.",
    authors=("Ann Lee",),
    published="2026-05-12T08:00:00Z",
    modified="2026-05-12T08:00:00Z",
)


def body(*paragraphs: str) -> Article:
    return replace(BEFORE, paragraphs=paragraphs)


def changed(old: str, new: str) -> ArticleDiff:
    after = body(*(text.replace(old, new) for text in BODY))
    assert after != BEFORE
    diff = compare_articles(BEFORE, after)
    assert diff is not None
    return diff


@pytest.mark.parametrize(
    ("old", "new", "edits", "severity"),
    [
        ("€3.5m", "€4.5m", ("number",), Severity.IMPORTANT),
        ("killing two", "killing three", ("number",), Severity.IMPORTANT),
        ("120", "1,120", ("number",), Severity.IMPORTANT),
        ("act before winter", "wait until winter", ("quote",), Severity.IMPORTANT),
        ("collapsed", "colapsed", ("typo",), Severity.INFO),
        ("Some 120", "Some some 120", ("typo",), Severity.INFO),
        ("noon by", "noon, by", ("typo",), Severity.INFO),
        ("disagree", "protest loudly", ("rewrite",), Severity.NOTICE),
        ("Ellen Frost", "Helen Winter", ("rewrite",), Severity.NOTICE),
        (" Critics in the old town disagree.", "", ("removed",), Severity.NOTICE),
        ("disagree.", "disagree. A vote is due in June.", ("added",), Severity.NOTICE),
    ],
)
def test_each_edit_of_the_body_is_told_by_its_kind(
    old: str, new: str, edits: tuple[str, ...], severity: Severity
) -> None:
    diff = changed(old, new)
    assert diff.edits == edits
    assert diff.severity is severity
    assert diff.silent


def test_a_hunk_is_the_sentence_that_changed_as_it_was_written() -> None:
    diff = changed("Critics", "Some critics")
    assert [(hunk.op, hunk.before, hunk.after) for hunk in diff.hunks] == [
        ("replace", "Critics in the old town disagree.", "Some critics in the old town disagree.")
    ]
    assert (diff.removed, diff.added) == (1, 2)


def test_added_and_removed_paragraphs_are_whole_hunks() -> None:
    added = compare_articles(body(*BODY[:2], *BODY[3:]), BEFORE)
    removed = compare_articles(BEFORE, body(*BODY[:2], *BODY[3:]))
    assert added is not None
    assert removed is not None
    assert [(h.op, h.before, h.after) for h in added.hunks] == [("insert", "", BODY[2])]
    assert [(h.op, h.before, h.after) for h in removed.hunks] == [("delete", BODY[2], "")]
    assert (added.edits, removed.edits) == (("added",), ("removed",))
    assert (added.added, added.removed) == (removed.removed, removed.added) == (18, 0)


def test_a_moved_paragraph_is_one_move_and_no_words() -> None:
    diff = compare_articles(BEFORE, body(BODY[3], *BODY[:3]))
    assert diff is not None
    assert diff.edits == ("moved",)
    assert [(h.op, h.before, h.after) for h in diff.hunks] == [("move", BODY[3], BODY[3])]
    assert (diff.added, diff.removed) == (0, 0)


def test_a_new_sentence_that_counts_other_things_in_the_words_of_one_that_went_did_not_move() -> None:
    gone = "The county borrowed 1515 nets by the old canal on Monday, after a long vote. Nobody would say why."
    come = "The archivist borrowed 4801 boats by the old canal on Monday, after a long vote."
    diff = compare_articles(body(*BODY, gone), body(BODY[0], come, *BODY[1:]))
    assert diff is not None
    assert set(diff.edits) == {"added", "removed"}
    same = come.replace("archivist", "county").replace("boats", "nets")
    diff = compare_articles(body(*BODY, gone), body(BODY[0], same, *BODY[1:]))
    assert diff is not None
    assert set(diff.edits) == {"moved", "number", "removed"}


def test_a_paragraph_that_moved_and_changed_is_told_as_both() -> None:
    diff = compare_articles(BEFORE, body(BODY[3].replace("two people", "nine people"), *BODY[:3]))
    assert diff is not None
    assert set(diff.edits) == {"moved", "number"}


def test_a_replaced_paragraph_is_a_rewrite() -> None:
    other = "Divers found the wreck of a steamer in the bay, which had been missing for a century or so."
    diff = compare_articles(BEFORE, body(*BODY[:2], other, BODY[3]))
    assert diff is not None
    assert diff.edits == ("rewrite",)
    assert [(h.op, h.before, h.after) for h in diff.hunks] == [("replace", BODY[2], other)]


def test_a_changed_headline_keeps_both_and_counts_its_words() -> None:
    diff = compare_articles(BEFORE, replace(BEFORE, title="Harbour wall vote cancelled"))
    assert diff is not None
    assert diff.edits == ("headline",)
    assert diff.to_json()["title"] == {"before": "Harbour wall vote delayed", "after": "Harbour wall vote cancelled"}
    assert diff.to_json()["words"] == {"added": 1, "removed": 1}
    assert diff.silent


def test_a_correction_note_is_a_correction_and_owns_up() -> None:
    note = "Correction: an earlier version of this article gave another year."
    diff = compare_articles(BEFORE, body(*(text.replace("1931", "1913") for text in BODY), note))
    assert diff is not None
    assert diff.edits == ("correction", "number")
    assert not diff.silent


@pytest.mark.parametrize(
    "note",
    [
        "Editor’s note: this story was changed.",
        "UPDATE 12 May – The mayor has answered.",
        "Korrektur: In einer früheren Version hieß es anders.",
        "Anmerkung der Redaktion: Der Name wurde geändert.",
        "Rectificatif : le montant était faux.",
        "Fe de errores: el importe era otro.",
        "Uma versão anterior deste texto dizia outra coisa.",
        "Исправление: в тексте была ошибка.",
        "訂正：金額に誤りがありました。",
        "This article has been amended.",
        "[Correction] The sum was another.",
        "[정정] 금액이 달랐습니다.",
        "앞선 기사의 금액을 바로잡습니다.",
    ],
)
def test_notes_are_known_in_many_languages(note: str) -> None:
    assert is_note(note)


@pytest.mark.parametrize(
    "text", ["Correction officers met on Tuesday.", "Updates are expected soon.", "", "The editor left."]
)
def test_what_only_begins_like_a_note_is_none(text: str) -> None:
    assert not is_note(text)


def test_a_newer_modified_date_owns_up() -> None:
    after = replace(body(*(text.replace("noon", "dawn") for text in BODY)), modified="2026-05-12T11:00:00Z")
    diff = compare_articles(BEFORE, after)
    assert diff is not None
    assert not diff.silent


def test_a_new_line_that_stamps_an_update_owns_up() -> None:
    after = body("Updated: 12 May 2026, 11:00", *(text.replace("noon", "dawn") for text in BODY))
    diff = compare_articles(BEFORE, after)
    assert diff is not None
    assert not diff.silent
    assert diff.edits == ("rewrite",)


def test_byline_and_date_are_told_and_are_not_silent_edits_of_words() -> None:
    diff = compare_articles(BEFORE, replace(BEFORE, authors=("Bo Kim",), published="2026-05-11T08:00:00Z"))
    assert diff is not None
    assert diff.edits == ("byline", "date")
    assert not diff.silent
    assert diff.severity is Severity.INFO
    assert ("Ann Lee", "Bo Kim") in [(h.before, h.after) for h in diff.hunks]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(body(*(t.replace("“", '"').replace("”", '"') for t in BODY)), id="quotes"),
        pytest.param(body(*(t.replace("harbour", "har\u00adbour").replace(" ", "\u00a0") for t in BODY)), id="spaces"),
        pytest.param(body(" ".join(BODY[:2]), *BODY[2:]), id="joined paragraphs"),
        pytest.param(body(*BODY[:3], *BODY[3].split("  "), ""), id="an empty paragraph"),
        pytest.param(body("Updated 5 minutes ago", *BODY), id="relative time"),
        pytest.param(body("Last updated: 12 May 2026, 10:30", *BODY), id="time stamp alone"),
        pytest.param(body("Tuesday, 12 May 2026", *BODY), id="line with the article's date"),
        pytest.param(body("12. května 2026, 10:00", *BODY), id="the same in another language"),
        pytest.param(replace(BEFORE, published="2026-05-12T10:00:00+02:00"), id="equal instants"),
        pytest.param(replace(BEFORE, published="2026-05-12"), id="date told less exactly"),
        pytest.param(replace(BEFORE, published=None), id="date told no more"),
        pytest.param(replace(BEFORE, modified="2027-01-01T00:00:00Z"), id="modified"),
        pytest.param(replace(BEFORE, authors=("ANN LEE",)), id="case of a byline"),
        pytest.param(
            replace(BEFORE, standfirst="", paragraphs=(BEFORE.standfirst, *BODY)), id="standfirst as paragraph"
        ),
        pytest.param(replace(BEFORE, section="News", language="en", slots=(1, 2, 3, 4)), id="never compared"),
    ],
)
def test_what_no_reader_calls_an_edit_is_none(after: Article) -> None:
    assert compare_articles(BEFORE, after) is None
    assert compare_articles(after, BEFORE) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("€3.5m", "€35m"), ("120", "12 0"), ("two people", "two peoples"), ("on Monday", "on monday"), ("not", "")],
)
def test_small_changes_are_never_lost(old: str, new: str) -> None:
    before = body("He did not sell 120 boats to two people for €3.5m on Monday.")
    after = body(before.paragraphs[0].replace(old, new))
    assert compare_articles(before, after) is not None
    assert article_digest(before) != article_digest(after)


def test_times_that_tick_inside_a_paragraph_are_no_edit_and_do_not_hide_one() -> None:
    before = body("More on this: Ferry strike ends, published 10 hours ago. Some 12 boats sailed, 3 of them at night.")
    ticked = body(before.paragraphs[0].replace("10 hours ago", "1 day ago"))
    edited = body(ticked.paragraphs[0].replace("12 boats", "14 boats").replace("ends,", "stops,"))
    assert compare_articles(before, ticked) is None
    assert article_digest(before) == article_digest(ticked)
    dated = body(before.paragraphs[0].replace("10 hours ago", "12 May 2026"))
    assert compare_articles(before, dated) is None
    diff = compare_articles(before, edited)
    assert diff is not None
    assert diff.edits == ("number", "rewrite")
    assert [pair for hunk in diff.hunks for pair in hunk.numbers] == [("12", "14")]


@given(st.sampled_from(["Rp", "R", "KSh", "MH", "Br.", "дом", "الف"]), st.integers(1, 9999), st.integers(1, 9999))
def test_figures_behind_letters_are_numbers(letters: str, one: int, other: int) -> None:
    """Many currencies are written so, flights and roads, too."""
    texts = [
        f"The ferry of {letters}{figure} is late, the harbour says in a note on its door." for figure in (one, other)
    ]
    diff = compare_articles(body(texts[0]), body(texts[1]))
    assert (diff is None) == (one == other)
    if diff is not None:
        assert (diff.edits, diff.severity) == (("number",), Severity.IMPORTANT)
        assert f"{one} → " in describe_article(diff)


def test_a_word_with_figures_that_stay_is_a_word_like_others() -> None:
    before, after = (f"The ferry {name} is late, the harbour says." for name in ("Kestrel7", "Petrel7"))
    diff = compare_articles(body(before), body(after))
    assert diff is not None
    assert "number" not in diff.edits


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("$16 billion", "$16 billoin", ("typo",)),
        ("sixteen and three lamps", "sixteen and thre lamps", ("typo",)),
        ("three lamps", "lamps", ("rewrite",)),
        ("three lamps", "four lanterns", ("number", "rewrite")),
    ],
)
def test_a_number_word_that_gives_way_to_none_is_a_word_like_others(old: str, new: str, edits: tuple[str, ...]) -> None:
    frame = "The harbour master asked for {} behind the mill."
    diff = compare_articles(body(frame.format(old)), body(frame.format(new)))
    assert diff is not None
    assert diff.edits == edits


def test_iran_is_not_a_misspelt_iraq() -> None:
    diff = compare_articles(body("The minister flew to Iran today."), body("The minister flew to Iraq today."))
    assert diff is not None
    assert diff.edits == ("rewrite",)


def test_words_in_other_scripts_are_compared() -> None:
    diff = compare_articles(
        body("市長は三日に辞任した。新しい選挙は五月。"), body("市長は三日に辞任した。新しい選挙は六月。")
    )
    assert diff is not None
    assert [(h.before, h.after) for h in diff.hunks] == [("新しい選挙は五月。", "新しい選挙は六月。")]


def test_the_summary_says_what_changed_and_where() -> None:
    told = describe_article(changed("€3.5m", "€4.5m"))
    assert told == "Silent edit: €3.5m → €4.5m (+1 −1 words) — Harbour wall vote delayed"


def test_the_json_is_the_contract_s() -> None:
    assert changed("noon", "dawn").to_json() == {
        "edits": ["rewrite"],
        "title": None,
        "hunks": [
            {
                "op": "replace",
                "before": "It was handed over at noon by their spokesman.",
                "after": "It was handed over at dawn by their spokesman.",
            }
        ],
        "words": {"added": 1, "removed": 1},
        "silent": True,
    }


# --- laws

WORDS = st.sampled_from(
    "wall harbour mayor said 12 14 1,310 “no” the sea town. vote! He left, 日 本。 don’t €3m".split()
)
PARAGRAPHS = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30)
ARTICLES = st.builds(
    Article,
    title=st.sampled_from(["Wall falls", "Wall stands", "Sea “rises”", ""]),
    paragraphs=st.lists(PARAGRAPHS, max_size=6).map(tuple),
    standfirst=st.sampled_from(["", "The mayor said no."]),
    authors=st.sampled_from([(), ("Ann",), ("Ann", "Bo")]),
    published=st.sampled_from([None, "2026-05-12", "2026-05-12T08:00:00Z"]),
)


@given(ARTICLES)
def test_law_an_article_does_not_differ_from_itself(article: Article) -> None:
    assert compare_articles(article, article) is None


@settings(max_examples=300, deadline=None)
@given(ARTICLES, ARTICLES)
def test_law_applying_a_difference_gives_the_later_article(before: Article, after: Article) -> None:
    diff = compare_articles(before, after)
    if diff is not None:
        assert comparable(apply_article(before, diff)) == comparable(after)


@settings(max_examples=300, deadline=None)
@given(ARTICLES, ARTICLES)
def test_law_equal_digests_mean_no_difference_and_words_that_differ_are_told(before: Article, after: Article) -> None:
    diff = compare_articles(before, after)
    if article_digest(before) == article_digest(after):
        assert diff is None
    if diff is None:
        assert _words(before) == _words(after)


def _words(article: Article) -> str:
    state = comparable(article)
    return compare_form(state.title) + "\n" + compare_form(" ".join((state.standfirst, *state.paragraphs)))


@settings(max_examples=200, deadline=None)
@given(ARTICLES, ARTICLES)
def test_law_turning_time_round_turns_added_into_removed(before: Article, after: Article) -> None:
    there, back = compare_articles(before, after), compare_articles(after, before)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.added - there.removed == back.removed - back.added


def test_hostile_texts_are_bounded_in_time_and_size() -> None:
    one = Article("T", tuple(f"Word{i} stands here alone. " * 20 for i in range(1500)))
    other = Article("T", ("x" * 400_000, *(f"Other{i * 7} thing came by. " * 20 for i in range(1500))))
    started = time.process_time()
    diff = compare_articles(one, other)
    assert time.process_time() - started < 5
    assert diff is not None
    assert all(len(hunk["after"]) < 11_000 for hunk in diff.to_json()["hunks"])


SPELLINGS = st.lists(st.sampled_from(["It's late.", "It’s late.", "“No.”", '"No."', "Five.", "Six."]), max_size=6)


@given(SPELLINGS, SPELLINGS)
def test_paragraphs_that_stand_as_they_stood_need_no_form_to_be_set_aside(before: list[str], after: list[str]) -> None:
    assert paragraph_gaps(before, after, Forms()) == gaps(list(map(read_form, before)), list(map(read_form, after)))


def test_the_row_of_a_new_day_is_not_the_one_that_fell_off_in_other_figures() -> None:
    lead = "The harbour counts what lands every morning, and we list it here as it is given."
    rows = [
        f"2026-05-{day:02}: {9000 + 37 * day} crates of herring (day {400 + day}, {7 * day} boats)"
        for day in range(1, 9)
    ]
    diff = compare_articles(Article("Herring", (lead, *rows[6::-1])), Article("Herring", (lead, *rows[:0:-1])))
    assert diff is not None
    assert diff.edits == ("added", "removed")


def test_a_row_that_moves_with_one_figure_changed_is_the_same_row() -> None:
    lead = "The harbour counts what lands every morning, and we list it here as it is given."
    rows = [
        f"2026-05-{day:02}: {9000 + 37 * day} crates of herring (day {400 + day}, {7 * day} boats)"
        for day in range(1, 9)
    ]
    moved = [*rows[1:], rows[0].replace("9037", "9073")]
    diff = compare_articles(Article("Herring", (lead, *rows)), Article("Herring", (lead, *moved)))
    assert diff is not None
    assert "number" in diff.edits
    assert "moved" in diff.edits
