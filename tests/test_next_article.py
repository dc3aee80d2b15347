"""A page without an end: the next article stands below, whole, and nothing of it is told of this one."""

from __future__ import annotations

from dataclasses import replace

from article_pages import FOOT, MENU, PARAGRAPHS, TITLE, document

from crawler.guard import is_behind_wall, judge_page, texts_below
from crawler.model import Article, Document, Page, PageKind, Verdict
from crawler.parsing import read_page
from crawler.parsing.sample import sample_of
from crawler.regions.article.measures import next_articles
from crawler.regions.article.reading import ArticleReading, learn_slots, read_article
from crawler.template import Template, gather

NEXT = "Old market hall gets a roof of slate"
NEXT_TEXTS = (
    "The old market hall gets a roof of slate before the winter, the county said in a letter to its tenants on Friday.",
    "Two hundred stalls move to the quay for the time of the work, and the fishmongers will go to the chapel yard.",
)
COUNTS = "<div>2793 views 28 comments</div>"
NOTE = "<div class='x-2'>Correction: an earlier version of this article gave a wrong number of stalls.</div>"
WALL_NEWS = "<p>Subscribers log in at the library door now, where one can subscribe, sign in and read on.</p>"
WORDS = ("harbour", "island", "winter", "market", "letter", "bridge")


def lines(texts: tuple[str, ...]) -> str:
    return "<div>" + "<br><br>".join(texts) + "</div>"


def endless(own: str, following: str, *, title: str = TITLE, texts: tuple[str, ...] = PARAGRAPHS) -> Document:
    """An article with `own` behind its text, and the next one with `following` under its headline, in the same kind of
    element."""
    first = f"<section class='story'><header><h1>{title}</h1></header>{lines(texts)}{own}</section>"
    below = f"<section class='story'><h2><a href='/news/roof'>{NEXT}</a></h2>{following}</section>"
    html = f"<html><head><title>{title}</title></head><body>{MENU}<main>{first}{below}</main>{FOOT}</body></html>"
    return document(html)


def read(doc: Document, **options: object) -> ArticleReading:
    reading = read_article(doc, **options)  # type: ignore[arg-type]
    assert reading is not None
    return reading


def test_the_byline_below_a_text_is_its_own_though_a_count_of_readers_stands_between_it_and_the_next_article() -> None:
    own, following = "<div class='by-line'>By Ilse Marren</div>", "<div class='by-line'>By Runa Ferrow</div>"
    slots = learn_slots([(doc, read(doc)) for doc in map(story, range(4))])
    for counts in ("", COUNTS):
        doc = endless(own + counts, following + lines(NEXT_TEXTS))
        assert read(doc).article.authors == read(doc, slots=slots).article.authors == ("Ilse Marren",)


def test_a_count_of_readers_below_the_byline_of_a_short_text_is_no_line_of_it() -> None:
    """Two paragraphs above it, the byline stands where one below a standfirst would."""
    by = "<div>By Ilse Marren</div>"
    slots = learn_slots([(doc, read(doc)) for doc in map(story, range(4))])
    for length in (2, 3):
        texts = PARAGRAPHS[:length]
        reading = read(endless(by + COUNTS, lines(NEXT_TEXTS), texts=texts), slots=slots)
        assert (reading.article.authors, reading.article.paragraphs) == (("Ilse Marren",), texts)


def test_whom_the_next_article_is_by_is_not_the_author_of_one_that_names_nobody() -> None:
    doc = endless("", "<div class='by-line'>By Runa Ferrow</div>" + lines(NEXT_TEXTS))
    assert read(doc).article.authors == ()


def test_a_correction_of_the_next_article_is_none_of_this_one() -> None:
    assert read(endless("", NOTE + lines(NEXT_TEXTS))).article.paragraphs == PARAGRAPHS
    assert read(endless("", lines(NEXT_TEXTS[:1]) + NOTE)).article.paragraphs == PARAGRAPHS
    assert "Correction: an earlier" in read(endless(NOTE, lines(NEXT_TEXTS))).article.paragraphs[-1]


def test_a_correction_below_the_unlinked_headline_of_the_next_article_is_none_of_this_one() -> None:
    """Portals without an end give each of their articles a first-level headline and no link."""
    articles = (
        f"<article class=m><h1>{title}</h1><p class=when>12/05/2026 08h30</p>{note}<div class=body>{lines(texts)}</div></article>"
        for title, note, texts in ((TITLE, "", PARAGRAPHS), (NEXT, NOTE, NEXT_TEXTS))
    )
    doc = document(f"<html><head><title>{TITLE}</title></head><body>{MENU}{''.join(articles)}{FOOT}</body></html>")
    assert read(doc).article.paragraphs == PARAGRAPHS


def test_a_section_of_the_article_under_a_heading_of_its_own_is_no_next_article() -> None:
    parts = (
        f"<section><h1>{TITLE}</h1>{lines(PARAGRAPHS)}</section><section><h2>{NEXT}</h2>{lines(NEXT_TEXTS)}</section>"
    )
    doc = document(f"<html><head><title>{TITLE}</title></head><body>{MENU}<main>{parts}</main>{FOOT}</body></html>")
    assert list(next_articles(doc.blocks, read(doc).title_block)) == []


