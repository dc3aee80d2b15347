"""What is read beside the body: headline, authors, times, standfirst, language, section."""

from __future__ import annotations

import json
import re

import pytest
from article_pages import PARAGRAPHS, TITLE, URL, document, page, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import Article
from crawler.regions.article.authors import clean_names, split_names, without_house
from crawler.regions.article.reading import read_article
from crawler.regions.article.times import date_of_url, iso_time
from crawler.regions.article.titles import without_site


def article(
    body: str = "", *, head: str = "", title: str = TITLE, url: str = "https://harbourpost.example/news/a"
) -> Article:
    reading = read_article(document(page(f"{body}<div class=story>{paragraphs()}</div>", head=head, title=title), url))
    assert reading is not None
    return reading.article


def jsonld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_jsonld_gives_authors_times_and_section():
    head = jsonld(
        headline=TITLE,
        author=[{"@type": "Person", "name": "Ann Oak"}, {"@type": "Person", "name": "By Ben Elm"}],
        datePublished="2026-05-12T10:00:03+02:00",
        dateModified="2026-05-12T09:30:00Z",
        articleSection="Sea",
    )
    got = article(head=head)
    assert got.authors == ("Ann Oak", "Ben Elm")
    assert (got.published, got.modified) == ("2026-05-12T08:00:03Z", "2026-05-12T09:30:00Z")
    assert (got.section, got.language) == ("Sea", "en")


def test_meta_tags_stand_in_where_there_is_no_jsonld():
    head = (
        '<meta name="author" content="Ann Oak and Ben Elm">'
        '<meta property="article:published_time" content="2026-05-12">'
        '<meta property="article:section" content="Sea">'
    )
    got = article(head=head)
    assert (got.authors, got.published, got.section) == (("Ann Oak", "Ben Elm"), "2026-05-12", "Sea")


def test_byline_and_time_are_read_from_the_page_where_the_head_is_silent():
    got = article(
        '<div class="byline">Von <a href="/u/1">Ann Oak</a></div><time datetime="2026-05-12T08:00:03Z">today</time>'
    )
    assert got.authors == ("Ann Oak",)
    assert got.published == "2026-05-12T08:00:03Z"
    assert got.paragraphs == PARAGRAPHS


def test_a_byline_beats_the_house_name_in_the_head():
    head = jsonld(headline=TITLE, author={"name": "The Harbour Post"}, publisher={"name": "The Harbour Post"})
    assert article('<p class="author">By Ann Oak</p>', head=head).authors == ("Ann Oak",)
    assert article(head=head).authors == ("The Harbour Post",)


def test_a_byline_that_names_more_than_the_head_does_is_believed():
    byline = '<div class="byline"><address class="name">Cara Ash</address><address class="name">Ann Oak</address></div>'
    assert article(byline, head=jsonld(headline=TITLE, author={"name": "Ann Oak"})).authors == ("Cara Ash", "Ann Oak")


def test_a_line_called_byline_comes_before_one_that_credits_the_picture_above_it():
    credit = "<p class=credit>By Cara Ash | Satellite imagery by the coast guard</p>"
    byline = "<p class=byline-pubdate>By Ann Oak and Ben Elm</p>"
    assert article(credit + byline).authors == ("Ann Oak", "Ben Elm")
    assert article(credit).authors == ("Cara Ash",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div class=dates_auteurs>par Ann Oak, 21 juin 2018</div>", ("Ann Oak",)),
        ("<div class=byline>By Ann Oak</div>", ("Ann Oak",)),
        ("<div class=photo-author>Cara Ash</div>", ()),
    ],
)
def test_the_byline_below_a_standfirst_that_is_read_as_text_is_found(line: str, authors: tuple[str, ...]) -> None:
    chapo = f"<div class=top><h1>Night ferry to stop</h1><div class=chapo0><p>{PARAGRAPHS[0]}</p></div>{line}</div>"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    html = f"<html><head><title>Night ferry to stop</title></head><body><div>{chapo}<div class=texte>{text}</div></div></body></html>"
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.authors == authors


def test_a_line_called_so_below_the_text_does_not_come_before_one_above_it_that_says_so():
    box = "<div class=author-box><h4 class=author>About the Author</h4></div>"
    reading = read_article(document(page(f"<p>By Ann Oak</p><div class=story>{paragraphs()}</div>{box}")))
    assert reading is not None
    assert reading.article.authors == ("Ann Oak",)


@pytest.mark.parametrize("name", ["JOHN McELM", "CARA VALENTINO-DeASH", "ANN MacOAK", "DeANN OAK"])
def test_capitals_behind_the_prefix_of_a_name_are_capitals(name: str) -> None:
    assert article(f"<div class=byline>By {name} and BEN ELM</div>").authors == (name, "BEN ELM")
    assert split_names(f"{name} Staff Writer") == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("durch Stephan Markus", "Stephan Markus"),
        ("Publié par Ann Oak", "Ann Oak"),
        ("Publicado por Ana Olmo el 3 de mayo", "Ana Olmo"),
        ("Veröffentlicht von Ann Oak am 3. Mai 2026", "Ann Oak"),
        ("By Ann Oak on June 30", "Ann Oak"),
        ("<span>by</span><a href=/a/1>Ann Oak</a>", "Ann Oak"),
        ("<span>Por</span><a href=/a/1>Ana Olmo</a>", "Ana Olmo"),
        ("Byron Oak", "Byron Oak"),
        ("Ann van der Oak", "Ann van der Oak"),
    ],
)
def test_what_stands_around_a_name_in_a_byline_is_no_part_of_it(line: str, name: str) -> None:
    assert article(f"<div class=byline>{line}</div>").authors == (name,)


