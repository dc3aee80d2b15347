"""The items of a list, out of a run of blocks that holds them and perhaps other things (authors, sections, ads)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import median

from crawler.classes import dataclass
from crawler.model import Document
from crawler.regions.ranked_list.headings import ranked_names
from crawler.regions.ranked_list.mentions import Mention, mentions, shared_depth, weight, without_service_links

MAX_ITEMS = 100
_TITLE = re.compile(r"title|headline|hed\b|heading|caption|titel|titre|titulo|titolo|ttl", re.IGNORECASE)
_NOT_TITLE = re.compile(r"author|byline|categor|kicker|section-?name|meta|tag\b|tags\b|topic|label", re.IGNORECASE)
_AD = re.compile(
    r"[.#_-](?:ads?|adv|advert|advertis\w+|sponsor\w*|promoted|anzeigen?|werbung|publicidad|publicite|reklam\w?)(?:[.#:_-]|\Z)",
    re.IGNORECASE,
)
_AD_STEPS = 2  # an entry's element, and what it holds
_ENTRY_TAGS = frozenset({"li", "article", "tr", "dd", "dt", "td"})
_ENOUGH = 0.6  # of the links of the fullest slot
_LONGEST_TITLE = 220
# Average weights of titles: topics and products have shorter ones, so that only sure headings may have short ones.
SHORT_TITLES, LONG_TITLES = 22, 28
_LABEL_WORDS = 2
_SHARED = 2  # entries
_SHORT = 0.4  # of the median title: shorter is a "More" link


@dataclass(frozen=True, slots=True)
class Items:
    """Items in order (url, title), the depth of the element that holds them all, and its trail."""

    pairs: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    depth: int
    slot: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def trail(self) -> tuple[int, ...]:
        return self.mentions[0].trail[: self.depth]

    @property
    def container(self) -> str:
        return " > ".join(self.mentions[0].path[: self.depth])


def read_items(document: Document, start: int, stop: int) -> Items | None:
    """The headline-like links that stand in one slot (the same path in each entry), one an entry."""
    return items_of(mentions(document, start, stop))


def items_of(found: Sequence[Mention]) -> Items | None:
    found = without_service_links(found)
    slot = _main_slot(found)
    if slot is None:
        return None
    main = [mention for mention in found if mention.path in slot]
    depth = shared_depth([mention.trail for mention in main if mention.is_headline])
    inside = main[0].trail[:depth]
    chosen: dict[str, Mention] = {}
    entries = _entries([m for m in found if m.trail[:depth] == inside], depth)
    for entry in _without_common(entries):
        for mention in _of_entry(entry, slot, main, depth):
            chosen.setdefault(mention.url, mention)
    picked = _without_ads(_without_short(list(chosen.values())), depth)[:MAX_ITEMS]
    if len(hidden := [mention for mention in picked if _is_hidden(mention.path)]) not in {0, len(picked)}:
        shown = _without_clones(found, {mention.url for mention in hidden})
        if len(shown) < len(found):
            return items_of(shown)
    if not picked:
        return None
    return Items(tuple((m.url, m.text) for m in picked), tuple(picked), depth, main[0].path)


def _without_clones(found: Sequence[Mention], hidden: set[str]) -> Sequence[Mention]:
    """Less what is hidden and shown as well: slides that turn over have copies before their first and behind their
    last."""
    twice = hidden & {mention.url for mention in found if not _is_hidden(mention.path)}
    return [mention for mention in found if mention.url not in twice or not _is_hidden(mention.path)]


@lru_cache(maxsize=4096)
def _is_hidden(path: tuple[str, ...]) -> bool:
    return any(step.endswith(":hidden") for step in path)


def _without_ads(picked: list[Mention], depth: int) -> list[Mention]:
    """Items but those few whose entry is called an advertisement."""
    own = [mention for mention in picked if not _is_ad(mention.path[depth : depth + _AD_STEPS])]
    return own if 2 * len(own) > len(picked) else picked


@lru_cache(maxsize=4096)
def _is_ad(steps: tuple[str, ...]) -> bool:
    return any(_AD.search(step) for step in steps)


def _main_slot(found: Sequence[Mention]) -> frozenset[tuple[str, ...]] | None:
    """The path (or the paths of the same tags) that holds the most headlines, titles first."""
    urls: dict[tuple[str, ...], set[str]] = defaultdict(set)
    first: dict[tuple[str, ...], Mention] = {}
    for mention in found:
        if mention.is_headline:
            urls[mention.path].add(mention.url)
            first.setdefault(mention.path, mention)
    if not urls:
        return None
    most = max(map(len, urls.values()))
    full = [path for path, held in urls.items() if len(held) >= _ENOUGH * most]
    best = max(full, key=lambda path: (_is_title(first[path]), len(urls[path]), -first[path].block))
    if len(urls[best]) > 1:
        return frozenset({best})
    shape = _tags(best)
    return frozenset(path for path in urls if _tags(path) == shape)


def _is_title(mention: Mention) -> int:
    step = mention.path[-1] if mention.path else ""
    if mention.level:
        return 2
    return 1 if _TITLE.search(step) else -1 if _NOT_TITLE.search(step) else 0


def _tags(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(re.split(r"[.#:]", step, maxsplit=1)[0] for step in path)


def _entries(found: Sequence[Mention], depth: int) -> list[list[Mention]]:
    """Mentions grouped by the child of the list's element that holds them."""
    groups: dict[tuple[int, ...], list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.trail[: depth + 1] or (mention.block,), []).append(mention)
    return list(groups.values())


