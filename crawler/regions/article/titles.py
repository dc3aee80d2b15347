"""The headline: what the page shows above its text, completed by what its head says.

The visible headline leads. Heads carry share titles and search titles that stay when an editor mends the headline,
and it is the mended one that a reader sees; so do first-level headings at the end of a path (Home > Sea > …). Only
where the page shows a part of what the head says ("Budget" under a kicker), or a kicker in one block with it, is the
head's spelling taken.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import cache
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.model import Block, Document, Head
from crawler.regions.article.headings import (
    MIN_SOLE,
    bare_form,
    heading_value,
    is_called_headline,
    is_crumb,
    is_first,
    may_be_title,
    without_link,
)
from crawler.regions.article.house_names import linked_name
from crawler.regions.article.measures import LINK_BLOCK, Measures
from crawler.regions.article.metadata import Metadata, article_nodes, plain
from crawler.regions.article.words import Role

MAX_TITLE = 400
_MARKS = r"|–—\-·•:：»«/｜ㅣ"
_SEPARATOR = re.compile(rf"\s+[{_MARKS}]+\s+|\s*[|｜ㅣ]\s*|：(?=\S+\Z)|_(?=\S+\Z)")
_COLONS = frozenset(":：")
_SURE = 85.0
_RELATED = 35.0
_ANOTHER = 60.0
_PART = 0.35
_CLOSE = 4  # blocks
_NEAR = 8  # blocks
_SUBHEAD = 4  # level: headings of this one and lower ones are no headlines
_PUBLIC_LABELS = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})


def find_title(document: Document, measures: Measures, metadata: Metadata) -> int | None:
    """The block that the headline stands in, if the page shows it."""
    names = title_names(document, metadata)
    said = _said(metadata.headlines, names)
    found = _headline_block(document, measures, said, names)
    return _unmarked_headline(document, measures, said) if found is None else found


def heading_above(document: Document, measures: Measures, body: Sequence[int], metadata: Metadata) -> int | None:
    """Where no heading says what the head does: the highest heading between the text's first sentences and what has
    sentences above them, if the head says nothing but the site's name, or what resembles it: a headline that was edited
    here and not there. Headings further down are subheads."""
    if not body:
        return None
    names = title_names(document, metadata)
    own = _bare_forms(names)
    said = [bare for text in _said(metadata.headlines, names) if (bare := bare_form(text)) and bare not in own]
    first = next((index for index in body if measures.prose[index]), body[0])
    best: int | None = None
    for index in range(first, max(-1, body[0] - _NEAR), -1):
        block = document.blocks[index]
        if index != first and measures.prose[index]:
            break
        bare = bare_form(block.text)
        is_likely = bare not in own and (not said or _likeness(bare, said) >= _ANOTHER)
        if is_likely and _leads_text(block, measures, index):
            best = index if best is None or block.level < document.blocks[best].level else best
    return best


def _leads_text(block: Block, measures: Measures, index: int) -> bool:
    aside = measures.outside[index] & (Role.RELATED | Role.NAVIGATION | Role.COMMENT | Role.CONSENT)
    return (
        0 < block.level < _SUBHEAD
        and measures.weights[index] >= MIN_SOLE
        and len(block.text) <= MAX_TITLE
        and not (measures.skipped[index] or aside or is_crumb(block))
        and may_be_title(block)
    )


def complete_title(document: Document, block: int | None, metadata: Metadata) -> str:
    """The headline's text: what the block shows, completed; without a block, what the head says."""
    names = title_names(document, metadata)
    said = _said(metadata.headlines, names)
    if block is None:
        return said[0] if said else ""
    if path_end := headline_in_path(document, block):
        return path_end
    shared = _said(map(plain, document.head.meta.get("og:title", ())), names)
    if two_lines := _in_two_lines(document, block, said):
        return two_lines
    if _is_named_before(document, block, metadata):
        return document.blocks[block].text
    return _completed(without_link(document.blocks[block], said), said, shared)