BARE = f"<html><head><title>Harbour Post</title><meta property='og:site_name' content='Harbour Post'></head><body><h1>Harbour Post</h1>{{}}<div>{paragraphs()}<h3>More of it later</h3><p>{PARAGRAPHS[0]} Again.</p></div></body></html>"


@pytest.mark.parametrize(
    "above",
    [
        "<h2>Night ferry to stop in autumn</h2>",
        "<div><p>#Sea</p><h2>Night ferry to stop in autumn</h2><p>3 May 2026</p></div>",
        "<div><p><a href=/sea>Sea</a></p><h3>Night ferry to stop in autumn</h3></div><p>By Ann Oak</p>",
    ],
)
def test_where_the_head_says_the_papers_name_alone_the_heading_above_the_text_is_the_headline(above: str) -> None:
    reading = read_article(document(BARE.format(above)))
    assert reading is not None
    assert reading.article.title == "Night ferry to stop in autumn"
    assert reading.article.title not in reading.article.paragraphs
    assert reading.article.paragraphs[: len(PARAGRAPHS)] == PARAGRAPHS


def test_a_headline_edited_above_the_text_and_not_in_the_head_is_the_one_that_is_shown() -> None:
    body = f"<h2>{{}}</h2><div>{paragraphs()}</div>"
    html = f"<html><head><title>Night ferry to the island to stop | -=Post=-</title></head><body>{body}</body></html>"
    for shown, title in (
        ("Night ferry to the island to stop", "Night ferry to the island to stop"),
        ("Night ferry to the island to go on", "Night ferry to the island to go on"),
        ("Seal pups are counted again", "Night ferry to the island to stop | -=Post=-"),
    ):
        reading = read_article(document(html.format(shown)))
        assert reading is not None
        assert reading.article.title == title


def test_a_heading_above_other_text_is_no_headline() -> None:
    box = f"<div class=teaser><h2>Seal pups are counted again</h2><p>{PARAGRAPHS[4]} In June.</p></div>"
    reading = read_article(document(BARE.format(box)))
    assert reading is not None
    assert reading.article.title == "Harbour Post"


def test_a_job_in_the_byline_is_no_second_author():
    byline = '<div class="byline"><span>Ann Oak</span><p class="job">Deputy Harbour Editor</p></div>'
    assert article(byline, head=jsonld(headline=TITLE, author={"name": "Ann Oak"})).authors == ("Ann Oak",)


def test_the_house_in_a_byline_is_nobody_s_name():
    byline = '<div class="byline">Harbour Post Newsdesk May</div><div class="author">Ann Oak</div>'
    assert article(byline, head='<meta property="og:site_name" content="Harbour Post">').authors == ("Ann Oak",)


def test_a_short_house_name_inside_of_a_name_makes_it_no_house():
    head = jsonld(headline=TITLE, author={"name": "Nicola Comber"})
    byline = '<div class="author">Photo Desk</div>'
    assert article(byline, head=head, url="https://news.example.co.uk/sea/a").authors == ("Nicola Comber",)


