"""Plain-text captures have no containers: what they share is the run at the head and the lists at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from crawler.model import Document
from crawler.template.model import Marks
from crawler.text import compare_form

# A line of the head may differ between captures that are minutes apart; two in a row are a title and its text.
_GAP = 1
# Two captures are of different pages where one has a run of at least so many lines, and such a share of all its
# lines, that the other has not; edits of one page are scattered and short.
_OWN_RUN = 3
_OWN_SHARE = 0.08
MAX_HEAD = 200
# What the site's pages share stands on at least this part of those of a batch.
_SHARED = 0.25


def common_lines(documents: Sequence[Document]) -> frozenset[str]:
    """Lines that stand on several *different* pages of the batch, in comparison form.

    Of many pages two or three may well bear the same note: that makes it no line of the site's.
    """
    pages: list[list[str]] = []
    for lines in sorted([compare_form(b.text) for b in d.blocks] for d in documents):
        if lines and all(_differ(lines, other) for other in pages):
            pages.append(lines)
    counts = Counter(line for lines in pages for line in set(lines))
    least = max(2, _SHARED * len(pages))
    return frozenset(line for line, count in counts.items() if count >= least)


def _differ(lines: Sequence[str], other: Sequence[str]) -> bool:
    return _has_own_text(lines, frozenset(other)) and _has_own_text(other, frozenset(lines))


def _has_own_text(lines: Sequence[str], other: frozenset[str]) -> bool:
    longest = run = own = 0
    for line in lines:
        run = 0 if line in other else run + 1
        own += line not in other
        longest = max(longest, run)
    return longest >= _OWN_RUN and own >= _OWN_SHARE * len(lines)


def text_marks(
    document: Document, known: frozenset[str], learned_head: int, listed: frozenset[int] = frozenset()
) -> Marks:
    """The head run and the foot run of a text capture.

    `known` holds lines that other pages or the site's regions have now; `learned_head` is the length that the head
    had before: a line that rotated at its end, or a head that rotated as a whole, is told by it. `listed` are the
    blocks of the ranked lists, which belong to the site whatever they say. What they say is not asked for elsewhere: a
    headline is none of the site's lines for having stood in a list.
    """
    lines = [compare_form(block.text) for block in document.blocks]
    flags = _flags(lines, known, listed)
    head = _run(flags)
    if head != learned_head:
        head = _without_title(lines, head, flags)
    if learned_head and head < learned_head <= len(lines) - 2:
        head = learned_head
    foot = _run(flags[head:][::-1])
    if head + foot >= len(lines):
        foot = 0  # nothing but shared lines: not a page of its own
    return Marks(shared=frozenset((*range(head), *range(len(lines) - foot, len(lines)))))


def _flags(lines: Sequence[str], known: frozenset[str], listed: frozenset[int]) -> list[bool]:
    return [index in listed or line in known for index, line in enumerate(lines)]


def foot_lines(document: Document, labels: Sequence[str]) -> frozenset[str]:
    """The lines below the lists that a text capture ends with, which other pages have, too, in comparison form.
    `labels` are those of the blocks."""
    lists = max((at for at, label in enumerate(labels) if label.startswith("list:")), default=len(labels))
    rest = labels[lists + 1 :]
    if any(label != "shared" for label in rest):
        return frozenset()
    return frozenset(compare_form(block.text) for block in document.blocks[lists + 1 :])


def _without_title(lines: Sequence[str], head: int, flags: Sequence[bool]) -> int:
    """`head`, less the headline: it is known, too, where the article stands in the site's lists at the foot, or in the
    head itself."""
    if not head:
        return 0
    foot = _run(flags[head:][::-1])
    return head - 1 if lines[head - 1] in (*lines[: head - 1], *lines[len(lines) - foot :]) else head


def _run(flags: Sequence[bool]) -> int:
    """Length of the run of known lines at the start; single strangers inside it belong to it."""
    length = 0
    for index, is_known in enumerate(flags[:MAX_HEAD]):
        if is_known:
            length = index + 1
        elif index - length >= _GAP:
            break
    return length


def head_length(documents: Sequence[Document], known: frozenset[str], listed: Sequence[frozenset[int]] = ()) -> int:
    """The usual length of the head run, 0 where captures do not share one. `listed`: the blocks of the ranked lists,
    parallel to `documents`."""
    runs = []
    for document, of_lists in zip(documents, listed or [frozenset[int]()] * len(documents), strict=True):
        lines = [compare_form(block.text) for block in document.blocks]
        flags = _flags(lines, known, of_lists)
        runs.append(_without_title(lines, _run(flags), flags))
    runs = [run for run in runs if run]
    return median_low(runs) if len(runs) > 1 else 0