def _is_named_before(document: Document, block: int, metadata: Metadata) -> bool:
    """Whether all that the head says is the title of the window, which has something before the headline that is shown
    ("Harbour Post - Ferry stops at night"), and that stands nowhere around the headline: it is no kicker, but what
    the paper calls itself, or a section."""
    if set(metadata.headlines) != {document.head.title}:
        return False
    cut = next(_SEPARATOR.finditer(document.head.title), None)
    if cut is None or cut[0].strip() in _COLONS:
        return False
    before, behind = (
        bare_form(part) for part in (document.head.title[: cut.start()], document.head.title[cut.end() :])
    )
    around = document.blocks[max(0, block - _CLOSE) : block + _CLOSE]
    return behind == bare_form(document.blocks[block].text) and all(bare_form(one.text) != before for one in around)


def headline_in_path(document: Document, block: int | None) -> str:
    """The page's one first-level heading, where it ends a path and is what OpenGraph and JSON-LD both call the page,
    and the block of the headline, a lower heading, says something else altogether; "" elsewhere.

    What is shown there is like the headline where it has one more kicker, or one less: then it is the headline.
    """
    if block is None or document.blocks[block].level == 1:
        return ""
    agreed = _agreed(document.head)
    if not agreed or fuzz.ratio(bare_form(document.blocks[block].text), agreed) >= _ANOTHER:
        return ""
    firsts = [other for other in document.blocks if other.level == 1]
    ends = len(firsts) == 1 and is_crumb(firsts[0]) and bare_form(firsts[0].text) == agreed
    return firsts[0].text if ends else ""


def _agreed(head: Head) -> str:
    """The bare form of what `og:title` and every headline in JSON-LD say, where they all say one thing."""
    shared = {bare_form(plain(text)) for text in head.meta.get("og:title", ())}
    if len(shared) != 1:
        return ""
    told = {bare_form(plain(text)) for node in article_nodes(head) if isinstance(text := node.get("headline"), str)}
    return next(iter(shared)) if told == shared else ""


def _in_two_lines(document: Document, block: int, said: Sequence[str]) -> str:
    """The head's spelling of a heading whose two parts stand in elements of their own."""
    lines = document.blocks[block : block + 2]
    if len({line.level for line in lines}) != 1 or len(lines) == 1:
        return ""
    bare = bare_form(" ".join(line.text for line in lines))
    return next((text for text in said if bare_form(text) == bare), "")


def _said(texts: Iterable[str], names: Sequence[str]) -> list[str]:
    own = _bare_forms(names)
    return [title for text in texts if (title := _without(text, own))]


def without_site(title: str, names: Sequence[str]) -> str:
    """`Title - Site | Section` without the site and what follows it.

    >>> without_site("Ferry stops at night | The Harbour Post", ["The Harbour Post"])
    'Ferry stops at night'
    """
    return _without(title, _bare_forms(names))


def _without_section(title: str) -> str:
    """Chinese and Korean sites put the section between title and name, without spaces."""
    return title if title.isascii() else _section().sub("", title)


@cache  # a range of thousands of letters takes milliseconds
def _section() -> re.Pattern[str]:
    return re.compile(r"(?<=\S)[-_][\u4e00-\u9fff\uac00-\ud7af]{2,6}\Z")


def _bare_forms(names: Iterable[str]) -> set[str]:
    return {bare for name in names if (bare := bare_form(name))}


def _without(title: str, own: Container[str]) -> str:
    """A title without the site, which goes by names of these bare forms."""
    cuts = list(_SEPARATOR.finditer(title))
    ends = [*(cut.start() for cut in cuts[1:]), len(title)]
    for cut, end in zip(cuts, ends, strict=False):
        if bare_form(title[cut.end() : end]) in own or bare_form(title[cut.end() :]) in own:
            return _without_section(title[: cut.start()])
    if cuts and bare_form(title[: cuts[0].start()]) in own:
        return title[cuts[0].end() :]
    return title


def _completed(shown: str, said: Sequence[str], shared: Sequence[str]) -> str:
    """The head's spelling, where it is the shown one without the kicker in front, or with one, or with its marks."""
    bare = bare_form(shown)
    if shown not in said and (forms := [text for text in (*shared, *said) if _is_end(bare_form(text), bare, text)]):
        return shown if _is_whole_in_other_words(bare, bare_form(forms[0]), said) else forms[0]
    fuller = [text for text in said if _holds(text, bare)]
    agreed = next((text for text in fuller if said.count(text) > 1), "")
    same = next((text for text in said if bare_form(text) == bare and " " in text), "")
    return same or agreed or next(iter(fuller if fuller[:1] == said[:1] else ()), shown)