def test_an_author_told_by_reference_is_looked_up_in_the_graph():
    graph = [
        {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "https://harbourpost.example/#/person/1"}},
        {"@type": "Person", "@id": "https://harbourpost.example/#/person/1", "name": "Ann Oak"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert article(head=head).authors == ("Ann Oak",)


def test_day_in_the_url_is_the_last_resort():
    assert article(url="https://harbourpost.example/2026/05/12/night-ferry").published == "2026-05-12"


def test_names_at_the_head_of_the_body_are_its_byline():
    reading = read_article(document(page(f"<div><p>Ann Oak / Ben Elm</p>{paragraphs()}</div>")))
    assert reading is not None
    assert reading.article.authors == ("Ann Oak", "Ben Elm")
    assert reading.article.paragraphs == PARAGRAPHS


def test_names_below_the_lines_that_sum_a_text_up_are_its_byline():
    summary = "… islanders left without a boat"
    reading = read_article(document(page(f"<div><p>{summary}</p><p>Ann Oak/Ben Elm</p>{paragraphs()}</div>")))
    assert reading is not None
    assert reading.article.authors == ("Ann Oak", "Ben Elm")
    assert reading.article.paragraphs == (summary, *PARAGRAPHS)


def test_an_author_labelled_on_a_card_is_read_and_a_reading_time_is_not():
    card = '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="{}">'
    assert article(head=card.format("Ann Oak")).authors == ("Ann Oak",)
    assert article(head=card.format("3 Minuten")).authors == ()


def test_standfirst_is_apart_from_the_body():
    said = "Islanders learn from a notice that their boat will not sail any more."
    named = article(f'<p class="standfirst">{said}</p>')
    described = article(f"<h2>{said}</h2>", head=f'<meta name="description" content="{said}">')
    assert named.standfirst == described.standfirst == said
    assert named.paragraphs == described.paragraphs == PARAGRAPHS


def test_a_box_of_links_in_the_standfirst_is_not_the_standfirst():
    box = '<aside><div><a href="/w">Winter boats: what the harbour board said in the last ten years and what it did</a></div></aside>'
    lead = "<p>Islanders were told by a notice on the door that nobody had signed.</p>"
    assert (
        article(f'<div class="standfirst">{box}{lead}</div>').standfirst
        == "Islanders were told by a notice on the door that nobody had signed."
    )


def test_whose_picture_it_is_says_nothing_of_who_wrote():
    caption = "<p>The pier.</p><ul><li class=media-author>Omar Pellicane</li></ul>"
    picture = f"<figure><img src=a.jpg alt=''><figcaption>{caption}</figcaption></figure>"
    assert article(picture).authors == ()
    assert article(f"{picture}<p class=author>Ilse Marren</p>").authors == ("Ilse Marren",)


def test_visible_headline_leads_over_share_titles():
    head = '<meta property="og:title" content="You will not believe what happens to this boat">'
    assert article(head=head).title == TITLE


def test_mended_headline_is_read_though_the_head_keeps_the_old_one():
    mended = TITLE.replace("stops", "ends")
    head = jsonld(headline=TITLE) + f'<meta property="og:title" content="{TITLE}">'
    assert article(head=head, title=mended).title == mended


@pytest.mark.parametrize("is_behind", [False, True])
@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (TITLE, TITLE),
        (f"{TITLE[:19]} or it does not, says the court", f"{TITLE[:19]} or it does not, says the court"),
        ("A word on puffins", TITLE),
    ],
)
def test_a_headline_in_a_sidebar_is_found_though_the_head_keeps_the_old_one(shown, title, is_behind):
    """Beside the text stand headline, author and date; an old headline in the head hid that this one was edited."""
    aside = f'<div id=sidebar><header><h1 class="entry-title">{shown}</h1><p>Ann Oak</p></header></div>'
    body = f"<div id=content>{paragraphs()}</div>"
    parts = (body, aside) if is_behind else (aside, body)
    html = f"<html><head><title>{TITLE}</title></head><body><div>{''.join(parts)}</div></body></html>"
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.title == title
    assert reading.article.paragraphs == PARAGRAPHS


def test_kicker_in_the_head_completes_the_headline():
    head = jsonld(headline=f"Harbour: {TITLE}") + f'<meta property="og:title" content="Harbour: {TITLE}">'
    html = page(f"<div>{paragraphs()}</div>", head=head).replace("<title>", "<title>Harbour: ")
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.title == f"Harbour: {TITLE}"


@pytest.mark.parametrize(
    ("window", "kicker", "title"),
    [
        ("Nordheim Messenger - {}", "", "{}"),
        ("Nordheim Messenger | {}", "", "{}"),
        ("The island :: {}", "", "{}"),
        ("The island - {}", "The island", "The island - {}"),
        ("The island: {}", "", "The island: {}"),
    ],
)
def test_what_the_title_of_the_window_alone_has_before_the_headline_is_no_part_of_it(window, kicker, title):
    """What the paper calls itself; a kicker is shown, or ends with a colon."""
    head = f"<html><head><title>{window.format(TITLE)}</title></head>"
    shown = f"<body><p>Menu</p><p>{kicker}</p><h1>{TITLE}</h1><div>{paragraphs()}</div></body></html>"
    reading = read_article(document(head + shown))
    assert reading is not None
    assert reading.article.title == title.format(TITLE)


@pytest.mark.parametrize(
    "path", ["<ol><li>Home</li><li>{}</li></ol>", "<nav>Home {}</nav>", '<div class="breadcrumbs"><a>Home</a>{}</div>']
)
def test_a_search_title_at_the_end_of_a_path_of_links_is_not_the_headline(path):
    search = "Harbour council budget 2026: what the night ferry costs the islands"
    head = jsonld(headline=search) + f'<meta property="og:title" content="{TITLE}">'
    top = path.format(f"<h1>{search}</h1>")
    shown = f"<article>{top}<h2><span>Sea</span> <span>{TITLE}</span></h2>{paragraphs()}</article>"
    reading = read_article(document(f"<html><head>{head}</head><body>{shown}</body></html>"))
    assert reading is not None
    assert reading.article.title == TITLE
    alone = read_article(document(f"<html><head>{head}</head><body>{top}{paragraphs()}</body></html>"))
    assert alone is not None
    assert alone.article.title == search


