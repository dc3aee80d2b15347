"""Alerts held against what was done: what was told, told otherwise, late or not at all, and what nobody did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mutation_edits import Edit
from mutation_lists import ListEdit, RealList, addresses, fault_of, told_of
from mutation_sites import RealPage, RealSite, host
from rapidfuzz import fuzz

from crawler.model import Alert
from crawler.text import compare_form
from crawler.urls import page_key, same_site

_ALIKE = 90  # of 100: the same passage, with and without the white space around its links


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


class Story(Protocol):
    """What happened to a site, and what was told of it."""

    site: RealSite
    noise: Mapping[int, str]
    truths: Sequence[Truth]
    alerts: Sequence[tuple[int, Alert]]
    lists: Sequence[tuple[RealPage, RealList]]


@dataclass(frozen=True, slots=True)
class Weighing:
    play: Story

    def verdicts(self) -> Iterator[Verdict]:
        open_ = {(truth.sweep, truth.page, truth.kind): truth for truth in self.play.truths}
        for sweep, alert in self.play.alerts:
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
        for page, one in self.play.lists:
            ever = set(addresses(page, one.items)) | {
                url
                for truth in self.play.truths
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
        near = {self.play.noise.get(sweep), self.play.noise.get(sweep - 1)}
        if "faults" in near:
            near.add(self.play.noise.get(sweep - 2))  # whose markup was not seen to go
        lawful = {"site.redesigned": {"reclassed", "hashed classes", "wrapped"}}.get(alert.kind, {"faults"})
        if alert.kind == "live.changed" and self.play.site.dataset == "live" and "related links" not in near:
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
        return self.play.site.name, self.play.site.dataset, page, sweep

    def _noise(self, sweep: int) -> str:
        """What was beside the words in this sweep, and in the one before (which is gone now)."""
        return f"{self.play.noise.get(sweep, 'none')} < {self.play.noise.get(sweep - 1, 'none')}"

    def _page_of(self, alert: Alert) -> str:
        key = alert.url
        for page in self.play.site.pages:
            canonical = page.root.find(".//link[@rel='canonical']")
            names = {page_key(page.url)}
            if canonical is not None and same_site(canonical.get("href") or "", (host(page.url),)):
                names.add(page_key(canonical.get("href") or ""))
            if key in names:
                return page.name
        return key


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
