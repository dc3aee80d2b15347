"""Which changes become alerts. Pure: a change and the recent history in, an Alert or nothing out.

Flaps. A state that returns inside the window (24 hours) with nothing but one other state in between is told once as
alternating, then kept quiet until a third state comes. A list may well return to an earlier order, so its returns
are told until the second one in the window. An article that changed at each of the last eight looks, each time in what
the look before had brought, is told as changing at every look, once, and then kept quiet until a look finds it
unchanged or changed elsewhere: a story that grows by the hour is edited at every look, too. A list or live region that
turns over the same entries is told as self-changing, once (`turning`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from crawler.classes import dataclass
from crawler.model import Alert, Article, RegionKey, RegionKind, Severity
from crawler.rules.windows import WINDOW
from crawler.text import digest

# How often a list may return to an earlier state inside the window before that is a flap.
LIST_RETURNS = 2
# Looks in a row that each found what the one before had brought changed again: no newsroom, a machine.
SELF_CHANGING = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """A version in the history of a region: what it said and since when."""

    digest: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class RegionChange:
    """A change of a region that is about to be recorded: all that an alert tells of it."""

    key: RegionKey
    kind: str
    at: datetime
    url: str  # the page, or the page on which the region was seen
    severity: Severity
    summary: str
    change: Mapping[str, Any] = field(default_factory=dict)
    before_digest: str = ""
    after_digest: str = ""
    before_version: int = 0
    after_version: int = 0
    before_capture: int | None = None
    after_capture: int | None = None

    @property
    def told(self) -> dict[str, Any]:
        """`change` in the words of the alert record, where an article's names its versions."""
        if self.key.kind is not RegionKind.ARTICLE:
            return dict(self.change)
        return {**self.change, "versions": [self.before_version, self.after_version]}


def decide(
    change: RegionChange, history: Sequence[Seen], *, changed_in_a_row: int = 0, turning: int = 0, pages: int = 1
) -> Alert | None:
    """The alert that `change` deserves, or None.

    Args:
        change: the change itself.
        history: the region's recent versions, oldest first, the one before the change last (the new one is not in
            it). Twelve of them, or those of the last two windows, are enough.
        changed_in_a_row: see `changes_in_a_row`; 0 if not counted.
        turning: what `turning` says of a list or live region.
        pages: how many pages show the very same change; 0 where it was told of another one already.
    """
    if turning > 1 or not pages:
        return None
    alert = _alert(change)
    if pages > 1:
        return replace(alert, summary=f"The same in {pages} articles at once, told once: {alert.summary}")
    returns = flap_returns(history, change.after_digest, change.at)
    if returns:
        return _flapping(alert, change, returns)
    if turning:
        told = f"Self-changing, the same entries by turns, kept quiet until something new comes: {alert.summary}"
        return replace(alert, severity=Severity.INFO, summary=told)
    if change.key.kind is RegionKind.ARTICLE and changed_in_a_row >= SELF_CHANGING:
        if changed_in_a_row > SELF_CHANGING:
            return None
        told = f"Changes at every look ({changed_in_a_row} in a row): {alert.summary}"
        return replace(alert, severity=Severity.INFO, summary=told)
    return alert


def changes_in_a_row(states: Sequence[Article]) -> int:
    """How many of the last changes of an article each took away something that the change before had brought.

    Args:
        states: the article at each look, newest first; the oldest is what the first of the changes changed.
    """
    texts = [{article.title, *article.paragraphs} for article in states]
    again = (bool((between - before) - now) for now, between, before in zip(texts, texts[1:], texts[2:], strict=False))
    return min(1, len(texts) - 1) + sum(1 for _ in takewhile(bool, again))


def flap_returns(history: Sequence[Seen], after: str, at: datetime) -> int:
    """How many returns in a row, this one included, there were between two states only: A→B→A is one, A→B→A→B
    two. 0 where the new state is no return, or the state before held for the whole window."""
    states = [*(seen.digest for seen in history), after]
    # A state ended when the next one was first seen; it returns in time if that is less than a window ago.
    times = [*(seen.first_seen for seen in history), at]
    returns = 0
    for index in range(len(states) - 1, 1, -1):
        if states[index] != states[index - 2] or times[index] - times[index - 1] > WINDOW:
            break
        returns += 1
    return returns


def _flapping(alert: Alert, change: RegionChange, returns: int) -> Alert | None:
    allowed = LIST_RETURNS if change.key.kind is RegionKind.LIST else 1
    if returns < allowed:
        return alert
    if returns > allowed:
        return None
    told = f"Alternating between two versions, kept quiet from here on: {alert.summary}"
    return replace(alert, summary=told)


