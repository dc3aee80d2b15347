"""What a site changes on most of its pages in the same way is told once, of the site; an edit of one page is told."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab import at

from crawler.differ import compare_states
from crawler.model import Alert, Article, Capture
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.alike import Alike, Pair, applied, said, ways
from crawler.recorder.identity import article_key
from crawler.store import Archive, open_archive

BASE = "https://bay.example/"
WORDS = "harbour council ferry baker school night tram lighthouse storm market choir rent seal roof clock siren".split()
MENU = "".join(f'<li><a href="/{word}/">{word.title()}</a></li>' for word in WORDS[:10])
KEY = article_key("bay", BASE)


class Body(NamedTuple):
    paragraphs: list[str]
    notes: list[str]
    more: list[str]


def title(number: int) -> str:
    drawn = random.Random(number)
    return f"{drawn.choice(WORDS).title()} of the {drawn.choice(WORDS)} is told of {drawn.choice(WORDS)} {number}"


def body(number: int) -> Body:
    paragraphs = []
    for step in range(6):
        drawn = random.Random(100 * number + step)
        one, other = (" ".join(drawn.choice(WORDS) for _ in range(12)) for _ in range(2))
        paragraphs.append(f"The {one} in {1900 + number}.[{step + 1}] Nobody at the {other} could say who had paid.")
    return Body(paragraphs, [f"[{n}] Bay Post archive, {1950 + number + n}, page {n + 2}" for n in range(1, 5)], [])


def old_page(number: int, texts: Body) -> str:
    lines = "".join(f"<p>{text}</p>" for text in (*texts.paragraphs, *texts.notes))
    more = "".join(f"<p>Zobacz: <a href='/news/{each}'>{each}</a></p>" for each in texts.more)
    return (
        f"<html><head><title>{title(number)} | Bay Post</title></head><body><header class=mast><ul class=nav>{MENU}</ul>"
        f"</header><article class=story><h1>{title(number)}</h1><div class=story-body>{lines}{more}</div></article>"
        "<footer class=foot><p>Bay Post Ltd, 5 Quay Road, registered in Bay</p></footer></body></html>"
    )


def new_page(number: int, texts: Body) -> str:
    page = old_page(number, texts)
    for old, new in {"mast": "top-bar", "story-body": "rich", "story": "piece", "nav": "menu-x", "foot": "end"}.items():
        page = page.replace(f"class={old}>", f"class={new}>")
    return page.replace("<article", "<div").replace("</article", "</div")


def bare(texts: Body) -> Body:
    return texts._replace(paragraphs=[re.sub(r"[\[\]]", "", text) for text in texts.paragraphs])


def noteless(texts: Body) -> Body:
    return texts._replace(paragraphs=[re.sub(r"\[\d\]", "", text) for text in texts.paragraphs], notes=[])


def leading_on(texts: Body) -> Body:
    return texts._replace(more=[title(50), title(51)])


def all_of_it(texts: Body) -> Body:
    return leading_on(bare(texts)._replace(notes=[]))


Change = Callable[[Body], Body]
Draw = Callable[[int, Body], str]


def sweep(archive: Archive, hour: int, pages: range, change: Change, draw: Draw, edited: int = -1) -> list[Alert]:
    """A look at some pages; one is edited as well."""
    recorder = Recorder(archive, SiteSetup("bay", BASE, ("bay.example",), route=lambda *_: {"log": ""}))
    for number in pages:
        texts = change(body(number))
        if number == edited:
            texts.paragraphs[2] = texts.paragraphs[2].replace("could say", "wanted to tell")
        headers = {"content-type": "text/html; charset=utf-8"}
        html = draw(number, texts).encode()
        recorder.take(Capture(f"{BASE}news/story-{number}", at(60 * hour + number / 100), 200, headers, html))
    recorder.finish(at(60 * hour + 1))
    return recorder.tally.alerts


@pytest.mark.parametrize("change", [bare, noteless, all_of_it])
@pytest.mark.parametrize("draw", [old_page, new_page])
def test_what_changed_alike_on_all_pages_is_told_once_and_an_edit_of_one_of_them_beside_it(
    tmp_path: Path, change: Change, draw: Draw
) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        for hour in range(2):
            assert sweep(archive, hour, range(12), lambda texts: texts, old_page) == []
        told = sweep(archive, 2, range(12), change, draw, edited=3)
        assert sorted(alert.kind for alert in told) == ["article.changed", "site.redesigned"]
        edit, redesign = sorted(told, key=lambda alert: alert.kind)
        assert edit.url.endswith("story-3")
        assert edit.change["words"] == {"added": 3, "removed": 2}
        assert "pages changed in the same way: " in redesign.change["reason"]
        assert len(redesign.change["pages"]) == 12
        for hour in range(3, 5):
            assert sweep(archive, hour, range(12), change, draw, edited=3) == []
        again = sweep(archive, 5, range(12), lambda texts: texts, draw, edited=3)  # and back
        assert [alert.kind for alert in again if alert.kind == "article.changed"] == []


def test_pages_that_are_looked_at_later_are_held_against_what_the_site_had_changed(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        for hour in range(2):
            assert sweep(archive, hour, range(24), lambda texts: texts, old_page) == []
        assert [alert.kind for alert in sweep(archive, 2, range(8), bare, old_page)] == ["site.redesigned"]
        later = [
            sweep(archive, 3 + part, range(8 + 8 * part, 16 + 8 * part), bare, old_page, edited=17) for part in (0, 1)
        ]
        assert [[alert.url[-2:] for alert in told] for told in later] == [[], ["17"]]


def test_what_changed_alike_on_few_pages_is_an_edit_of_each(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        for hour in range(2):
            assert sweep(archive, hour, range(12), lambda texts: texts, old_page) == []
        some = sweep(archive, 2, range(4), bare, old_page)
        assert [alert.kind for alert in some] == ["article.changed"] * 4


PAGE = Article(
    "Lamps", ("The “old” lamp cost $5 in 1999[3] and 1,310 in all.", "Nobody said so (nor wrote it).", "Well.")
)


def ways_to(text: str) -> set[str]:
    after = Article("Lamps", (text, *PAGE.paragraphs[1:]))
    return {said(way) for way in ways(PAGE, after, ())}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("The “old” lamp cost $5 in 1999 and 1,310 in all.", {"“[#]” went"}),
        ("The “old” lamp cost $5 in 1999(3) and 1,310 in all.", {"“[” became “(”", "“]” became “)”"}),
        # Figures and words are no marks, and what editors set between words is their own.
        ("The old lamp cost $5 in 1999[3] and 1,310 in all.", set()),
        ("The “old” lamp cost $5 in 1999[3] and 1310 in all.", set()),
        ("The “old” lamp cost $5 in 1999[3] and 1,31 in all.", set()),
        ("The “old” lamp cost 5 in 1999[3] and 1,310 in all.", set()),
        ("The “old” lamp cost −$5 in 1999[3] and 1,310 in all.", set()),
        ("The “new” lamp cost $5 in 1999[3] and 1,310 in all.", set()),
        ("The “old” lamp cost $5 in 1999[4] and 1,310 in all.", set()),
        ("The “old” lamp cost $5 in 1999[3] and not 1,310 in all.", set()),
    ],
)
def test_the_ways_in_which_a_site_may_change_its_texts_are_marks_and_numbers_of_notes(
    after: str, expected: set[str]
) -> None:
    assert ways_to(after) == expected


def test_lines_that_lead_elsewhere_come_and_go_and_notes_of_editors_do_not() -> None:
    more, note, score = "Read more: The lamps of the harbour", "Correction: It was nine lamps", "Score: 3 lamps to 1"
    after = Article("Lamps", (*PAGE.paragraphs, more, note, score))
    assert {said(way) for way in ways(PAGE, after, {more, note})} == {"lines “Read more: …” came"}
    assert {said(way) for way in ways(after, PAGE, ())} == {"lines “Read more: …” went", "lines “Score: …” went"}


@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "[1]", "(2)", "“", "”", "[", "]", "1999", "said:"]), min_size=8), max_size=6
    )
)
def test_a_text_that_changed_in_the_known_ways_alone_is_the_text_and_one_that_did_not_is_left(
    drawn: list[list[str]],
) -> None:
    texts = tuple(" ".join(words) for words in drawn)
    before = Article("Lamps", texts)
    after = Article("Lamps", tuple(text.replace("[", "").replace("]", "") for text in texts))
    known = {way for way in ways(before, after, ()) if "[" in way or "]" in way}
    assert compare_states(KEY, applied(before, after, known), after) is None
    assert applied(before, after, set()) == applied(before, before, known) == before
    edited = Article("Lamps", (*after.paragraphs, "But nobody at the harbour had asked for any of these lamps."))
    assert compare_states(KEY, applied(before, edited, known), edited) is not None


def test_a_way_is_known_of_pages_that_were_last_seen_before_it_and_the_oldest_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.recorder.alike.MOST_WAYS", 2)
    alike = Alike()
    after = Article("Lamps", tuple(text.replace("(", "").replace(")", "") for text in PAGE.paragraphs))
    pages = {str(number): Pair(PAGE, after, at(0), ()) for number in range(6)}
    assert sorted(alike.learn(pages, 4, at(60))) == ["mark\t(\t", "mark\t)\t"]
    assert alike.learn(pages, 4, at(60)) == {}
    assert alike.applied(PAGE, after, at(0)) == after
    assert alike.applied(PAGE, after, at(60) + timedelta(seconds=1)) is PAGE
    kept = Alike.of(alike.plain())
    assert kept == alike
    assert len(kept.learn({key: Pair(after, PAGE, at(70), ()) for key in pages}, 4, at(90))) == 2
    assert set(kept.known.values()) == {at(90).isoformat()}
    assert Alike().learn(pages, 5, at(60)) == {}  # too few of all


def test_other_quotes_and_dashes_are_no_way_in_which_a_site_changes() -> None:
    before = Article("The harbour's ferry - a 'fine' boat", ('It\'s late, said the "baker" [1] at the pier...',))
    after = Article("The harbour’s ferry – a ‘fine’ boat", ("It’s late, said the “baker” 1 at the pier…",))
    assert {said(way) for way in ways(before, after, frozenset())} <= {"“[” went", "“]” went", "“[#]” became “#”"}
    assert ways(before, Article(after.title, before.paragraphs), frozenset()) == set()


@pytest.mark.parametrize("mark", [",", " –", ".", "!", '"'])
def test_marks_that_editors_set_are_no_way_in_which_a_site_changes(mark: str) -> None:
    after = Article("Ferry stops", (f"The harbour council{mark} which met on Monday, said so [1] of the night ferry",))
    before = Article("Ferry stops", (after.paragraphs[0].replace(mark, "", 1),))
    assert ways(before, after, frozenset()) == set() == ways(after, before, frozenset())