def path_and_headline(first: str, shown: str, **told: str) -> Article:
    """A page with a first-level heading at the end of its path, and another headline above the text."""
    said = {"opengraph": first, "jsonld": first} | told
    head = jsonld(headline=said["jsonld"]) + f'<meta property="og:title" content="{said["opengraph"]}">'
    head += f'<meta name="twitter:title" content="{shown}">'
    top = f'<ol class="breadcrumb"><li>Home</li><li><h1>{first}</h1></li></ol>'
    lead = '<p class="standfirst">Islanders learn from a notice that their boat will not sail any more.</p>'
    html = f"<html><head>{head}</head><body>{top}<article><h2>{shown}</h2>{lead}<div>{paragraphs()}</div></article></body></html>"
    reading = read_article(document(html))
    assert reading is not None
    return reading.article


def test_a_heading_at_the_end_of_a_path_is_the_headline_where_all_of_the_head_says_it():
    shown = "“Nobody asked us”: what islanders will miss most"
    found = path_and_headline(TITLE, shown)
    assert found.title == TITLE
    assert found.standfirst.startswith(f"{shown} Islanders learn")  # an edit of what readers see is one all the same
    assert found.paragraphs == PARAGRAPHS
    assert path_and_headline(TITLE, shown, jsonld=shown).title == shown
    assert path_and_headline(TITLE, shown, opengraph=shown).title == shown
    kicker = TITLE.removeprefix("Night ferry ")
    assert path_and_headline(TITLE, kicker).standfirst.startswith("Islanders learn")


def test_a_headline_in_two_elements_is_spelled_as_the_head_spells_it():
    head = '<meta property="og:title" content="Our islands: Left without a boat">'
    title = "<div>Our islands</div><span hidden>: </span><div>Left without a boat</div>"
    assert article(head=head, title=title).title == "Our islands: Left without a boat"


def test_a_kicker_inside_of_the_headline_is_left_out_as_the_head_does():
    head = jsonld(headline=f"Sea: {TITLE}") + f'<meta property="og:title" content="{TITLE}">'
    assert article(head=head, title=f"<span>Sea</span> {TITLE}").title == TITLE
    assert article(head=head, title=f"Sea: {TITLE}").title == f"Sea: {TITLE}"


def test_a_headline_whose_beginning_was_edited_keeps_it_though_the_head_has_a_title_without():
    said = f"“The end of an era”: {TITLE}"
    head = jsonld(headline=said) + f'<meta property="og:title" content="{TITLE}">'
    assert article(head=head, title=said).title == said
    edited = said.replace("The end", "The dawn")
    assert article(head=head, title=edited).title == edited


@pytest.mark.parametrize("stamp", ["Updated June 1, 2026 at 11:48", "1. Juni 2026, 11.48 Uhr", "12 minutes ago"])
def test_a_line_that_says_when_is_no_standfirst(stamp):
    said = "Nobody rows at night, and the council meets on Monday to say why."
    html = page(f"<h2>{stamp}</h2><h3>{said}</h3><div>{paragraphs()}</div>")
    for shown, expected in ((html, said), (html.replace(f"<h3>{said}</h3>", ""), "")):
        reading = read_article(document(shown))
        assert reading is not None
        assert reading.article.standfirst == expected


def test_a_standfirst_of_several_paragraphs_is_read_whole():
    lines = "Nobody rows at night.", "The council meets on Monday.", "Bread is sent by the morning boat."
    shown = f'<div class="standfirst">{"".join(f"<p>{line}</p>" for line in lines)}<p>Photo: Oak</p></div>'
    reading = read_article(document(page(f"{shown}<div>{paragraphs()}</div>")))
    assert reading is not None
    assert reading.article.standfirst == " ".join(lines)
    assert not set(lines) & set(reading.article.paragraphs)


SUBTITLE = "Islanders learn from a notice that no boat sails"


@pytest.mark.parametrize(
    ("shown", "rest"),
    [
        ("<div class=lead-x><p>Nobody rows at night, and the council meets on Monday to say why.</p></div>", True),
        ("<div class=lead-x><p>Bread is sent by the morning boat, with the letters</p></div>", False),
        ('<div class=lead-x><p><a href="/b">Bread is sent by the morning boat.</a></p></div>', False),
        ("<div class=lead-x><p>Last updated on 1 June 2026 at 11:48.</p></div>", False),
    ],
)
def test_the_lead_below_a_standfirst_that_is_a_heading_is_a_part_of_it(shown: str, rest: bool) -> None:
    byline = "<div class=byline><span>By Ann Oak</span></div>"
    found = article(f"<header><div><h2>{SUBTITLE}</h2></div>{shown}{byline}</header>")
    lead = re.sub(r"<[^>]+>", "", shown)
    assert found.standfirst == (f"{SUBTITLE} {lead}" if rest else SUBTITLE)
    assert found.paragraphs == PARAGRAPHS


def test_headings_of_one_kind_beside_each_other_are_one_standfirst_and_a_linked_one_is_none() -> None:
    more = "The council meets on Monday to say why"
    lines = f'<h2 class=sub>{SUBTITLE}</h2><h2 class=sub>{more}</h2><h2 class=sub><a href="/b">All of it here</a></h2>'
    assert article(f"<div>{lines}</div>").standfirst == f"{SUBTITLE} {more}"


