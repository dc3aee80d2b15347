"""Trials: what befalls a random paper beside the ordinary, drawn from a generator of its own, so that the rest of a
timeline stays what it was.

Other editions' lists and strips, articles in pages and below each other, a live blog that becomes an article, moves
with an edit, second printings, answers that broke off.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import timedelta

from crawler.classes import dataclass
from crawler.demo.timeline import events
from crawler.demo.timeline.paper import BLOG_PATH, Paper, Story, Teaser, draw_story, draw_teaser, slug
from crawler.demo.timeline.words import chance

BROKEN = ("cut", "garbled")  # faults of one page: half of it, or what a server packed twice
STRIP = 36  # teasers of a long strip
_LONG = 8  # paragraphs of an article that may lose most of them
_KEPT = 3
_ITEMS = 4
_MANY = 50  # stories of a paper that may have long lists
_LONG_LIST = 32


@dataclass
class Trials:
    """`calm`: ticks at which the site can be read and is not redesigned, nor was right before."""

    seed: int
    length: int
    calm: Collection[int]
    strip: Mapping[int, str] = field(default_factory=dict)  # tick → what befalls the strip: once, turns, lasts
    other_strip: tuple[Teaser, ...] = ()
    other_lists: tuple[int, str] = (0, "")  # tick, and whether it is for once or lasts
    halved: set[int] = field(default_factory=set)  # stories of which most is gone
    closing: int = 0  # tick at which the live blog becomes an article

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.seed} trials")  # noqa: S311 - a timeline that a seed repeats

    def begin(self, paper: Paper) -> Paper:
        """The first issue, with what this paper has beside the ordinary."""
        rng = self.rng
        paper = replace(paper, endless=chance(rng, 0.15))
        if chance(rng, 0.2):
            long = [story.id for story in paper.stories.values() if len(story.parts) > _KEPT]
            paged = frozenset(rng.sample(long, min(len(long), 3)))
            paper = replace(paper, paged=paged, one_canonical=chance(rng, 0.5))
        if chance(rng, 0.25):
            paper = replace(paper, ticker=self._teasers(paper, 0))
            self.other_strip = self._teasers(paper, 10_000)
            self.strip = self._plan()
        if len(paper.stories) > _MANY and chance(rng, 0.6):
            paper = replace(paper, lists=self._long_lists(paper))
        if chance(rng, 0.3) and self.calm:
            self.other_lists = rng.choice(sorted(self.calm)), rng.choice(("once", "lasts"))
        if paper.posts and chance(rng, 0.2) and self.calm:
            self.closing = rng.choice(sorted(self.calm))
        return paper

    def _long_lists(self, paper: Paper) -> dict[str, tuple[int, ...]]:
        """One list of more than thirty entries, or two that have as many between them."""
        size = _LONG_LIST if len(paper.lists) == 1 else _LONG_LIST // 2
        return {label: tuple(self.rng.sample(sorted(paper.stories), size)) for label in paper.lists}

    def _teasers(self, paper: Paper, first: int) -> tuple[Teaser, ...]:
        """Names without end: nothing in one of them is like another."""
        drawn = (draw_teaser(self.rng, paper.tongue, first + number, []) for number in range(STRIP))
        more = (paper.tongue.teaser(self.rng) for _ in range(STRIP))
        return tuple(
            replace(one, text=" ".join(text.partition(":")[0] for text in (one.text, other)))
            for one, other in zip(drawn, more, strict=True)
        )

    def _plan(self) -> dict[int, str]:
        if not self.calm:
            return {}
        first, what = self.rng.choice(sorted(self.calm)), self.rng.choice(("once", "turns", "turns", "lasts"))
        ticks = range(first, self.length, 2) if what == "turns" else (first,)
        return dict.fromkeys(ticks, what)

    # At a tick

    def site(self, paper: Paper, number: int) -> tuple[Paper, list[str]]:
        """What befalls the site's own regions for good."""
        lines = []
        if self.strip.get(number) == "lasts":
            paper = replace(paper, ticker=self.other_strip)
            lines.append("the strip is another from here on")
        if self.other_lists == (number, "lasts") and (lists := self._others(paper)):
            paper = replace(paper, lists=lists)
            lines.append("all lists are others from here on")
        if self.closing == number and paper.posts:
            paper = self._close(paper)
            lines.append("the live blog is an article from here on")
        return paper, lines

    def shown(self, paper: Paper, number: int) -> tuple[Paper, list[str]]:
        """What the pages show at this tick alone."""
        lines = []
        if self.strip.get(number) in {"once", "turns"}:
            paper = replace(paper, ticker=self.other_strip)
            lines.append("another edition's strip")
        if self.other_lists == (number, "once") and (lists := self._others(paper)):
            paper = replace(paper, lists=lists)
            lines.append("another edition's lists")
        return paper, lines

    def _others(self, paper: Paper) -> dict[str, tuple[int, ...]]:
        """Lists without an entry that they have; none where there are too few stories."""
        if paper.hidden:
            return {}
        lists = {}
        for label, numbers in paper.lists.items():
            titles = {paper.stories[number].title for number in numbers}
            rest = list({story.title: story.id for story in paper.newest() if story.title not in titles}.values())
            if len(rest) < _ITEMS or len(numbers) < _ITEMS:
                return {}
            lists[label] = tuple(self.rng.sample(rest, min(len(rest), len(numbers))))
        return lists

    def _close(self, paper: Paper) -> Paper:
        told = draw_story(self.rng, paper.tongue, -1, paper.now - timedelta(minutes=30))
        return replace(paper, posts=(), closed=replace(told, title=paper.blog_title, path=BLOG_PATH))

    # Stories

    def stories(self, paper: Paper, free: list[Story]) -> tuple[Paper, dict[int, frozenset[str]], list[str]]:
        """What befalls stories to which nothing else does: paper, edits, lines."""
        edits: dict[int, frozenset[str]] = {}
        lines: list[str] = []
        for what in (self._bump, self._move_and_edit, self._print_again, self._halve):
            known = [story for story in free if story.id not in edits]
            if known and chance(self.rng, 0.12):
                story = self.rng.choice(known)
                if found := what(paper, story):
                    paper, edits[story.id], line = found
                    lines.append(f"{story.path}: {line}")
        return paper, edits, lines

    def _bump(self, paper: Paper, story: Story) -> tuple[Paper, frozenset[str], str]:
        bumped = replace(story, modified=paper.now - timedelta(minutes=2))
        return paper.with_story(bumped), frozenset(), "another modified date, and nothing else"

    def _move_and_edit(self, paper: Paper, story: Story) -> tuple[Paper, frozenset[str], str] | None:
        if story.id in paper.paged:
            return None
        moved = events.move(self.rng, paper, story)
        now = moved.stories[story.id]
        found = events.edit(self.rng, moved, now)
        if found is None or now.path == story.path:
            return None
        return moved.with_story(found[0]), found[1], f"moved to {now.path} and edited: {sorted(found[1])}"

    def _print_again(self, paper: Paper, story: Story) -> tuple[Paper, frozenset[str], str]:
        number = 1 + max(paper.stories)
        path = f"/{story.path.split('/')[1]}/{slug(self.rng)}-{number + 100}"
        now = paper.now - timedelta(minutes=5)
        again = replace(story, id=number, path=path, published=now, modified=now)
        return paper.with_story(again), frozenset(), f"printed again at {path}"

    def _halve(self, paper: Paper, story: Story) -> tuple[Paper, frozenset[str], str] | None:
        # Below a text that ends early the next one would speak of subscriptions, as a wall does.
        if paper.endless or len(story.parts) < _LONG or any(part.startswith(("## ", "> ")) for part in story.parts):
            return None
        self.halved.add(story.id)
        return paper.with_story(replace(story, parts=story.parts[:_KEPT])), frozenset({"removed"}), "most of it is gone"

    def faults(self, free: list[Story]) -> dict[str, str]:
        """Pages that broke off on their way, or came packed twice."""
        if not free or not chance(self.rng, 0.2):
            return {}
        return {self.rng.choice(free).path: self.rng.choice(BROKEN)}
