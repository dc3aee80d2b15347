"""What is still on the page was not taken out of it: what only another way of reading finds, or finds no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from unicodedata import is_normalized

from crawler.model import Article
from crawler.recorder.wording import is_wording
from crawler.regions.article.corrections import is_note
from crawler.regions.article.measures import SENTENCE_END
from crawler.text import compare_form, line_form

_MOST_MOVED = 50  # of the paragraphs that came, so many may be one that was moved or overlooked, and edited at once
_LINE = 120  # characters
_MOST_GROWTH = 20  # times: one Arabic ligature is spelt out in 18 letters


def still_there(before: Article, after: Article, texts: Sequence[str], below: Collection[str] = ()) -> Article:
    """`after`, with paragraphs of `before` put back that still stand on the page.

    A paragraph that is read as body one time and not the next (its element was renamed, a box moved beside it) was
    read otherwise; it was not edited. `texts`: those of the page that do not belong to its site, in its order; `below`:
    those that only stand in other articles, which follow on the page: of a paragraph that has other words now they
    say nothing, though one of them, printed twice, may have the old ones. Nor do they of one that is gone where the
    whole story follows once more.
    """
    old = [line_form(p) for p in before.paragraphs]
    new = [line_form(p) for p in after.paragraphs]
    here = frozenset(new)
    missing = set(Counter(old) - Counter(new))
    if not missing or not _stand_in(texts, missing):
        return after
    strange = set(map(line_form, below))
    places = _places(texts, missing & strange, new)
    copies = _overlooked_copies(old, new, texts)
    known = frozenset(old)
    came = [form for form in new if form not in known][:_MOST_MOVED]
    reworded = dict(_reworded(old, here, places, texts))
    found: list[tuple[str, str, int]] = []  # comparison form, text, slot
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        coming = [(new[j], after.paragraphs[j], after.slot(j)) for j in range(j1, j2)]
        gone = (i for i in range(i1, i2) if tag != "equal" and (old[i] not in here or old[i] in copies))
        back = [i for i in gone if old[i] in places]
        back = [i for i in back if old[i] not in strange or not _edited(old[i : i + 1], [*new[j1:j2], *came])]
        coming += [(old[i], before.paragraphs[i], before.slot(i)) for i in back]
        coming += [(line_form(reworded[i]), reworded[i], before.slot(i)) for i in range(i1, i2) if i in reworded]
        if back and all(form in places and form not in copies for form, _, _ in coming):
            coming.sort(key=lambda piece: places[piece[0]])
        found += coming
    pairs = [(text, slot) for _, text, slot in found]
    slots = tuple(slot for _, slot in pairs) if after.slots or before.slots else ()
    return replace(after, paragraphs=tuple(text for text, _ in pairs), slots=slots)


def _places(texts: Sequence[str], gone: Collection[str], new: Sequence[str]) -> dict[str, int]:
    """Where each text stands on the page; `gone`: what only stands in other articles below, and does not count where
    the whole story (`new`) follows once more, unless the page has other words for it."""
    places = {line_form(text): place for place, text in enumerate(texts)}
    if gone and _follows_again(new, texts):
        read = frozenset(new).union(gone)
        unread = [form for form in places if form not in read][:_MOST_MOVED]
        for form in gone:
            if not _edited([form], unread):
                del places[form]
    return places


def _follows_again(new: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether most of a story's paragraphs stand on the page once more."""
    stands = Counter(map(line_form, texts))
    return 2 * sum(stands[form] > 1 for form in set(new)) > len(new)


def _overlooked_copies(old: Sequence[str], new: Sequence[str], texts: Sequence[str]) -> frozenset[str]:
    """What is read less often than it was, and stands on the page as often: a text that says what a box of it says."""
    before, after = Counter(old), Counter(new)
    fewer = {form for form in after if after[form] < before[form]}
    stands = Counter(form for text in texts if (form := line_form(text)) in fewer) if fewer else Counter()
    return frozenset(form for form in fewer if stands[form] >= before[form])


