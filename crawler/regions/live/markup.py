"""Entries of live blogs as the markup shows them: repeated elements, each with a time and a text of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

from crawler.classes import dataclass
from crawler.model import Block, Document
from crawler.regions.article.words import Role, roles
from crawler.regions.live.clocks import ends_with_clock, has_clock, is_clock_and_day, is_only_clock
from crawler.regions.live.posting import MAX_ENTRIES, MAX_TEXT, Entry, time_of
from crawler.regions.ranked_list.mentions import weight
from crawler.text import is_relative_time, without_relative_times
from crawler.urls import is_live_url

_FEW = 3
_MIN_TEXT = 60  # weight of an entry, on average: teasers and menus have less that is not a link
_MIN_SAID = 40  # where metadata say that it is a live blog
_MIN_TIMED = 25  # where each begins with its time, alone: "58'", "Goal for Skelby, from a corner."
_SHORT_LINK = 40
# Words that sites put into class names and addresses of live blogs.
_LIVE = re.compile(
    r"live-?(?:blog|list|post|text|event|update|entr|stream|feed|story|coverage|report|center|ticker)|liveblog|ticker"
    r"|minute-?by|minuto|timeline|en-?direct|en-?vivo|ao-?vivo|diretta|nazywo|relacja|online-?transl|translyac"
    r"|canli|lbpost|post-?update|key-?event",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"comment|disqus|reply|replies|kommentar|commentaire|comentario|forum|reader-?post", re.IGNORECASE
)
_BOXES = Role.AD | Role.RELATED | Role.SIGNUP | Role.CONSENT | Role.COMMENT
_ASIDE = frozenset({"nav", "footer", "aside", "form"})
_SHOWN = frozenset({"main", "article"})
_LONGEST_BYLINE = 50
_MARK, _MARK_WORDS = 12, 2  # characters; beside an entry's time, where more stands it may be what the entry says
_CLASS = re.compile(r"[.#:]")
_HIDDEN = ":hidden"


@dataclass(frozen=True, slots=True)
class TimedEntries:
    entries: tuple[Entry, ...]
    blocks: frozenset[int]
    container: str


def find_entries(document: Document, *, is_live: bool, others: Container[int] = frozenset()) -> TimedEntries | None:
    """The siblings that hold most timed text; None where there are none, or nothing says that the page is live.

    `is_live`: metadata say that this is a live blog. `others`: blocks that the site's other pages have, too. Neither
    those nor what stands above the page's headline are its own: they are a strip of news.
    """
    first = next((index for index, block in enumerate(document.blocks) if block.level == 1), 0)
    own = [index for index in range(first, len(document.blocks)) if index not in others]
    timed = _timed_blocks(document, own) if is_live or _says_live(document, own) else {}
    if len(timed) < _FEW:
        return None
    best: tuple[int, list[list[int]], int] | None = None
    for depth, groups in _groups(document, timed):
        size = sum(_own_text(document.blocks[index]) for group in groups for index in group)
        if size >= _least(document, groups, is_live) * len(groups) and (best is None or size > best[0]):
            best = (size, groups, depth)
    if best is None:
        return None
    size, groups, depth = best
    start = groups[0][0]
    says_so = is_live or _lives_at(document) or _is_live_path(document.blocks[start].path)
    if not says_so and _text_above(document, own, start) > size:
        return None  # cards with times below an article
    return entries_of(document, groups, depth)


def _least(document: Document, groups: list[list[int]], is_live: bool) -> int:
    if all(len(group) > 1 and _shows_time(document.blocks[group[0]].text) for group in groups):
        return _MIN_TIMED
    return _MIN_SAID if is_live else _MIN_TEXT


def entries_of(document: Document, groups: list[list[int]], depth: int) -> TimedEntries:
    """Entries from groups of blocks, each the blocks of one element at `depth`."""
    entries = tuple(_entry(document, group, depth) for group in groups[:MAX_ENTRIES])
    path = document.blocks[groups[0][0]].path[: depth - 1]
    blocks = frozenset(index for group in groups for index in group)
    return TimedEntries(tuple(e for e in entries if e.title or e.lines), blocks, " > ".join(path))


def _lives_at(document: Document) -> bool:
    return is_live_url(document.head.canonical or document.url)


def _text_above(document: Document, own: Sequence[int], end: int) -> int:
    """How much running text stands above a block, below the page's headline."""
    sizes = (_own_text(document.blocks[index]) for index in own if index < end)
    return sum(size for size in sizes if size >= _MIN_TEXT)


