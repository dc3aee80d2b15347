"""Reading the body of an article: what is in, what is out, in every markup."""

from __future__ import annotations

import pytest
from article_pages import PARAGRAPHS, SHORT, TITLE, document, page, paragraphs, text_document

from crawler.blocks import slot_of
from crawler.regions.article.reading import ArticleReading, learn_slots, read_article

P = PARAGRAPHS


def read(html: str, **options: object) -> ArticleReading:
    reading = read_article(document(html), **options)  # type: ignore[arg-type]
    assert reading is not None
    return reading


def test_plain_page_gives_headline_and_every_paragraph_in_order():
    reading = read(page(f"<div class=story>{paragraphs()}</div>"))
    assert reading.article.title == TITLE
    assert reading.article.paragraphs == P


def test_slots_and_blocks_are_parallel_to_paragraphs():
    doc = document(page(paragraphs()))
    reading = read_article(doc)
    assert reading is not None
    assert [doc.blocks[i].text for i in reading.blocks] == list(reading.article.paragraphs)
    assert reading.article.slots == tuple(slot_of(doc.blocks[i]) for i in reading.blocks)
    assert all(0 <= slot < 2**31 for slot in reading.article.slots)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=text>{'<br><br>'.join(P)}</div>",
        "<div class=text>" + "".join(f"<div>{text}</div>" for text in P) + "</div>",
        "<div class=text>" + "".join(f"<section><div><p>{text}</p></div></section>" for text in P) + "</div>",
        "<table><tr><td>" + paragraphs() + "</td></tr></table>",
        "<div itemprop=articleBody>" + paragraphs() + "</div>",
        "<center><font>" + "<br/> <br/>".join(P) + "</font></center>",
    ],
    ids=["line breaks", "divs", "nested sections", "table layout", "microdata", "font and center"],
)
def test_body_is_whole_in_every_markup(body):
    assert read(page(body)).article.paragraphs == P


def test_short_paragraphs_between_long_ones_stay():
    texts = (*P[:2], SHORT, *P[2:])
    assert read(page(f"<article>{paragraphs(texts)}</article>")).article.paragraphs == texts


def test_subheads_quotes_lists_and_tables_are_text():
    body = (
        f"<p>{P[0]}</p><h2>What it costs</h2><p>{P[1]}</p><ul><li>Tickets: 14 crowns</li><li>Bicycles: free</li></ul>"
        f"<blockquote><p>{P[2]}</p></blockquote><table><tr><td>Day boat</td><td>06:40</td></tr></table><p>{P[3]}</p>"
    )
    got = read(page(f"<div class=story>{body}</div>")).article.paragraphs
    expected = (P[0], "What it costs", P[1], "Tickets: 14 crowns", "Bicycles: free", P[2], "Day boat", "06:40", P[3])
    assert got == expected


