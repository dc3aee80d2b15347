"""Ten hours of the paper: what it says at each tick, what was done to it since, and what stands in its way."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from outsider.manners import ENGLISH, Manner

HOUR = timedelta(hours=1)
SECTIONS = ("town", "county", "sea", "culture")
EDITS = ("number", "headline", "added", "removed", "rewrite", "quote", "correction", "typo", "byline", "moved")


@dataclass(frozen=True)
class Story:
    id: int
    path: str
    title: str
    author: str
    published: datetime
    modified: datetime
    parts: tuple[str, ...]
    trial: str = ""  # another headline, shown to every second reader
    also: str = ""  # the address it was moved to says the same; "301" or "308" from the old one


@dataclass(frozen=True)
class World:
    now: datetime
    skin: str
    stories: Mapping[int, Story]
    popular: tuple[int, ...]
    picks: tuple[int, ...]
    ticker: tuple[tuple[int, str], ...]  # of all that were ever shown, the newest first
    gone: Mapping[int, str] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # path → where to, and by which status
    faults: Mapping[int, str] = field(default_factory=dict)
    outage: str = ""  # all pages

    def front(self) -> list[Story]:
        shown = (story for story in self.stories.values() if story.id not in self.gone)
        return sorted(shown, key=lambda story: (story.published, story.id), reverse=True)


@dataclass(frozen=True)
class Tick:
    """`done`: (what, the story's id or the name of a region)."""

    number: int
    world: World
    done: tuple[tuple[str, int | str], ...] = ()


def draw_ticks(
    seed: int,
    *,
    hard: bool = False,
    count: int = 60,
    ticks: int = 11,
    edits: int = 50,
    manner: Manner = ENGLISH,
) -> list[Tick]:
    """The first tick is the paper before anything was done to it."""
    return list(_Days(random.Random(f"outsider {seed} {hard}"), hard, count, ticks, edits, manner).run())


def quiet_ticks(last: Tick, hours: int) -> list[Tick]:
    """Hours after the last tick in which nothing is done."""
    world = replace(last.world, faults={}, outage="")
    return [Tick(last.number + n, replace(world, now=world.now + n * HOUR)) for n in range(1, hours + 1)]


class _Days:
    def __init__(self, rng: random.Random, hard: bool, count: int, ticks: int, edits: int, manner: Manner) -> None:
        self.rng, self.hard, self.ticks, self.manner = rng, hard, ticks, manner
        self.serial = 1000
        start = datetime.now(UTC).replace(minute=5, second=0, microsecond=0) - timedelta(days=1)
        stories = {n: self._story(n, start - timedelta(minutes=37 * n + 9)) for n in range(1, count + 1)}
        ids = sorted(stories)
        rng.shuffle(ids)
        self.special = ids[: 12 if count >= 40 else 6]
        for id_ in self.special[-2:]:
            stories[id_] = replace(stories[id_], trial=manner.headline(rng))
        self.world = World(
            now=start,
            skin="old",
            stories=stories,
            popular=tuple(rng.sample(ids, 5)),
            picks=tuple(rng.sample(ids, 3)),
            ticker=tuple((self._next(), manner.teaser(rng)) for _ in range(15)),
        )
        self.plan = sorted(rng.randrange(1, ticks) for _ in range(edits))
        days = [day for day in range(1, ticks - 2) if not (hard and day in {3, 8})]
        hows = zip(self.special[:4], ("404", "410", "soft", "front"), strict=True)
        self.removals = dict(zip(rng.sample(days, 4), hows, strict=True))
        ways = zip(self.special[4:7], ("301", "308", "canonical"), strict=False)
        self.moves = dict(zip(rng.sample(days, 3), ways, strict=False))
        self.flap = (self.special[7], self.world.stories[self.special[7]].title) if hard and count >= 40 else None

    def _next(self) -> int:
        self.serial += 1
        return self.serial

    def _story(self, number: int, at: datetime) -> Story:
        rng = self.rng
        words = "-".join(rng.sample("salt tide mill bridge court nurse ferry smith vale quay lamp tram".split(), 3))
        parts = tuple(self.manner.paragraph(rng) for _ in range(rng.choice(self.manner.lengths)))
        path = f"/{rng.choice(SECTIONS)}/{at:%Y/%m}/{words}-{20000 + number}.html"
        return Story(number, path, self.manner.headline(rng), rng.choice(self.manner.names), at, at, parts)

    def run(self) -> list[Tick]:
        return [Tick(0, self.world), *(self._tick(number) for number in range(1, self.ticks))]

    def _tick(self, number: int) -> Tick:
        self.done: list[tuple[str, int | str]] = []
        self.world = replace(self.world, now=self.world.now + HOUR, faults={}, outage="")
        if self.hard:
            self._hardships(number)
        for _ in range(self.plan.count(number)):
            self._edit()
        if number in self.removals:
            id_, how = self.removals[number]
            self.world = replace(self.world, gone={**self.world.gone, id_: how})
            self._unlist(id_)
            self.done.append(("deleted", id_))
        if number in self.moves:
            self._move(*self.moves[number])
        self._lists()
        self._ticker()
        new = self._story(max(self.world.stories) + 1, self.world.now - timedelta(minutes=self.rng.randrange(3, 50)))
        self._put(new)
        return Tick(number, self.world, tuple(self.done))

    def _put(self, story: Story) -> None:
        self.world = replace(self.world, stories={**self.world.stories, story.id: story})

    def _hardships(self, number: int) -> None:
        """As the judges' table has them: for a tick each, then everything is as it was."""
        ids = [id_ for id_ in sorted(self.world.stories) if id_ not in self.special]
        some = self.rng.sample(ids, max(3, len(ids) // 6))
        by_tick = {2: "soft", 4: "block", 5: "paywall", 6: "cookiewall", 7: "500"}
        if number == 3:
            self.world = replace(self.world, outage=self.rng.choice(("503", "block", "cookiewall")))
        elif number in by_tick:
            self.world = replace(self.world, faults=dict.fromkeys(some, by_tick[number]))
        if number == 8:
            self.world = replace(self.world, skin="new")
            self.done.append(("redesigned", "*"))
        if self.flap and number in {4, 6}:
            id_, title = self.flap
            self._put(replace(self.world.stories[id_], title=self.manner.headline(self.rng) if number == 4 else title))
            self.done.append(("flap", id_))

    def _edit(self) -> None:
        taken = {subject for _, subject in self.done}
        free = [i for i in sorted(self.world.stories) if i not in self.special and i not in taken]
        while free:
            story = self.world.stories[free.pop(self.rng.randrange(len(free)))]
            what = self.rng.choice(EDITS)
            after = self._edited(story, what)
            if after is None or after == story:
                continue
            if self.rng.random() < 0.4:
                after = replace(after, modified=self.world.now - timedelta(minutes=2))
            self._put(after)
            self.done.append((what, story.id))
            return

    def _edited(self, story: Story, what: str) -> Story | None:
        manner, rng = self.manner, self.rng
        if what == "headline":
            return replace(story, title=manner.headline(rng))
        if what == "byline":
            return replace(story, author=rng.choice([name for name in manner.names if name != story.author]))
        parts = self._edited_parts(list(story.parts), what)
        return None if parts is None else replace(story, parts=tuple(parts))

    def _edited_parts(self, parts: list[str], what: str) -> list[str] | None:
        manner, rng = self.manner, self.rng
        at = rng.randrange(len(parts))
        text: str | None = parts[at]
        match what:
            case "added":
                return [*parts[: at + 1], manner.paragraph(rng), *parts[at + 1 :]]
            case "removed":
                return None if len(parts) < 4 else parts[:at] + parts[at + 1 :]
            case "moved":
                return None if len(parts) < 6 else [parts[0], *parts[2:], parts[1]]
            case "correction":
                return None if manner.note in parts else [*parts, manner.note]
            case "rewrite":
                text = f"{manner.sentence(rng)} {manner.sentence(rng)}"
            case "number":
                text = manner.number(parts[at])
            case "quote":
                text = parts[at].replace(*manner.quote, 1) if manner.quote[0] in parts[at] else None
            case _:
                text = manner.typo(parts[at])
        return None if text is None else [*parts[:at], text, *parts[at + 1 :]]

    def _move(self, id_: int, how: str) -> None:
        story = self.world.stories[id_]
        path = story.path.replace(".html", "-updated.html")
        self.world = replace(self.world, moved={**self.world.moved, story.path: (path, how)})
        self._put(replace(story, path=path))
        self.done.append(("moved-page", id_))

    def _unlist(self, id_: int) -> None:
        def without(ids: tuple[int, ...]) -> tuple[int, ...]:
            spare = next(s.id for s in reversed(self.world.front()) if s.id not in {*ids, id_})
            return (*(each for each in ids if each != id_), spare)

        for name in ("popular", "picks"):
            if id_ in (ids := getattr(self.world, name)):
                self.world = replace(self.world, **{name: without(ids)})
                self.done.append((name, name))

    def _lists(self) -> None:
        rng, world = self.rng, self.world
        for name, chance in (("popular", 0.7), ("picks", 0.4)):
            ids = list(getattr(world, name))
            if rng.random() >= chance or (name, name) in self.done:
                continue
            spare = [s.id for s in world.front() if s.id not in ids and s.id not in self.special]
            ids[rng.randrange(len(ids))] = rng.choice(spare)
            if rng.random() < 0.5:
                ids.insert(0, ids.pop())
            self.world = world = replace(world, **{name: tuple(ids)})
            self.done.append((name, name))
        retitled = {id_ for what, id_ in self.done if what in {"headline", "flap"}}
        for name in ("popular", "picks"):
            if retitled & set(getattr(self.world, name)) and (name, name) not in self.done:
                self.done.append((name, name))

    def _ticker(self) -> None:
        fresh = self.rng.choice((0, 1, 2, 4, 15))
        if fresh:
            lines = tuple((self._next(), self.manner.teaser(self.rng)) for _ in range(fresh))
            self.world = replace(self.world, ticker=(*lines, *self.world.ticker))
            self.done.append(("ticker", "ticker"))