def _is_whole_in_other_words(bare: str, end: str, said: Iterable[str]) -> bool:
    """Whether the head has the shown headline, its beginning included, as it was before somebody edited it: then that
    beginning is no kicker, though a shorter title in the head is without it."""
    beginning = bare.removesuffix(end)
    others = (bare_form(text) for text in said)
    edited = (other for other in others if other.endswith(end) and other != end and beginning not in other)
    return any(fuzz.ratio(other, bare) >= _SURE for other in edited)


def _is_end(end: str, bare: str, text: str) -> bool:
    return " " in text and bare.endswith(end) and len(end) >= _PART * len(bare)


def _holds(text: str, bare: str) -> bool:
    other = bare_form(text)
    return bool(bare) and other != bare and other.endswith(bare) and len(bare) >= _PART * len(other)


def _headline_block(document: Document, measures: Measures, said: Sequence[str], names: Sequence[str]) -> int | None:
    """The only first-level heading, unless it is unlike all that the head says; else the heading most like it."""
    bare_said = [bare for text in said if (bare := bare_form(text))]
    own = {bare_form(name) for name in names}
    best: tuple[float, int] | None = None
    firsts: list[tuple[float, int]] = []
    aside: list[tuple[float, int]] = []
    for index, block in enumerate(document.blocks):
        if measures.skipped[index] or len(block.text) > MAX_TITLE or not may_be_title(block):
            continue
        bare = bare_form(block.text)
        if not bare or bare in own:
            continue
        likeness = _likeness(bare, bare_said)
        if is_first(block, measures, index):
            firsts.append((likeness, index))
        elif is_called_headline(block, measures, index):
            aside.append((likeness, index))
        value = heading_value(block, measures, index, likeness)
        if best is None or value > best[0]:
            best = (value, index)
    sure = best is not None and best[0] >= _SURE
    if not (firsts or sure) and len(aside) == 1 and aside[0][0] >= _RELATED:
        return aside[0][1]
    if len(firsts) == 1 and (not sure or firsts[0][0] >= _RELATED):
        return firsts[0][1]
    return best[1] if best and sure else None


def _unmarked_headline(document: Document, measures: Measures, said: Sequence[str]) -> int | None:
    """Where no heading is the headline: the first block that says all of the page's title but for what follows a mark,
    which is the site's name, be it in bold, in large letters, or in nothing at all."""
    starts = {bare_form(text[: mark.start()]) for text in said for mark in _SEPARATOR.finditer(text)}
    if not starts:
        return None
    likely = (
        index
        for index, block in enumerate(document.blocks)
        if MIN_SOLE <= len(block.text) <= MAX_TITLE
        and not measures.skipped[index]
        and measures.link_shares[index] <= LINK_BLOCK
        and not measures.outside[index] & (Role.RELATED | Role.NAVIGATION | Role.COMMENT | Role.CONSENT)
    )
    return next((index for index in likely if bare_form(document.blocks[index].text) in starts), None)


def _likeness(text: str, said: Sequence[str]) -> float:
    """0 to 100: how far a heading is what the head says."""
    best = 0.0
    for one in said:
        if (text in one and len(text) > _PART * len(one)) or one in text:
            return 100.0
        best = max(best, fuzz.ratio(text, one))
    return best


def title_names(document: Document, metadata: Metadata) -> list[str]:
    """What the site may be called in titles: more than in bylines, for a writer's own site bears the writer's name."""
    names = site_names(document, metadata)
    return names if metadata.publisher or not (linked := linked_name(document)) else [*names, linked]


def site_names(document: Document, metadata: Metadata) -> list[str]:
    """What the site may be called in titles and bylines: its name, its host, parts of it."""
    host = (urlsplit(document.url).hostname or "").removeprefix("www.")
    stem = host.rpartition(".")[0]
    labels = [label for label in stem.split(".") if label not in _PUBLIC_LABELS]  # of news.example.co: example
    return [name for name in (metadata.publisher, host, stem, *labels[-1:]) if name]
