"""What the paper says at a moment, whatever its markup."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from gazette.lexicon import ARABIC, ENGLISH, GERMAN, NAMES, Lexicon

START = datetime(2026, 9, 3, 5, 30, tzinfo=UTC)
SECTIONS = ("harbour", "council", "weather", "letters")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article."""

    id: int
    path: str
    title: str
    dek: str
    author: str
    at: datetime
    changed: datetime
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the ticker, or an entry of the live blog."""

    id: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class World:
    """`faults` by piece: what stands in place of its page; `*` for all pages. `dressed`: pieces whose words stand in
    other markup than those of the rest."""

    now: datetime
    lexicon: Lexicon
    skin: str
    pieces: Mapping[int, Piece]
    popular: tuple[int, ...]
    picks: tuple[int, ...]
    ticker: tuple[Line, ...]
    blog: tuple[Line, ...]
    blog_title: str
    gone: Mapping[int, str] = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[int | str, str] = field(default_factory=dict)
    dressed: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()  # of what `wild` puts on the pages
    trials: Mapping[int, str] = field(default_factory=dict)  # piece → another headline that is tried out
    stale: Mapping[int, Piece] = field(default_factory=dict)  # pieces of which caches give an old copy: as it was

    @property
    def hour(self) -> int:
        return round((self.now - START).total_seconds() / 3600)

    def newest(self) -> list[Piece]:
        here = (piece for piece in self.pieces.values() if piece.id not in self.gone)
        return sorted(here, key=lambda piece: (piece.at, piece.id), reverse=True)

    def having(self, piece: Piece) -> World:
        return replace(self, pieces={**self.pieces, piece.id: piece})


def draw_world(rng: random.Random, skin: str, count: int, lexicon: Lexicon | None = None) -> World:
    drawn = ARABIC if skin == "rtl" else rng.choice((ENGLISH, ENGLISH, GERMAN))
    lexicon = lexicon or drawn
    pieces = {n: draw_piece(rng, lexicon, n, START - timedelta(minutes=53 * n + 20)) for n in range(1, count + 1)}
    ids = sorted(pieces)
    return World(
        now=START,
        lexicon=lexicon,
        skin=skin,
        pieces=pieces,
        popular=tuple(rng.sample(ids, 7)),
        picks=tuple(rng.sample(ids, 4)),
        ticker=tuple(draw_line(rng, lexicon, n, START - timedelta(minutes=9 * n)) for n in range(6)),
        blog=tuple(draw_entry(rng, lexicon, n, START - timedelta(minutes=11 * n)) for n in range(9, 0, -1)),
        blog_title=lexicon.headline(rng),
    )


def draw_piece(rng: random.Random, lexicon: Lexicon, number: int, at: datetime) -> Piece:
    length = rng.choice((1, 3, 7, 8, 9, 10, 11, 12, 14, 18, 25))
    slug = "-".join(rng.sample("weir orrin tram oven bees pier tide lamp mail arch sleet clock".split(), 3))
    return Piece(
        id=number,
        path=f"/{rng.choice(SECTIONS)}/{slug}-{4000 + number}",
        title=lexicon.headline(rng),
        dek=lexicon.sentence(rng),
        author=rng.choice(NAMES.split("|")),
        at=at,
        changed=at,
        parts=tuple(lexicon.paragraph(rng) for _ in range(length)),
    )


def draw_line(rng: random.Random, lexicon: Lexicon, number: int, at: datetime) -> Line:
    letters = "".join(rng.choice("abdefgiklmnoprstu") for _ in range(24)).capitalize()
    return Line(number, at, f"{letters[:7]} {letters[7:15]} {letters[15:]}: {lexicon.headline(rng)} {number}")


def draw_entry(rng: random.Random, lexicon: Lexicon, number: int, at: datetime) -> Line:
    return Line(number, at, lexicon.paragraph(rng))
