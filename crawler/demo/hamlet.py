"""A site of a few short stories on a host of its own, for crawls of many sites at once: it notes who asks when, may be
slow, may refuse, and can be edited."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from dataclasses import field, replace
from zlib import crc32

from crawler.classes import dataclass
from crawler.demo.web import Request, Response

_NOUNS = "ferry harbour council bakery orchard library bridge lantern mill quarry school tower well yard".split()
_VERBS = "opens closes moves waits grows shrinks returns leaves rests mends".split()
_PLACES = "Tarrow Lagg Orlend Hask Ebbwick Stennet Marl Quill Farrow Denholt".split()


@dataclass(slots=True)
class Hamlet:
    """`latency` is in seconds and holds for every answer; `extra` answers before the site does.

    `feed`: it has one, with an ETag. `tags`: what the ETag of a story's page covers: "article", "page", "" for none.
    `ranking`: stories in the list Most Read, which stands beside the stories and not on the front page.

    `visits` holds path and `time.monotonic()` of each request as it came in.
    """

    name: str
    stories: int = 6
    robots: str = ""
    latency: float = 0.0
    editions: dict[int, int] = field(default_factory=dict)  # story → times it was edited
    extra: dict[str, Response] = field(default_factory=dict)
    down: bool = False
    feed: bool = False
    tags: str = ""
    ranking: tuple[int, ...] = ()
    visits: deque[tuple[str, float]] = field(default_factory=lambda: deque(maxlen=100_000))
    _awake: threading.Event = field(default_factory=threading.Event)

    def respond(self, request: Request) -> Response:
        self.visits.append((request.path, time.monotonic()))
        if self.latency:
            self._awake.wait(self.latency)
        if self.down:
            return Response(503, b"Closed for the season")
        if (answer := self.extra.get(request.path)) is not None:
            return answer
        if request.path == "/robots.txt":
            return Response(200, self.robots.encode(), "text/plain") if self.robots else Response(404)
        return _conditional(request, self._page(request.path))

    def wake(self) -> None:
        """Answer whatever waits."""
        self._awake.set()

    def edit(self, story: int) -> None:
        self.editions[story] = self.editions.get(story, 0) + 1

    def path(self, story: int) -> str:
        return f"/news/{self._slug(story)}-{1000 + story}"

    def _slug(self, story: int) -> str:
        rng = random.Random(f"{self.name} {story}")  # noqa: S311 - stories that must be the same each time
        return f"{rng.choice(_NOUNS)}-{rng.choice(_VERBS)}-in-{rng.choice(_PLACES).lower()}"

    def _page(self, path: str) -> Response:
        if path == "/":
            links = "".join(f'<li><a href="{self.path(n)}">{self._title(n)}</a></li>' for n in range(self.stories))
            return self._html(f"The {self.name} Post", f"<h1>The {self.name} Post</h1><ul>{links}</ul>")
        if path == "/feed.xml" and self.feed:
            return self._feed()
        for story in range(self.stories):
            if path == self.path(story):
                return self._story(story)
        return Response(404, b"No such page")

    def _story(self, story: int) -> Response:
        text = f"<article><h1>{self._title(story)}</h1>{self._text(story)}"
        page = self._html(self._title(story), text + self._list())
        covered = {"article": text.encode(), "page": page.body}.get(self.tags)
        return replace(page, headers=_tagged(covered)) if covered is not None else page

    def _list(self) -> str:
        links = "".join(f'<li><a href="{self.path(n)}">{self._title(n)}</a></li>' for n in self.ranking)
        return f"<aside class=ranked><h2>Most Read</h2><ol>{links}</ol></aside>" if links else ""

    def _feed(self) -> Response:
        items = "".join(
            f"<item><title>{self._title(n)}</title><link>{self.path(n)}</link>"
            f"<description>Edition {self.editions.get(n, 0)}</description></item>"
            for n in range(self.stories)
        )
        body = f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'.encode()
        return Response(200, body, "application/rss+xml", _tagged(body))

    def _title(self, story: int) -> str:
        return self._slug(story).replace("-", " ").capitalize() + f", number {story} of the {self.name} papers"

    def _text(self, story: int) -> str:
        edition = self.editions.get(story, 0)
        rng = random.Random(f"{self.name} {story} text")  # noqa: S311 - likewise
        told = [self._sentence(rng) + " " + self._sentence(rng) for _ in range(5)]
        told[2] += f" The count stood at {100 + 7 * edition} by the evening of that long day in {rng.choice(_PLACES)}."
        return "".join(f"<p>{each}</p>" for each in told) + "</article>"

    @staticmethod
    def _sentence(rng: random.Random) -> str:
        one, other = rng.sample(_NOUNS, 2)
        return (
            f"The {one} of {rng.choice(_PLACES)} {rng.choice(_VERBS)} while the {other} near {rng.choice(_PLACES)} "
            f"{rng.choice(_VERBS)} after {rng.randrange(3, 90)} years of work."
        )

    def _html(self, title: str, main: str) -> Response:
        frame = f'<nav><a href="/">{self.name}</a></nav><main>{main}</main><footer>Set in {self.name}</footer>'
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">' if self.feed else ""
        head = f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{feed}</head>"
        return Response(200, f"{head}<body>{frame}</body></html>".encode())


def _tagged(covered: bytes) -> dict[str, str]:
    return {"ETag": f'"{crc32(covered):08x}"'}


def _conditional(request: Request, answer: Response) -> Response:
    known = request.headers.get("if-none-match")
    return Response(304, headers=answer.headers) if known and known == answer.headers.get("ETag") else answer
