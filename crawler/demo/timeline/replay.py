"""Runs a timeline through a recorder, without sockets: each request is answered in the process."""

from __future__ import annotations

import json
import random
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

from crawler.classes import dataclass
from crawler.demo.comparison import Comparison, faults, tabulate
from crawler.demo.timeline.pages import BREAK, SECOND, View, wall
from crawler.demo.timeline.paper import BLOG_PATH, Paper
from crawler.demo.timeline.script import Tick, Timeline
from crawler.demo.timeline.trials import BROKEN
from crawler.demo.timeline.truth import expected_alerts
from crawler.demo.truth import SITE, TICKER, Expected
from crawler.model import Alert, Capture, Redirect, RunRecord
from crawler.recorder import Recorder, SiteSetup
from crawler.store import Archive
from crawler.text import compare_form

BASE = "https://paper.example"
_SITE = "paper"
_HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a replay: alerts with the number of their tick, held against what had to come."""

    timeline: Timeline
    alerts: Sequence[tuple[int, Alert]]
    comparison: Comparison
    pages: int = 0


@dataclass
class Web:
    """The site as it answers: at a tick, with noise that differs from request to request."""

    seed: int
    ticks: list[Tick] = field(default_factory=list)  # so far
    requests: int = 0
    before: int = 0  # requests before this tick
    known: list[str] = field(default_factory=list)
    drawn: Counter[int] = field(default_factory=Counter)  # by story: how often its page was made

    def addresses(self, tick: Tick) -> list[str]:
        """What a crawl asks for: the front page, then all that was ever linked, in any order."""
        self.before = self.requests
        paper = tick.paper
        paths = [story.path for story in paper.newest()] + ([BLOG_PATH] if paper.posts else [])
        paths += [story.path + SECOND for story in paper.newest() if story.id in paper.paged]
        self.known += [path for path in paths if path not in self.known]
        order = list(self.known)
        random.Random(f"{self.seed} {tick.number}").shuffle(order)  # noqa: S311
        return ["/", *order]

    def fetch(self, tick: Tick, path: str, etag: str = "") -> Capture:
        self.requests += 1
        at = tick.at + timedelta(milliseconds=40 * (self.requests - self.before))
        url = BASE + path
        older = tick.stale.get(path, 0)
        paper = self.ticks[tick.number - older].paper
        headers = _HTML | {"date": format_datetime(at, usegmt=True)}
        if older:
            # A cache says how old its copy is, or passes on when the origin made it.
            made = at - older * timedelta(hours=1) + timedelta(minutes=7)
            if zlib.crc32(path.encode()) % 2:
                headers["age"] = str(int((at - made).total_seconds()))
            else:
                headers["date"] = format_datetime(made, usegmt=True)
        capture = Capture(url, at, 200, headers)
        fault = tick.faults.get("*") or tick.faults.get(path, "")
        if (answer := self._faulty(fault, capture, paper, path)) is not None:
            return answer
        cut = fault == "paywall" and path not in {"/", BLOG_PATH}
        answer = self._answer(paper, path, capture, "" if fault in BROKEN else etag, cut=cut, half=fault == "cut")
        if fault in BROKEN:
            body = zlib.compress(answer.body) if fault == "garbled" else answer.body.partition(BREAK.encode())[0]
            return replace(answer, body=body)
        return answer

    def _view(self, paper: Paper, *, cut: bool = False, half: bool = False) -> View:
        return View(paper, BASE, f"{self.seed} {self.requests}", cut, half)

    def _faulty(self, fault: str, capture: Capture, paper: Paper, path: str) -> Capture | None:
        label = paper.tongue.label
        match fault:
            case "503":
                return replace(capture, status=503, body=b"<html><body><h1>503</h1></body></html>")
            case "timeout":
                return replace(capture, status=0, headers={}, error="timed out after 30 s")
            case "403":
                return replace(capture, status=403, body=wall("403", "Forbidden").encode())
            case "captcha":
                return replace(capture, body=wall(paper.name, label["robot"]).encode())
            case "consent":
                return replace(capture, body=wall(paper.name, label["consent"]).encode())
            case "404" | "soft-404":
                return self._missing(fault, paper, path, capture)
        return None

    def _answer(
        self, paper: Paper, path: str, capture: Capture, etag: str, *, cut: bool, half: bool = False
    ) -> Capture:
        if path == "/":
            return replace(capture, body=self._view(paper).front().encode())
        if path == BLOG_PATH:
            view = self._view(paper, cut=cut)
            return replace(capture, body=(view.article(paper.closed) if paper.closed else view.blog()).encode())
        if path.endswith(SECOND):
            first = next(paper.stories[n] for n in paper.paged if paper.stories[n].path + SECOND == path)
            return replace(capture, body=self._view(paper, cut=cut).second_page(first).encode())
        if (number := paper.moved.get(path)) is not None:
            return self._redirected(paper, path, paper.stories[number].path, 301, capture, cut=cut)
        number = paper.renamed.get(path)
        story = (
            paper.stories[number] if number is not None else next(s for s in paper.stories.values() if s.path == path)
        )
        if how := paper.gone.get(story.id):
            return self._missing(how, paper, path, capture)
        mark = f'"{zlib.crc32(repr((story, paper.theme, paper.dress)).encode()):x}"' if paper.etags and not cut else ""
        if mark and mark == etag:
            return replace(capture, status=304, headers=dict(capture.headers) | {"etag": mark})
        headers = dict(capture.headers) | ({"etag": mark} if mark else {})
        self.drawn[story.id] += 1
        title, other = paper.drawn.get(story.id, ("", ""))
        if title == story.title and self.drawn[story.id] % 2:
            story = replace(story, title=other)
        return replace(capture, headers=headers, body=self._view(paper, cut=cut, half=half).article(story).encode())

    def _redirected(
        self, paper: Paper, path: str, to: str, status: int, capture: Capture, *, cut: bool = False
    ) -> Capture:
        there = self._answer(paper, to, replace(capture, url=BASE + to), "", cut=cut)
        return replace(
            there,
            url=BASE + path,
            final_url=there.location,
            redirects=(Redirect(status, BASE + path), *there.redirects),
        )

    def _missing(self, how: str, paper: Paper, path: str, capture: Capture) -> Capture:
        if how == "redirect":
            return self._redirected(paper, path, "/", 302, capture)
        label = paper.tongue.label
        body = self._view(paper).notice(path, label["missing"], label["missing_text"]).encode()
        return replace(capture, status=200 if how == "soft-404" else int(how), body=body)


@dataclass
class Player:
    """Crawls the site tick by tick, as a crawler would that asks for everything it knows."""

    archive: Archive
    web: Web

    def play(self, tick: Tick) -> list[Alert]:
        """One run, and the alerts that it raised."""
        self.web.ticks.append(tick)
        recorder = Recorder(self.archive, SiteSetup(_SITE, BASE + "/", ("paper.example",)), second_looks=True)
        run = self.archive.start_run(_SITE, tick.at)
        whole = set(recorder.carriers(tick.at))
        for path in self.web.addresses(tick):
            self._look(tick, path, recorder, whole)
        recorder.finish(tick.at + timedelta(minutes=1))
        self.archive.finish_run(RunRecord(_SITE, tick.at, tick.at, "ok", pages=dict(recorder.tally.pages), id=run))
        return recorder.tally.alerts

    def _look(self, tick: Tick, path: str, recorder: Recorder, whole: set[str]) -> None:
        """`whole`: pages to be asked for without conditions, for the sake of the lists on them."""
        known = self.archive.page(_SITE, BASE + path)
        recorder.take(self.web.fetch(tick, path, known.etag if known and BASE + path not in whole else ""))
        while urls := recorder.wanted_again():
            for url in urls:
                recorder.take(self.web.fetch(tick, urlsplit(url).path))


def replay(timeline: Timeline, archive: Archive) -> Outcome:
    """Crawl the timeline's site at each of its ticks and compare the alerts with the truth."""
    player = Player(archive, Web(timeline.seed))
    alerts = [(tick.number, alert) for tick in timeline.ticks for alert in player.play(tick)]
    return Outcome(timeline, alerts, hold(expected_alerts(timeline), alerts, timeline.ticks), player.web.requests)


