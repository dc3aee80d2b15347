"""What the middlewares know of the run that they work for. Scrapy types a spider as any spider: here it has a type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.budget import HourlyBudget
    from crawler.errors import PresswatchError
    from crawler.keeper import Keeper
    from crawler.profile import Profile
    from crawler.spiders.hosts import Hosts
    from crawler.spiders.pages import Visit
    from crawler.spiders.robots_files import RobotsFiles
    from crawler.spiders.session import Session


class Visitor(Protocol):
    """A `Session`, or a `Visit` where nothing is stored. A probe is neither: it has no profile yet."""

    @property
    def site(self) -> str: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def hosts(self) -> Hosts: ...
    @property
    def robots(self) -> RobotsFiles: ...
    @property
    def budget(self) -> HourlyBudget: ...
    @property
    def keeper(self) -> Keeper | None: ...
    @property
    def failure(self) -> PresswatchError | None:
        """What ended the run before its end."""

    def owns(self, url: str) -> bool:
        """Whether a URL is on one of the site's hosts."""
        ...

    def keep_hosts(self) -> None:
        """Store what the hosts asked for."""

    def received_source(self, body: bytes) -> None:
        """Count an answer that is no capture."""


def visitor_of(crawler: Crawler) -> Visitor | None:
    """For whom a crawl is made; None: a probe."""
    return cast("Visitor | None", getattr(crawler.spider, "session", None))


if TYPE_CHECKING:

    def _visitors(session: Session, visit: Visit) -> tuple[Visitor, Visitor]:
        """Never run: where one of them lacks something, the type checker says so here."""
        return session, visit
