"""What most pages of a site change in the same way at once: a redesign puts no brackets around the numbers of its notes
any more, or a line "Read more: …" into each text. No editor did that to each of them, so it is told once, of the site.

Words that replace words are never taken for such, be they the same on all pages: those are edits. Nor are figures, nor
the commas, quotes and dashes between words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import NamedTuple, Self

from rapidfuzz.distance import Indel

from crawler.classes import dataclass
from crawler.model import Article, Block
from crawler.recorder.wording import is_wording, near_pairs
from crawler.regions.article.corrections import is_note
from crawler.regions.article.measures import SENTENCE_END
from crawler.text import compare_form, line_form

# So many pages at least, and such a share of those that a batch shows, change alike where the site does.
PAGES = 5
SHARE = 0.6
MOST_WAYS = 50
_MOST_UNLIKE = 100  # paragraphs of a page; where more differ by their words, it is another text
_LONGEST = 3_000  # characters of a paragraph whose marks are held against another's
_START = 500  # characters by which two paragraphs are known to be wordings of each other
_LINE = 120  # characters of a line that leads elsewhere
_LABEL = re.compile(r"[^:：|–—>»›]{2,40}[:：|–—>»›](?=\s*\S)")
_NOTE = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|[↑†‡]\s?\d{0,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=\s*\S)")
_LONGEST_NOTE = 500
_IN_NUMBERS = frozenset(".,:/'’- \u00a0\u202f")
_SIGNS = frozenset("+-−–%‰°$€£¥₴₽₹₩₺")
_OF_SENTENCES = frozenset(".,;:!?…'\"‘’“”„‚«»‹›-‐‑–—、。，：；！？「」『』،؛؟।· \u00a0")
_DIGITS = re.compile(r"\d+")
_MARK, _CAME, _GONE = "mark", "came", "gone"


class Pair(NamedTuple):
    """Two states of an article. `seen`: when the first was seen last; `blocks`: of the page that shows the second."""

    before: Article
    after: Article
    seen: datetime | None
    blocks: Sequence[Block]


class _Step(NamedTuple):
    """A place in which two wordings differ; `way` is how, "" where it is anybody's."""

    way: str
    kept: str  # what stands before it in both
    gone: str
    came: str


class _Layout(NamedTuple):
    """The paragraphs of two states side by side: place before → place after of those that say the same and of those
    that are worded otherwise; what only one of them has."""

    same: Mapping[int, int]
    worded: Mapping[int, int]
    gone: Sequence[int]
    came: Sequence[int]


@dataclass(slots=True)
class Alike:
    """`known`: the ways in which the site's pages changed alike, and since when (ISO 8601) they read so."""

    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Mapping[str, str]) -> Self:
        return cls(dict(plain))

    def plain(self) -> dict[str, str]:
        return self.known

    def learn(self, pages: Mapping[str, Pair], passed: int, at: datetime) -> dict[str, list[str]]:
        """Find the ways in which most of a batch's pages changed alike; returns those that are new, and the pages.

        Args:
            pages: page key → its article before and now.
            passed: other pages, which read as they did.
            at: when the first of the pages was fetched.
        """
        least = max(PAGES, SHARE * (len(pages) + passed))
        other = {key: pair for key, pair in pages.items() if pair.before.paragraphs != pair.after.paragraphs}
        if len(other) < least:
            return {}
        seen: dict[str, list[str]] = defaultdict(list)
        for key, pair in other.items():
            linked = {block.text for block in pair.blocks if block.links}
            for way in ways(self.applied(pair.before, pair.after, pair.seen), pair.after, linked):
                seen[way].append(key)
        found = {way: keys for way, keys in seen.items() if len(keys) >= least}
        for way in sorted(found):
            self.known.pop(way, None)
            self.known[way] = at.isoformat()
        for oldest in list(self.known)[: max(0, len(self.known) - MOST_WAYS)]:
            del self.known[oldest]
        return found

    def applied(self, before: Article, after: Article, seen: datetime | None) -> Article:
        """`before` as it would read if it had changed as the site's pages did and in no other way. `seen`: when it was
        seen last; since then the site must have changed."""
        known = {way for way, since in self.known.items() if seen is None or seen.isoformat() < since}
        return applied(before, after, known) if known else before


