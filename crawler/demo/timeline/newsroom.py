"""What newsrooms do now and then, drawn from a generator of its own, so that the rest of a timeline stays what it was.

A correction note is withdrawn; an article is dated anew, or gives its address to another and takes that one's; a
paragraph is moved and edited at once; two headlines are tried out side by side; a list has another name from here on,
or fewer entries by night.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import timedelta

from crawler.classes import dataclass
from crawler.demo.timeline import events
from crawler.demo.timeline.paper import Paper, Story
from crawler.demo.timeline.words import chance

_FEWEST = 4  # entries of a list by night
_MOST_LEFT_OUT = 3
_OFTEN, _SELDOM = 0.2, 0.06

Befallen = tuple[Paper, Mapping[int, frozenset[str]], str]  # what it did to which stories, and in words


@dataclass
class Newsroom:
    """`calm`: ticks at which the site can be read and is not redesigned, nor was right before, and no list is another
    as a whole or away: a new name in its place would be another list. `dated`: whether all pages say when they were
    published."""

    seed: int
    calm: Collection[int]
    dated: bool
    renaming: int = 0  # tick at which a list gets its other name
    night: tuple[int, int] = (0, 0)  # ticks between which a list has fewer entries
    left_out: tuple[int, ...] = ()
    short: str = ""  # the list that has
    free: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = rng = random.Random(f"{self.seed} newsroom")  # noqa: S311 - a timeline that a seed repeats
        calm = sorted(self.calm)
        if calm and chance(rng, _OFTEN):
            self.renaming = rng.choice(calm)
        if len(calm) > 1 and chance(rng, _OFTEN):
            first, last = sorted(rng.sample(calm, 2))
            self.night = first, last

    # The site's lists

    def site(self, paper: Paper, number: int) -> tuple[Paper, list[str]]:
        """What befalls the lists: the paper, and what is said of it."""
        if paper.hidden or len(paper.lists) == 0:
            return paper, []
        lines = []
        if number == self.renaming:
            label = self.rng.choice(sorted(paper.lists))
            name = paper.tongue.label[paper.tongue.role(label) + "_too"]
            paper = replace(paper, headings={**paper.headings, label: name})
            lines.append(f"{label} is called {name} from here on")
        if number == self.night[0]:
            paper = self._shortened(paper)
            lines += [f"{self.short} has {len(self.left_out)} entries less"] if self.left_out else []
        elif number == self.night[1] and self.left_out:
            shown = paper.lists[self.short]
            back = (n for n in self.left_out if n not in shown and n not in paper.gone)
            paper = replace(paper, lists={**paper.lists, self.short: (*shown, *back)})
            lines.append(f"{self.short} is as long as before")
        return paper, lines

    def _shortened(self, paper: Paper) -> Paper:
        self.short = self.rng.choice(sorted(paper.lists))
        items = paper.lists[self.short]
        stay = max(min(_FEWEST, len(items)), len(items) - self.rng.randint(1, _MOST_LEFT_OUT))
        self.left_out = items[stay:]
        return replace(paper, lists={**paper.lists, self.short: items[:stay]})

    # Stories

    def stories(self, paper: Paper, free: list[Story]) -> tuple[Paper, dict[int, frozenset[str]], list[str]]:
        """What befalls stories to which nothing else does: paper, edits, lines."""
        done: dict[int, frozenset[str]] = {}
        lines: list[str] = []
        for share, what in (
            (1.0, self._withdraw),
            (_SELDOM, self._date_anew),
            (_SELDOM, self._swap),
            (_OFTEN, self._move_and_edit),
            (_SELDOM, self._try_headlines),
        ):
            self.free = [story for story in free if story.id not in done]
            if chance(self.rng, share) and (found := what(paper)):
                paper, edits, line = found
                done |= edits
                lines.append(line)
        return paper, done, lines

    def _withdraw(self, paper: Paper) -> Befallen | None:
        notes = tuple(f"{paper.tongue.label['correction']} {what}." for what in paper.tongue.what)
        corrected = [story for story in self.free if story.parts[-1] in notes]
        if not corrected or chance(self.rng, 0.5):
            return None
        story = self.rng.choice(corrected)
        bare = replace(story, parts=story.parts[:-1])
        return paper.with_story(bare), {story.id: frozenset({"removed"})}, f"{story.path}: its note is withdrawn"

    def _date_anew(self, paper: Paper) -> Befallen | None:
        if not (self.free and self.dated):
            return None
        story, now = self.rng.choice(self.free), paper.now
        dated = replace(story, published=now - timedelta(minutes=9), modified=now - timedelta(minutes=4))
        kinds = frozenset({"date"})
        if chance(self.rng, 0.5) and (found := events.added(self.rng, paper, dated)):
            dated, kinds = found[0], kinds | found[1]
        return paper.with_story(dated), {story.id: kinds}, f"{story.path}: published anew, {sorted(kinds)}"

    def _swap(self, paper: Paper) -> Befallen | None:
        """Each at the address of the other: of neither it is an edit."""
        if len(self.free) < len((0, 1)) or not self.dated:
            return None
        one, other = self.rng.sample(self.free, 2)
        swapped = [replace(other, id=one.id, path=one.path), replace(one, id=other.id, path=other.path)]
        if one.published == other.published or set(one.parts) & set(other.parts):
            return None
        edits = dict.fromkeys((one.id, other.id), frozenset[str]())
        return paper.with_story(swapped[0]).with_story(swapped[1]), edits, f"{one.path} and {other.path} change places"

    def _move_and_edit(self, paper: Paper) -> Befallen | None:
        """One paragraph, which stands elsewhere and has another number."""
        story = self.rng.choice(self.free) if self.free else None
        moved = events.moved(self.rng, paper, story) if story else None
        if story is None or moved is None:
            return None
        at = next(at for at, (one, other) in enumerate(zip(story.parts, moved[0].parts, strict=True)) if one != other)
        changed = events.other_number(self.rng, moved[0].parts[at])
        if changed is None or moved[0].parts[at] in story.parts[:at]:
            return None
        parts = (*moved[0].parts[:at], changed[0], *moved[0].parts[at + 1 :])
        kinds = {"moved", "number"} | ({"quote"} if '"' in changed[0] else set())
        line = f"{story.path}: a paragraph moved, and was edited"
        return paper.with_story(replace(story, parts=parts)), {story.id: frozenset(kinds)}, line

    def _try_headlines(self, paper: Paper) -> Befallen | None:
        """From here on each request draws one of two headlines, which is no edit, until there is a third."""
        story = self.rng.choice(self.free) if self.free and not paper.drawn else None
        if story is None:
            return None
        drawn = {story.id: (story.title, paper.tongue.headline(self.rng))}
        return replace(paper, drawn=drawn), {story.id: frozenset()}, f"{story.path}: two headlines are tried out"
