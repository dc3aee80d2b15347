"""Judging a batch of looks: each page by itself and its own past, then by the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crawler.guard import (
    BROKEN_OFF,
    IN_PART,
    Judgement,
    as_shown,
    cut_together,
    is_furnished,
    is_halved,
    is_part_of,
    judge_copies,
    judge_ends,
    judge_like_doubtful,
    judge_page,
    keeps_its_end,
    loses_its_end,
    own_lines,
    text_of,
    without_wall,
)
from crawler.model import Article
from crawler.recorder.look import Look
from crawler.recorder.memory import SiteMemory
from crawler.recorder.moving_walls import put_back_hidden

_SOME = 3
_WALL = 2_000  # characters; what is longer is no wall


def judge(looks: Sequence[Look], memory: SiteMemory) -> None:
    """Set the judgement of each look. `memory` learns what most of the site's pages ask for."""
    _learn_boxes(looks, memory)
    put_back_hidden(looks, memory)
    for look in looks:
        look.judgement = judge_page(
            look.document, look.reading.page, look.before, memory.boxes, look.capture.fetched_at
        )
        if look.judgement.good:
            _leave_out_doubtful_second(look, memory)
    there = [look for look in looks if look.judgement.good and not look.moved_from]
    bare = {look.key for look in there if not look.document.is_text and not is_furnished(look.document)}
    copies = judge_copies([(look.key, look.before, look.reading.page.article) for look in there], bare)
    _note_doubtful(looks, memory)
    first_seen = {look.key: look.reading.page.article for look in there if look.before is None}
    copies |= judge_like_doubtful(memory.instead, first_seen)
    ends = judge_ends([(look.key, look.before, look.reading.page.article, look.own_lines) for look in looks])
    together = cut_together([(look.key, look.before, look.reading.page.article) for look in there])
    for look in looks:
        if look.judgement.good:
            look.judgement = copies.get(look.key, ends.get(look.key, look.judgement))
        doubt = _doubt(look, looks, memory, together) if look.judgement.good else None
        if doubt is not None and memory.doubt(look.key, look.moved_from, broken=doubt is BROKEN_OFF):
            look.judgement = doubt


def _note_doubtful(looks: Sequence[Look], memory: SiteMemory) -> None:
    """Remember for the run what known pages show in place of their articles."""
    for look in looks:
        after = look.reading.page.article
        if look.before is not None and not look.judgement.good and after is not None and after.paragraphs:
            text = text_of(after)
            if sum(map(len, text)) <= _WALL:
                memory.instead.setdefault(text, set()).add(look.key)


def _leave_out_doubtful_second(look: Look, memory: SiteMemory) -> None:
    """A meter may let the first of two fetches through and not the second: what that lacks is not made per request."""
    document, reading = look.second_document, look.second_reading
    if document is None or reading is None:
        return
    # Held against the first fetch, too: what is stored may be no more than a wall left.
    for known in filter(None, (look.before, look.reading.page.article)):
        judgement = judge_page(document, reading.page, known, memory.boxes, look.capture.fetched_at)
        if not judgement.good:
            look.second_document = look.second_reading = None
            look.notes.append(f"a second fetch moments later was in doubt: {judgement.reason}")
            return


def _doubt(look: Look, looks: Sequence[Look], memory: SiteMemory, together: Collection[str]) -> Judgement | None:
    """What speaks for it that a page was served in part: its markup breaks off, most of the article is missing at its
    end, or its end on a page without the site around it, or `together` with those of other pages; or it reads otherwise
    on a page with nothing around it. The next look believes it, where it finds it so again."""
    after = look.reading.page.article
    if after is None:
        return None
    if look.before is None:
        return None if look.ends or not memory.ends_all or _are_open_ended(looks) else BROKEN_OFF
    ought_to_end = memory.ought_to_end(look.moved_from or look.key)
    if not look.ends and ought_to_end and not _are_open_ended(looks) and look.before != after:
        return BROKEN_OFF
    shown = as_shown(look.before, after, own_lines(look.document, look.reading.page))
    if look.key in together or _is_bare(look, look.before, after, memory) or is_halved(look.before, shown):
        return IN_PART
    return None


def _are_open_ended(looks: Sequence[Look]) -> bool:
    """Whether the site does not end its pages any more: answers that break off are few."""
    return sum(not look.ends for look in looks) >= max(_SOME, len(looks) / 2)


def _is_bare(look: Look, before: Article, after: Article, memory: SiteMemory) -> bool:
    if look.fits(memory.template) or not memory.ought_to_be_framed(look.moved_from or look.key):
        return False
    return loses_its_end(before, after) or (not is_furnished(look.document) and text_of(before) != text_of(after))


def _learn_boxes(looks: Sequence[Look], memory: SiteMemory) -> None:
    """Learn what whole pages ask for, where they are more than those that lost their ends: below short articles a wall
    stands, too, and hides nothing of them."""
    articles = [look for look in looks if look.reading.page.article is not None]
    whole = [look for look in articles if _is_whole(look)]
    if 2 * len(whole) > len(articles):
        memory.learn_boxes([look.document for look in whole])


def _is_whole(look: Look) -> bool:
    before, article = look.before, look.reading.page.article
    if article is None or before is None:
        return article is not None
    if without_wall(before, article) != article or loses_its_end(before, article) or is_part_of(before, article):
        return False  # what it asks for may hide as much of it today as it did before, or less
    return keeps_its_end(before, article)
