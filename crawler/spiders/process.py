"""Scrapy's process, with an end: what runs inside is told to stop, and has a few seconds to do so."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.defer import Deferred, succeed

GRACE = 4.0  # seconds that answers under way have to come in after SIGINT or SIGTERM
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class CrawlProcess(AsyncCrawlerProcess):
    """`stopping` is set by SIGINT and SIGTERM. What it runs ends by itself then; a second signal ends it at once."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.stopping = asyncio.Event()
        self._before = {number: signal.getsignal(number) for number in _SIGNALS}

    def _stop_dfd(self) -> Deferred[Any]:
        # Scrapy would wait here for answers that are under way, as long as those take: half a minute each.
        return succeed(None)

    def run(self, main: Callable[[CrawlProcess], Awaitable[None]]) -> None:
        """Run `main` to its end inside the reactor; whatever it raises is raised here."""
        failures: list[BaseException] = []

        async def guarded() -> None:
            with suppress(NotImplementedError):  # a platform without signals in its loop
                for number in _SIGNALS:
                    asyncio.get_running_loop().add_signal_handler(number, self._told_to_stop)
            try:
                await main(self)
            except BaseException as error:  # noqa: BLE001 - told again below, outside the reactor
                failures.append(error)
            finally:
                self._let_go()
                self._stop_reactor()

        from twisted.internet import reactor as installed_reactor

        reactor: Any = installed_reactor
        reactor.callWhenRunning(lambda: asyncio.ensure_future(guarded()))
        try:
            self.start(stop_after_crawl=False, install_signal_handlers=False)
        finally:
            # An interrupt leaves the reactor's threads, and Python waits for them at its end: for ever.
            if (pool := getattr(reactor, "threadpool", None)) is not None:
                pool.stop()
        if failures:
            raise failures[0]

    def _told_to_stop(self) -> None:
        if self.stopping.is_set():
            self._let_go()
            raise KeyboardInterrupt
        self.stopping.set()
        asyncio.ensure_future(self.stop())  # noqa: RUF006 - the crawls that it ends are waited for, not it

    def _let_go(self) -> None:
        """As it was before: what comes after the crawls is stopped as any command is."""
        with suppress(NotImplementedError):
            for number, before in self._before.items():
                if asyncio.get_running_loop().remove_signal_handler(number) and before is not None:
                    signal.signal(number, before)

    async def in_time(self, crawls: Awaitable[Any]) -> bool:
        """Wait for crawls; False where they were told to stop and did not within `GRACE` seconds."""
        work = asyncio.ensure_future(crawls)
        told = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                await asyncio.wait({work}, timeout=GRACE)
            if work.done():
                work.result()
            return work.done()
        finally:
            told.cancel()
