"""A state that another program stored, as this one would have stored it: what only the reading changed is no edit.

Where the raw capture that it was read from is kept, that is read again. Where it is not, today's page tells: words of
the stored state that stand nowhere in its source were taken out by people; all else may be the reading's doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from crawler.model import Article, LiveItem, LiveRegion, RankedList
from crawler.regions.edits import Words, edits, words_of
from crawler.regions.live.comparing import compare_live, shown
from crawler.regions.ranked_list.comparing import compare_lists
from crawler.regions.ranked_list.identity import item_identity
from crawler.text import compare_form, instant, is_gone_from, line_form, stands_in

# A passage that resembles another by this much (0-100) is another wording of it.
_SAME_PASSAGE = 60


def article_as_today(before: Article, after: Article, page: str) -> Article:
    """`after`, with what people took out or replaced since put back as it was `before`.

    Args:
        before: the stored state.
        after: the page of today, as it is read today.
        page: its traces (`crawler.text.traces`).
    """
    old, new = ([line_form(text) for text in each.paragraphs] for each in (before, after))
    left = [i for i, text in enumerate(old) if text not in set(new)]
    partners = _partners(old, left, new, [j for j, text in enumerate(new) if text not in set(old)])
    texts = list(after.paragraphs)
    for i, j in partners.items():
        texts[j] = as_worded(before.paragraphs[i], after.paragraphs[j], page)
    gone = [i for i in left if i not in partners and is_gone_from(before.paragraphs[i], page)]
    slots = list(after.slots) or [0] * len(texts)
    for i, j in reversed([(i, _place(i, old, new, partners)) for i in gone]):
        texts.insert(j, before.paragraphs[i])
        slots.insert(j, before.slots[i] if before.slots else 0)
    return replace(
        after,
        title=_line(before.title, after.title, page),
        standfirst=_line(before.standfirst, after.standfirst, page),
        modified=before.modified or after.modified,
        paragraphs=tuple(texts),
        slots=tuple(slots) if before.slots or after.slots else (),
    )


def _partners(old: Sequence[str], left: Sequence[int], new: Sequence[str], fresh: Sequence[int]) -> dict[int, int]:
    """The paragraphs that read otherwise, each with its wording of today, the most alike first."""
    likeness = ((fuzz.ratio(old[i], new[j], score_cutoff=_SAME_PASSAGE), i, j) for i in left for j in fresh)
    found: dict[int, int] = {}
    for _, i, j in sorted((pair for pair in likeness if pair[0]), reverse=True):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _place(gone: int, old: Sequence[str], new: Sequence[str], partners: dict[int, int]) -> int:
    """Behind the last paragraph that stood before it and still does."""
    stays = (partners.get(i, new.index(old[i]) if old[i] in new else -1) for i in range(gone - 1, -1, -1))
    return next((place for place in stays if place >= 0), -1) + 1


def _line(before: str, after: str, page: str) -> str:
    """A headline or standfirst: today's, unless the one before stands nowhere any more."""
    if not before or compare_form(before) == compare_form(after):
        return after
    return after if stands_in(before, page) else before


def article_read_again(before: Article, again: Article, after: Article) -> Article:
    """The raw capture of a stored state as it is read today, without what is made per request.

    A paragraph that neither the state nor today's page has in any wording was made for that one answer.

    Args:
        before: the stored state.
        again: its raw capture as it is read today.
        after: the page of today.
    """
    others = {line_form(text) for each in (before, after) for text in each.paragraphs}
    forms = [line_form(text) for text in again.paragraphs]
    lasting = [text in others or _is_worded_in(text, others) for text in forms]
    return replace(
        again,
        paragraphs=tuple(text for text, stays in zip(again.paragraphs, lasting, strict=True) if stays),
        slots=tuple(slot for slot, stays in zip(again.slots, lasting, strict=False) if stays),
    )


def _is_worded_in(text: str, others: set[str]) -> bool:
    return any(fuzz.ratio(text, other, score_cutoff=_SAME_PASSAGE) for other in others)


def list_as_today(before: RankedList, after: RankedList, page: str) -> RankedList:
    """`after`; but `before`, under today's addresses and titles, where an entry left the page or got another title."""
    diff = compare_lists(before, after)
    if diff is None:
        return after
    retitled = {entry.before for entry in diff.retitled if not stands_in(entry.before, page)}
    if not retitled and not any(is_gone_from(item.title, page) for item in diff.left):
        return after
    now = {item_identity(item): item for item in after.items}
    titles = {compare_form(item.title): item for item in after.items}
    items = []
    for item in before.items:
        today = now.get(item_identity(item)) or titles.get(compare_form(item.title))
        title = today.title if today and item.title not in retitled else item.title
        items.append(replace(item, title=title, url=today.url if today else item.url))
    return replace(after, items=tuple(items))


def live_as_today(before: LiveRegion, after: LiveRegion, page: str, *, seen: str) -> LiveRegion:
    """`after`, without what came and with what went, or said something else, where that is no reading's doing.

    Entries that say they are younger than the last look, `seen` (ISO 8601 UTC), came. Those without a time did where
    others went.
    """
    diff = compare_live(before, after)
    if diff is None:
        return after
    gone = [item for item in diff.removed if is_gone_from(shown(item), page)]
    came = {item for item in diff.added if gone or (item.published and instant(item.published) > instant(seen))}
    worded = {change.after: _item_as_worded(change.before, change.after, page) for change in diff.updated}
    items = [worded.get(item, item) for item in after.items if item not in came]
    for item in gone:
        items.insert(before.items.index(item), item)
    return replace(after, items=tuple(items))


def _item_as_worded(before: LiveItem, after: LiveItem, page: str) -> LiveItem:
    if bool(before.title) != bool(after.title) or bool(before.text) != bool(after.text):
        old, new = shown(before), shown(after)
        return after if as_worded(old, new, page) == new else before
    return replace(
        after, title=as_worded(before.title, after.title, page), text=as_worded(before.text, after.text, page)
    )


def as_worded(before: str, after: str, page: str) -> str:
    """A passage as it would read with the words of `before` that were taken out or replaced on the page since.

    `after` itself where all words that it lacks still stand there as they did: then it is read otherwise.

    Args:
        before: the passage as it was read then.
        after: as it is read today.
        page: the traces of the page of today (`crawler.text.traces`).
    """
    words, now = words_of(before), words_of(after)
    changes = edits(words, now)
    own = [change for change in changes if change.gone and stands_in(_own(words, change.i1, change.i2), page)]
    if all(change in own or not change.gone for change in changes):
        return after
    text = before
    for change in reversed(own):
        start, end = words.spans[change.i1][0], words.spans[change.i2 - 1][1]
        text = text[:start] + now.slice(change.j1, change.j2) + text[end:]
    return " ".join(text.split())


def _own(words: Words, start: int, end: int) -> str:
    """Words that went, with the one before and the one behind them: that they stand apart elsewhere says nothing."""
    return words.slice(max(0, start - 1), min(len(words.spans), end + 1))