def test_what_follows_below_an_article_teaches_nothing_of_what_pages_share() -> None:
    page = endless("", lines(NEXT_TEXTS))
    sample = sample_of(page, read_page(page, Template()))
    assert {page.blocks[index].text for index in sample.below} == {NEXT, *NEXT_TEXTS}
    noted = [replace(sample, body=frozenset(), document=story(number)) for number in range(4)]
    slots = {one.path.rpartition(" > ")[2] for one in gather(noted).slots.values()}
    assert "h1" in slots
    assert "h2" not in slots


def test_what_stands_in_the_next_article_alone_is_known_whatever_its_headline_speaks_of() -> None:
    doc = endless("", lines((NEXT_TEXTS[0], PARAGRAPHS[0])))
    labels = ["title" if block.level == 1 else "" for block in doc.blocks]
    assert texts_below(doc, labels) == {NEXT, NEXT_TEXTS[0]}
    assert texts_below(doc, [""] * len(doc.blocks)) == frozenset()


def story(number: int) -> Document:
    texts = tuple(f"{text} So it was at the {WORDS[number]}, in the year {1900 + number}." for text in PARAGRAPHS)
    return endless("", lines(NEXT_TEXTS), title=f"The {WORDS[number]} story, part {number}", texts=texts)


def test_a_headline_that_stands_on_other_pages_too_begins_the_next_article_all_the_same() -> None:
    slots = learn_slots([(doc, read(doc)) for doc in map(story, range(4))])
    page = story(5)
    shared = {index for index, block in enumerate(page.blocks) if block.text == NEXT}
    assert len(shared) == 1
    for skip in (set[int](), shared):
        assert read(page, slots=slots, skip=skip).article.paragraphs == read(page).article.paragraphs
    assert len(read(page).article.paragraphs) == len(PARAGRAPHS)


def labels_of(doc: Document) -> tuple[str, ...]:
    title = read(doc).title_block
    return tuple("title" if index == title else "" for index in range(len(doc.blocks)))


def judged(doc: Document, before: Article) -> Verdict:
    reading = read(doc)
    page = Page(doc.url, PageKind.ARTICLE, reading.article, labels=labels_of(doc))
    return judge_page(doc, page, before).verdict


def test_a_next_article_that_speaks_of_subscriptions_is_no_wall_in_front_of_an_end_that_was_cut() -> None:
    """The same words below this article's own text are one."""
    before = Article(TITLE, PARAGRAPHS, authors=("Ilse Marren",))
    for length in (2, len(PARAGRAPHS) - 1):
        cut = PARAGRAPHS[:length]
        assert judged(endless("", WALL_NEWS + lines(NEXT_TEXTS), texts=cut), before) is Verdict.OK
        assert judged(endless(WALL_NEWS, lines(NEXT_TEXTS), texts=cut), before) is Verdict.PAYWALL


def test_a_page_first_seen_above_an_article_on_subscriptions_was_seen_whole() -> None:
    for doc, walled in (
        (endless("", WALL_NEWS + lines(NEXT_TEXTS)), False),
        (endless(WALL_NEWS, lines(NEXT_TEXTS)), True),
    ):
        assert is_behind_wall(doc, (), labels_of(doc)) is walled


def excerpts(rest: str = "<h3><a href='/news/{0}'>Read the rest</a></h3>") -> str:
    """The beginnings of six other stories, as a paper without an end of its pages shows them."""
    texts = [
        f"The {word} was painted again on Friday, and nobody who lives there has asked what for. {NEXT_TEXTS[1]}"
        for word in WORDS
    ]
    heads = [f"<h2><a href='/news/{word}?utm_source=next'>The {word} is painted</a></h2>" for word in WORDS]
    shown = zip(WORDS, heads, texts, strict=True)
    return "".join(f"<div class=next>{head}<p>{text}</p>{rest.format(word)}</div>" for word, head, text in shown)


def short_post(below: str, own: str = PARAGRAPHS[0]) -> Document:
    html = f"<div id=headline><h1>{TITLE}</h1></div><div id=story><p>{own}</p>{{}}</div>{{}}"
    body = html.format("", f"<div id=more>{below}</div>")
    return document(f"<html><head><title>{TITLE}</title></head><body>{MENU}<main>{body}</main>{FOOT}</body></html>")


def test_a_post_of_one_paragraph_above_excerpts_of_the_next_stories_is_the_article() -> None:
    assert read(short_post(excerpts())).article.paragraphs == (PARAGRAPHS[0],)


def test_stories_that_an_article_sums_up_in_the_element_of_its_text_are_its_own() -> None:
    html = f"<h1>{TITLE}</h1><div id=story><p>{PARAGRAPHS[0]}</p>{excerpts()}</div>"
    doc = document(f"<html><head><title>{TITLE}</title></head><body>{MENU}<main>{html}</main>{FOOT}</body></html>")
    assert len(read(doc).article.paragraphs) > len(WORDS)


def test_headings_without_a_line_that_leads_to_the_rest_or_without_text_above_begin_parts_of_the_article() -> None:
    assert len(read(short_post(excerpts(rest=""))).article.paragraphs) >= len(WORDS)
    assert len(read(short_post(excerpts(), own="By Ann Oak")).article.paragraphs) >= len(WORDS)
