"""What an alert shows, in mail and on a terminal: its record turned into bounded, harmless parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crawler.classes import dataclass
from crawler.model import Alert, Severity
from crawler.render.bodies import MAIL, Body, Room, body, redlined
from crawler.render.labels import edited, label
from crawler.render.records import stamp
from crawler.render.redline import DELETE, EQUAL, Segment
from crawler.render.safe import cut, link, plain

TITLE = 200
SUMMARY = 300
NAME = 80
_EDIT = re.compile(r"\b(?:Silent edit|Edit): ")


@dataclass(frozen=True, slots=True)
class View:
    """One alert, ready to be shown. Texts are plain and bounded; `url` is "" where it is no fit link."""

    label: str
    severity: str
    site: str
    region: str
    at: str
    news: str  # the alert's own summary
    title: Sequence[Segment]  # the headline, redlined where it changed; or the name of the list or ticker
    summary: str  # what to read below the title; "" where there is no more to say
    url: str
    address: str  # the url as text
    body: Body

    @property
    def weight(self) -> int:
        return Severity(self.severity).weight

    @property
    def headline(self) -> str:
        return "".join(text for op, text in self.title if op != DELETE)


def view(alert: Alert, room: Room = MAIL) -> View:
    """The parts of an alert, as far as there is room. Unknown kinds, and records of older releases, show what they
    have."""
    title = _title(alert)
    headline = "".join(text for op, text in title if op != DELETE)
    is_article = alert.kind.startswith("article.")
    return View(
        label=label(alert),
        severity=alert.severity.value,
        site=plain(alert.site, NAME),
        region="" if is_article else plain(alert.region, NAME),
        at=stamp(alert.at),
        news=plain(alert.summary, SUMMARY) or f"{label(alert)}: {headline}",
        title=title,
        summary=" · ".join(filter(None, (_classes(alert), _beside(alert))))
        if is_article
        else _without(plain(alert.summary, SUMMARY), headline),
        url=link(alert.url),
        address=plain(alert.url, TITLE),
        body=body(alert, room),
    )


def _title(alert: Alert) -> list[Segment]:
    """The headline of the article, the name of the list or ticker; else the summary."""
    title = alert.change.get("title")
    if isinstance(title, Mapping):
        return redlined(title, TITLE)
    if alert.kind.startswith("article."):
        return [Segment(EQUAL, plain(title, TITLE) if isinstance(title, str) else _headline(alert))]
    return [Segment(EQUAL, plain(alert.region or alert.summary, TITLE))]


def _headline(alert: Alert) -> str:
    """The headline out of a summary: "Edit: reworded — HEADLINE", "Removed (404): HEADLINE"; else all of it."""
    summary = plain(alert.summary, SUMMARY)
    if alert.kind == "article.changed":
        return cut(summary.partition(" — ")[2] or summary, TITLE)
    named = summary.partition(": ")[2].removesuffix(f" → {plain(alert.change.get('to'), SUMMARY)}")
    return cut(named or summary, TITLE)


def _classes(alert: Alert) -> str:
    """What kind of edit it was and how many words it took: "number, quote (+10 −14 words)"."""
    named = ", ".join(plain(each, NAME) for each in edited(alert.change))
    words = alert.change.get("words")
    if not isinstance(words, Mapping) or not any(words.values()):
        return named
    counts = f"+{plain(words.get('added', 0), 9)} −{plain(words.get('removed', 0), 9)} words"
    return f"{named} ({counts})" if named else counts


def _beside(alert: Alert) -> str:
    """What a summary says before what was edited: that it is told once for many articles, or quiet from here on."""
    summary = plain(alert.summary, SUMMARY)
    found = _EDIT.search(summary) if alert.kind == "article.changed" else None
    return summary[: found.start()].rstrip(": ") if found else ""


def _without(text: str, start: str) -> str:
    """`text` less a `start` that is shown already: "Most Read: 2 in" below "Most Read" is "2 in"."""
    head, rest = text[: len(start)], text[len(start) :]
    if not start or head.casefold() != start.casefold() or rest[:1].isalnum():
        return text
    return rest.lstrip(" :·—–,;-")
