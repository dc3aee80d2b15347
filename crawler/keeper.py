"""Raw captures: written to WARC as they come, registered in the archive where they are filed, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from crawler.blocks import MAX_BYTES
from crawler.classes import dataclass
from crawler.config.archive import load_archive_config
from crawler.errors import CaptureError, UsageError
from crawler.model import Capture, CaptureRecord, RawRecord
from crawler.profile import Profile
from crawler.store import Archive
from crawler.urls import page_key

if TYPE_CHECKING:
    from crawler.warc import Exchange, WarcFolder
    from crawler.warc.reading import WarcRecord
    from crawler.warc.writing import Original

FOLDER = "warc"  # in the data folder
SYNC_EVERY = 48  # captures that a power cut may cost at most
TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}  # files that hold a capture each


@dataclass(slots=True)
class Keeper:
    """Gives a capture back with the place where it is kept. Nothing of WARC is loaded where nothing is kept."""

    archive: Archive
    site: str
    folder: WarcFolder
    _unsynced: int = 0

    @classmethod
    def of(cls, archive: Archive, site: str, data: Path) -> Self:
        """Raises UsageError where the extra `warc` is not installed."""
        from crawler.warc import WarcFolder, require_warcio

        require_warcio("archive.warc = true")

        return cls(archive, site, WarcFolder(data / FOLDER, site, lambda file: _known_end(archive, site, file)))

    def keep(self, capture: Capture, exchanges: Sequence[Exchange]) -> Capture:
        """Write a capture down as it was received; as it is where no answer came.

        Raises:
            ArchiveError: the file cannot be written.
        """
        from crawler.warc.writing import WarcWriter

        if not exchanges:
            return capture
        writer = WarcWriter(self.folder)
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            self._unsynced = 0
            self.folder.sync()
        raw = writer.write(capture, exchanges, find=self._find, before=lambda: self._before(capture))
        return replace(capture, raw=raw)

    def close(self, at: datetime) -> None:
        """End a run: what it wrote is on the disk, and all of it in the register, also what came to nothing."""
        self.folder.sync()
        for file in self.folder.written:
            self._register_rest(file, at)

    def _register_rest(self, file: str, at: datetime) -> None:
        """Answers that no capture was made of (a fault cost the page its look): all that lies there is to be proved."""
        waiting = [(raw.start, raw.end) for raw in _waiting(self.archive, self.site, file)]
        for start, end in self.archive.raw_gaps(file, waiting):
            with (self.folder.root / file).open("rb") as lines:
                lines.seek(start)
                digest = sha256(lines.read(end - start)).hexdigest()
            self.archive.add_raw(self.site, RawRecord(file, start, start, end, digest, at), None)

    def _find(self, payload: str) -> Original | None:
        return self._original(self.archive.raw_with_payload(self.site, payload))

    def _before(self, capture: Capture) -> Original | None:
        """The record of the page's last good answer."""
        key = self.archive.resolve_alias(self.site, page_key(capture.url))
        page = self.archive.page(self.site, key)
        if page is None or page.last_capture is None:
            return None
        found = self.archive.raw_of(page.last_capture)
        if found is not None and found[1].refers is not None:
            earlier = self.archive.raw(found[1].refers)
            found = (found[1].refers, earlier) if earlier else None
        return self._original(found)

    def _original(self, found: tuple[int, RawRecord] | None) -> Original | None:
        from crawler.warc.writing import read_original

        if found is None:
            return None
        number, raw = found
        return read_original(self.folder.root / raw.file, raw.offset, number)


def _known_end(archive: Archive, site: str, file: str) -> int:
    """Of what is registered, and of what waits in the spool to be."""
    return max([archive.raw_end(file), *(raw.end for raw in _waiting(archive, site, file))])


def _waiting(archive: Archive, site: str, file: str) -> list[RawRecord]:
    waiting = (capture.raw for _, capture in archive.spooled(site))
    return [raw for raw in waiting if raw is not None and raw.file == file]


def keeper_of(archive: Archive, site: str, profile: Profile | None, data: Path) -> Keeper | None:
    """The keeper of a site's raw captures; None where they are not wanted.

    What its profile says counts; where that says nothing, and for a site without one, `archive.toml` does.

    Raises:
        UsageError: they are wanted, and the extra `warc` is not installed.
        ConfigError: of `archive.toml`.
    """
    wanted = profile.archive.warc if profile else None
    if wanted is None:
        wanted = load_archive_config(data).archive.warc
    return Keeper.of(archive, site, data) if wanted else None


def kept_capture(archive: Archive, data: Path, record: CaptureRecord) -> Capture | None:
    """A capture as it was received: from its WARC file, or the file that it was taken in from, as long as that is
    there, byte for byte. None where it is not kept.

    Raises:
        CaptureError: it is registered, and gone or damaged.
        UsageError: it lies in a WARC file, and the extra `warc` is not installed.
    """
    found = archive.raw_of(record.id) if record.id is not None else None
    if found is None:
        return _from_file(record)
    from crawler.warc import require_warcio

    require_warcio("reading a raw capture")
    from crawler.warc.reading import capture_of

    return capture_of(warc_record(archive, data / FOLDER, *found), record.fetched_at, record.source)


def held_capture(archive: Archive, data: Path, record: CaptureRecord) -> Capture | None:
    """`kept_capture`; None also where it can't be read. `verify` is what tells of that."""
    try:
        return kept_capture(archive, data, record)
    except (CaptureError, UsageError):
        return None


def warc_record(archive: Archive, folder: Path, number: int, raw: RawRecord) -> WarcRecord:
    """A raw capture's record, with its payload where that lies in an earlier one.

    Raises:
        CaptureError: one of them is gone, or damaged.
    """
    from crawler.warc.reading import read_at, with_payload

    record = read_at(folder / raw.file, raw.offset)
    if record.revisit is None or raw.refers is None:
        return record
    original = archive.raw(raw.refers)
    if original is None:
        raise CaptureError(f"raw capture {number}: the one that holds its payload is gone")
    return with_payload(record, read_at(folder / original.file, original.offset))


def _from_file(record: CaptureRecord) -> Capture | None:
    path = Path(record.source)
    kind = TYPES.get(path.suffix.lower())
    if kind is None or not record.sha256:
        return None
    try:
        body = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError:
        return None
    if sha256(body).hexdigest() != record.sha256:
        return None
    headers = {"content-type": kind}
    return Capture(path.resolve().as_uri(), record.fetched_at, headers=headers, body=body, source=record.source)
