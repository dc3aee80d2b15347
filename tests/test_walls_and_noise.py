"""What an unlike paper taught: walls below cut ends, boxes that are none, lines that count, other stories, tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from crawler.blocks import read_document
from crawler.demo.timeline.paper import START
from crawler.guard import cut_together, is_other_story, judge_ends, judge_page, loses_its_end, wall_lines
from crawler.model import Article, Block, Capture, Document, Link, LiveItem, LiveRegion, Page, PageKind, Verdict
from crawler.recorder.noise import has_noise
from crawler.recorder.turning import turning_shapes, without_shapes
from crawler.regions.live.reading import read_tickers
from crawler.regions.ranked_list.reading import read_lists
from crawler.text import line_form

URL = "https://paper.example/a"
TEXT = (
    "The ferry left the quay at seven on Monday, for the first time since the storm of last winter.",
    "Its captain, who has sailed the bay for thirty years, called the repair the longest of her life.",
    "A new engine was brought over the hills on a cart, since no train would take it.",
    "Bakers on the island had run out of flour twice, and the school had closed its kitchen.",
)
BEFORE = Article("The ferry sails again", TEXT)
WALL = "This story is for subscribers. Subscribe now to continue reading. Already have an account? Sign in."


def verdict(after: Article, *lines: str, boxes: frozenset[str] = frozenset()) -> Verdict:
    document = Document(URL, tuple(map(Block, lines)))
    return judge_page(document, Page(URL, PageKind.ARTICLE, after), BEFORE, boxes).verdict


def test_an_end_that_is_gone_beside_a_new_wall_is_behind_it_wherever_the_wall_stands() -> None:
    assert verdict(Article(BEFORE.title, TEXT[:3]), WALL) is Verdict.PAYWALL


def test_an_end_that_is_gone_beside_a_new_wall_is_behind_it_though_what_is_left_was_edited_since() -> None:
    edited = TEXT[1].replace("thirty years", "thirty years and a day, as she says herself at every harbour")
    assert verdict(Article(BEFORE.title, (TEXT[0], edited, TEXT[2])), WALL) is Verdict.PAYWALL
    assert verdict(Article(BEFORE.title, (TEXT[0], edited, TEXT[2]))) is Verdict.OK
    other = "Nobody at the market wants to buy apples any more."
    assert verdict(Article(BEFORE.title, (TEXT[0], other, TEXT[2])), WALL) is Verdict.OK


def test_a_wall_is_one_though_the_first_paragraph_was_taken_out_behind_it() -> None:
    texts = (*TEXT, *(f"{text} So it was said on day {n}." for n, text in enumerate(TEXT)))
    before = Article("The ferry sails again", texts)

    def judged(*left: str, words: str = WALL) -> Verdict:
        document = Document(URL, tuple(map(Block, (*left, words))))
        return judge_page(document, Page(URL, PageKind.ARTICLE, Article(before.title, left)), before).verdict

    assert judged(*texts[1:3]) is Verdict.PAYWALL
    assert judged(texts[1], "A new paragraph stands here.") is Verdict.PAYWALL
    assert judged(*texts[-2:]) is Verdict.OK  # its end is there
    assert judged(texts[2], texts[1]) is Verdict.OK
    assert judged(*texts[1:3], words="Nothing is asked for here.") is Verdict.OK


LONG = tuple(f"{text} So the {n} wardens of the quay say." for n, text in enumerate(TEXT * 3))


def cut(number: int, whole: int, left: int) -> tuple[str, Article, Article]:
    texts = tuple(f"{number}. {text}" for text in LONG)
    return f"{URL}/{number}", Article("Then", texts[:whole]), Article("Then", texts[:left])


def test_ends_that_are_gone_from_many_articles_after_one_paragraph_are_in_doubt_without_any_words() -> None:
    edits = [(f"{URL}/e{n}", Article("Then", LONG), Article("Then", (f"New {n}.", *LONG))) for n in range(9)]
    walled = [cut(1, 4, 2), cut(2, 6, 2), cut(3, 9, 2)]
    assert cut_together([*walled, *edits]) == {url for url, _, _ in walled}
    assert cut_together([*walled[:2], *edits]) == set()
    last_lines = [cut(1, 4, 3), cut(2, 6, 5), cut(3, 9, 8)]
    assert cut_together([*last_lines, *edits]) == set()
    same_length = [cut(n, 4, 3) for n in range(3)]
    assert cut_together([*same_length, *edits]) == set()


def test_ends_that_are_gone_from_most_articles_that_read_otherwise_are_in_doubt_wherever_they_are_cut() -> None:
    walled = [cut(1, 4, 3), cut(2, 6, 2), cut(3, 9, 4), cut(4, 8, 1)]
    edited = ("edited", Article("Then", LONG), Article("Then", ("New.", *LONG)))
    assert cut_together([*walled, edited]) == {url for url, _, _ in walled}


def test_an_end_that_is_gone_beside_a_box_that_all_pages_have_is_an_edit() -> None:
    boxes = frozenset(wall_lines(Document(URL, (Block(WALL),))))
    assert verdict(Article(BEFORE.title, TEXT[:3]), WALL, boxes=boxes) is Verdict.OK
    assert verdict(Article(BEFORE.title, TEXT[:1]), WALL, boxes=boxes) is Verdict.OK


def test_a_headline_that_links_to_a_story_on_subscribers_is_no_wall() -> None:
    words = "Subscribe now or log in: what the library asks of its readers"
    assert wall_lines(Document(URL, (Block(words, links=(Link("https://paper.example/b", words),)),))) == set()


STRIP = ("Choir sings on the quay", "The subscription library mended 612 lamps", "Bakers ran out of flour")
OFFERS = ("A week for a penny: subscribe", "A month: subscription with the puzzles", "Members log in here")


@pytest.mark.parametrize("region", ["live:Breaking news", "list:Most Popular"])
@pytest.mark.parametrize(("items", "expected"), [(STRIP, Verdict.OK), (OFFERS, Verdict.PAYWALL)])
def test_news_in_a_strip_beside_an_article_that_lost_its_end_is_no_wall_and_a_list_of_offers_is_one(
    region: str, items: tuple[str, ...], expected: Verdict
) -> None:
    document = Document(URL, tuple(map(Block, (*items, TEXT[0]))))
    page = Page(URL, PageKind.ARTICLE, Article(BEFORE.title, TEXT[:1]), labels=(*[region] * len(items), "article"))
    assert judge_page(document, page, BEFORE).verdict is expected


@pytest.mark.parametrize("place", ["title", "standfirst"])
def test_an_article_on_subscriptions_that_loses_most_of_its_text_is_behind_no_wall(place: str) -> None:
    words = "The subscription library lost 5 lamps"
    before = replace(BEFORE, **{place: words})
    after = replace(before, paragraphs=TEXT[:1])
    document = Document(URL, tuple(map(Block, (words, TEXT[0]))))
    assert judge_page(document, Page(URL, PageKind.ARTICLE, after), before).good
    assert judge_page(document, Page(URL, PageKind.ARTICLE, after), BEFORE).verdict is Verdict.PAYWALL


@pytest.mark.parametrize(
    ("label", "path"), [("caption", ()), ("", ("figure.lead", "figcaption")), ("", ("div.image-caption",)), ("bio", ())]
)
def test_a_caption_on_subscriptions_beside_an_article_that_loses_most_of_its_text_is_no_wall(
    label: str, path: tuple[str, ...]
) -> None:
    def found(words: str) -> Verdict:
        document = Document(URL, (Block(words, path), Block(TEXT[0])))
        page = Page(URL, PageKind.ARTICLE, replace(BEFORE, paragraphs=TEXT[:1]), labels=(label, "article"))
        return judge_page(document, page, BEFORE).verdict

    assert found("The subscription library on the quay. Photo: N. Holm") is Verdict.OK
    assert found("Subscribe to read on. Already a member? Log in.") is Verdict.PAYWALL


def test_a_sentence_on_subscriptions_that_was_edited_in_an_article_that_loses_most_of_its_text_is_no_wall() -> None:
    words = "The subscription library on the quay lent five lamps to the {} of the island."
    before = replace(BEFORE, paragraphs=(TEXT[0], words.format("school"), *TEXT[1:]))
    after = replace(before, paragraphs=(TEXT[0], words.format("shool")))
    document = Document(URL, tuple(map(Block, after.paragraphs)))
    assert judge_page(document, Page(URL, PageKind.ARTICLE, after), before).good


def test_another_article_at_an_address_is_no_wall_though_it_is_short_and_speaks_of_cookies() -> None:
    before = Article("The ferry sails again", TEXT, published="2026-05-12T03:16:00Z")
    brief = Article("Choir bakes", ("The choir baked 5924 cookies.",), published="2026-05-12T06:15:00Z")
    document = Document(URL, (Block(brief.paragraphs[0]),))
    assert judge_page(document, Page(URL, PageKind.ARTICLE, brief), before).good
    same_time = Article("Your privacy", ("We value your privacy: accept cookies.",), published=before.published)
    assert judge_page(document, Page(URL, PageKind.ARTICLE, same_time), before).verdict is Verdict.CONSENT


def test_an_article_that_begins_as_it_did_lost_its_end_where_no_paragraph_is_like_its_last() -> None:
    assert loses_its_end(BEFORE, Article("", (TEXT[0], "Accept what we count of you, or go.")))
    assert not loses_its_end(BEFORE, Article("", (TEXT[0], TEXT[3].replace("twice", "thrice"))))
    assert not loses_its_end(BEFORE, Article("", ("Something else stands here now.",)))


def test_articles_that_lose_their_ends_at_once_above_the_same_words_are_walled_in_any_language() -> None:
    words = "Haec pars tantum sociis patet"
    cut = [(f"{URL}{n}", BEFORE, Article(BEFORE.title, TEXT[:2]), partial(set, (words, f"line {n}"))) for n in range(3)]
    assert set(judge_ends(cut)) == {f"{URL}{n}" for n in range(3)}
    assert judge_ends(cut[:2]) == {}
    assert (
        judge_ends([*cut, (f"{URL}9", BEFORE, BEFORE, partial(set, (words,)))]) == {}
    )  # whole pages have the line, too


def test_ages_that_stood_below_articles_and_are_gone_at_once_are_no_ends_of_theirs() -> None:
    old = replace(BEFORE, paragraphs=(*TEXT, "2 години тому", "3 години тому"))
    assert judge_ends([(f"{URL}{n}", old, BEFORE, partial(set, ("What the new layout says",))) for n in range(3)]) == {}
    assert not loses_its_end(old, BEFORE)


def test_an_age_that_stands_on_two_pages_is_nothing_that_an_article_kept() -> None:
    old = replace(BEFORE, paragraphs=("2 години тому", *TEXT))
    check = Article("One moment", ("2 години тому", "Solve the captcha to show that you are not a robot."))
    assert judge_page(Document(URL, ()), Page(URL, PageKind.ARTICLE, check), old).verdict is Verdict.BLOCKED


def test_a_brief_about_a_captcha_on_a_page_with_menus_is_an_article_and_a_check_for_robots_is_none() -> None:
    menu = tuple(Block(f"Menu {n}", links=(Link(f"https://paper.example/{n}", f"Menu {n}"),)) for n in range(9))
    brief = Article("From the harbour", ("A hacker solved the captcha of the lifts, the harbour office says.",))
    page = Page(URL, PageKind.ARTICLE, brief)
    assert judge_page(Document(URL, (*menu, Block(brief.paragraphs[0]))), page, None).verdict is Verdict.OK
    check = Article("One moment", ("Solve the captcha to show that you are not a robot.",))
    page = Page(URL, PageKind.ARTICLE, check)
    assert judge_page(Document(URL, (*menu, Block(check.paragraphs[0]))), page, None).verdict is Verdict.BLOCKED


MENU = tuple(
    Block(name, links=(Link(name, URL),)) for name in "News Sport Opinion Local Weather Jobs Cars Homes".split()
)


def boxed(*texts: str, links: Callable[[int], tuple[Block, ...]]) -> Document:
    """A page of boxes without names, each with a text; `links`: what stands above the text in a box's headline."""
    path = ("html", "body", "div", "div", "p")
    blocks = ((*links(i), Block(text, path=path, trail=(1, 2 * i, 2 * i + 1))) for i, text in enumerate(texts, 2))
    return Document(URL, (*MENU, *(block for box in blocks for block in box)))