BOXES = {
    "caption": "<figure><img src=a.jpg><figcaption>The ferry at the pier in a photo of last spring.</figcaption></figure>",
    "photo": '<div class="photo"><span>The ferry seen from the hill above the village. (Photo: A. Lind)</span></div>',
    "related": '<aside><h3>More</h3><a href="/a">Day boats get a new timetable for the summer months</a></aside>',
    "teaser cards": '<div class="cards"><div><a href="/a"><h3>Lighthouse opens to guests</h3></a><p>For the first time since 1931 the tower lets people in, for a fee.</p></div></div>',
    "newsletter": '<div class="newsletter-signup"><p>Get the harbour news in your mail every morning, free of charge.</p></div>',
    "advertisement": '<div class="ad-slot"><p>Grand sale of rain coats at Olsen and Daughters, this week only, until stocks last.</p></div>',
    "share bar": '<div class="share-tools"><span>Share</span> <span>Mail</span> <span>Print</span></div>',
    "linked line": '<p><strong>Read also:</strong> <a href="/b">Harbour board chooses a new chair after a long night</a></p>',
    "label and link": '<p>DON’T MISS</p><p><a href="/b">Harbour board chooses a new chair after a long night</a></p>',
    "biography": '<div class="author-bio"><p>Ann Oak writes about boats, islands and the people who live from them.</p></div>',
    "comments": '<div id="comments"><p>I took this boat every week as a child. What a shame, what a loss for us all!</p></div>',
    "embedded post": '<blockquote class="twitter-tweet"><p>Last boat! Who would have thought it. See you all at the pier.</p></blockquote>',
    "hidden": '<div style="display: none"><p>You have read three stories this month and can read two more.</p></div>',
    "consent": '<div id="cookie-banner"><p>We and our 812 partners store things on your device. You can say no.</p></div>',
    "tags": '<ul class="tags"><li><a href="/t/ferry">Ferry</a></li><li><a href="/t/islands">Islands</a></li></ul>',
    "asterisks": "<p>* * *</p>",
    "button": "<button>Save this story for later, read it when you have time</button>",
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
@pytest.mark.parametrize("place", [1, 3, 5], ids=["near the head", "in the middle", "at the foot"])
def test_boxes_are_out_wherever_they_stand(box, place):
    parts = [f"<p>{text}</p>" for text in P]
    parts.insert(place, box)
    reading = read(page(f'<div class="story-text">{"".join(parts)}</div>'))
    assert reading.article.paragraphs == P


def counted(*numbers: int, text_at: int = 2) -> tuple[str, tuple[str, ...]]:
    """A page of numbered entries, each a heading with a picture below it, and one with the text; and its headings."""
    headings = tuple(f"{number}. Boat {number} of the harbour is painted" for number in numbers)
    shown = "".join(
        f'<div class="item"><h2 class=name>{heading}</h2>{paragraphs()}</div>'
        if place == text_at
        else f'<div class="item item-image"><h2 class=name>{heading}</h2><p class=caption>Ann Oak / Bay Post</p></div>'
        for place, heading in enumerate(headings)
    )
    return page(f"<div id=list>{shown}</div>"), headings


@pytest.mark.parametrize("comments", [0, 4, 12])
def test_a_body_cut_in_two_is_read_whole_however_many_comments_stand_below(comments: int):
    """The comments outweighed the first part of the text, which was told as removed."""
    said = "I read this with my tea this morning and it is all quite true, rents in the harbour rise every year."
    box = "".join(f"<div class=comment><b>reader{n}</b><p>{n} {said}</p></div>" for n in range(comments))
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    head = f'<div id=one><div class="article-text">{first}</div></div>'
    body = f'{head}<div>Advertisement</div><div class="article-text more">{"".join(rest)}</div>'
    reading = read(page(f"<div id=area>{body}<section class=comments>{box}</section></div>"))
    assert reading.article.paragraphs == PARAGRAPHS


def test_text_called_as_the_body_is_below_a_linked_headline_is_another_storys():
    teaser = '<div class=box><h2><a href="/b">Seals are counted again</a></h2><div class=article-text>{}</div></div>'
    other = "<p>Seals lay on the sand by the hundred on Monday, and the wardens counted them twice, they said.</p>"
    body = f'<div class="article-text more">{paragraphs()}</div>'
    comment = f"<section class=comments><p>{PARAGRAPHS[1]} So it is, dear reader, and so it was.</p></section>"
    assert read(page(f"{teaser.format(other)}{body}{comment}")).article.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("numbers", [(1, 2, 3, 4, 5), (5, 4, 3, 2, 1)])
def test_the_entries_of_an_article_that_counts_are_text_whatever_stands_below_them(numbers: tuple[int, ...]):
    html, headings = counted(*numbers)
    body = read(html).article.paragraphs
    assert body == (*headings[:3], *PARAGRAPHS, *headings[3:])
    slots = learn_slots([(document(html), read(html)), (document(html), read(html))])
    assert read(html, slots=slots).article.paragraphs == body


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 class=name><span class=number>{0}</span><span class=title>Boat {1} of the harbour</span></h2>",
        "<h2 class=name><b>{0}</b> Boat {1} of the harbour</h2>",
        "<div class=number>{0}</div><h2 class=name>Boat {1} of the harbour</h2>",
    ],
)
def test_entries_whose_numbers_stand_in_elements_of_their_own_count_as_well(heading: str) -> None:
    boats = ("red", "green", "blue", "white", "black")
    items = "".join(
        f'<div class="item{" item-image" if n != 2 else ""}">{heading.format(n, boat)}'
        + (paragraphs() if n == 2 else "<p class=caption>Ann Oak / Bay Post</p>")
        + "</div>"
        for n, boat in enumerate(boats, 1)
    )
    body = read(page(f"<div id=list>{items}</div>")).article.paragraphs
    assert [text for text in body if text not in P] == [
        text for text in body if "of the harbour" in text and "Boat" in text
    ]
    assert sum("Boat" in text for text in body) == 5
    assert set(P) <= set(body)


