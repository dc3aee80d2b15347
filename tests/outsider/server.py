"""The paper on a local server, as a site of its own: nothing of the product is used here."""

from __future__ import annotations

import random
import threading
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from xml.sax.saxutils import escape

from outsider.layouts import Sheet
from outsider.manners import ENGLISH
from outsider.papers import LAYOUTS, MANNERS
from outsider.story import SECTIONS, Story, Tick, World

SHOWN, PER_MINUTE = 15, 12
MOST_SECONDS = 240  # a clock that is ahead of its readers' by many minutes is not believed
Answer = tuple[int, str, Mapping[str, str]]


class Newsstand:
    """Answers for one tick at a time. `restless`: the ticker has something new for every dozen requests."""

    def __init__(self, tick: Tick, layout: str, *, restless: bool = False) -> None:
        self.layout, self.restless = LAYOUTS[layout], restless
        self.manner = MANNERS.get(layout, ENGLISH)
        self.numbers = 0
        self.tick = tick
        self.asked: list[str] = []
        self.unseen: set[tuple[int, str]] = set()  # (tick, path) that only walls were shown of yet
        self.shown: set[tuple[int, str]] = set()
        self.leading: set[str] = set()  # paths that were just answered with the address of the front page

    def show(self, tick: Tick) -> None:
        self.tick, self.asked = tick, []

    def clock(self) -> datetime:
        """The paper's time: as polite readers have it, a second for each request."""
        return self.tick.world.now + timedelta(seconds=min(len(self.asked), MOST_SECONDS))

    def answer(self, base: str, path: str, headers: Mapping[str, str]) -> Answer:
        self.numbers += 1
        self.asked.append(path)
        world = self.tick.world
        rng = random.Random(self.numbers)
        if path == "/robots.txt":
            return 200, f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n", {"Content-Type": "text/plain"}
        if world.outage:
            return self._hardship(world.outage, rng)
        if path == "/sitemap.xml":
            return 200, _sitemap(world, base), {"Content-Type": "application/xml"}
        paths = {path, *self.leading} if path == "/" else {path}
        self.leading -= paths
        looks = {(self.tick.number, each) for each in paths}
        if rng.random() < self.manner.walls:
            self.unseen |= looks - self.shown
            return self._hardship("cookiewall", rng)
        self.shown |= looks
        self.unseen -= looks
        if path == "/" or path.strip("/") in SECTIONS:
            return 200, self._listing(world, base, path, rng), {}
        return self._story(world, base, path, rng, headers)

    def _story(self, world: World, base: str, path: str, rng: random.Random, headers: Mapping[str, str]) -> Answer:
        if path in world.moved and world.moved[path][1] != "canonical":
            to, status = world.moved[path]
            return int(status), "", {"Location": base + to}
        where = world.moved[path][0] if path in world.moved else path
        story = next((story for story in world.stories.values() if story.path == where), None)
        if story is None:
            return 404, f"<html><body>{self.manner.notices['soft']}</body></html>", {}
        how = world.gone.get(story.id) or world.faults.get(story.id, "")
        if how == "front":
            self.shown.discard((self.tick.number, path))  # what stands there is yet to be seen
            self.leading.add(path)
            return 302, "", {"Location": base + "/"}
        if how and how != "paywall":
            return self._hardship(how, rng)
        etag = {}
        if story.id % 2 == 0 and not how:
            etag = {"ETag": f'"{zlib.crc32(repr((story, world.skin)).encode()):x}"'}
            if headers.get("If-None-Match") == etag["ETag"]:
                return 304, "", etag
        title = story.trial if story.trial and rng.random() < 0.5 else story.title
        parts = story.parts[:2] if how else story.parts
        page = self._sheet(
            world, base, where, rng, title=title, story=story, parts=parts, wall=self.manner.wall if how else ""
        )
        return 200, self.layout(page), etag

    def _hardship(self, how: str, rng: random.Random) -> Answer:
        if how.isdigit():
            return int(how), f"<html><head><title>{how}</title></head><body><h1>Error {how}</h1></body></html>", {}
        number, notice = f"{rng.getrandbits(60):x}", self.manner.notices[how]
        return 200, f"<html><head><title>{number[:4]}</title></head><body>{notice}<i>{number}</i></body></html>", {}

    def _listing(self, world: World, base: str, path: str, rng: random.Random) -> str:
        cards = [(s.path, s.title) for s in world.front() if s.path.startswith(path)]
        title = "News" if path == "/" else path.strip("/").title()
        return self.layout(self._sheet(world, base, path, rng, title=title, cards=cards))

    def _sheet(self, world: World, base: str, path: str, rng: random.Random, **own: Any) -> Sheet:
        def links(ids: tuple[int, ...]) -> list[tuple[str, str]]:
            return [(world.stories[id_].path, world.stories[id_].title) for id_ in ids]

        back = len(self.asked) // PER_MINUTE if self.restless else 0
        first = max(0, min(10, len(world.ticker) - SHOWN) - back)
        lines = world.ticker[first : first + SHOWN] if self.restless else world.ticker[:SHOWN]
        stories = [story.path for story in world.front()]
        ticker = [(f"{stories[0]}?l={number}", text) for number, text in lines]
        defaults: dict[str, Any] = {
            "story": None,
            "parts": (),
            "cards": [(s.path, s.title) for s in world.front()[:40]],
        }
        return Sheet(
            world,
            base,
            rng,
            path,
            ticker=ticker,
            popular=links(world.popular),
            picks=links(world.picks),
            **(defaults | own),
        )


def _sitemap(world: World, base: str) -> str:
    def row(story: Story) -> str:
        return f"<url><loc>{escape(base + story.path)}</loc><lastmod>{story.modified.isoformat()}</lastmod></url>"

    rows = "".join(map(row, world.front()))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


class NewsstandServer:
    """`with NewsstandServer(stand) as server`: `server.base` is its address."""

    def __init__(self, stand: Newsstand) -> None:
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                base = f"http://{self.headers['Host']}"
                with lock:
                    status, text, headers = stand.answer(base, self.path.partition("?")[0], self.headers)
                body = b"" if status == 304 else text.encode()
                self.send_response_only(status)
                self.send_header("Date", format_datetime(stand.clock(), usegmt=True))
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Nobody reads along."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