def test_head_gives_the_title_where_the_page_shows_none():
    html = f"<html><head><title>{TITLE} – The Harbour Post</title></head><body><div>{paragraphs()}</div></body></html>"
    reading = read_article(
        document(html.replace("<head>", '<head><meta property="og:site_name" content="The Harbour Post">'))
    )
    assert reading is not None
    assert (reading.article.title, reading.title_block) == (TITLE, None)


@pytest.mark.parametrize(
    ("window", "home", "title"),
    [
        ("{} | -=Bay Post=-", '<a href="/">-=Bay Post=-</a>', "{}"),
        ("{} – Bay Post", '<a href="https://www.harbourpost.example">bay post</a>', "{}"),
        ("Bay Post - {}", '<a href="/">Bay Post</a>', "{}"),
        ("{} – Bay Post", '<a href="/">Home</a>', "{} – Bay Post"),
        ("{} – Bay Post", '<a href="/bay">Bay Post</a>', "{} – Bay Post"),
        ("{} in Bay Post", '<a href="/">Bay Post</a>', "{} in Bay Post"),
        ("{}: Bay Post", '<a href="/">Bay Post</a>', "{}: Bay Post"),
    ],
)
def test_what_leads_to_the_front_page_is_the_papers_name_in_the_windows_title(window, home, title):
    """No other part of the page says it; the headline went between "X" and "X | Bay Post" where it was under test."""
    head = f"<html><head><title>{window.format(TITLE)}</title></head>"
    for shown in ("", "<h2>Seal pups are counted again</h2>"):
        html = f"{head}<body><div>{home}</div>{shown}<div>{paragraphs()}</div></body></html>"
        reading = read_article(document(html, "https://harbourpost.example/news/a"))
        assert reading is not None
        assert reading.article.title == title.format(TITLE)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Ferry stops | The Harbour Post", "Ferry stops"),
        ("Ferry stops - Harbour Post", "Ferry stops"),
        ("The Harbour Post: no boat", "The Harbour Post: no boat"),
        ("The Harbour Post – Ferry stops", "Ferry stops"),
        ("Ferry stops | Sea | The Harbour Post", "Ferry stops | Sea"),
        ("Ferry stops | The Harbour Post | Sea", "Ferry stops"),
        ("Ferry – an end - harbourpost.example", "Ferry – an end"),
        ("No separator here", "No separator here"),
        ("灯塔关闭-社会 | The Harbour Post", "灯塔关闭"),
    ],
)
def test_site_names_are_dropped_from_titles(title, bare):
    assert without_site(title, ["The Harbour Post", "harbourpost.example"]) in {bare, bare.split(" | ")[0]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Oak", ["Ann Oak"]),
        ("Von Ann Oak und Ben Elm", ["Ann Oak", "Ben Elm"]),
        ("Par Ann Oak (envoyée spéciale)", ["Ann Oak"]),
        ("Ann Oak, science editor", ["Ann Oak"]),
        ("ANN OAK | Harbour Post", ["ANN OAK"]),
        ("Ann Oak, Ben Elm and Cy Ash", ["Ann Oak", "Ben Elm", "Cy Ash"]),
        ("Ann Oak ann.oak@harbourpost.example", ["Ann Oak"]),
        ("Sammy Byron", ["Sammy Byron"]),
        ("Martin King, Jr.", ["Martin King, Jr"]),
        ("https://harbourpost.example/authors/ann-oak", []),
        ("文：林小海", ["林小海"]),
    ],
)
def test_names_are_freed_of_what_stands_around_them(text, names):
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("بقلم: أحمد علي", ["أحمد علي"]),
        ("أحمد علي، سارة محمد", ["أحمد علي", "سارة محمد"]),
        ("Автор: Иван Петров, корреспондент", ["Иван Петров"]),
        ("Иван Петров и Анна Сидорова", ["Иван Петров", "Анна Сидорова"]),
        ("Του Γιάννη Ρήγα και Μαρίας Πάππα", ["Γιάννη Ρήγα", "Μαρίας Πάππα"]),
        ("द्वारा राम कुमार और सीता देवी", ["राम कुमार", "सीता देवी"]),
        ("文／山田太郎", ["山田太郎"]),
        ("김철수·이영희 기자", ["김철수", "이영희"]),
        ("김철수 기자 kim@harbour.example | 입력 : 2026-09-14 12:00", ["김철수"]),
        ("本报记者 王小明", ["王小明"]),
        ("João Silva e Maria Souza", ["João Silva", "Maria Souza"]),
        ("Artur da Costa e Silva", ["Artur da Costa e Silva"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Skrevet af Ole Olsen, journalist", ["Ole Olsen"]),
        ("Yazan: Ali Veli", ["Ali Veli"]),
        ("Opracowała Anna Nowak, redaktorka", ["Anna Nowak"]),
        ("Ann Oak, BBC News, @annoak", ["Ann Oak", "BBC News"]),
    ],
)
def test_names_are_taken_apart_in_any_script(text, names):
    assert split_names(text) == names