def test_headings_with_bare_numbers_at_the_end_of_a_text_are_a_list_of_other_stories() -> None:
    others = "".join(
        f"<h3><span>{n}</span> {boat} boats are painted</h3>" for n, boat in enumerate(("Red", "Blue", "White"), 1)
    )
    assert read(page(f"<div class=story>{paragraphs()}{others}</div>")).article.paragraphs == P


@pytest.mark.parametrize("numbers", [(1, 2, 4, 5, 7), (14, 3, 22, 8, 1), (2012, 2013, 2014, 2015, 2016)])
def test_headings_that_do_not_count_are_entries_only_where_the_text_stands(numbers: tuple[int, ...]):
    html, headings = counted(*numbers)
    assert read(html).article.paragraphs == (headings[2], *PARAGRAPHS)


def test_labels_tell_why_a_block_is_out():
    boxes = BOXES["caption"] + BOXES["newsletter"] + BOXES["linked line"]
    doc = document(page(f"<div class=story>{paragraphs(P[:3])}{boxes}{paragraphs(P[3:])}</div>"))
    reading = read_article(doc)
    assert reading is not None
    why = {doc.blocks[index].text[:12]: label for index, label in reading.labels.items()}
    assert why["The ferry at"] == "caption"
    assert why["Get the harb"] == "promo"
    assert why["Read also: H"] == "link"


def test_a_name_that_holds_the_whole_body_puts_nothing_outside():
    for name in ("paywall", "has-sidebar", "social-content", "article-print", "with-ads"):
        assert read(page(f'<div class="{name}">{paragraphs()}</div>')).article.paragraphs == P, name
    marked = "".join(f'<p class="paywall">{text}</p>' for text in P)
    assert read(page(f"<div>{marked}</div>")).article.paragraphs == P


def test_comments_longer_than_the_article_are_not_the_article():
    comments = "".join(
        f"<li><p>{text} {text} I say so as one who was there, number {n}.</p></li>" for n, text in enumerate(P * 4)
    )
    html = page(f'<div class=story>{paragraphs()}</div><div class="comments"><ol>{comments}</ol></div>')
    assert read(html).article.paragraphs == P


def test_a_consent_box_longer_than_the_article_is_not_the_article():
    legal = "".join(
        f"<p>Partner {n} may store what you read, for how long and where, until you tell it not to do so.</p>"
        for n in range(40)
    )
    html = page(f'<div class=story>{paragraphs()}</div><div id="cookie-consent"><div class=inner>{legal}</div></div>')
    assert read(html).article.paragraphs == P


def test_other_articles_below_do_not_join():
    others = "".join(
        f'<article class="post"><h2><a href="/{n}">Story {n} of the day</a></h2><p>{text}</p></article>'
        for n, text in enumerate(f"{t} And more of the same was heard in the town." for t in P)
    )
    html = page(f'<article class="post"><div class=entry-content>{paragraphs()}</div></article>{others}')
    assert read(html).article.paragraphs == P


def elements(*inner: str) -> str:
    """Each piece in an <article> of its own, the first with the headline."""
    first, *others = inner
    pieces = (f"<header><h1>{TITLE}</h1></header>{first}", *others)
    return "".join(f'<article class="frame kind-{len(piece) % 3}">{piece}</article>' for piece in pieces)


FIRST, SECOND, THIRD = paragraphs(PARAGRAPHS[:2]), paragraphs(PARAGRAPHS[2:4]), paragraphs(PARAGRAPHS[4:])
STORY = (
    "<p>Bakers of the mainland sold 4,100 loaves more than in any other May, their guild has counted in its books.</p>"
)


