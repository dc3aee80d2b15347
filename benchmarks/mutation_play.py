"""A real site in several sweeps: draws what happens to it, answers the crawl in the process, weighs the alerts."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree
from mutation_edits import EDITS, Desk, Edit
from mutation_lists import ListEdit, RealList, addresses, edit_list, fault_of, find_lists, told_of
from mutation_noise import FAULTS, NOISE, Scene, gold
from mutation_sites import LEAST, RealPage, RealSite, copied, host, nodes, rendered
from rapidfuzz import fuzz

from crawler.model import Alert, Capture, RunRecord
from crawler.recorder import Recorder, SiteSetup
from crawler.store import open_archive
from crawler.text import compare_form
from crawler.urls import page_key, same_site

START = datetime(2026, 6, 1, 6, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}
_ALIKE = 90  # of 100: the same passage, with and without the white space around its links
GONE = ("404", "410", "soft-404")
# What can be done to entries of a live blog, of which the gold knows the text and not where they end.
LIVE = ["word", "number", "quote", "typo"]
_WALLS = {
    "captcha": ("Just a moment", "Checking your browser before you go on. Verify that you are human."),
    "consent": ("Before you continue", "We use cookies. Give your consent to cookies to go on to the page."),
    "login": ("Sign in", "Subscribe to keep reading. Already have an account? Sign in to read on."),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """An alert that has to come: of which page, in which sweep."""

    sweep: int
    page: str
    kind: str  # of the alert
    edit: Edit | ListEdit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one thing that was altered, or one alert that nothing was altered for."""

    site: str
    dataset: str
    page: str
    sweep: int
    kind: str  # of the edit; of what is false, the noise of the sweep
    outcome: str  # right, other kind, no hunk, late, missing; false, foreign (a hunk of other words beside an edit's)
    told: str = ""
    noise: str = ""


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
        kinds = [*(self.only or (*NOISE, "faults", "none"))]
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
                    for url in recorder.wanted_again():
                        asked = next(one for one in self.site.pages if one.url == url)
                        recorder.take(self._answer(asked, sweep, at))
                recorder.finish(at + timedelta(minutes=2))
                archive.finish_run(RunRecord("real", at, ended=at, outcome="ok", id=run))
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
        if fault in _WALLS:
            title, text = _WALLS[fault]
            body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
            return replace(capture, body=body.encode())
        root = copied(page)
        if fault == "soft-404":
            _empty(root, {compare_form(spot.text) for spot in page.spots}, page.gold)
        kind = self.noise.get(sweep, "none")
        if kind in NOISE:
            chance = f"{self.seed} {page.name} {sweep}"
            pool = self._pool(page)
            fresh = random.Random(f"{chance} {self.requests}")
            NOISE[kind](root, Scene(page, random.Random(chance), fresh, pool, sweep))
        return replace(capture, body=rendered(root))

    def _pool(self, page: RealPage) -> Sequence[str]:
        return self.pools[page.language if len(self.pools.get(page.language, ())) > 20 else ""]

    # Holding

    def verdicts(self) -> Iterator[Verdict]:
        open_ = {(truth.sweep, truth.page, truth.kind): truth for truth in self.truths}
        for sweep, alert in self.alerts:
            page = self._page_of(alert)
            truth = open_.get((sweep, page, "article.changed"))
            if alert.kind == "list.changed" and (of := self._gold_list(alert)) is not None:
                yield self._of_list(sweep, page, of, alert, open_)
            elif (
                alert.kind == "live.changed"
                and truth is not None
                and isinstance(truth.edit, Edit)
                and _is_told(truth.edit, alert)
            ):
                del open_[sweep, page, "article.changed"]  # its entries are what it is made of
                yield self._verdict(truth, "right", alert.summary)
            elif alert.kind.startswith("article."):
                yield from self._of_article(sweep, page, alert, open_)
            else:
                yield from self._beside(sweep, alert)
        yield from (self._verdict(truth, "missing", "") for truth in open_.values())

    def _of_article(
        self, sweep: int, page: str, alert: Alert, open_: dict[tuple[int, str, str], Truth]
    ) -> Iterator[Verdict]:
        """What an alert tells: the edit of its sweep, earlier ones that were not told yet, what nobody did."""
        truth = open_.pop((sweep, page, alert.kind), None)
        told = f"{alert.kind} {alert.summary}"
        waiting = [t for t in open_.values() if (t.page, t.kind) == (page, alert.kind) and t.sweep < sweep]
        late = [t for t in waiting if isinstance(t.edit, Edit) and _is_late(t, alert)]
        for one in late:
            del open_[one.sweep, one.page, one.kind]
            yield self._verdict(one, "late", told)
        if truth is not None:
            yield self._verdict(truth, _fault(truth, alert), told)
        elif not late:
            yield Verdict(*self._where(page, sweep), self._noise(sweep), "false", told + _hunks(alert))
        known = [one.edit for one in ([truth, *late] if truth else late) if isinstance(one.edit, Edit)]
        if known and alert.kind == "article.changed" and (foreign := _foreign(known, alert)):
            yield Verdict(*self._where(page, sweep), self._noise(sweep), "foreign", foreign, known[0].kind)

    def _gold_list(self, alert: Alert) -> str | None:
        """The gold list that an alert tells of."""
        told = told_of(alert)
        for page, one in self.lists:
            ever = set(addresses(page, one.items)) | {
                url
                for truth in self.truths
                if isinstance(truth.edit, ListEdit) and truth.edit.name == one.name
                for url in truth.edit.before
            }
            if 2 * len(told & ever) > len(told):
                return one.name
        return None

    def _of_list(
        self, sweep: int, page: str, name: str, alert: Alert, open_: dict[tuple[int, str, str], Truth]
    ) -> Verdict:
        told = f"{alert.kind} {alert.region}: {alert.summary}"
        for key, truth in open_.items():
            if isinstance(truth.edit, ListEdit) and truth.sweep <= sweep and truth.edit.name == name:
                del open_[key]
                return self._verdict(truth, fault_of(truth.edit, alert) if truth.sweep == sweep else "late", told)
        return Verdict(*self._where(page, sweep), self._noise(sweep), "false", told)

    def _beside(self, sweep: int, alert: Alert) -> Iterator[Verdict]:
        """Of lists and strips that no gold is for nothing can be said; of the site as a whole something can."""
        near = {self.noise.get(sweep), self.noise.get(sweep - 1)}
        if "faults" in near:
            near.add(self.noise.get(sweep - 2))  # whose markup was not seen to go
        lawful = {"site.redesigned": {"reclassed", "hashed classes", "wrapped"}}.get(alert.kind, {"faults"})
        if alert.kind == "live.changed" and self.site.dataset == "live" and "related links" not in near:
            outcome = "false"
        elif not alert.kind.startswith("site.") or near & lawful:
            outcome = "beside"
        elif alert.region:
            outcome = "region"
        else:
            outcome = "false"
        yield Verdict(*self._where("", sweep), self._noise(sweep), outcome, f"{alert.kind} {alert.summary}")

    def _verdict(self, truth: Truth, outcome: str, told: str) -> Verdict:
        return Verdict(*self._where(truth.page, truth.sweep), truth.edit.kind, outcome, told, self._noise(truth.sweep))

    def _where(self, page: str, sweep: int) -> tuple[str, str, str, int]:
        return self.site.name, self.site.dataset, page, sweep

    def _noise(self, sweep: int) -> str:
        """What was beside the words in this sweep, and in the one before (which is gone now)."""
        return f"{self.noise.get(sweep, 'none')} < {self.noise.get(sweep - 1, 'none')}"

    def _page_of(self, alert: Alert) -> str:
        key = alert.url
        for page in self.site.pages:
            canonical = page.root.find(".//link[@rel='canonical']")
            names = {page_key(page.url)}
            if canonical is not None and same_site(canonical.get("href") or "", (host(page.url),)):
                names.add(page_key(canonical.get("href") or ""))
            if key in names:
                return page.name
        return key


