"""A timeline: what a random paper is at each tick, what stands in the way of reading it, and what must be alerted."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

from crawler.classes import dataclass
from crawler.demo.timeline import events
from crawler.demo.timeline.newsroom import Newsroom
from crawler.demo.timeline.paper import START, Paper, Story, draw_paper
from crawler.demo.timeline.themes import Dress, draw_theme
from crawler.demo.timeline.trials import Trials
from crawler.demo.timeline.words import chance

TICK = timedelta(hours=1)
# Faults of one page, or of the whole site, for one tick.
FAULTS = ("503", "timeout", "403", "captcha", "consent", "paywall")
_MOST_GONE = 2
_FLAPS = 3  # ticks in a row at which a headline alternates
_LONG = 6  # ticks that a timeline has to have for a list to go and to come back
GONE = ("404", "410", "soft-404", "redirect")


@dataclass(frozen=True, slots=True)
class Tick:
    """`faults` by path, "*" for every page; `stale` by path: how many ticks old the cached copy is."""

    number: int
    at: datetime
    paper: Paper
    lines: tuple[str, ...]
    faults: Mapping[str, str] = field(default_factory=dict)
    stale: Mapping[str, int] = field(default_factory=dict)
    edits: Mapping[int, frozenset[str]] = field(default_factory=dict)  # story → what was done to it before this tick
    redesigned: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    seed: int
    ticks: Sequence[Tick]


def draw_timeline(seed: int, *, articles: int = 12, ticks: int = 8) -> Timeline:
    """The timeline of a seed: the same at every call."""
    return Timeline(seed, tuple(_Draw(seed, articles, ticks).ticks()))


class _Draw:
    def __init__(self, seed: int, articles: int, ticks: int) -> None:
        self.rng = rng = random.Random(seed)  # noqa: S311
        self.length = ticks
        self.paper = paper = draw_paper(rng, articles)
        self.made = [Tick(0, START, self.paper, ("the first look",))]
        self.redesign = rng.randrange(2, max(3, ticks - 1)) if chance(rng, 0.5) else 0
        self.wide = {at: rng.choice(FAULTS) for at in rng.sample(range(2, max(4, ticks - 1)), 2) if chance(rng, 0.4)}
        if self.wide and chance(rng, 0.2):
            self.wide |= {at + 1: fault for at, fault in self.wide.items() if at + 1 < ticks - 1}
        self.wide.pop(self.redesign, None)
        self.flapping = self._flap()
        self.away = self._away(random.Random(f"{seed} away"))  # noqa: S311
        self.back: dict[int, int] = {}  # story → tick at which it is back
        restless = {at + step for at in {*self.wide, self.redesign} for step in (0, 1)}
        self.trials = Trials(seed, ticks, set(range(1, ticks)) - restless)
        self.paper = self.trials.begin(paper)
        uncertain = {at + step for at in {*self.away, self.trials.other_lists[0]} for step in range(3)}
        self.newsroom = Newsroom(seed, set(self.trials.calm) - uncertain, dated=self._shows_dates())
        self.made = [Tick(0, START, self.paper, ("the first look",))]
        self.edits: dict[int, frozenset[str]] = {}
        self.lines: list[str] = []

    def _flap(self) -> tuple[int, int, str] | None:
        """A story outside the lists whose headline is tried out in two wordings: (story, first tick, other title)."""
        listed = {number for numbers in self.paper.lists.values() for number in numbers}
        free = [number for number in self.paper.stories if number not in listed]
        calm = [at for at in range(1, self.length - 2) if not {at, at + 1, at + 2} & {*self.wide, self.redesign}]
        if not free or not calm or chance(self.rng, 0.6):
            return None
        return self.rng.choice(free), self.rng.choice(calm), self.paper.tongue.headline(self.rng)

    def _away(self, rng: random.Random) -> dict[int, str]:
        """Ticks at which a list is missing, for longer: tick → list. Of a generator of its own, so that nothing else
        is drawn otherwise for it."""
        if chance(rng, 0.6) or self.length < _LONG:
            return {}
        label, first = rng.choice(sorted(self.paper.lists)), rng.randrange(2, self.length - 2)
        return dict.fromkeys(range(first, first + rng.randint(2, 3)), label)

    def ticks(self) -> list[Tick]:
        for number in range(1, self.length):
            self.made.append(self._tick(number))
        return self.made

    def _tick(self, number: int) -> Tick:
        self.edits, self.lines = {}, []
        self.paper = replace(self.paper, now=START + number * TICK, hidden=frozenset())
        self._return(number)
        wide = self.wide.get(number)
        redesigned = number == self.redesign
        if redesigned:
            self._redesign()
        if chance(self.rng, 0.85) or redesigned:  # else: noise alone
            self._edit()
            if wide is None:
                self._turn()
                self._pages(number)
        self._flap_now(number)
        if number in self.trials.calm:
            self._try(number)
        if number in self.away:
            self.paper = replace(self.paper, hidden=self.paper.hidden | {self.away[number]})
        faults = {"*": wide} if wide else self._faults() if not redesigned else {}
        if number in self.trials.calm:
            faults = self.trials.faults(self._tested()) | faults
        calm = number > 1 and not faults and self.redesign not in {number, number - 1} and number - 1 not in self.wide
        stale = self._stale(number) if calm else {}
        if faults or stale:
            self.lines.append(f"faults {faults}, stale {stale}")
        shown, lines = self.trials.shown(self.paper, number)
        told = (*self.lines, *lines)
        return Tick(number, self.paper.now, shown, told, faults, stale, dict(self.edits), redesigned)

    def _try(self, number: int) -> None:
        """What only some papers are put to."""
        for those in (self.trials, self.newsroom):
            self.paper, lines = those.site(self.paper, number)
            self.lines += lines
            self.paper, edits, lines = those.stories(self.paper, self._tested())
            self.edits |= edits
            self.lines += lines
        for story, how in self.paper.gone.items():
            if how == "410" and self.back.get(story, 0) >= self.length and chance(self.trials.rng, 0.3):
                self.back[story] = number + 2

    def _tested(self) -> list[Story]:
        """Stories that are free, known, in no list, and were seen well at the last look."""
        listed = {story for numbers in self.paper.lists.values() for story in numbers}
        moved = {*self.paper.moved.values(), *self.paper.renamed.values()}
        last = self.made[-1]
        return [
            story
            for story in self._free()
            if story.id not in listed | moved | self.paper.paged
            and story.published < self.paper.now - 2 * TICK
            and story.path not in {*last.faults, *last.stale}
            and story.id not in {*last.edits, *last.paper.gone}
        ]

    # What happens

    def _note(self, line: str) -> None:
        self.lines.append(line)

    def _return(self, number: int) -> None:
        for story, when in list(self.back.items()):
            if when == number and number not in self.wide:
                del self.back[story]
                self.edits[story] = frozenset()  # it is back, and nothing else befalls it now
                self.paper = replace(self.paper, gone={k: v for k, v in self.paper.gone.items() if k != story})
                self._note(f"{self.paper.stories[story].path} is back")
            elif when == number:
                self.back[story] = number + 1

    def _redesign(self) -> None:
        old = self.paper.theme
        new = draw_theme(self.rng)
        # Names made by a style compiler are no names: between these two nothing would be new but the nesting.
        while new.naming == old.naming or {new.naming, old.naming} == {"hashed", "none"}:
            new = draw_theme(self.rng)
        # The same words are shown as before: what else is shown would be other words.
        self.paper = replace(self.paper, theme=replace(new, lead=old.lead))
        self._note(f"redesign: {old.naming}/{old.body} -> {new.naming}/{new.body}")

    def _free(self) -> list[Story]:
        flapping = self.flapping[0] if self.flapping else -1
        return [story for story in self.paper.newest() if story.id not in self.edits and story.id != flapping]

    def _edit(self) -> None:
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            story = self.rng.choice(self._free())
            if found := events.edit(self.rng, self.paper, story):
                self.paper = self.paper.with_story(found[0])
                self.edits[story.id] = found[1]
                self._note(f"{story.path}: {sorted(found[1])}")

    def _turn(self) -> None:
        if chance(self.rng, 0.4):
            self.paper = events.turn_list(self.rng, self.paper)
        if self.paper.ticker and chance(self.rng, 0.4):
            self.paper = events.turn_ticker(self.rng, self.paper)
        if self.paper.posts and chance(self.rng, 0.4):
            self.paper = events.turn_blog(self.rng, self.paper)
        if chance(self.rng, 0.3):
            self.paper = events.publish(self.rng, self.paper)
            self._note("a new story")
        if chance(self.rng, 0.15):
            wrapper = self.rng.choice(("", "sheet", "sheet wide"))
            curly, nbsp, hyphens, bold = (chance(self.rng, 0.5) for _ in range(4))
            self.paper = replace(self.paper, dress=Dress(curly, nbsp, hyphens, bold, wrapper))
            self._note(f"other markup: {self.paper.dress}")
        if chance(self.rng, 0.08):
            self.paper = replace(self.paper, hidden=frozenset({self.rng.choice(sorted(self.paper.lists))}))
            self._note(f"missing: {sorted(self.paper.hidden)}")

    def _pages(self, number: int) -> None:
        listed = {story for numbers in self.paper.lists.values() for story in numbers}
        free = [
            story
            for story in self._free()
            if story.id not in listed | self.paper.paged and story.id < self.length + len(self.paper.stories) - 2
        ]
        known = [story for story in free if story.published < self.paper.now - TICK]
        if known and chance(self.rng, 0.25) and len(self.paper.gone) < _MOST_GONE:
            story = self.rng.choice(known)
            how = self.rng.choice(GONE)
            self.back[story.id] = number + self.rng.choice((1, 1, 2, 3, 4, 5)) if how != "410" else number + 99
            self.paper = replace(self.paper, gone={**self.paper.gone, story.id: how})
            self._note(f"{story.path} answers {how} until tick {self.back[story.id]}")
        elif known and self._shows_dates() and chance(self.rng, 0.08):
            story = self.rng.choice(known)
            self.paper = events.reuse(self.rng, self.paper, story)
            self._note(f"{story.path} holds another article")
        elif chance(self.rng, 0.2):
            free = [story for story in self._free() if story.id not in self.paper.paged]
            story = self.rng.choice([story for story in free if story.published < self.paper.now - TICK])
            self.paper = events.move(self.rng, self.paper, story)
            self._note(f"{story.path} moved to {self.paper.stories[story.id].path}")

    def _shows_dates(self) -> bool:
        """Whether all pages say when they were published, in whatever markup: else nothing tells a new article."""
        return not self.redesign and (self.paper.theme.og or self.paper.theme.jsonld)

    def _flap_now(self, number: int) -> None:
        if self.flapping is None or number - self.flapping[1] not in range(_FLAPS):
            return
        story = self.paper.stories[self.flapping[0]]
        self.paper = self.paper.with_story(replace(story, title=self.flapping[2]))
        self.flapping = (story.id, self.flapping[1], story.title)
        self.edits[story.id] = frozenset({"headline", "number"})
        self._note(f"{story.path}: headline alternates")

    def _faults(self) -> dict[str, str]:
        if chance(self.rng, 0.75):
            return {}
        moved = {*self.paper.moved.values(), *self.paper.renamed.values()}
        flapping = self.flapping[0] if self.flapping else -1
        paths = [
            s.path
            for s in self.paper.newest()
            if s.id not in moved and s.id != flapping and s.published < self.paper.now - 2 * TICK
        ]
        chosen = self.rng.sample(paths, min(len(paths), self.rng.choice((1, 1, 2))))
        return {path: self.rng.choice((*FAULTS, "404", "soft-404")) for path in chosen}

    def _stale(self, number: int) -> dict[str, int]:
        if chance(self.rng, 0.75) or number in self.wide:
            return {}
        paths = sorted(self._stable_paths())
        chosen = self.rng.sample(paths, self.rng.randint(1, max(1, len(paths) // 2)))
        return {path: self.rng.choice((1, 2)) for path in chosen}

    def _stable_paths(self) -> set[str]:
        moved = {*self.paper.moved.values(), *self.paper.renamed.values()}
        flapping = self.flapping[0] if self.flapping else -1
        return {
            s.path
            for s in self.paper.newest()
            if s.id not in moved | self.trials.halved  # a copy made after the first look would be the second one
            and s.id != flapping
            and s.published < self.paper.now - 4 * TICK
            and not any(
                s.id in tick.paper.gone or s.path in tick.faults or s.path in tick.stale for tick in self.made[-2:]
            )
        }