def _says_live(document: Document, own: Sequence[int]) -> bool:
    if _lives_at(document):
        return True
    return any(_is_live_path(document.blocks[index].path) for index in own)


@lru_cache(maxsize=16_384)
def _is_live_path(path: tuple[str, ...]) -> bool:
    """Whether a name of live blogs stands in a path, and not around all pages: a site's strip of news is no sign."""
    return any(map(_is_live_step, path)) and not _is_around(path)


def _is_around(path: tuple[str, ...]) -> bool:
    """In a menu, the margin or the foot, or in the head of the page itself and not of what it shows."""
    tags = [_tag(step) for step in path]
    inner = next((at for at, tag in enumerate(tags) if tag in _SHOWN), len(tags))
    return not _ASIDE.isdisjoint(tags) or "header" in tags[:inner]


@lru_cache(maxsize=16_384)
def _is_live_step(step: str) -> bool:
    return _LIVE.search(step) is not None


def _timed_blocks(document: Document, own: Sequence[int]) -> dict[int, int]:
    """Blocks that begin with a time, or stand in an element with one; and down to which depth a time is theirs. What
    is inside of the element that has it has none of its own: the time under a headline is no time of each paragraph.
    But an element that shows several times is a list of times and texts by turns."""
    numbers = {number for number, one in document.attributes.items() if "datetime" in one}
    shown = Counter(block.trail[-1] for block in document.blocks if block.trail and _is_time(block.text))
    timed: dict[int, int] = {}
    for index in own:
        block = document.blocks[index]
        if has_clock(block.text[:_SHORT_LINK]) or _is_age(block.text):
            timed[index] = len(block.trail)
        elif not numbers.isdisjoint(block.trail):
            deepest, number = max((depth, number) for depth, number in enumerate(block.trail, 1) if number in numbers)
            timed[index] = len(block.trail) if shown[number] >= _FEW else deepest
    return timed


def _is_elsewhere(path: tuple[str, ...]) -> bool:
    """In a menu, the margin, or the readers' comments."""
    return any(_tag(step) in _ASIDE or _COMMENTS.search(step) for step in path)


def _groups(document: Document, timed: Mapping[int, int]) -> Iterator[tuple[int, list[list[int]]]]:
    """Depth and blocks of each set of three or more timed siblings, an entry a list of block indexes."""
    families = {family: members for family, members in _families(document, timed).items() if len(members) >= _FEW}
    children: dict[tuple[int, int], dict[int, list[int]]] = {family: {} for family in families}
    for index, block in enumerate(document.blocks):
        for depth in range(2, len(block.trail) + 1):
            if (family := (depth, block.trail[depth - 2])) in children:
                children[family].setdefault(block.trail[depth - 1], []).append(index)
    for (depth, parent), groups in children.items():
        members = [groups[number] for number in groups if number in families[depth, parent]]
        is_flat = all(len(group) == 1 and _shows_time(document.blocks[group[0]].text) for group in members)
        entries = members if is_flat else _alike(document, members, list(groups.values()), depth)
        if len(entries) >= _FEW and not _is_elsewhere(document.blocks[entries[0][0]].path[:depth]):
            yield depth, _with_following(document, entries, [i for group in groups.values() for i in group])


def _with_following(document: Document, entries: list[list[int]], inside: list[int]) -> list[list[int]]:
    """Where entries are headings or times only, what follows each up to the next (of what is `inside`) is its own."""
    heads = [document.blocks[entry[0]] for entry in entries if len(entry) == 1]
    if len(heads) < len(entries) or not all(block.level or _shows_time(block.text) for block in heads):
        return entries
    starts = [bisect_left(inside, entry[0]) for entry in entries]
    return [inside[start:stop] for start, stop in pairwise([*starts, len(inside)])]


def _families(document: Document, timed: Mapping[int, int]) -> Mapping[tuple[int, int], set[int]]:
    """Elements with a time in them, by depth and parent."""
    families: dict[tuple[int, int], set[int]] = defaultdict(set)
    for index, deepest in timed.items():
        trail = document.blocks[index].trail
        for depth in range(2, deepest + 1):
            families[depth, trail[depth - 2]].add(trail[depth - 1])
    return families


def _alike(document: Document, timed: list[list[int]], groups: list[list[int]], depth: int) -> list[list[int]]:
    """The siblings built as most timed ones are, with a time or without; a table of contents has many times."""
    steps = Counter(document.blocks[group[0]].path[depth - 1] for group in timed)
    usual = steps.most_common(1)[0][0]
    alike = [g for g in groups if _is_alike(document.blocks[g[0]].path[depth - 1], usual)]
    times = [len({_time_of(document, document.blocks[i], 0) for i in group} - {""}) for group in alike]
    most = max(_FEW - 1, 2 * median(times)) if times else 0
    return [group for group, count in zip(alike, times, strict=True) if count <= most]


