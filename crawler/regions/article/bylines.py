"""Who wrote it, by what stands around the body, for pages whose head does not tell; and the lines that open a body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice, takewhile
from urllib.parse import urlsplit

from crawler.model import Block, Document, Link
from crawler.regions.article.authors import (
    MAX_NAME,
    clean_names,
    is_house,
    looks_like_name,
    says_by,
    split_names,
    without_house,
)
from crawler.regions.article.byline_boxes import menu_links, names_nobody
from crawler.regions.article.corrections import is_note
from crawler.regions.article.datelines import is_dateline
from crawler.regions.article.measures import (
    LINK_BLOCK,
    SENTENCE_END,
    is_next_headline,
    link_share,
    path_roles,
)
from crawler.regions.article.times import is_day
from crawler.regions.article.words import Role, roles
from crawler.text import is_relative_time

MAX_BYLINE = 160
_NEAR = 60  # blocks
_BEHIND = 9
_ABOVE = 4
_MASTHEADS = 2
_STANDFIRSTS = 2
_COUNTER_WORDS = 8
_MORE = 3
_FEW = 3
_OPENING = 3
_MIN_TITLE = 15
_SUMMARIES = 4
_LINES = 12  # of a body, of which is asked whether they are broken
_BROKEN = 4
_BEFORE_NAME = 20  # characters
_OF_OTHERS = Role.RELATED | Role.COMMENT


def find_byline(
    document: Document, title: int | None, body: Sequence[int], publisher: str, house: Sequence[str] = ()
) -> tuple[str, ...]:
    """Names in elements called byline, author and the like, or marked up as author, near the article; else in the
    line right above its first paragraph, in the same element, that holds nothing else. A name with one of
    the `house` in it counts for nothing."""
    for index in _said_and_named(document, title, body):
        block = document.blocks[index]
        names = _linked(block, clean_names([block.text], publisher=publisher))
        names = tuple(without_house(name, house) for name in names)
        if found := tuple(name for name in names if looks_like_name(name) and not is_house(name, house)):
            return found
    return _named_inside(document, title, body, house) or _line_above(document, title, body, house)


def _linked(block: Block, names: Sequence[str]) -> tuple[str, ...]:
    """Names as far as they are links to their authors: behind them may stand a day, a post, a place ("Ann Oak on June
    30")."""
    persons = [link.text for link in block.links if looks_like_name(link.text)]
    return tuple(next((one for one in persons if name.startswith(f"{one} ")), name) for name in names)


def _named_inside(document: Document, title: int | None, body: Sequence[int], house: Sequence[str]) -> tuple[str, ...]:
    """The names that an inline element above the body says by its class: "Ann Oak · 12 May · 310 readers"."""
    for index in range(max(0, (body[0] if title is None else title) - _ABOVE), body[0]):
        trail = document.blocks[index].trail
        text = document.attributes.get(trail[-1], {}).get("writer", "") if trail else ""
        names = clean_names([text]) if 0 < len(text) <= MAX_BYLINE else ()
        if names and all(looks_like_name(name) and not is_house(name, house) for name in names):
            return names
    return ()


def _line_above(document: Document, title: int | None, body: Sequence[int], house: Sequence[str]) -> tuple[str, ...]:
    index, first = body[0] - 1, document.blocks[body[0]]
    if index < 0 or index == title:
        return ()
    block = document.blocks[index]
    if block.path != first.path or block.trail[:-1] != first.trail[:-1] or len(block.text) > MAX_BYLINE:
        return ()
    names = clean_names([block.text])
    return names if all(looks_like_name(name) and not is_house(name, house) for name in names) else ()


def more_names(document: Document, title: int | None, body: Sequence[int], known: Sequence[str]) -> tuple[str, ...]:
    """The names of the byline, where they are those that the head tells and others in the same place: some heads tell
    only the first."""
    if title is None or title >= body[0]:
        return ()
    told = {name.casefold() for name in known}
    by_path: dict[tuple[str, ...], list[str]] = {}
    for block in document.blocks[title + 1 : body[0]]:
        if len(block.text) <= MAX_BYLINE and any(roles(step) & Role.BYLINE for step in block.path[-3:]):
            by_path.setdefault(block.path, []).append(block.text)
    for texts in by_path.values():
        names = clean_names(texts)
        if told < {name.casefold() for name in names} and len(names) <= len(told) + _MORE:
            return names if all(map(looks_like_name, names)) else ()
    return ()


def mastheads(document: Document, body: Sequence[int]) -> list[int]:
    """The first blocks of a body that do nothing but lead to the site's front page."""
    found: list[int] = []
    for index in body[:_MASTHEADS]:
        block = document.blocks[index]
        is_sentence = link_share(block) <= LINK_BLOCK and SENTENCE_END.search(block.text)
        if len(block.text) > MAX_BYLINE or is_sentence or not any(map(_is_front, block.links)):
            break
        found.append(index)
    return found


def _is_front(link: Link) -> bool:
    return urlsplit(link.url).path in {"", "/"}


def opening_lines(document: Document, body: Sequence[int], title: str) -> list[int]:
    """The first blocks of a body that are the headline again, alone, with a kicker in front or the byline behind it,
    and the day below or in place of it: pages whose headline is no heading, or stands there twice."""
    found: list[int] = []
    for index in body[:_OPENING]:
        text = document.blocks[index].text
        if document.blocks[index].level and len(title) >= _MIN_TITLE and text.endswith(title):
            found.append(index)
            continue
        rest = text.removeprefix(title).strip() if len(title) >= _MIN_TITLE else text
        is_byline = len(rest) <= MAX_BYLINE and (not rest or says_by(rest) or is_day(rest))
        if not (is_day(text) or is_dateline(text) or (len(rest) < len(text) and is_byline)):
            break
        found.append(index)
    return found


def text_bylines(document: Document, body: Sequence[int]) -> list[int]:
    """The first lines of a plain text that say by whom it is ("By Ann Oak") or of which day."""
    found: list[int] = []
    for index in body[:_OPENING]:
        text = document.blocks[index].text
        is_byline = len(text) <= MAX_BYLINE and says_by(text) and not SENTENCE_END.search(text)
        if not (is_day(text) or (is_byline and all(map(looks_like_name, split_names(text))))):
            break
        found.append(index)
    return found


def leading_bylines(document: Document, body: Sequence[int], known: Sequence[str]) -> list[int]:
    """The first blocks of a body that hold nothing but names: of known authors, or what looks like names;
    behind a standfirst that is read as body, a line of such names that says by whom it is; where no author is known,
    the line of several names below short ones, too. In a text of broken lines one with two capitals is no name."""
    have = {name.casefold() for name in known}
    found: list[int] = []
    for place, index in enumerate(body):
        block = document.blocks[index]
        leads = len(found) == place and _is_names(block, have)
        if leads or (place <= _STANDFIRSTS and says_by(block.text) and _is_names(block, have)):
            found.append(index)
        elif place >= _STANDFIRSTS:
            break
    if have:
        return found
    if found and _is_wrapped(document, found, body):
        texts = {index: document.blocks[index].text for index in found}
        return [index for index, text in texts.items() if says_by(text) or len(split_names(text)) > 1]
    return found or _names_below_summaries(document, body)


def _is_wrapped(document: Document, names: Sequence[int], body: Sequence[int]) -> bool:
    """Whether what looks like names stands in a text whose every line is an element: most of the others of their kind
    are short and end in the middle of a sentence."""
    path = document.blocks[names[0]].path
    others = [document.blocks[index] for index in body[:_LINES] if index not in names]
    lines = [block.text for block in others if block.path == path]
    broken = sum(len(text) <= MAX_BYLINE and not SENTENCE_END.search(text) for text in lines)
    return broken >= _BROKEN and 2 * broken > len(lines)


def _is_names(block: Block, have: Collection[str]) -> bool:
    if block.level or block.tag == "dt" or len(block.text) > MAX_BYLINE or SENTENCE_END.search(block.text):
        return False
    names = [] if is_note(block.text) else split_names(block.text)
    return bool(names) and all(name.casefold() in have or (looks_like_name(name) and not have) for name in names)


def _names_below_summaries(document: Document, body: Sequence[int]) -> list[int]:
    """The line of several names below the short lines that a text begins with."""
    for place, index in enumerate(body[:_SUMMARIES]):
        block = document.blocks[index]
        if block.level or len(block.text) > MAX_BYLINE or SENTENCE_END.search(block.text):
            break
        names = split_names(block.text) if place else []
        if len(names) > 1 and all(map(looks_like_name, names)):
            return [index]
    return []


def trailing_bylines(document: Document, body: Sequence[int]) -> list[int]:
    """The last blocks of a body that say by whom it is and nothing else, with the counters behind them."""
    found = 0
    for count, index in enumerate(reversed(body), 1):
        text = document.blocks[index].text
        if len(text) > MAX_BYLINE or SENTENCE_END.search(text):
            break
        names = split_names(text) if says_by(text) else []
        if names and all(map(looks_like_name, names)):
            found = count
        elif not (_is_counter(text) or is_relative_time(text)):
            break
    return list(body[len(body) - found :])


def closing_bio(document: Document, body: Sequence[int], authors: Sequence[str]) -> list[int]:
    """The last block of a body, where it begins with the name of an author whom the body names nowhere else: "Ann Oak
    is the author of …" in any language."""
    if len(body) <= _FEW:
        return []
    last = document.blocks[body[-1]]
    start = last.text[: MAX_NAME + _BEFORE_NAME].casefold()
    named = [name for one in authors if " " in (name := one.casefold()) and 0 <= start.find(name) <= _BEFORE_NAME]
    elsewhere = any(name in document.blocks[index].text.casefold() for name in named for index in body[:-1])
    return [body[-1]] if named and not elsewhere and not last.level else []


def names_in(document: Document, bylines: Sequence[int]) -> tuple[str, ...]:
    """The names in the blocks that `leading_bylines` and `trailing_bylines` found."""
    texts = (document.blocks[index].text for index in bylines)
    return clean_names([text for text in texts if not (_is_counter(text) or is_relative_time(text) or is_day(text))])


def _is_counter(text: str) -> bool:
    """Whether a line is like "1432 views 63 comments": as many numbers as words."""
    words = text.split()
    numbers = sum(word[0].isdigit() for word in words)
    return len(words) <= _COUNTER_WORDS and numbers * 2 >= len(words)


def _around(document: Document, title: int | None, body: Sequence[int]) -> list[int]:
    """Blocks before the body, from the headline on, then those right behind it, counters that are read as its last
    lines and other stories' cards apart."""
    counted = (index for index in reversed(body) if not _is_counter(document.blocks[index].text))
    first, last = body[0], next(counted, body[-1])
    start = title if title is not None and title < first else max(0, first - _NEAR)
    near = range(last + 1, min(last + _NEAR, len(document.blocks)))
    behind = takewhile(lambda index: not is_next_headline(document.blocks, title, index), near)
    own = (index for index in behind if not path_roles(document.blocks[index].path) & _OF_OTHERS)
    return [*range(start, first), *_below_opening(document, body), *islice(own, _BEHIND)]


def _below_opening(document: Document, body: Sequence[int]) -> list[int]:
    """Lines between the first paragraphs that are called a byline and say that they are one: below a standfirst that
    is read as text."""
    between = (index for index in range(body[0], body[: _STANDFIRSTS + 1][-1]) if index not in body)
    lines = ((index, document.blocks[index]) for index in between)
    return [index for index, block in lines if says_by(block.text) and _is_called_byline(document, block)]


def _said_and_named(document: Document, title: int | None, body: Sequence[int]) -> list[int]:
    """Lines around the body that may be its byline, likelier ones first: above it what is called so, before what only
    says so ("By Ann Oak | Maps by Ben Elm" below the picture on top)."""
    found: list[tuple[bool, bool, int]] = []
    menus: dict[tuple[str, str], int] | None = None
    for index in _around(document, title, body):
        block = document.blocks[index]
        if len(block.text) > MAX_BYLINE or any(step.startswith("figcaption") for step in block.path):
            continue  # whose picture it is
        is_called, says = _is_called_byline(document, block), says_by(block.text)
        if is_called and not says and menus is None:
            menus = menu_links(document)
        if says or (is_called and not names_nobody(document, index, menus or {})):
            is_behind = index > body[0]
            found.append((is_behind, not (is_called or is_behind), index))
    return [index for *_, index in sorted(found)]


def _is_called_byline(document: Document, block: Block) -> bool:
    if any(roles(step) & Role.BYLINE for step in block.path[-3:]):
        return True
    return any("author" in document.attributes.get(number, {}).get("itemprop", "") for number in block.trail[-3:])
