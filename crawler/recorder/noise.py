"""An edit stands in two fetches made moments apart; what is made per request does not. And what is still on the
page was not taken out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from unicodedata import is_normalized

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from crawler.model import Article
from crawler.text import compare_form, line_form

# A paragraph before that resembles a lasting one after by this much (0-100) is its earlier wording.
_SAME_PARAGRAPH = 60
# Longer lines are sentences: in these a figure that differs is worth another look.
_LONGEST_SHAPE = 120
_MOST_GROWTH = 20  # times: one Arabic ligature is spelt out in 18 letters
# Labels inside of paragraphs have few words; what is shorter (characters) or longer is not looked through for them.
_SHORT = 40
_FEW_WORDS = 4
_MOST_WORDS = 600
_KEPT_WORDS = 0.8
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def without_noise(before: Article, first: Article, second: Article, *, clean: bool = False) -> Article:
    """`first`, in which whatever `second` does not have is put back to what `before` had in its place.

    Equal to `before` (in comparison form) where all that differed was made per request. Where `before` is known to
    be `clean`, nothing in it can have been made per request, and what differs is simply left out.
    """
    first, second = _in_both(first, second)
    lasting = _lasting([line_form(p) for p in first.paragraphs], [line_form(p) for p in second.paragraphs])
    title = first.title
    if compare_form(first.title) != compare_form(second.title):
        title = before.title
    if clean:
        pairs = [(first.paragraphs[j], _slot(first, j)) for j in sorted(lasting)]
    else:
        pairs = list(_merge(before, first, lasting))
    slots = tuple(slot for _, slot in pairs) if first.slots or before.slots else ()
    lead = first.standfirst
    if compare_form(first.standfirst) != compare_form(second.standfirst):
        lead = before.standfirst
    return replace(first, title=title, standfirst=lead, paragraphs=tuple(text for text, _ in pairs), slots=slots)


def still_there(before: Article, after: Article, texts: Sequence[str], below: Collection[str] = ()) -> Article:
    """`after`, with paragraphs of `before` put back that still stand on the page.

    A paragraph that is read as body one time and not the next (its element was renamed, a box moved beside it) was
    read otherwise; it was not edited. `texts`: those of the page that do not belong to its site, in its order; `below`:
    those that only stand in other articles, which follow on the page: of a paragraph that has other words now they
    say nothing, though one of them, printed twice, may have the old ones.
    """
    old = [line_form(p) for p in before.paragraphs]
    new = [line_form(p) for p in after.paragraphs]
    here = frozenset(new)
    missing = {text for text in old if text not in here}
    if not missing or not _stand_in(texts, missing):
        return after
    places = {line_form(text): place for place, text in enumerate(texts)}
    strange = set(map(line_form, below))
    reworded = dict(_reworded(old, here, places, texts))
    found: list[tuple[str, str, int]] = []  # comparison form, text, slot
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        coming = [(new[j], after.paragraphs[j], _slot(after, j)) for j in range(j1, j2)]
        back = [i for i in range(i1, i2) if tag != "equal" and old[i] in places and old[i] not in here]
        back = [i for i in back if old[i] not in strange or not _edited(old[i : i + 1], new[j1:j2])]
        coming += [(old[i], before.paragraphs[i], _slot(before, i)) for i in back]
        coming += [(line_form(reworded[i]), reworded[i], _slot(before, i)) for i in range(i1, i2) if i in reworded]
        if back and all(form in places for form, _, _ in coming):
            coming.sort(key=lambda piece: places[piece[0]])
        found += coming
    pairs = [(text, slot) for _, text, slot in found]
    slots = tuple(slot for _, slot in pairs) if after.slots or before.slots else ()
    return replace(after, paragraphs=tuple(text for text, _ in pairs), slots=slots)


def with_its_lead(before: Article, after: Article, texts: Sequence[str]) -> Article:
    """`after`, with the standfirst of `before` where none, or only a part of it, is read any more and all its words
    still stand on the page: an advertisement between its lines, or another markup around them, takes nothing out."""
    old, new = compare_form(before.standfirst), compare_form(after.standfirst)
    if not old or new == old or new not in old:
        return after
    body = set(after.paragraphs)  # a line that went there was moved
    still = old in compare_form(" ".join(texts)) or _stands_in_lines(old, [text for text in texts if text not in body])
    return replace(after, standfirst=before.standfirst) if still else after


def _stands_in_lines(form: str, texts: Sequence[str]) -> bool:
    """Whether a form is made up of whole texts, one after the other, with whatever between them."""
    rest = form
    for text in texts:
        if rest and (line := compare_form(text)):
            rest = rest.removeprefix(line).lstrip()
    return not rest


def _reworded(
    old: Sequence[str], here: frozenset[str], places: Mapping[str, int], texts: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Of the paragraphs that are neither read nor on the page as they were, those that stand on it in other words,
    right between two that are on it and were not read either: what was overlooked there was edited, not taken out."""
    for i in range(1, len(old) - 1):
        before, text, after = old[i - 1 : i + 2]
        if {before, text, after} & here or text in places or before not in places or after not in places:
            continue
        between = texts[places[before] + 1 : places[after]]
        if (found := next((other for other in between if _is_wording(text, line_form(other))), None)) is not None:
            yield i, found


