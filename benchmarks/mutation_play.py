"""A real site in several sweeps: draws what happens to it, and answers the crawl in the process."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mutation_edits import Desk, Edit
from mutation_faults import empty, wall
from mutation_heads import EDITS
from mutation_lists import RealList, edit_list, find_lists
from mutation_noise import ALL, FAULTS, NOISE
from mutation_scene import Scene
from mutation_sites import RealPage, RealSite, copied, host, rendered
from mutation_weighing import Truth

from crawler.model import Alert, Capture, RunRecord
from crawler.recorder import Recorder, SiteSetup
from crawler.store import open_archive
from crawler.text import compare_form

START = datetime(2026, 6, 1, 6, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}
GONE = ("404", "410", "soft-404")
# What can be done to entries of a live blog, of which the gold knows the text and not where they end.
LIVE = ["word", "number", "quote", "typo"]


@dataclass(slots=True)
class Play:
    """One site's story. `noise` has the kinds by sweep, `faults` pages by sweep that something else answers for."""

    site: RealSite
    seed: int
    pools: Mapping[str, Sequence[str]]
    donors: Mapping[str, Sequence[str]]
    sweeps: int
    again: bool = True  # whether pages can be asked for twice
    only: Sequence[str] = ()
    newer: bool = False  # whether kinds are drawn from all that there are
    rng: random.Random = field(init=False)
    noise: dict[int, str] = field(default_factory=dict)
    faults: dict[tuple[int, str], str] = field(default_factory=dict)
    truths: list[Truth] = field(default_factory=list)
    alerts: list[tuple[int, Alert]] = field(default_factory=list)
    requests: int = 0
    seconds: float = 0.0

    lists: list[tuple[RealPage, RealList]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lists = [(page, one) for page in self.site.pages for one in find_lists(page)]
        self.rng = random.Random(f"{self.seed} {self.site.name}")
        kinds = [*(self.only or (*(ALL if self.newer else NOISE), "faults", "none"))]
        self.rng.shuffle(kinds)
        self.noise = {sweep: kinds[(sweep - 1) % len(kinds)] for sweep in range(1, self.sweeps)}
        self._draw_faults()

    def _draw_faults(self) -> None:
        for sweep, kind in self.noise.items():
            if kind == "faults":
                self.faults |= {(sweep, page.name): self.rng.choice(FAULTS) for page in self.site.pages}
        if self.only or self.rng.random() < 0.4:
            return
        at, page = self.rng.randrange(1, self.sweeps - 3), self.rng.choice(self.site.pages)
        if any(self.noise[sweep] in {"faults", "reclassed"} for sweep in (at, at + 1, at + 2)):
            return
        how = self.rng.choice(GONE if page.spots and not page.live else GONE[:2])
        self.faults |= {(at, page.name): how, (at + 1, page.name): how}
        told = at if how == "410" else at + 1
        self.truths.append(Truth(told, page.name, "article.removed", Edit(how, frozenset(), "", "")))
        self.truths.append(Truth(at + 2, page.name, "article.restored", Edit("back", frozenset(), "", "")))

    # Sweeps

    def run(self) -> None:
        with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "archive.db") as archive:
            first = self.site.pages[0]
            hosts = tuple(dict.fromkeys(host(page.url) for page in self.site.pages))
            setup = SiteSetup("real", f"https://{host(first.url)}/", hosts)
            for sweep in range(self.sweeps):
                at = START + timedelta(hours=sweep)
                if sweep:
                    self._edit(sweep)
                recorder = Recorder(archive, setup, second_looks=self.again)
                run = archive.start_run("real", at)
                for page in self.site.pages:
                    recorder.take(self._answer(page, sweep, at))
                    while again := recorder.wanted_again():
                        for url in again:
                            asked = next(one for one in self.site.pages if one.url == url)
                            recorder.take(self._answer(asked, sweep, at))
                recorder.finish(at + timedelta(minutes=2))
                archive.finish_run(RunRecord("real", at, at, "ok", pages=dict(recorder.tally.pages), id=run))
                self.alerts += [(sweep, alert) for alert in recorder.tally.alerts]

    def _edit(self, sweep: int) -> None:
        for page, one in self.lists:
            if (sweep, page.name) not in self.faults and self.rng.random() < 0.6:
                pool = [title for title in self._pool(page) if len(title) < 90]
                if (made := edit_list(page, one, self.rng, pool)) is not None:
                    self.truths.append(Truth(sweep, page.name, "list.changed", made))
                    break  # lists of a page may share an item
        for page in self.site.pages:
            if (sweep, page.name) in self.faults or not page.spots or self.rng.random() < 0.5:
                continue
            language = page.language if len(self.donors.get(page.language, ())) > 40 else ""
            desk = Desk(self.rng, self.donors[language], stale=0.0 if page.live else 0.5)
            for name in self.rng.sample(LIVE if page.live else list(EDITS), 4):
                if (edit := EDITS[name](page, desk)) is not None:
                    self.truths.append(Truth(sweep, page.name, "article.changed", edit))
                    break

    def _answer(self, page: RealPage, sweep: int, at: datetime) -> Capture:
        self.requests += 1
        at += timedelta(milliseconds=40 * (self.requests % 1000))
        source = "crawl" if self.again else f"{page.name}-{sweep}.html"
        capture = Capture(page.url, at, 200, HTML, source=source)
        fault = self.faults.get((sweep, page.name), "")
        if fault in {"404", "410", "503"}:
            return replace(capture, status=int(fault), body=f"<html><body><h1>{fault}</h1></body></html>".encode())
        if (body := wall(fault)) is not None:
            return replace(capture, body=body)
        root = copied(page)
        if fault == "soft-404":
            empty(root, {compare_form(spot.text) for spot in page.spots}, page.gold)
        kind = self.noise.get(sweep, "none")
        if kind in ALL:
            chance = f"{self.seed} {page.name} {sweep}"
            pool = self._pool(page)
            fresh = random.Random(f"{chance} {self.requests}")
            ALL[kind](root, Scene(page, random.Random(chance), fresh, pool, sweep))
        return replace(capture, body=rendered(root))

    def _pool(self, page: RealPage) -> Sequence[str]:
        return self.pools[page.language if len(self.pools.get(page.language, ())) > 20 else ""]


def pools(sites: Sequence[RealSite], words: Callable[[RealPage], Sequence[str]]) -> dict[str, list[str]]:
    """What pages have to lend each other, by language; under "" that of all."""
    found: dict[str, list[str]] = {"": []}
    for site in sites:
        for page in site.pages:
            for text in words(page):
                found.setdefault(page.language, []).append(text)
                found[""].append(text)
    return found