def ways(before: Article, after: Article, linked: Collection[str]) -> set[str]:
    """How two states of an article differ in what a site may change on all its pages; `linked`: texts with links."""
    layout = _laid_out(before, after)
    if layout is None:
        return set()
    came = (after.paragraphs[j] for j in layout.came)
    found = {_label(_CAME, text) for text in came if text in linked or _NOTE.match(text)}
    found |= {_label(_GONE, before.paragraphs[i]) for i in layout.gone}
    for one, other in (
        (before.title, after.title),
        (before.standfirst, after.standfirst),
        *((before.paragraphs[i], after.paragraphs[j]) for i, j in layout.worded.items()),
    ):
        found.update(step.way for step in _steps(one, other))
    return found - {""}


def applied(before: Article, after: Article, known: set[str]) -> Article:
    """`before`, changed in the known ways where `after` is; itself where it is in none."""
    layout = _laid_out(before, after)
    if layout is None:
        return before
    texts = {i: before.paragraphs[i] for i in layout.same}
    texts |= {i: _reworded(before.paragraphs[i], after.paragraphs[j], known) for i, j in layout.worded.items()}
    texts |= {i: before.paragraphs[i] for i in layout.gone if _label(_GONE, before.paragraphs[i]) not in known}
    came = {j for j in layout.came if _label(_CAME, after.paragraphs[j]) in known}
    behind = _places(layout, came)
    paragraphs: list[tuple[str, int]] = []
    for i in range(-1, len(before.paragraphs)):
        if i in texts:
            paragraphs.append((texts[i], before.slot(i)))
        paragraphs += [(after.paragraphs[j], after.slot(j)) for j in behind.get(i, ())]
    changed = replace(
        before,
        title=_reworded(before.title, after.title, known),
        standfirst=_reworded(before.standfirst, after.standfirst, known),
        paragraphs=tuple(text for text, _ in paragraphs),
        slots=tuple(slot for _, slot in paragraphs) if before.slots or after.slots else (),
    )
    return before if changed == before else changed


def said(way: str) -> str:
    """A way in words, for who is told of it; a `#` stands for a number."""
    kind, one, other = way.split("\t")
    if kind == _MARK and one and other:
        return f"“{one}” became “{other}”"
    is_gone = kind == _GONE or (kind == _MARK and bool(one))
    text = f"lines “{one} …”" if kind != _MARK else f"“{one or other}”"
    return f"{text} {'went' if is_gone else 'came'}"


def _laid_out(before: Article, after: Article) -> _Layout | None:
    """None where so much differs that they are two texts."""
    old, new = before.paragraphs, after.paragraphs
    same = _paired(old, new, range(len(old)), range(len(new)), line_form)
    gone, came = _rest(range(len(old)), same), _rest(range(len(new)), same.values())
    worded = _paired(old, new, gone, came, _bare)
    gone, came = _rest(gone, worded), _rest(came, worded.values())
    if max(len(gone), len(came)) > _MOST_UNLIKE:
        return None
    taken: set[int] = set()
    for a, b in near_pairs([old[i] for i in gone], [new[j] for j in came]):
        i, j = gone[a], came[b]
        if i not in worded and j not in taken and is_wording(old[i][:_START], new[j][:_START]):
            worded[i] = j
            taken.add(j)
    return _Layout(same, worded, _rest(gone, worded), _rest(came, worded.values()))


