"""The bytes of a capture, where they are kept: in the spool until it is recorded, in WARC files where those are on;
or in the file that it was taken in from, as long as that says the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from crawler.blocks import MAX_BYTES
from crawler.checking.cases import TYPES
from crawler.errors import CaptureError, UsageError
from crawler.keeper import FOLDER
from crawler.model import Capture, CaptureRecord
from crawler.store import Archive

NOT_KEPT = "the bytes of this capture are not kept (`warc = true` under [archive] in the profile keeps them)"


def kept_capture(archive: Archive, data: Path, record: CaptureRecord) -> tuple[Capture | None, str]:
    """The capture whole; or None, and why it can't be had."""
    for _, capture in archive.spooled(record.site):
        if capture.fetched_at == record.fetched_at and record.url in {capture.url, capture.location}:
            return capture, ""
    try:
        found = _from_warc(archive, data / FOLDER, record) or _from_file(record)
    except (CaptureError, UsageError) as error:
        return None, str(error)
    return found, "" if found else NOT_KEPT


def _from_warc(archive: Archive, folder: Path, record: CaptureRecord) -> Capture | None:
    found = archive.raw_of(record.id) if record.id is not None else None
    if found is None:
        return None
    from crawler.warc import require_warcio

    require_warcio("reading a raw capture")
    from crawler.warc.reading import capture_of, read_at, with_payload

    raw = found[1]
    held = read_at(folder / raw.file, raw.offset)
    if raw.refers is not None and (original := archive.raw(raw.refers)) is not None:
        held = with_payload(held, read_at(folder / original.file, original.offset))
    return capture_of(held, record.fetched_at, record.source)


def _from_file(record: CaptureRecord) -> Capture | None:
    """The file that the capture was read from, where it is still there, byte for byte."""
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
