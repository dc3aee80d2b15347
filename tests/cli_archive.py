"""A small archive of a paper that does not exist, for the tests of the command line. All text is fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.model import (
    Alert,
    Article,
    CaptureRecord,
    ChangeRecord,
    ListItem,
    LiveItem,
    LiveRegion,
    PageKind,
    PageRecord,
    RankedList,
    RegionKey,
    RegionKind,
    RunRecord,
    Severity,
    Verdict,
)
from crawler.store import Archive, open_archive

T0 = datetime(2026, 5, 12, 8, 0, 3, tzinfo=UTC)
PAPER = "https://harbour.example"
FRONT = f"{PAPER}/"
FERRY = f"{PAPER}/news/ferry/"
OLD_FERRY = f"{PAPER}/news/ferry-draft"
OLDEST_FERRY = f"{PAPER}/news/17"
CRANE = f"{PAPER}/news/crane?id=7"
BLOG = f"{PAPER}/live/storm"

ARTICLE = RegionKey("harbour", RegionKind.ARTICLE, "", FERRY)
OF_CRANE = RegionKey("harbour", RegionKind.ARTICLE, "", CRANE)
MOST_READ = RegionKey("harbour", RegionKind.LIST, "Most Read")
TICKER = RegionKey("harbour", RegionKind.LIVE, "Ticker")
STORM = RegionKey("harbour", RegionKind.LIVE, "", BLOG)

FERRIES = Article(
    title="Ferry company counts 1,310 passengers",
    paragraphs=("The ferries carried 1,310 people on Monday.", "The quay is “new”, said Ines Holm."),
    standfirst="A record for the bay",
    authors=("Ada Quill", "Bo Reed"),
    published="2026-05-12T07:30:00Z",
    language="en",
    section="Bay",
)
FEWER = Article(
    title="Ferry company counts 1,190 passengers",
    paragraphs=("The ferries carried 1,190 people on Monday.", "The quay is “new”, said Ines Holm."),
    standfirst="A record for the bay",
    authors=("Ada Quill", "Bo Reed"),
    published="2026-05-12T07:30:00Z",
    modified="2026-05-12T09:00:00Z",
    language="en",
    section="Bay",
)
HOSTILE = "\x1b[2J\x9b\u202e=SUM(1)"


def hours(number: float) -> datetime:
    return T0 + timedelta(hours=number)


def ranked(*titles: str) -> RankedList:
    return RankedList(
        "Most Read", tuple(ListItem(rank, title, f"{PAPER}/{rank}") for rank, title in enumerate(titles, 1))
    )


def alert(identity: str, at: datetime, kind: str = "article.changed", **fields) -> Alert:
    told = {
        "severity": Severity.IMPORTANT,
        "region": "",
        "url": FERRY,
        "summary": "Silent edit: 1,310 → 1,190",
        "change": {"edits": ["number"], "title": None, "hunks": [], "versions": [1, 2]},
        "before": 2,
        "after": 4,
    }
    return Alert(identity, at, fields.pop("site", "harbour"), kind, **(told | fields))


def build(data: Path) -> Path:
    """Fill `data/archive.db`; gives `data`."""
    with open_archive(data / "archive.db") as archive, archive.transaction():
        archive.ensure_site("harbour", FRONT)
        archive.ensure_site("lagoon", "https://lagoon.example/")
        _pages(archive)
        _versions(archive)
        _news(archive)
        _runs(archive)
    return data


def _pages(archive: Archive) -> None:
    archive.save_page(PageRecord("harbour", FRONT, PageKind.FRONT, first_seen=T0, next_look=hours(1)))
    archive.save_page(PageRecord("harbour", OLDEST_FERRY, first_seen=T0, next_look=hours(1), looks=1))
    archive.move_page("harbour", OLDEST_FERRY, OLD_FERRY)
    archive.move_page("harbour", OLD_FERRY, FERRY)
    archive.save_page(PageRecord("harbour", CRANE, first_seen=hours(2), state="gone", misses=2))
    archive.save_page(PageRecord("harbour", BLOG, PageKind.LIVE, first_seen=T0))
    for number, (url, verdict, at) in enumerate(
        [
            (FRONT, Verdict.OK, T0),
            (FERRY, Verdict.OK, T0),
            (FRONT, Verdict.OUTAGE, hours(0.5)),
            (FERRY, Verdict.OK, hours(1)),
        ]
    ):
        status, reason = (503, "503 Service Unavailable") if verdict is Verdict.OUTAGE else (200, "")
        archive.add_capture(CaptureRecord("harbour", url, at, status, verdict, reason, f"{number:064x}"))


def _versions(archive: Archive) -> None:
    archive.add_version(ARTICLE, FERRIES, "a1", T0, 2)
    archive.touch(ARTICLE, hours(0.5))
    archive.add_version(ARTICLE, FEWER, "a2", hours(1), 4)
    archive.add_version(OF_CRANE, Article(HOSTILE, ("A crane stood still.",)), "c1", hours(2), None)
    archive.add_version(MOST_READ, ranked("Tide tables", "Choir seeks tenors"), "l1", T0, 1)
    archive.add_version(MOST_READ, ranked("Choir seeks tenors", HOSTILE), "l2", hours(1), 1)
    archive.add_version(
        TICKER, LiveRegion("Ticker", (LiveItem("", "Fog", f"{PAPER}/fog", "Fog \x1b[2Jlifts"),)), "t1", T0, 1
    )
    entry = LiveItem("e1", "Waves", "", "Two metres.", "2026-05-12T08:00:00Z")
    archive.add_version(STORM, LiveRegion("", (entry,)), "s1", T0, None)


def _news(archive: Archive) -> None:
    edited = {"edits": ["number"], "title": None, "hunks": [], "versions": [1, 2]}
    change = archive.add_change(ChangeRecord("harbour", "article.changed", ARTICLE, hours(1), 1, 2, edited, FERRY))
    archive.add_alert(alert("a1", hours(1)), ["log", "email:desk@example.org"], change)
    shuffled = alert(
        "a2", hours(2), "list.changed", region="Most Read", url=FRONT, summary=f"Most Read: {HOSTILE}", change={}
    )
    archive.add_alert(shuffled, ["log"], None)
    archive.add_alert(alert("a3", hours(3), site="lagoon", url="https://lagoon.example/x"), ["log"], None)
    first = archive.claim("log", hours(4), 60, 1)
    archive.mark_sent([each.id for each in first], hours(4))
    dead = archive.claim("email:desk@example.org", hours(4), 60, 1)
    archive.mark_failed([each.id for each in dead], "550 no such user", None, dead=True)


def _runs(archive: Archive) -> None:
    number = archive.start_run("harbour", T0)
    archive.finish_run(
        RunRecord(
            "harbour",
            T0,
            hours(0.1),
            "ok",
            4,
            {"ok": 3, "outage": 1},
            changes=1,
            alerts=2,
            bytes=4096,
            errors=1,
            id=number,
        )
    )
