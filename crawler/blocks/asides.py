"""A link to another story at the end of a paragraph, behind a label that says so: made a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.model import Block
from crawler.text import compare_form

# What newsrooms write before the headline of another story, and nothing else.
_LABELS = frozenset(
    compare_form(label).casefold()
    for label in """
    read more; read also; also read; see also; read next; more on this; more on this story; related; related story;
    mehr zum thema; mehr dazu; lesen sie auch; lesen sie mehr; lesen sie dazu; lesen sie hier mehr; auch interessant;
    lesetipp; lire aussi; à lire aussi; à lire également; lire également; sur le même sujet; lea también;
    lee también; leer también; te puede interesar; más sobre este tema; leia também; leia mais; veja também;
    leggi anche; per approfondire; lees ook; lees meer; läs också; läs även; läs mer; les også; les mer; læs også;
    læs mere; lue myös; lue lisää; lesið einnig; loe ka; loe lisaks; lasi arī; lasi vairāk; skaitykite taip pat;
    czytaj też; czytaj także; czytaj również; czytaj więcej; zobacz też; zobacz także; zobacz również;
    čtěte také; čtěte též; přečtěte si také; čítajte aj; čítajte tiež; prečítajte si aj; olvassa el ezt is;
    kapcsolódó cikk; citește și; citiți și; vezi și; pročitajte i; pročitajte još; preberite tudi; lexo edhe;
    lexoni edhe; читайте также; читайте ещё; читать далее; по теме; читайте також; читайте ще; по темі;
    чытайце таксама; прочетете още; вижте още; прочитајте и; διαβάστε επίσης; διαβάστε ακόμη; δείτε επίσης;
    bunu da okuyun; ayrıca okuyun; ayrıca bakınız; oxuyun; اقرأ أيضا; اقرأ أيضًا; طالع أيضا; بیشتر بخوانید;
    همچنین بخوانید; קראו גם; לקריאה נוספת; यह भी पढ़ें; ये भी पढ़ें; इसे भी पढ़ें; আরও পড়ুন; আরো পড়ুন; மேலும் படிக்க;
    ఇది కూడా చదవండి; baca juga; baca selengkapnya; baca lagi; basahin; xem thêm; đọc thêm; soma pia;
    อ่านเพิ่มเติม; อ่านต่อ; 関連記事; あわせて読みたい; 相关阅读; 延伸閱讀; 延伸阅读; 相關報導; 관련기사; 함께 읽기
    """.split(";")
)
_TEXT = frozenset({"p", "div", "blockquote", "dd"})
_SHORTEST, _LONGEST = 12, 300  # characters of a headline
_LONGEST_LABEL = 40
_COLONS = re.compile(r"\s?[:：]\s*\Z")
_INSIDE = re.compile(rf"([^:：]{{2,{_LONGEST_LABEL}}})[:：]\s*\S")
_END = re.compile(r"[.!?…。！？؟۔।॥։](?P<closing>['\"”’»)\]」』]*)\s*[\[(>»–—|•-]*\s*\Z")
_BEFORE, _BEHIND = " [(>–—|•-", " .…)]»›>→"


def apart(block: Block) -> Iterator[Block]:
    """The block, or in two: its text, and the label and link to another story that it ends with.

    Only where what is before the label ends a sentence: in "as he wrote in: …" the link is part of the text.
    """
    at = _beginning(block) if block.links and block.tag in _TEXT else 0
    if not at:
        yield block
        return
    text, aside = block.text[:at].rstrip(_BEFORE), block.text[at:].strip().rstrip(_BEHIND)
    yield block._replace(text=text, links=block.links[:-1])
    yield block._replace(text=aside, links=block.links[-1:])


def is_aside(block: Block) -> bool:
    """Whether a block is such a label and link, and nothing else."""
    if not block.links:
        return False
    if (at := _linked_end(block)) == 0:
        return _says_inside(block)
    label = _COLONS.search(block.text, 0, max(0, at))
    return label is not None and _is_label(block.text[: label.start()].strip(_BEFORE))


def _linked_end(block: Block) -> int:
    """Where the last link begins, if it is as long as a headline and nothing but marks is behind it; -1 elsewhere."""
    text, link = block.text, block.links[-1].text
    at = text.rfind(link) if _SHORTEST <= len(link) <= _LONGEST else -1
    return -1 if text[at + len(link) :].strip(_BEHIND) else at


def _says_inside(block: Block) -> bool:
    """Whether the last link's own text begins with a label."""
    inside = _INSIDE.match(block.links[-1].text)
    return inside is not None and _is_label(inside[1])


def _beginning(block: Block) -> int:
    """Where such a label begins; 0 where there is none."""
    text, at = block.text, _linked_end(block)
    if at <= 0:
        return 0
    start = at
    if not _says_inside(block):
        colon = _COLONS.search(text, max(0, at - 3), at)
        start = _label_before(text, colon.start()) if colon else 0
    return start if start and _END.search(text, max(0, start - 20), start) else 0


def _label_before(text: str, end: int) -> int:
    """Where the label begins that ends there; 0 where those are other words."""
    for start in range(max(1, end - _LONGEST_LABEL), end):
        if not text[start - 1].isalnum() and _is_label(text[start:end]):
            return start
    return 0


def _is_label(words: str) -> bool:
    return compare_form(words).casefold() in _LABELS
