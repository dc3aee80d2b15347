"""A digest: some alerts as the subject, the text and the HTML of one mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime
from itertools import islice

from crawler.classes import dataclass
from crawler.model import Alert
from crawler.render import html, texts
from crawler.render.records import stamp
from crawler.render.safe import cut, plain
from crawler.render.transfer import Size
from crawler.render.views import View, view
from crawler.text import counted

# A mail stays under 100 KB as it is sent, both parts together; Gmail clips beyond 102 KB of HTML. Headers and what
# stands around the cards take some 9 KB of it.
MOST_BYTES = 90_000
SUBJECT = 150
MOST_NAMES = 10
MOST_CARDS = 200  # more never fit, even in brief
CAPTION = 100


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
        return Size.of(self.text).least + Size.of(self.html).least


@dataclass(slots=True)
class _Sheet:
    """The cards that there is room for."""

    cards: list[_Card] = field(default_factory=list)
    text: Size = field(default_factory=Size)
    html: Size = field(default_factory=Size)

    def add(self, card: _Card, reserved: int = 0) -> bool:
        """False where it does not fit any more, or not beside what is `reserved`."""
        text, page = self.text + Size.of(card.text), self.html + Size.of(card.html)
        if text.least + page.least + reserved > MOST_BYTES:
            return False
        self.cards.append(card)
        self.text, self.html = text, page
        return True


def digest(alerts: Sequence[Alert], *, now: datetime, held: int = 0, head: str = "") -> Digest:
    """One mail for `alerts` (at least one), at most `MOST_BYTES` of cards: the gravest news first, what is about the
    same article or list together, in the order in which it happened.

    Where not all fit whole, the later ones are told in brief; those that would not fit at all are counted. `held`: so
    many more come in the next hour. `head`: of the archive's chain, for who may have to prove something later.
    """
    groups = grouped(alerts)
    cards = _fitting(groups)
    seen = [each for group in groups for each in group]
    more = _more(len(seen) - len(cards), held)
    title = subject(_gravest_first(groups))
    lead, footer = _lead(seen), _footer(seen, now, head)
    page = html.page(subject=title, lead=lead, cards=[card.html for card in cards], more=more, footer=footer)
    return Digest(title, _text(lead, [card.text for card in cards], more, footer), page, len(cards))


@dataclass(frozen=True, slots=True)
class Brief:
    subject: str
    text: str


def brief(alerts: Sequence[Alert], *, now: datetime, held: int = 0, limit: int) -> Brief:
    """One short message for `alerts` (at least one), of at most about `limit` characters: a paragraph for each, what
    does not fit is counted."""
    del now  # a message of a chat has its own time
    groups = grouped(alerts)
    seen = [each for group in groups for each in group]
    shown: list[str] = []
    left = limit - 120  # for the last line
    for each in seen:
        line = "\n".join(filter(None, (each.news, each.url)))
        if len(line) > left:
            break
        shown.append(line)
        left -= len(line) + 2
    more = _more(len(seen) - len(shown), held)
    return Brief(subject(_gravest_first(groups)), "\n\n".join([*shown, *([f"… {more}"] if more else [])]))


def about(alert: Alert) -> tuple[str, ...]:
    """What an alert is about: an article, a list or live region of a site, or the site itself."""
    family = alert.kind.partition(".")[0]
    if family == "article":
        return family, alert.site, alert.url
    return (family, alert.site, alert.region)


def grouped(alerts: Sequence[Alert]) -> list[list[View]]:
    """Alerts about the same thing together, as they happened; the things by their gravest alert, then by time."""
    groups: dict[tuple[str, ...], list[Alert]] = {}
    for alert in sorted(alerts, key=lambda each: (each.at, each.id)):
        groups.setdefault(about(alert), []).append(alert)
    ordered = sorted(groups.values(), key=lambda group: -max(each.severity.weight for each in group))
    return [[view(alert) for alert in group] for group in ordered]


def _gravest_first(groups: Sequence[Sequence[View]]) -> list[View]:
    """The gravest of the first group leads the subject."""
    seen = [each for group in groups for each in group]
    first = max(groups[0], key=lambda each: each.weight)
    return [first, *(each for each in seen if each is not first)]


def subject(seen: Sequence[View]) -> str:
    """Tells the news: "Silent edit: 1,310 → 1,190 — Headline", "3 alerts from example: Silent edit: …"."""
    news = seen[0].news
    if len(seen) > 1:
        news = f"{len(seen)} alerts from {_sites(seen)}: {news}"
    return cut(news, SUBJECT)


def _sites(seen: Sequence[View]) -> str:
    names = sorted({each.site for each in seen})
    return ", ".join(names) if len(names) <= 2 else f"{len(names)} sites"  # noqa: PLR2004 - a subject's worth


def _fitting(groups: Sequence[Sequence[View]]) -> list[_Card]:
    """The cards that fit, in order. One is whole where room is left to tell all that follow in brief; the first always
    is, if it fits. From the first that does not fit even in brief, all are left out."""
    sheet = _Sheet()
    seen = list(islice(_captioned(groups), MOST_CARDS))
    briefs = [_card(each, caption, brief=True) for each, caption in seen]
    reserved = sum(card.size for card in briefs)
    for (each, caption), short in zip(seen, briefs, strict=True):
        reserved -= short.size
        whole = _card(each, caption, brief=False)
        room = 0 if not sheet.cards else reserved
        if not (sheet.add(whole, room) or sheet.add(short)):
            break
    return sheet.cards


def _captioned(groups: Sequence[Sequence[View]]) -> Iterator[tuple[View, str]]:
    """Each view with the line that stands before it: where several are about one thing, before the first."""
    for group in groups:
        several = f"{len(group)} changes, oldest first: {cut(group[-1].headline, CAPTION)}" if len(group) > 1 else ""
        yield from ((each, several if n == 0 else "") for n, each in enumerate(group))


def _card(seen: View, caption: str, *, brief: bool) -> _Card:
    text = texts.card(seen, brief=brief)
    lines = [*texts.wrapped(plain(caption), "", ""), ""] if caption else []
    return _Card("\n".join([*lines, text]), html.card(seen, brief=brief, caption=caption))


def _more(count: int, held: int) -> str:
    told = []
    if count:
        told.append(f"and {count} more {'change is' if count == 1 else 'changes are'} in the log")
    if held:
        told.append(f"and {held} more {'is' if held == 1 else 'are'} held until the next hour, for this channel's cap")
    return "; ".join(told)


def _lead(seen: Sequence[View]) -> str:
    return f"{counted(len(seen), 'alert')} from {_sites(seen)}"


def _footer(seen: Sequence[View], now: datetime, head: str) -> list[str]:
    names = sorted({each.site for each in seen})
    listed = [*names[:MOST_NAMES], *([f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else [])]
    return [
        f"Presswatch saw {counted(len(seen), 'change')} on {', '.join(listed)}.",
        "Struck out is what stood there before, underlined what stands there now.",
        f"Each is also a line of alerts.jsonl in the data folder. This mail was made at {stamp(now)}.",
        *([f"Head of the archive's chain: {head}"] if head else []),
    ]


def _text(lead: str, cards: Sequence[str], more: str, footer: Sequence[str]) -> str:
    notes = [line for each in footer for line in texts.wrapped(each, "", "")]
    parts = [lead, *cards, *([f"… {more}"] if more else []), "\n".join(["-- ", *notes])]
    return "\n\n".join(parts) + "\n"
