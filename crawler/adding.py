"""`presswatch add`: probe a site, say what was found, write its profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from crawler.blocks import read_document
from crawler.checking import Examined, Knowledge, examine, from_pages, show_examined
from crawler.errors import PresswatchError, UsageError
from crawler.model import Article, ListItem, LiveItem, LiveRegion, PageKind, RankedList
from crawler.profile import Profile, profile_path, write_profile
from crawler.render import plain
from crawler.render.columns import columns
from crawler.runs import probe_site
from crawler.spiders.probe import Probe
from crawler.text import counted
from crawler.urls import host_of, resolve, same_site, site_name, with_scheme

_SHOWN = 5
_FIRST_ITEMS = 3


def address_of(text: str) -> str:
    """A web address as people type it: the scheme may be missing.

    Raises:
        UsageError: it is none.
    """
    found = resolve("", with_scheme(text))
    if not found:
        raise UsageError(f"{plain(text, 100)}: is no web address", hint="for example https://example.org/")
    return found


def add_site(data: Path, url: str, name: str | None, *, program: str = "presswatch") -> Iterator[str]:
    """Probe a site and write its profile; yields what to print, a line each. `program` is how to call this one.

    Without a name it is called after the host that answers, which may be another than the one that was asked.

    Raises:
        PresswatchError: the site does not answer, or not with a page.
        UsageError: the name is none, or the address.
        KeyboardInterrupt: the probe was interrupted; nothing was written.
    """
    url = address_of(url)
    if name is not None:
        profile_path(data / "sites", name)  # before anything is fetched
    probe = probe_site(url)
    if probe.interrupted:
        raise KeyboardInterrupt
    if probe.front is None:
        raise PresswatchError(f"{url}: {probe.problem or 'no answer'}", hint=f"nothing was written; {_mend(probe)}")
    path = profile_path(data / "sites", name or site_name(probe.url))
    knowledge, pages = read_sample(probe)
    # Before a line is printed: whoever reads them through `head` or a pager may leave before the last.
    written = write_profile(
        path, profile_of(probe), ["Written by `presswatch add`. What is not here is found by itself."]
    )
    yield from describe(url, probe, pages, knowledge)
    yield ""
    yield f"wrote {path}" if written else f"{path} is there already and was left as it is"
    yield f"next: {program} --data {quote(str(data))} crawl {path.stem}"


def _mend(probe: Probe) -> str:
    if probe.problem.startswith("forbidden by robots.txt"):
        return "what a site does not want to be fetched is not fetched"
    if probe.answered:
        return "name the start page of a news site, as a browser shows it"
    return "check the address and the network, or try again later"


def profile_of(probe: Probe) -> Profile:
    """Only what is not found by itself: feeds and sitemaps at addresses that nothing on the site names."""
    return Profile(
        url=probe.url,
        name=plain(probe.name, 100),
        feeds=tuple(feed for feed in probe.feeds if feed in probe.guessed),
        sitemaps=tuple(sitemap for sitemap in probe.sitemaps if sitemap in probe.guessed),
    )


def read_sample(probe: Probe) -> tuple[Knowledge, list[Examined]]:
    """Learn from the sample what its pages share, then read them all: the start page first."""
    documents = [read_document(capture) for capture in probe.captures]
    probe.titles = [document.head.title for document in documents[1:]]
    knowledge = from_pages(documents, site_name(probe.url), None, None)
    return knowledge, [examine(capture, knowledge) for capture in probe.captures]


def describe(asked: str, probe: Probe, pages: Sequence[Examined], knowledge: Knowledge) -> Iterator[str]:
    """What was found, in words. Text of the site's is cut and cleaned."""
    yield f"{plain(probe.name, 100) or probe.url} ({plain(probe.url, 200)})"
    if not same_site(asked, (host_of(probe.url),)):
        yield from columns("redirect", f"{asked} leads to another host, and that one is the site from here on")
    delay = f"a delay of {probe.crawl_delay:g} s is asked for" if probe.crawl_delay else "no delay asked for"
    yield from columns("robots.txt", delay)
    yield from _announced("feed", probe.feeds, "entries", probe.guessed)
    yield from _announced("sitemap", probe.sitemaps, "pages", probe.guessed)
    if not (probe.feeds or probe.sitemaps):
        yield from columns("", "new articles are found by the links of the start page and its sections")
    sections = probe.sources.sections
    yield from columns("sections", f"{len(sections)}: {' '.join(sections[:_SHOWN])}" if sections else "none found")
    kinds = Counter(examined.page.kind for examined in pages if examined.page)
    yield from columns("pages", ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds)))
    shared = len(knowledge.template.shared)
    verbs = "stands on all of them and is" if shared == 1 else "stand on all of them and are"
    told = f"{counted(shared, 'container')} {verbs} left out of articles"
    yield from columns("shared", told if shared else "nothing yet: too few pages were read")
    yield from _regions(pages)
    yield from _sample(pages)
    yield from (line for problem in probe.problems[:_SHOWN] for line in columns("problem", problem, limit=200))


def _announced(label: str, found: dict[str, int], unit: str, guessed: set[str]) -> Iterator[str]:
    if not found:
        yield from columns(label, "none found")
    for url, count in list(found.items())[:_SHOWN]:
        usual = ", at a usual address that nothing names" if url in guessed else ""
        yield from columns(label, f"{url} ({count} {unit}{usual})")
    if len(found) > _SHOWN:
        yield from columns("", f"and {len(found) - _SHOWN} more")


def _regions(pages: Sequence[Examined]) -> Iterator[str]:
    """The lists and tickers of all pages, each once, with their first items."""
    found: dict[str, RankedList | LiveRegion] = {}
    for page in (examined.page for examined in pages if examined.page):
        own: list[RankedList | LiveRegion] = [*page.lists, *page.live]
        found = {region.name: region for region in own} | found
    for region in found.values():
        yield from columns("region", f"{region.name}: {counted(len(region.items), 'item')}")
        items: Sequence[ListItem | LiveItem] = region.items
        for number, item in enumerate(items[:_FIRST_ITEMS], 1):
            words = item.text if isinstance(item, LiveItem) and not item.title else item.title
            yield from columns("", f"{number}. {words}", limit=150)


def _sample(pages: Sequence[Examined]) -> Iterator[str]:
    """The fullest article, with all its fields and where each came from."""
    articles = [each for each in pages if each.page and each.page.kind is PageKind.ARTICLE and each.page.article]
    if not articles:
        yield from columns(
            "article",
            "none could be read: look with `presswatch check`, and set [regions] title and body; or [crawl] render, "
            "where the words come by script (docs/rendering.md)",
        )
        return
    yield ""
    yield "A sample article:"
    best = max(articles, key=lambda each: _fullness(each.page.article if each.page else None))
    own = tuple(field for field in best.fields if not field.name.startswith(("lists.", "live.")))
    yield from show_examined(replace(best, fields=own), brief=True)


def _fullness(article: Article | None) -> tuple[int, int]:
    if article is None:
        return 0, 0
    told = (article.title, article.standfirst, article.authors, article.published, article.section, article.paragraphs)
    return sum(map(bool, told)), len(article.paragraphs)
