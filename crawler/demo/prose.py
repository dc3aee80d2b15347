"""Reads the paper's texts, which were written for it by hand, from `stories/*.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from crawler.demo.model import SECTIONS, Entry, Part, Story, Teaser

_PREFIXES = {"## ": "h2", "> ": "quote"}


@cache
def library() -> Mapping[str, Story]:
    """Every story that the paper ever prints, by id, in its first wording."""
    stories = (_story(section, *record) for section in SECTIONS for record in _records(f"{section}.txt"))
    return MappingProxyType({story.id: story for story in stories})


@cache
def teasers() -> Mapping[str, Teaser]:
    """Every teaser of the strip, by id, in its first wording."""
    rows = (line.split("|") for line in _read("ticker.txt").splitlines())
    return MappingProxyType(
        {name.strip(): Teaser(name.strip(), text.strip(), story.strip()) for name, story, text in rows}
    )


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry of the live blog, by id, in its first wording."""
    return MappingProxyType(
        {
            name: Entry(name, _time(head["at"]), head["title"], "\n\n".join(paragraphs))
            for name, head, paragraphs in _records("live.txt")
        }
    )


@cache
def advertisements() -> tuple[str, ...]:
    return tuple(_read("ads.txt").splitlines())


def curly(text: str) -> str:
    """The text with typographic quotation marks: opening ones at a word's start, closing ones elsewhere."""
    text = re.sub(r'(^|[\s(\[—])"', r"\1“", text)
    text = re.sub(r"(^|[\s(\[—“])'", r"\1‘", text)
    return text.replace('"', "”").replace("'", "’")


def glued(text: str) -> str:
    """The text with no-break spaces between a number and the word after it."""
    return re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", text)


def _story(section: str, name: str, head: Mapping[str, str], paragraphs: list[str]) -> Story:
    published = _time(head["published"])
    return Story(
        id=name,
        section=section,
        slug=name,
        title=head["title"],
        standfirst=head["standfirst"],
        authors=tuple(author.strip() for author in head["by"].split(";")),
        published=published,
        modified=published,
        changed=published,
        caption=head["caption"],
        parts=tuple(_part(text) for text in paragraphs),
    )


def _part(text: str) -> Part:
    for prefix, kind in _PREFIXES.items():
        if text.startswith(prefix):
            return Part(kind, text.removeprefix(prefix))
    return Part("p", text)


def _records(name: str) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """`=== id`, lines of `key: value`, then paragraphs: all set apart by blank lines."""
    for record in _read(name).split("=== ")[1:]:
        head, *paragraphs = record.strip().split("\n\n")
        identity, *lines = head.splitlines()
        yield identity.strip(), dict(line.split(": ", 1) for line in lines), paragraphs


def _read(name: str) -> str:
    return files("crawler.demo").joinpath("stories", name).read_text(encoding="utf-8")


def _time(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
