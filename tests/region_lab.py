"""A site of plain pages for tests of its regions: what stands in them, and on which pages, is up to the test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from crawler.model import Alert, Capture, RegionKey, RegionKind, RunRecord
from crawler.profile import RegionRules
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive, open_archive

SITE, HOST = "reed", "reed.example"
BASE = f"http://{HOST}"
START = datetime(2026, 5, 12, 6, tzinfo=UTC)
WORDS = "mill ford heron barge weir osier kiln tithe marsh punt lock eel rush sluice ferry thatch wharf reed".split()


def title_of(number: int) -> str:
    """A headline that shares no more than a word or two with any other."""
    picked = [WORDS[(number * step + step) % len(WORDS)] for step in (1, 5, 7, 11)]
    return f"{' '.join(picked).capitalize()} again in district {number}"


def paragraphs(number: int) -> list[str]:
    return [
        f"Paragraph {n} of story {number}: {' '.join(WORDS[(number * n + k * (n + 1)) % len(WORDS)] for k in range(14))}."
        for n in range(1, 6)
    ]


@dataclass
class Reed:
    """The site. Lists: heading → story numbers, on every page unless `only` says on which; `strip`: the ticker."""

    stories: Sequence[int] = tuple(range(6))
    lists: dict[str, list[int]] = field(default_factory=lambda: {"Most Popular": [0, 1, 2, 3, 4]})
    strip: Sequence[str] = ()
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)  # heading → paths
    titles: dict[int, str] = field(default_factory=dict)
    posts: Sequence[tuple[str, str]] = ()
    box: str = "ranked"  # class of the lists' boxes

    def path(self, number: int) -> str:
        return f"/news/story-{number}/"

    @property
    def paths(self) -> list[str]:
        return ["/", *map(self.path, self.stories)]

    def title(self, number: int) -> str:
        return self.titles.get(number, title_of(number))

    def page(self, path: str) -> str:
        number = next((n for n in self.stories if self.path(n) == path), None)
        main = self._front() if number is None else self._article(number)
        return (
            f'<!DOCTYPE html><html lang="en"><head><title>{escape(self.title(number or 0))}</title></head><body>'
            f'<header class="mast"><a class="brand" href="/">The Reed Courier</a>{self._strip()}</header>'
            f'<main class="page">{main}</main><aside class="side">{self._lists(path)}</aside>'
            '<footer class="foot"><p>Printed on the river by the Reed Courier company.</p></footer></body></html>'
        )

    def _front(self) -> str:
        cards = "".join(
            f'<div class="card"><h3><a href="{self.path(n)}">{escape(self.title(n))}</a></h3></div>'
            for n in self.stories
        )
        return f'<h1 class="hello">News from the river</h1><div class="cards">{cards}</div>'

    def _article(self, number: int) -> str:
        body = "".join(f"<p>{text}</p>" for text in paragraphs(number))
        return f'<article class="story"><h1>{escape(self.title(number))}</h1><div class="text">{body}</div></article>'

    def _strip(self) -> str:
        items = "".join(f'<li class="strip-item">{escape(text)}</li>' for text in self.strip)
        return f'<ul class="strip">{items}</ul>' if items else ""

    def _lists(self, path: str) -> str:
        return "".join(
            f'<div class="{self.box}"><h4 class="{self.box}-head">{escape(name)}</h4><ol class="{self.box}-items">'
            + "".join(f'<li><a href="{self.path(n)}">{escape(self.title(n))}</a></li>' for n in numbers)
            + "</ol></div>"
            for name, numbers in self.lists.items()
            if path in self.only.get(name, self.paths) and numbers
        )


@dataclass
class Bench:
    """Runs of a recorder over the site's pages."""

    archive: Archive
    reed: Reed = field(default_factory=Reed)
    now: datetime = START
    rules: RegionRules | None = None

    def capture(self, path: str, **changed: Any) -> Capture:
        headers = {"content-type": "text/html; charset=utf-8", "date": format_datetime(self.now, usegmt=True)}
        return replace(Capture(BASE + path, self.now, 200, headers, self.reed.page(path).encode()), **changed)

    def recorder(self) -> Recorder:
        setup = SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {"log": ""}, rules_at=lambda _: self.rules)
        return Recorder(self.archive, setup)

    def run(self, paths: Sequence[str] | None = None, *, after: float = 60, **changed: Any) -> list[Alert]:
        """A run some minutes after the one before, over all pages or these; the alerts it raises."""
        self.now += timedelta(minutes=after)
        recorder = self.recorder()
        started = self.archive.start_run(SITE, self.now)
        for path in self.reed.paths if paths is None else paths:
            recorder.take(self.capture(path, **changed))
        recorder.finish(self.now)
        self.archive.finish_run(RunRecord(SITE, self.now, self.now, "ok", pages=dict(recorder.tally.pages), id=started))
        return recorder.tally.alerts

    def kinds(self, paths: Sequence[str] | None = None, *, after: float = 60, **changed: Any) -> list[str]:
        return [f"{alert.kind} {alert.region}" for alert in self.run(paths, after=after, **changed)]

    def state(self, kind: RegionKind, name: str) -> Any:
        version = self.archive.latest(RegionKey(SITE, kind, name))
        assert version is not None
        return version.state


@contextmanager
def bench(
    folder: Path, reed: Reed | None = None, rules: RegionRules | None = None, *, warm: int = 2
) -> Iterator[Bench]:
    """A bench that has crawled the site some times, which must raise no alert."""
    with open_archive(folder / "archive.db") as archive:
        made = Bench(archive, reed or Reed(), rules=rules)
        assert [made.kinds() for _ in range(warm)] == [[]] * warm
        yield made
        assert archive.check() == []
