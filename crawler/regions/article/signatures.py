"""Who wrote it by an inline element that says so, among other words: "By Ann Oak Sea correspondent, Harbour Post"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crawler.model import Block, Document
from crawler.regions.article.authors import clean_names, is_house, looks_like_name, says_by, split_names
from crawler.regions.article.measures import SENTENCE_END

MAX_BYLINE = 160
_ABOVE = 4  # blocks


def named_inside(document: Document, title: int | None, body: Sequence[int], house: Sequence[str]) -> tuple[str, ...]:
    """The names that an inline element above the body says by its class: "Ann Oak · 12 May · 310 readers"."""
    for index in range(max(0, (body[0] if title is None else title) - _ABOVE), body[0]):
        text = _writer(document, document.blocks[index])
        names = clean_names([text]) if 0 < len(text) <= MAX_BYLINE else ()
        if names and all(looks_like_name(name) and not is_house(name, house) for name in names):
            return names
    return ()


def is_signed(document: Document, block: Block, known: Collection[str]) -> bool:
    """Whether a line is a `signature` and what stands behind it, of one of the `known` (case folded), if there are."""
    names = {name.casefold() for name in split_names(signature(document, block))}
    return bool(names) and (not known or not names.isdisjoint(known))


def signature(document: Document, block: Block) -> str:
    """The words of the element by which a short line that is no sentence says at its start whose it is ("By Ann Oak");
    "" where it does not. A post or a paper may stand behind it."""
    text = _writer(document, block)
    if not text or block.level or len(block.text) > MAX_BYLINE or SENTENCE_END.search(block.text):
        return ""
    names = split_names(text) if says_by(text) and block.text.startswith(text) else []
    return text if names and all(map(looks_like_name, names)) else ""


def _writer(document: Document, block: Block) -> str:
    return document.attributes.get(block.trail[-1], {}).get("writer", "") if block.trail else ""
