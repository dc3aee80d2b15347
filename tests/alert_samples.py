"""Alerts about a paper that does not exist, one of each kind; shared by the tests of rendering and channels."""

from datetime import UTC, datetime
from typing import Any

from crawler.model import Alert, Delivery, Severity

NOW = datetime(2026, 5, 12, 8, 0, 3, tzinfo=UTC)
PAPER = "https://harbour-gazette.example"

HOSTILE = {
    "injection": "Re: \r\nBcc: x@example.org",
    "markup": "<script>alert(1)</script>\"'&",
    "formula": "=SUM(1)",
    "escape": "\x1b[2J\x9b2J\x07bell\x00",
    "endless": "long " * 2_000,
    "bidi": "\u202eabc\u2066 אבג \u200fdef",
    "rtl": "الميناء يفتح أبوابه من جديد",
    "lines": "one\u2028two\x85three\x0bfour",
    "surrogate": "half \ud83d of a pair",
    "marks": "z" + "\u0301" * 500,
    "template": "{{ 7 * 7 }}{% raw %}",
}


def alert(kind: str = "article.changed", number: int = 1, **given: Any) -> Alert:
    """An alert of the harbour paper; what is not given is filled in."""
    fields: dict[str, Any] = {
        "id": f"sample-{number}",
        "at": NOW,
        "site": "harbour-gazette",
        "kind": kind,
        "severity": Severity.NOTICE,
        "region": "",
        "url": f"{PAPER}/news/{number}",
        "summary": f"Something happened ({number})",
        "change": {},
        "before": 12,
        "after": 40,
    }
    return Alert(**fields | given)


def delivery(shown: Alert, number: int = 1, *, channel: str = "log", attempts: int = 1) -> Delivery:
    return Delivery(id=number, alert=shown, channel=channel, attempts=attempts)


def items(*titles: str) -> list[dict[str, Any]]:
    return [{"rank": i, "title": t, "url": f"{PAPER}/{t.lower().replace(' ', '-')}"} for i, t in enumerate(titles, 1)]


SILENT_EDIT = alert(
    number=1,
    severity=Severity.IMPORTANT,
    region="article",
    summary="Silent edit: headline “Ferry company reports record of 1,310 daily passengers” → "
    "“Ferry company reports 1,190 daily passengers”, 1,310 → 1,190, quote changed (+10 −14 words)",
    change={
        "edits": ["number", "quote", "removed"],
        "title": {
            "before": "Ferry company reports record of 1,310 daily passengers",
            "after": "Ferry company reports 1,190 daily passengers",
        },
        "hunks": [
            {
                "op": "replace",
                "before": "On an average day in April the ferries carried 1,310 people across the bay, said Ines Holm.",
                "after": "On an average day in April the ferries carried 1,190 people across the bay, said Ines Holm.",
            },
            {"op": "delete", "before": "“It is the best month since the bridge opened,” she added.", "after": ""},
            {
                "op": "insert",
                "before": "",
                "after": "The company did not answer questions about the timetable.",
            },
            {
                "op": "move",
                "before": "The quay was rebuilt two years ago.",
                "after": "The quay was rebuilt two years ago.",
            },
        ],
        "words": {"added": 10, "removed": 14},
        "silent": True,
        "versions": [1, 2],
    },
)
_BEFORE = items("Tide tables", "Lighthouse for sale", "Rain until Friday", "Choir seeks tenors", "Cat found")
_AFTER = items("Lighthouse for sale", "Mayor opens fish market", "Tide tables", "Rain until Friday", "New tram line")
LIST_CHANGE = alert(
    "list.changed",
    2,
    region="Most Read",
    url=f"{PAPER}/",
    summary="Most Read: 2 in, 2 out, 1 moved",
    change={
        "entered": [_AFTER[1], _AFTER[4]],
        "left": [_BEFORE[3], _BEFORE[4]],
        "moved": [{"title": "Lighthouse for sale", "url": _AFTER[0]["url"], "from": 2, "to": 1}],
        "retitled": [],
        "before": _BEFORE,
        "after": _AFTER,
    },
)
LIVE_CHANGE = alert(
    "live.changed",
    3,
    region="Harbour ticker",
    url=f"{PAPER}/",
    summary="Harbour ticker: 38 → 27 in “Ships waiting outside: 27, longest wait 4 days”, 1 in, 1 out",
    change={
        "added": [{"key": "", "title": "Pilot boat returns after repairs", "url": f"{PAPER}/pilot", "text": ""}],
        "removed": [{"key": "", "title": "Fog warning for the outer bay", "url": "", "text": ""}],
        "updated": [
            {
                "key": "k1",
                "before": "Ships waiting outside: 38, longest wait 4 days",
                "after": "Ships waiting outside: 27, longest wait 4 days",
                "numbers": [{"before": "38", "after": "27"}],
            }
        ],
    },
)
REMOVED = alert(
    "article.removed",
    4,
    region="article",
    summary="Removed (404): Council to vote on night ferries",
    change={"how": "404"},
)
MOVED = alert(
    "article.moved",
    5,
    severity=Severity.INFO,
    summary=f"Moved: Old crane becomes a café → {PAPER}/culture/5",
    change={"from": f"{PAPER}/news/5", "to": f"{PAPER}/culture/5"},
)
DEGRADED = alert(
    "site.degraded",
    6,
    url=f"{PAPER}/",
    summary="harbour-gazette is not readable: 14 of 15 pages answered 503 (14 pages)",
    change={"reason": "14 of 15 pages answered 503", "pages": [f"{PAPER}/{n}" for n in range(14)]},
)
RTL = alert(
    number=7,
    site="al-mina",
    summary="Edit: reworded (+1 −1 words) — الميناء يستقبل سفنا جديدة",
    url="https://al-mina.example/news/7",
    change={
        "edits": ["rewrite"],
        "title": None,
        "hunks": [
            {
                "op": "replace",
                "before": "وصلت إلى الميناء ثلاث سفن يوم الأحد.",
                "after": "وصلت إلى الميناء أربع سفن يوم الأحد.",
            }
        ],
    },
)
SAMPLES = [SILENT_EDIT, LIST_CHANGE, LIVE_CHANGE, REMOVED, MOVED, DEGRADED, RTL]
