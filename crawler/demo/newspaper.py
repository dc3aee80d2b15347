"""The paper as a web site: which address answers with what, at the time of the request."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from crawler.demo.model import SECTIONS, SiteState, Story
from crawler.demo.noise import Noise
from crawler.demo.pages import View, xml
from crawler.demo.site import state_at
from crawler.demo.web import Request, Response

FEED_LENGTH = 20
OK = 200
NEWS_AGE = timedelta(days=2)
XML = "application/xml; charset=utf-8"

_ABOUT = (
    "The Tarrow Ledger has told the estuary its news since 1866. It belongs to its readers and its printers.",
    "Its desks are in Glass Street, above the bakery. Letters are answered, sometimes by the person meant.",
)
_PRIVACY = ("We keep your address for as long as you take the letter, and sell it to nobody.",)
_SEARCH = ("Nothing was found. The archive before 1990 is in the cellar, on paper.",)
_CONSENT = (
    b'<!DOCTYPE html><html lang="en"><head><title>Before you continue</title></head><body><main>'
    b"<h1>Before you continue to the Ledger</h1><p>We and our partners value your privacy. Accept all cookies to go on "
    b"to the site, or choose what we may store.</p><button>Accept all</button> <button>Choose</button></main></body>"
    b"</html>"
)
_PLAIN = {
    "/about/": ("About us", _ABOUT),
    "/privacy/": ("Privacy", _PRIVACY),
    "/search": ("Search", _SEARCH),
    "/account/": ("Sign in", ("Please sign in.",)),
}


class Newspaper:
    """Serves `state_at(now)`. `noise=False` makes the bytes of a page depend on nothing but path and time."""

    def __init__(
        self, states: Callable[[datetime], SiteState] = state_at, *, noise: bool = True, light: bool = False
    ) -> None:
        self.states = states
        self.noise = noise
        self.light = light

    def respond(self, request: Request) -> Response:
        state = self.states(request.now)
        if state.outage:
            return Response(
                503, b"<!DOCTYPE html><title>503</title><h1>Service unavailable</h1><p>Please come back.</p>"
            )
        if state.consent and not request.path.endswith((".xml", ".txt")):
            return Response(200, _CONSENT)
        noise = Noise(request.seed if self.noise else request.path)
        view = View(state, noise, request.now, request.base, self.light)
        if (copy := self._copy(request, state)) is not None:
            return copy
        return _story(request, view) or _listing(request.path, view) or _furniture(request, view)

    def _copy(self, request: Request, state: SiteState) -> Response | None:
        """What a cache answers for a story, with the time that its copy has lain there."""
        for name, ago in state.cached.items():
            if name in state.stories and state.stories[name].path == request.path:
                then = request.now - timedelta(minutes=ago)
                noise = Noise(request.seed if self.noise else request.path)
                view = View(self.states(then), noise, then, request.base, self.light)
                body = view.article(view.state.stories[name]).encode()
                return Response(200, body, headers={"Age": str(ago * 60)})
        return None


def validators(story: Story, state: SiteState) -> dict[str, str]:
    """The validators of a story's page: half of the stories have an ETag, some a Last-Modified.

    Both follow the article alone, not the strip and the lists around it: as on many real sites, a 304 says
    nothing about those.
    """
    mark = zlib.crc32(story.id.encode())
    headers = {}
    if mark % 2:
        known = f"{story}{state.markup.curly}{state.markup.nbsp}{state.markup.redesigned}"
        headers["ETag"] = f'"{hashlib.sha256(known.encode()).hexdigest()[:20]}"'
    if mark % 3 == 1 and not state.markup.redesigned:
        headers["Last-Modified"] = format_datetime(story.changed, usegmt=True)
    return headers


def _story(request: Request, view: View) -> Response | None:
    state = view.state
    if name := state.moved.get(request.path):
        return Response(301, headers={"Location": request.base + state.stories[name].path})
    for story in state.stories.values():
        if story.path == request.path:
            headers = validators(story, state) if story.id not in state.walled else {}
            if _unchanged(request, headers):
                return Response(304, headers=headers)
            return Response(200, view.article(story).encode(), headers=headers)
    for story in _cellar(state) if state.misfed else ():
        if story.path == request.path:
            return Response(200, view.article(story).encode())
    for gone in state.withdrawn.values():
        if gone.story.path == request.path:
            return _missing(gone.status, view, request.path if gone.status == OK else "")
    return None


def _cellar(state: SiteState) -> list[Story]:
    """Stories of long ago, which nothing links to."""
    old = timedelta(days=900)
    return [
        replace(story, id=f"old-{story.id}", slug=f"{story.slug}-{number}", published=story.published - old)
        for number, story in enumerate(state.newest()[:FEED_LENGTH], 1)
    ]


def _listing(path: str, view: View) -> Response | None:
    if path == "/":
        return Response(200, view.front().encode())
    if path == view.state.blog.path:
        return Response(200, view.live().encode())
    if (name := path.strip("/")) in SECTIONS and path == f"/{name}/":
        return Response(200, view.section(name).encode())
    return None


def _furniture(request: Request, view: View) -> Response:
    newest = view.state.newest()
    match request.path:
        case "/rss.xml":
            listed = _cellar(view.state) if view.state.misfed else newest[:FEED_LENGTH]
            return Response(200, xml("rss.xml.j2", view, listed).encode(), "application/rss+xml")
        case "/sitemap.xml":
            return Response(200, xml("sitemap.xml.j2", view, newest).encode(), XML)
        case "/news-sitemap.xml":
            recent = [story for story in newest if request.now - story.published <= NEWS_AGE]
            return Response(200, xml("news-sitemap.xml.j2", view, recent).encode(), XML)
        case "/robots.txt":
            return Response(200, _robots(request.base), "text/plain; charset=utf-8")
        case path if path in _PLAIN:
            title, paragraphs = _PLAIN[path]
            return Response(200, view.plain(path, title, paragraphs).encode())
    return _missing(404, view)


def _missing(status: int, view: View, path: str = "") -> Response:
    text = "This page is no longer here. The front page has the latest news."
    return Response(status, view.plain(path or "/404/", "Page not found", (text,)).encode())


def _robots(base: str) -> bytes:
    return (
        "User-agent: *\nDisallow: /search\nDisallow: /account/\nDisallow: /share\n\n"
        f"Sitemap: {base}/sitemap.xml\nSitemap: {base}/news-sitemap.xml\n"
    ).encode()


def _unchanged(request: Request, headers: dict[str, str]) -> bool:
    """Whether the client's copy is current: If-None-Match decides alone where given (RFC 9110, 13.2.2)."""
    if (known := request.headers.get("if-none-match")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "ETag" in headers and ("*" in tags or headers["ETag"] in tags)
    since = request.headers.get("if-modified-since")
    if since is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
