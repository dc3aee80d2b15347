"""Requests that are not made, and why. Whoever sends one back raises these; whoever reports it reads them."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.urls import host_of


class PutOffError(IgnoreRequest):
    """A request that is not made in this run: the page stays due. `told`: whether a person should know."""

    def __init__(self, reason: str, *, told: bool = False) -> None:
        super().__init__(reason)
        self.told = told


class RobotsUnreadableError(IgnoreRequest):
    """Nothing may be asked for, since nobody knows what is allowed."""


class LeadsAwayError(IgnoreRequest):
    """A page of the site redirects to `url`, which is another site's."""

    def __init__(self, url: str) -> None:
        super().__init__(f"leads to another site: {host_of(url)}")
        self.url = url
