"""Lines at both ends of a body that are none of its text: the headline again, bylines, days, counters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import dropwhile, islice
from urllib.parse import urlsplit

from crawler.model import Block, Document, Link
from crawler.regions.article.authors import MAX_NAME, clean_names, looks_like_name, says_by, split_names
from crawler.regions.article.corrections import is_note
from crawler.regions.article.datelines import is_dateline
from crawler.regions.article.measures import LINK_BLOCK, SENTENCE_END, link_share
from crawler.regions.article.signatures import MAX_BYLINE, is_signed, signature
from crawler.regions.article.times import is_day
from crawler.text import is_relative_time

_MASTHEADS = 2
_STANDFIRSTS = 2
_COUNTER_WORDS = 8
_FEW = 3
_OPENING = 3
_MIN_TITLE = 15
_SUMMARIES = 4
_LINES = 12  # of a body, of which is asked whether they are broken
_BROKEN = 4
_BEFORE_NAME = 20  # characters
_COMMAS = (",", "，", "、", "،")
_TIME = 20  # characters behind a label: "Ann Oak Last updated: Tuesday 12 May"


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
    and the day below or in place of it: pages whose headline is no heading, or stands there twice. Key points, in a
    list, may stand above them."""
    found = _opening(document, body[:_OPENING], title)
    if found or not body or document.blocks[body[0]].tag != "li":
        return found
    below = dropwhile(lambda index: document.blocks[index].tag == "li", body)
    return _opening(document, list(islice(below, _OPENING)), title)


def _opening(document: Document, first: Sequence[int], title: str) -> list[int]:
    found: list[int] = []
    for index in first:
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
        leads = len(found) == place and (_is_names(block, have) or is_signed(document, block, have))
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
    if _tells_other_things(block.text) or (not says_by(block.text) and any(map(_says_something, names))):
        return False
    return bool(names) and all(name.casefold() in have or (looks_like_name(name) and not have) for name in names)


def _tells_other_things(text: str) -> bool:
    """Whether a line has a label and no time: "Today's Big Winner: The Island Boats"."""
    return is_labelled(text) and not any(map(str.isdecimal, text))


def is_labelled(text: str) -> bool:
    """Whether a line without a "By" has a label of other things than times: "Main Category: Boats"."""
    label, _, rest = text.partition(": ")
    return " " in label and bool(rest) and not (says_by(text) or any(map(str.isdecimal, rest[:_TIME])))


def _says_something(name: str) -> bool:
    """Whether most of the words begin with small letters: "Harbour looks out for its boats"."""
    words = name.split()
    return 2 * sum(word[0].islower() for word in words) > len(words)


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
        elif not (is_counter(text) or is_relative_time(text)):
            break
    return list(body[len(body) - found :])


def closing_bio(document: Document, body: Sequence[int], authors: Sequence[str]) -> list[int]:
    """The last block of a body, where it begins with the name of an author whom the body names nowhere else: "Ann Oak
    is the author of …" in any language. Not "Ann Oak, the mayor, said …": what says at once who somebody is tells of
    them, unless it says where to find them."""
    if len(body) <= _FEW:
        return []
    last = document.blocks[body[-1]]
    start = last.text[: MAX_NAME + _BEFORE_NAME].casefold()
    named = [name for one in authors if " " in (name := one.casefold()) and 0 <= start.find(name) <= _BEFORE_NAME]
    elsewhere = any(name in document.blocks[index].text.casefold() for name in named for index in body[:-1])
    return [body[-1]] if named and not elsewhere and not last.level and not _tells_of(last, start, named) else []


def _tells_of(block: Block, start: str, names: Sequence[str]) -> bool:
    """Whether a comma stands behind the last of the names that a block begins with, in a sentence without a link or an
    address."""
    rest = start[max(start.find(name) + len(name) for name in names) :].lstrip()
    return rest.startswith(_COMMAS) and not (block.links or "@" in block.text) and bool(SENTENCE_END.search(block.text))


def names_in(document: Document, bylines: Sequence[int]) -> tuple[str, ...]:
    """The names in the blocks that `leading_bylines` and `trailing_bylines` found."""
    blocks = (document.blocks[index] for index in bylines)
    texts = (signature(document, block) or block.text for block in blocks)
    nameless = (is_counter, is_relative_time, is_day, is_labelled)
    return clean_names([text for text in texts if not any(is_one(text) for is_one in nameless)])


def is_counter(text: str) -> bool:
    """Whether a line is like "1432 views 63 comments": as many numbers as words."""
    words = text.split()
    numbers = sum(word[0].isdigit() for word in words)
    return len(words) <= _COUNTER_WORDS and numbers * 2 >= len(words)