@pytest.mark.parametrize(
    "inner",
    [
        (FIRST, SECOND, THIRD),
        (FIRST, f"<h2>What it costs</h2>{SECOND}", THIRD),
        (FIRST, f"<figure><figcaption>The pier in May</figcaption></figure>{SECOND}", THIRD),
        (FIRST, SECOND, THIRD, f'<h3>Bakers</h3>{STORY}<p><a href="/news/bakers">Read more</a></p>'),
        (FIRST, SECOND, THIRD, f'<h3><a href="/news/bakers">Bakers sell more loaves than ever</a></h3>{STORY}'),
        (FIRST, SECOND, THIRD, f"<h1>Bakers sell more loaves than ever</h1>{STORY}"),
    ],
)
def test_a_story_in_parts_is_read_whole_without_the_cards_below_it(inner: tuple[str, ...]) -> None:
    found = read_article(document(page(elements(*inner)).replace(f"<main><h1>{TITLE}</h1>", "<main>")))
    assert found is not None
    assert tuple(text for text in found.article.paragraphs if text != "What it costs") == PARAGRAPHS


@pytest.mark.parametrize(
    "others",
    [
        (f"<h2>Bakers sell more loaves than ever</h2>{STORY}",),
        (f"<p>08:30</p>{STORY}", f"<p>08:10</p>{STORY}"),
        (f"{STORY}<p>12 May 2026, 08:30</p>",),
        (f'{STORY}<p><a href="/news/bakers">More</a></p>',),
    ],
)
def test_stories_cards_and_comments_in_elements_beside_the_article_do_not_join(others: tuple[str, ...]) -> None:
    beside = "".join(f'<article class="frame">{other}</article>' for other in others)
    html = page(f"{paragraphs()}</article>{beside}").replace("<main>", '<main><article class="frame">')
    found = read_article(document(html))
    assert found is not None
    assert found.article.paragraphs == PARAGRAPHS


def test_body_cut_into_sections_is_read_whole():
    sections = "".join(
        f'<div class="widget widget-text"><div class="text"><p>{text}</p></div></div>'
        f'<div class="widget widget-links"><a href="/x{n}">A link to another story of this paper, number {n}</a></div>'
        for n, text in enumerate(P)
    )
    assert read(page(f"<div class=widgets>{sections}</div>")).article.paragraphs == P


def test_cjk_text_is_weighed_by_character():
    texts = (
        "灰岛的夜间渡轮将于九月三十日最后一次开航。",
        "六十年来，这艘船一直往返于大陆和岛上的两个村庄之间。",
        "面包店老板说：“没有人问过我们。”",
    )
    html = page(f"<div class=nr>{paragraphs(texts)}</div>", title="灰岛夜间渡轮秋季停航")
    assert read(html).article.paragraphs == texts


def test_right_to_left_text_is_read():
    texts = ("ستقوم العبارة الليلية إلى الجزيرة الرمادية برحلتها الأخيرة في نهاية سبتمبر، بحسب مجلس الميناء.",) * 1 + (
        "على مدى ستين عاما حملت السفينة الخبازين والممرضات والبريد بين البر والقريتين في الجزيرة.",
    )
    assert read(page(f"<div>{paragraphs(texts)}</div>", title="العبارة الليلية تتوقف")).article.paragraphs == texts


def test_skipped_blocks_are_neither_title_nor_body():
    doc = document(page(f"<div class=story>{paragraphs()}</div>"))
    skip = {i for i, block in enumerate(doc.blocks) if block.text in {TITLE, P[1]}}
    reading = read_article(doc, skip=skip)
    assert reading is not None
    assert reading.title_block not in skip
    assert reading.article.paragraphs == tuple(text for text in P if text != P[1])


def test_linked_sentence_in_the_body_stays():
    linked = f'<p><a href="/z">{P[2]}</a></p>'
    body = f"<p>{P[0]}</p><p>{P[1]}</p>{linked}<p>{P[3]}</p>"
    assert read(page(f"<div>{body}</div>")).article.paragraphs == P[:4]


def test_what_the_page_says_three_times_is_no_paragraph():
    note = "<div class=x><p>This content comes from another site. Say yes if you want to see it here.</p></div>"
    body = note.join(f"<p>{text}</p>" for text in P)
    assert read(page(f"<div>{body}</div>")).article.paragraphs == P


