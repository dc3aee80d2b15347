"""A random paper: what it holds at one moment. Immutable: an event makes another paper of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta

from crawler.classes import dataclass
from crawler.demo.timeline.themes import Dress, Theme, draw_theme
from crawler.demo.timeline.words import TONGUES, Tongue, chance

START = datetime(2026, 5, 12, 6, 0, tzinfo=UTC)
BLOG_PATH = "/live/regatta-day"
_TOWNS = ("Tarrow", "Wendmouth", "Ostrey", "Quillon")
_PAPERS = ("Ledger", "Post", "Kurier", "Gazeta")
SHOWN_FREE = 2  # paragraphs that a paywall lets through
BLOG_LENGTH = 12  # entries that the live blog shows


@dataclass(frozen=True, slots=True)
class Story:
    """An article. Parts that begin with `## ` are subheads, with `> ` block quotes."""

    id: int
    path: str
    title: str
    standfirst: str
    author: str
    published: datetime
    modified: datetime
    caption: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teaser:
    """An item of the strip on every page; `story` is where it links to, if it does."""

    id: int
    text: str
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """An entry of the live blog."""

    id: int
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The site's words at `now`, and the markup that they are dressed in."""

    now: datetime
    name: str
    tongue: Tongue
    theme: Theme
    stories: Mapping[int, Story]
    lists: Mapping[str, tuple[int, ...]]  # label → ids, in order
    ticker: tuple[Teaser, ...]
    posts: tuple[Post, ...] = ()  # newest first; empty: there is no live blog
    blog_title: str = ""
    dress: Dress = field(default_factory=Dress)
    gone: Mapping[int, str] = field(default_factory=dict)  # id → 404, 410, soft-404 or redirect
    moved: Mapping[str, int] = field(default_factory=dict)  # old path → id; answers 301
    renamed: Mapping[str, int] = field(default_factory=dict)  # old path → id; answers 200, with another canonical link
    hidden: frozenset[str] = frozenset()  # labels of lists that the pages do not show at the moment
    etags: bool = False
    endless: bool = False  # below each article stands the next one
    paged: frozenset[int] = frozenset()  # ids of stories that go on on a second page
    one_canonical: bool = False  # second pages name the first as their canonical address
    headings: Mapping[str, str] = field(default_factory=dict)  # label of a list → what its heading says by now
    drawn: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # id → headlines that requests draw from
    closed: Story | None = None  # what stands at the live blog's address when that is over

    def with_story(self, story: Story) -> Paper:
        return replace(self, stories={**self.stories, story.id: story})

    def newest(self) -> list[Story]:
        shown = (story for story in self.stories.values() if story.id not in self.gone)
        return sorted(shown, key=lambda story: (story.published, story.id), reverse=True)


def draw_paper(rng: random.Random, articles: int) -> Paper:
    """The first issue of a paper with so many articles."""
    tongue = rng.choice(TONGUES)
    stories = {
        number: draw_story(rng, tongue, number, START - timedelta(minutes=37 * number + 90))
        for number in range(articles)
    }
    labels = [tongue.label["popular"], tongue.label["picks"]]
    lists = {
        label: tuple(rng.sample(sorted(stories), rng.randint(4, 8))) for label in labels[: rng.choice((1, 2, 2, 2))]
    }
    linked = rng.sample(sorted(stories), rng.choice((0, 5, 8, min(12, articles))))
    ticker = tuple(draw_teaser(rng, tongue, number, [story]) for number, story in enumerate(linked))
    posts = tuple(
        draw_post(rng, tongue, n, START - timedelta(minutes=20 * n + 5)) for n in range(rng.choice((0, 6, BLOG_LENGTH)))
    )
    return Paper(
        now=START,
        name=f"{rng.choice(_TOWNS)} {rng.choice(_PAPERS)}",
        tongue=tongue,
        theme=draw_theme(rng),
        stories=stories,
        lists=lists,
        ticker=ticker,
        posts=posts,
        blog_title=tongue.headline(rng),
        etags=chance(rng, 0.4),
    )


def draw_story(rng: random.Random, tongue: Tongue, number: int, published: datetime) -> Story:
    brief = chance(rng, 0.12)
    parts = [
        tongue.paragraph(rng, rng.randint(2, 4)) for _ in range(rng.randint(2, 3) if brief else rng.randint(6, 13))
    ]
    if not brief and chance(rng, 0.5):
        parts.insert(rng.randint(2, len(parts) - 2), "## " + tongue.headline(rng))
    if not brief and chance(rng, 0.3):
        parts.insert(rng.randint(2, len(parts) - 2), "> " + tongue.named(tongue.sentence(rng)))
    title = tongue.headline(rng)
    return Story(
        id=number,
        path=f"/{rng.choice(('city', 'coast', 'business'))}/{slug(rng)}-{number + 100}",
        title=title,
        standfirst=tongue.sentence(rng),
        author=tongue.name(rng),
        published=published,
        modified=published,
        caption=tongue.sentence(rng),
        parts=tuple(parts),
    )


def slug(rng: random.Random) -> str:
    words = "harbour baker county nets lamps barge chapel mill canal ferry clock apple bridge ledger tide moor".split()
    return "-".join(rng.sample(words, 4))


def draw_teaser(rng: random.Random, tongue: Tongue, number: int, stories: list[int]) -> Teaser:
    return Teaser(number, tongue.teaser(rng), rng.choice(stories) if stories else None)


def draw_post(rng: random.Random, tongue: Tongue, number: int, at: datetime) -> Post:
    return Post(number, at, tongue.headline(rng), tongue.paragraph(rng, rng.randint(1, 3)))
