"""What is learned of a site's articles, and the look-up by it."""

from __future__ import annotations

import itertools
import json

import pytest
from article_pages import PARAGRAPHS, TITLE, URL, document, page, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document
from crawler.model import Capture, Document
from crawler.regions.article.reading import ArticleReading, BodySlots, learn_slots, read_article, slot_of
from crawler.regions.article.warm import look_up

WORDS = ("harbour", "island", "winter", "market", "letter", "bridge")


def story(n: int, extra: str = "") -> Document:
    """Page `n` of a site: own headline, own text, a teaser box and a caption in the usual places."""
    word = WORDS[n % len(WORDS)]
    texts = tuple(f"{text} So it was at the {word}, in the year {1900 + n}." for text in PARAGRAPHS)
    body = (
        f'<p class="intro">{texts[0]}</p><div class="box-k"><p>Another tale of the {word}, told by someone else, number {n}.</p>'
        f'<a href="/{n}">Go to the tale of the {word} and its people</a></div>{paragraphs(texts[1:])}{extra}'
    )
    html = page(f'<div class="story-text">{body}</div>', title=f"The {word} story, part {n}")
    return document(html, f"https://harbourpost.example/{n}")


def read(doc: Document, **options: object) -> ArticleReading:
    reading = read_article(doc, **options)  # type: ignore[arg-type]
    assert reading is not None
    return reading


def learned(count: int = 4) -> BodySlots:
    return learn_slots([(doc, read(doc)) for doc in map(story, range(count))])


def test_warm_reading_equals_cold_reading_where_the_cold_one_is_right():
    doc = story(9)
    cold, warm = read(doc), read(doc, slots=learned())
    assert warm.article == cold.article
    assert warm.title_block == cold.title_block
    assert look_up(doc, learned(), frozenset()) is not None


def test_slots_survive_json():
    slots = learned()
    assert BodySlots.from_json(json.loads(json.dumps(slots.to_json()))) == slots
    assert BodySlots.from_json({}) == BodySlots()
    assert not BodySlots()


def test_order_of_samples_does_not_matter():
    samples = [(doc, read(doc)) for doc in map(story, range(3))]
    assert len({json.dumps(learn_slots(order).to_json()) for order in itertools.permutations(samples)}) == 1


def test_a_kind_of_paragraph_never_seen_is_read_where_the_body_stands():
    doc = story(7, extra="<ul><li>First, the boats go out at dawn</li><li>Then they come back</li></ul>")
    got = read(doc, slots=learned()).article.paragraphs
    assert got[-2:] == ("First, the boats go out at dawn", "Then they come back")


def test_other_markup_falls_back_to_the_cold_reading():
    other = document(page(f"<section class=longread><div>{paragraphs()}</div></section>"))
    assert look_up(other, learned(), frozenset()) is None
    assert read(other, slots=learned()).article.paragraphs == PARAGRAPHS


def test_first_paragraphs_in_another_element_than_on_the_pages_learned_from_are_read():
    texts = tuple(f"{text} So it was by the sea wall, in the year 2026." for text in PARAGRAPHS)
    lead, rest = paragraphs(texts[:2]), paragraphs(texts[2:])
    body = f"<div class=opening><div>{lead}</div></div><div class=story-text>{rest}</div>"
    other = document(page(body, title="The wall story"), "https://harbourpost.example/w")
    assert read(other, slots=learned()).article.paragraphs == texts


def test_boxes_seen_on_other_pages_stay_out_without_a_name():
    reading = read(story(8), slots=learned())
    assert not any("told by someone else" in text for text in reading.article.paragraphs)


def test_links_and_their_labels_are_out_in_the_warm_reading_too():
    doc = story(6, extra='<p>Read on:</p><p><a href="/q">The bridge that nobody wanted to build again</a></p>')
    reading = read(doc, slots=learned())
    assert not any("nobody wanted" in text or "Read on" in text for text in reading.article.paragraphs)


def test_skip_is_obeyed_by_the_look_up():
    doc = story(5)
    index = read(doc).blocks[2]
    warm = read(doc, slots=learned(), skip={index})
    assert index not in warm.blocks
    assert warm.labels[index] == "shared"


def test_what_stands_above_the_headline_in_an_element_like_the_bodys_is_no_paragraph():
    doc = document(f"<div class=t><p>13:30 and 24 degrees</p><div class=t><h1>{TITLE}</h1>{paragraphs()}</div></div>")
    path = next(block for block in doc.blocks if block.text == PARAGRAPHS[0])
    slots = BodySlots(frozenset(map(slot_of, (path, doc.blocks[0]))), title=frozenset({slot_of(doc.blocks[1])}))
    reading = read(doc, slots=slots)
    assert reading.article.paragraphs == PARAGRAPHS
    assert reading.labels[0] == "header"


