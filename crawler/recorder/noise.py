"""An edit stands in two fetches made moments apart; what is made per request does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice, pairwise

from rapidfuzz.distance import Indel

from crawler.model import Article
from crawler.recorder.turning import LONGEST_LABEL
from crawler.recorder.wording import (
    SHORT,
    is_label,
    is_same_but_for_words,
    near_pairs,
    put_back,
    resembles_any,
    words_of_both,
)
from crawler.regions.article.measures import SENTENCE_END
from crawler.text import compare_form, line_form


def without_noise(before: Article, first: Article, second: Article, *, clean: bool = False) -> Article:
    """`first`, in which whatever `second` does not have is put back to what `before` had in its place.

    Equal to `before` (in comparison form) where all that differed was made per request. Where `before` is known to
    be `clean`, nothing in it can have been made per request, and what differs is left out, but for paragraphs that it
    has, too: of these some words have come to be made per request, and they are as they were.
    """
    first, second = _in_both(first, second)
    other = [line_form(p) for p in second.paragraphs]
    lasting = _lasting([line_form(p) for p in first.paragraphs], other)
    if labels := _labels_of_drawn(before, first, lasting):
        first = _less(first, labels)
        lasting = _lasting([line_form(p) for p in first.paragraphs], other)
    title = first.title
    if compare_form(first.title) != compare_form(second.title):
        title = before.title
    kept = _known(before, first, second, lasting) if clean else _merge(before, first, lasting)
    pairs = list(kept)
    slots = tuple(slot for _, slot in pairs) if first.slots or before.slots else ()
    lead = first.standfirst
    if compare_form(first.standfirst) != compare_form(second.standfirst):
        lead = before.standfirst
    return replace(first, title=title, standfirst=lead, paragraphs=tuple(text for text, _ in pairs), slots=slots)


def _labels_of_drawn(before: Article, first: Article, lasting: set[int]) -> set[int]:
    """Short lines that last, in elements of a kind that the article had nothing in, and in which all else is drawn at
    each request: what stands there is called "Advertisement", in any language."""
    known = set(before.slots)
    homes: dict[int, list[int]] = defaultdict(list)
    for j in range(len(first.slots)):
        if first.slot(j) not in known:
            homes[first.slot(j)].append(j)
    found: set[int] = set()
    for places in homes.values():
        stay = [j for j in places if j in lasting]
        if len(stay) < len(places) and all(_is_bare_label(first.paragraphs[j]) for j in stay):
            found.update(stay)
    return found


def _is_bare_label(text: str) -> bool:
    return is_label(line_form(text)) and not SENTENCE_END.search(text)


def _less(article: Article, out: set[int]) -> Article:
    kept = [j for j in range(len(article.paragraphs)) if j not in out]
    return replace(
        article,
        paragraphs=tuple(article.paragraphs[j] for j in kept),
        slots=tuple(article.slot(j) for j in kept) if article.slots else (),
    )


def is_like_noise(before: Article, after: Article) -> bool:
    """Whether two states differ as they do by a label that comes and goes: by a few words inside of one paragraph, or
    by a short line of its own."""
    gone, come = _unlike(before.paragraphs, after.paragraphs)
    if (len(gone), len(come)) == (1, 1):
        return bool(words_of_both(gone[0], come[0]))
    return len(gone) + len(come) == 1 and len((*gone, *come)[0]) <= LONGEST_LABEL


def _unlike(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What stands between the like paragraphs at the beginning of two texts and those at their end."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and _read_alike(old[start], new[start]):
        start += 1
    end = 0
    while end < shorter - start and _read_alike(old[-1 - end], new[-1 - end]):
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def _read_alike(one: str, other: str) -> bool:
    return one == other or line_form(one) == line_form(other)


def _in_both(first: Article, second: Article) -> tuple[Article, Article]:
    """Two fetches, whose paragraphs are without words that stand inside of one of them only (a label, say).

    Words that stand in place of others are no such: a paragraph that says other things each time is made per request.
    """
    texts = [list(article.paragraphs) for article in (first, second)]
    forms = [[line_form(text) for text in each] for each in texts]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, forms[0], forms[1], autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        done: set[int] = set()
        for i, j in ((i1 + i, j1 + j) for i, j in near_pairs(forms[0][i1:i2], forms[1][j1:j2])):
            if i in done or is_label(forms[0][i]) or is_label(forms[1][j]):
                continue
            if words := words_of_both(texts[0][i], texts[1][j]):
                texts[0][i] = texts[1][j] = words
                done.add(i)
    return replace(first, paragraphs=tuple(texts[0])), replace(second, paragraphs=tuple(texts[1]))


def has_noise(first: Article, second: Article) -> bool:
    """Whether two fetches made moments apart have unlike texts. An unlike headline is drawn from a few, by that page
    alone: it says nothing of what the site mixes into its texts."""
    ours, theirs = ([line_form(p) for p in a.paragraphs] for a in (first, second))
    return ours != theirs


def reads_otherwise(first: Article, second: Article) -> bool:
    return has_noise(first, second) or compare_form(first.title) != compare_form(second.title)


def _lasting(first: list[str], second: list[str]) -> set[int]:
    """What stands in both in the same order.

    Paragraphs that stand once are laid beside each other first, and what is short or stands twice only between them:
    a label that moves past paragraphs never costs one of them.
    """
    anchors = _anchors(first, second)
    lasting = {i for i, _ in anchors}
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *anchors, (len(first), len(second))]):
        lasting |= {i1 + 1 + i for i, _ in _equal(first[i1 + 1 : i2], second[j1 + 1 : j2])}
    return lasting


def _anchors(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    once = {text for text, count in Counter(first).items() if count == 1 and len(text) > SHORT}
    once &= {text for text, count in Counter(second).items() if count == 1}
    ours, theirs = ([i for i, text in enumerate(each) if text in once] for each in (first, second))
    pairs = _equal([first[i] for i in ours], [second[j] for j in theirs])
    return [(ours[i], theirs[j]) for i, j in pairs]


def _equal(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    """As many equal texts in the same order as there are."""
    steps = (step for step in Indel.opcodes(first, second) if step.tag == "equal")
    return [(step.src_start + n, step.dest_start + n) for step in steps for n in range(step.src_end - step.src_start)]


def _known(before: Article, first: Article, second: Article, lasting: set[int]) -> Iterator[tuple[str, int]]:
    """What lasts, and what `before` has in other words, in the order of `first`."""
    here = {line_form(first.paragraphs[j]) for j in lasting}
    gone, others = ([p for p in each.paragraphs if line_form(p) not in here] for each in (before, second))
    drawn = [j for j in range(len(first.paragraphs)) if j not in lasting]
    wordings = _wordings([first.paragraphs[j] for j in drawn], gone, others) if gone and others else {}
    known = {drawn[place]: text for place, text in wordings.items()}
    for j, text in enumerate(first.paragraphs):
        if j in lasting or j in known:
            yield known.get(j, text), first.slot(j)


def _wordings(ones: Sequence[str], gone: Sequence[str], others: Sequence[str]) -> dict[int, str]:
    """The paragraphs, by their places, of which both an earlier wording and another fetch's is there: as they were."""
    earlier = _nearest(ones, gone)
    second = _nearest([ones[i] for i in earlier], others)
    pairs = {i: second[place] for place, i in enumerate(earlier) if place in second}
    told = {i: put_back(gone[earlier[i]], ones[i], others[j]) for i, j in pairs.items()}
    return {i: text for i, text in told.items() if text}