def headline(number: int) -> tuple[Block, ...]:
    text = f"Headline {number}"
    return (Block(text, links=(Link(text, f"{URL}/{number}"),), path=("html", "body", "div", "div", "h3")),)


def test_a_teaser_on_a_front_page_that_speaks_of_robots_twice_is_no_check_for_them() -> None:
    news = "Shops drop the captcha after a judge ruled against access denied by machines."
    page = Page(URL, PageKind.FRONT, None)
    texts = ("A boat was found.", news, "The mill burnt down.", "Schools open late.")
    assert judge_page(boxed(*texts, links=headline), page, None).verdict is Verdict.OK
    assert judge_page(boxed(news, links=headline), page, None).verdict is Verdict.BLOCKED


def test_a_check_for_robots_in_a_frame_of_boxes_without_names_is_one_at_first_sight() -> None:
    page = Page(URL, PageKind.FRONT, None)
    check = "Access to this page has been denied. Solve the captcha to go on."
    texts = ("One moment.", check, "Your request has the number 1f9c.", "The Ledger thanks you for your patience.")
    assert judge_page(boxed(*texts, links=lambda _: ()), page, None).verdict is Verdict.BLOCKED


def test_a_live_blog_about_captchas_is_no_check_for_robots() -> None:
    blog = LiveRegion("Live", (LiveItem("1", "Noon", text="The lifts ask for a captcha."),))
    page = Page(URL, PageKind.LIVE, None, live_blog=blog)
    assert judge_page(Document(URL, (Block("The captcha, minute by minute"),)), page, None).verdict is Verdict.OK


