"""What an alert shows, in mail and on a terminal: its record turned into bounded, harmless parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.model import Alert
from crawler.render.bodies import Body, body, redlined
from crawler.render.labels import label
from crawler.render.records import stamp
from crawler.render.redline import DELETE, EQUAL, Segment
from crawler.render.safe import link, plain

TITLE = 200
SUMMARY = 300
NAME = 80


@dataclass(frozen=True, slots=True)
class View:
    """One alert, ready to be shown. Texts are plain and bounded; `url` is "" where it is no fit link."""

    label: str
    severity: str
    site: str
    region: str
    at: str
    title: Sequence[Segment]  # the headline, redlined where it changed; or the name of the list or ticker
    summary: str  # "" where it says no more than the headline
    url: str
    address: str  # the url as text
    body: Body

    @property
    def headline(self) -> str:
        return "".join(text for op, text in self.title if op != DELETE)


def view(alert: Alert) -> View:
    """The parts of an alert. Unknown kinds, and records of older releases, show what they have."""
    title = _title(alert)
    headline = "".join(text for op, text in title if op != DELETE)
    kind = label(alert)
    return View(
        label=kind,
        severity=alert.severity.value,
        site=plain(alert.site, NAME),
        region="" if alert.kind.startswith("article.") else plain(alert.region, NAME),
        at=stamp(alert.at),
        title=title,
        summary=_without(_without(plain(alert.summary, SUMMARY), kind), headline),
        url=link(alert.url),
        address=plain(alert.url, TITLE),
        body=body(alert),
    )


def _title(alert: Alert) -> list[Segment]:
    """The headline of the article, the name of the list or ticker; else the summary."""
    title = alert.change.get("title")
    if isinstance(title, Mapping):
        return redlined(title, TITLE)
    summary = _without(plain(alert.summary, TITLE), label(alert))
    if alert.kind.startswith("article."):
        return [Segment(EQUAL, plain(title, TITLE) if isinstance(title, str) else summary)]
    return [Segment(EQUAL, plain(alert.region, TITLE) or summary)]


def _without(text: str, start: str) -> str:
    """`text` less a `start` that is shown already: "Most Read: 2 in" below "Most Read" is "2 in"."""
    head, rest = text[: len(start)], text[len(start) :]
    if not start or head.casefold() != start.casefold() or rest[:1].isalnum():
        return text
    return rest.lstrip(" :·—–,;-")
