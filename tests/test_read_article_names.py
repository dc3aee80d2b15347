"""What pages of many kinds call their elements and write around their texts, and what it must not do to reading."""

from __future__ import annotations

import json

import pytest
from article_pages import FOOT, PARAGRAPHS, TITLE, URL, document, page, paragraphs

from crawler.model import Article, PageKind
from crawler.parsing import read_page
from crawler.regions.article.authors import split_names
from crawler.regions.article.reading import read_article
from crawler.template import Template

LATER = (
    "The council of the mainland has not said whether it would pay for a boat of its own, as two of its members want.",
    "A decision is due before the summer, when some four thousand guests cross over each week to the beaches.",
    "“We can wait for a while longer,” said Marren, “since we have waited for new boats for as long as I can think.”",
    "The last of the night boats was built in 1971 and has been mended so often that nobody counts any more.",
)


def article(body: str, *, head: str = "", url: str = URL) -> Article:
    reading = read_article(document(page(body, head=head), url))
    assert reading is not None
    return reading.article


def told(text: str) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def named(name: str) -> str:
    lines = [f'<p class="{name}">{text}</p>' for text in PARAGRAPHS]
    return f"<div class=content>{''.join(lines)}</div>"


@pytest.mark.parametrize("name", ["paragraph inline-placeholder", "overlay-text", "related-copy", "tooltip"])
def test_what_the_head_says_too_is_the_text_whatever_its_elements_are_called(name):
    got = article(named(name), head=told(" ".join(PARAGRAPHS)))
    assert got.paragraphs == PARAGRAPHS


def test_the_forum_below_an_article_of_spip_is_no_text_though_it_is_longer() -> None:
    """SPIP's own templates have readers' letters in `ul.forum`, each of `li.forum-fil` and `div.forum-message`."""
    letters = "".join(
        f"<li class=forum-fil><div class=forum-message><div class=forum-chapo><p>Letter {n}</p></div>"
        f"<div class='forum-texte crayon'><p>{text} So I think on day {n}.</p></div></div></li>"
        for n, text in enumerate((*PARAGRAPHS, *LATER) * 3)
    )
    got = article(f"<div class=texte>{paragraphs()}</div><div><ul class=forum>{letters}</ul></div>")
    assert got.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("name", ["picBox medium", "img-box", "imagebox", "photoBox"])
def test_a_line_in_a_box_called_after_its_picture_is_its_caption(name: str) -> None:
    box = f'<div class="{name}"><img src="/a.jpg"><p>The bakery by the quay in spring, when next to nobody crosses</p></div>'
    body = f"<div class=longText>{paragraphs(PARAGRAPHS[:2])}{box}{paragraphs(PARAGRAPHS[2:])}</div>"
    assert article(body).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("name", ["tuijian", "guanggao_box", "fenxiang", "art-xiangguan"])
def test_boxes_with_chinese_names_in_latin_letters_are_outside(name: str) -> None:
    box = f"<div class={name}><dl><dd>{LATER[0]}</dd></dl></div>"
    got = article(f"<div class=box_left><div class=txt>{paragraphs()}</div>{box}<p>{LATER[1]}</p></div>")
    assert LATER[0] not in got.paragraphs
    assert LATER[1] in got.paragraphs


def test_paragraphs_called_placeholders_are_paragraphs():
    assert article(named("paragraph inline-placeholder")).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("name", ["cmp-text", "overlay-copy", "consent-free"])
def test_a_page_that_is_an_article_has_a_text_whatever_its_elements_are_called(name):
    """Where their names would put all of its text outside, and nothing else is there."""
    texts = "".join(f'<div class="{name}"><p>{text}</p></div>' for text in (*PARAGRAPHS, *LATER))
    html = page(f"<div>{texts}</div>", head='<meta property="og:type" content="article">').replace(FOOT, "")
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.paragraphs == (*PARAGRAPHS, *LATER)


def test_a_text_that_says_the_same_over_and_over_is_read():
    text = " ".join(PARAGRAPHS)
    html = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{f'<p>{text}</p>' * 4}</article></body></html>"
    reading = read_page(document(html), Template(), url=URL)
    assert reading.page.kind is PageKind.ARTICLE
    assert reading.page.article is not None
    assert set(reading.page.article.paragraphs) == {text}


def test_a_wall_and_what_is_related_are_no_text_however_alone_they_are():
    texts = "".join(f'<div class="comment-text"><p>{text}</p></div>' for text in (*PARAGRAPHS, *LATER))
    html = page(f"<div>{texts}</div>", head='<meta property="og:type" content="article">').replace(FOOT, "")
    wall = html.replace("comment-text", "cookie-text").replace("og:type", "og:kind")
    for each in (document(wall), document(html.replace("comment-text", "related-text"))):
        assert read_article(each) is None