def test_names_come_once_and_the_publisher_only_alone():
    assert clean_names(["Ann Oak", "ann oak", "The Harbour Post"], publisher="The Harbour Post") == ("Ann Oak",)
    assert clean_names(["The Harbour Post"], publisher="The Harbour Post") == ("The Harbour Post",)


@pytest.mark.parametrize(
    ("value", "publisher", "names"),
    [
        ("Página 12", "PAGINA12", ("Página 12",)),
        ("Por Página 12", "Página12", ("Página 12",)),
        ("Kanal 24", "Kanal 24", ("Kanal 24",)),
        ("Ann Oak 24 May", "Kanal 24", ("Ann Oak",)),
        ("Kanal 24 May", "Kanal 24", ("Kanal",)),
    ],
)
def test_a_number_at_the_end_of_the_papers_name_belongs_to_it(value, publisher, names):
    assert clean_names([value], publisher=publisher) == names


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-05-12T08:00:03Z", "2026-05-12T08:00:03Z"),
        ("2026-05-12T10:00:03.250+02:00", "2026-05-12T08:00:03Z"),
        ("2026-05-12", "2026-05-12"),
        ("2026-05-12T08:00", "2026-05-12T08:00:00"),
        ("Tue, 12 May 2026 08:00:03 GMT", "2026-05-12T08:00:03Z"),
        ("May 12, 2026 4:00 AM EDT", "2026-05-12T08:00:00Z"),
        ("12 May 2026", "2026-05-12"),
        ("20260512", "2026-05-12"),
        (1778572803, "2026-05-12T08:00:03Z"),
        ("1778572803000", "2026-05-12T08:00:03Z"),
        ("May 2026", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("2026-13-45", None),
        ("9" * 500, None),
    ],
)
def test_times_become_iso_and_guess_nothing(value, iso):
    assert iso_time(value) == iso


@given(st.text(max_size=90))
def test_times_never_raise(text):
    iso_time(text)
    date_of_url("https://harbourpost.example/" + text)


@given(st.text(max_size=200))
def test_names_never_raise_and_are_bounded(text):
    assert all(0 < len(name) <= 90 for name in split_names(text))


def test_article_body_of_the_head_points_to_the_right_element():
    told = jsonld(headline=TITLE, articleBody="\n".join(PARAGRAPHS))
    long = "".join(f"<p>{text} {text} That is what people here have always said of it.</p>" for text in PARAGRAPHS)
    html = page(f"<div class=a>{paragraphs()}</div><div class=b>{long}</div>", head=told)
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [[[["x"]]]], "headline": 7}</script>',
        '<script type="application/ld+json">[null, 1, {"@type": ["NewsArticle", 3], "datePublished": {"@value": 5}}]</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":["a",{"b":1}],"articleBody":["x"],"publisher":"P"}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a","author":[{"@id":["x"]},{"@id":{}}]}</script>',
        '<meta name="author" content="' + "a, " * 3000 + '">',
    ],
)
def test_odd_metadata_does_not_stop_the_reading(head):
    assert article(head=head).paragraphs == PARAGRAPHS


def test_text_that_only_the_head_carries_is_read_from_there():
    told = jsonld(headline=TITLE, articleBody="\n\n".join(PARAGRAPHS), datePublished="2026-05-12")
    reading = read_article(document(page('<div id="app"></div><script>render()</script>', head=told)))
    assert reading is not None
    assert (reading.article.paragraphs, reading.blocks) == (PARAGRAPHS, ())
    assert len(set(reading.article.slots)) == 1  # one container, the script's
    assert reading.article.published == "2026-05-12"


def scripted(script: str, head: str = '<meta property="og:type" content="article">') -> str:
    return page(f'<div id="app"></div><script>{script}</script>', head=head)


@pytest.mark.parametrize("depth", [1, 2])
def test_text_that_only_a_script_carries_is_read_from_there(depth):
    inside = f'<figure><figcaption>The pier at noon</figcaption></figure>{paragraphs()}<div class="share">Share</div>'
    data = inside
    for _ in range(depth):
        data = json.dumps({"body": data}).replace("<", "\\u003c")
    reading = read_article(document(scripted(f'self.push([1, {data}]); f("{"x" * 500}")')))
    assert reading is not None
    assert (reading.article.title, reading.article.paragraphs) == (TITLE, PARAGRAPHS)
    assert reading.blocks == ()


@pytest.mark.parametrize(
    ("script", "head"),
    [
        (json.dumps(paragraphs()), '<meta property="og:type" content="website">'),
        (json.dumps(paragraphs(PARAGRAPHS[:1])), '<meta property="og:type" content="article">'),
        ('"<p>' + "\\x41" * 500 + '"', '<meta property="og:type" content="article">'),
        ('"<p ' + "\\" * 999, '<meta property="og:type" content="article">'),
        (json.dumps("<p>" + "<div>" * 5000), '<meta property="og:type" content="article">'),
    ],
    ids=["no article", "too short", "no JSON", "no end", "no text"],
)
def test_what_a_script_carries_is_no_article_for_that(script, head):
    reading = read_article(document(scripted(script, head)))
    assert reading is None or not set(PARAGRAPHS) & set(reading.article.paragraphs)


