"""Real edits of the text of real articles: each alters a page in place and says what was altered."""

from __future__ import annotations

import copy
import html
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from mutation_sites import RealPage, Spot, block_of, plain

from crawler.text import compare_form

_WORD = re.compile(r"[^\W\d_]{4,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[.,]\d{3})*(?![\w.,:/-])")
# From left to right, so that of two quotations nothing but what stands inside of them is one; which of « and » opens
# differs between languages, and is told by which comes first.
_QUOTED = re.compile(r"\"([^\"]*)\"|[„“]([^“”„]*)[“”]|«([^«»]*)»|»([^«»]*)«|「([^「」]*)」")
_QUOTE_LENGTH = range(25, 301)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Edit:
    """What was altered. `kinds`: of these edits one has to be told (any, where there is none). `before` and `after`:
    a passage that a hunk (or the title) has to show; `old`, `new`: the whole paragraphs around them."""

    kind: str
    kinds: frozenset[str]
    before: str
    after: str
    old: str = ""
    new: str = ""
    stale_head: bool = False


@dataclass(slots=True)
class Desk:
    """Who edits: draws words of the page's own language from other pages."""

    rng: random.Random
    donors: Sequence[str]  # paragraphs of other pages
    stale: float = 0.5  # how often the head is left behind

    def paragraph(self, page: RealPage) -> str:
        for _ in range(20):
            text = self.rng.choice(self.donors)
            if 80 < len(text) < 600 and compare_form(text) not in page.gold and text[0].isalnum():
                return text
        return ""

    def word(self, unlike: str) -> str:
        for _ in range(20):
            words = _WORD.findall(self.rng.choice(self.donors))
            found = self.rng.choice(words) if words else ""
            if found and found.casefold() != unlike.casefold() and len(found) < 15:
                return found.capitalize() if unlike[:1].isupper() else found.lower()
        return ""

    def head_is_stale(self) -> bool:
        return self.rng.random() < self.stale


def words_of(text: str) -> list[tuple[int, int]]:
    """Words that may be replaced; of text without spaces, pairs of characters."""
    if len(_UNSPACED.findall(text)) > len(text) / 3:
        pairs = re.finditer(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2}", text)
        return [match.span() for match in pairs]
    return [match.span() for match in _WORD.finditer(text)]


def _swap(page: RealPage, spot: Spot, start: int, end: int, new: str, *, stale: bool) -> tuple[str, str]:
    """The paragraph before and after, with what stands beside the text node in it."""
    old, around = spot.text, _around(spot)
    spot.text = old[:start] + new + old[end:]
    if not stale:
        in_head(page.root, old, spot.text)
        for size in (40, 20, 10) if new else ():  # where the head breaks the paragraph into pieces
            first, last = old[max(0, start - size) : start], old[end : end + size]
            in_head(page.root, first + old[start:end] + last, first + new + last)
    return around, _around(spot)


def _around(spot: Spot) -> str:
    return plain("".join(block_of(spot.element, tail=spot.tail).itertext()))


def in_head(root: etree._Element, old: str, new: str) -> None:
    """A text that a page's head says too is altered there alike, in whatever spelling."""
    if len(old) < 8:
        return
    for element in root.iter("script", "meta", "title"):
        if element.tag == "meta":
            content = element.get("content") or ""
            if plain(old) in plain(content):
                element.set("content", plain(content).replace(plain(old), plain(new)))
        elif element.text:
            for spell in (str, plain, _json, _ascii, html.escape, _twice):
                if spell(old) and spell(old) in element.text:
                    element.text = element.text.replace(spell(old), spell(new))
                    break


def _json(text: str) -> str:
    return json.dumps(plain(text), ensure_ascii=False)[1:-1]


def _twice(text: str) -> str:
    return html.escape(html.escape(plain(text)))


def _ascii(text: str) -> str:
    return json.dumps(plain(text))[1:-1]


def _kind(name: str, found: tuple[str, str], before: str, after: str, *, stale: bool) -> Edit:
    kinds = {"number": {"number"}, "quote": {"quote"}, "typo": {"typo", "quote"}}.get(name, set())
    return Edit(name, frozenset(kinds), before, after, *found, stale)


def word(page: RealPage, desk: Desk) -> Edit | None:
    spot = desk.rng.choice(page.spots)
    quoted = [match.span() for match in _QUOTED.finditer(spot.text)]
    spans = [s for s in words_of(spot.text) if not any(a <= s[0] < b for a, b in quoted)]
    return _replace_word("word", page, desk, spot, spans)


def _replace_word(name: str, page: RealPage, desk: Desk, spot: Spot, spans: Sequence[tuple[int, int]]) -> Edit | None:
    if not spans:
        return None
    start, end = desk.rng.choice(spans)
    old = spot.text[start:end]
    new = desk.word(old) if len(old) > 2 else ("灯火" if old != "灯火" else "波音")
    if not new:
        return None
    stale = desk.head_is_stale()
    return _kind(name, _swap(page, spot, start, end, new, stale=stale), old, new, stale=stale)


def number(page: RealPage, desk: Desk) -> Edit | None:
    spots = [spot for spot in page.spots if _NUMBER.search(spot.text)]
    if not spots:
        return None
    spot = desk.rng.choice(spots)
    match = desk.rng.choice(list(_NUMBER.finditer(spot.text)))
    old = match[0]
    digits = [at for at, char in enumerate(old) if char.isdigit()]
    at = desk.rng.choice(digits)
    new = old[:at] + str((int(old[at]) + desk.rng.randint(1, 7)) % 9 + 1) + old[at + 1 :]
    if new == old:
        return None
    stale = desk.head_is_stale()
    return _kind("number", _swap(page, spot, *match.span(), new, stale=stale), old, new, stale=stale)


