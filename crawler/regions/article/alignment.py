"""Two texts paragraph by paragraph, then sentence by sentence, then word by word: the passages that differ.

1. Paragraphs that are equal (a longest common subsequence) are set aside, and so are those that only moved.
2. In each gap the sentences are aligned in the same way, so that splitting or joining paragraphs is no difference.
3. In what is left, sentences that share half of their words are paired and compared word by word.
4. What came and what went is joined again to runs of a paragraph; a sentence that came elsewhere than it went moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crawler.classes import dataclass
from crawler.regions.article.moves import MOST_SOUGHT, Event, Sentence, find_moves
from crawler.regions.article.quotes import quoted_tokens
from crawler.regions.edits import Edit, Words, edits, words_of
from crawler.regions.sequences import Gap, gaps, in_order, similar_pairs
from crawler.text import compare_form, relative_spans, sentences, without_relative_times

# Sentences that share less than this of their words, in order, are two sentences.
_ALIKE = 0.45
# Gaps larger than this (characters of both sides) are told as one replacement: nobody reads them word by word.
_BULK = 600_000
_LONG_SENTENCE = 1_500
_LIKE_SIZED = 4  # times; beyond it the two have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Passage:
    """A difference that a person can read. Where both sides are alike, `words` are their words, `edits` what
    changed in them, and `quotes` which of their tokens stand inside quotation marks."""

    op: str  # insert | delete | replace | move
    before: str
    after: str
    edits: tuple[Edit, ...] = ()
    words: tuple[Words, Words] | None = None
    quotes: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def read_form(text: str) -> str:
    """The form in which passages of a body are compared: relative times are left out."""
    return compare_form(without_relative_times(text))


class Forms:
    """Compare forms, each text's worked out once: most paragraphs stand on both sides."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        form = self._known.get(text)
        if form is None:
            form = self._known[text] = read_form(text)
        return form

    def are_equal(self, one: str, other: str) -> bool:
        return one == other or self.of(one) == self.of(other)


def align(before: Sequence[str], after: Sequence[str]) -> list[Passage]:
    """The passages in which two lists of paragraphs differ in words, in reading order of `after`."""
    forms = Forms()
    found = paragraph_gaps(before, after, forms)
    moved = _moved_paragraphs(before, after, found, forms)
    events: list[Event] = []
    for number, gap in enumerate(found):
        events += _gap_events(before, after, gap, moved, forms, number)
    find_moves(events)
    return [passage for event in _joined(events) for passage in _passages(event, before, after)]


def paragraph_gaps(before: Sequence[str], after: Sequence[str], forms: Forms) -> list[Gap]:
    """The gaps between paragraphs of equal form. Most of a text stands as it stood: of that no form is needed."""
    shorter, head, tail = min(len(before), len(after)), 0, 0
    while head < shorter and forms.are_equal(before[head], after[head]):
        head += 1
    while tail < shorter - head and forms.are_equal(before[-1 - tail], after[-1 - tail]):
        tail += 1
    rows, columns = before[head : len(before) - tail], after[head : len(after) - tail]
    found = gaps([forms.of(text) for text in rows], [forms.of(text) for text in columns])
    return [Gap(*(place + head for place in gap)) for gap in found]


