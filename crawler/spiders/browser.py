"""A headless browser that has no network of its own: it runs a page's scripts, and the crawler fetches for it.

What a page loads is asked for by whoever owns the browser, so that robots.txt, the hosts' pace, the budgets and the
bounds hold for it as for everything else. Needs the extra `browser` (Playwright).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from crawler.classes import dataclass
from crawler.errors import UsageError

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Request, Route

PROGRAM = "PRESSWATCH_BROWSER"  # a Chromium to use in place of the one that Playwright installs
START = 60.0  # seconds
LONGEST = 90.0  # seconds for a page with all that it loads
SETTLE = 20.0  # seconds that a page has to come to rest after its own HTML was read; some never do
AT_ONCE = 2  # pages
_CLOSE = 5.0
_MEND = f"install one with: playwright install chromium, or set {PROGRAM} to the path of a Chromium"


class RenderError(Exception):
    """A page that could not be rendered: what happened, in one line."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a page loads: a script, or data. `kind` is the browser's word: script, fetch, xhr."""

    url: str
    kind: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a browser gets it: decoded, with headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Fetch = Callable[[Part], Awaitable[Answer | None]]


def require_browser(what: str) -> None:
    """Raises UsageError where Playwright is not installed; `what` is the thing that needs it."""
    if find_spec("playwright") is None:
        raise UsageError(f"{what} needs Playwright, which is not installed", hint="pip install 'presswatch[browser]'")


@dataclass(slots=True)
class HeadlessBrowser:
    """Started by the first page. `agent`: its user agent; `max_size`: characters of a rendered page."""

    agent: str
    max_size: int
    _playwright: Any = None
    _browser: Browser | None = None
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def render(self, url: str, answer: Answer, fetch: Fetch) -> str:
        """The HTML of a page once its scripts have run. `answer`: what the page's host sent for it.

        Each page is a stranger's first look: no cookies, no storage.

        Raises:
            RenderError: there is no browser, or the page did not come to an end in time, or grew too large.
        """
        async with self._room:
            browser = await self._started()
            try:
                async with asyncio.timeout(LONGEST):
                    return await self._rendered(browser, url, answer, fetch)
            except TimeoutError:
                await self.close()  # a script that never ends holds its process: the next page gets a new one
                raise RenderError("its scripts did not come to an end in time") from None
            except _playwright_error() as error:
                raise RenderError(f"the browser failed: {_first_line(error)}") from None

    async def _rendered(self, browser: Browser, url: str, answer: Answer, fetch: Fetch) -> str:
        context = await browser.new_context(user_agent=self.agent, service_workers="block", accept_downloads=False)
        try:
            page = await context.new_page()
            await page.route_web_socket("**/*", lambda socket: socket.close())
            await page.route("**/*", _Router(url, answer, fetch))
            await page.goto(url, wait_until="domcontentloaded", timeout=LONGEST * 1000)
            with suppress(_playwright_error()):  # a page that never rests is read as it is
                await page.wait_for_load_state("networkidle", timeout=SETTLE * 1000)
            return await self._content(page)
        finally:
            with suppress(TimeoutError, _playwright_error()):
                await asyncio.wait_for(context.close(), _CLOSE)

    async def _content(self, page: Page) -> str:
        size = await page.evaluate("document.documentElement.outerHTML.length")
        if not isinstance(size, int) or size > self.max_size:
            raise RenderError(f"larger than {self.max_size:,} characters once its scripts had run")
        return (await page.content())[: self.max_size]

    async def _started(self) -> Browser:
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self.close()
                try:
                    self._browser = await asyncio.wait_for(self._start(), START)
                except TimeoutError:
                    raise RenderError(f"no browser came up in {START:.0f} s; {_MEND}") from None
                except _playwright_error() as error:
                    raise RenderError(f"no browser can be started; {_MEND} ({_first_line(error)})") from None
            return self._browser

    async def _start(self) -> Browser:
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(  # type: ignore[no-any-return]  # Any, to be closed when half made
            executable_path=os.environ.get(PROGRAM) or None,
            chromium_sandbox=os.geteuid() != 0,  # Chromium's own does not work for root
            # Whatever is not handed to the crawler ends at a proxy that is none.
            proxy={"server": "http://127.0.0.1:9", "bypass": "<-loopback>"},
            args=["--disable-background-networking", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"],
        )

    async def close(self) -> None:
        """End the browser, if it runs; it may be used again."""
        browser, playwright = self._browser, self._playwright
        self._browser = self._playwright = None
        with suppress(TimeoutError, _playwright_error()):
            if browser is not None:
                await asyncio.wait_for(browser.close(), _CLOSE)
        with suppress(TimeoutError, _playwright_error()):
            if playwright is not None:
                await asyncio.wait_for(playwright.stop(), _CLOSE)


@dataclass  # without slots: Playwright leaves a mark on what it calls
class _Router:
    """Answers what a page asks for: its own HTML once, scripts and data as `fetch` gets them, nothing else."""

    url: str
    answer: Answer
    fetch: Fetch
    _given: bool = False

    async def __call__(self, route: Route, request: Request) -> None:
        answer = await self._answer_to(request)
        with suppress(_playwright_error()):  # the page is closed already
            if answer is None:
                await route.abort()
            else:
                await route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)

    async def _answer_to(self, request: Request) -> Answer | None:
        if request.is_navigation_request():
            # Frames, and where scripts would send the reader next, are not the page.
            first, self._given = not self._given, True
            return self.answer if first else None
        if request.method != "GET" or request.resource_type not in {"script", "fetch", "xhr"}:
            return None
        return await self.fetch(Part(request.url, request.resource_type, request.headers))


def _playwright_error() -> type[Exception]:
    from playwright.async_api import Error

    return Error


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
