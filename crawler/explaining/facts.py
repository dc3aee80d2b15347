"""What the archive knows of one look at a page: the capture, what it was compared with, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.checking import Examined, Knowledge, examine, from_archive
from crawler.classes import dataclass
from crawler.explaining.kept import kept_capture
from crawler.explaining.reasons import why_not_compared, why_quiet
from crawler.model import (
    Alert,
    Article,
    Capture,
    CaptureRecord,
    ChangeRecord,
    PageRecord,
    RegionKey,
    RegionKind,
    Verdict,
    Version,
)
from crawler.profile import HookFunction, Profile
from crawler.recorder.identity import article_key
from crawler.recorder.memory import SiteMemory
from crawler.store import Archive

LOOKS = 8
# A site is told as unreadable at the end of the run that could not read it.
RUN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Template:
    """The template that a capture was read with; `certain` where that was written down, else it goes by the time at
    which it was learned. `paragraphs`: where the stored paragraphs stood, path → number."""

    generation: int
    at: datetime | None
    pages: int
    shared: Sequence[str]
    noise: Sequence[str]
    certain: bool
    paragraphs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """A region of the capture beside the state before. `before` is None for a first version; `after` is None where
    nothing differs, or nothing was compared: `why` says which."""

    region: RegionKey
    before: Version | None
    after: Version | None
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """A change, and the alert that came of it; `why` there is none, where there is none."""

    change: ChangeRecord
    alert: Alert | None
    deliveries: Sequence[Mapping[str, Any]] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """`looks` are the newest captures of the page until the time asked for, the explained one first; none where it
    was never fetched. `template` is None where there was nothing to read; `read` is the capture read again, None
    where its bytes can't be had: `not_kept` says why."""

    page: PageRecord
    looks: Sequence[CaptureRecord]
    note: str = ""
    template: Template | None = None
    compared: Sequence[Compared] = ()
    told: Sequence[Told] = ()
    read: Examined | None = None
    not_kept: str = ""

    @property
    def capture(self) -> CaptureRecord | None:
        return self.looks[0] if self.looks else None


def explain(
    archive: Archive,
    page: PageRecord,
    at: datetime | None,
    *,
    data: Path,
    profile: Profile | None = None,
    hook: HookFunction | None = None,
) -> Explained:
    """Why the last capture of a page (by the time `at`) was recorded as it was.

    Args:
        archive: read only.
        page: one that the archive knows.
        at: a time; default the last capture.
        data: the data folder, for raw captures.
        profile: of its site, for reading the page again.
        hook: likewise.
    """
    looks = archive.captures_of(page.site, page.url, at, LOOKS)
    if not looks or looks[0].id is None:
        return Explained(page, looks)
    record, number = looks[0], looks[0].id
    noted = archive.note(number)
    told = [Told(change, alert, *_fate(archive, change, alert)) for change, alert in _changes(archive, page, number)]
    told += _of_site(archive, record)
    generation = noted[0] if noted else _generation_at(archive, record)
    read = _was_read(record)
    kept, not_kept = kept_capture(archive, data, record) if read else (None, "")
    return Explained(
        page,
        looks,
        noted[1] if noted else "",
        _template(archive, record, generation, certain=noted is not None) if read else None,
        list(_compared(archive, page, record)),
        told,
        _read_again(archive, page, kept, generation, profile, hook) if kept else None,
        not_kept,
    )


def _was_read(record: CaptureRecord) -> bool:
    """Whether it was an answer with a body to read that was not known already."""
    return 200 <= record.status < 300 and record.verdict not in {Verdict.UNCHANGED, Verdict.STALE}  # noqa: PLR2004


def _generation_at(archive: Archive, record: CaptureRecord) -> int:
    """The last template that was learned by then."""
    times = archive.template_times(record.site)
    return max((number for number, at in times if at <= record.fetched_at), default=0)