def quote(page: RealPage, desk: Desk) -> Edit | None:
    spots = [spot for spot in page.spots if _quotations(spot.text)]
    if not spots:
        return None
    spot = desk.rng.choice(spots)
    start, text = desk.rng.choice(_quotations(spot.text))
    spans = [(a + start, b + start) for a, b in words_of(text)]
    return _replace_word("quote", page, desk, spot, spans)


def _quotations(text: str) -> list[tuple[int, str]]:
    """Where each begins, and its words. Of a part of a paragraph it can't be told which marks open."""
    if text.count('"') % 2:
        return []
    found = ((match.start(match.lastindex or 0), match[match.lastindex or 0]) for match in _QUOTED.finditer(text))
    return [(start, words) for start, words in found if len(words) in _QUOTE_LENGTH]


def typo(page: RealPage, desk: Desk) -> Edit | None:
    spot = desk.rng.choice(page.spots)
    spans = [(a, b) for a, b in words_of(spot.text) if b - a >= 7 and spot.text[a:b].islower()]
    if not spans:
        return None
    start, end = desk.rng.choice(spans)
    old = spot.text[start:end]
    at = desk.rng.randint(1, len(old) - 3)
    new = old[:at] + old[at + 1] + old[at] + old[at + 2 :]
    if new == old:
        return None
    stale = desk.head_is_stale()
    return _kind("typo", _swap(page, spot, start, end, new, stale=stale), old, new, stale=stale)


def sentence_added(page: RealPage, desk: Desk) -> Edit | None:
    spot, text = _any_whole(page, desk), desk.paragraph(page)
    if spot is None or not text:
        return None
    new = _SENTENCE.split(text)[0]
    if len(new) < 30 or new[-1] not in ".!?。！？":
        return None
    stale = desk.head_is_stale()
    end = len(spot.text.rstrip())
    found = _swap(page, spot, end, end, ("" if _UNSPACED.search(new) else " ") + new, stale=stale)
    return Edit("sentence added", frozenset(), "", new, *found, stale)


def sentence_removed(page: RealPage, desk: Desk) -> Edit | None:
    spots = [spot for spot in page.whole if len(_SENTENCE.split(spot.text.strip())) >= 3]
    if not spots:
        return None
    spot = desk.rng.choice(spots)
    last = _SENTENCE.split(spot.text.strip())[-1]
    if len(last) < 20:
        return None
    stale = desk.head_is_stale()
    start = spot.text.rindex(last)
    found = _swap(page, spot, start, start + len(last), "", stale=stale)
    return Edit("sentence removed", frozenset(), last, "", *found, stale)


def paragraph_added(page: RealPage, desk: Desk) -> Edit | None:
    spot, text = _any_whole(page, desk), desk.paragraph(page)
    if spot is None or not text:
        return None
    page.spots.append(insert(spot, text, after=True))
    return Edit("paragraph added", frozenset({"added"}), "", text, "", text, True)


def insert(spot: Spot, text: str, *, after: bool) -> Spot:
    element = copy.deepcopy(spot.element)
    element.attrib.pop("id", None)
    element.text = text
    parent = spot.element.getparent()
    assert parent is not None
    place = parent.index(spot.element) + after
    element.tail = spot.element.tail if after else None
    if after:
        spot.element.tail = None
    parent.insert(place, element)
    return Spot(element, tail=False, whole=True)


def paragraph_removed(page: RealPage, desk: Desk) -> Edit | None:
    spot = _any_whole(page, desk, least=4)
    if spot is None or len(page.spots) < 6:
        return None
    stale = desk.head_is_stale()
    old = spot.text
    if not stale:
        in_head(page.root, old, "")
    _take_out(spot.element)
    page.spots.remove(spot)
    return Edit("paragraph removed", frozenset({"removed"}), plain(old), "", plain(old), "", stale)


def _take_out(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if element.tail and element.tail.strip():
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def paragraph_moved(page: RealPage, desk: Desk) -> Edit | None:
    """To where another paragraph of the same parent stands, two gold paragraphs or more away."""
    places = {element: place for place, element in enumerate(page.root.iter(etree.Element))}
    spots = sorted(page.whole, key=lambda spot: places[spot.element])
    pairs = [
        (one, other)
        for i, one in enumerate(spots)
        for other in spots[i + 3 :]
        if one.element.getparent() is other.element.getparent() and len(one.text) > 60
    ]
    if not pairs:
        return None
    one, other = desk.rng.choice(pairs)
    text = plain(one.text)
    _take_out(one.element)
    page.spots.remove(one)
    page.spots.append(insert(other, one.text, after=True))
    return Edit("paragraph moved", frozenset({"moved"}), text, text, text, text, True)


def _any_whole(page: RealPage, desk: Desk, least: int = 1) -> Spot | None:
    """One that stands where most of them stand: a standfirst is a paragraph of the gold, too."""
    whole = together(page)
    return desk.rng.choice(whole) if len(whole) >= least else None


def together(page: RealPage) -> list[Spot]:
    parents = Counter(spot.element.getparent() for spot in page.whole)
    most = max(parents.values(), default=0)
    if most == 1:
        return page.whole[1:]
    return [spot for spot in page.whole if parents[spot.element.getparent()] == most]