def test_an_article_element_that_begins_with_a_linked_heading_may_hold_the_text():
    box = '<div><h4><a href="/next">Up next: a longer pier for the day boats</a></h4></div>'
    html = (
        f"<html lang=en><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1><p>What the board said.</p></div>"
        f"<article id=body>{box}<div class=main-body>{paragraphs()}</div></article></body></html>"
    )
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.paragraphs[-len(PARAGRAPHS) :] == PARAGRAPHS


def test_a_box_called_a_placeholder_stays_out():
    box = '<div class="ad-placeholder"><p>This spot is kept for what pays for our work, as a rule.</p></div>'
    first, rest = paragraphs().split("</p>", 1)
    assert article(f"<div class=story>{first}</p>{box}{rest}</div>").paragraphs == PARAGRAPHS


def test_a_brief_whose_teaser_says_all_of_it_in_the_header_is_read():
    text = " ".join(PARAGRAPHS)
    html = (
        f"<html lang=en><head><title>{TITLE}</title><meta property='og:type' content='article'></head><body><section>"
        f"<header><h1>{TITLE}</h1><div><p>{text}</p></div></header><article><div><p>{text}</p></div></article>"
        "</section></body></html>"
    )
    reading = read_page(document(html), Template(), url=URL)
    assert reading.page.kind is PageKind.ARTICLE
    assert reading.page.article is not None
    assert reading.page.article.paragraphs == (text,)


def test_a_first_paragraph_with_a_link_to_a_house_is_no_masthead():
    first = 'On Tuesday the board, together with <a href="https://tarn.example/">Tarn Lines</a>, told the islanders so.'
    got = article(f"<div class=story><p>{first}</p>{paragraphs()}</div>")
    assert got.paragraphs[0].startswith("On Tuesday the board")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('By <a href="/ann">Ann Oak</a> on June 30, 2014 06:43 am', ("Ann Oak",)),
        ('by <a href="/ann">Ann Oak</a> August 12, 2026', ("Ann Oak",)),
        ('By <a href="/ann">Ann Oak</a> and <a href="/ben">Ben Elm</a> Tarnhaven', ("Ann Oak", "Ben Elm")),
        ('By <a href="/ann">Ann Oak</a> Senior Harbour Correspondent', ("Ann Oak",)),
        ("By Ann Oak and Ben Elm", ("Ann Oak", "Ben Elm")),
    ],
)
def test_a_linked_name_ends_with_its_link(byline, names):
    assert article(f"<div class=byline>{byline}</div><div class=story>{paragraphs()}</div>").authors == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("海港晚报记者 林舟 何远", ["林舟", "何远"]),
        ("执笔/林舟、何远", ["林舟", "何远"]),
        ("关注", []),
        ("Ann Oak August 12, 2026", ["Ann Oak"]),
        ("Ann May 12, 2026", ["Ann May"]),
        ("Updated by Ann Oak@annoak Dec 12, 2026, 5:00pm EST", ["Ann Oak"]),
        ("Wednesday January 18, 2026 11:44 am PST by Ann Oak", ["Ann Oak"]),
        ("All Tarn Edited by Ann Oak", ["Ann Oak"]),
        ("Ann Oak, photographs by Ben Elm", ["Ann Oak", "photographs by Ben Elm"]),
        ("name, mail@example.org", []),
    ],
)
def test_names_of_chinese_papers_and_of_forms_that_nobody_filled_in(text, names):
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2026-05-12 20:30 来源: 海港网", "2026-05-12T20:30:00"),
        ("2026年05月12日 20:30 来源：海港网", "2026-05-12T20:30:00"),
        ("海港观察2026-05-12 07:48", "2026-05-12T07:48:00"),
        ("12 May 2026, 08:30 | Tarnhaven", "2026-05-12T08:30:00"),
        ("12. Mai 2026", "2026-05-12"),
        ("2026. május 12. 08:30", "2026-05-12T08:30:00"),
        ("Updated 13 May 2026, published 12 May 2026", "2026-05-12"),
        ("Updated 13 May 2026", None),
        ("No day in here, 20:30", None),
    ],
)
def test_the_day_below_the_headline_is_the_one_of_publication(line, published):
    assert article(f"<div>{line}</div><div class=story>{paragraphs()}</div>").published == published


def test_a_day_that_all_pages_show_below_the_headline_tells_nothing():
    made = document(page(f"<div>Tuesday, 12 May 2026</div><div class=story>{paragraphs()}</div>"))
    shared = frozenset(index for index, block in enumerate(made.blocks) if block.text.startswith("Tuesday"))
    reading = read_article(made, skip=shared)
    assert reading is not None
    assert reading.article.published is None