@pytest.mark.parametrize("line", ["By Ilse Marren (26 hours ago)", "Von Omar Pellicane", "By Ann Oak and Ben Elm"])
def test_a_line_that_says_by_whom_it_is_is_no_paragraph_behind_a_standfirst_that_is_read_as_one(line: str):
    doc = document(page(f"{paragraphs(PARAGRAPHS[:1])}<p>{line}</p>{paragraphs(PARAGRAPHS[1:])}"))
    article = read(doc).article
    assert article.paragraphs == PARAGRAPHS
    assert article.authors[0] in line


def test_a_line_that_only_begins_as_a_byline_does_stays_a_paragraph():
    doc = document(
        page(f"{paragraphs(PARAGRAPHS[:1])}<p>By Friday the boats were full</p>{paragraphs(PARAGRAPHS[1:])}")
    )
    assert "By Friday the boats were full" in read(doc).article.paragraphs


def test_nothing_learned_from_nothing():
    assert learn_slots([]) == BodySlots()


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=x>",
                "</div>",
                "<h1>",
                "<li>",
                "text. ",
                "<a href=/>",
                "</a>",
                "<br>",
                "<article>",
                "&#x1F6A2;",
                "漢字。",
                "<table>",
                "<td>",
            ]
        ),
        max_size=60,
    )
)
def test_no_markup_makes_the_reading_raise(pieces):
    body = "".join(pieces).encode()
    doc = read_document(Capture("https://harbourpost.example/x", doc_time(), 200, {"content-type": "text/html"}, body))
    for slots in (None, learned(1)):
        reading = read_article(doc, slots=slots)
        if reading is not None:
            assert len(reading.blocks) == len(reading.article.paragraphs) == len(reading.article.slots) > 0
            assert list(reading.blocks) == sorted(set(reading.blocks))
            assert reading.title_block not in reading.blocks


def doc_time():
    from article_pages import NOW

    return NOW


@pytest.mark.shared
def test_real_pages_are_read_without_an_error():
    """Twenty real pages of many countries: an article with headline and body from each."""
    import gzip
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "fundus_tests" / "pages"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    for path in sorted(folder.glob("*.html.gz"))[:100:5]:
        reading = read_article(document(gzip.decompress(path.read_bytes()).decode("utf-8", "replace")))
        assert reading is None or (reading.article.title and reading.article.paragraphs), path.name


def of_section(n: int, section: str) -> Document:
    """Page `n`, in the markup of its section."""
    texts = tuple(f"{text} So it was in the year {1900 + n}." for text in PARAGRAPHS)
    html = page(
        f'<header class="{section}-top"><h1 class="{section}-line">Told on {section} pages, part {n}</h1>'
        f'<h2 class="{section}-deck">{texts[0]}</h2></header>'
        f'<div class="{section}-text">{paragraphs(texts[1:])}</div>',
        head=f'<meta name="description" content="{texts[0]}">',
    )
    return document(html.replace(f"<h1>{TITLE}</h1>", ""), f"https://harbourpost.example/{section}/{n}")


def test_the_standfirst_of_a_section_with_markup_of_its_own_is_learned():
    pages = [of_section(n, section) for n, section in enumerate(("sea", "land", "air"))]
    cold = [read(doc) for doc in pages]
    assert all(reading.article.standfirst for reading in cold)
    slots = learn_slots(list(zip(pages, cold, strict=True)))
    assert [read(doc, slots=slots).article for doc in pages] == [reading.article for reading in cold]


def test_what_was_learned_of_another_layout_stays_where_new_pages_say_nothing_of_it():
    old = [of_section(n, "sea") for n in range(3)]
    new = [of_section(n, "land") for n in range(3)]
    slots = [learn_slots([(doc, read(doc)) for doc in pages]) for pages in (old, new)]
    both = slots[1].on_top_of(slots[0])
    assert all(look_up(doc, both, frozenset()) is not None for doc in (*old, *new))
    assert look_up(old[0], slots[1], frozenset()) is None
    assert slots[1].on_top_of(slots[1]) == slots[1]


def bare(n: int) -> Document:
    """Page `n` of a site whose body, buttons, byline and counters are all plain boxes side by side, its text parted by
    line breaks."""
    texts = [f"{text} So it was in the year {1900 + n}." for text in PARAGRAPHS[:3]]
    quote = f"<blockquote><p>{PARAGRAPHS[3]} So the keeper wrote in the year {1900 + n}.</p></blockquote>"
    links = ("Share", "Save", "Print", "Comments", "Next page")
    boxes = "".join(f'<div><a href="/{n}/{text[:4]}">{text}</a></div>' for text in links)
    body = "<br><br>".join((texts[0], quote + texts[1], texts[2]))
    html = f"<main><article><h1>The tale of the year {1900 + n}</h1><div>{body}</div>{boxes}</article></main>"
    return document(f"<html><body>{html}</body></html>", f"https://harbourpost.example/{n}")


