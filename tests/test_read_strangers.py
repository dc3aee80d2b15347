"""Elements that HTML does not know, in the middle of paragraphs and around them."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from crawler.regions.article.reading import read_article

MARKS = ("person", "org", "location", "chron", "o:p", "st1:place", "private-company", "ziffarticle")


def texts(html: str) -> list[str]:
    return [block.text for block in document(f"<main>{html}</main>").blocks]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>The mayor of <st1:City><st1:place>Orso</st1:place></st1:City> went.<o:p></o:p></p>",
            "The mayor of Orso went.",
        ),
        ("<p><location>ORSO</location>, 12 May - The ferry is back.</p>", "ORSO, 12 May - The ferry is back."),
        ("<p>It (the board) <ziffarticle id=2>voted for a new boat.</p>", "It (the board) voted for a new boat."),
        ("<p>He <x:like></x:like>went home.</p>", "He went home."),
        ("<p>Of <b>old, <person>Ann <i>Oak</i></person> said</b> so.</p>", "Of old, Ann Oak said so."),
        ('<p>Seen on <meta itemprop="datePublished" content="2026-05-12">12 May.</p>', "Seen on 12 May."),
    ],
)
def test_a_name_that_is_marked_up_is_a_part_of_its_sentence(html: str, text: str) -> None:
    """Each such name cut its paragraph in two, and was itself in no version: its edits were not told."""
    assert texts(html) == [text]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<my-grid><my-cell>One line</my-cell><my-cell>Two lines</my-cell></my-grid>", ["One line", "Two lines"]),
        ("<li><x-title>Seals are counted</x-title><x-time>5 min</x-time></li>", ["Seals are counted", "5 min"]),
        (
            "<p>Words <sign-up><span>Sign up</span><b>now</b></sign-up> and more</p>",
            ["Words", "Sign upnow", "and more"],
        ),
        ("<p>Words <box><div>One</div><div>Two</div></box> and more</p>", ["Words", "One", "Two", "and more"]),
        ("<my-story><p>First.</p><p>Second.</p></my-story>", ["First.", "Second."]),
    ],
)
def test_boxes_of_unknown_elements_stay_apart(html: str, lines: list[str]) -> None:
    assert texts(html) == lines


@given(st.data())
def test_marking_words_of_an_article_changes_nothing_that_is_read(data: st.DataObject) -> None:
    marked = []
    for text in PARAGRAPHS:
        words = text.split(" ")
        for place in data.draw(st.sets(st.integers(0, len(words) - 1), max_size=4)):
            name = data.draw(st.sampled_from(MARKS))
            words[place] = f"<{name}>{words[place]}</{name}>"
        marked.append(" ".join(words))
    found = read_article(document(page(paragraphs(tuple(marked)))))
    assert found is not None
    assert found.article.paragraphs == PARAGRAPHS