@pytest.mark.parametrize(
    ("line", "authors"), [("김철수 기자 kim@harbour.example | 조회수 : 31", ("김철수",)), ("▲ 사진 제공 = 남해시", ())]
)
def test_a_reporters_title_behind_the_name_makes_a_byline_and_whose_picture_it_is_none(line, authors):
    got = article(f"<table><tr><td>{line}</td></tr></table>", title="두 병원의 합병을 시의회가 승인했다")
    assert got.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        '<span class="author">Ann Oak</span> <span class="dt">14.09.2026</span> <span>310 readers</span>',
        '<a class="meta__author" href="/u/7">Ann Oak</a> | 14 September 2026',
        '<span class="writer">By <b>Ann Oak</b></span> · Harbour · 3 min',
    ],
)
def test_a_name_inside_of_a_line_is_the_authors_by_its_class(line):
    got = article(f"<div class=meta>{line}</div>")
    assert got.authors == ("Ann Oak",)
    assert article(f"<p>By Ben Elm</p><div class=meta>{line.replace('Ann Oak', '310')}</div>").authors == ("Ben Elm",)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Von Ann Oak | 14.09.2026, 09:00 Uhr, aktualisiert 14.09.2026, 10:05 Uhr", "2026-09-14T10:05:00"),
        ("입력 : 2026-09-14 12:00 | 수정 : 2026-09-14 13:05", "2026-09-14T13:05:00"),
        ("١٤ سبتمبر ٢٠٢٦ - ١٠:٠٠ آخر تحديث: ١٤ سبتمبر ٢٠٢٦ - ١١:٣٠", "2026-09-14T11:30:00"),
        ("Publié le 14 septembre 2026 à 09h00 • Mis à jour le 14 septembre 2026 à 10h15", "2026-09-14T10:15:00"),
        ("Last updated at 9:05 pm on Sep. 14, 2026", "2026-09-14T21:05:00"),
        ("Updated 05/13/2026", "2026-05-13"),
        ("更新：2026年9月14日 18時20分", "2026-09-14T18:20:00"),
        ("14 September 2026, 09:00", None),
        ("14 сентября 2026, 09:50 обновлено в 11:24 | просмотров: 141", "2026-09-14T11:24:00"),
        ("14.09.2026, aktualisiert um 11.24 Uhr", "2026-09-14T11:24:00"),
        ("Updated 11:24", None),  # of whatever day
        ("14.09.2026, Stand der Dinge", None),
        ("Updated daily since 12 March 1998", None),
        ("Updated 45.13.2026", None),
    ],
)
def test_the_time_of_an_update_is_read_behind_its_word_where_the_head_tells_none(line, time):
    assert article(f"<div class=meta>{line}</div>").modified == time
    head = jsonld(headline=TITLE, dateModified="2026-05-12T09:30:00Z")
    assert article(f"<div class=meta>{line}</div>", head=head).modified == "2026-05-12T09:30:00Z"


def test_a_text_that_speaks_of_an_update_tells_no_time_of_its_own():
    assert article(f"<p>{'The chart, last updated 14.09.2026, hangs in the harbour office. ' * 4}</p>").modified is None


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("अपडेट: 14 सितंबर 2026, 10:05", "2026-09-14T10:05:00"),
        ("ปรับปรุง 14 ก.ย. 2569 10:05 น.", "2026-09-14T10:05:00"),
        ("更新：２０２６年９月１４日 １０：０５", "2026-09-14T10:05:00"),
        ("２０２６年９月１３日 １８時００分更新：２０２６年９月１４日 １０時０５分", "2026-09-14T10:05:00"),
        ("Posodobljeno 14. septembra 2026", None),  # a word that is not known as one for an update
    ],
)
def test_months_with_marks_years_of_buddha_and_wide_figures_are_read(line, time):
    assert article(f"<div class=meta>{line}</div>").modified == time


@pytest.mark.parametrize(
    ("head", "besides", "url", "modified"),
    [
        ('<meta property="og:locale" content="en_US">', "", URL, "2026-05-06"),
        ('<meta property="og:locale" content="en_GB">', "", URL, "2026-06-05"),
        ("", "", "https://harbourpost.example.co.nz/night-ferry", "2026-06-05"),
        ('<meta property="og:locale" content="en_US">', "", "https://harbourpost.co.uk/night-ferry", "2026-06-05"),
        ('<meta property="og:locale" content="en_GB">', "<p>Printed 04/28/2026</p>", URL, "2026-05-06"),
        ('<meta property="og:locale" content="en_US">', "<p>Printed 28/04/2026</p>", URL, "2026-06-05"),
        (
            '<meta property="article:published_time" content="2026-05-04T10:00:00Z">',
            "<p>Published 05/04/2026</p>",
            URL,
            "2026-05-06",
        ),
        ('<meta property="article:published_time" content="2026-05-20">', "", URL, "2026-06-05"),  # not before it
    ],
)
def test_an_update_in_figures_is_read_as_the_page_writes_its_days(head, besides, url, modified):
    html = page(f"{besides}<div>Updated 05/06/2026</div>{paragraphs()}", head=head)
    got = read_article(document(html, url))
    assert got is not None
    assert got.article.modified == modified


