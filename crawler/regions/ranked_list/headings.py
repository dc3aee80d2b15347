"""Does a short text say that a ranked list follows, and what is that list called?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from crawler.regions.ranked_list import vocabulary, vocabulary_elsewhere, vocabulary_unspaced, weak_words
from crawler.regions.ranked_list.phrases import Phrases, Word, flat, key, words

MAX_HEADING = 64
_MAX_BEFORE, _MAX_AFTER = 3, 5  # words around a strong phrase; more is a sentence
_FEW_WORDS = 2
_MAX_SCOPE = 4  # words after "in", "on"
_MAX_REST = 14  # characters around a strong phrase of an unspaced script
_UNSPACED_FROM = "\u0e00"

_ICON = re.compile(r"(?:chevron|arrow|expand|keyboard|navigate|trending)_[a-z_]+", re.IGNORECASE)
# Dates and clock times would give the list another name at each look.
_PASSING = re.compile(
    r"\s*[(（\[]?\s*(?:\d{4}\s?[-./年]\s?\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}|\d{1,2}月\d{1,2}日).*"
)
# The rank of the first item, where it follows the heading in the same block ("Most read1").
_FIRST_RANK = re.compile(r"(?:\s0?1[.)]|(?<=[^\W\d_])0?1[.)]?)\Z")
# How many items there are, which changes as well.
_COUNT = re.compile(r"\s*[(（\[]\d{1,4}[)）\]]\Z")
_EDGE = " \t-–—:|•·»«›‹>→,;/…、。：｜▼▶►"

_SPACED = [*vocabulary.STRONG.values(), *vocabulary_elsewhere.STRONG.values()]
_STRONG = Phrases(_SPACED)
_WEAK = Phrases(weak_words.WEAK.values())
_ANY = Phrases([*_SPACED, *weak_words.WEAK.values()])
_WEAK_UNSPACED = frozenset(flat(p) for p in weak_words.WEAK_UNSPACED.split(";"))
_AROUND = frozenset(map(key, weak_words.AROUND.split()))
_JOINING = frozenset(map(key, weak_words.JOINING.split()))
_OPENING = _AROUND | _JOINING
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_NEWS = frozenset(map(key, weak_words.NOT_NEWS.split()))
_NOT_NEWS_UNSPACED = tuple(word for word in _NOT_NEWS if word[0] >= _UNSPACED_FROM)


@cache  # many sites never ask for it
def _unspaced() -> re.Pattern[str]:
    """Phrases of scripts that write without spaces, the longest first."""
    phrases = (flat(phrase) for source in vocabulary_unspaced.STRONG.values() for phrase in source.split(";"))
    return re.compile("|".join(sorted(filter(None, phrases), key=len)[::-1]))


# "…ランキング", "…排行榜": whatever is ranked.
_RANKING = re.compile(rf"(?<=\w\w)(?:{'|'.join(map(flat, ('ランキング', '排行', '排行榜', '랭킹', '순위')))})\Z")


def ranked_names(text: str) -> tuple[str, ...]:
    """Names of the ranked lists that a heading announces: none, one, or one a tab ("Most read Most shared").

    Names are as shown, less what changes by itself: dates, clock times, icons, marks at the edges.
    """
    return heading_names(text) if len(text) <= MAX_HEADING else ()


@lru_cache(maxsize=16_384)
def heading_names(text: str) -> tuple[str, ...]:
    """`ranked_names` of a text that is short enough for a heading."""
    names: tuple[str, ...] = ()
    if _ANY.may_be_in(text):
        names = _spaced_names(_PASSING.sub("", _ICON.sub(" ", text)))
    if not names and not text.isascii() and max(text) >= _UNSPACED_FROM:
        names = _unspaced_names(_PASSING.sub("", text))
    return tuple(filter(None, map(clean_name, names)))


@lru_cache(maxsize=1024)
def _is_strong(text: str) -> bool:
    return any(_STRONG.hits(words(text))) or (not text.isascii() and _unspaced().search(flat(text)) is not None)


def is_strong(text: str) -> bool:
    """Are the words unmistakable, so that even a menu that has them over headlines holds a ranked list?"""
    return _is_strong(text) if len(text) <= MAX_HEADING else _is_strong.__wrapped__(text)


def clean_name(name: str) -> str:
    """A name without passing dates and edge marks; "" where nothing is left."""
    bare = _COUNT.sub("", _FIRST_RANK.sub("", name.strip(_EDGE)))
    return " ".join(_PASSING.sub("", bare).split()).strip(_EDGE)


def _spaced_names(text: str) -> tuple[str, ...]:
    found = words(text)
    hits = list(_STRONG.hits(found))
    if hits:
        return _strong_names(text, found, hits)
    hits = list(_WEAK.hits(found))
    return (text,) if hits and _is_all(found, hits) else ()


def _strong_names(text: str, found: list[Word], hits: list[tuple[int, int]]) -> tuple[str, ...]:
    end = hits[-1][1]
    if hits[0][0] > _MAX_BEFORE or len(found) - end > _MAX_AFTER:
        return ()
    if not _may_follow(text, found, end):
        return ()
    if end < len(found) and found[end].start == found[end - 1].end:
        found = found[:end]  # what is glued to the phrase ("Most readComments") is another label
    stop = len(text) if len(found) > end or len(found) == len(words(text)) else found[-1].end
    cuts = [0, *(found[start].start for start, _ in hits[1:]), stop]
    return tuple(text[a:b] for a, b in pairwise(cuts))


def _may_follow(text: str, found: list[Word], end: int) -> bool:
    """May this stand after a strong phrase: a word or two, "in" and a section, a noun for news; but no years?"""
    after = [word.key for word in found[end:]]
    if not after:
        return True
    if after[0] in _NOT_NEWS or any(_YEAR.fullmatch(word) for word in after):
        return False
    if len(after) <= _FEW_WORDS or after[0] in _OPENING or after[-1] in _AROUND:
        return True
    return any(mark in _EDGE.strip() for mark in text[found[end - 1].end : found[end].start])


def _is_all(found: list[Word], hits: list[tuple[int, int]]) -> bool:
    """Are the phrases all of the heading, but for words like "news" and "today", or "in" and a name?"""
    last = hits[-1][1]
    covered = {i for start, end in hits for i in range(start, end)}
    if last < len(found) and found[last].key in _JOINING and len(found) - last - 1 <= _MAX_SCOPE:
        found = found[:last]
    return all(i in covered or word.key in _AROUND or word.key.isdigit() for i, word in enumerate(found))


def _unspaced_names(text: str) -> tuple[str, ...]:
    bare = flat(text)
    if any(word in bare for word in _NOT_NEWS_UNSPACED):
        return ()
    hit = _unspaced().search(bare) or _RANKING.search(bare)
    if hit is not None and len(bare) - len(hit[0]) <= _MAX_REST:
        return (text,)
    return (text,) if bare.strip("0123456789") in _WEAK_UNSPACED else ()