def test_nothing_to_read_gives_none():
    assert read_article(document("<html><body></body></html>")) is None
    assert read_article(document(page("")[:200])) is None
    links = "".join(f'<li><a href="/{n}">Headline number {n} of the harbour</a></li>' for n in range(30))
    assert read_article(document(f"<html><body><ul>{links}</ul></body></html>")) is None


def test_text_capture_first_line_is_the_headline():
    reading = read_article(text_document(f"Shared line\n{TITLE}\n\n{P[0]}\n{P[1]}\n"), skip={0})
    assert reading is not None
    assert reading.article.title == TITLE
    assert reading.article.paragraphs == P[:2]
    assert reading.title_block == 1


def test_text_capture_with_one_line_is_no_article():
    assert read_article(text_document(TITLE)) is None


def test_confidence_is_higher_for_a_whole_page_than_for_a_scrap():
    whole = read(page(f"<article>{paragraphs()}</article>"))
    scrap = read(f"<html><body><p>{P[0]}</p></body></html>")
    assert 0 <= scrap.confidence < whole.confidence <= 1


def test_a_line_on_its_author_that_closes_a_body_is_no_part_of_it():
    bio = "Harbour editor Ann Oak is the author of “Night Boats” and lives on Grey Island."
    head = '<meta name="author" content="Ann Oak">'
    got = read_article(document(page(f"<div class=story>{paragraphs((*PARAGRAPHS, bio))}</div>", head=head)))
    assert got is not None
    assert got.article.paragraphs == PARAGRAPHS
    assert "bio" in got.labels.values()


@pytest.mark.parametrize(
    ("last", "is_text"),
    [
        ("Ann Oak, the mayor of the island, said on Monday that the old boats would be kept.", True),
        ("Bürgermeisterin Ann Oak, 61, will die alten Boote noch bis Sonntag fahren lassen.", True),
        ("Ann Oak is the author of “Night Boats”, and lives on Grey Island.", False),
        ("Ann Oak, a writer, lives on Grey Island. Write to her at ann.oak@harbour.example.", False),
        ('Ann Oak, a writer, lives on Grey Island. <a href="https://social.example/oak">Follow her.</a>', False),
    ],
)
def test_a_last_paragraph_that_says_at_once_who_its_author_is_tells_of_the_story(last: str, is_text: bool) -> None:
    head = '<meta name="author" content="Ann Oak">'
    got = read_article(document(page(f"<div class=story>{paragraphs(PARAGRAPHS)}<p>{last}</p></div>", head=head)))
    assert got is not None
    assert got.article.paragraphs == ((*PARAGRAPHS, last) if is_text else PARAGRAPHS)


def test_a_last_line_on_somebody_the_story_is_about_stays():
    story = (
        *PARAGRAPHS,
        "“The boat was my school,” says Ann Oak.",
        "Ann Oak will write of it until the last crossing.",
    )
    head = '<meta name="author" content="Ann Oak">'
    got = read_article(document(page(f"<div class=story>{paragraphs(story)}</div>", head=head)))
    assert got is not None
    assert got.article.paragraphs == story


@pytest.mark.parametrize(
    ("quote", "is_body"),
    [
        ("<figure><blockquote><p>{}</p></blockquote><figcaption>Ilse Marren</figcaption></figure>", True),
        ('<figure class="embed-twitter"><blockquote><p>{}</p></blockquote></figure>', False),
        ("<figure><img src=a><figcaption><blockquote><p>{}</p></blockquote></figcaption></figure>", False),
    ],
)
def test_a_quotation_may_be_a_figure_but_captions_and_posts_are_none(quote, is_body):
    words = "They have taken our night away, and nobody of them has ever been on the boat."
    body = f"{paragraphs(PARAGRAPHS[:3])}{quote.format(words)}{paragraphs(PARAGRAPHS[3:])}"
    got = read_article(document(page(f"<div class=story>{body}</div>")))
    assert got is not None
    assert got.article.paragraphs == ((*PARAGRAPHS[:3], words, *PARAGRAPHS[3:]) if is_body else PARAGRAPHS)


