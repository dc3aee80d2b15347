"""Raw captures read again with today's parser: what versions would there be now, and what differs?

They are read into a scratch archive, oldest first, through the same steps as a crawl's. What differs is then put in
force in one transaction: nothing is seen of it before, and a crash leaves things as they were.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import field, replace
from datetime import datetime, timedelta
from pathlib import Path

from crawler.classes import dataclass
from crawler.errors import CaptureError
from crawler.keeper import FOLDER, warc_record
from crawler.model import Capture, PageKind, PageRecord, RawRecord, RegionKey, Version
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.reader import Reader, name_of
from crawler.recorder.reading_rules import rules_of
from crawler.store import Archive, open_archive
from crawler.template import Template
from crawler.urls import page_key
from crawler.warc.reading import capture_of

# A second look is a fetch of the same address within so long of the first.
_MOMENTS = timedelta(minutes=15)
# Captures further apart are of different runs.
_APART = timedelta(minutes=10)
_LISTINGS = frozenset({PageKind.FRONT, PageKind.SECTION})

Place = tuple[str, int]  # file and first byte of a raw capture


@dataclass(frozen=True, slots=True)
class Difference:
    """A version that is new, gone or other than it was; `at` is when it was first seen."""

    what: str  # appears | vanishes | changes
    key: RegionKey
    at: datetime


@dataclass(slots=True)
class Reprocessed:
    """What came of it. `histories` holds all versions of each region that differs, as they would be now."""

    captures: int = 0
    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    histories: dict[RegionKey, list[Version]] = field(default_factory=dict)
    generation: int = 0  # that was ended; 0: nothing was changed


def reprocess(
    archive: Archive, setup: SiteSetup, data: Path, *, since: datetime | None, now: datetime, dry: bool = False
) -> Reprocessed:
    """Read the kept raw captures of a site again. No alert comes of it.

    Versions that no raw capture tells of (it was not kept, or is older than `since`) stay as they are.

    Args:
        archive: where the raw captures are registered.
        setup: of the site, with today's selectors and layouts.
        data: the data folder.
        since: read captures from then on; None: all.
        now: the time of the new generation.
        dry: only say what would differ.
    """
    done = Reprocessed()
    with ExitStack() as stack:
        kept = tempfile.TemporaryDirectory(prefix=".reprocess-", dir=data, ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(kept))
        scratch = stack.enter_context(closing(open_archive(folder / "archive.db")))
        reread = _Reread(archive, scratch, replace(setup, route=lambda *_: {}), data / FOLDER, since, done)
        reread.run()
        _compare(archive, reread, done)
        if done.differences and not dry:
            with archive.transaction():
                done.generation = archive.supersede(setup.name, done.histories, now, since)
                reread.hand_over(now)
    return done


@dataclass(slots=True)
class _Reread:
    """The captures of a site on their way through a recorder of their own."""

    archive: Archive
    scratch: Archive
    setup: SiteSetup
    folder: Path
    since: datetime | None
    done: Reprocessed
    captures: dict[Place, int] = field(default_factory=dict)  # numbers of the captures that are read again
    seconds: dict[str, list[tuple[datetime, int, RawRecord]]] = field(default_factory=dict)

    def run(self) -> None:
        self._prepare()
        recorder = Recorder(self.scratch, self.setup, second_looks=True)
        last: datetime | None = None
        for number, capture_number, raw in self.archive.raws(self.setup.name, self.since):
            if capture_number is None:
                continue
            if last is not None and raw.at - last > _APART:
                recorder.settle()
            last = raw.at
            if (capture := self._capture(number, raw)) is not None:
                self.captures[raw.file, raw.start] = capture_number
                self.done.captures += 1
                self._take(recorder, capture)
        if last is not None:
            recorder.finish(last)
        self.done.problems.extend(recorder.tally.problems)

    def _prepare(self) -> None:
        """What the spider knows and captures don't tell: which pages are front and section pages. And second looks."""
        site = self.setup.name
        self.scratch.ensure_site(site, self.setup.url)
        for page in self.archive.pages(site, kinds=_LISTINGS):
            self.scratch.save_page(PageRecord(site, page.url, page.kind))
        for number, capture, raw in self.archive.raws(site, self.since):
            if capture is None and (found := self._capture(number, raw)) is not None:
                self.seconds.setdefault(found.url, []).append((raw.at, number, raw))

    def _take(self, recorder: Recorder, capture: Capture) -> None:
        recorder.take(capture)
        while urls := recorder.wanted_again():
            for url in urls:
                if (second := self._second(url, capture.fetched_at)) is not None:
                    recorder.take(second)

    def _second(self, url: str, at: datetime) -> Capture | None:
        """The next fetch of a page that was kept beside the look at `at`; each is given once."""
        kept = self.seconds.get(url, [])
        for place, (when, number, raw) in enumerate(kept):
            if timedelta(0) <= when - at <= _MOMENTS:
                del kept[place]
                return self._capture(number, raw)
        return None

    def _capture(self, number: int, raw: RawRecord) -> Capture | None:
        """The capture that a raw record holds; a line of the report where it cannot be read."""
        try:
            capture = capture_of(warc_record(self.archive, self.folder, number, raw), raw.at, raw.file)
        except CaptureError as problem:
            self.done.problems.append(str(problem))
            return None
        paired = any(timedelta(0) <= when - raw.at <= _MOMENTS for when, _, _ in self.seconds.get(capture.url, ()))
        return replace(capture, raw=raw, source="crawl" if paired else raw.file)

    # What was read

    def histories(self) -> Iterator[tuple[RegionKey, list[Version]]]:
        """The versions that were read, under the addresses and captures that the archive knows."""
        for key in self.scratch.regions(self.setup.name):
            page = None if key.page is None else self.archive.resolve_alias(key.site, page_key(key.page) or key.page)
            own = replace(key, page=page)
            yield own, [replace(version, key=own, capture=self._own(version)) for version in self.scratch.versions(key)]

    def _own(self, version: Version) -> int | None:
        found = self.scratch.raw_of(version.capture) if version.capture is not None else None
        return self.captures.get((found[1].file, found[1].start)) if found else None

    def hand_over(self, now: datetime) -> None:
        """What was learned in reading: templates, so that the next look is held against what it is like."""
        site = self.setup.name
        found = self.archive.template(site)
        before = found[0] if found else 0
        newest = self.scratch.template(site)
        for number in range(1, newest[0] + 1 if newest else 1):
            if text := self.scratch.template_generation(site, number):
                template = replace(Template.from_json(text), generation=before + number)
                self.archive.save_template(site, before + number, template.to_json(), now)
        for name in ("evidence", "memory"):
            if (value := self.scratch.meta(site, name)) is not None and newest:
                self.archive.set_meta(site, name, value)
        reader = Reader.of(self.archive, site, rules_of(self.setup))
        for page in self.scratch.pages(site):
            known = self.archive.page(site, self.archive.resolve_alias(site, page.url))
            if known is not None and page.last_good is not None and page.generation:
                self.archive.save_page(replace(known, generation=before + page.generation, reader=reader.number))
        reader.has_read(name_of(key.kind, key.name) for key in self.scratch.regions(site) if key.page is None)


