"""Walls: what asks for consent, a login or a subscription in place of a page, or of the end of an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from crawler.guard.verdicts import Judgement
from crawler.guard.words import BLOCKED, CONSENT, WALL_KINDS, may_ask
from crawler.model import Article, Block, Document, Verdict
from crawler.regions.article.measures import next_articles
from crawler.regions.article.words import Role, roles
from crawler.text import compare_form, line_form, sentences


def judge_wall(own: str) -> Judgement | None:
    if BLOCKED.search(own):
        return Judgement(Verdict.BLOCKED, "a check for robots in place of the page")
    if CONSENT.search(own):
        return Judgement(Verdict.CONSENT, "a consent wall in place of the page")
    if any(kind.search(own) for kind in WALL_KINDS):
        return Judgement(Verdict.CONSENT, "a login or subscription wall in place of the page")
    return None


# A short paragraph that says it twice ("Subscribe to read on. Already a member? Log in.") is a wall's own.
_WALL_LINE = 250
WALL_WORDS = 2
_LABEL = 40
_BUTTON = 20  # longer links are headlines
_TEASERS = 4  # so many like boxes are a list
_AROUND = frozenset({"byline", "bio", "caption"})
_FIGURES = re.compile(r"\d+")
_SENTENCE = 40  # shorter ones ("He declined to comment.") end more than one paragraph
_SAME_TEXT = 85  # of 100: a paragraph with a word edited is still the same one, a like one is not


def ends_in_wall(before: Article, after: Article) -> bool:
    """Whether a wall's own words stand where the end of the article was.

    Short articles keep most of their text in front of a paywall, so the share that is lost says nothing; and what
    the wall lets through may have been edited, which the next good look will tell.
    """
    shown = without_wall(before, after)
    if len(shown.paragraphs) == len(after.paragraphs):
        return False
    behind = set(map(compare_form, after.paragraphs[len(shown.paragraphs) :]))
    last = next((text for text in reversed(before.paragraphs) if _may_be_end(text, behind)), "")
    return not any(_is_end(last, compare_form(text)) for text in shown.paragraphs)


def _may_be_end(text: str, behind: Collection[str]) -> bool:
    """Where a reading took what stands below an article for its last paragraphs, they are no end of it: the ages of
    other articles, labels that stand below the wall as well (`behind`, in comparison form)."""
    return bool(line_form(text)) and compare_form(text) not in behind


def _is_end(last: str, text: str) -> bool:
    """Whether a paragraph is the last one, edited: then nothing is hidden. It ends as that did, or has a sentence of it
    and is as long.

    `text` is in comparison form; `last` is not, since sentences are told by the spaces between them.
    """
    whole = compare_form(last)
    if fuzz.ratio(whole, text) >= _SAME_TEXT:
        return True
    *others, end = map(compare_form, sentences(last) or [""])
    if len(end) >= _SENTENCE and text.endswith(end):
        return True
    is_as_long = 100 * len(text) >= _SAME_TEXT * len(whole)
    return is_as_long and any(len(sentence) >= _SENTENCE and sentence in text for sentence in others)


def without_wall(before: Article, after: Article) -> Article:
    """`after` up to a wall's own words at its end, if `before` has none; labels and counters may stand behind them."""
    texts = after.paragraphs
    last = (at for at in range(len(texts) - 1, -1, -1) if len(texts[at]) > _LABEL or _is_wall_line(texts[at]))
    wall = next(last, -1)
    if wall < 0 or not _is_wall_line(texts[wall]):
        return after
    if compare_form(texts[wall]) in map(compare_form, before.paragraphs):
        return after
    return replace(after, paragraphs=texts[:wall], slots=after.slots[:wall])


def _is_wall_line(text: str) -> bool:
    """Short, and asking for two different things: one of them alone is in the news now and then."""
    return len(text) <= _WALL_LINE and _asks_for(text) >= WALL_WORDS


def _asks_for(text: str) -> int:
    """How many of the things that walls ask for a short text names."""
    return len(_kinds(text))


@lru_cache(maxsize=4096)  # menus, boxes and tickers stand on every page
def _kinds(text: str) -> frozenset[int]:
    """Which of the things that walls ask for a short text names."""
    if not may_ask(text):
        return frozenset()
    return frozenset(at for at, kind in enumerate(WALL_KINDS) if kind.search(text))


def asks_for_proof(document: Document) -> bool:
    """Whether one short text speaks of two things that checks for robots are made of: news seldom does. The texts of
    teasers, of which each has a link and a box like the others, are news."""
    teasers = _teasers(document.blocks)
    return any(
        len({match[0].casefold() for match in BLOCKED.finditer(block.text)}) >= WALL_WORDS
        for block in document.blocks
        if len(block.text) <= _WALL_LINE and block.path not in teasers
    )