SAID = (
    "They have taken our night away, and nobody of them has ever been on the boat in winter.",
    "If that is how it ends, we shall row over ourselves, as our grandmothers did in their day.",
)


@pytest.mark.parametrize(
    ("quote", "is_body"),
    [
        ("<blockquote><div>{}</div><div>{}</div></blockquote>", True),
        ('<blockquote class="edTag"><div><p>{}</p><p>{}</p></div></blockquote>', True),
        ('<ul class="edTag"><li>{}</li><li>{}</li></ul>', True),
        ('<div class="tags"><p>{}</p><p>{}</p></div>', False),
        ('<ul class="tags"><li><a href="/t/1">{}</a></li><li><a href="/t/2">{}</a></li></ul>', False),
        ('<blockquote class="twitter-tweet"><div>{}</div><div>{}</div></blockquote>', False),
    ],
)
def test_a_quotation_between_paragraphs_is_text_in_whatever_elements(quote: str, is_body: bool) -> None:
    for tag in ("p", "div"):
        before, after = (
            "".join(f"<{tag}>{text} {n}.</{tag}>" for n in "ab" for text in part) for part in (P[:3], P[3:])
        )
        got = read(page(f"<div class=story>{before}{quote.format(*SAID)}{after}</div>")).article.paragraphs
        assert [text for text in got if text in SAID] == list(SAID if is_body else ())


@pytest.mark.parametrize(("quote", "is_body"), [("<blockquote><p>{}</p></blockquote>", True), ("<p>{}</p>", False)])
def test_a_linked_line_that_says_whose_words_follow_is_text(quote: str, is_body: bool) -> None:
    lead = "<p><a href='https://gazette.example/a'>The Gazette newspaper reported on Marren's closing</a> words:</p>"
    body = f"{paragraphs(P[:3])}{lead}{quote.format(SAID[0])}{paragraphs(P[3:])}"
    got = read(page(f"<div class=story>{body}</div>")).article.paragraphs
    assert ("The Gazette newspaper reported on Marren's closing words:" in got) is is_body


@pytest.mark.parametrize("ids", [("part", "part"), ("background", "reactions")])
def test_a_text_in_parts_with_links_between_them_is_read_whole_whatever_ids_its_parts_have(
    ids: tuple[str, str],
) -> None:
    more = tuple(
        f"In {1950 + n} the wardens counted {n} lamps by the quay, and wrote them into the grey book." for n in range(5)
    )
    box = "".join(
        f'<div><a href="/n/{n}">Another headline of this paper, which is number {n}</a></div>' for n in range(9)
    )
    first, second = (f"<div class=part id={name}>{{}}</div>" for name in ids)
    parts = f"{first.format(paragraphs(P[:2]))}<div>{box}</div>{second.format(paragraphs((*P[2:], *more)))}"
    assert read(page(f"<div class=all>{parts}</div>")).article.paragraphs == (*P, *more)


def test_a_quotation_that_repeats_the_body_is_left_out():
    again = "<figure><blockquote><p>We heard of it from a notice on the door.</p></blockquote></figure>"
    body = f"{paragraphs(PARAGRAPHS[:3])}{again}{paragraphs(PARAGRAPHS[3:])}"
    got = read_article(document(page(f"<div class=story>{body}</div>")))
    assert got is not None
    assert got.article.paragraphs == PARAGRAPHS


NOTE = "Correction: An earlier version of this story gave the pier as 40 metres long. It is 60."


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="top"><p class="deck">The board says it must save.</p><p>{NOTE}</p></div><div class="t">{{}}</div>',
        f'<div class="meta"><div class="amended">{NOTE}</div></div><div class="t">{{}}</div>',
        f'<div class="t">{{}}</div><footer><div class="amended">{NOTE}</div></footer>'.replace("footer", "section"),
    ],
)
def test_a_correction_beside_the_body_belongs_to_the_article(body: str):
    reading = read(page(body.format(paragraphs())))
    assert NOTE in reading.article.paragraphs
    assert [text for text in reading.article.paragraphs if text != NOTE][-4:] == list(P[-4:])


