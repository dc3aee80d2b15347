"""Another story's headline at the end of a paragraph: an edit of it is none of the article's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_redesign import START, old_page, texts, title

from crawler.blocks import read_document
from crawler.model import Capture
from crawler.parsing import read_page
from crawler.recorder import Recorder, SiteSetup
from crawler.store import open_archive
from crawler.template import Template

SENTENCE = "The wardens counted four lamps on Monday and wrote each of them down in the long grey book."
STORY = "Harbour council weighs the cost of a new quay"
SPLIT = {
    "label before": ('{s} Mehr zum Thema: <a href="/b">{h}</a>', "Mehr zum Thema: {h}"),
    "label in bold": ('{s} <b>Lire aussi :</b> <a href="/b">{h}</a>', "Lire aussi : {h}"),
    "label inside": ('{s} <a href="/b">Read more: {h}</a>', "Read more: {h}"),
    "in brackets": ('{s} (Czytaj też: <a href="/b">{h}</a>)', "Czytaj też: {h}"),
    "with a link before": ('{s} So says <a href="/a">the book</a>. Lees ook: <a href="/b">{h}</a>.', "Lees ook: {h}"),
    "without case": ('{s} यह भी पढ़ें: <a href="/b">{h}</a>', "यह भी पढ़ें: {h}"),
}
WHOLE = {
    "no label": '{s} As the mayor wrote: <a href="/b">{h}</a>',
    "a label in a sentence": '{s} You may want to read more: <a href="/b">{h}</a>',
    "no end before": 'The wardens counted lamps, read more: <a href="/b">{h}</a>',
    "words behind": '{s} Read more: <a href="/b">{h}</a>, said the clerk',
    "a short link": '{s} Read more: <a href="/b">here</a>',
    "no link": "{s} Read more: {h}",
    "all of it": 'Read more: <a href="/b">{h}</a>',
}


def blocks(markup: str) -> list[str]:
    body = f"<html><body><p>{markup.format(s=SENTENCE, h=STORY)}</p></body></html>".encode()
    capture = Capture(
        "https://quay.example/x", datetime(2026, 5, 12, tzinfo=UTC), 200, {"content-type": "text/html"}, body
    )
    return [block.text for block in read_document(capture).blocks]


@pytest.mark.parametrize("form", SPLIT)
def test_a_label_and_a_link_behind_a_sentence_are_a_line_of_their_own(form: str) -> None:
    markup, aside = SPLIT[form]
    text, last = blocks(markup)
    assert text.startswith(SENTENCE)
    assert last == aside.format(h=STORY)


@pytest.mark.parametrize("form", WHOLE)
def test_whatever_else_a_paragraph_ends_with_is_its_own(form: str) -> None:
    assert len(blocks(WHOLE[form])) == 1


@pytest.mark.parametrize(
    ("markup", "is_text"),
    [
        ("<p>Read also: <a href='/b'>{h}. The clerk was asked.</a></p>", False),
        ("<p><b>[Mehr zum Thema: <a href='/b'>{h}. The clerk was asked.</a>]</b></p>", False),
        ("<p><a href='/b'>Lire aussi : {h}. The clerk was asked.</a></p>", False),
        ("<p>The clerk says: <a href='/b'>{h}. The clerk was asked.</a></p>", True),
        ("<p><a href='/b'>{h}. The clerk was asked.</a></p>", True),
    ],
)
def test_a_linked_headline_that_ends_as_a_sentence_does_is_text_unless_a_label_says_whose_it_is(
    markup: str, is_text: bool
) -> None:
    paragraphs = [f"<p>{SENTENCE} It was day {n}.</p>" for n in range(6)]
    paragraphs.insert(3, markup.format(h=STORY))
    body = f"<html><head><title>Lamps</title></head><body><h1>Lamps are counted</h1><div>{''.join(paragraphs)}</div></body></html>"
    capture = Capture(
        "https://quay.example/x", datetime(2026, 5, 12, tzinfo=UTC), 200, {"content-type": "text/html"}, body.encode()
    )
    found = read_page(read_document(capture), Template()).page.article
    assert found is not None
    assert any(STORY in text for text in found.paragraphs) is is_text


@pytest.mark.parametrize("form", SPLIT)
def test_another_headline_in_it_is_no_edit_of_the_article_and_another_word_before_it_is(form: str, tmp_path) -> None:
    def page(headline: str, sentence: str) -> bytes:
        first, *others = texts(0)
        aside = SPLIT[form][0].format(s=sentence, h=headline)
        html = f"<html><head><title>{title(0)}</title></head><body>{old_page(0, [first, aside, *others], 'Slippers')}"
        return f"{html}</body></html>".encode()

    states = [(STORY, SENTENCE), ("Quay: council votes for the cheaper plan", SENTENCE), (STORY, SENTENCE)]
    states.append((STORY, SENTENCE.replace("four", "five")))
    with open_archive(tmp_path / "archive.db") as archive:
        told = []
        for hour, state in enumerate(states):
            at = START.replace(hour=8 + hour)
            recorder = Recorder(archive, SiteSetup("quay", "https://quay.example/", ("quay.example",)))
            recorder.take(Capture("https://quay.example/story-0", at, 200, {"content-type": "text/html"}, page(*state)))
            recorder.finish(at)
            told.append([alert.kind for alert in recorder.tally.alerts])
    assert told == [[], [], [], ["article.changed"]]