@pytest.mark.parametrize(("language", "modified"), [("de", "2026-06-05"), ("en-US", "2026-05-06")])
def test_a_language_tells_the_order_of_figures_unless_its_readers_write_both(language, modified):
    html = page(f"<div>Updated 05/06/2026</div>{paragraphs()}").replace('lang="en"', f'lang="{language}"')
    got = read_article(document(html))
    assert got is not None
    assert got.article.modified == modified


@pytest.mark.parametrize(
    ("line", "modified"), [("05/06/2026", "2026-06-05"), ("05/06/2026 3:15 p.m.", "2026-05-06T15:15:00")]
)
@pytest.mark.parametrize("head", ["", '<meta property="og:locale" content="en_CA">'])
def test_where_nothing_tells_the_order_an_update_is_not_lost(head, line, modified):
    assert article(f"<div class=meta>Updated {line}</div>", head=head).modified == modified


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By ANN OAK Harbour Post staff writer", ("ANN OAK",)),
        ("By ANN OAK and BEN ELM Staff Writers", ("ANN OAK", "BEN ELM")),
        ("By Ann Oak Staff Writer", ("Ann Oak",)),
        ("By Gazette staff reporter", ("Gazette staff reporter",)),
        ("By ANN VAN DER OAK", ("ANN VAN DER OAK",)),
        ("By JUAN PEREZ del Rio", ("JUAN PEREZ del Rio",)),
    ],
)
def test_a_name_is_told_from_the_post_behind_it(line, names):
    assert clean_names([line]) == names


@pytest.mark.parametrize("classes", [("author", "publication"), ("author-x7", "publication-x7")])
def test_the_house_behind_a_name_is_none_of_it_whatever_its_class(classes):
    first, second = classes
    line = f"<div class=byline><span class={first}>Ann Oak</span> <span class={second}>Harbour Today</span></div>"
    got = read_article(document(page(f"{line}{paragraphs()}"), "https://www.harbourtoday.example/a"))
    assert got is not None
    assert got.article.authors == ("Ann Oak",)


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("Ann Oak Harbour Today", "Ann Oak"),
        ("Ann Mary Harbour", "Ann Mary Harbour"),  # a family name, maybe
        ("Ann Harbour Today", "Ann Harbour Today"),
        ("Harbour Today", "Harbour Today"),
    ],
)
def test_a_name_less_the_house_is_a_given_and_a_family_name_at_least(name, less):
    assert without_house(name, ["harbour", "harbourtoday"]) == less


@pytest.mark.parametrize(
    "line",
    [
        "２０２６年９月１３日 １８時００分",
        "２０２６年９月１３日 １８時００分 更新：２０２６年９月１４日 １０時０５分",
        "Publié le 13 septembre 2026 à 09h00, mis à jour le 14 septembre 2026 à 10h15",
    ],
)
def test_a_line_of_days_above_the_text_is_none_of_its_paragraphs(line):
    got = read_article(document(page(f"<div class=story><p>{line}</p>{paragraphs()}</div>")))
    assert got is not None
    assert got.article.paragraphs == PARAGRAPHS


def test_how_a_name_is_read_is_no_part_of_it():
    ruby = "<ruby>舟越<rp>（</rp><rt>ふなこし</rt><rp>）</rp></ruby>"
    html = page(
        f"<div class=story>{paragraphs()}<p>{ruby}町の議会は、古い水門を直すために三百万円を出すと決めた。</p></div>"
    )
    got = read_article(document(html))
    assert got is not None
    assert got.article.paragraphs[-1] == "舟越町の議会は、古い水門を直すために三百万円を出すと決めた。"


@pytest.mark.parametrize(
    "first",
    [
        "แก้ไข: ฉบับก่อนหน้าระบุวันประชุมผิด ที่ถูกคือวันพฤหัส",  # a correction
        "สภาจังหวัดเห็นชอบแผนรถเมล์กลางคืนที่ท่าเรือ แม้มีคำเตือนสองครั้ง",  # a short paragraph: Thai has no full stops
    ],
)
def test_clauses_of_a_script_without_full_stops_are_a_paragraph_and_no_names(first):
    html = page(f"<div class=txt><p>{first}</p>{paragraphs()}</div>")
    reading = read_article(document(html))
    assert reading is not None
    assert reading.article.paragraphs == (first, *PARAGRAPHS)
    assert reading.article.authors == ()


def test_a_thai_name_in_a_line_of_its_own_is_the_authors():
    reading = read_article(document(page(f"<div class=txt><p>ประเสริฐ แก้วใส</p>{paragraphs()}</div>")))
    assert reading is not None
    assert (reading.article.authors, reading.article.paragraphs) == (("ประเสริฐ แก้วใส",), PARAGRAPHS)
