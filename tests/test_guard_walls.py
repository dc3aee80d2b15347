"""A wall asks for two different things; a story that merely mentions members or subscribers is a story."""

from __future__ import annotations

import pytest

from crawler.guard import judge_copies, judge_page, without_wall
from crawler.guard.walls import judge_wall
from crawler.model import Article, Block, Document, Head, LiveItem, LiveRegion, Page, PageKind, Verdict

STORY = (
    "The ferry left the quay at seven on Monday, for the first time since the storm of last winter.",
    "Its captain, who has sailed the bay for thirty years, called the repair the longest of her life.",
    "A new engine was brought over the hills on a cart, since no train would take it.",
    "Bakers on the island had run out of flour twice, and the school had closed its kitchen.",
    "The county paid for half of the work and wants the money back within nine years.",
    "A second boat, ordered in spring, is still without a hull in the yard at Lagg.",
    "Fishermen offered to row the mail across, and did so on forty days.",
    "The timetable hangs at the harbour office, in the old place beside the barometer.",
)
BEFORE = Article("The ferry sails again", STORY)

NEWS = (
    "Two members of the council and a former member of the board have asked for a second count.",
    "The assassination was the third in a year; no group has claimed the assassination.",
    "The paper has 9,000 subscribers, down from 12,000 subscribers two years ago.",
    "A premium of 12 percent is paid on top of the premium of last year.",
    "I remember the winter of 1962, and I remember that nobody complained.",
)
WALLS = (
    "Subscribe to read on. Already a member? Log in.",
    "Jetzt abonnieren und weiterlesen.",
    "Abonnez-vous pour lire la suite.",
    "Suscríbase para seguir leyendo. ¿Ya tiene cuenta? Inicie sesión.",
    "Підпишіться, щоб читати далі. Вже з нами? Увійдіть.",
)


def judged(after: Article, before: Article = BEFORE) -> Verdict:
    return judge_page(
        Document("https://paper.example/a", ()), Page("https://paper.example/a", PageKind.ARTICLE, after), before
    ).verdict


@pytest.mark.parametrize("added", NEWS)
def test_a_paragraph_of_news_added_at_the_end_is_neither_a_wall_nor_dropped(added):
    after = Article(BEFORE.title, (*STORY, added))
    assert without_wall(BEFORE, after) == after
    assert judged(after) is Verdict.OK


@pytest.mark.parametrize("added", NEWS)
def test_news_in_place_of_the_end_is_an_edit(added):
    assert judged(Article(BEFORE.title, (*STORY[:6], added))) is Verdict.OK


@pytest.mark.parametrize("wall", WALLS)
def test_a_walls_words_in_place_of_the_end_are_a_paywall(wall):
    assert judged(Article(BEFORE.title, (*STORY[:3], wall))) is Verdict.PAYWALL


@pytest.mark.parametrize("wall", WALLS)
def test_a_walls_words_below_the_whole_article_are_no_part_of_it(wall):
    assert without_wall(BEFORE, Article(BEFORE.title, (*STORY, wall))) == BEFORE


ENDING = "Nobody on the island expects the boat to sail again before the ice is gone in April."


@pytest.mark.parametrize("wall", WALLS)
def test_a_last_paragraph_of_which_the_last_sentence_stands_was_seen_whole_above_a_wall(wall):
    before, after = ((STORY[0], f"{first} {ENDING}") for first in (STORY[2], STORY[6]))
    assert judged(Article(BEFORE.title, (*after, wall)), Article(BEFORE.title, before)) is Verdict.OK
    assert without_wall(Article("", before), Article("", (*after, wall))).paragraphs == after


@pytest.mark.parametrize("wall", WALLS)
def test_a_last_paragraph_that_is_as_long_and_begins_as_it_did_was_seen_whole_above_a_wall_a_shorter_one_was_not(wall):
    before = Article(BEFORE.title, (STORY[0], f"{ENDING} {STORY[2]}"))
    as_long, shorter = (f"{ENDING} {STORY[1]}", f"{ENDING} A new one.")
    assert judged(Article(BEFORE.title, (STORY[0], as_long, wall)), before) is Verdict.OK
    assert judged(Article(BEFORE.title, (STORY[0], shorter, wall)), before) is Verdict.PAYWALL


@pytest.mark.parametrize("wall", WALLS)
def test_a_short_sentence_that_may_end_any_paragraph_does_not_show_that_a_text_is_whole(wall):
    before = (STORY[0], f"{STORY[2]} Nobody spoke.", f"{STORY[3]} Nobody spoke.")
    assert judged(Article(BEFORE.title, (*before[:2], wall)), Article(BEFORE.title, before)) is Verdict.PAYWALL


@pytest.mark.parametrize(
    "below", [("24 hours ago", "26 hours ago"), ("Photo: N. Holm",), ("Photo: N. Holm", "1 hour ago")]
)
@pytest.mark.parametrize("wall", WALLS)
def test_what_was_read_below_an_article_is_no_end_that_a_wall_hides(wall, below):
    edited = (STORY[0].replace("seven", "eight"), *STORY[1:])
    before = Article(BEFORE.title, (*STORY, *below))
    lasting = tuple(text for text in below if "ago" not in text)
    assert judged(Article(BEFORE.title, (*edited, wall, *lasting)), before) is Verdict.OK
    assert judged(Article(BEFORE.title, (*edited[:6], wall, *lasting)), before) is Verdict.PAYWALL


