"""What the report's pages show: records made of the archive, bounded and harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.classes import dataclass
from crawler.differ import compare_states, kind_of, severity_of, summary, to_json
from crawler.export import seen_at
from crawler.model import Alert, Article, LiveRegion, PageRecord, RankedList, RegionKey, Severity, Version
from crawler.regions.ranked_list.identity import item_identity
from crawler.render import View, cut, link, plain, view
from crawler.render.bodies import Room
from crawler.render.records import stamp
from crawler.store import Archive

TITLE = 300
PARAGRAPH = 5_000
MOST_PARAGRAPHS = 400
MOST_ENTRIES = 100  # of a list or live region as it stands
MOST_VERSIONS = 40  # of a region that are compared, the last ones
COLUMNS = 12  # versions of a list that its table of ranks shows
MOST_ROWS = 60

WIDE = Room(hunks=150, rows=100, items=60, characters=40_000)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list or live region as it stands; `mark` is its rank or time."""

    mark: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Ranks:
    """What became of the entries of a list: a row an entry, a rank (or "") for each of the times, the newest first."""

    times: Sequence[str]
    rows: Sequence[tuple[Entry, Sequence[str]]]
    more: int  # rows left out


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region: what it says now, and its changes, the newest first."""

    site: str
    name: str  # headline of an article, name of a list
    url: str
    address: str
    state: str  # "gone", or ""
    gone_since: str  # the last look that found it, where it is gone
    language: str
    facts: Sequence[tuple[str, str]]
    versions: int
    first_seen: str
    changes: Sequence[tuple[int, View]]  # the version that each led to
    older: int  # versions before those that were compared
    paragraphs: Sequence[str] = ()
    entries: Sequence[Entry] = ()
    cut_off: int = 0  # paragraphs or entries left out
    ranks: Ranks | None = None


def region_view(archive: Archive, key: RegionKey, page: PageRecord | None = None) -> RegionView | None:
    """A region of the archive; None where it has no version. `page`: the record of its page, for an article."""
    last = archive.latest(key)
    if last is None:
        return None
    first = max(1, last.number - MOST_VERSIONS)
    versions = [found for number in range(first, last.number) if (found := archive.version(key, number))]
    return _shown(archive, [*versions, last], page)


def _shown(archive: Archive, versions: Sequence[Version], page: PageRecord | None) -> RegionView:
    last = versions[-1]
    url = seen_at(archive, last)
    start = versions[0] if versions[0].number == 1 else archive.version(last.key, 1)
    gone = page is not None and page.state == "gone"
    shown = RegionView(
        site=plain(last.key.site, TITLE),
        name=plain(last.key.name, TITLE) or "Live blog",
        url=link(url),
        address=plain(url, TITLE),
        state="gone" if gone else "",
        gone_since=stamp(page.last_good) if gone and page is not None and page.last_good else "",
        language="",
        facts=(),
        versions=last.number,
        first_seen=stamp((start or last).first_seen),
        changes=list(_changes(versions, url))[::-1],
        older=versions[0].number - 1,
    )
    state = last.state
    if isinstance(state, Article):
        return _with_article(shown, state)
    return _with_entries(shown, state, versions)


def _with_article(shown: RegionView, article: Article) -> RegionView:
    told = [plain(each, PARAGRAPH) for each in (article.standfirst, *article.paragraphs[:MOST_PARAGRAPHS])]
    facts = (
        ("By", plain(", ".join(article.authors), TITLE)),
        ("Section", plain(article.section, TITLE)),
        ("Published", plain(article.published or "", TITLE)),
        ("Modified", plain(article.modified or "", TITLE)),
    )
    return replace(
        shown,
        name=plain(article.title, TITLE) or "(no headline)",
        language=article.language if _LANGUAGE.fullmatch(article.language) else "",
        facts=[(name, value) for name, value in facts if value],
        paragraphs=[each for each in told if each],
        cut_off=max(len(article.paragraphs) - MOST_PARAGRAPHS, 0),
    )


def _with_entries(shown: RegionView, state: RankedList | LiveRegion, versions: Sequence[Version]) -> RegionView:
    entries = list(_entries(state))
    return replace(
        shown,
        entries=entries[:MOST_ENTRIES],
        cut_off=max(len(entries) - MOST_ENTRIES, 0),
        ranks=_ranks(versions[-COLUMNS:]) if isinstance(state, RankedList) else None,
    )


def _entries(state: RankedList | LiveRegion) -> Iterator[Entry]:
    if isinstance(state, RankedList):
        for item in state.items:
            yield Entry(str(item.rank), plain(item.title, TITLE), link(item.url))
        return
    for entry in state.items:
        title, text = plain(entry.title, TITLE), plain(entry.text, PARAGRAPH)
        said = text if text.startswith(title) else f"{title} — {text}" if text else title
        yield Entry(plain(entry.published or "", TITLE), said, link(entry.url))


def _changes(versions: Sequence[Version], url: str) -> Iterator[tuple[int, View]]:
    """Each version after the first, as an alert on it would show it."""
    for before, after in pairwise(versions):
        found = compare_states(after.key, before.state, after.state)
        told = summary(found, after.key) if found else "no word differs"
        alert = Alert(
            id="",
            at=after.first_seen,
            site=after.key.site,
            kind=kind_of(after.key),
            severity=severity_of(found) if found else Severity.INFO,
            region=after.key.name,
            url=url,
            summary=told,
            change=to_json(found) if found else {},
        )
        yield after.number, view(alert, WIDE)


def _ranks(versions: Sequence[Version]) -> Ranks:
    """By identity, those that stand highest now first, then those that left last."""
    lists = [version.state for version in reversed(versions) if isinstance(version.state, RankedList)]
    ranked = [{item_identity(item): item for item in reversed(state.items)} for state in lists]
    rows: dict[str, tuple[Entry, Sequence[str]]] = {}
    for state in lists:
        for item in state.items:
            if (identity := item_identity(item)) not in rows:
                places = [str(each[identity].rank) if identity in each else "" for each in ranked]
                rows[identity] = (Entry(str(item.rank), cut(plain(item.title, TITLE), 120), link(item.url)), places)
    times = [stamp(version.first_seen) for version in reversed(versions)]
    return Ranks(times, list(rows.values())[:MOST_ROWS], max(len(rows) - MOST_ROWS, 0))
