"""Edits above and below the text: headline, byline, correction; and all edits by name."""

from __future__ import annotations

from collections.abc import Callable

import mutation_edits as edits
from lxml import etree
from mutation_edits import Desk, Edit, in_head, insert, together, words_of
from mutation_sites import MARK, RealPage, nodes, plain

from crawler.text import compare_form

_NEAR = 4  # steps of a path
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


def correction(page: RealPage, desk: Desk) -> Edit | None:
    note = _NOTES.get(page.language, _NOTES["en"])
    if not together(page) or compare_form(note) in page.gold:
        return None
    last = desk.rng.random() < 0.6
    spot = together(page)[-1 if last else 0]
    new = insert(spot, note, after=last)
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
    if any(_is_crumb(element) for element, _ in said):
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


def _is_crumb(element: etree._Element) -> bool:
    around = (element, *element.iterancestors())
    return any("breadcrumb" in (each.get("class") or "").lower() for each in around[:_NEAR]) or around[1].tag == "li"


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
    names = page.root.xpath(".//meta[@property='og:site_name']/@content")
    own = " ".join([page.root.findtext(".//title") or "", *names])
    if not shown or said > len(shown) or page.authors[0] in own:
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
    "word": edits.word,
    "number": edits.number,
    "quote": edits.quote,
    "typo": edits.typo,
    "sentence added": edits.sentence_added,
    "sentence removed": edits.sentence_removed,
    "paragraph added": edits.paragraph_added,
    "paragraph removed": edits.paragraph_removed,
    "paragraph moved": edits.paragraph_moved,
    "headline": headline,
    "correction": correction,
    "byline": byline,
}
