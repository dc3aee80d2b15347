"""Captures from files, through the same steps as a crawl's: oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crawler.blocks import MAX_BYTES, read_document
from crawler.config import AlertsConfig
from crawler.errors import CaptureError, PresswatchError, UsageError
from crawler.model import Capture, Document, RunRecord
from crawler.profile import HookFunction, Profile
from crawler.recorder import Recorder, SiteSetup, Tally
from crawler.rules import routes
from crawler.store import Archive
from crawler.urls import host_of, is_local, page_key, same_site, site_name

TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}


@dataclass(slots=True)
class Ingested:
    """What came of it: a tally for each site, and one line for each file that could not be taken in."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named.

    Raises:
        UsageError: a path does not exist, or is of no kind that can be read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(p for p in path.rglob("*") if p.suffix.lower() in TYPES and p.is_file()))
        elif not path.exists():
            raise UsageError(f"{path}: no such file", hint="name capture files or folders of them")
        elif path.suffix.lower() not in TYPES:
            raise UsageError(f"{path}: {path.suffix or 'no suffix'} is not read", hint=f"one of {', '.join(TYPES)}")
        else:
            found.append(path)
    return found


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
        source=str(path),
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
) -> Ingested:
    """Take captures in from files.

    Args:
        archive: where they go.
        paths: `.html` and `.txt` files.
        profiles: the sites that have one, by name.
        config: where alerts go.
        hooks: the hooks of the sites that have one, by name.
        site: the site they are of; default the one that owns their host, else one named after the host.
        at: when they were captured; default each file's modification time.
    """
    done = Ingested()
    captures: list[Capture] = []
    for path in paths:
        try:
            captures.append(read_capture(path, at))
        except CaptureError as error:
            done.problems.append(str(error))
    intake = _Intake(archive, profiles, config, hooks or {})
    for capture in sorted(captures, key=lambda each: (each.fetched_at, each.url)):
        try:
            intake.take(capture, site)
        except PresswatchError as error:
            done.problems.append(str(error))
    for name, recorder in intake.recorders.items():
        _finish(archive, name, recorder)
        done.tallies[name] = recorder.tally
        done.problems.extend(recorder.tally.problems)
    return done


@dataclass(slots=True)
class _Intake:
    """The recorders of the sites that captures turn out to be of."""

    archive: Archive
    profiles: Mapping[str, Profile]
    config: AlertsConfig
    hooks: Mapping[str, HookFunction | None]
    recorders: dict[str, Recorder] = field(default_factory=dict)

    def take(self, capture: Capture, site: str | None) -> None:
        document = read_document(capture)
        name = site or _owner(document, self.archive, self.profiles)
        if name not in self.recorders:
            self.recorders[name] = Recorder(self.archive, self._setup(name, document))
        recorder = self.recorders[name]
        if (look := recorder.read(capture, document)) is not None:
            recorder.record(look)

    def _setup(self, name: str, document: Document) -> SiteSetup:
        """By its profile; without one, by the address of its first capture."""
        if (profile := self.profiles.get(name)) is not None:
            return SiteSetup.of(profile, self.config, self.hooks.get(name))
        address = _address(document)
        made_up = "" if is_local(address) else f"{address.partition('://')[0]}://{host_of(address)}/"
        url = dict(self.archive.sites()).get(name) or made_up
        return SiteSetup(name, url, (host_of(url),) if url else (), route=partial(routes, self.config))


def _address(document: Document) -> str:
    return page_key(document.head.canonical) if document.head.canonical else document.url


def _owner(document: Document, archive: Archive, profiles: Mapping[str, Profile]) -> str:
    """The site that owns the page's host, else one named after the host."""
    address = _address(document)
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


def _finish(archive: Archive, name: str, recorder: Recorder) -> None:
    """A run record of the captures' own time: files are not read by the clock."""
    tally = recorder.tally
    if tally.first is None or tally.last is None:
        return
    number = archive.start_run(name, tally.first)
    recorder.finish(tally.last)
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