def test_a_correction_counts_whatever_the_elements_around_headline_and_text_are_called():
    top = f'<div class="top"><h1>{TITLE}</h1><h2>The board must save.</h2><div>{NOTE}</div></div>'
    html = page(f'<div class="promo-page">{top}<div class="t">{paragraphs()}</div></div>')
    assert read(html.replace(f"<main><h1>{TITLE}</h1>", "<main>")).article.paragraphs == (NOTE, *P)


@pytest.mark.parametrize(
    "line",
    [
        '<div class="meta">Updated: 12 May 2026, 08:00</div>',
        '<div class="meta">Updated on Tuesday at eight</div>',
        '<aside class="related"><p>Correction: the tide tables of last week were wrong.</p></aside>',
        '<p><a href="/c">Correction: the tide tables of last week were wrong.</a></p>',
    ],
)
def test_what_only_stamps_a_time_or_leads_elsewhere_is_no_correction(line: str):
    reading = read(page(f'<div class="top">{line}</div><div class="t">{paragraphs()}</div>'))
    assert reading.article.paragraphs == P


def test_a_heading_that_says_the_headline_behind_a_kicker_is_no_paragraph():
    body = f"<h2>Grey Island: {TITLE}</h2>"
    assert read(page(f'<div class="t">{body}{paragraphs()}</div>')).article.paragraphs == P


@pytest.mark.parametrize(
    "call",
    [
        '<p>All that moves the islands, each morning. <a href="/newsletters/x7">Have it sent to you.</a></p>',
        '<p>“On deck”: <a href="/islands/deck-nieuwsbrief,Qx3">onze brief</a> houdt u iedere avond op de hoogte.</p>',
        '<p><a href="https://shop.harbourpost.example/abo/">Read on</a> for less than the price of a crossing a week.</p>',
    ],
)
def test_a_line_whose_links_lead_to_where_one_subscribes_is_no_text(call: str) -> None:
    body = f"<article><p>{P[0]}</p><p>{P[1]}</p>{call}{paragraphs(P[2:])}{call}</article>"
    assert read(page(body)).article.paragraphs == P


def test_news_of_a_letter_with_a_link_to_a_story_stays() -> None:
    told = 'The board wrote so in <a href="/news/board-newsletter-angers-islanders-again">its letter</a> of March.'
    got = read(page(f"<article>{paragraphs()}<p>{told}</p></article>")).article.paragraphs
    assert got == (*P, "The board wrote so in its letter of March.")


@pytest.mark.parametrize("name", ["paywall", "members-only-promo"])
def test_paragraphs_for_subscribers_that_the_page_holds_are_text(name: str) -> None:
    part = f'{{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".{name}"}}'
    told = f'<script type="application/ld+json">{{"@type": "NewsArticle", "hasPart": {part}}}</script>'
    body = f'{paragraphs(P[:4])}<p class="{name}" aria-hidden="true">{P[4]}</p>'
    assert read(page(f"<article>{body}</article>", head=told)).article.paragraphs == P
    assert read(page(f"<article>{body}</article>")).article.paragraphs == (P if name == "paywall" else P[:4])


def test_a_box_that_asks_to_subscribe_is_no_text() -> None:
    box = '<div class="paywall"><p>Read on with a subscription, for less than the price of a crossing a week.</p></div>'
    assert read(page(f"<article>{paragraphs()}{box}</article>")).article.paragraphs == P


def test_the_author_of_another_storys_card_is_not_this_ones():
    card = '<div class="related-posts"><h3><a href="/w">The mill burns its lamps all night</a></h3>'
    html = page(f'<div class="t">{paragraphs()}</div>{card}<div class="post-author">Maren Ostrey</div></div>')
    assert read(html).article.authors == ()


def test_an_author_named_behind_the_text_is_found_below_the_readers_comments_too():
    said = "".join(f'<div class="comment"><b>reader{n}</b><p>Well said, I think.</p></div>' for n in range(8))
    author = '<div class="byline">By Maren Ostrey</div>'
    bodies = [f'<div class="t">{paragraphs()}</div>{more}{author}' for more in ("", f"<section>{said}</section>")]
    assert [read(page(body)).article.authors for body in bodies] == [("Maren Ostrey",)] * 2


