"""Which alerts a timeline must raise, worked out from its script alone: what a faithful observer would have seen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from rapidfuzz import fuzz

from crawler.classes import dataclass
from crawler.demo.timeline.paper import BLOG_LENGTH, BLOG_PATH, SHOWN_FREE, Post, Story, Teaser
from crawler.demo.timeline.script import Tick, Timeline
from crawler.demo.timeline.waiting import Waiting
from crawler.demo.truth import CONFIRMED, SITE, TICKER, Expected, turnover
from crawler.model import Severity
from crawler.text import sentences

_FLAP = 4  # A→B→A→B
_LONG_STRIP = 30  # entries of a strip, a list, or all lists
_MOST_GONE = 4  # paragraphs at the end, and more than half of the text: believed when it is seen again
_KNOWN = 85  # of 100: so much alike, a paragraph is the same one
_AS_LONG = 0.85
_DIGITS = re.compile(r"\d")
# Of edits that are of one kind and can be of no other.
_SEVERITIES = {
    "number": Severity.IMPORTANT,
    "correction": Severity.IMPORTANT,
    "typo": Severity.INFO,
    "moved": Severity.INFO,
    "byline": Severity.INFO,
    "date": Severity.INFO,
}
_WITHOUT_ARTICLES = {"paywall"}  # the front page still says what it says


def expected_alerts(timeline: Timeline) -> list[Expected]:
    observer = Observer()
    return [alert for tick in timeline.ticks for alert in observer.look(tick)]


def words(story: Story) -> Hashable:
    return story.title, story.standfirst, story.author, story.parts


def compared(story: Story) -> Hashable:
    return words(story), story.published


def _is_another(before: Story, now: Story) -> bool:
    """Whether an address has another article, and not the same one under a new date."""
    return before.published != now.published and not set(before.parts) & set(now.parts)


@dataclass
class Observer:
    """What has been seen so far, and what the alerts have told of it."""

    seen: dict[int, Story] = field(default_factory=dict)
    told: dict[int, list[Hashable]] = field(default_factory=lambda: defaultdict(list))
    pending: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    lists: dict[str, Waiting[list[tuple[str, str]]]] = field(default_factory=dict)
    ticker: Waiting[dict[int, str]] | None = None
    posts: dict[int, str] = field(default_factory=dict)
    misses: dict[int, int] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    bumped: set[int] = field(default_factory=set)  # stories whose date moved without their words
    doubted: set[int] = field(default_factory=set)  # stories of which most was missing at the last look
    hidden: dict[str, int] = field(default_factory=dict)  # list → looks in a row that missed it
    degraded: bool = False
    recast: bool = False  # redesigned: what the markup before did not say cannot be compared

    def look(self, tick: Tick) -> list[Expected]:
        for number, kinds in tick.edits.items():
            self.pending[number] |= kinds
        if wide := tick.faults.get("*"):
            told, self.degraded = self.degraded, True
            found = [] if told else [Expected(tick.number, "site.degraded", SITE)]
            if wide not in _WITHOUT_ARTICLES:
                return found
            here = (story for story in tick.paper.stories.values() if story.id not in tick.paper.gone)
            shown = [alert for story in here for alert in self._story(tick, story, wide)]
            return [*found, *self._regions(tick), *shown]
        found = [Expected(tick.number, "site.recovered", SITE)] if self.degraded else []
        self.degraded = False
        if tick.redesigned:
            self.recast = True
            found.append(Expected(tick.number, "site.redesigned", SITE))
        found += self._regions(tick)
        for story in tick.paper.stories.values():
            found += self._story(tick, story)
        return found

    def _regions(self, tick: Tick) -> list[Expected]:
        return [*self._hidden(tick), *self._lists(tick), *self._strip(tick), *self._blog(tick)]

    def _hidden(self, tick: Tick) -> Iterator[Expected]:
        """A list is missing when two looks in a row find it so, at a site that can be read."""
        for label in () if tick.faults.get("*") else tick.paper.lists:
            missed = self.hidden.get(label, 0)
            self.hidden[label] = missed + 1 if label in tick.paper.hidden else 0
            if self.hidden[label] == CONFIRMED:
                yield Expected(tick.number, "site.degraded", label)
            elif missed >= CONFIRMED and not self.hidden[label]:
                yield Expected(tick.number, "site.recovered", label)

    def _lists(self, tick: Tick) -> Iterator[Expected]:
        paper = tick.paper
        shown = {
            label: [(str(number), paper.stories[number].title) for number in numbers]
            for label, numbers in paper.lists.items()
            if label not in paper.hidden
        }
        known = {label: self.lists[label].stored for label in shown if label in self.lists}
        others = len(known) > 1 and all(_is_another_list(before, shown[label]) for label, before in known.items())
        others = others and sum(map(len, known.values())) >= _LONG_STRIP
        for label, now in shown.items():
            waiting = self.lists.setdefault(label, Waiting(_is_replaced, now))
            is_long = len(waiting.stored) >= _LONG_STRIP
            for before, after in waiting.look(now, suspicious=others or is_long)[0]:
                titles = [[title for _, title in items] for items in (before, after)]
                told = turnover(before, as_read(before, after))
                yield Expected(tick.number, "list.changed", label, told | {"lists": titles})

    def _strip(self, tick: Tick) -> Iterator[Expected]:
        now = _texts(tick.paper.ticker)
        if self.ticker is None:
            self.ticker = Waiting(_is_another_strip, now)
        pairs, alternates = self.ticker.look(now, suspicious=True)
        yield from (Expected(tick.number, "live.changed", TICKER, _difference(*pair)) for pair in pairs)
        if alternates:
            yield Expected(tick.number, "site.degraded", TICKER)

    def _blog(self, tick: Tick) -> Iterator[Expected]:
        if tick.paper.closed is not None:  # it is over, and none of its entries was taken back
            return
        before = self.posts
        self.posts = {post.id: _post(post) for post in tick.paper.posts}
        shown = [_shown(posts) for posts in (before, self.posts)]
        if tick.number and shown[0] != shown[1]:
            detail = _difference(before, self.posts)
            if any(detail[key] for key in ("added", "removed", "updated")):
                yield Expected(tick.number, "live.changed", BLOG_PATH, detail)

    def _story(self, tick: Tick, story: Story, wide: str = "") -> Iterator[Expected]:
        fault = wide or tick.faults.get(story.path)
        how = tick.paper.gone.get(story.id) or (fault if fault in {"404", "soft-404"} else None)
        if how:
            yield from self._missing(tick.number, story, how)
            return
        whole = fault == "paywall" and len(story.parts) <= SHOWN_FREE and self._shows_its_end(story)
        if (fault and not whole) or story.path in tick.stale:
            return
        self.misses.pop(story.id, None)
        if self._may_be_cut(story):
            return
        before, self.seen[story.id] = self.seen.get(story.id), story
        if before is not None and words(before) == words(story) and before.modified != story.modified:
            self.bumped.add(story.id)
        kinds, self.pending[story.id] = self.pending[story.id], set()
        if before is None:
            self.told[story.id].append(compared(story))
            return
        if story.id in self.removed:
            self.removed.remove(story.id)
            yield Expected(tick.number, "article.restored", story.path)
        if before.path != story.path:
            yield Expected(tick.number, "article.moved", story.path, {"from": before.path, "to": story.path})
        if _is_another(before, story):  # which is no edit of it
            self.told[story.id] = [compared(story)]
        elif compared(before) != compared(story) and self._is_told(story):
            # Its date moved before its words did: from version to version it moved with them.
            says_when = tick.paper.theme.jsonld and not self.recast and story.id not in self.bumped
            self.bumped.discard(story.id)
            yield Expected(tick.number, "article.changed", story.path, _edit(before, story, kinds, says_when=says_when))

    def _shows_its_end(self, story: Story) -> bool:
        """Whether a reader sees that the wall hides nothing: the last paragraph that was known is there."""
        before = self.seen.get(story.id)
        return before is None or any(_is_last(before.parts[-1], part) for part in story.parts)

    def _may_be_cut(self, story: Story) -> bool:
        """Whether most of a text is missing at its end, for the first time."""
        before = self.seen.get(story.id)
        if before is None or len(before.parts) - len(story.parts) < _MOST_GONE or story.id in self.doubted:
            self.doubted.discard(story.id)
            return False
        is_halved = 2 * sum(map(len, story.parts)) < sum(map(len, before.parts))
        if is_halved and before.published == story.published:
            self.doubted.add(story.id)
        return story.id in self.doubted

    def _is_told(self, story: Story) -> bool:
        """A→B→A is told, as alternating; a further return is not."""
        states = self.told[story.id]
        states.append(compared(story))
        last = states[-_FLAP:]
        return len(last) < _FLAP or last[0] != last[2] or last[1] != last[3]

    def _missing(self, number: int, story: Story, how: str) -> Iterator[Expected]:
        if story.id not in self.seen or story.id in self.removed:
            return
        self.misses[story.id] = self.misses.get(story.id, 0) + 1
        if how == "410" or self.misses[story.id] >= CONFIRMED:
            self.removed.add(story.id)
            yield Expected(number, "article.removed", story.path, {"how": how})


def _is_last(known: str, part: str) -> bool:
    """Whether a paragraph is the last one that was known: nearly the same, or with its end, or as long and with one
    of its sentences. Any other may be where a wall cuts the text off."""
    share = len(part) / len(known)
    said = [sentence.strip() for sentence in sentences(known)]
    same_end = part.endswith(said[-1])
    return fuzz.ratio(known, part) >= _KNOWN or same_end or (share >= _AS_LONG and any(each in part for each in said))


def as_read(before: list[tuple[str, str]], now: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A list as it is now, in which an entry whose place another printing of the same story took, under the same
    headline, is still that entry: readers see no other."""
    there = {name for name, _ in now}
    gone = {title: name for name, title in before if name not in there}
    known = {name for name, _ in before}
    return [(name if name in known else gone.get(title, name), title) for name, title in now]


