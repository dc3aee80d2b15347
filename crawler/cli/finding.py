"""From what a person pastes to what the archive knows: URLs in other spellings, pages that moved, names of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.classes import dataclass
from crawler.cli.common import unknown
from crawler.errors import PresswatchError, UsageError
from crawler.model import Article, PageKind, PageRecord, RegionKey, Version
from crawler.render import plain
from crawler.store import Archive
from crawler.text import compare_form
from crawler.urls import other_spellings, page_key, with_scheme

_SHOWN = 200  # characters of a URL that an error shows
_OF_ADDRESSES = frozenset("./:")  # a word with none of these is no address


@dataclass(frozen=True, slots=True)
class Found:
    """An article that is in the archive; `others` are sites that have the same page."""

    key: RegionKey
    latest: Version
    article: Article  # the state of `latest`
    others: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return self.key.page or ""


def find_article(archive: Archive, given: str) -> Found:
    """The article at a URL as pasted: with tracking parameters, its former address, `www.`, without scheme …

    Raises:
        UsageError: the archive knows no such page.
        PresswatchError: it knows the page, but has read no article there.
    """
    urls = list(spellings(given))
    for url in urls:
        if found := _articles(archive, url):
            # The same page may belong to several sites; the one that saw it last knows most.
            found.sort(key=lambda version: version.last_seen, reverse=True)
            latest = found[0]
            if isinstance(latest.state, Article):
                others = tuple(version.key.site for version in found[1:])
                return Found(latest.key, latest, latest.state, others)
    raise _missing(archive, given, urls)


def spellings(given: str) -> Iterator[str]:
    """What a pasted URL may be filed under, the likeliest first; a path is one of a file that was ingested."""
    text = given.strip().strip("<>\"'")
    key = page_key(text)
    if not key and text:
        key = page_key(_file_url(text) or with_scheme(text))
    if key:
        yield from dict.fromkeys((key, *other_spellings(key)))


def _file_url(text: str) -> str:
    try:
        path = Path(text).resolve()
        return path.as_uri() if path.is_file() else ""
    except (OSError, ValueError, RuntimeError):  # too long, a null byte, a circle of links: no path at all
        return ""


def _articles(archive: Archive, url: str) -> list[Version]:
    """The latest version of each article at exactly this URL, or where that has moved to."""
    keys = dict.fromkeys(archive.find_region(url))
    for site in archive.sites_with_alias(url):
        if (moved := archive.resolve_alias(site, url)) != url:
            keys |= dict.fromkeys(key for key in archive.find_region(moved) if key.site == site)
    return [version for key in keys if (version := archive.latest(key)) is not None]


def _missing(archive: Archive, given: str, urls: Sequence[str]) -> PresswatchError:
    shown = plain(given, _SHOWN)
    if not urls or _OF_ADDRESSES.isdisjoint(given):
        return UsageError(f"'{shown}' is no URL", hint="paste the address of an article, https://…")
    pages = [page for url in urls for page in archive.find_pages(url)]
    if pages:
        page = pages[0]
        return PresswatchError(f"{plain(page.url, _SHOWN)}: no article was read there", hint=_instead(page))
    return UsageError(
        f"{shown} is not in the archive",
        hint=f"fetch it with: presswatch crawl --url {plain(urls[0], _SHOWN)}; known pages: presswatch export pages",
    )


def find_page(archive: Archive, given: str) -> list[PageRecord]:
    """The pages at a URL as pasted, one for each site that has it, the one looked at last first.

    Raises:
        UsageError: the archive knows no such page.
    """
    urls = list(spellings(given))
    for url in urls:
        moved = {archive.resolve_alias(site, url): site for site, _ in archive.sites()}
        pages = [page for one in dict.fromkeys((url, *moved)) for page in archive.find_pages(one)]
        if pages:
            looked = [page for page in pages if page.state != "moved"] or pages
            return sorted(looked, key=lambda page: (page.last_look is not None, str(page.last_look)), reverse=True)
    raise _missing(archive, given, urls)


def _instead(page: PageRecord) -> str:
    if page.kind is PageKind.LIVE:
        return f"it is a live blog, see: presswatch live {page.site}"
    if page.kind in {PageKind.FRONT, PageKind.SECTION}:
        return f"it is a {page.kind.value} page, see: presswatch lists {page.site}"
    return f"look at it now with: presswatch crawl --url {plain(page.url, _SHOWN)}"


def named(keys: Sequence[RegionKey], name: str) -> list[RegionKey]:
    """The regions called `name`, give or take case and typography. Raises UsageError where there is none."""
    form = compare_form(name).casefold()
    found = [key for key in keys if compare_form(key.name).casefold() == form]
    if not found:
        raise unknown("list", plain(name, 80), {plain(key.name, 80) for key in keys})
    return found