def _stand_in(texts: Sequence[str], missing: Collection[str]) -> bool:
    """Whether one of the `missing` forms is that of one of the texts."""
    shortest = min(map(len, missing))
    return any(line_form(text) in missing for text in texts if longest_form(text) >= shortest)


def longest_form(text: str) -> int:
    """So many characters at most has the `line_form` of a text. Only compatibility characters are spelt out in many."""
    return len(text) * (2 if text.isascii() or is_normalized("NFKC", text) else _MOST_GROWTH)


def as_read_now(before: Article, after: Article) -> Article:
    """`before`, with what only another way of reading finds in `after`, or finds no more.

    For states read with unlike templates: a byline or standfirst that only one of them has was found, or missed, in
    the other markup. A paragraph that came, or went, but does not stand where those stand that stayed, came or went
    with the markup. One that is another wording of one that went was edited, wherever it stands.
    """
    authors = before.authors if before.authors and after.authors else after.authors
    standfirst = before.standfirst if before.standfirst and after.standfirst else after.standfirst
    old = [line_form(text) for text in before.paragraphs]
    new = [line_form(text) for text in after.paragraphs]
    kept = set(old) & set(new)
    homes_before = {_slot(before, i) for i, text in enumerate(old) if text in kept}
    homes_after = {_slot(after, j) for j, text in enumerate(new) if text in kept}
    pairs: list[tuple[str, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        edited = _edited(old[i1:i2], new[j1:j2]) if tag == "replace" else set()
        own = (
            i
            for i in range(i1, i2)
            if not kept or old[i] in kept or old[i] in edited or _slot(before, i) in homes_before
        )
        pairs.extend((before.paragraphs[i], _slot(before, i)) for i in own)
        if tag != "equal" and kept:
            mine = kept | edited
            strangers = (j for j in range(j1, j2) if new[j] not in mine and _slot(after, j) not in homes_after)
            pairs.extend((after.paragraphs[j], _slot(after, j)) for j in strangers)
    return replace(
        before,
        authors=authors,
        standfirst=standfirst,
        paragraphs=tuple(text for text, _ in pairs),
        slots=tuple(slot for _, slot in pairs) if before.slots or after.slots else (),
    )


def _edited(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Of what stands in one place before and after, the paragraphs that are wordings of each other."""
    pairs = [(one, other) for one in old for other in new if _is_wording(one, other)]
    return {text for pair in pairs for text in pair}


def _is_wording(one: str, other: str) -> bool:
    return min(len(one), len(other)) > _SHORT and fuzz.ratio(one, other, score_cutoff=_SAME_PARAGRAPH) > 0


def shape(text: str) -> str:
    """A line with every figure as 0: counters, prices and clocks keep their shape when they turn."""
    return _DIGITS.sub("0", line_form(text)) if len(text) <= _LONGEST_SHAPE else ""


def turning_shapes(first: Article, second: Article) -> set[str]:
    """Shapes of the lines in which two fetches made moments apart differ by figures alone."""
    ours, theirs = ({line_form(p) for p in article.paragraphs} for article in (first, second))
    shapes = [{found for line in lines if (found := shape(line)) != line} for lines in (ours - theirs, theirs - ours)]
    return (shapes[0] & shapes[1]) - {""}


def passing_lines(first: Article, second: Article) -> set[str]:
    """Lines, in comparison form, that one of two fetches made moments apart has and the other has not."""
    ours, theirs = ({line_form(p) for p in each.paragraphs if len(p) <= _LONGEST_SHAPE} for each in (first, second))
    return (ours ^ theirs) - {""}


def without_shapes(article: Article, shapes: Collection[str]) -> Article:
    """`article` without the lines that are known to be made per request, whatever their figures."""
    if not shapes:
        return article
    keep = [i for i, text in enumerate(article.paragraphs) if shape(text) not in shapes]
    if len(keep) == len(article.paragraphs):
        return article
    slots = tuple(_slot(article, i) for i in keep) if article.slots else ()
    return replace(article, paragraphs=tuple(article.paragraphs[i] for i in keep), slots=slots)


def is_like_noise(before: Article, after: Article) -> bool:
    """Whether two states differ as they do by a label that comes and goes: by a few words inside of one paragraph, or
    by a short line of its own."""
    gone, come = _unlike(before.paragraphs, after.paragraphs)
    if (len(gone), len(come)) == (1, 1):
        return bool(_common(gone[0], come[0]))
    return len(gone) + len(come) == 1 and len((*gone, *come)[0]) <= _LONGEST_SHAPE


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
        for i in range(i1, i2):
            like = (j for j in range(j1, j2) if min(len(forms[0][i]), len(forms[1][j])) > _SHORT)
            if found := next(((j, words) for j in like if (words := _common(texts[0][i], texts[1][j]))), None):
                texts[0][i] = texts[1][found[0]] = found[1]
    return replace(first, paragraphs=tuple(texts[0])), replace(second, paragraphs=tuple(texts[1]))


def _common(one: str, other: str) -> str:
    """What two wordings of a paragraph share, where each only has a few words more; "" where they are no such."""
    words = one.split(), other.split()
    if max(map(len, words)) > _MOST_WORDS or abs(len(words[0]) - len(words[1])) > _FEW_WORDS:
        return ""
    steps = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    if any(tag == "replace" or (tag != "equal" and i2 - i1 + j2 - j1 > _FEW_WORDS) for tag, i1, i2, j1, j2 in steps):
        return ""
    kept = [word for tag, i1, i2, _, _ in steps if tag == "equal" for word in words[0][i1:i2]]
    return " ".join(kept) if len(kept) >= _KEPT_WORDS * max(map(len, words)) else ""


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
    once = {text for text, count in Counter(first).items() if count == 1 and len(text) > _SHORT}
    once &= {text for text, count in Counter(second).items() if count == 1}
    ours, theirs = ([i for i, text in enumerate(each) if text in once] for each in (first, second))
    pairs = _equal([first[i] for i in ours], [second[j] for j in theirs])
    return [(ours[i], theirs[j]) for i, j in pairs]


def _equal(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    """As many equal texts in the same order as there are."""
    steps = (step for step in Indel.opcodes(first, second) if step.tag == "equal")
    return [(step.src_start + n, step.dest_start + n) for step in steps for n in range(step.src_end - step.src_start)]


def _merge(before: Article, first: Article, lasting: set[int]) -> Iterator[tuple[str, int]]:
    old = [line_form(p) for p in before.paragraphs]
    new = [line_form(p) for p in first.paragraphs]
    here = {new[j] for j in lasting}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((first.paragraphs[j], _slot(first, j)) for j in range(j1, j2))
            continue
        stable = [j for j in range(j1, j2) if j in lasting]
        gone = [i for i in range(i1, i2) if old[i] not in here]  # what stands elsewhere now only moved
        replaced = _replaced([old[i] for i in gone], [new[j] for j in stable], (j2 - j1) - len(stable))
        kept = iter([gone[offset] for offset in replaced])
        for j in range(j1, j2):
            if j in lasting:
                yield first.paragraphs[j], _slot(first, j)
            elif (i := next(kept, None)) is not None:
                yield before.paragraphs[i], _slot(before, i)
        yield from ((before.paragraphs[i], _slot(before, i)) for i in kept)


def _slot(article: Article, index: int) -> int:
    return article.slots[index] if index < len(article.slots) else 0


def _replaced(old: list[str], stable: list[str], noisy: int) -> list[int]:
    """Offsets of up to `noisy` paragraphs before that are no earlier wording of a lasting one."""
    strangers = [
        offset for offset, text in enumerate(old) if all(fuzz.ratio(text, other) < _SAME_PARAGRAPH for other in stable)
    ]
    return strangers[:noisy]
