"""A digest: some alerts as the subject, the text and the HTML of one mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.model import Alert
from crawler.render import html, texts
from crawler.render.records import stamp
from crawler.render.safe import cut
from crawler.render.views import View, view

# Gmail clips a mail beyond 102 KB of HTML. What stands around the cards takes some 4 KB of it.
MOST_BYTES = 94_000
SUBJECT = 150
MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Digest:
    subject: str
    text: str
    html: str
    shown: int  # alerts that it tells; the others are counted, and stand in the log


@dataclass(frozen=True, slots=True)
class _Card:
    text: str
    html: str

    @property
    def size(self) -> int:
        return max(len(self.text.encode()), len(self.html.encode()))


def digest(alerts: Sequence[Alert], *, now: datetime) -> Digest:
    """One mail for `alerts` (at least one): the gravest first, at most `MOST_BYTES` of HTML.

    An alert that would not fit whole is told in brief; those that would not fit at all are counted.
    """
    ordered = sorted(alerts, key=lambda alert: (-alert.severity.weight, alert.at, alert.id))
    seen = [view(alert) for alert in ordered]
    cards = _fitting(seen)
    more = _more(len(seen) - len(cards))
    title = subject(seen)
    lead, footer = _lead(seen), _footer(seen, now)
    page = html.page(subject=title, lead=lead, cards=[card.html for card in cards], more=more, footer=footer)
    return Digest(title, _text(lead, [card.text for card in cards], more, footer), page, len(cards))


def subject(seen: Sequence[View]) -> str:
    """Tells the news: "Silent edit: 1,310 → 1,190 — Headline", "3 alerts from example: Silent edit: …"."""
    news = seen[0].news
    if len(seen) > 1:
        news = f"{len(seen)} alerts from {_sites(seen)}: {news}"
    return cut(news, SUBJECT)


def _sites(seen: Sequence[View]) -> str:
    names = sorted({each.site for each in seen})
    return ", ".join(names) if len(names) <= 2 else f"{len(names)} sites"  # noqa: PLR2004 - a subject's worth


def _fitting(seen: Sequence[View]) -> list[_Card]:
    """The cards that fit, in order; from the first that does not fit even in brief, all are left out."""
    found: list[_Card] = []
    left = MOST_BYTES
    for each in seen:
        made = (_Card(texts.card(each, brief=brief), html.card(each, brief=brief)) for brief in (False, True))
        card = next((card for card in made if card.size <= left), None)
        if card is None:
            break
        left -= card.size
        found.append(card)
    return found


def _more(count: int) -> str:
    if not count:
        return ""
    return f"and {count} more {'change is' if count == 1 else 'changes are'} in the log"


def _lead(seen: Sequence[View]) -> str:
    return f"{_counted(len(seen), 'alert')} from {_sites(seen)}"


def _footer(seen: Sequence[View], now: datetime) -> list[str]:
    names = sorted({each.site for each in seen})
    listed = [*names[:MOST_NAMES], *([f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else [])]
    return [
        f"Presswatch saw {_counted(len(seen), 'change')} on {', '.join(listed)}.",
        "Struck out is what stood there before, underlined what stands there now.",
        f"Each is also a line of alerts.jsonl in the data folder. This mail was made at {stamp(now)}.",
    ]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _text(lead: str, cards: Sequence[str], more: str, footer: Sequence[str]) -> str:
    notes = [line for each in footer for line in texts.wrapped(each, "", "")]
    parts = [lead, *cards, *([f"… {more}"] if more else []), "\n".join(["-- ", *notes])]
    return "\n\n".join(parts) + "\n"