def _teasers(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    """The containers of teasers: texts that stand one in each of several like boxes, with links in or between them."""
    boxes: dict[tuple[str, ...], set[tuple[int, ...]]] = {}
    last: dict[tuple[str, ...], int] = {}  # how many links were above the last text of a container
    links = 0
    for block in blocks:
        links += len(block.links)
        if links > last.get(block.path, 0):
            boxes.setdefault(block.path, set()).add(block.trail[:-1])
        last[block.path] = links
    return {path for path, found in boxes.items() if len(found) >= _TEASERS}


def wall_lines(document: Document, least: int = 1) -> set[str]:
    """The short texts of a page that ask for so many of the things that walls ask for, in comparison form, figures
    apart. A link is no wall: headlines speak of subscribers now and then."""
    return {
        _shape(block.text)
        for block in document.blocks
        if len(block.text) <= _WALL_LINE
        and _asks_for(block.text) >= least
        and all(link.text != block.text for link in block.links)
    }


def without_news(document: Document, labels: Sequence[str]) -> Document:
    """A page without its lists and tickers, without the articles that follow on one without an end, and without
    captions and the like: what those speak of is news and no wall.

    `labels`: what each block was read as; without them nothing is known of either, and the page stays as it is.
    """
    following = {element for element, headline in _following(document.blocks, labels) if not _asks_for(headline)}
    regions = _news_regions(document.blocks, labels)
    labels = labels or [""] * len(document.blocks)
    own = tuple(
        block
        for block, label in zip(document.blocks, labels, strict=True)
        if label not in regions and following.isdisjoint(block.trail) and not _is_around(block, label)
    )
    return document if len(own) == len(document.blocks) else replace(document, blocks=own)


def _is_around(block: Block, label: str) -> bool:
    """Whether a text is a caption, or says who wrote: what it speaks of once is news. Pictures may stand beside the
    body's element, where nothing was read."""
    is_own = label in _AROUND or any(roles(step) & Role.CAPTION for step in block.path[-2:])
    return is_own and _asks_for(block.text) < WALL_WORDS


def _news_regions(blocks: Sequence[Block], labels: Sequence[str]) -> set[str]:
    """The labels of lists and tickers. What mostly asks for something is a wall's, though it be built as a list."""
    asks: dict[str, list[bool]] = {}
    for block, label in zip(blocks, labels, strict=False):
        if label.startswith(("list:", "live:")):
            asks.setdefault(label, []).append(_asks_for(block.text) > 0)
    return {label for label, found in asks.items() if 2 * sum(found) < len(found)}


def _following(blocks: Sequence[Block], labels: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The elements of the articles that follow on a page without an end, each with its headline."""
    title = next((i for i, label in enumerate(labels) if label == "title"), None)
    yield from ((element, blocks[index].text) for element, index in next_articles(blocks, title))


def texts_below(document: Document, labels: Sequence[str]) -> frozenset[str]:
    """Texts that stand in the articles that follow on a page without an end, and nowhere above them."""
    following = {element for element, _ in _following(document.blocks, labels)}
    if not following:
        return frozenset()
    above = {block.text for block in document.blocks if following.isdisjoint(block.trail)}
    return frozenset(block.text for block in document.blocks) - above


def says_closed(document: Document) -> bool:
    return any(str(node.get("isAccessibleForFree")).lower() == "false" for node in document.head.jsonld)


def _shape(text: str) -> str:
    """The comparison form, whatever its figures: "Sign in to join 14 others" counts at every look."""
    return _FIGURES.sub("0", compare_form(text))


def is_behind_wall(document: Document, boxes: Collection[str], labels: Sequence[str] = ()) -> bool:
    """Whether a page asks for two things that walls ask for, and whole pages of its site do not.

    `labels`: what each block was read as; with them, what lists, tickers and following articles speak of is left out.
    """
    own = without_news(document, labels)
    return bool(wall_lines(own, WALL_WORDS).difference(boxes)) or _asks_in_turn(own, boxes)


def _asks_in_turn(document: Document, boxes: Collection[str]) -> bool:
    """Whether two lines of one box, the one below the other, ask for two things: "Read on with A+", "A subscriber? Log
    in". A button may stand between them, or be one of them."""
    asks = [(block, _asked_alone(block, boxes)) for block in document.blocks]
    lines = [(block, asked) for block, asked in asks if not _is_button(block)]
    if any(
        first and second and _ask_for_two(one, first, other, second)
        for (one, first), (other, second) in pairwise(lines)
    ):
        return True
    beside = ((*pair, *each) for pair, each in (*pairwise(asks), *pairwise(reversed(asks))) if _is_button(pair[0]))
    return any(asked and _ask_for_two(button, _kinds(button.text), line, asked) for button, _, line, asked in beside)


def _ask_for_two(one: Block, first: frozenset[int], other: Block, second: frozenset[int]) -> bool:
    """Whether two blocks of one box ask for two things between them; a button may be the box's own text."""
    return len(first | second) >= WALL_WORDS and other.trail[:-1] in {one.trail[:-1], one.trail}


def _is_button(block: Block) -> bool:
    """Whether a short text is a link from end to end: "Subscribe now"."""
    return len(block.text) <= _BUTTON and any(link.text == block.text for link in block.links)


def _asked_alone(block: Block, boxes: Collection[str]) -> frozenset[int]:
    """What a short line asks for that is no link, nor stands on the site's whole pages."""
    asked = _kinds(block.text) if len(block.text) <= _WALL_LINE else frozenset()
    if not asked or _shape(block.text) in boxes or any(link.text == block.text for link in block.links):
        return frozenset()
    return asked


def asks_anew(document: Document, before: Article, boxes: Collection[str], least: int = 1) -> bool:
    """Whether the page asks for something that whole pages of its site do not ask for, and that the article itself did
    not speak of, in these words or nearly these: a headline on subscriptions is no wall."""
    own = [_shape(text) for text in (before.title, before.standfirst, *before.paragraphs)]
    asked = wall_lines(document, least).difference(boxes, own)
    return any(all(fuzz.ratio(line, text) < _SAME_TEXT for text in own) for line in asked)