def _without_common(entries: list[list[Mention]]) -> list[list[Mention]]:
    """Entries without the links that most of them have: to the section, to the author."""
    if max(Counter([mention.url for entry in entries for mention in entry]).values(), default=0) <= _SHARED:
        return entries
    counts = Counter(url for entry in entries for url in {mention.url for mention in entry})
    common = {url for url, count in counts.items() if count > _SHARED and 2 * count > len(entries)}
    if not common or len(counts) - len(common) < len(entries):
        return entries
    return [[mention for mention in entry if mention.url not in common] for entry in entries]


def _of_entry(
    entry: list[Mention], slot: frozenset[tuple[str, ...]], main: Sequence[Mention], depth: int
) -> list[Mention]:
    """An entry's items: what stands in the main slot, else its one headline where the entry is built alike."""
    by_url: dict[str, list[Mention]] = {}
    for mention in entry:
        if mention.path in slot:
            by_url.setdefault(mention.url, []).append(mention)
    if by_url:
        return [_title(same) for same in by_url.values()]
    headlines = [mention for mention in entry if mention.is_headline or _is_like(mention, main[0])]
    if headlines and _alike(headlines[0], main[0], depth):
        return [max(headlines, key=_is_title)]
    return []


def _is_like(mention: Mention, main: Mention) -> bool:
    """A heading where the others have theirs, under other classes."""
    return mention.level > 0 and mention.level == main.level and _tags(mention.path) == _tags(main.path)


def _title(same: list[Mention]) -> Mention:
    return max(same, key=lambda m: (m.is_headline and len(m.text) <= _LONGEST_TITLE, min(len(m.text), _LONGEST_TITLE)))


def _alike(one: Mention, other: Mention, depth: int) -> bool:
    if one.level and other.level and one.is_headline:
        return True  # the first entry is shown larger
    if len(one.path) <= depth or len(other.path) <= depth:
        return len(one.path) == len(other.path)
    if _tags(one.path[depth:]) == _tags(other.path[depth:]):
        return True
    a, b = one.path[depth], other.path[depth]
    tag = _tags((a,))
    if tag != _tags((b,)):
        return False
    classes, others = set(re.split(r"[.#:]", a)[1:]), set(re.split(r"[.#:]", b)[1:])
    return tag[0] in _ENTRY_TAGS or bool(classes & others) or not (classes or others)


def _without_short(picked: list[Mention]) -> list[Mention]:
    """Less the links that are far shorter than the rest: "More", "View all", a section's name."""
    usual = median([weight(m.text) for m in picked if m.is_headline] or [0])
    if picked and (ranked_names(picked[-1].text) or _is_label(picked[-1], usual)):
        picked = picked[:-1]  # "See more top stories"
    return [m for m in picked if m.is_headline or len(m.text.split()) > _LABEL_WORDS or not _is_label(m, usual)]


def _is_label(mention: Mention, usual: float) -> bool:
    return not mention.is_headline and weight(mention.text) < _SHORT * usual


def is_plausible(items: Items, usual: float = SHORT_TITLES) -> bool:
    """Are these headlines, on the whole? `usual` is the least average weight of their titles."""
    headlines = sum(mention.is_headline for mention in items.mentions)
    return headlines * 2 > len(items) and sum(weight(title) for _, title in items.pairs) >= usual * len(items)