def _nearest(ones: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """For each paragraph the first other wording of it that is no other's yet."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in near_pairs(ones, others):
        if i not in found and j not in taken and is_same_but_for_words(ones[i], others[j]):
            found[i] = j
            taken.add(j)
    return found


def _merge(before: Article, first: Article, lasting: set[int]) -> Iterator[tuple[str, int]]:
    old = [line_form(p) for p in before.paragraphs]
    new = [line_form(p) for p in first.paragraphs]
    here = {new[j] for j in lasting}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((first.paragraphs[j], first.slot(j)) for j in range(j1, j2))
            continue
        stable = [j for j in range(j1, j2) if j in lasting]
        gone = [i for i in range(i1, i2) if old[i] not in here]  # what stands elsewhere now only moved
        replaced = _replaced([old[i] for i in gone], [new[j] for j in stable], (j2 - j1) - len(stable))
        kept = iter([gone[offset] for offset in replaced])
        for j in range(j1, j2):
            if j in lasting:
                yield first.paragraphs[j], first.slot(j)
            elif (i := next(kept, None)) is not None:
                yield before.paragraphs[i], before.slot(i)
        yield from ((before.paragraphs[i], before.slot(i)) for i in kept)


def _replaced(old: list[str], stable: list[str], noisy: int) -> list[int]:
    """Offsets of up to `noisy` paragraphs before that are no earlier wording of a lasting one."""
    strangers = (offset for offset, text in enumerate(old) if not resembles_any(text, stable))
    return list(islice(strangers, noisy))