BRIEFS = (
    "The court says that the rule on every cookie takes effect from {} May, for shops and papers alike.",
    "The mayor gave her consent to the new bridge on {} May, after a night of talks with the county.",
    "A DDoS attack shut the port's booking site for {} hours on Monday, the harbour office says.",
    "The minister was turned away; access denied, read the sign that hung there for {} days in May.",
    "Nobody was told that the file was not found for {} days, says the keeper of the archive.",
)
WALL_PAGES = (
    "We value your privacy. We and our partners use cookies to measure how our pages are read.",
    "Checking your browser before you go on. Please solve the captcha to show that you are human.",
    "Subscribe to read on. Already a member? Log in.",
)


@pytest.mark.parametrize("brief", BRIEFS)
def test_an_edit_of_the_only_paragraph_of_a_brief_is_an_edit_whatever_it_is_about(brief):
    before, after = (Article("From the harbour", (brief.format(number),)) for number in (12, 14))
    page = Page("https://paper.example/a", PageKind.ARTICLE, after)
    assert judge_page(Document("https://paper.example/a", ()), page, before).verdict is Verdict.OK


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_that_says_whose_it_is_is_an_article_at_first_sight(brief):
    page = Page(
        "https://paper.example/a", PageKind.ARTICLE, Article("From the harbour", (brief,), authors=("Ann Oak",))
    )
    assert judge_page(Document("https://paper.example/a", ()), page, None).verdict is Verdict.OK


@pytest.mark.parametrize("wall", WALL_PAGES)
def test_a_walls_words_in_place_of_all_words_are_a_wall_with_and_without_the_headline(wall):
    for title in (BEFORE.title, "The Ledger"):
        assert judged(Article(title, (wall,))) in {Verdict.CONSENT, Verdict.BLOCKED, Verdict.PAYWALL}


def test_a_page_whose_first_heading_says_that_it_is_gone_is_gone_whatever_its_head_says() -> None:
    heading = Block("Page not found", tag="h1", level=1)
    page = Document("https://paper.example/a", (heading,), head=Head(title="3f2a | The Ledger"))
    judgement = judge_page(page, Page("https://paper.example/a", PageKind.OTHER, None), BEFORE)
    assert judgement.verdict is Verdict.SOFT_404


NOTICES = (
    "Page not found",
    "Error 404: page not found!",
    "Diese Seite wurde leider nicht gefunden",
    "Página no encontrada",
    "Страница не найдена",
    "ページが見つかりません",
)
HEADLINES = (
    "Missing climber not found",
    "Polizei: Täter nicht gefunden",
    "Article on the lost page not found in court",
)


@pytest.mark.parametrize("title", [*NOTICES, *HEADLINES])
def test_a_headline_that_only_says_that_the_page_is_gone_is_none_though_boxes_that_were_read_as_text_stay(title):
    kept = Article(title, BEFORE.paragraphs)
    assert judged(kept) is (Verdict.SOFT_404 if title in NOTICES else Verdict.OK)
    assert judged(kept, kept) is Verdict.OK


def test_a_live_blog_beside_which_a_note_was_once_read_is_not_judged_by_the_words_of_its_entries() -> None:
    texts = ("Access to the council's site was denied all morning: a DDoS attack, says the clerk.", "Checking goes on.")
    document = Document("https://paper.example/live", tuple(Block(text) for text in texts))
    blog = LiveRegion("Live", tuple(LiveItem(str(at), text) for at, text in enumerate(texts)))
    note = Article("Live: the attack", ("We use cookies as our privacy note says.",))

    def verdict(live_blog: LiveRegion | None) -> Verdict:
        return judge_page(document, Page(document.url, PageKind.LIVE, None, live_blog=live_blog), note).verdict

    assert verdict(blog) is Verdict.OK
    assert verdict(None) is Verdict.BLOCKED


def test_a_story_at_two_addresses_that_loses_most_of_its_text_at_both_is_no_copy_of_another_page() -> None:
    short, wall = Article(BEFORE.title, STORY[:1]), Article("Not here", ("Nothing is here any more, says the page.",))
    assert judge_copies([("a", BEFORE, short), ("b", BEFORE, short)]) == {}
    for pages in ([("a", BEFORE, wall), ("b", BEFORE, wall)], [("a", BEFORE, short), ("b", Article("B", NEWS), short)]):
        assert judge_copies(pages)["b"].verdict is Verdict.SOFT_404


def test_one_text_under_many_addresses_with_nothing_of_the_site_around_it_removes_no_article() -> None:
    wall = Article("The Quay Post", ("Bez zgody na ciasteczka nie ma tu nic do czytania, wybierz jedno z dwojga.",))
    pages = [(url, Article(url, STORY), wall) for url in "abc"]
    assert {each.verdict for each in judge_copies(pages).values()} == {Verdict.SOFT_404}
    assert {each.verdict for each in judge_copies(pages, bare={"a", "b", "c"}).values()} == {Verdict.UNREADABLE}


@pytest.mark.parametrize(
    "words",
    [
        "Cenimy Twoją prywatność. My i nasi partnerzy przechowujemy informacje na urządzeniu.",
        "Valoramos su privacidad. Nosotros y nuestros socios almacenamos información en su dispositivo.",
        "プライバシーを尊重します。当社とパートナーは端末に情報を保存します。",
        "نحن نقدر خصوصيتك. نقوم نحن وشركاؤنا بتخزين معلومات على جهازك.",
    ],
)
def test_walls_of_consent_are_known_by_how_they_greet(words: str) -> None:
    found = judge_wall(words)
    assert found is not None
    assert found.verdict is Verdict.CONSENT
