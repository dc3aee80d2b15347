"""Judging a batch of looks: each page by itself and its own past, then by the others."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.guard import (
    IN_PART,
    is_furnished,
    is_halved,
    judge_copies,
    judge_ends,
    judge_page,
    keeps_its_end,
    loses_its_end,
    text_of,
)
from crawler.model import Article
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory


def judge(looks: Sequence[Look], memory: SiteMemory) -> None:
    """Set the judgement of each look. `memory` learns what most of the site's pages ask for."""
    memory.learn_boxes([look.document for look in looks if _is_whole(look)])
    for look in looks:
        look.judgement = judge_page(look.document, look.reading.page, look.before, memory.boxes)
    there = [look for look in looks if look.judgement.good and not look.moved_from]
    copies = judge_copies([(look.key, look.before, look.reading.page.article) for look in there])
    ends = judge_ends([(look.key, look.before, look.reading.page.article, look.own_lines) for look in looks])
    for look in looks:
        if look.judgement.good:
            look.judgement = copies.get(look.key, ends.get(look.key, look.judgement))
        if look.judgement.good and _is_in_part(look, memory):
            look.judgement = IN_PART


def _is_in_part(look: Look, memory: SiteMemory) -> bool:
    """Whether most of an article is missing at its end, or its end on a page without the site around it; or whether it
    reads otherwise on a page with nothing around it. The next look believes it, where it finds it so again."""
    record, after = look.record, look.reading.page.article
    if look.before is None or after is None:
        return False
    if not (_is_bare(look, look.before, after, memory) or is_halved(look.before, after)):
        return False
    return record.last_look is None or record.last_good is None or record.last_look <= record.last_good


def _is_bare(look: Look, before: Article, after: Article, memory: SiteMemory) -> bool:
    if look.fits(memory.template):
        return False
    return loses_its_end(before, after) or (not is_furnished(look.document) and text_of(before) != text_of(after))


def _is_whole(look: Look) -> bool:
    article = look.reading.page.article
    return article is not None and (look.before is None or keeps_its_end(look.before, article))