def _alert(change: RegionChange) -> Alert:
    key = change.key
    return Alert(
        id=digest(
            "alert",
            f"site={key.site}",
            f"kind={change.kind}",
            f"region={key.kind}/{key.name}/{key.page or ''}",
            f"before={change.before_digest}",
            f"after={change.after_digest}",
            f"version={change.after_version}",
        ),
        at=change.at,
        site=key.site,
        kind=change.kind,
        severity=change.severity,
        region=key.name or str(key.kind),
        url=change.url,
        summary=change.summary,
        change=change.told,
        before=change.before_capture,
        after=change.after_capture,
    )


@dataclass(frozen=True, slots=True)
class PageEvent:
    """Where and when something befell a page (or a whole site); the captures are evidence, where there are any."""

    site: str
    url: str
    at: datetime
    title: str = ""
    before_capture: int | None = None
    after_capture: int | None = None


def article_published(event: PageEvent) -> Alert:
    return _event("article.published", event, Severity.INFO, f"New article: {_name(event)}", {})


def article_removed(event: PageEvent, how: str) -> Alert:
    """`how`: 404, 410, soft-404 or redirect."""
    return _event("article.removed", event, Severity.IMPORTANT, f"Removed ({how}): {_name(event)}", {"how": how})


def article_restored(event: PageEvent) -> Alert:
    return _event("article.restored", event, Severity.NOTICE, f"Back again: {_name(event)}", {})


def article_moved(event: PageEvent, to: str) -> Alert:
    """The article of `event.url` now has the URL `to`."""
    told = f"Moved: {_name(event)} → {to}"
    return _event("article.moved", event, Severity.NOTICE, told, {"from": event.url, "to": to})


def site_degraded(event: PageEvent, reason: str, pages: Sequence[str]) -> Alert:
    """`reason`: what was seen; `pages`: where. While a site is degraded nothing seen is an edit or a removal."""
    told = f"{event.site} is not readable: {reason}"
    return _event("site.degraded", event, Severity.IMPORTANT, told, {"reason": reason, "pages": list(pages)})


def site_recovered(event: PageEvent, reason: str, pages: Sequence[str]) -> Alert:
    told = f"{event.site} is readable again: {reason}"
    return _event("site.recovered", event, Severity.NOTICE, told, {"reason": reason, "pages": list(pages)})


def site_redesigned(event: PageEvent, reason: str, pages: Sequence[str]) -> Alert:
    told = f"{event.site} has a new layout: {reason}"
    return _event("site.redesigned", event, Severity.NOTICE, told, {"reason": reason, "pages": list(pages)})


def region_missing(key: RegionKey, event: PageEvent, pages: Sequence[str], since: datetime) -> Alert:
    """A list (or a live region that the profile names) is not on the pages where it stood, nor empty by leave of the
    profile. What it held is not told as having left."""
    count = f"{len(pages)} pages" if len(pages) > 1 else "a page"
    reason = f"{key.name} is missing on {count} where it stood, since {since:%Y-%m-%d %H:%M} UTC"
    return _of_region(key, site_degraded(replace(event, site=key.site), reason, pages), Severity.NOTICE, reason)


def region_found(key: RegionKey, event: PageEvent, pages: Sequence[str]) -> Alert:
    reason = f"{key.name} is there again"
    return _of_region(key, site_recovered(replace(event, site=key.site), reason, pages), Severity.INFO, reason)


def region_self_changing(key: RegionKey, event: PageEvent, pages: Sequence[str]) -> Alert:
    """A list or ticker that every page fills by itself now."""
    reason = f"{key.name} is self-changing: it reads otherwise on each page, and is not followed any more"
    return _of_region(key, site_degraded(replace(event, site=key.site), reason, pages), Severity.NOTICE, reason)


def region_alternating(key: RegionKey, event: PageEvent, page: str) -> Alert:
    """A large list or live region that is another as a whole by turns."""
    reason = f"{key.name} is self-changing: it shows two sets of entries by turns, of which the first is followed"
    return _of_region(key, site_degraded(replace(event, site=key.site), reason, [page]), Severity.NOTICE, reason)


def _of_region(key: RegionKey, alert: Alert, severity: Severity, summary: str) -> Alert:
    """An alert on a site that is about one of its regions; the id has its name, since two may go at once."""
    name = digest("of region", f"alert={alert.id}", f"region={key.kind}/{key.name}")
    return replace(alert, id=name, region=key.name, severity=severity, summary=summary)


def _name(event: PageEvent) -> str:
    return event.title or event.url


def _event(kind: str, event: PageEvent, severity: Severity, summary: str, change: Mapping[str, Any]) -> Alert:
    """The id holds the time of the capture, so that a page may be removed, restored and removed again, and a run
    that is repeated makes the same alert."""
    return Alert(
        id=digest("event", f"site={event.site}", f"kind={kind}", f"url={event.url}", f"at={event.at.isoformat()}"),
        at=event.at,
        site=event.site,
        kind=kind,
        severity=severity,
        region="article" if kind.startswith("article.") else "",
        url=event.url,
        summary=summary,
        change=change,
        before=event.before_capture,
        after=event.after_capture,
    )
