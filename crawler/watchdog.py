"""A dead man's switch: an address that is asked for after each good run, so that somebody else notices when none came.

Services that wait for such a sign and raise the alarm when it stays out are called heartbeat or cron monitors.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from crawler.classes import dataclass
from crawler.errors import ConfigError
from crawler.politeness import user_agent

PING_URL = "PRESSWATCH_PING_URL"
TIMEOUT = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Watchdog:
    """`url` is asked for; "": nobody waits for a sign."""

    url: str = ""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Watchdog:
        """As the environment has it. Raises ConfigError for what is no web address."""
        url = environ.get(PING_URL, "").strip()
        if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
            raise ConfigError(
                f"environment: {PING_URL}: is no web address", hint="write it like https://ping.example/x"
            )
        return cls(url)

    def feed(self) -> str:
        """Give the sign; what went wrong, in one line, or "". The address itself is a secret and is not told."""
        if not self.url:
            return ""
        request = Request(self.url, headers={"User-Agent": user_agent()})  # noqa: S310 - a web address, see `of`
        try:
            with urlopen(request, timeout=TIMEOUT):  # noqa: S310 - likewise
                return ""
        except (URLError, OSError, ValueError) as error:
            return f"{PING_URL}: could not be asked for: {getattr(error, 'reason', None) or type(error).__name__}"

    def feed_later(self) -> None:
        """In a thread of its own, which nothing waits for."""
        if self.url:
            threading.Thread(target=self.feed, name="watchdog", daemon=True).start()
