"""Real edits of real articles: each alters a page in place and says what was altered."""

from __future__ import annotations

import copy
import html
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree
from mutation_sites import MARK, RealPage, Spot, block_of, nodes, plain

from crawler.text import compare_form

_WORD = re.compile(r"[^\W\d_]{4,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[.,]\d{3})*(?![\w.,:/-])")
# From left to right, so that of two quotations nothing but what stands inside of them is one; which of « and » opens
# differs between languages, and is told by which comes first.
_QUOTED = re.compile(r"\"([^\"]*)\"|[„“]([^“”„]*)[“”]|«([^«»]*)»|»([^«»]*)«|「([^「」]*)」")
_QUOTE_LENGTH = range(25, 301)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)|(?<=[。！？])")
_NAMES = ("Ilva Marendo", "Tovik Askelin", "Pell Quarrington", "Oda Brisvall")
_NOTES = {
    "en": "Correction: An earlier version of this article misstated the height of the lighthouse. It is 41 metres.",
    "de": "Korrektur: In einer früheren Version stand, der Leuchtturm sei 14 Meter hoch. Es sind 41 Meter.",
    "fr": "Rectificatif : une version précédente de cet article donnait au phare 14 mètres. Il en mesure 41.",
    "es": "Corrección: una versión anterior de este texto daba al faro 14 metros de altura. Mide 41 metros.",
    "it": "Correzione: una versione precedente di questo testo dava al faro 14 metri. Ne misura 41.",
    "sv": "Rättelse: I en tidigare version stod det att fyren är 14 meter hög. Den är 41 meter.",
    "da": "Rettelse: I en tidligere udgave stod der, at fyret er 14 meter højt. Det er 41 meter.",
    "no": "Rettelse: I en tidligere versjon sto det at fyret er 14 meter høyt. Det er 41 meter.",
    "nb": "Rettelse: I en tidligere versjon sto det at fyret er 14 meter høyt. Det er 41 meter.",
    "ru": "Исправление: в предыдущей версии текста высота маяка была указана неверно. Она составляет 41 метр.",
    "pt": "Correção: uma versão anterior deste texto dava ao farol 14 metros de altura. Ele mede 41 metros.",
    "id": "Koreksi: versi sebelumnya menyebut tinggi mercusuar 14 meter. Tingginya 41 meter.",
    "ja": "訂正：以前の版で灯台の高さを誤って記していました。正しくは41メートルです。",
    "ko": "정정: 이전 기사에서 등대의 높이를 잘못 적었습니다. 41미터가 맞습니다.",
    "ar": "تصحيح: ذكرت نسخة سابقة من هذا النص ارتفاع المنارة خطأ. ارتفاعها 41 مترا.",
}


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
    page.spots.append(_insert(spot, text, after=True))
    return Edit("paragraph added", frozenset({"added"}), "", text, "", text, True)


def _insert(spot: Spot, text: str, *, after: bool) -> Spot:
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
    page.spots.append(_insert(other, one.text, after=True))
    return Edit("paragraph moved", frozenset({"moved"}), text, text, text, text, True)


def _any_whole(page: RealPage, desk: Desk, least: int = 1) -> Spot | None:
    """One that stands where most of them stand: a standfirst is a paragraph of the gold, too."""
    whole = _together(page)
    return desk.rng.choice(whole) if len(whole) >= least else None


def _together(page: RealPage) -> list[Spot]:
    parents = Counter(spot.element.getparent() for spot in page.whole)
    most = max(parents.values(), default=0)
    if most == 1:
        return page.whole[1:]
    return [spot for spot in page.whole if parents[spot.element.getparent()] == most]


def correction(page: RealPage, desk: Desk) -> Edit | None:
    note = _NOTES.get(page.language, _NOTES["en"])
    if not _together(page) or compare_form(note) in page.gold:
        return None
    last = desk.rng.random() < 0.6
    spot = _together(page)[-1 if last else 0]
    new = _insert(spot, note, after=last)
    if desk.rng.random() < 0.5:
        new.element.text = None
        etree.SubElement(new.element, "em").text = note
    del new.element.attrib[MARK]
    page.gold += " " + compare_form(note)
    name = "correction" if last else "correction on top"
    return Edit(name, frozenset({"correction"}), "", note, "", note, True)


def headline(page: RealPage, desk: Desk) -> Edit | None:
    """A word of the headline, where the gold's title stands in an h1, and wherever else the page says it, links apart;
    its head alike, or left behind."""
    said = [(e, tail) for e, tail, text in nodes(page.root) if page.title and plain(text) == page.title]
    if not any(_is_in(element, "h1", tail=tail) for element, tail in said):
        return None
    if any("breadcrumb" in (element.get("class") or "") for element, _ in said):
        return None  # the end of a path, which no reader takes for the headline
    spans = words_of(page.title)
    if not spans:
        return None
    start, end = desk.rng.choice(spans)
    new_word = desk.word(page.title[start:end])
    if not new_word:
        return None
    old, new = page.title, page.title[:start] + new_word + page.title[end:]
    stale = desk.head_is_stale()
    if not stale:
        in_head(page.root, old, new)
    for element, tail in said:
        if not _is_in(element, "a", tail=tail) or _is_in(element, "h1", tail=tail):
            setattr(element, "tail" if tail else "text", new)
    page.title = new
    page.gold += " " + compare_form(new)
    return Edit("headline", frozenset({"headline"}), old, new, old, new, stale)


def _is_in(element: etree._Element, tag: str, *, tail: bool) -> bool:
    above = element.getparent() if tail else element
    while above is not None and above.tag != tag:
        above = above.getparent()
    return above is not None


def byline(page: RealPage, desk: Desk) -> Edit | None:
    """An author's name, wherever it stands in a short text or in the head."""
    shown = [
        (element, tail, text, name)
        for element, tail, text in nodes(page.root)
        for name in page.authors[:1]
        if len(name.split()) >= 2 and name in text and len(text) < len(name) + 25
    ]
    said = sum(page.authors[0] in text for _, _, text in nodes(page.root)) if shown else 0
    if not shown or said > len(shown) or page.authors[0] in (page.root.findtext(".//title") or ""):
        return None  # or it stands in longer texts, too, which would say another name; or is the paper's own
    old = shown[0][3]
    new = desk.rng.choice([name for name in _NAMES if name not in page.authors])
    for element, tail, text, _ in shown:
        if tail:
            element.tail = text.replace(old, new)
        else:
            element.text = text.replace(old, new)
    in_head(page.root, old, new)
    in_head(page.root, "-".join(old.lower().split()), "-".join(new.lower().split()))
    page.authors = (new, *page.authors[1:])
    return Edit("byline", frozenset({"byline"}), old, new, old, new)


EDITS: dict[str, Callable[[RealPage, Desk], Edit | None]] = {
    "word": word,
    "number": number,
    "quote": quote,
    "typo": typo,
    "sentence added": sentence_added,
    "sentence removed": sentence_removed,
    "paragraph added": paragraph_added,
    "paragraph removed": paragraph_removed,
    "paragraph moved": paragraph_moved,
    "headline": headline,
    "correction": correction,
    "byline": byline,
}