def _compare(archive: Archive, reread: _Reread, done: Reprocessed) -> None:
    read = dict(reread.histories())
    numbers = frozenset(reread.captures.values())
    for key in dict.fromkeys([*archive.regions(reread.setup.name), *read]):
        old = archive.versions(key)
        kept = [version for version in old if version.capture not in numbers]
        new = _merged([*kept, *read.get(key, ())], old)
        found = list(_differences(key, old, new))
        if found:
            done.differences.extend(found)
            done.histories[key] = new


def _merged(versions: Sequence[Version], old: Sequence[Version]) -> list[Version]:
    """In the order of time; a state that follows itself is one version, seen for longer."""
    found: list[Version] = []
    for version in sorted(versions, key=lambda each: each.first_seen):
        if found and found[-1].digest == version.digest:
            found[-1] = replace(found[-1], last_seen=max(found[-1].last_seen, version.last_seen))
        else:
            found.append(version)
    if found and old and found[-1].digest == old[-1].digest:
        found[-1] = replace(found[-1], last_seen=max(found[-1].last_seen, old[-1].last_seen))
    return found


def _differences(key: RegionKey, old: Sequence[Version], new: Sequence[Version]) -> Iterator[Difference]:
    before = {version.first_seen: version.digest for version in old}
    after: Mapping[datetime, str] = {version.first_seen: version.digest for version in new}
    for at in sorted({*before, *after}):
        if at not in after:
            yield Difference("vanishes", key, at)
        elif at not in before:
            yield Difference("appears", key, at)
        elif before[at] != after[at]:
            yield Difference("changes", key, at)