def test_a_long_headline_that_speaks_of_what_is_no_longer_available_is_no_error_page() -> None:
    title = "The keeper of lost property says that the bridge is not found on any map, and no longer available to carts"
    page = Page(URL, PageKind.OTHER, Article(title, ("Short.",)))
    assert judge_page(Document(URL, (Block(title),)), page, None).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("By Ann Oak (3 hours ago)", "By Ann Oak · 4 hours ago"),
        ("By Ann Oak3 hours ago", "By Ann Oak 12 minutes ago"),
        ("Von Ann Oak | vor 3 Stunden", "Von Ann Oak"),
    ],
)
def test_lines_are_the_same_whatever_the_hour(one: str, other: str) -> None:
    assert line_form(one) == line_form(other)


def test_what_counts_per_request_is_known_by_its_shape_ever_after() -> None:
    first = Article("Lamps", (*TEXT, "267 people read this · 35 comments"))
    second = Article("Lamps", (*TEXT, "268 people read this · 35 comments"))
    shapes = turning_shapes(first, second)
    assert has_noise(first, second)
    assert without_shapes(Article("Lamps", (*TEXT, "9 people read this · 2 comments")), shapes) == Article(
        "Lamps", TEXT
    )
    assert without_shapes(first, set()) is first


def test_another_article_under_a_like_headline_is_no_edit_where_no_paragraph_is_like_one_of_the_old() -> None:
    old = Article("A pilot auctioned 865 ledgers in the chapel", TEXT[:2], published="2026-05-01T08:00:00+00:00")
    new = Article("A pilot borrowed 640 apple trees in the chapel", TEXT[2:], published="2026-05-12T08:00:00+00:00")
    assert is_other_story(old, new)
    reworded = tuple(text.replace("the", "a") for text in TEXT[:2])
    assert not is_other_story(old, Article(new.title, reworded, published=new.published))