def _is_another_list(before: list[tuple[str, str]], now: list[tuple[str, str]]) -> bool:
    return not set(dict(before)) & set(dict(now))


def _is_replaced(before: list[tuple[str, str]], now: list[tuple[str, str]]) -> bool:
    """Of a long list most of it, of others all."""
    gone = len(set(dict(before)) - set(dict(now)))
    return gone == len(before) or (len(before) >= _LONG_STRIP and 3 * gone >= 2 * len(before))


def _is_another_strip(before: dict[int, str], now: dict[int, str]) -> bool:
    """Of a long one: most of it; numbers in its items may turn."""
    stayed = sum(number in now for number in before)
    return len(before) >= _LONG_STRIP and 3 * (len(before) - stayed) >= 2 * len(before)


def _edit(before: Story, after: Story, kinds: set[str], *, says_when: bool) -> dict[str, Any]:
    """`says_when`: whether the page's head has its modified time."""
    # A paragraph that came beside one that went may be called one in place of the other.
    both = {"added", "removed"} <= kinds or {"added", "moved"} <= kinds
    detail: dict[str, Any] = {"edits": frozenset(kinds | ({"rewrite", "number", "quote", "typo"} if both else set()))}
    if before.title != after.title:
        detail["title"] = (before.title, after.title)
    if says_when and (before.title, before.parts) != (after.title, after.parts) and "correction" not in kinds:
        detail["silent"] = before.modified == after.modified
    detail["texts"] = [" ".join((story.standfirst, *_shown_parts(story), story.author)) for story in (before, after)]
    if before.published != after.published:
        dates = (f"{story.published.isoformat()}" for story in (before, after))
        detail["texts"] = [f"{text} {date}" for text, date in zip(detail["texts"], dates, strict=True)]
    if len(kinds) == 1 and (severity := _SEVERITIES.get(*kinds)):
        detail["severity"] = severity
    return detail