def _moved_paragraphs(
    before: Sequence[str], after: Sequence[str], found: Sequence[Gap], forms: Forms
) -> dict[int, int]:
    """Paragraphs of `after` (keys) that stood elsewhere in `before` (values)."""
    if sum(gap.j2 - gap.j1 for gap in found) > MOST_SOUGHT:
        return {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for gap in reversed(found):
        for i in range(gap.i2 - 1, gap.i1 - 1, -1):
            waiting[forms.of(before[i])].append(i)
    moved = {}
    for gap in found:
        for j in range(gap.j1, gap.j2):
            if sources := waiting.get(forms.of(after[j])):
                moved[j] = sources.pop()
    return moved


def _gap_events(
    before: Sequence[str], after: Sequence[str], gap: Gap, moved: dict[int, int], forms: Forms, number: int
) -> Iterator[Event]:
    sources = set(moved.values())
    rows = [i for i in range(gap.i1, gap.i2) if i not in sources]
    columns = [j for j in range(gap.j1, gap.j2) if j not in moved]
    for j in range(gap.j1, gap.j2):
        if j in moved:
            i = moved[j]
            source, target = (Sentence(t, forms.of(t), at, 0) for t, at in ((before[i], i), (after[j], j)))
            yield Event([source], [target], "move", number)
    if sum(len(before[i]) for i in rows) + sum(len(after[j]) for j in columns) > _BULK:
        yield from _bulk(before, after, rows, columns, number)
        return
    gone = [sentence for i in rows for sentence in _cut(before[i], i, forms)]
    came = [sentence for j in columns for sentence in _cut(after[j], j, forms)]
    yield from _sentence_events(gone, came, number)


def _bulk(
    before: Sequence[str], after: Sequence[str], rows: Sequence[int], columns: Sequence[int], number: int
) -> Iterator[Event]:
    gone = [Sentence(before[i], "", i, 0) for i in rows]
    came = [Sentence(after[j], "", j, 0) for j in columns]
    yield Event(gone, came, "bulk", number)


def _cut(text: str, paragraph: int, forms: Forms) -> Iterator[Sentence]:
    at = 0
    for sentence in sentences(text):
        for piece in _bounded(sentence):
            form = forms.of(piece)
            if form:
                yield Sentence(piece, form, paragraph, at)
            at += len(piece)


def _bounded(sentence: str) -> Iterator[str]:
    """Pieces of a "sentence" that is too long for one, cut where it has spaces."""
    while len(sentence) > _LONG_SENTENCE:
        cut = sentence.find(" ", _LONG_SENTENCE // 2, _LONG_SENTENCE) + 1 or _LONG_SENTENCE
        yield sentence[:cut]
        sentence = sentence[cut:]
    yield sentence


def _sentence_events(gone: list[Sentence], came: list[Sentence], number: int) -> Iterator[Event]:
    one, other = (read_form(" ".join(s.text for s in side)) for side in (gone, came))
    if one == other:
        return
    for gap in gaps([s.form for s in gone], [s.form for s in came]):
        yield from _pair_events(gone[gap.i1 : gap.i2], came[gap.j1 : gap.j2], number)


def _pair_events(gone: list[Sentence], came: list[Sentence], number: int) -> Iterator[Event]:
    before: list[Words] = []
    after: list[Words] = []
    pairs: list[tuple[int, int]] = []
    if gone and came:
        before, after = [words_of(s.text) for s in gone], [words_of(s.text) for s in came]
        scores = similar_pairs([words.keys for words in before], [words.keys for words in after], _ALIKE)
        pairs = in_order(scores, len(gone), len(came))
    i = j = 0
    for row, column in [*pairs, (len(gone), len(came))]:
        yield from (Event(gone=[sentence], gap=number) for sentence in gone[i:row])
        yield from (Event(came=[sentence], gap=number) for sentence in came[j:column])
        if row < len(gone):
            yield Event([gone[row]], [came[column]], "pair", number, (before[row], after[column]))
        i, j = row + 1, column + 1


def _joined(events: list[Event]) -> list[Event]:
    """Runs of a paragraph put together: sentences that went, that came, or that moved side by side. A run that
    went and one of like size that came in its place are a replacement."""
    runs: list[Event] = []
    for event in events:
        if event.kind == "spent":
            continue
        if runs and _continues(runs[-1], event):
            runs[-1].gone += event.gone
            runs[-1].came += event.came
        else:
            runs.append(event)
    joined: list[Event] = []
    for run in runs:
        if joined and _replaces(joined[-1], run):
            joined[-1].came = run.came
        else:
            joined.append(run)
    return joined


def _continues(last: Event, event: Event) -> bool:
    if last.kind != event.kind or last.gap != event.gap or event.kind in {"pair", "bulk"}:
        return False
    if bool(last.gone) != bool(event.gone) or bool(last.came) != bool(event.came):
        return False
    return _follows(last.gone, event.gone) and _follows(last.came, event.came)


def _follows(run: list[Sentence], more: list[Sentence]) -> bool:
    if not run or not more:
        return True
    last, following = run[-1], more[0]
    return last.paragraph == following.paragraph and last.start + len(last.text) == following.start


def _replaces(last: Event, event: Event) -> bool:
    if last.gap != event.gap or not last.kind == event.kind == "loose" or last.came or event.gone:
        return False
    one, other = sum(len(s.text) for s in last.gone), sum(len(s.text) for s in event.came)
    return max(one, other) <= _LIKE_SIZED * min(one, other)


def _passages(event: Event, before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    one, other = _text(event.gone), _text(event.came)
    op = "move" if event.kind == "move" else "replace"
    if not event.gone or not event.came:
        op = "delete" if event.gone else "insert"
    if event.kind not in {"pair", "move"} or (event.kind == "move" and read_form(one) == read_form(other)):
        yield Passage(op, one, other)
        return
    first, second = event.gone[0], event.came[0]
    words = event.words or (words_of(one), words_of(other))
    quotes = (
        quoted_tokens(words[0], before[first.paragraph], first.start),
        quoted_tokens(words[1], after[second.paragraph], second.start),
    )
    changes = tuple(edits(*words))
    if changes or op == "move" or not any(map(relative_spans, (one, other))):
        yield Passage(op, one, other, changes, words, quotes)


def _text(run: Sequence[Sentence]) -> str:
    """The run as it stands in its paragraphs; several paragraphs are joined by a blank line."""
    pieces: list[str] = []
    for at, sentence in enumerate(run):
        glued = at > 0 and run[at - 1].paragraph == sentence.paragraph
        if glued:
            pieces[-1] += sentence.text
        else:
            pieces.append(sentence.text)
    return "\n\n".join(piece.strip() for piece in pieces)
