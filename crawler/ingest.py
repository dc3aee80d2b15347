"""Captures from files, through the same steps as a crawl's: oldest first."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crawler.blocks import MAX_BYTES, read_document
from crawler.classes import dataclass
from crawler.config import AlertsConfig
from crawler.errors import CaptureError, UsageError
from crawler.keeper import TYPES, Keeper, held_capture, keeper_of
from crawler.model import Capture, CaptureRecord, Document, RunRecord
from crawler.profile import HookFunction, Profile
from crawler.recorder import Recorder, SiteSetup, Tally
from crawler.rules import routes
from crawler.store import Archive
from crawler.text import readable_path
from crawler.urls import host_of, is_local, page_key, same_site, site_name
from crawler.warc import Found, of_file, require_warcio

WARCS = (".warc", ".warc.gz")
_OK = 200


@dataclass(slots=True)
class Ingested:
    """What came of it: a tally for each site, and one line for each file that could not be taken in."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named.

    Raises:
        UsageError: a path does not exist, or is of no kind that can be read; or a folder holds nothing that is.
    """
    found: list[Path] = []
    kinds = ", ".join((*TYPES, *WARCS))
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _is_read(p) and p.is_file())
            if not inside:
                raise UsageError(f"{path}: holds no capture files", hint=f"files that are read end in {kinds}")
            found.extend(inside)
        elif not path.exists():
            raise UsageError(f"{path}: no such file", hint="name capture files or folders of them")
        elif not _is_read(path):
            raise UsageError(f"{path}: {path.suffix or 'no suffix'} is not read", hint=f"one of {kinds}")
        else:
            found.append(path)
    return found


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in TYPES or is_warc(path)


def is_warc(path: Path) -> bool:
    return path.name.lower().endswith(WARCS)


def read_capture(path: Path, at: datetime | None) -> Capture:
    """A file as a capture. Its address is the file's, until its canonical link says otherwise.

    Raises:
        CaptureError: it cannot be read, or is too large.
    """
    try:
        stat = path.stat()
        if stat.st_size > MAX_BYTES:
            raise CaptureError(f"{path}: {stat.st_size // 1_000_000} MB is more than is read of a page")
        body = path.read_bytes()
    except OSError as error:
        raise CaptureError(f"{path}: {error.strerror or error}") from error
    return Capture(
        url=path.resolve().as_uri(),
        fetched_at=at or datetime.fromtimestamp(stat.st_mtime, UTC),
        headers={"content-type": TYPES[path.suffix.lower()]},
        body=body,
        source=readable_path(path),
    )


def ingest(
    archive: Archive,
    paths: Sequence[Path],
    *,
    profiles: Mapping[str, Profile],
    config: AlertsConfig,
    hooks: Mapping[str, HookFunction | None] | None = None,
    site: str | None = None,
    at: datetime | None = None,
    data: Path | None = None,
) -> Ingested:
    """Take captures in from files, a page at a time.

    Args:
        archive: where they go.
        paths: `.html`, `.txt`, `.warc` and `.warc.gz` files.
        profiles: the sites that have one, by name.
        config: where alerts go.
        hooks: the hooks of the sites that have one, by name.
        site: the site they are of; default the one that owns their host, else one named after the host.
        at: when they were captured; default each file's modification time. Records of WARC have their own time.
        data: the data folder, for sites that keep raw captures; None: they are not kept.

    Raises:
        UsageError: a WARC file is named, or raw captures are to be kept, and the extra `warc` is not installed.
    """
    done = Ingested()
    files = _from_files([path for path in paths if not is_warc(path)], at, done)
    warcs = _from_warcs([path for path in paths if is_warc(path)], done)
    intake = _Intake(archive, profiles, config, hooks or {}, data)
    for found in heapq.merge(files, warcs, key=lambda each: each.capture.fetched_at):
        try:
            intake.take(found, site)
        except CaptureError as error:
            done.problems.append(str(error))
    if intake.left_out:
        done.problems.append(f"{intake.left_out} answers of other hosts, and failures of unknown pages, were left out")
    for name, recorder in intake.recorders.items():
        _finish(archive, name, recorder, intake.keepers[name])
        done.tallies[name] = recorder.tally
        done.problems.extend(recorder.tally.problems)
    return done


def _from_files(paths: Iterable[Path], at: datetime | None, done: Ingested) -> Iterator[Found]:
    """Oldest first, each read when its turn comes."""
    for path in sorted(paths, key=lambda path: (_time_of(path, at), path.resolve().as_uri())):
        try:
            capture = read_capture(path, at)
        except CaptureError as error:
            done.problems.append(str(error))
        else:
            yield Found(capture, of_file(path, capture.url, capture.body))


def _from_warcs(paths: Sequence[Path], done: Ingested) -> Iterable[Found]:
    if not paths:
        return ()
    require_warcio("reading WARC files")
    from crawler.warc.index import WarcIndex
    from crawler.warc.pages import WarcPages

    return WarcPages(WarcIndex.of(paths, done.problems))


def _time_of(path: Path, at: datetime | None) -> float:
    try:
        return path.stat().st_mtime if at is None else 0.0
    except OSError:
        return 0.0  # told when it is read


@dataclass(slots=True)
class _Intake:
    """The recorders of the sites that captures turn out to be of."""

    archive: Archive
    profiles: Mapping[str, Profile]
    config: AlertsConfig
    hooks: Mapping[str, HookFunction | None]
    data: Path | None = None
    recorders: dict[str, Recorder] = field(default_factory=dict)
    keepers: dict[str, Keeper | None] = field(default_factory=dict)
    left_out: int = 0

    def take(self, found: Found, site: str | None) -> None:
        capture = found.capture
        document = read_document(capture) if capture.status == _OK else None
        address = _address(document) if document is not None else page_key(capture.location)
        name = site or _owner(address, self.archive, self.profiles)
        if not self._is_wanted(name, capture, document):
            self.left_out += 1
            return
        recorder = self._recorder(name, address)
        if document is None or capture.redirects:
            self._settle_held(recorder, capture)
        if (keeper := self.keepers[name]) is not None:
            capture = keeper.keep(capture, [found.exchange])
        if (look := recorder.read(capture, document)) is not None:
            recorder.record(look)

    def _is_wanted(self, name: str, capture: Capture, document: Document | None) -> bool:
        """Of a WARC: pages of the site itself, and failures of pages that are known."""
        if is_local(capture.url):
            return True
        hosts = self._hosts(name)
        if hosts and not same_site(capture.location, hosts) and not same_site(capture.url, hosts):
            return False
        if document is not None:
            return True
        key = self.archive.resolve_alias(name, page_key(capture.url))
        held = name in self.recorders and self.recorders[name].holds(key)
        return held or self.archive.page(name, key) is not None

    def _settle_held(self, recorder: Recorder, capture: Capture) -> None:
        """What is said of a page (it is gone, it has moved) is said of what was seen of it before."""
        if recorder.holds(self.archive.resolve_alias(recorder.setup.name, page_key(capture.url))):
            recorder.settle()

    def _hosts(self, name: str) -> Collection[str]:
        if name in self.recorders:
            return self.recorders[name].setup.hosts
        if (profile := self.profiles.get(name)) is not None:
            return profile.hosts_all
        url = dict(self.archive.sites()).get(name)
        return (host_of(url),) if url else ()

    def _recorder(self, name: str, address: str) -> Recorder:
        if name not in self.recorders:
            profile = self.profiles.get(name)
            self.keepers[name] = keeper_of(self.archive, name, profile, self.data) if self.data else None
            self.recorders[name] = Recorder(self.archive, self._setup(name, address))
        return self.recorders[name]

    def _setup(self, name: str, address: str) -> SiteSetup:
        """By its profile; without one, by the address of its first capture."""
        if (profile := self.profiles.get(name)) is not None:
            return replace(SiteSetup.of(profile, self.config, self.hooks.get(name)), kept=self._kept)
        made_up = "" if is_local(address) else f"{address.partition('://')[0]}://{host_of(address)}/"
        url = dict(self.archive.sites()).get(name) or made_up
        hosts = (host_of(url),) if url else ()
        return SiteSetup(name, url, hosts, route=partial(routes, self.config), kept=self._kept)

    def _kept(self, record: CaptureRecord) -> Capture | None:
        return held_capture(self.archive, self.data, record) if self.data is not None else None


def _address(document: Document) -> str:
    return page_key(document.head.canonical) if document.head.canonical else document.url


def _owner(address: str, archive: Archive, profiles: Mapping[str, Profile]) -> str:
    """The site that owns the page's host, else one named after the host."""
    if is_local(address):
        raise CaptureError(
            f"{address}: does not say which site it is of", hint="it has no canonical link; name the site with --site"
        )
    for name, profile in profiles.items():
        if same_site(address, profile.hosts_all):
            return name
    for name, url in archive.sites():
        if url and same_site(address, (host_of(url),)):
            return name
    return site_name(address)


def _finish(archive: Archive, name: str, recorder: Recorder, keeper: Keeper | None) -> None:
    """A run record of the captures' own time: files are not read by the clock."""
    tally = recorder.tally
    if tally.first is None or tally.last is None:
        return
    number = archive.start_run(name, tally.first)
    recorder.finish(tally.last)
    if keeper is not None:
        keeper.close(tally.last)
    archive.finish_run(
        RunRecord(
            site=name,
            started=tally.first,
            ended=tally.last,
            outcome="ok",
            pages=dict(tally.pages),
            changes=tally.changes,
            alerts=len(tally.alerts),
            errors=len(tally.problems),
            id=number,
        )
    )
