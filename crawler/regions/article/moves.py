"""Sentences that went and came between two texts, and those among them that only moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import field

from crawler.classes import dataclass
from crawler.regions.edits import Words
from crawler.regions.sequences import similar_pairs
from crawler.text import tokens

MOST_SOUGHT = 4_000  # moved paragraphs or sentences are sought among so many
_MOVED_ALIKE = 0.75
# Of two that count other things, only this makes one the other: a figure that was edited, in the same words.
_COUNTED_ALIKE = 0.85
# A shorter sentence that goes here and comes there ("He left.") proves no move.
MOVED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or a whole paragraph that moved) and where it stands: paragraph number and offset in it."""

    text: str
    form: str
    paragraph: int
    start: int


@dataclass(slots=True)
class Event:
    """What went, what came, or what did both: so far a sentence each, or runs of a paragraph."""

    gone: list[Sentence] = field(default_factory=list)
    came: list[Sentence] = field(default_factory=list)
    kind: str = "loose"  # loose: gone or came; pair: alike; move; bulk; spent: told by another event
    gap: int = 0
    words: tuple[Words, Words] | None = None  # of a pair


def _keys(sentence: Sentence) -> list[str]:
    """The words by which sentences are found to be alike; case and numbers may differ."""
    return tokens(sentence.form.casefold())


def find_moves(events: list[Event]) -> None:
    """Turn what went here and came there into moves, in place: equal sentences first, then those much alike."""
    gone = [event for event in events if event.kind == "loose" and event.gone]
    came = [event for event in events if event.kind == "loose" and event.came]
    if max(len(gone), len(came)) > MOST_SOUGHT:
        return
    waiting: dict[str, list[Event]] = defaultdict(list)
    for event in reversed(gone):
        waiting[event.gone[0].form].append(event)
    for event in came:
        form = event.came[0].form
        if waiting.get(form) and form.count(" ") + 1 >= MOVED_WORDS:
            _join_move(waiting[form].pop(), event)
    _find_changed_moves(
        [event for event in gone if event.kind == "loose"], [event for event in came if event.kind == "loose"]
    )


def _find_changed_moves(gone: list[Event], came: list[Event]) -> None:
    if not gone or not came:
        return
    before, after = [_keys(event.gone[0]) for event in gone], [_keys(event.came[0]) for event in came]
    scores = similar_pairs(before, after, _MOVED_ALIKE)
    taken: set[int] = set()
    sources: set[int] = set()
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if i in sources or j in taken or _counts_otherwise(before[i], after[j], scores[i, j]):
            continue
        if min(len(before[i]), len(after[j])) > 2 * MOVED_WORDS:
            sources.add(i)
            taken.add(j)
            _join_move(gone[i], came[j])


def _counts_otherwise(before: Sequence[str], after: Sequence[str], score: float) -> bool:
    """Whether two sentences have figures, none in common, and more than these is other: "Ann counted 7 lamps at the
    quay on Monday" and "Ben counted 9 boats at the quay on Monday" are two statements, wherever they stand. So are two
    rows of a table, which are little but their figures, where more of these are other than the same."""
    one, other = (Counter(word for word in words if word[0].isdigit()) for words in (before, after))
    common = (one & other).total()
    if _is_row(before, one) and _is_row(after, other):
        return 2 * common < max(one.total(), other.total())
    return score < _COUNTED_ALIKE and bool(one) and bool(other) and not common


def _is_row(words: Sequence[str], figures: Counter[str]) -> bool:
    return 2 * figures.total() > sum(word[0].isalnum() for word in words)


def _join_move(source: Event, target: Event) -> None:
    target.gone = source.gone
    target.kind = "move"
    source.gone, source.kind = [], "spent"
