"""What befalls the paper from sweep to sweep: an easy timeline, and a hard one."""

from __future__ import annotations

import random
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from gazette import wild
from gazette.lexicon import LEXICONS
from gazette.world import START, Piece, World, draw_entry, draw_line, draw_piece, draw_world

SKINS = ("wordpress", "hashed", "tables", "rtl", "headless", "custom")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{7,}")
_HOUR = timedelta(hours=1)
_LENGTH = 12  # entries that the live blog shows


@dataclass(frozen=True, slots=True)
class Sweep:
    number: int
    world: World
    edits: dict[int, str]  # piece → what was done to it


def draw_story(
    seed: int,
    *,
    hard: bool = False,
    count: int = 60,
    sweeps: int = 10,
    edits: int = 0,
    kinds: Collection[str] | None = None,
) -> list[Sweep]:
    """The sweeps of a timeline; `edits` are spread over all of them but the first. `kinds`: of `wild`, in any of the
    languages; none at all where it is None, drawn where it is empty."""
    return _Draw(seed, hard, count, sweeps, edits or (55 if hard else 50), kinds).story()


class _Draw:
    def __init__(
        self, seed: int, hard: bool, count: int, sweeps: int, edits: int, kinds: Collection[str] | None
    ) -> None:
        self.rng = random.Random(f"gazette {seed} {hard}")
        self.hard, self.sweeps = hard, sweeps
        skin = SKINS[seed % len(SKINS)]
        self.odd = random.Random(f"wild {seed}")
        tongue = self.odd.choice(LEXICONS) if kinds is not None and skin != "rtl" else None
        self.world = draw_world(self.rng, skin, count, tongue)
        others = [other for other in SKINS if other not in {skin, "rtl"}]
        self.next_skin = self.rng.choice(others)
        self.plan = [1 + at % (sweeps - 1) for at in range(edits)]
        self.redesign = min(8, sweeps - 2) if hard else 0
        ids = sorted(self.world.pieces)
        self.rng.shuffle(ids)
        self.deleted = dict(zip(self._days(4), zip(ids, ("404", "410", "404", "soft"), strict=False), strict=False))
        self.moved = dict(zip(self._days(3), ids[4:7], strict=False))
        self.flaps = {ids[7]: 2, ids[8]: 5} if hard else {}
        self.kept = set(ids[:9])
        self.originals: dict[int, Piece] = {}
        self.faults = self._faults(ids[9:]) if hard else {}
        if kinds is not None:
            self._wild(frozenset(kinds) or wild.draw_kinds(self.odd), ids[9:])

    def _wild(self, kinds: frozenset[str], ids: list[int]) -> None:
        self.world = replace(self.world, kinds=kinds)
        if "trial" in kinds:
            tried = ids[:2]
            self.kept |= set(tried)
            self.world = replace(self.world, trials={id_: self.world.lexicon.headline(self.odd) for id_ in tried})
        for number, kind in wild.FAULTS:
            here = self.faults.setdefault(number, {})
            if kind in kinds and "*" not in here:
                free = [id_ for id_ in ids if id_ not in here]
                here.update(dict.fromkeys(self.odd.sample(free, min(5, len(free) // 3)), kind))

    def _stale(self, before: World) -> dict[int, Piece]:
        """Pages that a cache has an old copy of: not those that anything else befalls."""
        if "caches" not in self.world.kinds:
            return {}
        faults = {**before.faults, **self.world.faults}
        free = [
            id_
            for id_, piece in before.pieces.items()
            if not {"*", id_} & set(faults)
            and id_ not in self.world.gone
            and id_ not in before.stale
            and id_ not in self.kept
            and self.world.pieces[id_].path == piece.path
        ]
        return {id_: before.pieces[id_] for id_ in self.odd.sample(free, len(free) // 8)}

    def _days(self, count: int) -> list[int]:
        """Days on which a page can go: late enough to be known, early enough to be missed twice."""
        days = [day for day in range(1, self.sweeps - 2) if not (self.hard and day in {3, self.redesign})]
        return sorted(self.rng.sample(days, min(count, len(days))))

    def _faults(self, ids: list[int]) -> dict[int, dict[int | str, str]]:
        share = max(2, len(ids) // 6)
        some = [self.rng.sample(ids, share) for _ in range(6)]
        wide = self.rng.choice(("503", "block", "consent"))
        return {
            2: dict.fromkeys(some[0], "soft"),
            3: {"*": wide},
            4: dict.fromkeys(some[1], "block"),
            5: dict.fromkeys(some[2], "consent"),
            6: dict.fromkeys(some[3], "paywall"),
            7: dict.fromkeys(some[4][:2], "503") | dict.fromkeys(some[5], "consent"),
        }

    def story(self) -> list[Sweep]:
        return [Sweep(0, self.world, {}), *(self._sweep(number) for number in range(1, self.sweeps))]

    def _sweep(self, number: int) -> Sweep:
        before = self.world
        self.world = replace(self.world, now=START + number * _HOUR, faults=self.faults.get(number, {}))
        if number == self.redesign:
            self.world = replace(self.world, skin=self.next_skin)
        if self.hard and number in {1, 7}:
            some = self.rng.sample(sorted(self.world.pieces), len(self.world.pieces) // 4)
            self.world = replace(self.world, dressed=frozenset(some))
        edits: dict[int, str] = {}
        self._flap(number, edits)
        for _ in range(self.plan.count(number)):
            self._edit(edits)
        if number in self.deleted:
            gone, how = self.deleted[number]
            self.world = replace(self.world, gone={**self.world.gone, gone: how})
        if number in self.moved:
            piece = self.world.pieces[self.moved[number]]
            path = f"/{piece.path.split('/')[1]}/moved-{piece.id}-{4000 + piece.id}"
            self.world = replace(self.world, moved={**self.world.moved, piece.path: piece.id})
            self.world = self.world.having(replace(piece, path=path))
        if "*" not in self.world.faults:
            self._turn()
        if "dressed" in self.world.kinds and number >= wild.DRESSED_AT:
            self.world = replace(self.world, dressed=frozenset(self.world.pieces))
        self.world = replace(self.world, stale=self._stale(before))
        return Sweep(number, self.world, edits)

    def _flap(self, number: int, edits: dict[int, str]) -> None:
        for piece, first in self.flaps.items():
            if number == first:
                self.originals[piece] = self.world.pieces[piece]
                now = self.world.pieces[piece]
                self.world = self.world.having(replace(now, title=self.world.lexicon.headline(self.rng)))
                edits[piece] = "flap"
            elif number == first + 2:
                self.world = self.world.having(self.originals[piece])
                edits[piece] = "flap"

    def _edit(self, edits: dict[int, str]) -> None:
        free = [p for p in sorted(self.world.pieces) if p not in edits and p not in self.kept]
        while free:
            piece = self.world.pieces[free.pop(self.rng.randrange(len(free)))]
            what = self.rng.choice(("number", "typo", "headline", "added", "removed", "rewrite", "note", "byline"))
            after = self._edited(piece, what)
            if after is not None and after != piece:
                if self.rng.random() < 0.5:
                    after = replace(after, changed=self.world.now - timedelta(minutes=4))
                self.world = self.world.having(after)
                edits[piece.id] = what
                return

    def _edited(self, piece: Piece, what: str) -> Piece | None:
        rng, lexicon = self.rng, self.world.lexicon
        parts, at = list(piece.parts), rng.randrange(len(piece.parts))
        match what:
            case "number":
                found = list(_NUMBER.finditer(parts[at]))
                if not found:
                    return None
                one = rng.choice(found)
                parts[at] = f"{parts[at][: one.start()]}{int(one[0]) + 7}{parts[at][one.end() :]}"
            case "typo":
                found = [word for word in _WORD.finditer(parts[at]) if word[0][3] != word[0][4]]
                if not found:
                    return None
                one, word = found[0], found[0][0]
                parts[at] = parts[at][: one.start() + 3] + word[4] + word[3] + parts[at][one.start() + 5 :]
            case "headline":
                return replace(piece, title=lexicon.headline(rng))
            case "added":
                parts.insert(at + 1, lexicon.paragraph(rng))
            case "removed":
                if len(parts) < 4:
                    return None
                parts.pop(at)
            case "rewrite":
                parts[at] = f"{parts[at]} {lexicon.sentence(rng)}"
            case "note":
                if lexicon.label["note"] in parts:
                    return None
                parts.append(lexicon.label["note"])
            case _:
                return replace(piece, author=rng.choice(("Ilse Vantongeren", "Omar Pellicane")))
        return replace(piece, parts=tuple(parts))

    def _turn(self) -> None:
        rng, world = self.rng, self.world
        popular, picks = ([n for n in ids if n not in world.gone] for ids in (world.popular, world.picks))
        spare = [piece.id for piece in world.newest() if piece.id not in {*popular, *picks}]
        if rng.random() < 0.6:
            popular.pop(rng.randrange(len(popular)))
            popular.insert(rng.randrange(len(popular) + 1), spare.pop())
            popular.insert(0, popular.pop(rng.randrange(1, len(popular))))
        if rng.random() < 0.4:
            picks = [spare.pop(0), *picks[:-1]]
        ticker = list(world.ticker)
        if rng.random() < 0.7:
            ticker = [draw_line(rng, world.lexicon, 100 + int(world.now.timestamp()) % 10**6, world.now), *ticker[:-1]]
        blog = list(world.blog)
        if rng.random() < 0.8:
            blog = [draw_entry(rng, world.lexicon, blog[0].id + 1, world.now - timedelta(minutes=8)), *blog][:_LENGTH]
        number = 1 + max(world.pieces)
        fresh = draw_piece(rng, world.lexicon, number, world.now - timedelta(minutes=15))
        self.world = replace(world, popular=tuple(popular), picks=tuple(picks), ticker=tuple(ticker), blog=tuple(blog))
        self.world = self.world.having(fresh)
