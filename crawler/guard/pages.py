"""Is it the page? By the page itself, and against its own last good version."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache

from crawler.guard.likeness import is_beginning, is_cut, is_other_story, is_trimmed, keeps_most, keeps_words, length
from crawler.guard.shown import as_shown
from crawler.guard.verdicts import OK, Judgement
from crawler.guard.walls import (
    WALL_WORDS,
    asks_anew,
    asks_for_proof,
    ends_in_wall,
    judge_wall,
    says_closed,
    without_news,
)
from crawler.guard.words import BESIDE_GONE, BLOCKED, GONE, NOT_THERE, PAGE, TAKEN_AWAY
from crawler.model import Article, Document, Page, Verdict
from crawler.text import compare_form, instant, sentences, tokens

# A page with less text of its own than this (characters) is short enough to be nothing but a wall.
WALL_LENGTH = 1_500
# Of an article before, less than this share is little enough to be a notice in its place.
SHORT = 0.3
# Blocks with links that a page has beside its words; a check for robots has one or two.
FURNITURE = 8
# Titles of error pages are short (characters, the site's name included); headlines that speak of what is gone seldom.
NOTICE = 90
_NOTICE_LINES = 300  # characters of a paragraph that may hold such a sentence
_OWN_TEXT = 20_000
# A page that is made for an answer bears the time of that, by its clock.
_JUST_NOW = timedelta(minutes=2)
_VACANT = Judgement(Verdict.SOFT_404, "answers 200 with a line or two in place of the article and its headline")


def judge_page(
    document: Document,
    page: Page,
    before: Article | None,
    boxes: Collection[str] = frozenset(),
    at: datetime | None = None,
) -> Judgement:
    """By the page itself, and against its own last good version where there is one.

    `boxes`: lines (`wall_lines`) that ask for a subscription on this site's pages that are whole. `at`: when the page
    answered, where that is known.
    """
    title = page.article.title if page.article else _says(document)
    if len(title) <= NOTICE and GONE.search(title) and _is_notice(document, page, before):
        return Judgement(Verdict.SOFT_404, f"answers 200 with the title {title[:80]!r}")
    if before is None:
        return _judge_first(document, page, _own_text(document, page))
    after = page.article
    if after is None or not after.paragraphs:
        # What was read of a live blog's page beside its entries may have been a note; entries speak of anything.
        return OK if page.live_blog is not None else _judge_without_article(document, page, before)
    if not keeps_words(before, after) and (instead := _judge_replaced(document, page, before, after, at)):
        return instead
    shown = as_shown(before, after, own_lines(document, page))
    if ends_in_wall(before, shown) or _is_walled(document, page.labels, before, shown, boxes):
        return Judgement(Verdict.PAYWALL, "the body is cut off behind a paywall")
    return OK


def _says(document: Document) -> str:
    """What a page without an article has for a title: of what the head says and the first heading, what says that it
    is gone."""
    heading = next((block.text for block in document.blocks if block.level == 1), "")
    return heading if GONE.search(heading) else document.head.title


def _is_walled(
    document: Document, labels: Sequence[str], before: Article, after: Article, boxes: Collection[str]
) -> bool:
    """Whether most of an article is missing, or just its end, on a page that newly asks for something."""
    if is_cut(before, after):
        return says_closed(document) or asks_anew(without_news(document, labels), before, boxes)
    if not (is_trimmed(before, after) or is_beginning(before, after)):
        return False
    return asks_anew(without_news(document, labels), before, boxes, least=WALL_WORDS)


def _judge_without_article(document: Document, page: Page, before: Article) -> Judgement:
    """What a page is that had an article and has none. Old systems say that it is gone in a line of the text alone,
    under the title of the front page."""
    if found := judge_wall(_own_text(document, page)):
        return found
    if gone := next(filter(_says_gone, own_lines(document, page)), ""):
        return Judgement(Verdict.SOFT_404, f"answers 200 with the words {gone!r} and no article")
    if _is_vacant(document, page, before):
        return _VACANT
    return Judgement(Verdict.UNREADABLE, "no article where there was one")


def _is_vacant(document: Document, page: Page, before: Article) -> bool:
    """Whether the site stands around a line or two where an article was, and its headline is gone from the page and its
    head: what is said in words that no list knows. A wall keeps the headline of what it sells, and has no menus where
    it was put in front of the site."""
    title = compare_form(before.title)
    if not title or not is_furnished(document) or title in compare_form(document.head.title):
        return False
    own = [line for line in own_lines(document, page, linked=False) if line]
    return 0 < sum(map(len, own)) <= _NOTICE_LINES and not any(title in compare_form(line) for line in own)


def _says_gone(line: str) -> bool:
    """Whether a line says that the article is gone, or one of the few sentences of a short paragraph does."""
    return any(GONE.search(said) or NOT_THERE.search(said) or TAKEN_AWAY.search(said) for said in _said(line))


def _said(line: str) -> Iterator[str]:
    """The sentences of a line that may be a notice."""
    if len(line) <= _NOTICE_LINES:
        yield from (said for said in sentences(line) or [line] if len(said) <= NOTICE)


def _judge_replaced(
    document: Document, page: Page, before: Article, after: Article, at: datetime | None
) -> Judgement | None:
    """What stands in place of an article none of whose words are left; None where it may well be an article again.

    By what was read in its place, not by the whole page: boxes beside it ask for subscriptions on every page. What was
    published later, under another headline, is another article, whatever it is about; but a page that says of itself
    that it is none may bear a time, too.
    """
    is_other = is_other_story(before, after)
    is_later = is_other and _is_later(before, after, at)
    wall = judge_wall(" \n".join((after.title, *after.paragraphs))) if length(after) < WALL_LENGTH else None
    if wall and not is_later:
        return wall
    if gone := _speaks_of_the_page(before, after, is_later=is_later):
        return wall or Judgement(Verdict.SOFT_404, f"answers 200 with the words {gone!r} in place of the article")
    is_short = length(after) < SHORT * length(before)
    if is_other:
        return _VACANT if is_short and not is_later and _is_vacant(document, page, before) else None
    # German broadcasters leave the headline above such a line.
    if is_short and (gone := next(filter(_says_gone, (after.title, *after.paragraphs)), "")):
        return Judgement(Verdict.SOFT_404, f"answers 200 with the words {gone!r} in place of the article")
    if is_short and compare_form(before.title) != compare_form(after.title):
        if _is_vacant(document, page, before):
            return _VACANT
        return Judgement(Verdict.UNREADABLE, "a short page of other words in place of the article")
    return None


def _is_later(before: Article, after: Article, at: datetime | None) -> bool:
    """Whether what stands in place of an article was published after it; not before it, nor as the page answered."""
    earlier, later = instant(before.published), instant(after.published)
    if later <= earlier:
        return False
    ends = [instant((at + gap).isoformat()) for gap in (-_JUST_NOW, _JUST_NOW)] if at is not None else ["", ""]
    return not ends[0] <= later <= ends[1]


def _speaks_of_the_page(before: Article, after: Article, *, is_later: bool) -> str:
    """The line that says that there is no such page, in place of an article with another headline; "" where there is
    none. Of an article that was taken away editors may tell in more words, and those are news."""
    if compare_form(before.title) == compare_form(after.title) or (is_later and length(after) > 2 * _NOTICE_LINES):
        return ""
    is_short = length(after) < SHORT * length(before)
    for line in after.paragraphs if is_short else after.paragraphs[:1]:
        for said in filter(PAGE.search, _said(line)):
            if GONE.search(said) or NOT_THERE.search(said) or (is_short and TAKEN_AWAY.search(said)):
                return line
    return ""


def _is_notice(document: Document, page: Page, before: Article | None) -> bool:
    """Whether a page whose title says that it is gone is no article: headlines speak of what was not found, too."""
    if before is not None:
        same_title = page.article is not None and compare_form(before.title) == compare_form(page.article.title)
        if same_title or page.article is None:
            return not same_title
        return _says_only_gone(page.article.title) or not keeps_most(before, page.article)
    if page.live_blog is not None:
        return False
    return not _declares_article(document) and (page.article is None or length(page.article) < WALL_LENGTH)


@cache
def _gone_inflected() -> re.Pattern[str]:
    return re.compile(rf"(?:{GONE.pattern})(?:[a-zà-žа-яёіїєґ]{{1,3}}\b)?", re.IGNORECASE)


def _says_only_gone(title: str) -> bool:
    """Whether a headline says that the page is gone, and nothing of the world. What stands below it may be the site's:
    a page with little text of its own may have been read with that before, too."""
    rest = compare_form(_gone_inflected().sub(" ", title)).casefold()
    return BESIDE_GONE.issuperset(word for word in tokens(rest) if any(map(str.isalnum, word)))


def _declares_article(document: Document) -> bool:
    declared = {str(kind) for node in document.head.jsonld for kind in _listed(node.get("@type"))}
    return any(kind.endswith("Article") for kind in declared) or "article" in document.head.meta.get("og:type", ())


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _judge_first(document: Document, page: Page, own: str) -> Judgement:
    """A brief about an attack on a server is short and speaks of one; but it says that it is an article, or whose."""
    article = page.article
    if page.live_blog is not None:
        return OK  # it has entries, which no wall has
    if article is not None and (length(article) >= WALL_LENGTH or article.authors or article.published):
        return OK
    if article is not None and _declares_article(document):
        return OK
    if article is None and not is_furnished(document) and len(own) < WALL_LENGTH and (found := judge_wall(own)):
        return found
    if len(own) < WALL_LENGTH and BLOCKED.search(own) and (not is_furnished(document) or asks_for_proof(document)):
        return Judgement(Verdict.BLOCKED, "a check for robots in place of the page")
    return OK


def is_furnished(document: Document) -> bool:
    """Whether a page has menus and lists around its words, as those that are put in front of a site have not."""
    return sum(bool(block.links) for block in document.blocks) >= FURNITURE


def _own_text(document: Document, page: Page) -> str:
    """Texts of the page that its site does not share: what a wall would be made of."""
    return " \n".join((document.head.title, *own_lines(document, page)))[:_OWN_TEXT]


def own_lines(document: Document, page: Page, *, linked: bool = True) -> Iterator[str]:
    """Texts of the page's own blocks, none of which its site shares. `linked`: with those that are links."""
    labels = page.labels or ("",) * len(document.blocks)
    for block, label in zip(document.blocks, labels, strict=True):
        if not label.startswith(("shared", "list:", "live:")) and (linked or not block.links):
            yield block.text