def _empty(root: etree._Element, now: Collection[str], words: str) -> None:
    """The site's frame around an apology, with none of the gold's words, nor of those in their place `now`."""
    spots = gold(root)
    for element, tail, text in list(nodes(root)):
        if compare_form(text) in now or (len(text) > LEAST and compare_form(text) in words):
            setattr(element, "tail" if tail else "text", "")
    around = _around(spots)
    body = root.find("body")
    for element in [around] if around is not None and around is not body else spots:
        _say(element, "")
    for element in [*root.iter("script", "meta", "link")]:
        if element.get("charset") is None:
            _say(element, "")
            element.attrib.clear()
    for name in ("title", "h1"):
        for element in root.iter(name):
            _say(element, "Page not found")


def _say(element: etree._Element, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _around(elements: Sequence[etree._Element]) -> etree._Element | None:
    """The innermost element that holds all of them."""
    lines = [[*reversed(list(element.iterancestors())), element] for element in elements]
    common = None
    for steps in zip(*lines, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        common = steps[0]
    return common


def _said(alert: Alert) -> Iterator[tuple[str, str]]:
    for hunk in alert.change.get("hunks", ()):
        yield compare_form(hunk["before"]), compare_form(hunk["after"])
    if title := alert.change.get("title"):
        yield compare_form(title["before"]), compare_form(title["after"])
    for entry in alert.change.get("updated", ()):
        yield compare_form(entry["before"]), compare_form(entry["after"])


def _fault(truth: Truth, alert: Alert) -> str:
    edit = truth.edit
    if truth.kind != "article.changed" or isinstance(edit, ListEdit):
        return "right"
    if not _is_told(edit, alert):
        return "no hunk"
    if edit.kinds and not edit.kinds & set(alert.change["edits"]):
        return "other kind"
    return "right"


def _is_late(truth: Truth, alert: Alert) -> bool:
    return alert.kind != "article.changed" or (isinstance(truth.edit, Edit) and _is_told(truth.edit, alert))


def _is_told(edit: Edit, alert: Alert) -> bool:
    before, after = compare_form(edit.before), compare_form(edit.after)
    return any(_holds(b, before) and _holds(a, after) for b, a in _said(alert))


def _holds(said: str, words: str) -> bool:
    """A long passage may be told in parts."""
    return words in said or (len(said) > 40 and said in words)


def _foreign(edits: Sequence[Edit], alert: Alert) -> str:
    """What is told beside the edits, of other words."""
    pairs = [(compare_form(edit.old), compare_form(edit.new)) for edit in edits]
    parts = [
        f"{b[:80]!r} → {a[:80]!r}"
        for b, a in _said(alert)
        if not any(_is_of(b, old) and _is_of(a, new) for old, new in pairs)
        and not any(_is_own(edit, b, a) for edit in edits)
    ]
    return "; ".join(parts)


def _is_of(said: str, paragraph: str) -> bool:
    return said in paragraph or paragraph in said or fuzz.partial_ratio(said, paragraph) > _ALIKE


def _is_own(edit: Edit, before: str, after: str) -> bool:
    """Whether a hunk is the edit and nothing else: what screen readers are told in a paragraph is not shown in it."""
    gone, came = compare_form(edit.before), compare_form(edit.after)
    return bool(gone) and any(
        before[: at.start()] + came + before[at.end() :] == after for at in re.finditer(re.escape(gone), before)
    )


def _hunks(alert: Alert) -> str:
    found = [f"{b[:90]!r} → {a[:90]!r}" for b, a in _said(alert)]
    return " | " + "; ".join(found[:4])


def pools(sites: Sequence[RealSite], words: Callable[[RealPage], Sequence[str]]) -> dict[str, list[str]]:
    """What pages have to lend each other, by language; under "" that of all."""
    found: dict[str, list[str]] = {"": []}
    for site in sites:
        for page in site.pages:
            for text in words(page):
                found.setdefault(page.language, []).append(text)
                found[""].append(text)
    return found