# Tables without names

CELLS = "".join(
    f"<tr><td>{n}.</td><td><a href='/city/story-{n}'>The county counted {n} lamps above the bakery</a></td></tr>"
    for n in range(1, 6)
)
LINES = "".join(
    f"<tr><td>Bulletin {n * 'x'}: the harbour master mended {n} nets at low tide</td></tr>" for n in range(4)
)
PAGE = (
    "<html><body><table><tr><td>05:30 · 12 degrees</td></tr></table>"
    f"<table><tr><td>Breaking</td></tr>{LINES}</table>"
    "<p>267 people are reading this · 35 comments</p>"
    "<table><tr><td>More stories</td></tr>"
    "<tr><td><a href='/city/x-1'>The choir inherited the clocks of the chapel</a></td></tr>"
    "<tr><td><a href='/city/x-2'>The choir auctioned the clocks of the chapel</a></td></tr>"
    "<tr><td><a href='/city/x-3'>The choir repainted the clocks of the chapel</a></td></tr></table>"
    f"<table><tr><td colspan=2><b>Most Read</b></td></tr>{CELLS}</table></body></html>"
)


def page() -> Document:
    answer = Capture("https://paper.example/", START, 200, {"content-type": "text/html"}, PAGE.encode())
    return read_document(answer)


def test_a_list_in_a_table_goes_on_behind_its_ranks_and_a_count_of_readers_names_none() -> None:
    assert [(found.list.name, len(found.list.items)) for found in read_lists(page())] == [("Most Read", 5)]


def test_a_ticker_of_elements_without_names_is_told_from_what_is_built_alike_though_all_stands_in_the_root_of_an_app() -> (
    None
):
    lines = "".join(f"<div><a href='/s-{n}'>The harbour master mended {n} nets at low tide</a></div>" for n in range(6))
    head = "<div>The Quay, a paper for the whole coast</div><div>12 degrees and a little rain at Lagg</div>"
    html = f"<html><body><div id=app><div>{head}</div><div>{lines}</div><div>Printed on Mill Street.</div></div></body></html>"
    document = read_document(
        Capture("https://paper.example/", START, 200, {"content-type": "text/html"}, html.encode())
    )
    (found,) = read_tickers(document, frozenset(range(8)))
    assert [item.url for item in found.region.items] == [f"https://paper.example/s-{n}" for n in range(6)]


def test_a_ticker_in_a_table_is_named_by_the_label_in_its_first_row_not_by_the_clock_above() -> None:
    document = page()
    shared = frozenset(
        i for i, block in enumerate(document.blocks) if "Bulletin" in block.text or "Breaking" in block.text
    )
    found = read_tickers(document, shared | {0})
    assert [(each.region.name, len(each.region.items)) for each in found] == [("Breaking", 4)]