def test_a_caption_that_the_head_describes_the_page_with_is_no_standfirst():
    told = "The night ferry at the pier of Grey Island in September."
    figure = f"<figure><img src=a.jpg><figcaption>{told}</figcaption></figure>"
    html = page(f'{figure}<div class="t">{paragraphs()}</div>', head=f'<meta name="description" content="{told}">')
    assert read(html).article.standfirst == ""


@pytest.mark.parametrize(
    "quote",
    [
        f'<div class="pull"><p>{P[1][:60]} …</p></div>',
        f"<blockquote>“{P[2][1:17]},” said Ilse Marren, who runs the bakery by the pier.</blockquote>",
        '<aside class="big">For sixty years the boat has carried bakers, doctors and the post</aside>',
    ],
    ids=["the beginning of a paragraph", "said otherwise", "a word is mended in the text"],
)
def test_a_pull_quote_is_the_text_once_more(quote: str) -> None:
    body = f'<div class="t"><p>{P[0]}</p><p>{P[1]}</p>{quote}{paragraphs(P[2:])}</div>'
    assert read(page(body)).article.paragraphs == P


def test_a_quotation_of_words_that_the_text_does_not_have_stays() -> None:
    letter = "Dear islanders, the board regrets that it has come to this, and thanks you for your patience."
    body = f'<div class="t"><p>{P[0]}</p><p>{P[1]}</p><blockquote>{letter}</blockquote>{paragraphs(P[2:])}</div>'
    assert read(page(body)).article.paragraphs == (*P[:2], letter, *P[2:])


@pytest.mark.parametrize("space", ["\u3000\u3000", "&nbsp;&nbsp; ", "&emsp;", "\n  \u3000"])
def test_a_break_before_an_indented_line_ends_a_paragraph(space: str) -> None:
    assert read(page(f"<div class=text>{'<br>'.join(space + text for text in P)}</div>")).article.paragraphs == P


def test_paragraphs_of_urdu_and_thai_in_mere_divisions_are_text() -> None:
    urdu = "بندرگاہ کے بورڈ نے منگل کو کہا کہ گرے جزیرے کی رات کی کشتی تیس ستمبر کو آخری بار چلے گی اور پھر نہیں۔"
    thai = "คณะกรรมการท่าเรือกล่าวเมื่อวันอังคารว่าเรือเฟอร์รีกลางคืนไปเกาะสีเทาจะแล่นเที่ยวสุดท้ายในวันที่สามสิบกันยายน"
    for text in (urdu, thai):
        texts = tuple(f"{number} {text}" for number in range(1, 6))
        rows = "".join(f"<div>{one}</div>" for one in texts)
        assert read(page(f"<div class=a><div class=b>{rows}</div></div>", title=text[:30])).article.paragraphs == texts


def test_a_box_around_the_wrapper_of_a_form_goes_with_it() -> None:
    form = '<div class="w"><form><input type=email><button>OK</button></form></div>'
    box = f'<div class="g"><h3>The islands by mail</h3><p>All that moves the islands, each Sunday at nine.</p>{form}</div>'
    body = f"<article>{paragraphs(P[:2])}{box}{paragraphs(P[2:])}</article>"
    assert read(page(body)).article.paragraphs == P


TABLE = """<html><head><title>{title} — The Old Record</title></head><body><table><tr><td>The Old Record. Readers here: 214</td>
<td><font size=4><b>{title}</b></font><br><font size=1>12.05.2026 08:30 | Petra Lindqvale | Views: 1733</font><br><br>
{text}</td></tr></table></body></html>"""


def test_a_page_of_tables_with_a_headline_in_bold_is_read_without_its_sites_name_and_the_line_below_it():
    html = TABLE.format(title=TITLE, text="<br><br>".join(P))
    reading = read_article(document(html))
    assert reading is not None
    assert (reading.article.title, reading.article.authors) == (TITLE, ("Petra Lindqvale",))
    assert reading.article.paragraphs == P


def test_first_words_in_bold_belong_to_their_paragraph():
    first = f"<p><b>On Monday.</b><br>{P[0]}</p>"
    reading = read_article(document(page(first + paragraphs())))
    assert reading is not None
    assert reading.article.paragraphs[0] == f"On Monday. {P[0]}"
