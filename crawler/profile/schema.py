"""The site profile as the TOML file has it: every key, its type, its default. Only `url` is required."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)

from crawler.profile.checks import Contact, Duration, HostName, Query, Regex, WebUrl
from crawler.schedule import Bounds
from crawler.urls import host_of, resolve, site_name

Name = Annotated[str, Field(min_length=1, max_length=200)]
Delay = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False, strict=True)]
RequestCount = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
PageCount = Annotated[StrictInt, Field(ge=1, le=1_000_000)]


class Table(BaseModel):
    """A table of the file: unknown keys are errors, values don't change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CrawlRules(Table):
    """`delay` is in seconds between requests to a host; a longer Crawl-delay of robots.txt wins. `contact` is told to
    the site with each request. `max_requests_per_hour`: 0 is no limit."""

    delay: Delay = 1.0
    max_pages_per_run: PageCount = 500
    max_requests_per_hour: RequestCount = 0
    min_interval: Duration = dt.timedelta(minutes=5)
    max_interval: Duration = dt.timedelta(days=7)
    render: StrictBool = False
    contact: Contact = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max_interval < self.min_interval:
            raise ValueError("max_interval is shorter than min_interval, swap them or make it longer")
        return self


class ListRule(Table):
    """A ranked list: `items` selects one element (or link) for each item, in order."""

    name: Name
    items: Query
    may_be_empty: StrictBool = False
    ignore: tuple[Regex, ...] = ()


class LiveRule(Table):
    """A live region: `items` selects its entries; what matches `ignore` is left out of comparison."""

    name: Name
    items: Query
    ignore: tuple[Regex, ...] = ()


class RegionRules(Table):
    """Selectors where detection needs help: CSS, or XPath that starts with `/`, `./` or `(`. "" means: detect."""

    title: Query = ""
    body: Query = ""
    list: tuple[ListRule, ...] = ()
    live: tuple[LiveRule, ...] = ()
    ignore: tuple[Regex, ...] = ()

    @property
    def any(self) -> bool:
        """Whether a selector is given at all."""
        return bool(self.title or self.body or self.list or self.live)

    @field_validator("list", "live")
    @classmethod
    def _named_apart(cls, rules: tuple[ListRule | LiveRule, ...]) -> tuple[ListRule | LiveRule, ...]:
        names = [rule.name for rule in rules]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two are named '{name}', rename one")
        return rules


class Layout(RegionRules):
    """Markup that was valid until a day (that day included). Keys left out are those of [regions]."""

    valid_until: dt.date

    def over(self, rules: RegionRules) -> RegionRules:
        """These rules, completed from `rules`."""
        own = {key: getattr(self, key) for key in self.model_fields_set - {"valid_until"}}
        return rules.model_copy(update=own)


class ArchiveRules(Table):
    """`warc`: None where that is for `archive.toml` to say."""

    warc: StrictBool | None = None


class Profile(Table):
    """A site's profile. Its `site` is the name that commands and records use: the stem of its file."""

    url: WebUrl
    name: str = Field(default="", max_length=200)
    hosts: tuple[HostName, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_urls: Regex = ""
    crawl: CrawlRules = CrawlRules()
    regions: RegionRules = RegionRules()
    layout: tuple[Layout, ...] = ()
    archive: ArchiveRules = ArchiveRules()
    _site: str = PrivateAttr(default="")

    @field_validator("feeds", "sitemaps", "sections")
    @classmethod
    def _absolute(cls, urls: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        base = info.data.get("url", "")
        resolved = {url: resolve(base, url) for url in urls} if base else {}
        for url, found in resolved.items():
            if not found:
                raise ValueError(f'\'{url[:60]}\' is no web address, write it like "https://example.org/x" or "/x"')
        return tuple(dict.fromkeys(resolved.values()))

    def named(self, site: str) -> Profile:
        """The same profile under the site name `site`."""
        copy = self.model_copy()
        copy._site = site  # noqa: SLF001 - its own kind
        return copy

    @property
    def site(self) -> str:
        return self._site or site_name(self.url)

    @property
    def title(self) -> str:
        """What a person calls the site."""
        return self.name or self.site

    @property
    def hosts_all(self) -> tuple[str, ...]:
        """All hosts that are the site, the start page's first."""
        return tuple(dict.fromkeys((host_of(self.url), *self.hosts)))

    @property
    def article_pattern(self) -> re.Pattern[str] | None:
        """`article_urls`, to be searched in the path of a URL; None where it is to be learned."""
        return re.compile(self.article_urls) if self.article_urls else None

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.crawl.min_interval, self.crawl.max_interval)

    def layout_at(self, day: dt.date) -> RegionRules:
        """The selectors that were valid on `day` (a date, or a datetime in UTC)."""
        day = day.date() if isinstance(day, dt.datetime) else day
        older = sorted(self._valid_on(day), key=lambda layout: layout.valid_until)
        return older[0].over(self.regions) if older else self.regions

    def _valid_on(self, day: dt.date) -> Sequence[Layout]:
        return [layout for layout in self.layout if day <= layout.valid_until]
