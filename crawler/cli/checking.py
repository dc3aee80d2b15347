"""The command `check`: what is read from a page, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from crawler.checking import (
    Difference,
    Knowledge,
    compare_case,
    examine,
    find_cases,
    from_archive,
    from_pages,
    load_case,
    save_case,
)
from crawler.classes import dataclass
from crawler.cli.check_report import Report
from crawler.cli.common import ARCHIVE, check_sites, data_of, moment
from crawler.errors import CaptureError, UsageError
from crawler.ingest import read_capture
from crawler.keeper import TYPES
from crawler.model import Capture, Document
from crawler.profile import Profile, find_profile, hook_of, load_profile, profile_path
from crawler.render import plain
from crawler.store import SqliteArchive, open_archive
from crawler.urls import resolve, same_site, with_scheme


@click.command(
    epilog="""\b
Examples:
  presswatch check example
  presswatch check example https://example.org/news/a-story
  presswatch check example page.html --with front.html --with other.html --save a-story
  presswatch check example --fixtures"""
)
@click.argument("site")
@click.argument("page", required=False, metavar="[URL|FILE]")
@click.option(
    "--with",
    "beside",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Another page of the site, to learn from what they share; may be repeated. Default: what the archive knows.",
)
@click.option("--at", callback=moment, metavar="T", help="When FILE was saved; default: when it was written.")
@click.option("--save", metavar="CASE", help="Keep the page as a fixture of the site: sites/SITE/fixtures/CASE.")
@click.option("--fixtures", "only_fixtures", is_flag=True, help="Run the site's fixtures and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def check(
    ctx: click.Context,
    site: str,
    page: str | None,
    beside: tuple[Path, ...],
    at: datetime | None,
    save: str | None,
    only_fixtures: bool,
    as_json: bool,
) -> None:
    """Show what is read from a page of SITE, field by field, and what its template strips.

    Of each field it says where it came from: JSON-LD, meta, markup, a learned container, a selector of the profile.
    URL is fetched, FILE (.html, .txt) is not. Without either, what is known of the site as a whole, its fixtures and
    a few of its pages, fetched anew. Nothing is written to the archive.
    """
    if only_fixtures and (page or beside or save):
        raise UsageError("--fixtures takes no page", hint="leave out the page and its options")
    if (save or beside) and not page:
        raise UsageError("--save and --with go with one page", hint="name a URL or a FILE")
    with _setting(ctx, site) as setting:
        report = Report(setting.knowledge)
        if page:
            _one(setting, report, page, beside, at, save)
        else:
            report.cases = list(_cases(setting))
            if not only_fixtures:
                _some(setting, report)
        report.write(as_json=as_json, whole=not page, only_fixtures=only_fixtures)
        if page is None and only_fixtures and not report.cases:
            raise UsageError(f"{site} has no fixtures", hint=f"make one with: presswatch check {site} FILE --save CASE")
        report.raise_for_failures()


@dataclass(slots=True)
class Setting:
    """A site, as the data folder knows it."""

    data: Path
    site: str
    profile: Profile | None
    archive: SqliteArchive | None
    knowledge: Knowledge

    @property
    def sites(self) -> Path:
        return self.data / "sites"


@contextmanager
def _setting(ctx: click.Context, site: str) -> Iterator[Setting]:
    """The archive is opened for reading, where there is one; a site is known by its profile or to the archive."""
    data = data_of(ctx)
    path = profile_path(data / "sites", site)
    archive = open_archive(data / ARCHIVE, read_only=True) if (data / ARCHIVE).exists() else None
    try:
        profile = load_profile(path) if path.is_file() else None
        if profile is None and archive is None:
            find_profile(data / "sites", site)  # says that there is none
        if profile is None and archive is not None:
            check_sites(ctx, archive, [site])
        hook = hook_of(data / "sites", site)
        known = from_archive(archive, site, profile, hook) if archive else Knowledge(site, profile, hook)
        yield Setting(data, site, profile, archive, known)
    finally:
        if archive is not None:
            archive.close()


# One page


def _one(
    setting: Setting, report: Report, page: str, beside: Sequence[Path], at: datetime | None, save: str | None
) -> None:
    capture = _capture(setting, page, at)
    others = [_file(path, at) for path in beside]
    if others:
        documents = [_read(each) for each in (capture, *others)]
        learned = from_pages(documents, setting.site, setting.profile, setting.knowledge.hook)
        report.knowledge = learned
    report.pages.append(examine(capture, report.knowledge))
    if save is not None:
        if setting.profile is None:
            raise UsageError(f"{setting.site} has no profile to keep fixtures of", hint="presswatch add URL makes one")
        report.saved = save_case(setting.sites, save, report.pages[0], report.knowledge, others)


def _capture(setting: Setting, page: str, at: datetime | None) -> Capture:
    path = Path(page)
    if "://" not in page and (path.suffix.lower() in TYPES or path.exists()):
        return _file(path, at)
    if at is not None:
        raise UsageError(
            "--at is for files: a URL is read as it is now", hint="presswatch show URL --at T has the past"
        )
    return _fetch(setting, [_address(setting, page)])[0]


def _file(path: Path, at: datetime | None) -> Capture:
    if not path.is_file():
        raise UsageError(f"{path}: {'is a folder' if path.is_dir() else 'no such file'}", hint="name a saved page")
    if path.suffix.lower() not in TYPES:
        raise UsageError(f"{path}: {path.suffix or 'no suffix'} is not read", hint=f"one of {', '.join(TYPES)}")
    return read_capture(path, at)


def _read(capture: Capture) -> Document:
    from crawler.blocks import read_document

    try:
        return read_document(capture)
    except CaptureError as error:
        raise UsageError(error.message, hint=error.hint) from error


def _address(setting: Setting, page: str) -> str:
    """A URL as people type it: a path of the site, or without a scheme."""
    base = setting.profile.url if setting.profile else ""
    url = resolve(base, page) if page.startswith("/") and base else resolve("", with_scheme(page))
    if not url:
        raise UsageError(
            f"{plain(page, 100)}: is neither a URL nor a file", hint="for example https://example.org/news"
        )
    if setting.profile and not same_site(url, setting.profile.hosts_all):
        raise UsageError(
            f"{plain(url, 200)}: is no page of {setting.site}",
            hint=f"add {urlsplit(url).hostname} to `hosts`, if it is",
        )
    return url


def _fetch(setting: Setting, urls: Sequence[str], more: int = 0) -> list[Capture]:
    from crawler.runs import fetch_pages

    if setting.profile is None:
        raise UsageError(
            f"{setting.site} has no profile, so nothing is fetched of it", hint="presswatch add URL makes one"
        )
    return fetch_pages(setting.profile, urls, more=more)


# The site as a whole


def _cases(setting: Setting) -> Iterator[tuple[str, int, list[Difference]]]:
    for folder in find_cases(setting.sites, setting.site):
        case = load_case(folder)
        yield case.name, len(case.expected), compare_case(case)


def _some(setting: Setting, report: Report) -> None:
    from crawler.checking.known import known_pages, known_regions

    archive = setting.archive
    start = setting.profile.url if setting.profile else ""
    urls = known_pages(archive, setting.site, start) if archive else [start]
    captures = _fetch(setting, urls, more=0 if len(urls) > 1 else 4)
    if not report.knowledge.template.learned:
        documents = [document for capture in captures if (document := _readable(capture)) is not None]
        report.knowledge = from_pages(documents, setting.site, setting.profile, setting.knowledge.hook)
    report.regions = known_regions(archive, setting.site) if archive else []
    report.pages = [examine(capture, report.knowledge) for capture in captures]


def _readable(capture: Capture) -> Document | None:
    from crawler.blocks import read_document
    from crawler.guard import judge_answer

    try:
        return read_document(capture) if judge_answer(capture).good else None
    except CaptureError:
        return None