def test_the_day_in_the_address_wins_over_another_and_takes_the_clock_of_its_own():
    body = "<div>{} May 2026, 08:30</div><div class=story>" + paragraphs() + "</div>"
    url = "https://harbourpost.example/2026/05/12/night-ferry"
    assert article(body.format(12), url=url).published == "2026-05-12T08:30:00"
    assert article(body.format(14), url=url).published == "2026-05-12"


def test_a_headline_that_stays_when_one_scrolls_is_no_standfirst():
    bar = f"<div class=top-bar><div class=second-title>{TITLE}</div></div>"
    assert article(f"{bar}<div class=story>{paragraphs()}</div>").standfirst == ""


def test_cards_with_times_below_an_article_are_no_live_blog():
    card = (
        "<div class=item-card><h4>{0}</h4><ul><li>2026-05-1{1}</li><li>09:3{1}</li><li>For readers of the app, of whom "
        "there are many by now</li></ul></div>"
    )
    heads = ("Ferry fares rise", "Bakers want a boat", "Storm closes the pier")
    cards = "".join(card.format(head, number) for number, head in enumerate(heads))
    html = page(
        f"<div class=story>{paragraphs()}</div><div class=stock-ticker>OAK 4.00</div><div class=most-read>{cards}</div>"
    )
    assert read_page(document(html), Template(), url=URL).page.kind is PageKind.ARTICLE


WRAPPED = (
    "Passengers of the Harbour Line",
    "Grey Island and the Mainland",
    "will have to do without the night ferry from the end of",
    "September on, the harbour board said on Tuesday. For sixty",
    "years the boat has carried bakers, nurses and the post between",
    "the mainland and the two villages of the island, and for as long",
    "it has lost money, at last 410,000 crowns a year.",
)


def test_lines_of_a_text_that_is_broken_by_hand_are_no_bylines():
    found = article(paragraphs(WRAPPED))
    assert found.paragraphs == WRAPPED
    assert found.authors == ()


@pytest.mark.parametrize("byline", ["By Ann Oak", "Ann Oak, Ben Elm and Cid Ash"])
def test_a_line_that_says_by_whom_it_is_is_a_byline_above_broken_lines_too(byline):
    found = article(paragraphs((byline, *WRAPPED[2:])))
    assert found.paragraphs == WRAPPED[2:]
    assert found.authors[0] == "Ann Oak"


def test_a_name_above_an_introduction_and_a_list_is_a_byline():
    items = "".join(f"<li>{each} eggs and a pinch of salt</li>" for each in range(2, 9))
    found = article(f"<p>Ann Oak</p>{paragraphs(PARAGRAPHS[:2])}<ul>{items}</ul>{paragraphs(PARAGRAPHS[2:])}")
    assert found.authors == ("Ann Oak",)
    assert found.paragraphs[0] == PARAGRAPHS[0]


WATCH = '<a href="/live-tv/">Watch Live</a>'


@pytest.mark.parametrize(
    ("box", "names"),
    [
        (f'<div class="author">{WATCH}</div>', ()),
        (f'<div class="author">{WATCH}</div><p class="author">Ann Oak</p>', ("Ann Oak",)),
        ('<div class="author"><div class="email-print">Print Email</div></div>', ()),
        ('<div class="byline"><ul class="social"><li>Teilen Drucken</li></ul><p>Ann Oak</p></div>', ("Ann Oak",)),
    ],
)
def test_links_of_the_menu_and_buttons_in_a_byline_name_nobody(box, names):
    html = page(f"{box}{paragraphs()}").replace("<nav><ul>", f"<nav><ul><li>{WATCH}</li>")
    found = read_article(document(html))
    assert found is not None
    assert found.article.authors == names


def test_a_columnist_whom_the_menu_has_too_is_the_author():
    link = '<a href="/author/ann-oak/">Ann Oak</a>'
    html = page(f'<p class="author">{link}</p>{paragraphs()}').replace("<nav><ul>", f"<nav><ul><li>{link}</li>")
    found = read_article(document(html))
    assert found is not None
    assert found.article.authors == ("Ann Oak",)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ('<h3>Über Den Autor</h3><p><a href="/autor/ann/">Ann</a></p>', ()),
        ('<h3>Über Den Autor</h3><p><a href="/autor/ann-oak.html">Ann Oak</a></p>', ("Ann Oak",)),
        ('<h3>Ann Oak</h3><p><a href="https://chirp.example/annoak">Follow @annoak</a></p>', ("Ann Oak",)),
    ],
)
def test_a_heading_above_the_link_to_an_author_is_no_name(lines, names):
    assert article(f'{paragraphs()}<div class="author-box">{lines}</div>').authors == names