def hold(expected: Sequence[Expected], alerts: Sequence[tuple[int, Alert]], ticks: Sequence[Tick]) -> Comparison:
    """The alerts, each with the number of its tick, against those that had to come."""
    open_ = list(expected)
    unexpected: list[Alert] = []
    wrong: list[tuple[Expected, str]] = []
    posts = {compare_form(post.title) for tick in ticks for post in tick.paper.posts}
    labels = {label for tick in ticks for label in tick.paper.lists}
    for number, alert in alerts:
        subjects = _subjects(alert, posts, labels)
        match = next((e for e in open_ if (e.sweep, e.kind) == (number, alert.kind) and e.subject in subjects), None)
        if match is None:
            unexpected.append(alert)
            continue
        open_.remove(match)
        wrong += [(match, fault) for fault in faults(match, alert)]
    return tabulate(expected, [alert for _, alert in alerts], open_, unexpected, wrong)


def _subjects(alert: Alert, posts: set[str], labels: set[str]) -> set[str]:
    if alert.kind == "list.changed":
        return {alert.region}
    if alert.kind == "live.changed":
        return {BLOG_PATH if _tells_of(alert.change, posts) else TICKER}
    if alert.kind.startswith("site."):
        return {alert.region or SITE, *({TICKER} if alert.region and alert.region not in labels else ())}
    return {urlsplit(url).path for url in (alert.url, str(alert.change.get("to", "")))}


def _tells_of(change: Mapping[str, object], posts: set[str]) -> bool:
    said = compare_form(json.dumps(change, ensure_ascii=False, default=str))
    return any(title in said for title in posts)
