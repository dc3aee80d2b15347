"""What random timelines once got wrong, each in its smallest form."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.guard import is_other_story, judge_page, without_wall
from crawler.model import (
    Article,
    Block,
    Capture,
    Document,
    Head,
    ListItem,
    LiveItem,
    LiveRegion,
    Page,
    PageKind,
    PageRecord,
    RankedList,
    RegionKind,
    Verdict,
)
from crawler.parsing import Reading
from crawler.recorder.listings import as_known
from crawler.recorder.look import Look
from crawler.recorder.noise import without_noise
from crawler.recorder.overlooked import as_read_now, still_there
from crawler.recorder.redesign import refit
from crawler.recorder.sightings import Sighting, is_of_one_page, is_told_better
from crawler.regions.article.authors import split_names
from crawler.regions.article.reading import ArticleReading
from crawler.regions.ranked_list.comparing import compare_lists
from crawler.template import Marks, Template
from crawler.text import compare_form

NOW = datetime(2026, 5, 12, 8, tzinfo=UTC)
TEXT = tuple(f"The harbour master counted {n} lamps behind the mill, and then once more." for n in range(9))


def page(article: Article | None, kind: PageKind = PageKind.ARTICLE) -> Page:
    return Page("https://paper.example/a", kind, article)


def document(*texts: str, head: Head | None = None, path: tuple[str, ...] = ("html", "body", "p")) -> Document:
    return Document("https://paper.example/a", tuple(Block(text, path) for text in texts), head or Head())


# The guard


def test_a_caption_left_under_a_headline_that_says_that_the_page_is_gone_makes_it_no_article() -> None:
    """A caption or a standfirst may say what a paragraph said."""
    before = Article("Mill race dries up", TEXT)
    left = Article("Page not found", (f"{TEXT[0]} Photo: Brisvall",))
    assert judge_page(document(*left.paragraphs), page(left), before).verdict is Verdict.SOFT_404
    told = Article("Keys to the mill not found", TEXT)
    assert judge_page(document(*TEXT), page(told), before).good


@pytest.mark.parametrize("title", ["The choir lost 404 kettles", "Boat not found after third day of search"])
def test_a_headline_that_speaks_of_what_was_not_found_is_no_error_page(title: str) -> None:
    brief = Article(title, TEXT[:2])
    declared = document(title, *TEXT[:2], head=Head(title, meta={"og:type": ("article",)}))
    assert judge_page(declared, page(brief), None).good


def test_an_error_page_that_answers_200_is_one_still() -> None:
    gone = Article("Page not found", ("The page that you look for does not exist.",))
    shown = document("Page not found", head=Head("Page not found"))
    assert judge_page(shown, page(gone), None).verdict is Verdict.SOFT_404
    assert judge_page(shown, page(gone), Article("The choir lost its kettles", TEXT)).verdict is Verdict.SOFT_404


WALL = "Subscribe to read on. Already a member? Log in."


def test_an_article_whose_end_gave_way_to_a_wall_is_not_compared() -> None:
    before = Article("Lamps", (*TEXT[:2], "The ferry is late."))
    walled = Article("Lamps", (*TEXT[:2], WALL))
    assert judge_page(document(*walled.paragraphs), page(walled), before).verdict is Verdict.PAYWALL


def test_a_wall_behind_a_whole_article_is_no_paragraph_of_it() -> None:
    before, walled = Article("Lamps", TEXT[:2]), Article("Lamps", (*TEXT[:2], WALL, "12 comments"))
    assert judge_page(document(*walled.paragraphs), page(walled), before).good
    assert without_wall(before, walled) == before


def test_a_paragraph_that_speaks_of_subscribers_is_an_edit() -> None:
    before = Article("Lamps", TEXT[:2])
    after = Article("Lamps", (*TEXT[:2], "The paper has 300 subscribers."))
    assert judge_page(document(*after.paragraphs), page(after), before).good


# Noise and readings


def test_where_the_state_before_is_clean_a_paragraph_beside_an_advertisement_can_be_removed() -> None:
    before = Article("Lamps", TEXT[:3])
    first = Article("Lamps", (TEXT[0], "Offer 17.", TEXT[2]))
    second = Article("Lamps", (TEXT[0], TEXT[2], "Offer 42."))
    assert without_noise(before, first, second, clean=True).paragraphs == (TEXT[0], TEXT[2])


def test_what_is_put_back_beside_an_edit_keeps_its_place() -> None:
    before = Article("Lamps", ("Twelve lamps burned in the mill.", TEXT[0], TEXT[1]))
    after = Article("Lamps", ("Thirteen lamps burned in the mill.", TEXT[1]))
    shown = [compare_form(text) for text in (after.paragraphs[0], *TEXT)]
    assert still_there(before, after, shown).paragraphs == ("Thirteen lamps burned in the mill.", *TEXT[:2])


def test_a_byline_that_only_the_other_markup_shows_is_no_edit() -> None:
    before = Article("Lamps", TEXT, authors=())
    after = Article("Lamps", TEXT, authors=("Maren Ostrey",))
    assert as_read_now(before, after).authors == ("Maren Ostrey",)


def test_in_new_markup_a_line_from_another_container_is_no_edit_and_a_paragraph_among_the_others_is() -> None:
    before = Article("Lamps", TEXT[:3], slots=(1, 1, 1))
    after = Article("Lamps", (*TEXT[:3], "Photo: M. Ostrey", TEXT[5]), slots=(7, 7, 7, 8, 7))
    assert as_read_now(before, after).paragraphs == (*TEXT[:3], "Photo: M. Ostrey")


def test_a_note_that_the_template_of_then_reads_too_is_new_though_no_other_paragraph_stands_where_it_does() -> None:
    """It came at the same look at which the template learned something."""
    note = "Correction: an earlier version of this article gave another number of lamps."
    before = Article("Lamps", TEXT[:3], slots=(1, 1, 1))
    after = Article("Lamps", (note, *TEXT[:3]), slots=(5, 1, 1, 1))
    assert as_read_now(before, after).paragraphs == after.paragraphs
    assert as_read_now(before, after, after).paragraphs == before.paragraphs


def test_in_new_markup_an_edited_paragraph_is_an_edit_though_its_container_is_like_no_other() -> None:
    before = Article(
        "Lamps", ("The 40 lamps in the old mill burned all night, says the miller.", *TEXT[:3]), slots=(2, 1, 1, 1)
    )
    after = Article(
        "Lamps", ("The 50 lamps in the old mill burned all night, says the miller.", *TEXT[:3]), slots=(8, 7, 7, 7)
    )
    assert as_read_now(before, after).paragraphs == before.paragraphs


@pytest.mark.parametrize(
    "line", ["Von Ann Oak Aktualisiert: 12.05.2026, 00:48", "By Ann Oak 12.05.2026", "Par Ann Oak Mis à jour: 12.05"]
)
def test_a_byline_ends_where_a_time_or_a_label_begins(line: str) -> None:
    assert split_names(line) == ["Ann Oak"]


# Another story, another address


def test_another_article_at_an_address_is_no_edit_of_the_old_one_but_a_rewritten_one_is() -> None:
    old = Article("The choir lost 40 kettles", TEXT[:4], published="2026-05-01T08:00:00+00:00")
    new = Article("Ferry fares to rise in June", TEXT[5:], published="2026-05-12T08:00:00+00:00")
    assert is_other_story(old, new)
    assert not is_other_story(old, Article("Ferry fares to rise in June", TEXT[5:], published=old.published))
    assert not is_other_story(old, Article("Ferry fares to rise in June", TEXT[3:], published=new.published))


def test_an_entry_whose_article_moved_is_the_same_entry() -> None:
    before = RankedList("Most Popular", (ListItem(1, "Ferry fares to rise in June", "https://paper.example/old"),))
    after = RankedList("Most Popular", (ListItem(1, "Ferry fares to rise in June", "https://paper.example/new"),))
    assert compare_lists(before, after) is None


# Regions of the site


def sighting(url: str, *items: LiveItem) -> Sighting:
    return Sighting(RegionKind.LIVE, LiveRegion("Ticker", items), "digest", NOW, NOW, url, 0)


def test_a_live_region_that_nobody_named_has_to_stand_on_two_pages() -> None:
    one, other = sighting("https://paper.example/"), sighting("https://paper.example/a")
    assert is_of_one_page(one, [one])
    assert not is_of_one_page(one, [one, other])
    assert is_of_one_page(one, [one, replace(one, url=f"{one.url}/")])  # another spelling of its address


def test_a_ticker_that_says_the_same_with_links_is_known_better() -> None:
    bare = LiveRegion("Ticker", (LiveItem("", text="Ferry late"),))
    linked = LiveRegion("Ticker", (LiveItem("https://paper.example/a", "Ferry late", "https://paper.example/a"),))
    assert is_told_better(linked, bare)
    assert not is_told_better(bare, linked)


# Kinds of pages

BRIEF = Article("The choir lost its kettles", ("The choir lost 11 kettles on Monday.",), slots=(1,))


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (BRIEF, PageKind.ARTICLE),
        (replace(BRIEF, paragraphs=("Nobody knows where they are.",)), PageKind.ARTICLE),
        (Article("Harbour", ("Other words stand here, of other things.",)), PageKind.OTHER),
        (None, PageKind.OTHER),
    ],
    ids=["the words", "the headline", "neither", "never seen"],
)
def test_a_brief_among_many_links_is_an_article_still_by_its_words_or_headline(
    before: Article | None, kind: PageKind
) -> None:
    found = ArticleReading(BRIEF, (0,), None)
    known = as_known(Reading(page(None, PageKind.OTHER), Marks(), article=found), before)
    assert known.page.kind is kind
    assert known.page.article == (BRIEF if kind is PageKind.ARTICLE else None)


# Redesigns

KNOWN = Template(generation=1, shared={1: "html > body > header", 2: "html > body > footer"})


def look(number: int, *texts: str, before: Article | None) -> Look:
    url = f"https://paper.example/{number}"
    found = Document(url, tuple(Block(text, ("html", "body", "main", "p")) for text in texts))
    reading = Reading(page(Article("Lamps", texts)), Marks())
    return Look(Capture(url, NOW), url, PageRecord("paper", url), found, reading, before=before)


def test_pages_that_say_the_same_in_other_markup_are_a_redesign() -> None:
    looks = [look(n, *TEXT, before=Article("Lamps", TEXT)) for n in range(4)]
    assert refit(looks, KNOWN, 0).whole


def test_walls_in_place_of_pages_are_no_redesign() -> None:
    looks = [look(n, "Checking your browser.", before=Article("Lamps", TEXT)) for n in range(4)]
    assert not refit(looks, KNOWN, 0)


def test_a_few_odd_pages_among_many_are_no_redesign() -> None:
    looks = [look(n, *TEXT, before=Article("Lamps", TEXT)) for n in range(4)]
    assert not refit(looks, KNOWN, 40)


def test_new_pages_alone_are_no_evidence_of_a_redesign() -> None:
    assert not refit([look(n, *TEXT, before=None) for n in range(6)], KNOWN, 0)