def _shown_parts(story: Story) -> list[str]:
    return [part.removeprefix("## ").removeprefix("> ") for part in story.parts]


def _texts(items: Sequence[Teaser]) -> dict[int, str]:
    return {item.id: item.text for item in items}


def _post(post: Post) -> str:
    return f"{post.title} {post.text}"


def _shown(posts: Mapping[int, str]) -> dict[int, str]:
    return dict(list(posts.items())[:BLOG_LENGTH])


def _difference(before: Mapping[int, str], after: Mapping[int, str]) -> dict[str, Any]:
    """Entries of a blog that only fell off the end of what is shown are no difference."""
    reworded = [(before[number], text) for number, text in after.items() if before.get(number, text) != text]
    return {
        "added": len(after.keys() - before.keys()),
        "added_texts": [after[number] for number in after.keys() - before.keys()],
        "removed_texts": [before[number] for number in before.keys() - after.keys()],
        "reworded": reworded,
        "removed": len(before.keys() - after.keys()),
        "updated": len(reworded),
        "numbers": frozenset(pair for pairs in reworded for pair in _numbers(*pairs)),
    }


def _numbers(before: str, after: str) -> Iterator[tuple[str, str]]:
    for one, other in zip(before.split(), after.split(), strict=False):
        if one != other and _DIGITS.search(one):
            yield one, other