def _template(archive: Archive, record: CaptureRecord, generation: int, *, certain: bool) -> Template:
    memory = SiteMemory.load(archive, record.site)
    template = memory.generation(generation)
    version = archive.version_at(article_key(record.site, record.url), record.fetched_at)
    slots = version.state.slots if version and isinstance(version.state, Article) else ()
    paths: dict[str, int] = {}
    for slot in slots:
        if (counted := memory.evidence.slots.get(slot)) and counted.path:
            paths[counted.path] = paths.get(counted.path, 0) + 1
    at = dict(archive.template_times(record.site)).get(generation)
    shared, noise = sorted(set(template.shared.values())), sorted(set(template.noise.values()))
    return Template(generation, at, template.pages, shared, noise, certain, paths)


def _read_again(
    archive: Archive,
    page: PageRecord,
    capture: Capture,
    generation: int,
    profile: Profile | None,
    hook: HookFunction | None,
) -> Examined:
    knowledge: Knowledge = from_archive(archive, page.site, profile, hook)
    then = SiteMemory.load(archive, page.site).generation(generation)
    before = replace(knowledge, template=then, archive=None, source=f"template generation {generation}")
    return examine(capture, before, url=page.url)


# What was compared with what


def _compared(archive: Archive, page: PageRecord, record: CaptureRecord) -> Iterator[Compared]:
    good = record.verdict is Verdict.OK
    own = [article_key(page.site, page.url)]
    own += [key for key in archive.regions(page.site, RegionKind.LIVE) if key.page == page.url]
    for key in own:
        stood = archive.version_at(key, record.fetched_at)
        if stood is not None:
            told = page.state == "gone" and page.last_good is not None and stood.last_seen < record.fetched_at
            yield _beside(archive, record, key, stood) if good else _not(record, key, stood, gone=told)
    for version in archive.versions_first_seen_in(record.id or 0):
        if version.key.page is None:
            yield Compared(version.key, _before(archive, version), version, "")


def _beside(archive: Archive, record: CaptureRecord, key: RegionKey, stood: Version) -> Compared:
    if stood.capture == record.id:
        before = _before(archive, stood)
        return Compared(key, before, stood, "" if before else "the first version: there was nothing to compare it with")
    return Compared(key, stood, None, "no word of it differs, or nothing that differs is an edit")


def _not(record: CaptureRecord, key: RegionKey, stood: Version, *, gone: bool) -> Compared:
    return Compared(key, stood, None, why_not_compared(record.verdict, gone=gone))


def _before(archive: Archive, version: Version) -> Version | None:
    return archive.version(version.key, version.number - 1) if version.number > 1 else None


# What came of it


def _changes(archive: Archive, page: PageRecord, number: int) -> Iterator[tuple[ChangeRecord, Alert | None]]:
    """Of what was recorded around a capture, what it is about: this page, or a region that it was the first to show."""
    for change, alert in archive.changes_around(number):
        if change.key is None:
            continue
        version = archive.version(change.key, change.to_version) if change.to_version else None
        first_here = version is not None and version.capture == number
        missing = alert is not None and page.url in alert.change.get("pages", ())
        if first_here or missing or change.key.page == page.url or (alert is not None and alert.after == number):
            yield change, alert


def _fate(archive: Archive, change: ChangeRecord, alert: Alert | None) -> tuple[Sequence[Mapping[str, Any]], str]:
    if alert is not None:
        return archive.deliveries_of(alert.id), ""
    return (), why_quiet(archive, change)


def _of_site(archive: Archive, record: CaptureRecord) -> Iterator[Told]:
    """The alert on the site that a doubtful capture is a part of."""
    if record.verdict in {Verdict.OK, Verdict.UNCHANGED, Verdict.STALE}:
        return
    for alert in archive.alerts([record.site], record.fetched_at, "site.degraded"):
        if alert.at > record.fetched_at + RUN:
            return
        if record.url in alert.change.get("pages", ()):
            change = ChangeRecord(alert.site, alert.kind, None, alert.at, None, None, alert.change, alert.url)
            yield Told(change, alert, archive.deliveries_of(alert.id))
            return
