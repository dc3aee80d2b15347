"""The headline: what the page shows above its text, reconciled with what its head says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from crawler.model import Document
from crawler.regions.article.measures import Measures
from crawler.regions.article.metadata import Metadata
from crawler.regions.article.words import Role, roles
from crawler.text import compare_form

_SEPARATOR = re.compile(r"\s+[|–—\-·•:»«/]+\s+|\s*[|｜ㅣ]\s*|_(?=\S+\Z)")
MAX_TITLE = 400
_SAME = 85
_MAX_SUFFIX_SHARE = 0.5


def without_site(title: str, names: Sequence[str]) -> str:
    """`Title - Site | Section` without what is not the title."""
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    own = {_bare(name) for name in names if name}
    first, last = parts[0], parts[-1]
    if _bare(last) in own:
        return title[: title.rindex(last)].rstrip(" |–—-·•:»«/｜ㅣ_")
    if _bare(first) in own:
        return title[title.index(first) + len(first) :].lstrip(" |–—-·•:»«/｜ㅣ_")
    return title


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+|\Athe\b", "", text.casefold())


def find_title(document: Document, measures: Measures, metadata: Metadata) -> tuple[str, int | None]:
    """The title and its block (None where only the head has it)."""
    said = [compare_form(text).casefold() for text in metadata.headlines]
    best: tuple[float, int] | None = None
    for index, block in enumerate(document.blocks):
        if measures.skipped[index] or len(block.text) > MAX_TITLE:
            continue
        named = bool(roles(block.path[-1]) & Role.TITLE) if block.path else False
        if not (block.level or named):
            continue
        if Role.HIDDEN & measures.outside[index] or ":hidden" in block.path[-1]:
            continue
        likeness = _likeness(compare_form(block.text).casefold(), said)
        value = likeness + (25 if block.level == 1 else 5 if block.level == 2 else 0) + (3 if named else 0)
        if measures.link_shares[index] > 0.9:
            value -= 20
        if measures.outside[index] & (Role.RELATED | Role.NAVIGATION):
            value -= 10
        if best is None or value > best[0]:
            best = (value, index)
    if best and best[0] >= _SAME:
        return document.blocks[best[1]].text, best[1]
    fallback = next(iter(metadata.headlines), "")
    return without_site(fallback, _site_names(document, metadata)), None


def _likeness(text: str, said: Sequence[str]) -> float:
    """0 to 100: how far a heading is what the head says."""
    best = 0.0
    for one in said:
        if not one or not text:
            continue
        if text in one and len(text) > 0.35 * len(one) or one in text:
            return 100.0
        best = max(best, fuzz.ratio(text, one))
    return best


def _site_names(document: Document, metadata: Metadata) -> list[str]:
    from urllib.parse import urlsplit

    host = urlsplit(document.url).hostname or ""
    bare = host.removeprefix("www.")
    return [metadata.publisher, host, bare, bare.rpartition(".")[0], bare.split(".")[0]]
