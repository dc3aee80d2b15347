"""Bylines and datelines that open a body, and lines that only look like them."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs

from crawler.model import Article
from crawler.regions.article.reading import read_article

SIGNED = '<span class="byline"><span class="byline-name">{}</span> <span class="byline-title">{}</span></span>'


def article(body: str) -> Article:
    reading = read_article(document(page(body)))
    assert reading is not None
    return reading.article


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("By Ann Oak", "Sea and harbour correspondent, Harbour Post"),
        ("By Ann Oak", "Harbour Post, Grey Island"),
        ("Von Ann Oak", "Redaktion Meer und Hafen"),
    ],
)
def test_a_byline_in_loose_elements_above_the_text_is_none_of_it_whatever_post_stands_behind(name: str, post: str):
    """The line was the first paragraph of the story, and a new post its edit."""
    found = article(f"<div class=story>{SIGNED.format(name, post)}{paragraphs()}</div>")
    assert (found.authors, found.paragraphs) == (("Ann Oak",), PARAGRAPHS)


def test_a_sentence_that_begins_with_a_marked_name_is_text():
    first = '<span class="author">Ann Oak</span> wrote it all down in a book of her own.'
    found = article(f"<div class=story>{first}{paragraphs()}</div>")
    assert len(found.paragraphs) == len(PARAGRAPHS) + 1


@pytest.mark.parametrize(
    "line", ["Today’s Big Winner: The Island Boats", "Harbour looks out for its Boats", "Two Boats: One Crew"]
)
def test_a_line_of_another_matter_above_the_text_is_no_byline(line: str):
    """It was the author of the story, and no edit of it was told."""
    found = article(f"<div class=story><p>{line}</p>{paragraphs()}</div>")
    assert (found.authors, found.paragraphs) == ((), (line, *PARAGRAPHS))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ann Oak Last updated: Tuesday 12 May 2026", ("Ann Oak",)),
        ("Editor’s Choice Main Section: Boats / Ferries Article Date: 12 May 2026 - 0:00 PDT", ()),
        ("Juan de la Cruz", ("Juan de la Cruz",)),
    ],
)
def test_a_line_with_the_day_above_the_text_is_no_text_and_names_whom_it_names(line: str, authors: tuple[str, ...]):
    found = article(f"<div class=story><p>{line}</p>{paragraphs()}</div>")
    assert (found.authors, found.paragraphs) == (authors, PARAGRAPHS)


@pytest.mark.parametrize(
    "line", ["—By Ann Oak", "| By Ann Oak", "By <a href='/people/ann-oak'>Ann Oak</a>June 07, 2026"]
)
def test_a_mark_before_by_and_a_day_right_behind_the_name_are_no_parts_of_it(line: str):
    assert article(f'<p class="byline">{line}</p>{paragraphs()}').authors == ("Ann Oak",)


def test_buttons_to_share_are_no_byline_whatever_their_box_is_called():
    """The author was the last button of the box that a widely used blog system calls `sharing-popup-byline`."""
    buttons = "".join(f"<li>{name}</li>" for name in ("Get link", "Email", "Other Apps"))
    box = f'<ul class="share-buttons" id="sharing-popup-byline-77">{buttons}</ul>'
    assert article(f'{box}<p class="author">Ann Oak</p>{paragraphs()}').authors == ("Ann Oak",)


@pytest.mark.parametrize(
    "line",
    [
        "Updated: Tuesday, 12 May 2026, 4:25 PM EDT Published : Tuesday, 12 May 2026, 3:05 PM EDT",
        "Aktualisiert am 12.05.2026 um 16:25 Uhr, zuerst erschienen am 12.05.2026 um 15:05 Uhr",
    ],
)
def test_a_line_that_tells_when_it_was_published_and_updated_is_no_text(line: str):
    """Each update was told as an edit of the first paragraph."""
    found = article(f"<p>{line}</p><div class=story>{paragraphs()}</div>")
    assert found.paragraphs == PARAGRAPHS
    assert ((found.published or "")[:16], (found.modified or "")[:16]) == ("2026-05-12T15:05", "2026-05-12T16:25")


def test_a_line_of_two_days_that_are_no_updates_is_text():
    line = "Born at 8:30 on 12 May 1920, she died at 9:30 on 3 June 1999"
    assert article(f"<div class=story><p>{line}</p>{paragraphs()}</div>").paragraphs == (line, *PARAGRAPHS)


def test_data_for_scripts_that_stands_as_text_is_none():
    """It was the last paragraph of each story of a paper, and told as edited with each new number in it."""
    data = '{ "modules": [{"name": "gallery"}], "assetid": "2162581", "section": "sea/ferries. Harbours" }'
    texts = "".join(f"<div>{text}</div>" for text in PARAGRAPHS)
    body = f'<article class=story>{texts}<div class="data pageinfo">{data}</div></article>'
    assert article(body).paragraphs == PARAGRAPHS


def test_data_that_an_article_shows_is_text():
    data = '{ "boats": 3, "crossings": [{"at": "06:40"}] }'
    found = article(f"<div class=story>{paragraphs(PARAGRAPHS[:3])}<pre>{data}</pre>{paragraphs(PARAGRAPHS[3:])}</div>")
    assert found.paragraphs == (*PARAGRAPHS[:3], data, *PARAGRAPHS[3:])


@pytest.mark.parametrize("byline", ["By Ann Oak", "Ann Oak", "Von Ann Oak"])
@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("12 May 2026, 08:30", "2026-05-12T08:30:00", None),
        ("Updated: 13 May 2026, 09:05", None, "2026-05-13T09:05:00"),
        ("PUBLISHED: 08:30 GMT, 12 May 2026 | UPDATED: 09:05 GMT, 13 May 2026", "2026-05-12", "2026-05-13T09:05:00"),
    ],
)
def test_the_day_below_a_byline_is_no_text(byline: str, line: str, published: str | None, modified: str | None):
    """Each update was told as an edit of the first paragraph, and the page had no time of publication."""
    found = article(f"<div class=story><p>{byline}</p><p>{line}</p>{paragraphs()}</div>")
    assert (found.authors, found.paragraphs) == (("Ann Oak",), PARAGRAPHS)
    assert (found.published, found.modified) == (published, modified)


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Posted on May 12, 2026 at 8:30 am", "2026-05-12T08:30:00", None),
        ("Last updated at 9:05 PM on 12th May 2026", None, "2026-05-12T21:05:00"),
        ("Mis à jour le 12 mai 2026 à 09:05", None, "2026-05-12T09:05:00"),
        ("12. Mai 2026, 08:30 Uhr Aktualisiert um 09:05 Uhr", "2026-05-12T08:30:00", "2026-05-12T09:05:00"),
        ("sexta-feira, 22 de outubro de 2026 às 20:13", "2026-10-22T20:13:00", None),
    ],
)
def test_a_line_of_a_day_with_its_clock_above_the_text_is_none(line: str, published: str | None, modified: str | None):
    found = article(f"<div class=story><p>{line}</p>{paragraphs()}</div>")
    assert (found.paragraphs, found.published, found.modified) == (PARAGRAPHS, published, modified)


@pytest.mark.parametrize(
    "line", ["The boat left at 8:30 on 12 May 2026.", "Wednesday 12 May 2026, 8:30 pm, supper at the old town hall"]
)
def test_a_sentence_or_a_note_with_a_day_and_a_clock_is_text(line: str):
    assert article(f"<div class=story><p>{line}</p>{paragraphs()}</div>").paragraphs == (line, *PARAGRAPHS)
