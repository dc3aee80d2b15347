"""Commands about one article: history, show, diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from crawler.cli.common import archive_of, moment
from crawler.cli.finding import Found, find_article
from crawler.cli.output import note, wants_colour, write
from crawler.errors import PresswatchError, UsageError
from crawler.export import article_record, json_line, link_format
from crawler.model import Article, PageKind, Version
from crawler.render import plain, terminal
from crawler.render.records import stamp
from crawler.store import Archive
from crawler.text import fold

if TYPE_CHECKING:
    from crawler.regions.article.comparing import ArticleDiff

VERSION = "http://127.0.0.1:8001/archive/version?id={}"  # a page of `presswatch datasette`
_TITLE = 120
_SUMMARY = 300


@click.command(
    epilog="""\b
Examples:
  presswatch history https://example.org/news/a-story
  presswatch history https://example.org/news/a-story --timemap > a-story.link"""
)
@click.argument("url")
@click.option("--timemap", is_flag=True, help="A TimeMap (RFC 7089, link format) in place of the lines.")
@click.pass_context
def history(ctx: click.Context, url: str, timemap: bool) -> None:
    """Show the versions of the article at URL, one a line.

    Each line has the version's number, when it was first and last seen, and what changed; for the first, the
    headline. Columns are parted by tabs. URL may be any spelling of the address, or one that the page had before.

    The mementos of a TimeMap are the versions as `presswatch datasette` shows them on this machine.
    """
    with archive_of(ctx) as archive:
        found = find_article(archive, url)
        if timemap:
            write(link_format(found.url, [(VERSION.format(number), at) for number, at in archive.mementos(found.key)]))
            return
        _say_where(archive, found)
        for line in _history(archive, found):
            write(line)


def _history(archive: Archive, found: Found) -> Iterator[str]:
    before: Version | None = None
    for number in range(1, found.latest.number + 1):
        version = archive.version(found.key, number)
        if version is None:
            continue
        words = _title(version) if before is None else _change(before, version)
        yield "\t".join((str(number), stamp(version.first_seen), stamp(version.last_seen), words))
        before = version


def _change(before: Version, after: Version) -> str:
    from crawler.differ import summary

    diff = _compare(before, after)
    return plain(summary(diff, after.key), _SUMMARY) if diff else "no word differs"


def _compare(before: Version, after: Version) -> ArticleDiff | None:
    from crawler.regions.article.comparing import compare_articles

    return compare_articles(_article(before), _article(after))


@click.command(
    epilog="""\b
Examples:
  presswatch show https://example.org/news/a-story
  presswatch show https://example.org/news/a-story --version 1
  presswatch show https://example.org/news/a-story --at 2026-05-12T08:00:00Z --json
  presswatch show https://example.org/news/a-story --proof > proof.json"""
)
@click.argument("url")
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help="This version; default: the last.")
@click.option("--at", callback=moment, metavar="T", help="The version that stood then: 2h, 3d, a day, an ISO time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, as `export versions` writes it.")
@click.option("--proof", is_flag=True, help="What another person needs to check this version (docs/proof.md), as JSON.")
@click.pass_context
def show(ctx: click.Context, url: str, number: int | None, at: datetime | None, as_json: bool, proof: bool) -> None:
    """Show the text of one version of the article at URL.

    Headline, standfirst and paragraphs go to standard output, a blank line between them; which version it is, its
    authors and dates to standard error.
    """
    if number is not None and at is not None:
        raise UsageError("--version and --at are two ways to name one version", hint="give one of them")
    with archive_of(ctx) as archive:
        found = find_article(archive, url)
        version = _at(archive, found, at) if at else _numbered(archive, found, number or found.latest.number)
        article = _article(version)
        if proof:
            from crawler.cli.proving import proof_of

            write(json_line(proof_of(archive, found.key, version.number)))
            return
        if as_json:
            page = archive.page(found.key.site, found.url)
            write(json_line(article_record(version, article, page.kind if page else PageKind.ARTICLE)))
            return
        _say_where(archive, found)
        _say_which(found, version, article)
        write("\n\n".join(filter(None, map(fold, (article.title, article.standfirst, *article.paragraphs)))))


@click.command(
    epilog="""\b
Examples:
  presswatch diff https://example.org/news/a-story
  presswatch diff https://example.org/news/a-story 1 3"""
)
@click.argument("url")
@click.argument("first", type=click.IntRange(min=1), required=False, metavar="[A")
@click.argument("second", type=click.IntRange(min=1), required=False, metavar="[B]]")
@click.pass_context
def diff(ctx: click.Context, url: str, first: int | None, second: int | None) -> None:
    """Show what changed, word by word, between two versions of URL.

    Without A and B the last two versions; with A alone, that version and the last. What was struck out stands in
    [-…-] and what was put in in {+…+}, or in colour on a terminal (not where NO_COLOR is set).
    """
    with archive_of(ctx) as archive:
        found = find_article(archive, url)
        last = found.latest.number
        if first is None and last == 1:
            _say_where(archive, found)
            note("there is only one version: nothing to compare it with")
            return
        one = _numbered(archive, found, first or last - 1)
        two = _numbered(archive, found, second or last)
        _say_where(archive, found)
        _redline(one, two)


def _redline(one: Version, two: Version) -> None:
    from crawler.differ import summary

    found = _compare(one, two)
    if found is None:
        note(f"versions {one.number} and {two.number} read the same")
        return
    write(f"version {one.number}, {stamp(one.first_seen)} → version {two.number}, {stamp(two.first_seen)}")
    write(plain(summary(found, two.key), _SUMMARY))
    change = found.to_json()
    title = [{"op": "replace", **change["title"]}] if change["title"] else []
    write(terminal([*title, *change["hunks"]], colour=wants_colour()))


def _numbered(archive: Archive, found: Found, number: int) -> Version:
    version = archive.version(found.key, number)
    if version is None:
        known = "only version 1 is" if found.latest.number == 1 else f"versions 1 to {found.latest.number} are"
        raise UsageError(f"there is no version {number} of {plain(found.url)}", hint=f"{known} known")
    return version


def _at(archive: Archive, found: Found, at: datetime) -> Version:
    version = archive.version_at(found.key, at)
    if version is None:
        first = _numbered(archive, found, 1)
        raise PresswatchError(
            f"at {stamp(at)} the article was not known yet", hint=f"it was first seen at {stamp(first.first_seen)}"
        )
    return version


def _article(version: Version) -> Article:
    if not isinstance(version.state, Article):
        raise TypeError(f"{version.key} is no article")
    return version.state


def _title(version: Version) -> str:
    return plain(_article(version).title, _TITLE) or "(no headline)"


def _say_where(archive: Archive, found: Found) -> None:
    """What a person should know of the page beside its text: where it is now, whether it is gone."""
    page = archive.page(found.key.site, found.url)
    state = f", {page.state}" if page and page.state == "gone" else ""
    note(f"{plain(found.url)} ({plain(found.key.site)}{state})")
    if found.others:
        note(f"also seen as a page of: {', '.join(map(plain, found.others))}")


def _say_which(found: Found, version: Version, article: Article) -> None:
    note(
        f"version {version.number} of {found.latest.number}, seen from {stamp(version.first_seen)} "
        f"to {stamp(version.last_seen)}"
    )
    told: Sequence[str] = (
        f"by {', '.join(article.authors)}" if article.authors else "",
        f"published {article.published}" if article.published else "",
        f"modified {article.modified}" if article.modified else "",
    )
    if any(told):
        note(plain(", ".join(filter(None, told)), _SUMMARY))