def with_its_lead(before: Article, after: Article, texts: Sequence[str]) -> Article:
    """`after`, with the standfirst of `before` where none, or only a part of it, is read any more and all its words
    still stand on the page: an advertisement between its lines, or another markup around them, takes nothing out.

    Where that part stands on the page by itself, the whole one elsewhere (in a summary, say) is another text.
    """
    old, new = compare_form(before.standfirst), compare_form(after.standfirst)
    if not old or new == old or new not in old:
        return after
    body = set(after.paragraphs)  # a line that went there was moved
    apart = [text for text in texts if old not in compare_form(text)]
    if not new or not _stands_in_lines(new, [text for text in apart if text not in body]):
        apart = list(texts)
    own = [text for text in apart if text not in body]
    still = old in compare_form(" ".join(apart)) or _stands_in_lines(old, own)
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
        if (found := next((other for other in between if is_wording(text, line_form(other))), None)) is not None:
            yield i, found


def _stand_in(texts: Sequence[str], missing: Collection[str]) -> bool:
    """Whether one of the `missing` forms is that of one of the texts."""
    shortest = min(map(len, missing))
    return any(line_form(text) in missing for text in texts if longest_form(text) >= shortest)


def longest_form(text: str) -> int:
    """So many characters at most has the `line_form` of a text. Only compatibility characters are spelt out in many."""
    return len(text) * (2 if text.isascii() or is_normalized("NFKC", text) else _MOST_GROWTH)


def as_read_now(
    before: Article, after: Article, by_then: Article | None = None, *, lines_only: bool = False
) -> Article:
    """`before`, with what only another way of reading finds in `after`, or finds no more. `by_then`: the page as the
    way of then reads it: what that finds, too, and `before` has not, is new. `lines_only`: of the text only lines, such
    as boxes have: sentences were put in, or taken out.

    For states read with unlike templates: a byline or standfirst that only one of them has was found, or missed, in
    the other markup. A paragraph that came, or went, but does not stand where those stand that stayed, came or went
    with the markup. One that is another wording of one that went was edited, wherever it stands.
    """
    authors = before.authors if before.authors and after.authors else after.authors
    standfirst = before.standfirst if before.standfirst and after.standfirst else after.standfirst
    old = [line_form(text) for text in before.paragraphs]
    new = [line_form(text) for text in after.paragraphs]
    kept = set(old) & set(new)
    found_then = set(map(line_form, by_then.paragraphs)) if by_then else set()
    if lines_only:
        found_then.update(form for form, text in zip(new, after.paragraphs, strict=True) if not _is_line(text))
    homes_before = {before.slot(i) for i, text in enumerate(old) if text in kept}
    homes_after = {after.slot(j) for j, text in enumerate(new) if text in kept}
    pairs: list[tuple[str, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        edited = _edited(old[i1:i2], new[j1:j2]) if tag == "replace" else set()
        own = (
            i
            for i in range(i1, i2)
            if not kept
            or old[i] in kept
            or old[i] in edited
            or before.slot(i) in homes_before
            or (lines_only and not _is_line(before.paragraphs[i]))
        )
        pairs.extend((before.paragraphs[i], before.slot(i)) for i in own)
        if tag != "equal" and kept:
            mine = kept | edited | found_then
            strangers = (j for j in range(j1, j2) if new[j] not in mine and after.slot(j) not in homes_after)
            pairs.extend((after.paragraphs[j], after.slot(j)) for j in strangers)
    return replace(
        before,
        authors=authors,
        standfirst=standfirst,
        paragraphs=tuple(text for text, _ in pairs),
        slots=tuple(slot for _, slot in pairs) if before.slots or after.slots else (),
    )


def _is_line(text: str) -> bool:
    return len(text) <= _LINE and not SENTENCE_END.search(text) and not is_note(text)


def _edited(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Of what stands in one place before and after, the paragraphs that are wordings of each other."""
    pairs = [(one, other) for one in old for other in new if is_wording(one, other)]
    return {text for pair in pairs for text in pair}