def _paired(
    old: Sequence[str], new: Sequence[str], here: Sequence[int], there: Sequence[int], form: Callable[[str], str]
) -> dict[int, int]:
    """The places of paragraphs that have one form, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in reversed(there):
        places[form(new[j])].append(j)
    places.pop("", None)
    return {i: found.pop() for i in here if (found := places.get(form(old[i])))}


def _rest(places: Sequence[int], taken: Collection[int]) -> list[int]:
    known = frozenset(taken)
    return [place for place in places if place not in known]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _places(layout: _Layout, came: set[int]) -> dict[int, list[int]]:
    """Place before → what came right behind it, by its place after; -1: at the beginning."""
    at = {j: i for found in (layout.same, layout.worded) for i, j in found.items()}
    behind: dict[int, list[int]] = defaultdict(list)
    last = -1
    for j in range(1 + max((*at, *came), default=-1)):
        if j in came:
            behind[last].append(j)
        last = at.get(j, last)
    return behind


def _label(kind: str, text: str) -> str:
    """The way of a line that came or went by itself: one that leads elsewhere ("Read more: …"), or stands below a text
    with the number that is in it; "" where it is none."""
    if len(text) > _LONGEST_NOTE or is_note(text):
        return ""
    if found := _NOTE.match(text):
        return f"{kind}\t{_DIGITS.sub('#', found[0])}\t"
    found = _LABEL.match(text) if len(text) <= _LINE and not SENTENCE_END.search(text) else None
    return f"{kind}\t{compare_form(found[0])}\t" if found else ""


def _reworded(one: str, other: str, known: set[str]) -> str:
    steps = list(_steps(one, other))
    if not any(step.way in known for step in steps):
        return one
    done = "".join(step.kept + (step.came if step.way in known else step.gone) for step in steps)
    return done + one[sum(len(step.kept) + len(step.gone) for step in steps) :]


def _steps(one: str, other: str) -> Iterator[_Step]:
    """The places in which two wordings differ, in order."""
    if one == other or max(len(one), len(other)) > _LONGEST:
        return
    kept = gone = came = ""
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            if gone or came:
                yield _step(kept, gone, came, one[step.src_start])
            kept, gone, came = one[step.src_start : step.src_end], "", ""
        else:
            gone += one[step.src_start : step.src_end]
            came += other[step.dest_start : step.dest_end]
    if gone or came:
        yield _step(kept, gone, came, "")


def _step(kept: str, gone: str, came: str, right: str) -> _Step:
    return _Step(_way(gone.strip(), came.strip(), kept[-1:], right), kept, gone, came)


def _way(gone: str, came: str, left: str, right: str) -> str:
    """How marks differ in one place, between two characters; "" where words or figures do, or nothing that counts."""
    chars = {*gone, *came}
    if not chars or any(map(str.isalpha, chars)):
        return ""
    if compare_form(f"{left}{gone}{right}") == compare_form(f"{left}{came}{right}"):
        return ""  # another kind of quotes or dashes, which nobody is told of
    if chars <= _OF_SENTENCES:
        return ""  # editors put commas into many articles of a day
    if any(map(str.isdigit, chars)):
        # A number in brackets, as of a note; any other is a figure.
        text = gone or came
        if (gone and came) or text[0].isdigit() or text[-1].isdigit():
            return ""
    is_sign = chars & _SIGNS and any(beside.isdigit() or beside in _SIGNS for beside in (left, right) if beside)
    if is_sign or (left.isdigit() and right.isdigit() and chars & _IN_NUMBERS):
        return ""
    return f"{_MARK}\t{_DIGITS.sub('#', gone)}\t{_DIGITS.sub('#', came)}"


def summary(found: Mapping[str, Sequence[str]]) -> str:
    """What changed alike, on how many pages."""
    pages = {page for each in found.values() for page in each}
    most = Counter({way: len(each) for way, each in found.items()}).most_common(5)
    return f"{len(pages)} pages changed in the same way: {', '.join(said(way) for way, _ in most)}"