def test_a_text_whose_box_cannot_be_told_from_the_boxes_beside_it_is_not_left_out_by_the_look_up():
    slots = learn_slots([(doc, read(doc)) for doc in map(bare, range(4))])
    cold, warm = read(bare(7)), read(bare(7), slots=slots)
    assert len(cold.article.paragraphs) == 4
    assert warm.article == cold.article


def without_names(n: int, length: int) -> Document:
    """Page `n`, with a quotation, whose other paragraphs, byline, counters and button are plain boxes side by side."""
    stories = (PARAGRAPHS * 2)[:length]
    texts = [f"<div>{text} So it was on day {day} of {1900 + n}.</div>" for day, text in enumerate(stories)]
    quote = f"<blockquote><p>{PARAGRAPHS[4]} {PARAGRAPHS[3]} So wrote the keeper of {1900 + n}.</p></blockquote>"
    beside = f"<div>By Ann Oak</div><div>{n + 20} views</div><div>{n + 3} comments</div><div><a href=/s>Share</a></div>"
    html = page(
        f"<article>{''.join([texts[0], quote, *texts[1:], beside])}</article>", title=f"Told without names, part {n}"
    )
    return document(html, f"https://harbourpost.example/{n}")


def test_short_articles_with_more_beside_them_than_paragraphs_do_not_take_its_text_from_a_long_one():
    long, short = ([without_names(n, length) for n in range(3)] for length in (9, 2))
    known = learn_slots([(doc, read(doc)) for doc in long])
    slots = learn_slots([(doc, read(doc, slots=known)) for doc in short]).on_top_of(known)
    assert read(long[0], slots=slots).article.paragraphs == read(long[0]).article.paragraphs
    assert len(read(long[0]).article.paragraphs) == 10


def two_layouts(n: int) -> Document:
    """Page `n` of a site whose last page has a second box of text, in a layout that no other page has."""
    texts = tuple(f"{text} So it was in the year {1900 + n}." for text in PARAGRAPHS)
    boxes = f'<div class="text">{paragraphs(texts)}</div>'
    if n > 4:
        boxes = f'<div class="text walled"><p class="par">{texts[0]}</p></div><div class="text">{paragraphs(texts[1:])}</div>'
        boxes = boxes.replace("<p>", '<p class="par">')
    return document(page(boxes.replace("<p>", '<p class="par">'), title=f"Part {n} of the story"), f"{URL}/{n}")


def test_a_text_in_two_layouts_of_which_only_one_was_learned_is_read_whole():
    slots = learn_slots([(doc, read(doc)) for doc in map(two_layouts, range(4))])
    doc = two_layouts(7)
    assert look_up(two_layouts(4), slots, frozenset()) is not None
    assert look_up(doc, slots, frozenset()) is None
    assert len(read(doc, slots=slots).article.paragraphs) == len(PARAGRAPHS)


def test_where_most_of_the_text_is_not_known_the_look_up_gives_way():
    slots = learned()
    html = page(
        f'<div class="story-text">{paragraphs(PARAGRAPHS[:2])}</div><section class="more">{paragraphs(PARAGRAPHS[2:] * 2)}</section>'
    )
    assert look_up(document(html), slots, frozenset()) is None
    short = html.replace(paragraphs(PARAGRAPHS[2:] * 2), paragraphs(PARAGRAPHS[4:]))
    assert look_up(document(short), slots, frozenset()) is not None


ALSO = ("Read also: {}", "<strong>Lesen Sie auch: {}</strong>", "あわせて読みたい：{}", "{}")
HEADLINES = ("Who lit the lamp at the quay again after eleven years?", "The lamp at the quay burns again, and nobody …")


@pytest.mark.parametrize("line", ALSO)
@pytest.mark.parametrize("headline", HEADLINES)
def test_a_line_that_is_another_storys_headline_is_no_paragraph_warm_or_cold(line: str, headline: str):
    link = line.format(f'<a href="/lamp">{headline}</a>')
    doc = story(6, extra=f"<p>{link}</p><p>{PARAGRAPHS[0]} That was all.</p>")
    for reading in (read(doc), read(doc, slots=learned())):
        assert not any(headline in text for text in reading.article.paragraphs)
        assert reading.article.paragraphs[-1].endswith("That was all.")


def test_a_sentence_that_is_a_link_from_end_to_end_stays_warm_and_cold():
    linked = "The board first spoke of closing the line in the spring of last year."
    doc = story(6, extra=f'<p><a href="/board">{linked}</a></p><p>{PARAGRAPHS[0]} That was all.</p>')
    for reading in (read(doc), read(doc, slots=learned())):
        assert linked in reading.article.paragraphs
