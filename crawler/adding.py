"""`presswatch add`: probe a site, say what was found, write its profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from crawler.errors import PresswatchError, UsageError
from crawler.model import Document, Page, PageKind
from crawler.parsing import learn, read_page
from crawler.profile import Profile, profile_path, write_profile
from crawler.render import plain
from crawler.runs import probe_site
from crawler.spiders.probe import Probe
from crawler.template import Evidence, Template
from crawler.urls import page_key, resolve, site_name

_SHOWN = 5


def address_of(text: str) -> str:
    """A web address as people type it: the scheme may be missing.

    Raises:
        UsageError: it is none.
    """
    found = resolve("", text if "://" in text else f"https://{text}")
    if not found:
        raise UsageError(f"{text[:100]}: is no web address", hint="for example https://example.org/")
    return found


def add_site(data: Path, url: str, name: str | None) -> Iterator[str]:
    """Probe a site and write its profile; yields what to print, a line each.

    Raises:
        PresswatchError: the site does not answer.
        UsageError: the name is none, or the address.
    """
    url = address_of(url)
    path = profile_path(data / "sites", name or site_name(url))
    probe = probe_site(url)
    if probe.front is None:
        raise PresswatchError(
            f"{url}: {probe.problem or 'no answer'}", hint="nothing was written; check the address, or try again later"
        )
    template, pages = read_sample(probe)
    yield from describe(probe, pages, template)
    guessed = sorted(probe.guessed)
    profile = Profile(
        url=probe.url,
        name=plain(probe.name, 100),
        feeds=tuple(feed for feed in probe.feeds if feed in guessed),
        sitemaps=tuple(sitemap for sitemap in probe.sitemaps if sitemap in guessed),
    )
    written = write_profile(path, profile, ["Written by `presswatch add`. What is not here is found by itself."])
    yield ""
    yield f"wrote {path}" if written else f"{path} is there already and was left as it is"
    yield f"next: presswatch --data {data} crawl {path.stem}"


def read_sample(probe: Probe) -> tuple[Template, list[Page]]:
    """Learn from the sample what its pages share, then read them all: the start page first."""
    documents: list[Document] = [d for d in (probe.front, *probe.documents) if d is not None]
    template = learn([replace(d, root=None) for d in documents], previous=Template(), evidence=Evidence()).template
    return template, [read_page(d, template, url=page_key(d.url)).page for d in documents]


def describe(probe: Probe, pages: Sequence[Page], template: Template) -> Iterator[str]:
    """What was found, in words. Text of the site's is cut and cleaned."""
    yield f"{plain(probe.name, 100) or probe.url} ({probe.url})"
    delay = f"a delay of {probe.crawl_delay:g} s is asked for" if probe.crawl_delay else "no delay asked for"
    yield f"robots.txt  {delay}"
    yield from _counted("feed", probe.feeds, "entries", probe.guessed)
    yield from _counted("sitemap", probe.sitemaps, "pages", probe.guessed)
    sections = probe.sources.sections
    yield f"sections    {len(sections)}: {', '.join(sections[:_SHOWN])}" if sections else "sections    none found"
    kinds = [page.kind for page in pages[1:]]
    yield "pages       " + (
        ", ".join(f"{kinds.count(kind)} {kind.value}" for kind in sorted(set(kinds))) or "none read"
    )
    yield f"shared      {len(template.shared)} parts of the page stand on all of them"
    for name, count in _regions(pages).items():
        yield f"region      {plain(name, 60)}: {count} items"
    article = next((p.article for p in pages if p.kind is PageKind.ARTICLE and p.article), None)
    if article is None:
        yield "article     none could be read: set [regions] title and body in the profile"
    else:
        yield f"article     {plain(article.title, 100)}"
        authors = plain(", ".join(article.authors), 80) or "nobody named"
        yield f"            by {authors}, {article.published or 'no date'}"
        yield f"            {len(article.paragraphs)} paragraphs: {plain(' '.join(article.paragraphs), 160)}"
    yield from (f"problem     {plain(problem, 160)}" for problem in probe.problems[:_SHOWN])


def _regions(pages: Sequence[Page]) -> dict[str, int]:
    """The lists and tickers of all pages, by name, with the number of their items."""
    found: dict[str, int] = {}
    for page in pages:
        found |= {ranked.name: len(ranked.items) for ranked in page.lists}
        found |= {region.name: len(region.items) for region in page.live}
    return found


def _counted(label: str, found: dict[str, int], unit: str, guessed: set[str]) -> Iterator[str]:
    if not found:
        yield f"{label:<12}none found"
    for url, count in list(found.items())[:_SHOWN]:
        yield f"{label:<12}{url} ({count} {unit}{', at a usual address' if url in guessed else ''})"