def _is_alike(step: str, usual: str) -> bool:
    """The same tag and a class in common, or no classes at all. Classes alone say little: style sheets made of
    single rules put the same ones on a headline and on an entry."""
    if step == usual:
        return True
    tag, *classes = _CLASS.split(step)
    usual_tag, *usual_classes = _CLASS.split(usual)
    return tag == usual_tag and not set(classes).isdisjoint(usual_classes)


def _time_of(document: Document, block: Block, depth: int) -> str:
    """The time attribute of the elements that hold a block, from `depth` inwards."""
    for number in block.trail[depth:]:
        attributes = document.attributes.get(number)
        if attributes and "datetime" in attributes:
            return attributes["datetime"]
    return ""


def _tag(step: str) -> str:
    return _CLASS.split(step, maxsplit=1)[0]


def _own_text(block: Block) -> int:
    """The weight of what is no link: in scripts without spaces an entry says as much in half as many letters."""
    linked = sum(weight(link.text or block.text) for link in block.links)
    return max(0, weight(block.text) - linked)


def _entry(document: Document, group: list[int], depth: int) -> Entry:
    blocks = [document.blocks[index] for index in group]
    number = blocks[0].trail[depth - 1]
    published = next((time for block in blocks if (time := _time_of(document, block, depth - 1))), "")
    title_block = next((block for block in blocks if block.level and not _is_time(block.text)), None)
    texts = [block for block in blocks if block is not title_block and _is_text(block)]
    own = [block for block in texts if not _is_box(block.path[depth:])]
    said = [block.text for block in own or texts if not _is_label(block, depth)]
    lines = [text for text in said if not _is_marked_age(text)] or said
    return Entry(
        key=_key(document, blocks[0], depth, number),
        title=title_block.text if title_block else "",
        lines=tuple(_bounded(lines)),
        published=time_of(published),
    )


@lru_cache(maxsize=4096)
def _is_box(path: tuple[str, ...]) -> bool:
    """Whether an entry's inner elements say that they hold what is no text of its own: an advertisement, teasers, a
    button with its count."""
    return any(_tag(step) == "button" or roles(step) & _BOXES for step in path)


def _is_label(block: Block, depth: int) -> bool:
    """Whether it says what a button does, or what is shown when one is clicked on: "Share page"."""
    inner = block.path[depth:]
    return len(block.text) <= _SHORT_LINK and any(_tag(step) == "button" or step.endswith(_HIDDEN) for step in inner)


def _key(document: Document, block: Block, depth: int, number: int) -> str:
    """The id of the entry's element, or of the first element within that has one."""
    for element in (number, *block.trail[depth:]):
        attributes = document.attributes.get(element, {})
        names = ["id", *(name for name in attributes if name.startswith("data-"))]
        for name in names:
            if value := attributes.get(name, "").strip():
                return value[:500]
    return ""


def _is_text(block: Block) -> bool:
    """Not the time, not a share or author link."""
    if _is_time(block.text) or (len(block.text) <= _LONGEST_BYLINE and ends_with_clock(block.text)):
        return False
    return _own_text(block) > 0 or len(block.text) > _SHORT_LINK


def is_clock(text: str) -> bool:
    """Whether a line is a clock time and nothing else."""
    return len(text) <= _SHORT_LINK and is_only_clock(text)


def _is_age(text: str) -> bool:
    """Whether a line says how long ago something was, and nothing else."""
    return len(text) <= _SHORT_LINK and is_relative_time(text)


def _is_marked_age(text: str) -> bool:
    """Whether a line says how long ago something was, and beside that no more than a mark: a pin, "Pinned"."""
    if len(text) > _SHORT_LINK or (rest := without_relative_times(text)) == text:
        return False
    words = [word for word in rest.split() if any(map(str.isalnum, word))]
    return len(words) <= _MARK_WORDS and sum(map(len, words)) <= _MARK


def _shows_time(text: str) -> bool:
    return is_clock(text) or _is_age(text)


def _is_time(text: str) -> bool:
    return _shows_time(text) or (len(text) <= _SHORT_LINK and text.isdecimal()) or is_clock_and_day(text)


def _bounded(lines: list[str]) -> Iterator[str]:
    left = MAX_TEXT
    for line in lines:
        if left <= 0:
            return
        yield line[:left]
        left -= len(line)
