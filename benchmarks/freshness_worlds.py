"""Simulated sites for `freshness.py`: articles with known rates of edits, and the edits that came of them.

What is published of edits, and what each world takes from it:

- 35 % of articles of Flemish news outlets, fetched again every 15 minutes, were updated within 24 hours, about twice
  each (world `outlets`).
- 18 % of 88 million news pages (GDELT) changed within a week, four fifths of them in the first day (world `wires`).
- NewsEdits (Spangher et al., NAACL 2022): 3.6 versions of each tracked article, that is 2.6 edits (world `tracked`,
  with a slower curve).
- Live pages are not counted apart anywhere: their shares (1, 0.5, 2, 5 and 3 % here) and paces (some two entries an
  hour, three in the last world, for 4 to 30 hours) are assumptions. World `desk` has most, half of which don't say so,
  and a night of seven hours.
- World `magazine` is nobody's statistics: it was made last, to be unlike the others in all of this, and nothing of the
  model was ever chosen by it.

Within a world an article's rate is that of the age curve times a factor from a Gamma distribution of mean 1, whose
shape makes the published share of articles that are never edited come out.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

WEEK = 168.0  # hours of an article that count
CELL = 1 / 12  # hours: true rates are constant for five minutes
CELLS = round(WEEK / CELL)
HINT_DELAY = 1 / 6  # hours until a source that tells of an edit is read, at most

Curve = Callable[[float], float]


def stretched(scale: float, power: float = 0.5) -> Curve:
    """The share of a week's edits that has come by an age (hours): early, with a long tail."""

    def share(age: float) -> float:
        return -math.expm1(-((age / scale) ** power))

    return lambda age: share(age) / share(WEEK)


def even(start: float = 0.0) -> Curve:
    """Edits come at one pace from an age on."""
    return lambda age: max(age - start, 0.0) / (WEEK - start)


def always(_hour: float) -> float:
    return 1.0


def asleep_at_night(hour: float) -> float:
    return 1.38 if hour >= 7 else 0.05


def busiest_at_two(hour: float) -> float:
    return 1.0 + 0.85 * math.cos((hour - 14.0) * math.pi / 12.0)


@dataclass(frozen=True)
class World:
    """A site: how often an ordinary article is edited in a week and when, how unlike articles are, live pages."""

    name: str
    edits: float
    curve: Curve
    shape: float = 1.0
    live: float = 0.01  # share of pages
    told: float = 0.7  # share of live pages whose markup says so
    live_rate: float = 2.0  # entries an hour, on average
    beat: Callable[[float], float] = always
    burst: float = 0.0  # further edits that each one brings with it, within the half hour


WORLDS = (
    World("outlets", 0.66, stretched(10), live=0.01),
    World("wires", 0.25, stretched(10), shape=0.9, live=0.005),
    World("tracked", 2.0, stretched(30), live=0.02),
    World("desk", 0.66, stretched(10), live=0.05, told=0.5, beat=asleep_at_night),
    World("magazine", 1.1, stretched(40, 0.8), 0.6, live=0.03, told=0.5, live_rate=3.0, beat=busiest_at_two),
)
# Worlds that the model was not made for.
OTHERS = (
    World("late", 1.0, even(), live=0.0),
    World("later", 1.0, even(72.0), live=0.0),
    World("half live", 0.66, stretched(10), live=0.5, told=0.0),
    World("bursts", 0.4, stretched(10), live=0.01, burst=2.0),
    World("unlike", 0.88, stretched(10), shape=0.5, live=0.0),
    World("alike", 0.88, stretched(10), shape=50.0, live=0.0),
    World("silent", 0.0, stretched(10), live=0.0),
)


@dataclass
class Article:
    """`published` in hours; the rest by age (hours). `rates`: edits expected in each cell; `hints`: when each comes."""

    published: float
    says_live: bool
    rates: list[float]
    scale: float  # the rates are this times those of an average article; 0 where they are of their own
    edits: list[float]
    hints: list[float] = field(default_factory=list)

    @property
    def watched(self) -> float:
        return len(self.rates) * CELL


def make_site(
    world: World, seed: int, *, days: int, a_day: int, recall: float = 0.0, watched: float = WEEK
) -> list[Article]:
    """The articles of some days, by time of publication; three quarters of them are published in the daytime.

    `watched`: hours for which there are rates and edits of each, a week at least; the age curve of the week goes on
    beyond it, and the week is the same however long that is.
    """
    rng = random.Random(f"{world.name} {seed}")
    cells = round(watched / CELL)
    shares = [world.edits * (world.curve((i + 1) * CELL) - world.curve(i * CELL)) for i in range(cells)]
    moments = sorted(_publication(rng, days) for _ in range(days * a_day))
    articles = [_article(world, rng, moment, shares) for moment in moments]
    for article in articles:
        article.hints = _hints(random.Random(f"{seed} {article.published}"), article, recall)
    return articles


def _publication(rng: random.Random, days: int) -> float:
    while True:
        moment = rng.uniform(0, 24 * days)
        if moment % 24 >= 7 or rng.random() < 0.3:
            return moment


def _article(world: World, rng: random.Random, published: float, shares: list[float]) -> Article:
    live = rng.random() < world.live
    if live:
        rate, length = rng.gammavariate(3.0, world.live_rate / 3.0) * CELL, rng.uniform(4.0, 30.0)
        rates = [rate if cell * CELL < length else 0.0 for cell in range(len(shares))]
        factor = 0.0
    else:
        factor = rng.gammavariate(world.shape, 1.0 / world.shape)
        rates = [factor * share for share in shares]
    if world.beat is not always:
        rates = [rate * world.beat((published + cell * CELL) % 24) for cell, rate in enumerate(rates)]
        factor = 0.0
    says_live, edits = live and rng.random() < world.told, _edits(world, rng, rates[:CELLS])
    later = _edits(world, random.Random(f"{published}"), rates[CELLS:])
    return Article(published, says_live, rates, factor, [*edits, *(WEEK + age for age in later)])


def _edits(world: World, rng: random.Random, rates: list[float]) -> list[float]:
    edits: list[float] = []
    for cell, rate in enumerate(rates):
        for _ in range(_poisson(rng, rate / (1.0 + world.burst))):
            edits.append((cell + rng.random()) * CELL)
            edits.extend(edits[-1] + rng.expovariate(4.0) for _ in range(_poisson(rng, world.burst)))
    return sorted(age for age in edits if age < len(rates) * CELL)


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.random() - math.exp(-mean)
    chance = math.exp(-mean)
    while left > 0 and count < 20:
        count += 1
        chance *= mean / count
        left -= chance
    return count


def _hints(rng: random.Random, article: Article, recall: float) -> list[float]:
    """A share of the edits is told of, within minutes; one hint in ten articles means nothing."""
    if not recall:
        return []
    told = [age + rng.uniform(0, HINT_DELAY) for age in article.edits if rng.random() < recall]
    false = [rng.uniform(0, 48.0)] if rng.random() < 0.1 else []
    return sorted(age for age in (*told, *false) if age < article.watched)
