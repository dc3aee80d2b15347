"""The lines of `alerts.jsonl` against what was done to the paper."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from outsider.story import Story, Tick, World

LATE = 1  # ticks after which an edit that a fault hid may still be told
REGIONS = {"popular": "most popular", "picks": "editors' picks"}
NAMES = {"アクセスランキング": "most popular", "編集部のおすすめ": "editors' picks"}
CLASSES = {  # what an edit may be called
    "number": {"number"},
    "headline": {"headline"},
    "added": {"added"},
    "removed": {"removed"},
    "rewrite": {"rewrite", "added", "removed", "number", "quote"},
    "quote": {"quote"},
    "correction": {"correction"},
    "typo": {"typo"},
    "byline": {"byline"},
    "moved": {"moved"},
    "flap": {"headline"},
}


@dataclass
class Verdicts:
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    classes: Counter[bool] = field(default_factory=Counter)  # whether an edit was called what it is
    notes: list[str] = field(default_factory=list)

    @property
    def perfect(self) -> bool:
        return self.found == self.wanted and not self.false

    def table(self) -> str:
        rows = [f"{'kind':<18}{'done':>6}{'found':>7}{'late':>6}{'false':>7}"]
        for kind in sorted({*self.wanted, *self.false}):
            cells = self.wanted[kind], self.found[kind], self.late[kind], self.false[kind]
            rows.append(f"{kind:<18}{cells[0]:>6}{cells[1]:>7}{cells[2]:>6}{cells[3]:>7}")
        return "\n".join(rows)


@dataclass
class _Due:
    tick: int
    kind: str
    subject: str
    what: str
    until: int
    found: bool = False


def judge(
    ticks: Sequence[Tick],
    told: Mapping[int, Sequence[Mapping[str, Any]]],
    *,
    patience: int = LATE,
    restless: bool = False,
    unseen: Collection[tuple[int, str]] = (),
    shown: Collection[tuple[int, str]] | None = None,
) -> Verdicts:
    """`told`: the alerts of each tick. `patience`: ticks that an edit may be told late; one that a fault hid, more.
    `unseen`: (tick, path) of stories that every request at that tick had something else in place of. `shown`: of those
    that were asked for and could be read; None: all were, at each tick."""
    due = [each for tick in ticks for each in _due(tick, ticks, patience, frozenset(unseen), shown)]
    verdicts = Verdicts(wanted=Counter(each.kind for each in due))
    for number in sorted(told):
        for alert in told[number]:
            _hold(alert, number, due, ticks, verdicts, restless=restless)
    verdicts.found = Counter(each.kind for each in due if each.found)
    verdicts.notes += [
        f"missing, tick {each.tick}: {each.kind} {each.what} {each.subject}" for each in due if not each.found
    ]
    return verdicts


def _due(
    tick: Tick,
    ticks: Sequence[Tick],
    patience: int,
    unseen: Collection[tuple[int, str]],
    shown: Collection[tuple[int, str]] | None,
) -> list[_Due]:
    found, world, last = [], tick.world, ticks[-1].number
    for what, subject in tick.done:
        until = min(last, _seen_at(ticks, tick.number, subject, unseen, times=1 + (what == "deleted")) + patience)
        if what in REGIONS:
            found.append(_Due(tick.number, "list.changed", REGIONS[what], what, until))
        elif what == "ticker":
            found.append(_Due(tick.number, "live.changed", "", what, until))
        elif what == "redesigned":
            found.append(_Due(tick.number, "site.redesigned", "", what, until))
        else:
            if not _was_seen(ticks, tick.number, int(subject), unseen):
                continue
            if what not in {"deleted", "moved-page"} and (
                not any(_is_shown(later, subject, unseen) for later in ticks if later.number >= tick.number)
                or (shown is not None and _was_undone(ticks, tick.number, int(subject), shown))
            ):
                continue
            kind = {"deleted": "article.removed", "moved-page": "article.moved"}.get(what, "article.changed")
            story = world.stories[int(subject)]
            found.append(_Due(tick.number, kind, story.path, what, until))
    before = ticks[tick.number - 1].world if tick.number else None
    if before and before.outage and not world.outage:
        found.append(_Due(tick.number, "site.recovered", "", "", tick.number))
    if world.outage and not (before and before.outage):
        found.append(_Due(tick.number, "site.degraded", "", "", tick.number))
    return found


def _was_seen(ticks: Sequence[Tick], number: int, story: int, unseen: Collection[tuple[int, str]]) -> bool:
    """Whether anybody could read the story before that tick: else there is nothing that an edit of it could differ from."""
    return any(story in tick.world.stories and _is_shown(tick, story, unseen) for tick in ticks[:number])


def _was_undone(ticks: Sequence[Tick], number: int, story: int, shown: Collection[tuple[int, str]]) -> bool:
    """Whether the story said the same at the last look before that tick and at the first one from it on."""
    told = [tick for tick in ticks if story in tick.world.stories]
    paths = {tick.world.stories[story].path for tick in told}
    looks = [tick for tick in told if any((tick.number, path) in shown for path in paths)]
    before = [_words(tick.world.stories[story]) for tick in looks if tick.number < number]
    after = [_words(tick.world.stories[story]) for tick in looks if tick.number >= number]
    return bool(before and after) and before[-1] == after[0]


def _words(story: Story) -> tuple[str, str, tuple[str, ...]]:
    return story.title, story.author, story.parts


def _seen_at(
    ticks: Sequence[Tick], number: int, subject: int | str, unseen: Collection[tuple[int, str]], *, times: int
) -> int:
    """The first tick from `number` on at which nothing hides the page, or the second: a removal is to be seen twice."""
    seen = (tick.number for tick in ticks[number:] if _is_shown(tick, subject, unseen))
    return next(islice(seen, times - 1, None), ticks[-1].number)


def _is_shown(tick: Tick, subject: int | str, unseen: Collection[tuple[int, str]]) -> bool:
    world = tick.world
    if world.outage or not isinstance(subject, int):
        return not world.outage
    story = world.stories.get(subject)
    if subject in world.faults or story is None:
        return subject not in world.faults
    return not any((tick.number, path) in unseen for path in (story.path, story.path.replace("-updated", "")))


def _hold(
    alert: Mapping[str, Any],
    number: int,
    due: Sequence[_Due],
    ticks: Sequence[Tick],
    verdicts: Verdicts,
    *,
    restless: bool,
) -> None:
    open_ = [each for each in due if not each.found and each.tick <= number <= each.until and _fits(each, alert)]
    if open_:
        open_[0].found = True
        verdicts.late[open_[0].kind] += number > open_[0].tick
        if alert["kind"] == "article.changed":
            verdicts.classes[bool(CLASSES[open_[0].what] & set(alert["change"]["edits"]))] += 1
            if not CLASSES[open_[0].what] & set(alert["change"]["edits"]):
                verdicts.notes.append(f"called otherwise, tick {number}: {open_[0].what}: {alert['summary']}")
        for other in open_[1:]:  # what was done to one thing while it was hidden is told at once
            other.found = True
        return
    if _is_tolerated(alert, ticks[number].world, restless=restless):
        return
    verdicts.false[alert["kind"]] += 1
    verdicts.notes.append(f"false, tick {number}: {alert['kind']} {alert['summary']} {alert['subject']['url']}")


def _fits(each: _Due, alert: Mapping[str, Any]) -> bool:
    if each.kind != alert["kind"]:
        return False
    if each.kind == "list.changed":
        name = str(alert["subject"].get("region")).lower().replace("’", "'")
        return each.subject == NAMES.get(name, name)
    if each.kind.startswith("article."):
        urls = (alert["subject"]["url"], str(alert["change"].get("to", "")))
        return any(_like(each.subject, urlsplit(url).path) for url in urls)
    return True


def _like(path: str, other: str) -> bool:
    if other.endswith(".txt"):  # a file's name begins with the number of its story
        return path.rsplit("-", maxsplit=1)[-1].removeprefix("20").removesuffix(".html") == other.rsplit("/", 1)[-1][:3]
    return path.replace("-updated", "") == other.replace("-updated", "")


def _names_a_line(change: Mapping[str, Any], world: World) -> bool:
    """Whether the alert is about the ticker: it names a line that stood there once."""
    said = json.dumps(change, ensure_ascii=False)
    return any(json.dumps(text, ensure_ascii=False)[1:-1] in said for _, text in world.ticker)


def _is_tolerated(alert: Mapping[str, Any], world: World, *, restless: bool) -> bool:
    """Of a headline that is tried out on readers it may be told that it alternates; a ticker that moves while it is
    read may be told more than once; a box of teasers that turns over by the hour may be told, if it is not made much of;
    a wall on part of the pages may be told as what it is."""
    if alert["kind"] == "live.changed":
        return restless or (alert["severity"] == "info" and not _names_a_line(alert["change"], world))
    if alert["kind"] in {"site.degraded", "site.recovered"}:
        return True
    tried = {story.path for story in world.stories.values() if story.trial}
    return (
        alert["kind"] == "article.changed"
        and "lternating" in alert["summary"]
        and urlsplit(alert["subject"]["url"]).path in tried
    )
